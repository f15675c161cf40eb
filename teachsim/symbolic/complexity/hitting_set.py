"""The smallest set of instances that hits all of some sets, with a proof that none is smaller.

Teaching is hitting: a set of examples teaches a target iff it meets, for each other hypothesis, the
instances on which that one can be told from the target; only sets that contain no other (`minimal`)
need be hit. Own branch and bound: the size is raised from a packing bound, the smallest of disjoint
sets is branched on, each of its elements in turn barred from the branches after it, and a branch
ends when too many sets are disjoint or too few lie in reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from teachsim.symbolic import words
from teachsim.symbolic.complexity.budget import Meter, OverBudgetError
from teachsim.symbolic.complexity.hitting_proofs import Branch, Counted, Disjoint, HittingProof
from teachsim.symbolic.complexity.separating import members, one_of

__all__ = ["Hitting", "minimum_hitting_set"]

# A node counts in how many sets each element lies: that takes as long as so many elements, or as
# so many sets, of which each element has a bit.
_COUNTS_A_STATE = 160
_A_COUNT, _SETS_A_COUNT = 10, 128


@dataclass(frozen=True)
class Hitting:
    """What is known of the smallest hitting set.

    Attributes:
        elements: The smallest found.
        least: No hitting set has fewer elements; found is smallest where the two agree.
        proof: That `least - 1` elements do not hit all sets; None where `least` is 0.
        names: The names of the sets, one of equal ones: the proof is about these.
        looked: States that it took before the search began: these are not metered.
    """

    elements: tuple[int, ...]
    least: int
    proof: HittingProof | None
    names: tuple[int, ...]
    looked: int


@dataclass(frozen=True, eq=False)
class _Sets:
    """Sets and their transpose.

    Attributes:
        names: `(s,)` what the caller calls each set.
        sets: `(s,)` bit sets of elements.
        hits: Of each element the bit set of the sets that it lies in.
    """

    names: tuple[int, ...]
    sets: tuple[int, ...]
    hits: dict[int, int]

    @property
    def cost(self) -> int:
        """The states that counting all elements takes."""
        one = _A_COUNT + len(self.sets) // _SETS_A_COUNT
        return 1 + len(self.hits) * one // _COUNTS_A_STATE


def minimum_hitting_set(sets: Mapping[int, int], *, meter: Meter, enough: int = 0) -> Hitting:
    """The smallest set that hits all of some sets, bit sets of elements under names.

    Args:
        sets: None of them empty. Names appear in the proof.
        enough: Stop at a set of at most so many elements; there may be smaller ones.
        meter: What the search may spend; when that is gone, the bounds found so far are returned.
    """
    family = _transposed(_sorted(sets))
    everything = (1 << len(family.sets)) - 1
    best = _greedy(family, everything)
    looked = (1 + len(best)) * family.cost
    packed = _packing(family, everything, allowed=-1)
    least = len(packed)
    proof: HittingProof | None = None
    if packed:
        proof = Disjoint(tuple(family.names[i] for i in packed))
    try:
        while len(best) > max(least, enough):
            size = max(least, enough)
            found, refuted = _within(family, everything, allowed=-1, size=size, meter=meter)
            if refuted is None:
                best = found
            else:
                least, proof = size + 1, refuted
    except OverBudgetError:
        pass
    return Hitting(tuple(sorted(best)), least, proof, family.names, looked)


def _within(
    family: _Sets, left: int, *, allowed: int, size: int, meter: Meter
) -> tuple[tuple[int, ...], HittingProof | None]:
    """At most `size` allowed elements that hit the sets left, or a proof that there are none.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    meter.spend(family.cost)
    if not left:
        return (), None
    packed = _packing(family, left, allowed=allowed)
    sizes = [(family.sets[i] & allowed).bit_count() for i in packed]
    if len(packed) > size or not sizes[0]:
        return (), Disjoint(tuple(family.names[i] for i in packed))
    branched = packed[sizes.index(min(sizes))]
    counts = _counts(family, left, allowed=allowed)
    if sum(sorted(counts.values(), reverse=True)[:size]) < left.bit_count():
        return (), Counted()
    parts: list[tuple[int, HittingProof]] = []
    for x in sorted(members(family.sets[branched] & allowed), key=lambda x: -counts[x]):
        found, refuted = _within(
            family, left & ~family.hits[x], allowed=allowed, size=size - 1, meter=meter
        )
        if refuted is None:
            return (x, *found), None
        parts.append((x, refuted))
        allowed &= ~(1 << x)
    return (), Branch(family.names[branched], tuple(parts))


def _sorted(sets: Mapping[int, int]) -> dict[int, int]:
    """The sets by size, one of equal ones."""
    different = {some: name for name, some in sets.items()}
    return {
        name: some for some, name in sorted(different.items(), key=lambda item: item[0].bit_count())
    }


def _transposed(sets: Mapping[int, int]) -> _Sets:
    width = 1 + max((some.bit_length() for some in sets.values()), default=0) // 8
    packed = b"".join(some.to_bytes(width, "little") for some in sets.values())
    bits = np.unpackbits(np.frombuffer(packed, np.uint8).reshape(-1, width), 1, bitorder="little")
    rows = words.integers(words.pack(bits.T.view(np.bool_)))
    hits = {x: hit for x, hit in enumerate(rows) if hit}
    return _Sets(tuple(sets), tuple(sets.values()), hits)


def _packing(family: _Sets, left: int, *, allowed: int) -> list[int]:
    """Disjoint sets, small ones first as they were before some elements were barred.

    An empty one comes alone: no element hits it, so it is met in the end.
    """
    chosen = []
    while left:
        i = one_of(left)
        some = family.sets[i] & allowed
        if not some:
            return [i]
        chosen.append(i)
        for x in members(some):
            left &= ~family.hits[x]
    return chosen


def _counts(family: _Sets, left: int, *, allowed: int) -> dict[int, int]:
    """In how many of the sets left each allowed element lies."""
    return {x: (hit & left).bit_count() for x, hit in family.hits.items() if allowed >> x & 1}


def _greedy(family: _Sets, left: int) -> tuple[int, ...]:
    """A hitting set: always the element in most sets."""
    chosen: list[int] = []
    while left:
        x = _most(family.hits.items(), left)
        chosen.append(x)
        left &= ~family.hits[x]
    return tuple(chosen)


def _most(hits: Iterable[tuple[int, int]], left: int) -> int:
    return max(hits, key=lambda item: (item[1] & left).bit_count())[0]
