"""The star number: the most hypotheses around one, each apart from it on an instance of its own.

Around a centre h0, instance x is hit by the hypotheses that differ from h0 on it. Instances S make
a star iff each is hit by a hypothesis that hits no other of them. Two instances are rivals if all
that hit one hit the other: a star has at most one of any group of rivals, which bounds the search
from above as colours bound a clique. Only hypotheses near the centre are looked at.
"""

from __future__ import annotations

from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import (
    Bounds,
    Star,
    StarGroups,
    Trivial,
)
from teachsim.symbolic.complexity.linear import coset_of, star_of
from teachsim.symbolic.complexity.separating import of_both_marks, one_of
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["star_number"]

_Groups = tuple[tuple[int, ...], ...]

# Each new group is compared with those before it: so many take as long as a state elsewhere.
_GROUPS_A_STATE = 16
# The table is compared with each centre, which is done for so many entries at a time.
_ENTRIES_A_STATE = 1000


def star_number(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The star number: the largest s with a centre and s hypotheses that differ on one each.

    Hanneke & Yang 2015, "Minimax analysis of active learning"; 0 for one hypothesis. The
    certificate holds a `Star`. The upper bound is the number of instances that differ or m - 1
    (`Trivial`), the dimension of a coset (`Coset`), or groups of rivals around most centres
    (`StarGroups`); around the others `check` makes a search of its own.

    Args:
        of: The class.
        max_states: Stop after this many sets of instances, with bounds.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> star_number(families.intervals(12)).value
    11
    """
    a_class(of)
    name, meter = "star_number", Meter(max_states)
    coset = coset_of(of)
    if coset is not None:
        d, rays = len(coset.instances), star_of(of, proof=coset)
        return Result(name, d, d, Bounds(rays, coset), 0)
    kept = of_both_marks(of)
    trivial = most = min(len(kept), len(of) - 1)
    found = [Star(0, ())]
    groups: dict[int, _Groups] = {}
    upper: object = Trivial()
    try:
        for centre in range(len(of)):
            if len(found[-1].rays) == trivial:
                break
            meter.spend(1 + of.table.size // _ENTRIES_A_STATE)
            hits = _hits(of, centre, kept=kept, more_than=len(found[-1].rays))
            groups[centre] = _grouped(hits, tuple(hits), meter=meter)
            if len(groups[centre]) > len(found[-1].rays):
                _grow(hits, centre=centre, found=found, meter=meter)
        else:
            most = len(found[-1].rays)
            upper = StarGroups({h: apart for h, apart in groups.items() if len(apart) <= most})
    except OverBudgetError:
        pass
    star = found[-1]
    return Result(name, len(star.rays), most, Bounds(star, upper), meter.spent)


def _hits(
    of: HypothesisClass, centre: int, *, kept: tuple[int, ...], more_than: int
) -> dict[int, int]:
    """Of each instance the hypotheses that differ from the centre on it, if they can be rays.

    A ray of a star of more than k instances agrees with the centre on k of them, so it differs from
    the centre on at most n - k of the n instances.
    """
    differs = of.table[:, kept] ^ of.table[centre, kept]
    near = differs.sum(axis=1) <= len(kept) - more_than
    hits = words.integers(words.pack((differs & near[:, None]).T))
    return {x: some for x, some in zip(kept, hits, strict=True) if some}


def _grouped(hits: dict[int, int], instances: tuple[int, ...], *, meter: Meter) -> _Groups:
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


def _grow(hits: dict[int, int], *, centre: int, found: list[Star], meter: Meter) -> None:
    """Append larger and larger stars around a centre, up to the largest.

    Raises:
        OverBudgetError: If the meter runs out.
    """

    def grow(rays: dict[int, int], *, left: tuple[int, ...], hit: int) -> None:
        if len(rays) > len(found[-1].rays):
            found.append(Star(centre, tuple((x, one_of(alone)) for x, alone in rays.items())))
        while len(rays) + len(_grouped(hits, left, meter=meter)) > len(found[-1].rays):
            meter.spend(len(left))
            x, left = left[0], left[1:]
            more = {y: alone & ~hits[x] for y, alone in rays.items()} | {x: hits[x] & ~hit}
            if all(more.values()):
                after = hit | hits[x]
                grow(more, left=_still(hits, more, left=left, hit=after), hit=after)

    grow({}, left=tuple(sorted(hits, key=lambda x: hits[x].bit_count())), hit=0)


def _still(
    hits: dict[int, int], rays: dict[int, int], *, left: tuple[int, ...], hit: int
) -> tuple[int, ...]:
    """The instances with which a star can grow further; a part of a star is a star."""
    return tuple(
        x for x in left if hits[x] & ~hit and all(alone & ~hits[x] for alone in rays.values())
    )
