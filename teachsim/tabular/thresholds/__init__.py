"""Effective confidence thresholds: how sure a model must be before it answers, by objective.

`effective` measures it on the trained gate, `predicted` says it in closed form; neither looks at
the other. Confidence p is the chance that an answer is right. Two things can be meant by that, and
thresholds differ (`Ignorance`): "epistemic", a share p of the items that look alike to the model is
always answered right, the rest never; "aleatoric", each item is answered right with chance p, each
time anew.
"""

from __future__ import annotations

from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward, reward_of
from teachsim.tabular.thresholds.cold_start import cold_start, first_sampled, shown, warm_start
from teachsim.tabular.thresholds.cold_start_three import (
    cold_start_by_three,
    cold_start_by_three_about,
)
from teachsim.tabular.thresholds.dynamics import Effective, gate, measure
from teachsim.tabular.thresholds.forms import explain
from teachsim.tabular.thresholds.memory import remembered
from teachsim.tabular.thresholds.meter import USUAL, Reading, meter
from teachsim.tabular.thresholds.setting import Ignorance, Prediction, Setting

__all__ = [
    "USUAL",
    "Effective",
    "Ignorance",
    "Prediction",
    "Reading",
    "Setting",
    "cold_start",
    "cold_start_by_three",
    "cold_start_by_three_about",
    "effective",
    "explain",
    "first_sampled",
    "gate",
    "measure",
    "meter",
    "predicted",
    "remembered",
    "shown",
    "warm_start",
]


def effective(
    objective: Objective,
    reward: Reward | None = None,
    *,
    ignorance: str = Ignorance.EPISTEMIC,
    base_idk: float = 0.2,
    false_positive: float = 0.0,
    false_negative: float = 0.0,
    grid: int = 100,
) -> float:
    """The confidence at which the trained gate crosses 1/2, in [0, 1], measured by dynamics.

    0 means that it always answers, 1 that it never does. `measure` has the whole curve.

    Args:
        objective: What is ascended, to the limit, with a gate for each bin and no item memory.
        reward: What answers are worth; right +1, wrong -1, "I don't know" 0 by default.
        ignorance: "epistemic" or "aleatoric".
        base_idk: Chance of "I don't know" in the base model, in (0, 1).
        false_positive: Chance that the grader takes a wrong answer for right.
        false_negative: Chance that it takes a right answer for wrong.
        grid: Number of confidences tried, 10 to 10,000; the threshold is found to a tenth of their
            spacing. For GRPO time grows with grid * group^2: half a minute for 100 and 256.

    Raises:
        ValueError: If an argument is out of its range, or the objective has no threshold.

    >>> from teachsim.tabular import objectives
    >>> f"{effective(objectives.PolicyGradient(), Reward(1, -3, 0)):.2f}"
    '0.75'
    >>> f"{effective(objectives.GRPO(group=8), Reward(1, -3, 0)):.2f}"
    '0.50'
    """
    at = Setting(reward_of(reward), ignorance, base_idk, false_positive, false_negative)
    found = measure(objective, at, grid=grid)
    if found.value is None:
        raise ValueError(
            f"{objective} has no confidence threshold: {explain(objective, at).why}; use measure() "
            "for its chance of answering at each confidence"
        )
    return found.value


def predicted(
    objective: Objective,
    reward: Reward | None = None,
    *,
    ignorance: str = Ignorance.EPISTEMIC,
    base_idk: float = 0.2,
    false_positive: float = 0.0,
    false_negative: float = 0.0,
) -> float | None:
    """The confidence at which the trained gate crosses 1/2, in closed form; None if none has one.

    `explain` says the formula, or why there is none. Arguments are those of `effective`.

    Raises:
        ValueError: If an argument is out of its range.

    >>> from teachsim.tabular import objectives
    >>> predicted(objectives.PolicyGradient(), Reward(1, -3, 0))
    0.75
    >>> predicted(objectives.SFT(labels="oracle"))
    """
    at = Setting(reward_of(reward), ignorance, base_idk, false_positive, false_negative)
    return explain(objective, at).value
