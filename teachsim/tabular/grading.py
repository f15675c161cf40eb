r"""Nobody in the loop: rewards from a grader that errs, and what they teach.

A grader takes a wrong answer for right with chance phi and a right one for wrong with chance psi;
it never mistakes "I don't know". An answer that is right with chance p is then graded right with
chance phi + p (1 - psi - phi). Answering pays iff that is above the threshold t of the reward, so
the policy gradient answers iff

    p > (t - phi) / (1 - psi - phi).

If phi >= t it always answers, whatever it knows: an answer that is surely wrong still pays. If
1 - psi <= t it never does. A grader with psi + phi >= 1 tells right from wrong no better than
chance, and has no such threshold.

For objectives that are not linear in the reward (groups with a standard deviation, feedback of one
sign, the best of n) the mean grade is not enough: each sampled answer has a grade of its own, and
`NoisyGrader` takes the expectation over those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, one_of, quoted
from teachsim.core.regimes import Regime
from teachsim.tabular.answers import ANSWERS, BELIEVED, GOLD, IDK, OTHER
from teachsim.tabular.objectives import (
    GRPO,
    NSR,
    PSR,
    RLOO,
    BestOfN,
    PolicyGradient,
    RejectionSampling,
    WReinforce,
)
from teachsim.tabular.objectives.situation import Objective, Situation
from teachsim.tabular.reward import Reward

__all__ = ["NoisyGrader", "threshold"]

# Their coefficient of an answer depends on its grade and on how often each grade is given.
_GRADED = (PolicyGradient, GRPO, RLOO, PSR, NSR, WReinforce, RejectionSampling, BestOfN)


def threshold(
    reward: Reward, *, false_positive: float = 0.0, false_negative: float = 0.0
) -> float | None:
    """The confidence above which answers pay under a noisy grader; None if right <= wrong.

    At or below 0 every answer pays (phi >= t), at or above 1 none does (1 - psi <= t). In closed
    form (t - phi) / (1 - psi - phi): see the head of this module.

    Args:
        reward: What the grader pays for what it takes for right, for wrong, and for abstaining.
        false_positive: Phi, chance that a wrong answer is graded right.
        false_negative: Psi, chance that a right answer is graded wrong.

    Raises:
        ValueError: If one is no chance, or both sum to 1 or more.

    >>> round(threshold(Reward(wrong=-3), false_positive=0.25, false_negative=0.25), 6)
    1.0
    """
    one_of(Reward, reward, thing="the reward", way_out="pass Reward(1, -1, 0)")
    phi = chance(false_positive, thing="false_positive")
    psi = chance(false_negative, thing="false_negative")
    if phi + psi >= 1:
        raise ValueError(
            f"false_positive and false_negative are {phi} and {psi}, but must sum to less than 1: "
            "else the grader tells right from wrong no better than chance; swap its verdicts"
        )
    t = reward.threshold
    return None if t is None else (t - phi) / (1 - psi - phi)


@dataclass(frozen=True)
class NoisyGrader:
    """An objective whose samples are graded with errors, one by one; itself an objective.

    In expectation over the grades. With the policy gradient and RLOO, or GRPO without std, it is
    the same objective on `Reward.graded(...)`, as these are linear in the reward; for others it is
    not. Objectives that compare with a reference or an old policy are refused: a divergence is
    linear too and takes `Reward.graded(...)`, preferences and clips need a grade for each pair or
    each ratio.

    Attributes:
        objective: What is ascended: of policy gradient, GRPO, RLOO, PSR, NSR, WReinforce,
            rejection sampling, best of n.
        false_positive: Phi, chance that a wrong answer is graded right.
        false_negative: Psi, chance that a right answer is graded wrong.
    """

    objective: Objective
    false_positive: float = 0.0
    false_negative: float = 0.0

    def __post_init__(self) -> None:
        """Refuse objectives that do not look at grades alone, and what is no chance.

        Raises:
            ValueError: If there is either.
        """
        one_of(Objective, self.objective, thing="the objective", way_out="pass objectives.GRPO()")
        if not isinstance(self.objective, _GRADED):
            offered = ", ".join(kind.__name__ for kind in _GRADED)
            raise ValueError(
                f"the objective is {quoted(self.objective)}, but grades one by one need one of "
                f"{offered}; for KLRegularised pass its reward through Reward.graded"
            )
        chance(self.false_positive, thing="false_positive")
        chance(self.false_negative, thing="false_negative")

    @property
    def regime(self) -> Regime:
        """That of the objective."""
        return self.objective.regime

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` the coefficients of each class of answers, averaged over their grades."""
        phi, psi = self.false_positive, self.false_negative
        right = at.chances[:, GOLD]
        wrong = at.chances[:, BELIEVED] + at.chances[:, OTHER]
        # The same situation as the objective sees it: grades in place of answers.
        seen = np.zeros((len(right), ANSWERS))
        seen[:, GOLD] = (1 - psi) * right + phi * wrong
        seen[:, OTHER] = psi * right + (1 - phi) * wrong
        seen[:, IDK] = at.chances[:, IDK]
        graded = self.objective.weights(
            replace(at, chances=seen, reference=seen, old=seen, n=(seen > 0).astype(float))
        )
        each = np.divide(graded, seen, out=np.zeros_like(seen), where=seen > 0)
        w = np.empty_like(at.chances)
        w[:, GOLD] = right * ((1 - psi) * each[:, GOLD] + psi * each[:, OTHER])
        paid = phi * each[:, GOLD] + (1 - phi) * each[:, OTHER]
        w[:, [BELIEVED, OTHER]] = at.chances[:, [BELIEVED, OTHER]] * paid[:, np.newaxis]
        w[:, IDK] = graded[:, IDK]
        return w
