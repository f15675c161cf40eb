"""Steps that are too large are refused, and those that are allowed settle where small ones do."""

import pytest

from teachsim.tabular import Knowledge, exact, objectives
from teachsim.tabular.objectives import Objective
from teachsim.tabular.steadiness import stiffness

SMALL = Knowledge(bins=5)


@pytest.mark.parametrize(
    ("objective", "memory"),
    [
        (objectives.KLRegularised(50.0), 0.0),
        (objectives.DPO(8.0), 0.0),
        (objectives.SFT(), 100.0),
    ],
)
def test_training_that_would_swing_for_ever_is_refused(objective: Objective, memory: float) -> None:
    with pytest.raises(ValueError, match="swings about its target for ever above"):
        exact.train(SMALL, objective, steps=400, memory=memory)


@pytest.mark.parametrize(
    "objective",
    [
        objectives.SFT("oracle"),
        objectives.SFT("random"),
        objectives.KLRegularised(3.0),
        objectives.KLRegularised(20.0),
        objectives.DPO(4.0),
        objectives.BestOfN(3),
    ],
)
def test_the_largest_step_that_is_allowed_settles_where_small_ones_do(objective: Objective) -> None:
    largest = 4.0 / stiffness(objective)
    fast = exact.train(SMALL, objective, steps=4_000, rate=0.95 * largest)
    slow = exact.train(SMALL, objective, steps=20_000, rate=0.19 * largest)

    assert fast.gate[-1] == pytest.approx(slow.gate[-1], abs=1e-3)


def test_reward_alone_ends_in_its_corner_whatever_the_step() -> None:
    assert stiffness(objectives.PolicyGradient()) == 0
    fast = exact.train(SMALL, objectives.PolicyGradient(), steps=300, rate=1e4)
    slow = exact.train(SMALL, objectives.PolicyGradient(), steps=6_000, rate=2.0)

    assert fast.gate[-1] == pytest.approx(slow.gate[-1], abs=0.01)
