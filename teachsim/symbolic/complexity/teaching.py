"""Teaching dimensions: how many examples tell a target from all other hypotheses.

TD(t) is the size of the smallest set of instances that meets t xor h for each h other than t; with
right answers alone it must meet t minus h, which is empty where h contains t. Distances of one
instance force that instance; what is left goes to the hitting-set search.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class, an_index
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import Bounds, Refuted, Sets, Superset, Trivial
from teachsim.symbolic.complexity.hitting_proofs import HittingProof
from teachsim.symbolic.complexity.hitting_set import minimum_hitting_set
from teachsim.symbolic.complexity.linear import taught_alike
from teachsim.symbolic.complexity.minimal import minimal
from teachsim.symbolic.complexity.separating import of_both_marks, of_right_marks
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result
from teachsim.symbolic.words import WordArray

__all__ = [
    "Rivals",
    "Taught",
    "mask_of",
    "positive_teaching_dimension",
    "scan",
    "taught",
    "teaching_dimension",
]

_WORDS_A_STATE = 200


@dataclass(frozen=True, eq=False)
class Rivals:
    """What tells a target from each of its rivals.

    Attributes:
        target: The target.
        parting: `(m, W)` words, the instances that tell it from each hypothesis; its own row is 0.
    """

    target: int
    parting: WordArray


@dataclass(frozen=True)
class Taught:
    """What is known of the smallest teaching set of a target.

    Attributes:
        elements: The smallest found.
        least: No teaching set is smaller.
        proof: Of that: the last three fields of `Refuted`.
        looked: States that it took before the search began: these are not metered.
    """

    elements: tuple[int, ...]
    least: int
    proof: tuple[tuple[int, ...], tuple[int, ...], HittingProof | None]
    looked: int


def teaching_dimension(
    of: HypothesisClass, target: int | None = None, *, max_states: int = MAX_STATES
) -> Result:
    """The least number of marked examples that leave the target alone; the largest over targets.

    Goldman & Kearns 1995, "On the complexity of teaching". The certificate holds teaching sets
    (`Sets`: of the target, or of all) and, for the target that needs most, why fewer do not do
    (`Refuted`; `Trivial` for 0; `Coset` where all are alike). For one target, the quantity's name
    ends with its index.

    Args:
        of: The class.
        target: Index of one hypothesis; the largest over all by default.
        max_states: Stop after this many nodes of the search, with bounds; at most half of what is
            left goes to one target.

    Raises:
        ValueError: If `of` is no class, `target` not one of its indices, or `max_states` not a
            whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> teaching_dimension(families.intervals(20)).value
    4
    """
    a_class(of)
    targets = range(len(of)) if target is None else [an_index(target, of=of)]
    kept = of_both_marks(of)
    reach = mask_of(kept, of=of)
    meter = Meter(max_states)
    rivals = (Rivals(t, (of.rows ^ of.rows[t]) & reach) for t in targets)
    name = "teaching_dimension" if target is None else f"teaching_dimension of {targets[0]}"
    return taught_alike(name, of, targets=targets) or _largest(name, rivals, kept=kept, meter=meter)


def positive_teaching_dimension(
    of: HypothesisClass, target: int | None = None, *, max_states: int = MAX_STATES
) -> Result:
    """The least number of right answers that leave the target alone; the largest over targets.

    It is `math.inf` for a target that is a proper subset of another hypothesis, and for no other,
    since right answers of the smaller one never rule out the larger: `Superset` names the two.
    Otherwise certificate and name are as in `teaching_dimension`.

    Args:
        of: The class.
        target: Index of one hypothesis; the largest over all by default.
        max_states: As in `teaching_dimension`.

    Raises:
        ValueError: If `of` is no class, `target` not one of its indices, or `max_states` not a
            whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> H = families.initial_segments(5)
    >>> [positive_teaching_dimension(H, target).value for target in (4, 5)]
    [inf, 1]
    """
    a_class(of)
    targets = range(len(of)) if target is None else [an_index(target, of=of)]
    kept, meter = of_right_marks(of), Meter(max_states)
    name = "positive_teaching_dimension" + ("" if target is None else f" of {targets[0]}")
    try:
        found = _superset(of, targets=targets, meter=meter)
    except OverBudgetError:
        return Result(name, 0, math.inf, Bounds(Trivial(), Trivial()), meter.spent)
    if found is not None:
        return Result(name, math.inf, math.inf, Bounds(found, Trivial()), meter.spent)
    reach = mask_of(kept, of=of)
    rivals = (Rivals(t, of.rows[t] & ~of.rows & reach) for t in targets)
    return _largest(name, rivals, kept=kept, meter=meter)


def _superset(of: HypothesisClass, *, targets: Iterable[int], meter: Meter) -> Superset | None:
    """One of some targets, and a hypothesis of which it is a proper part."""
    for t in targets:
        meter.spend(scan(of.rows.size))
        inside = ~(of.rows[t] & ~of.rows).any(axis=1)
        inside[t] = False
        if inside.any():
            return Superset(t, int(inside.argmax()))
    return None


def mask_of(kept: tuple[int, ...], *, of: HypothesisClass) -> WordArray:
    """`(W,)` words of some instances."""
    chosen: BoolArray = np.zeros(of.n_instances, dtype=np.bool_)
    chosen[list(kept)] = True
    return words.pack(chosen)


def _largest(
    quantity: str, rivals: Iterable[Rivals], *, kept: tuple[int, ...], meter: Meter
) -> Result:
    """The most that one of some targets needs."""
    sets: dict[int, tuple[int, ...]] = {}
    least = most = 0
    proof: object = Trivial()
    above: object = Sets(sets)
    looks = Meter(meter.limit)
    try:
        for one in rivals:
            looks.spend(scan(one.parting.size))
            share = Meter((meter.limit - meter.spent) // 2)
            # A target that needs no more than another does needs no proof of what it needs.
            found = taught(one, meter=share, enough=least)
            meter.spend(share.spent)
            looks.spend(found.looked)
            sets[one.target] = found.elements
            most = max(most, len(found.elements))
            if found.least > least:
                least, proof = found.least, Refuted(one.target, kept, *found.proof)
    except OverBudgetError:
        most, above = len(kept), Trivial()
    return Result(quantity, least, most, Bounds(proof, above), meter.spent + looks.spent)


def scan(n_words: int) -> int:
    """What a look at all rivals costs, in states: about as long as so many nodes of a search."""
    return 1 + n_words // _WORDS_A_STATE


def taught(rivals: Rivals, *, meter: Meter, enough: int) -> Taught:
    """A smallest set of instances that tells the target from its rivals, or a small enough one."""
    sizes = words.count(rivals.parting)
    alone = np.flatnonzero(sizes == 1)
    forced = np.bitwise_or.reduce(rivals.parting[alone], axis=0)
    open_ = np.flatnonzero((sizes > 1) & ~(rivals.parting & forced).any(axis=1))
    open_ = open_[minimal(rivals.parting[open_])]
    parting = words.integers(rivals.parting[open_])
    # Instances that are forced lie in no set left open: the bounds of the two parts add.
    first = np.unique(rivals.parting[alone], axis=0, return_index=True)[1]
    named = dict(zip(open_.tolist(), parting, strict=True))
    rest = minimum_hitting_set(named, meter=meter, enough=max(0, enough - len(first)))
    own = np.flatnonzero(words.unpack(forced, n_bits=len(forced) * words.WORD_BITS)).tolist()
    elements = tuple(sorted((*own, *rest.elements)))
    proof = (tuple(alone[first].tolist()), rest.names, rest.proof)
    return Taught(elements, len(own) + rest.least, proof, rest.looked)
