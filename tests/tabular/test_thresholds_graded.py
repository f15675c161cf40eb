"""A noisy grader has one threshold, wherever it is written; what does not settle is refused."""

import pytest

from teachsim.tabular import Reward, objectives, thresholds
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.objectives import Objective

GRADED = [objectives.PolicyGradient(), objectives.GRPO(4), objectives.PSR(), objectives.RLOO()]


@pytest.mark.parametrize("objective", GRADED)
def test_a_grader_in_the_objective_is_a_grader_in_the_setting(objective: Objective) -> None:
    inside = NoisyGrader(objective, 0.1, 0.2)
    reward = Reward(1, -2, 0)

    there = thresholds.predicted(objective, reward, false_positive=0.1, false_negative=0.2)
    assert thresholds.predicted(inside, reward) == there
    assert thresholds.effective(inside, reward) == pytest.approx(there, abs=0.011)


def test_grades_are_not_graded_again() -> None:
    with pytest.raises(ValueError, match="leave one of them out"):
        thresholds.predicted(NoisyGrader(objectives.PolicyGradient(), 0.1), false_positive=0.1)


def test_preferences_that_stand_still_on_their_way_have_no_measured_threshold() -> None:
    with pytest.raises(ValueError, match="stands still before it settles"):
        thresholds.effective(objectives.DPO(5.0), Reward(0, 0, 10), base_idk=0.001)
