"""Growing a star around one centre: at once, or all that there are.

Instances in groups of rivals bound how far a star can grow still.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.complexity.budget import Meter
from teachsim.symbolic.complexity.certificates import Star
from teachsim.symbolic.complexity.separating import one_of
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["Groups", "Near", "Search", "grouped", "grow_all", "grow_at_once"]

Groups = tuple[tuple[int, ...], ...]
"""Instances in groups of rivals."""

# Each new group is compared with those before it: so many take as long as a state elsewhere.
_GROUPS_A_STATE = 16
# A star that grows compares its rays with each new instance, so many in a state's time.
_RAYS_A_STATE = 100


@dataclass(frozen=True, eq=False)
class Search:
    """What is known of stars.

    Attributes:
        of: The class.
        kept: The instances that matter.
        rows: `(m, W)` the hypotheses on these.
        found: Larger and larger stars.
        groups: Of centres why there is no larger star around them.
        orders: Of others an order of the instances.
        seen: Surroundings that were looked at, by such an order.
        meter: What may be spent.
    """

    of: HypothesisClass
    kept: tuple[int, ...]
    rows: words.WordArray
    found: list[Star]
    groups: dict[int, Groups]
    orders: dict[int, tuple[int, ...]]
    seen: set[frozenset[bytes]]
    meter: Meter

    @property
    def size(self) -> int:
        """The rays of the largest star so far."""
        return len(self.found[-1].rays)


@dataclass(frozen=True, eq=False)
class Near:
    """A centre and the hypotheses that can be rays of a larger star than found.

    Attributes:
        centre: The hypothesis in the middle.
        hypotheses: `(k,)` those near it.
        differs: `(k, n)` the instances, of those that matter, on which they differ from it.
        hits: Of each instance that some differ on, who does: a bit set of places among these.
    """

    centre: int
    hypotheses: IntArray
    differs: BoolArray
    hits: dict[int, int]


def grouped(hits: dict[int, int], instances: tuple[int, ...], *, meter: Meter) -> Groups:
    """The instances in groups of rivals: those in few hypotheses first, each to the first fit."""
    meter.spend()
    groups: list[list[int]] = []
    for x in sorted(instances, key=lambda x: hits[x].bit_count()):
        for group in groups:
            if hits[group[-1]] & hits[x] == hits[group[-1]]:  # and so all before it
                group.append(x)
                break
        else:
            meter.spend(1 + len(groups) // _GROUPS_A_STATE)
            groups.append([x])
    return tuple(map(tuple, groups))


def grow_at_once(search: Search, near: Near, *, first: tuple[int, ...]) -> None:
    """Append a star that takes one instance after the other if it can, some of them first."""
    rays: dict[int, int] = {}
    hit = 0
    for x in dict.fromkeys([*first, *sorted(near.hits, key=lambda x: near.hits[x].bit_count())]):
        here = near.hits[x]
        more = {y: alone & ~here for y, alone in rays.items()} | {x: here & ~hit}
        if all(more.values()):
            rays, hit = more, hit | here
    search.meter.spend(1 + len(near.hits) * len(rays) // _RAYS_A_STATE)
    _found(search, near, rays=rays)


def _found(search: Search, near: Near, *, rays: dict[int, int]) -> None:
    if len(rays) > search.size:
        named = ((x, int(near.hypotheses[one_of(alone)])) for x, alone in rays.items())
        search.found.append(Star(near.centre, tuple(named)))


def grow_all(search: Search, near: Near) -> None:
    """Append larger and larger stars around a centre, up to the largest.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    hits, meter = near.hits, search.meter

    def grow(rays: dict[int, int], *, left: tuple[int, ...], hit: int) -> None:
        _found(search, near, rays=rays)
        while len(rays) + len(grouped(hits, left, meter=meter)) > search.size:
            meter.spend(len(left))
            x, left = left[0], left[1:]
            more = {y: alone & ~hits[x] for y, alone in rays.items()} | {x: hits[x] & ~hit}
            if all(more.values()):
                after = hit | hits[x]
                grow(more, left=_still(hits, more, left=left, hit=after), hit=after)

    grow({}, left=tuple(sorted(hits, key=lambda x: -hits[x].bit_count())), hit=0)


def _still(
    hits: dict[int, int], rays: dict[int, int], *, left: tuple[int, ...], hit: int
) -> tuple[int, ...]:
    """The instances with which a star can grow further; a part of a star is a star."""
    return tuple(
        x for x in left if hits[x] & ~hit and all(alone & ~hits[x] for alone in rays.values())
    )
