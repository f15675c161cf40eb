"""Checks of teachers without a clash, and of proofs that none shows fewer examples."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from teachsim.symbolic.complexity.certificates import Refuted, Sets, Trivial
from teachsim.symbolic.complexity.check_teaching import tell_tale_lower
from teachsim.symbolic.complexity.evidence import as_integers, columns_both, columns_right, demand
from teachsim.symbolic.complexity.no_clash_proofs import Choice, Crowded, Ranked
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError

__all__ = ["clash_lower", "teacher_upper"]


def teacher_upper(of: HypothesisClass, proof: object, *, positive: bool, max_work: int) -> int:
    """How many examples a teacher without a clash shows at most.

    Raises:
        CertificateError: If two hypotheses clash, or comparing takes over `max_work` steps.
    """
    assert isinstance(proof, Sets)
    m = len(of)
    demand({*proof.taught} == {*range(m)}, claim="each hypothesis needs its examples")
    chosen = [sorted({*proof.taught[h]}) for h in range(m)]
    if positive:
        right = all(of.table[h, x] for h in range(m) for x in chosen[h])
        demand(right, claim="only right answers may be shown")
    most = max(map(len, chosen))
    if m * m * most > max_work:
        raise CertificateError(
            f"comparing {m:,} hypotheses takes over max_work={max_work:,} steps; raise it"
        )
    known = all(0 <= x < of.n_instances for some in chosen for x in some)
    demand(known, claim="there is no such instance")
    shown = np.array([[*some, *[-1] * (most - len(some))] for some in chosen], dtype=np.int64)
    labels = np.take_along_axis(of.table, np.maximum(shown, 0), axis=1)
    for h in range(m):
        agree = (of.table[:, chosen[h]] == of.table[h, chosen[h]]).all(axis=1)
        agreed = ((of.table[h, shown] == labels) | (shown < 0)).all(axis=1)
        agree[h] = False
        demand(not (agree & agreed).any(), claim=f"hypothesis {h} and another clash")
    return most


def clash_lower(
    of: HypothesisClass, proof: object, *, positive: bool, claimed: int, max_work: int
) -> float:
    """How many examples some hypothesis is shown to need, whatever the teacher.

    Raises:
        CertificateError: If the proof leaves a way out, or takes more than `max_work` steps.
    """
    if isinstance(proof, Trivial):
        return _counted(of, positive=positive)
    if isinstance(proof, Refuted):
        demand(positive, claim="a tell-tale counts where only right answers are shown")
        return tell_tale_lower(of, proof, targets=range(len(of)), claimed=claimed)
    if isinstance(proof, Ranked):
        return _by_rank(of)
    assert isinstance(proof, (Choice, Crowded))
    mask = _representatives(of, positive=positive)
    rows = [row & mask for row in as_integers(of.table)]
    demand(claimed > 0, claim="no search shows that a hypothesis needs nothing")
    work = 0
    waiting = [_Case(proof, {}, {})]
    while waiting:
        case = waiting.pop()
        work += 1 + len(case.shown)
        if work > max_work:
            raise CertificateError(f"the search takes over max_work={max_work:,} steps; raise it")
        if isinstance(case.proof, Crowded):
            _no_room(rows, case, size=claimed - 1, positive=positive)
        else:
            waiting += _cases(rows, case, size=claimed - 1, positive=positive)
    return claimed


@dataclass(frozen=True)
class _Case:
    """A part of a proof, and what is known there: bit sets of instances, by hypotheses.

    Attributes:
        proof: The part.
        shown: What each hypothesis must show.
        barred: What it may not show.
    """

    proof: object
    shown: dict[int, int]
    barred: dict[int, int]


def _options(
    rows: list[int], case: _Case, *, pair: tuple[int, int], size: int, positive: bool
) -> tuple[int, int]:
    """The instances with which the one, and the other, of two hypotheses may keep them apart."""
    h, g = pair
    known = h != g and {h, g} <= {*range(len(rows))}
    demand(known, claim="a pair has two hypotheses of the class")
    found = []
    for one, other in ((h, g), (g, h)):
        apart = rows[one] & ~rows[other] if positive else rows[one] ^ rows[other]
        shown = case.shown.get(one, 0)
        demand(not apart & shown, claim=f"hypotheses {h} and {g} are kept apart already")
        found.append(apart & ~case.barred.get(one, 0) if shown.bit_count() < size else 0)
    return found[0], found[1]


def _no_room(rows: list[int], case: _Case, *, size: int, positive: bool) -> None:
    """Refuse pairs that may be kept apart by as many examples as there is room for."""
    assert isinstance(case.proof, Crowded)
    pairs = {(max(pair), min(pair)) for pair in case.proof.pairs}
    used: dict[int, int] = {}
    for pair in pairs:
        options = _options(rows, case, pair=pair, size=size, positive=positive)
        for h, some in zip(pair, options, strict=True):
            demand(not some & used.get(h, 0), claim=f"one example of {h} serves two of the pairs")
            used[h] = used.get(h, 0) | some
    room = sum(size - case.shown.get(h, 0).bit_count() for h, some in used.items() if some)
    demand(len(pairs) > room, claim=f"there is room for {room} examples")


def _cases(rows: list[int], case: _Case, *, size: int, positive: bool) -> Iterator[_Case]:
    """What follows from each example that keeps two hypotheses apart."""
    assert isinstance(case.proof, Choice)
    pair = case.proof.pair
    own, other = _options(rows, case, pair=pair, size=size, positive=positive)
    left = {pair[0]: own, pair[1]: other}
    barred = dict(case.barred)
    for (h, x), part in case.proof.parts:
        demand(x >= 0 and left[h] >> x & 1 == 1, claim="an example keeps the two not apart")
        left[h] &= ~(1 << x)
        shown = {**case.shown, h: case.shown.get(h, 0) | 1 << x}
        yield _Case(part, shown, dict(barred))
        barred[h] = barred.get(h, 0) | 1 << x
    demand(not any(left.values()), claim="a choice must try all examples that keep the two apart")


def _representatives(of: HypothesisClass, *, positive: bool) -> int:
    """The first instance of each kind: who shows another may as well show this one."""
    table = of.table if positive else of.table ^ of.table[0]
    first: dict[int, int] = {}
    for x, column in enumerate(as_integers(table.T)):
        if column not in {0, (1 << len(of)) - 1}:
            first.setdefault(column, x)
    return sum(1 << x for x in first.values())


def _counted(of: HypothesisClass, *, positive: bool) -> int:
    """How many examples it takes for no two hypotheses to show the same."""
    if positive:
        n, sets, size = len(columns_right(of)), 1, 0
        while sets < len(of):
            size += 1
            sets += math.comb(n, size)
        return size
    n, size = len(columns_both(of)), 0
    while 2**size * math.comb(n, size) < len(of):
        size += 1
    return size


def _by_rank(of: HypothesisClass) -> int:
    """How many examples the dimension of the class demands; see `ranks` for the argument."""
    m, rank = len(of), _rank(of)
    size, products = 0, 1
    while products**2 < m:
        size += 1
        products += math.comb(rank, size)
    if size > 1:
        return size
    told = 0  # pairs of a hypothesis and one that an example of it rules out, at most
    for row in of.table:
        told += max(np.count_nonzero(of.table != row, axis=0), default=0)
    twice = 2 * told - m * (m - 1)
    return 2 if twice < 0 or m * m > 2 * (rank + 1) * (m + twice) else size


def _rank(of: HypothesisClass) -> int:
    """The dimension that the differences of hypotheses span, by elimination of columns."""
    left = np.unique(of.table ^ of.table[0], axis=0)
    rank = 0
    while left.any():
        x = int(left.any(axis=0).argmax())
        pivot = left[left[:, x].argmax()].copy()
        left[left[:, x]] ^= pivot
        rank += 1
    return rank
