"""Languages: sets of natural numbers, finite or not, of which membership can be asked exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

__all__ = ["Language"]


@runtime_checkable
class Language(Protocol):
    """A set of natural numbers 0, 1, 2, ...; a family says what each number stands for."""

    def contains(self, x: int) -> bool:
        """Whether the number belongs: a membership query."""
        ...

    @property
    def size(self) -> float:
        """How many members, exact: a whole number or `math.inf`."""
        ...

    def members(self) -> Iterator[int]:
        """The members, ascending; without end where there are infinitely many."""
        ...
