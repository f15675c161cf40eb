"""Can k instances meet all of some sets but a few? A set of them, or a proof that they cannot.

The search is that of `hitting_set`, for one size and with sets that may be spared: the smallest set
is branched on, each of its elements in turn barred from the branches after it, and at last spared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from teachsim.symbolic.complexity.budget import Meter
from teachsim.symbolic.complexity.hitting_proofs import Counted, Disjoint
from teachsim.symbolic.complexity.labelling_proofs import MissProof, Spared
from teachsim.symbolic.complexity.separating import members, one_of

__all__ = ["Sets", "covered", "disjoint", "family_of"]

_Cover = tuple[tuple[int, ...], MissProof | None]

# Comparing all pairs of more sets takes longer than it saves.
_MOST_COMPARED = 1500
# A node looks at all sets that are left: so many take as long as a state elsewhere.
_SETS_A_STATE = 12
# It counts in how many each element lies: so many entries, for large tables, as long as well.
_ENTRIES_A_STATE = 12_000


@dataclass(frozen=True, eq=False)
class Sets:
    """Sets of instances under the names of hypotheses, and their transpose.

    Attributes:
        names: `(s,)` the hypotheses.
        sets: `(s,)` bit sets of instances.
        hits: Of each instance the bit set of the places of the sets that it lies in.
    """

    names: tuple[int, ...]
    sets: tuple[int, ...]
    hits: dict[int, int]


def family_of(sets: Mapping[int, int], *, spare: int) -> Sets:
    """The sets that have to be looked at: who meets all of these but `spare` meets all but so many.

    A set is left out if `spare` + 1 others lie inside it: one of those is met.
    """
    ordered = sorted(sets.items(), key=lambda item: item[1].bit_count())
    kept: dict[int, int] = {}
    for h, some in ordered:
        inside = (smaller for smaller in kept.values() if smaller & some == smaller)
        if len(sets) > _MOST_COMPARED or len([*islice(inside, spare + 1)]) <= spare:
            kept[h] = some
    hits: dict[int, int] = {}
    for i, some in enumerate(kept.values()):
        for x in members(some):
            hits[x] = hits.get(x, 0) | 1 << i
    return Sets(tuple(kept), tuple(kept.values()), hits)


def covered(family: Sets, *, size: int, spare: int, meter: Meter) -> _Cover:
    """At most `size` instances that meet all sets but some; or a proof that there are none.

    Args:
        family: The sets; at most `spare` of them are empty.
        size: How many instances may be chosen.
        spare: How many sets may be missed at no cost.
        meter: What the search may spend.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    everything = (1 << len(family.sets)) - 1
    return _covered(family, everything, allowed=-1, size=size, spare=spare, meter=meter)


def _covered(
    family: Sets, left: int, *, allowed: int, size: int, spare: int, meter: Meter
) -> _Cover:
    counted = len(family.hits) * len(family.sets) // _ENTRIES_A_STATE
    meter.spend(1 + left.bit_count() // _SETS_A_STATE + counted)
    names, sets = family.names, family.sets
    if left.bit_count() <= size + spare:
        last = sorted((sets[i] for i in members(left)), key=int.bit_count)[spare:]
        return tuple({one_of(some) for some in last if some}), None
    ordered = sorted(members(left), key=lambda i: (sets[i] & allowed).bit_count())
    packed = _packed(sets, ordered, allowed=allowed)
    if len(packed) > size + spare:
        return (), Disjoint(tuple(names[i] for i in packed))
    counts = {x: (hit & left).bit_count() for x, hit in family.hits.items() if allowed >> x & 1}
    if sum(sorted(counts.values(), reverse=True)[:size]) + spare < left.bit_count():
        return (), Counted()
    on = next((i for i in ordered if sets[i] & allowed), ordered[0])
    parts: list[tuple[int, MissProof]] = []
    rest = allowed
    for x in sorted(members(sets[on] & allowed), key=lambda x: -counts[x]) if size else []:
        after = left & ~family.hits[x]
        found, proof = _covered(
            family, after, allowed=rest, size=size - 1, spare=spare, meter=meter
        )
        if proof is None:
            return (x, *found), None
        parts.append((x, proof))
        rest &= ~(1 << x)
    without = None
    if spare:
        found, without = _covered(
            family, left & ~(1 << on), allowed=rest, size=size, spare=spare - 1, meter=meter
        )
        if without is None:
            return found, None
    return (), Spared(names[on], tuple(parts), without)


def disjoint(family: Sets) -> list[int]:
    """Places of disjoint sets, small ones first: each takes an instance of its own."""
    return _packed(family.sets, [*range(len(family.sets))], allowed=-1)


def _packed(sets: tuple[int, ...], ordered: list[int], *, allowed: int) -> list[int]:
    """Disjoint sets, small ones first; empty ones are disjoint to all."""
    taken, chosen = 0, []
    for i in ordered:
        some = sets[i] & allowed
        if not some & taken:
            chosen.append(i)
            taken |= some
    return chosen
