"""Checks of teaching sets, of proofs that none is smaller, and of recursive plans."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.complexity.certificates import Needs, Plan, Refuted, Sets, Superset, Trivial
from teachsim.symbolic.complexity.check_hitting import Sets as Parting
from teachsim.symbolic.complexity.check_hitting import unhittable
from teachsim.symbolic.complexity.evidence import (
    as_integers,
    columns_both,
    columns_right,
    coset_dimension,
    demand,
    halvings,
)
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = [
    "mean_lower",
    "mean_upper",
    "minimum_upper",
    "plan_upper",
    "sets_upper",
    "target_lower",
    "tell_tale_lower",
    "tell_tale_upper",
]


def sets_upper(
    of: HypothesisClass, proof: object, *, targets: Iterable[int], positive: bool
) -> float:
    """How many examples are shown to teach each of some targets.

    All right answers of a target teach it unless another hypothesis contains it; then none do.
    """
    if isinstance(proof, Trivial):
        if positive and _inside(of, targets):
            return math.inf
        return len(columns_right(of) if positive else columns_both(of))
    assert isinstance(proof, Sets)
    demand({*targets} == {*proof.taught}, claim="each target needs one teaching set")
    everyone = np.ones(len(of), dtype=np.bool_)
    for target, chosen in proof.taught.items():
        _teaches(of, target, chosen=chosen, among=everyone, positive=positive)
    return max(len({*chosen}) for chosen in proof.taught.values())


def _inside(of: HypothesisClass, targets: Iterable[int]) -> bool:
    """Whether some other hypothesis contains one of the targets."""
    rows = as_integers(of.table)
    return any(sum(rows[t] & ~row == 0 for row in rows) > 1 for t in targets)


def mean_upper(of: HypothesisClass, proof: object) -> Fraction:
    """How many examples are shown to teach the targets on average; those not named take all."""
    assert isinstance(proof, Sets)
    known = {*proof.taught} <= {*range(len(of))}
    demand(known, claim="a target must be a hypothesis of the class")
    total = (len(of) - len(proof.taught)) * len(columns_both(of))
    total += sum(
        int(sets_upper(of, Sets({t: chosen}), targets=[t], positive=False))
        for t, chosen in proof.taught.items()
    )
    return Fraction(total, len(of))


def mean_lower(of: HypothesisClass, proof: object) -> Fraction:
    """How many examples the targets are shown to need on average."""
    if isinstance(proof, Coset):
        return Fraction(coset_dimension(of, proof))
    assert isinstance(proof, Needs)
    known = {*proof.targets} <= {*range(len(of))}
    demand(known, claim="a target must be a hypothesis of the class")
    total, stand = 0, set[tuple[int, ...]]()
    for t, (claimed, part) in proof.targets.items():
        found = _needed(of, part, targets=[t], positive=False, claimed=claimed, known=stand)
        total += min(claimed, int(found))
    return Fraction(total, len(of))


def tell_tale_upper(of: HypothesisClass, proof: object, *, targets: Iterable[int]) -> int:
    """How many right answers are shown to be a tell-tale of each of some targets."""
    if isinstance(proof, Trivial):
        return len(columns_right(of))
    assert isinstance(proof, Sets)
    demand({*targets} == {*proof.taught}, claim="each target needs one tell-tale")
    for target, chosen in proof.taught.items():
        own = of.table[target]
        demand(all(own[x] for x in chosen), claim=f"hypothesis {target} must hold its tell-tale")
        inside = ~(of.table & ~own).any(axis=1) & of.table[:, list(chosen)].all(axis=1)
        demand(int(inside.sum()) == 1, claim=f"a part of hypothesis {target} holds its tell-tale")
    return max(len({*chosen}) for chosen in proof.taught.values())


def tell_tale_lower(
    of: HypothesisClass, proof: object, *, targets: Iterable[int], claimed: float
) -> float:
    """How many right answers a tell-tale of some target is shown to need."""
    if isinstance(proof, Trivial):
        return 0
    assert isinstance(proof, Refuted)
    for h in (*proof.sets, *proof.forced):
        inside = not (of.table[h] & ~of.table[proof.target]).any()
        demand(inside, claim=f"hypothesis {h} is no part of the target")
    return target_lower(of, proof, targets=targets, positive=True, claimed=claimed)


def minimum_upper(of: HypothesisClass, proof: object) -> int:
    """How many examples are shown to teach some target."""
    if isinstance(proof, Trivial):
        return halvings(of)
    assert isinstance(proof, Sets)
    return int(sets_upper(of, proof, targets=[*proof.taught][:1], positive=False))


def _teaches(
    of: HypothesisClass,
    target: int,
    *,
    chosen: tuple[int, ...],
    among: BoolArray,
    positive: bool,
) -> None:
    """Refuse instances that do not tell a target from all others among some hypotheses."""
    columns = [of.table[:, x] == of.table[target, x] for x in chosen]
    if positive:
        right = all(of.table[target, x] for x in chosen)
        demand(right, claim=f"only right answers of hypothesis {target} may be shown")
    agree = np.logical_and.reduce([among, *columns])
    claim = f"the examples of hypothesis {target} must leave it alone"
    demand(bool(agree[target]) and int(agree.sum()) == 1, claim=claim)


def target_lower(
    of: HypothesisClass, proof: object, *, targets: Iterable[int], positive: bool, claimed: float
) -> float:
    """How many examples a target is shown to need."""
    return _needed(of, proof, targets=targets, positive=positive, claimed=claimed, known=set())


def _needed(
    of: HypothesisClass,
    proof: object,
    *,
    targets: Iterable[int],
    positive: bool,
    claimed: float,
    known: set[tuple[int, ...]],
) -> float:
    """The same, where some instances are known to stand for all others."""
    if isinstance(proof, Trivial):
        return 0
    if isinstance(proof, Coset):
        return coset_dimension(of, proof)
    if isinstance(proof, Superset):
        demand(proof.target in {*targets}, claim=f"hypothesis {proof.target} is not the target")
        other = proof.contains in {*range(len(of))} - {proof.target}  # -1 would be the last again
        demand(other, claim="a proper superset is another hypothesis")
        inside = of.table[proof.target] & ~of.table[proof.contains]
        demand(positive and not inside.any(), claim="the superset must contain the target")
        return math.inf
    assert isinstance(proof, Refuted)
    demand(proof.target in {*targets}, claim=f"hypothesis {proof.target} is not the target")
    if proof.instances not in known:
        _represented(of, proof.instances, positive=positive)
        known.add(proof.instances)
    own = of.table[proof.target]
    parting = (own & ~of.table) if positive else (own ^ of.table)
    mask = sum(1 << x for x in {*proof.instances})
    sets = {h: some & mask for h, some in enumerate(as_integers(parting)) if h != proof.target}
    forced = {sets[h] for h in proof.forced}
    demand(all(some.bit_count() == 1 for some in forced), claim="a forced set has one instance")
    left = sum(1 << h for h in {*proof.sets} if not sets[h] & sum(forced))
    size = int(claimed) - 1 - len(forced)
    if size >= 0:
        family = Parting(sets, as_integers(parting.T))
        unhittable(family, left, proof=proof.proof, allowed=mask, size=size)
    return int(claimed)


def _represented(of: HypothesisClass, instances: tuple[int, ...], *, positive: bool) -> None:
    """Refuse instances that do not stand for all others."""
    table = of.table if positive else of.table ^ of.table[0]
    all_columns = {*(columns_right(of) if positive else columns_both(of))}
    some = {*as_integers(table[:, list(instances)].T)} if instances else set()
    demand(all_columns <= some, claim="an instance is left out and repeats none of the others")


def plan_upper(of: HypothesisClass, proof: object, *, positive: bool) -> int:
    """How many examples the steps of a recursive plan take at most."""
    if isinstance(proof, Trivial):
        return min(len(columns_right(of)), len(of) - 1) if positive else halvings(of)
    assert isinstance(proof, Plan)
    order = [h for h, _ in proof.steps]
    demand(sorted(order) == [*range(len(of))], claim="a plan teaches each hypothesis once")
    left = np.ones(len(of), dtype=np.bool_)
    for h, chosen in proof.steps:
        _teaches(of, h, chosen=chosen, among=left, positive=positive)
        left[h] = False
    return max(len({*chosen}) for _, chosen in proof.steps)
