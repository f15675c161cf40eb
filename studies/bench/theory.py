"""Dimensions against their definitions in plain Python, and teaching sets against scipy's milp.

The definitions are written as one would write them first: frozensets, all subsets in order of size.
Each is timed once, ours is the median of some runs; where the other would take hours, a sample of
targets is run and the time for all of them extrapolated.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from studies.bench.timing import since
from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.result import Result

Timed = tuple[str, float, float | None, str, str]
"""What; seconds of ours and of theirs; the bar; a note."""

Sets = frozenset[frozenset[int]]


def seconds(work: Callable[[], object], *, repeats: int = 1) -> float:
    """Median processor time."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(since(start))
    return median(taken)


# ---------------------------------------------------------------- the definitions
def sets_of(H: HypothesisClass) -> Sets:
    """The hypotheses as sets."""
    return frozenset(frozenset(np.flatnonzero(row).tolist()) for row in H.table)


def vc(H: Sets, n: int) -> int:
    """The most instances on which all patterns occur."""
    for d in range(n + 1):
        if not any(len({h & {*x} for h in H}) == 2**d for x in itertools.combinations(range(n), d)):
            return d - 1
    return n


def littlestone(H: Sets, n: int) -> int:
    """The depth of the deepest mistake tree."""
    if len(H) <= 1:
        return len(H) - 1
    deepest = 0
    for x in range(n):
        right = frozenset(h for h in H if x in h)
        if right and right != H:
            sides = littlestone(right, n), littlestone(H - right, n)
            deepest = max(deepest, 1 + min(sides))
    return deepest


def taught(H: Sets, t: frozenset[int], *, n: int) -> int:
    """The least number of examples that leave t alone."""
    return next(
        k
        for k in range(n + 1)
        for x in itertools.combinations(range(n), k)
        if sum(h & {*x} == t & {*x} for h in H) == 1
    )


def teaching(H: Sets, n: int) -> int:
    """What the hardest target needs."""
    return max(taught(H, t, n=n) for t in H)


def recursive(H: Sets, n: int) -> int:
    """The most that a step needs when all of the easiest are taught first."""
    most = 0
    while H:
        needs = {t: taught(H, t, n=n) for t in H}
        most = max(most, min(needs.values()))
        H = frozenset(t for t, k in needs.items() if k > min(needs.values()))
    return most


# ---------------------------------------------------------------- the comparisons
def definitions(*, quick: bool) -> Iterator[Timed]:
    """Our dimensions against the definitions, about 100 hypotheses."""
    rng = np.random.default_rng(0)
    random = families.random_class(9 if quick else 12, 40 if quick else 100, rng=rng)
    small = families.random_class(7 if quick else 8, 20 if quick else 100, rng=rng)
    sided = families.intervals(7 if quick else 13)
    pairs: list[tuple[str, HypothesisClass, Callable[..., Result], Callable[..., int], str]] = [
        ("VC", random, complexity.vc_dimension, vc, ">= 50x"),
        ("Littlestone", small, complexity.littlestone_dimension, littlestone, ">= 300x"),
        ("teaching", random, complexity.teaching_dimension, teaching, ">= 100x"),
        ("recursive", random, complexity.recursive_teaching_dimension, recursive, ">= 1000x"),
        ("recursive", sided, complexity.recursive_teaching_dimension, recursive, "-"),
    ]
    for name, H, solve, define, bar in pairs:
        sets, n = sets_of(H), H.n_instances
        assert solve(H).value == define(sets, n)
        ours = seconds(partial(solve, H), repeats=5)
        what = f"{name} dimension, {len(H)} hypotheses on {n}, to its definition"
        yield what, ours, seconds(partial(define, sets, n)), bar, ""


def by_milp(H: HypothesisClass, target: int) -> int:
    """The teaching dimension of a target, as an integer program."""
    apart = np.delete(H.table ^ H.table[target], target, axis=0).astype(np.float64)
    n = H.n_instances
    found = milp(
        np.ones(n),
        constraints=LinearConstraint(apart, lb=1),
        integrality=np.ones(n, dtype=np.int64),
        bounds=Bounds(0, 1),
    )
    assert found.fun is not None
    return round(found.fun)


def programs(*, quick: bool) -> Iterator[Timed]:
    """All teaching sets against an integer program each."""
    rng = np.random.default_rng(0)
    m, n, length = (200, 14, 3) if quick else (1000, 20, 4)
    for name, H in (
        (f"random {m} on {n}", families.random_class(n, m, rng=rng)),
        (f"DFAs of 3 states, words up to {length}", families.dfa_languages(3, "ab", length=length)),
    ):
        sample = rng.choice(len(H), 5, replace=False).tolist()
        alone = [complexity.teaching_dimension(H, t).value for t in sample]
        assert alone == [by_milp(H, t) for t in sample]
        result = complexity.teaching_dimension(H)
        assert result.exact
        ours = seconds(partial(complexity.teaching_dimension, H), repeats=3)
        theirs = seconds(partial(each, H, sample)) / len(sample) * len(H)
        note = f"{len(sample)} targets by milp, extrapolated"
        yield f"teaching dimension, {name}, to scipy's milp", ours, theirs, ">= 20x", note


def each(H: HypothesisClass, targets: list[int]) -> list[int]:
    """The teaching dimensions of some targets."""
    return [by_milp(H, target) for target in targets]


def sizes(*, quick: bool) -> Iterator[Timed]:
    """Large classes: seconds, with a certificate that the checker accepts."""
    n, side, planes = (255, 8, 6) if quick else (4095, 16, 9)
    segments, boxes = families.initial_segments(n), families.boxes(side, side)
    intervals = families.intervals(30 if quick else 120)
    half_planes = families.half_planes(planes, planes)
    rows: list[tuple[str, HypothesisClass, Callable[..., Result], int]] = [
        (f"Littlestone dimension, thresholds({n})", segments, complexity.littlestone_dimension, 2),
        ("Littlestone dimension, intervals", intervals, complexity.littlestone_dimension, 2),
        ("Littlestone dimension, boxes", boxes, complexity.littlestone_dimension, 2),
        ("recursive dimension, intervals", intervals, complexity.recursive_teaching_dimension, 3),
        ("recursive dimension, half-planes", half_planes,
         complexity.recursive_teaching_dimension, 3),
    ]  # fmt: skip
    for what, H, solve, bar in rows:
        result = solve(H)
        complexity.check(H, result)
        assert result.exact
        note = f"bar {bar},000 ms; value {result.value}"
        yield f"{what}, m = {len(H):,}", seconds(partial(solve, H), repeats=3), None, "-", note
    wide, many, points = (10, 40, 8) if quick else (20, 200, 13)
    random = families.random_class(wide, many, rng=np.random.default_rng(0))
    for name, H in (
        (f"random {many} on {wide}", random),
        (f"intervals({points})", families.intervals(points)),
    ):
        report = complexity.report(H)
        exact = sum(row.result.exact for row in report.rows)
        note = f"{exact} of {len(report.rows)} quantities exact"
        yield f"report of {name}", seconds(partial(complexity.report, H)), None, "-", note
