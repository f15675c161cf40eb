"""Checks of proofs that so many instances do not hit all of some sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from teachsim.symbolic.complexity.evidence import demand
from teachsim.symbolic.complexity.hitting_proofs import Branch, Counted, Disjoint

__all__ = ["Sets", "reach", "unhittable", "union"]


@dataclass(frozen=True, eq=False)
class Sets:
    """Sets of instances, and of each instance the sets that it lies in.

    Attributes:
        sets: Of each hypothesis its set, a bit set of instances.
        hits: `(n,)` the hypotheses whose sets hold each instance, bit sets.
    """

    sets: Mapping[int, int]
    hits: Sequence[int]


def unhittable(of: Sets, left: int, *, proof: object, allowed: int, size: int) -> None:
    """Refuse what does not prove that `size` allowed instances miss one of the sets left."""
    if isinstance(proof, Disjoint):
        some = [of.sets[h] & allowed for h in {*proof.sets}]
        inside = all(h >= 0 and left >> h & 1 for h in proof.sets)
        demand(inside, claim="a set in the proof is hit already")
        apart = sum(one.bit_count() for one in some) == union(some).bit_count()
        many = apart and len(some) > size
        demand(many or not all(some), claim=f"more than {size} sets must be disjoint")
    elif isinstance(proof, Counted):
        reached = reach(of, left, allowed=allowed, size=size)
        demand(reached < left.bit_count(), claim=f"{size} instances may reach {reached} sets")
    else:
        assert isinstance(proof, Branch)
        fresh = proof.on >= 0 and left >> proof.on & 1 == 1
        demand(fresh, claim="a branch must be on a set that is not hit yet")
        chosen = union(1 << x for x, _ in proof.parts)
        demand(chosen == of.sets[proof.on] & allowed, claim="a branch must try its whole set")
        for x, part in proof.parts:
            unhittable(of, left & ~of.hits[x], proof=part, allowed=allowed, size=size - 1)
            allowed &= ~(1 << x)


def reach(of: Sets, left: int, *, allowed: int, size: int) -> int:
    """In how many of the sets left the instances in most of them lie, each counted anew."""
    if size <= 0:
        return 0
    counts = [(hit & left).bit_count() for x, hit in enumerate(of.hits) if allowed >> x & 1]
    return sum(sorted(counts, reverse=True)[:size])


def union(sets: Iterable[int]) -> int:
    """All that lies in one of some sets."""
    found = 0
    for some in sets:
        found |= some
    return found
