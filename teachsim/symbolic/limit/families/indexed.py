"""Families of ultimately periodic languages: a rule that turns an index into a language."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from teachsim.core.checks import quoted, whole_number
from teachsim.symbolic.limit.family import Facts, index_below
from teachsim.symbolic.limit.language import an_instance
from teachsim.symbolic.limit.periodic import Periodic

__all__ = ["IndexedFamily"]


@dataclass(frozen=True, eq=False)
class IndexedFamily:
    """A `Family` given by formulas; inclusion can always be decided.

    The formulas are not checked against each other: a test compares them.

    Attributes:
        title: what a reader is told it is.
        size: how many indices, at least 1; `math.inf` where there is no last one.
        facts: what is proved about it.
        make: the language with an index.
        holds: whether the language with an index has a member; answers without building it.
        name: what the language with an index is called.
        tale: a tell-tale of it within the whole family, None where there is none.
        write: how an instance is written.
    """

    title: str
    size: float
    facts: Facts
    make: Callable[[int], Periodic]
    holds: Callable[[int, int], bool]
    name: Callable[[int], str]
    tale: Callable[[int], tuple[int, ...] | None]
    write: Callable[[int], str] = str

    def __post_init__(self) -> None:
        """Refuse a family without a language, or with half of one."""
        if self.size != math.inf and (self.size < 1 or self.size != int(self.size)):
            raise ValueError(
                f"the size of {self.title} is {quoted(self.size)}, but must be a whole number of "
                "at least 1, or math.inf; list a language"
            )

    def language(self, i: int) -> Periodic:
        """The language L_i."""
        return self.make(index_below(i, size=self.size, title=self.title))

    def contains(self, i: int, x: int) -> bool:
        """Whether x belongs to L_i: the membership query."""
        x = an_instance(x)
        return x >= 0 and self.holds(index_below(i, size=self.size, title=self.title), x)

    def written(self, x: int) -> str:
        """How the instance x is written."""
        way_out = "instances are numbered 0, 1, 2, ..."
        return self.write(whole_number(x, thing="instance", least=0, way_out=way_out))

    def named(self, i: int) -> str:
        """What L_i is called."""
        return self.name(index_below(i, size=self.size, title=self.title))

    def subset(self, i: int, j: int) -> bool:
        """Whether L_i lies in L_j, exactly; never refuses."""
        return self.language(i).subset(self.language(j))

    def tell_tale(self, i: int) -> tuple[int, ...] | None:
        """A tell-tale of L_i within the whole family; None where there is none."""
        return self.tale(index_below(i, size=self.size, title=self.title))
