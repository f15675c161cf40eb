"""On how many targets of a class does teaching fail? The numbers of claims A1, A2 and A4.

A *bias* is what a learner believes among the hypotheses left: the smallest, the largest, or only
what all of them agree on (cautious). Exact numbers run over every target of the class.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

import numpy as np

import teachsim as ts
from teachsim.core.arrays import FloatArray
from teachsim.gallery.setting import Bias, taste
from teachsim.symbolic import HypothesisClass, Verdict, VersionSpace, demonstration, outcome
from teachsim.symbolic.asking import Question
from teachsim.symbolic.outcome import survivors

__all__ = ["Shows", "ends", "not_right", "not_right_simulated"]


class Shows(StrEnum):
    """Who demonstrates."""

    HOSTILE = "hostile"  # by round T it must have shown T different right answers, or all
    NEGLIGENT = "negligent"  # draws at random, blind to one point; mean over the blind points
    RANDOM = "random"  # draws at random from all right answers
    HELPFUL = "helpful"  # shows what rules out most


def not_right(H: HypothesisClass, shows: Shows, *, bias: Bias, rounds: int) -> FloatArray:
    """`(rounds + 1,)` share of the targets on which the learner is not right after each round.

    Exact: the worst case for the hostile demonstrator, the chance for those who draw, the very
    course of the lessons for the helpful one. A cautious learner that is not right is undetermined,
    any other believes something wrong.

    Args:
        H: The class.
        shows: Who demonstrates.
        bias: Smallest, largest, first or cautious.
        rounds: Number of rounds, one example each.

    Raises:
        ValueError: If the bias is the majority, which follows no fixed order.
    """
    targets = range(len(H))
    if shows is Shows.HOSTILE:
        return np.array([len(_fooled(H, m, bias=bias)) / len(H) for m in range(rounds + 1)])
    if shows is Shows.HELPFUL:
        helped = [_course(H, t, bias=bias, rounds=rounds, teacher=ts.Helper()) for t in targets]
        return np.asarray(np.mean(helped, axis=0))
    spots = [(x,) for x in range(H.n_instances)] if shows is Shows.NEGLIGENT else [()]
    prefer, cautious = taste(bias)
    right = [
        demonstration.chances_identified(
            H, t, rounds=rounds, withheld=spot, prefer=prefer, cautious=cautious
        )
        for t in targets
        for spot in spots
    ]
    return 1.0 - np.mean(right, axis=0)


def not_right_simulated(H: HypothesisClass, *, bias: Bias, rounds: int, seeds: int) -> FloatArray:
    """`not_right` under random draws, estimated: `(rounds + 1, 3)` share, low and high.

    Low and high are the ends of Wilson's 95 % interval ("Probable inference, the law of succession,
    and statistical inference", JASA 22, 1927), which keeps its width where all runs end alike.

    Args:
        H: The class.
        bias: As in `not_right`.
        rounds: Number of rounds, one example each.
        seeds: Number of runs, each on a target drawn at random.
    """
    from scipy.stats import binomtest  # half a second to import, for studies only

    targets = np.random.default_rng(0).integers(len(H), size=seeds)
    runs = [
        _course(H, int(t), bias=bias, rounds=rounds, teacher=ts.Negligent(), seed=seed)
        for seed, t in enumerate(targets)
    ]
    wrong = np.sum(runs, axis=0).astype(int).tolist()
    ends = [binomtest(k, seeds).proportion_ci(method="wilson") for k in wrong]
    return np.array([(k / seeds, end.low, end.high) for k, end in zip(wrong, ends, strict=True)])


def ends(
    H: HypothesisClass, regime: ts.Regime, *, bias: Bias, seed: int | None = None
) -> dict[Verdict, float]:
    """Share of the targets on which a learner ends right, undetermined and misled, in one regime.

    Where it may ask it puts its own idea or answers; the cautious one puts the even split, as it
    has no idea of its own before it is certain. The rounds suffice to ask about every point, or to
    refute every hypothesis; a teacher who shows has four for each point, so that one who picks at
    random misses a point in about 2 % of the runs.

    Args:
        H: The class.
        regime: The regime.
        bias: What the learner believes.
        seed: Seed of a teacher who picks at random; None for a hostile one with the worst decoy,
            who must show something.
    """
    prefer, cautious = taste(bias)
    question: Question = "halving" if cautious else "conjecture"
    learner = VersionSpace.learner(prefer=prefer, ask=question, cautious=cautious)
    decoys = demonstration.misled(H, prefer=prefer, at_least=1)
    rounds = _enough(H, regime)
    verdicts = []
    for target in range(len(H)):
        teacher: ts.Teacher = ts.Negligent()
        if seed is None:
            decoy = H.table[decoys[target]] if target in decoys else None
            teacher = ts.Adversary(decoy=decoy, at_least=1)
        phase = ts.Phase(regime, rounds, teacher=teacher)
        lessons = ts.Scenario(regime.name, H, H.key(target), [phase])
        run = ts.simulate(lessons, learner, rng=seed or 0, keep_every=rounds)
        verdicts.append(outcome(run).verdict)
    return {verdict: verdicts.count(verdict) / len(verdicts) for verdict in Verdict}


def _enough(H: HypothesisClass, regime: ts.Regime) -> int:
    """Number of rounds after which nothing new is to come."""
    if regime.picks is ts.Picks.EXAMINER:
        return len(H)
    return H.n_instances + 1 if regime.picks is ts.Picks.LEARNER else 4 * H.n_instances


def _fooled(H: HypothesisClass, m: int, *, bias: Bias) -> Collection[int]:
    """The targets on which a hostile demonstrator who must show m examples keeps its hold."""
    prefer, cautious = taste(bias)
    if cautious:
        return demonstration.undetermined(H, at_least=m)
    return demonstration.misled(H, prefer=prefer, at_least=m)


def _course(
    H: HypothesisClass, target: int, *, bias: Bias, rounds: int, teacher: ts.Teacher, seed: int = 0
) -> FloatArray:
    """`(rounds + 1,)` 1 where the learner is not right after a round of one run, else 0."""
    prefer, cautious = taste(bias)
    learner = VersionSpace.learner(prefer=prefer, cautious=cautious)
    phase = ts.Phase(ts.DEMONSTRATION, rounds, teacher=teacher)
    lessons = ts.Scenario("shown", H, H.key(target), [phase])
    run = ts.simulate(lessons, learner, rng=seed)
    found = ts.metrics.identified(run.policies, lessons.key)
    if cautious:  # silence on all it doubts and on an empty truth look alike: ask how many are left
        found &= survivors(run) == 1
    return 1.0 - found.astype(np.float64)
