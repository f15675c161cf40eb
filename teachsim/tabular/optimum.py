"""The best that a gate can do which sees the bins and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.core.checks import one_of
from teachsim.tabular.answers import ABSTAIN, GUESS, MODES, RECALL
from teachsim.tabular.items import by_mode, items_of
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.readout import rates
from teachsim.tabular.reward import Reward, reward_of

__all__ = ["Optimum", "RiskCoverage", "optimum", "risk_coverage"]

# Of equally good modes the first: what is indifferent abstains.
_PREFERRED = (ABSTAIN, RECALL, GUESS)


@dataclass(frozen=True, eq=False)
class Optimum:
    """The best that a gate over the bins can do.

    Attributes:
        answers: `(K,)` whether a bin is answered; what is indifferent is not.
        truthful: Chance of a right answer.
        hallucinated: Chance of a wrong one.
        abstained: Chance of "I don't know".
        reward: The mean reward.
    """

    answers: BoolArray
    truthful: float
    hallucinated: float
    abstained: float
    reward: float


def optimum(world: Knowledge, reward: Reward | None = None) -> Optimum:
    """The best gate: in each bin the mode with the greatest mean reward.

    Guessing is never better than recall as long as recall is right more often.

    Raises:
        ValueError: If the world or the reward is none.

    >>> best = optimum(Knowledge(), Reward())
    >>> f"{best.truthful:.3f} {best.hallucinated:.3f} {best.abstained:.3f} {best.reward:.3f}"
    '0.400 0.100 0.500 0.301'
    """
    one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
    worth = reward_of(reward).of_answers()
    items = items_of(world)
    modes = by_mode(world, items.known)
    gains = items.mass[:, np.newaxis] * (modes @ worth)
    by_bin = np.stack([np.bincount(items.bin, gains[:, m]) for m in range(MODES)], axis=1)
    by_bin = by_bin[:, _PREFERRED]
    best = np.array(_PREFERRED)[by_bin.argmax(axis=1)]
    chances = modes[np.arange(len(items)), best[items.bin]]
    told = rates(chances, items)
    share = np.array([1 - world.known, world.known])
    truthful, hallucinated, abstained = (share @ told).tolist()
    return Optimum(
        best != ABSTAIN, truthful, hallucinated, abstained, float(by_bin.max(axis=1).sum())
    )


@dataclass(frozen=True, eq=False)
class RiskCoverage:
    """What a model loses by answering more: bins are answered from the surest on.

    Attributes:
        coverage: `(K,)` share of questions answered, ascending to 1.
        risk: `(K,)` chance that a given answer is wrong, in [0, 1]; never falls.
        confidence: `(K,)` chance that recall is right in the least sure bin that is answered.
    """

    coverage: FloatArray
    risk: FloatArray
    confidence: FloatArray

    @property
    def area(self) -> float:
        """Area under the curve, in [0, 1]: mean risk over coverages; least is best.

        Risk is taken as that of the surest bin below the least coverage.
        """
        widths = np.diff(self.coverage, prepend=0.0)
        before = np.concatenate([self.risk[:1], self.risk[:-1]])
        return float(widths @ (before + self.risk) / 2)


def risk_coverage(world: Knowledge) -> RiskCoverage:
    """The risk of recall at each coverage: the curve on which every reward's optimum lies.

    R. El-Yaniv and Y. Wiener, "On the foundations of noise-free selective classification", Journal
    of Machine Learning Research 11, 2010.

    Raises:
        ValueError: If the world is none.

    >>> curve = risk_coverage(Knowledge())
    >>> f"{curve.coverage[9]:.2f} {curve.risk[9]:.3f} {curve.risk[-1]:.3f} {curve.area:.3f}"
    '0.50 0.199 0.521 0.236'
    """
    one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
    surest_first = np.argsort(-world.right_given_bin, kind="stable")
    right, share = world.right_given_bin[surest_first], world.share[surest_first]
    coverage = share.cumsum()
    return RiskCoverage(coverage, (share * (1 - right)).cumsum() / coverage, right)
