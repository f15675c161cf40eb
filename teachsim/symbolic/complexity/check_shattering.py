"""Checks of shattered sets, and of proofs that none is larger.

That d instances are shattered shows in parts of the class: i of them cut it into 2^i, each of which
the others shatter, so that it has 2^(d - i) hypotheses.
"""

from __future__ import annotations

import numpy as np

from teachsim.symbolic.complexity.certificates import Exhausted, Shattered, Trivial
from teachsim.symbolic.complexity.evidence import (
    as_integers,
    columns_both,
    demand,
    demand_nested,
    halvings,
)
from teachsim.symbolic.complexity.structure_proofs import Closed, Nested
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError

__all__ = ["vc_lower", "vc_upper"]

# Cutting a part takes so many steps, and one more for each so many hypotheses of the class.
_STEPS_A_CUT = 12
_HYPOTHESES_A_STEP = 128
# What two hypotheses share takes so many.
_STEPS_A_PAIR = 20


def vc_lower(of: HypothesisClass, proof: object) -> int:
    """How many instances are shown to be shattered."""
    assert isinstance(proof, Shattered)
    d = len(proof.instances)
    demand(len(set(proof.instances)) == d, claim="the shattered instances must be different")
    demand(len(proof.witnesses) == 2**d, claim=f"{d} instances have {2**d} patterns to be shown")
    patterns = np.arange(2**d)[:, None] >> np.arange(d) & 1
    shown = of.table[list(proof.witnesses)][:, list(proof.instances)]
    demand(bool((shown == patterns).all()), claim="a witness must show the pattern of its number")
    return d


def vc_upper(of: HypothesisClass, proof: object, *, claimed: int, max_work: int) -> int:
    """How many instances are shown to be too many, less one: no set of one more is shattered."""
    if isinstance(proof, Trivial):
        return halvings(of)
    if isinstance(proof, Closed):
        return _closed(of, proof, max_work=max_work)
    if isinstance(proof, Nested):
        demand_nested(of)
        return 1
    assert isinstance(proof, Exhausted)
    return _exhausted(of, claimed=claimed, max_work=max_work)


def _exhausted(of: HypothesisClass, *, claimed: int, max_work: int) -> int:
    """The claimed bound, once all sets of one instance more have been looked at.

    Raises:
        CertificateError: One is shattered, or there are too many to look at.
    """
    demand(claimed >= 0, claim="no instances are shattered at least")
    full, size = (1 << len(of)) - 1, claimed + 1
    if size >= len(of).bit_length():
        return claimed  # there are too few hypotheses
    columns = columns_both(of)
    columns.sort(key=lambda column: -min(column.bit_count(), len(of) - column.bit_count()))
    cost, work = _STEPS_A_CUT + len(of) // _HYPOTHESES_A_STEP, 0
    waiting: list[tuple[tuple[int, ...], list[int]]] = [((full,), columns)]
    while waiting:
        parts, some = waiting.pop()
        left = size - len(parts).bit_length()  # more are needed after the next
        able: list[int] = []
        cuts: list[tuple[int, ...]] = []
        for column in some:
            cut, looked = _cut(parts, column, least=1 << left)
            work += (1 + looked) * cost
            if cut:
                able.append(column)
                cuts.append(cut)
        if work > max_work:
            raise CertificateError(
                f"looking at all sets of {size} instances takes more than max_work={max_work:,} "
                "steps; raise it"
            )
        claim = f"{size} instances are shattered, not at most {claimed}"
        demand(left > 0 or not cuts, claim=claim)
        waiting += [(cut, able[i + 1 :]) for i, cut in enumerate(cuts) if len(cuts) - i > left]
    return claimed


def _cut(parts: tuple[int, ...], column: int, *, least: int) -> tuple[tuple[int, ...], int]:
    """Both sides of each part, none if one has too few hypotheses; and how many were looked at."""
    sides: list[int] = []
    for part in parts:
        right = part & column
        many = right.bit_count()
        if many < least or part.bit_count() - many < least:
            return (), len(sides) // 2
        sides += (right, part ^ right)
    return tuple(sides), len(parts)


def _closed(of: HypothesisClass, proof: Closed, *, max_work: int) -> int:
    """The most largest proper parts of a hypothesis, once all intersections are known to be some.

    Each hypothesis must be the intersection of all makers that contain it: then what two share is
    reached by sharing with one maker after the other, which must stay within the class.
    """
    if len(of) * len(proof.makers) * _STEPS_A_PAIR > max_work:
        raise CertificateError(
            f"comparing {len(of):,} hypotheses takes more than max_work={max_work:,} steps; raise "
            "it"
        )
    demand({*proof.makers} <= {*range(len(of))}, claim="a maker is no hypothesis of the class")
    rows = as_integers(~of.table if proof.turned else of.table)
    makers, known, most = [rows[h] for h in proof.makers], {*rows, 0}, 0
    for row in rows:
        common, parts = (1 << of.n_instances) - 1, {0} if row else set()
        for maker in makers:
            shared = row & maker
            if shared == row:
                common &= maker
            else:
                parts.add(shared)
        demand(common == row, claim="a hypothesis is no intersection of makers")
        demand(parts <= known, claim="two hypotheses have an intersection that is none")
        most = max(most, _maximal(parts))
    return most


def _maximal(sets: set[int]) -> int:
    """How many of some sets lie in no other."""
    chosen: list[int] = []
    for one in sorted(sets, key=lambda some: -some.bit_count()):
        if not any(one & other == one for other in chosen):
            chosen.append(one)
    return len(chosen)
