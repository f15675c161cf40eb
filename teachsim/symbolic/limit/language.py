"""Languages: sets of natural numbers, finite or not, of which membership can be asked exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

import numpy as np

from teachsim.core.checks import one_of, quoted

__all__ = ["Language", "a_language", "an_instance"]


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


def a_language(language: Language) -> None:
    """Refuse what is no language.

    Raises:
        ValueError: it is something else.
    """
    one_of(Language, language, thing="the language", way_out="pass family.language(i)")


def an_instance(x: object) -> int:
    """The number of an instance as an int; no language has a negative one.

    Raises:
        ValueError: it is no whole number; a bool is none.
    """
    if type(x) is int:  # membership is asked millions of times
        return x
    if isinstance(x, np.integer):
        return int(x)
    raise ValueError(
        f"the instance is {quoted(x)}, but must be a whole number; instances are numbered 0, 1, "
        "2, ..."
    )
