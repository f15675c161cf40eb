"""What Gold's adversary goes by: languages that are proper parts of one another, without end.

A language L has no tell-tale iff every finite part of it lies in some language of the family that
is a proper part of L (Angluin 1980). The simplest case is an increasing chain whose union is L: the
sets {0, ..., n} below the set of all numbers (Gold 1967).
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Collection
from dataclasses import dataclass

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_function
from teachsim.symbolic.limit.family import Family, a_family
from teachsim.symbolic.limit.sight import index_in, proper_part

__all__ = ["Lure", "chain", "lure"]

# More than any run here shows; beyond it the chain is taken not to reach.
_MOST_RUNGS = 2**20


@dataclass(frozen=True)
class Lure:
    """A language that no finite part of it tells from its parts in the family.

    Attributes:
        family: The family.
        whole: Index of L.
        part: Given finitely many members of L, the index of a language of the family that holds
            them all and is a proper part of L; the adversary checks it each time.
    """

    family: Family
    whole: int
    part: Callable[[Collection[int]], int]


def chain(family: Family, whole: int, *, rungs: Callable[[int], int]) -> Lure:
    """The lure of an increasing chain: each time its first language that holds what was shown.

    Args:
        family: The family.
        whole: Index of the union of the chain.
        rungs: The index of the n-th language of the chain, n >= 0; each a proper part of the next.

    Raises:
        ValueError: `family` is none, `whole` no index, or `rungs` no function; the lure, if the
            chain does not come to hold what was shown: then `whole` is not its union.
    """
    a_family(family)
    a_function(rungs, thing="rungs", way_out="pass one from n to an index, such as lambda n: n")
    whole = index_in(family, whole, thing="whole")

    def holds(n: int, members: Collection[int]) -> bool:
        rung = rungs(n)
        return all(family.contains(rung, x) for x in members)

    def part(members: Collection[int]) -> int:
        high = 0
        while not holds(high, members):
            high = 2 * high + 1
            if high >= _MOST_RUNGS:
                raise ValueError(
                    f"the chain does not hold {sorted(members)[:5]} within {_MOST_RUNGS:,} "
                    f"languages, but its union must be {family.named(whole)}; correct the chain"
                )
        return rungs(bisect.bisect_left(range(high), True, key=lambda n: holds(n, members)))

    return Lure(family, whole, part)


def lure(family: Family, whole: int, *, look: int = 4096) -> Lure:
    """The lure that searches: the first language that holds what was shown and is a proper part.

    Args:
        family: The family; its inclusions are used.
        whole: Index of a language without a tell-tale.
        look: How many languages to search, each time.

    Raises:
        ValueError: `family` is none, or `whole` no index, or it has a tell-tale, which defeats
            every adversary that shows all of the language; the lure, if it finds nothing.
        NotDecidable: The lure, if the family cannot say what includes what.
    """
    a_family(family)
    whole = index_in(family, whole, thing="whole")
    whole_number(look, thing="look", least=1, way_out="say how many languages to search")
    telling = family.tell_tale(whole)
    if telling is not None:
        shown = ", ".join(map(family.written, telling))
        raise ValueError(
            f"{family.named(whole)} has the tell-tale {{{shown}}}: no proper part of it in the "
            "family holds that; choose a language without one"
        )

    def part(members: Collection[int]) -> int:
        late = sorted(members, reverse=True)  # what came into play last is what most lack
        for i in range(int(min(look, family.size))):
            if all(family.contains(i, x) for x in late) and proper_part(family, i, whole=whole):
                return i
        raise ValueError(
            f"none of the first {look:,} languages is a proper part of {family.named(whole)} that "
            f"holds the {len(members)} members shown; look further, or give a chain"
        )

    return Lure(family, whole, part)
