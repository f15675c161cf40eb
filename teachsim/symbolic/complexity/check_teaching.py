"""Checks of teaching sets, of proofs that none is smaller, and of recursive plans."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.complexity.certificates import (
    Core,
    Needs,
    Plan,
    Refuted,
    Sets,
    Superset,
    Trivial,
)
from teachsim.symbolic.complexity.evidence import (
    as_integers,
    columns_both,
    columns_right,
    demand,
    halvings,
)
from teachsim.symbolic.complexity.hitting_proofs import Branch, Counted, Disjoint
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError

__all__ = [
    "core_lower",
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
) -> int:
    """How many examples are shown to teach each of some targets."""
    if isinstance(proof, Trivial):
        return len(columns_right(of) if positive else columns_both(of))
    assert isinstance(proof, Sets)
    demand({*targets} == {*proof.taught}, claim="each target needs one teaching set")
    everyone = np.ones(len(of), dtype=np.bool_)
    for target, chosen in proof.taught.items():
        _teaches(of, target, chosen=chosen, among=everyone, positive=positive)
    return max(len({*chosen}) for chosen in proof.taught.values())


def mean_upper(of: HypothesisClass, proof: object) -> Fraction:
    """How many examples are shown to teach the targets on average; those not named take all."""
    assert isinstance(proof, Sets)
    known = {*proof.taught} <= {*range(len(of))}
    demand(known, claim="a target must be a hypothesis of the class")
    total = (len(of) - len(proof.taught)) * len(columns_both(of))
    total += sum(
        sets_upper(of, Sets({t: chosen}), targets=[t], positive=False)
        for t, chosen in proof.taught.items()
    )
    return Fraction(total, len(of))


def mean_lower(of: HypothesisClass, proof: object) -> Fraction:
    """How many examples the targets are shown to need on average."""
    assert isinstance(proof, Needs)
    known = {*proof.targets} <= {*range(len(of))}
    demand(known, claim="a target must be a hypothesis of the class")
    total = 0
    for t, (claimed, part) in proof.targets.items():
        found = target_lower(of, part, targets=[t], positive=False, claimed=claimed)
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
    return sets_upper(of, proof, targets=[*proof.taught][:1], positive=False)


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
    if isinstance(proof, Trivial):
        return 0
    if isinstance(proof, Superset):
        inside = of.table[proof.target] & ~of.table[proof.contains]
        demand(proof.target != proof.contains, claim="a proper superset is another hypothesis")
        demand(positive and not inside.any(), claim="the superset must contain the target")
        return math.inf
    assert isinstance(proof, Refuted)
    demand(proof.target in {*targets}, claim=f"hypothesis {proof.target} is not the target")
    _represented(of, proof.instances, positive=positive)
    own = of.table[proof.target]
    parting = as_integers((own & ~of.table) if positive else (own ^ of.table))
    mask = sum(1 << x for x in {*proof.instances})
    sets = {h: some & mask for h, some in enumerate(parting) if h != proof.target}
    forced = {sets[h] for h in proof.forced}
    demand(all(some.bit_count() == 1 for some in forced), claim="a forced set has one instance")
    left = [h for h in proof.sets if not sets[h] & sum(forced)]
    size = int(claimed) - 1 - len(forced)
    if size >= 0:
        _unhittable(sets, left, proof=proof.proof, allowed=mask, size=size)
    return claimed


def _represented(of: HypothesisClass, instances: tuple[int, ...], *, positive: bool) -> None:
    """Refuse instances that do not stand for all others."""
    table = of.table if positive else of.table ^ of.table[0]
    all_columns = {*(columns_right(of) if positive else columns_both(of))}
    some = {*as_integers(table[:, list(instances)].T)} if instances else set()
    demand(all_columns <= some, claim="an instance is left out and repeats none of the others")


def _unhittable(
    sets: dict[int, int], left: list[int], *, proof: object, allowed: int, size: int
) -> None:
    """Refuse what does not prove that `size` allowed instances miss one of the sets left."""
    if isinstance(proof, Disjoint):
        some = [sets[h] & allowed for h in {*proof.sets}]
        demand({*proof.sets} <= {*left}, claim="a set in the proof is hit already")
        apart = sum(one.bit_count() for one in some) == _union(some).bit_count()
        many = apart and len(some) > size
        demand(many or not all(some), claim=f"more than {size} sets must be disjoint")
    elif isinstance(proof, Counted):
        counts = [sum(sets[h] >> x & 1 for h in left) for x in range(allowed.bit_length())
                  if allowed >> x & 1]  # fmt: skip
        reach = sum(sorted(counts, reverse=True)[:size])
        demand(reach < len(left), claim=f"{size} instances may reach {reach} sets")
    else:
        assert isinstance(proof, Branch)
        demand(proof.on in left, claim="a branch must be on a set that is not hit yet")
        chosen = _union(1 << x for x, _ in proof.parts)
        demand(chosen == sets[proof.on] & allowed, claim="a branch must try its whole set")
        for x, part in proof.parts:
            rest = [h for h in left if not sets[h] >> x & 1]
            _unhittable(sets, rest, proof=part, allowed=allowed, size=size - 1)
            allowed &= ~(1 << x)


def _union(sets: Iterable[int]) -> int:
    union = 0
    for some in sets:
        union |= some
    return union


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


def core_lower(
    of: HypothesisClass, proof: object, *, claimed: int, positive: bool, max_work: int
) -> int:
    """How many examples each hypothesis of a core is shown to need, by trying all smaller sets."""
    assert isinstance(proof, Core)
    known = {*proof.hypotheses} <= {*range(len(of))}  # -1 would be a second name of the last
    demand(known and len(proof.hypotheses) > 0, claim="a core has hypotheses of the class")
    if claimed == 0:
        return 0
    rows = of.table[list(dict.fromkeys(proof.hypotheses))]
    table = np.unique(rows if positive else rows ^ rows[0], axis=1).T
    size = min(claimed - 1, len(table))
    sizes = range(size + 1) if positive else [size]
    work = sum(math.comb(len(table), k) for k in sizes) * len(rows)
    if work > max_work:
        raise CertificateError(
            f"trying all sets of {size} instances takes {work:,} steps, over max_work="
            f"{max_work:,}; raise it"
        )
    for some in itertools.chain(*(itertools.combinations(table, k) for k in sizes)):
        if positive:
            alone = int(np.logical_and.reduce([np.ones(len(rows), np.bool_), *some]).sum()) == 1
        else:
            codes = sum(
                (row.astype(np.int64) << i for i, row in enumerate(some)),
                np.zeros(len(rows), np.int64),
            )
            alone = bool((np.unique(codes, return_counts=True)[1] == 1).any())
        demand(not alone, claim=f"{size} examples teach a hypothesis of the core")
    return claimed
