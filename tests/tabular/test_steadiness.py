"""Steps that are too large are refused, and those that are allowed settle where small ones do."""

import pytest

from teachsim.tabular import Knowledge, exact, objectives, sampled
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.objectives import Objective
from teachsim.tabular.steadiness import stiffness

SMALL = Knowledge(bins=5)


@pytest.mark.parametrize(
    ("objective", "memory"),
    [
        (objectives.KLRegularised(50.0), 0.0),
        (objectives.DPO(8.0), 0.0),
        (objectives.SFT(), 100.0),
        (objectives.BestOfN(64), 0.0),
        (objectives.Distillation(Teacher.independent(0.7), direction="reverse"), 0.0),
        (objectives.Distillation(Teacher.independent(0.7)), 0.0),
    ],
)
def test_training_that_would_swing_for_ever_is_refused(objective: Objective, memory: float) -> None:
    with pytest.raises(ValueError, match="swings about its target for ever above"):
        exact.train(SMALL, objective, steps=400, memory=memory, rate=1.0 if memory else 50.0)


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


@pytest.mark.parametrize(
    ("objective", "rate"),
    [
        (objectives.SFT("gold"), 8.0),
        (objectives.SFT("known"), 40.0),
        (objectives.SFT("gold"), 5.0),
    ],
)
def test_a_larger_step_that_settles_all_the_same_is_not_refused(
    objective: Objective, rate: float
) -> None:
    fast = exact.train(Knowledge(), objective, steps=1_500, rate=rate)
    slow = exact.train(Knowledge(), objective, steps=5_000, rate=2.0)

    assert fast.held_out.overall[-1] == pytest.approx(slow.held_out.overall[-1], abs=2e-3)


@pytest.mark.parametrize("rate", [4.6, 6.0, 20.0, 300.0])
@pytest.mark.parametrize("labels", ["oracle", "random"])
def test_no_step_above_the_bound_swings_unseen(labels: str, rate: float) -> None:
    for steps in (30, 400, 401):
        with pytest.raises(ValueError, match="swings about its target for ever above 4; use"):
            exact.train(Knowledge(), objectives.SFT(labels), steps=steps, rate=rate)


def test_a_phase_that_swings_is_refused_though_a_later_one_settles() -> None:
    schedule = ((objectives.SFT("oracle"), 60), (objectives.PolicyGradient(), 400))
    with pytest.raises(ValueError, match="SFT with memory 0 swings"):
        exact.train(Knowledge(), schedule, rate=6.0)


def test_sampling_does_not_begin_what_may_swing() -> None:
    with pytest.raises(ValueError, match="swings about its target"):
        sampled.train(SMALL, objectives.SFT("oracle"), rate=5.0, rng=1)


def test_reward_alone_ends_in_its_corner_whatever_the_step() -> None:
    assert stiffness(objectives.PolicyGradient()) == 0
    fast = exact.train(SMALL, objectives.PolicyGradient(), steps=300, rate=1e4)
    slow = exact.train(SMALL, objectives.PolicyGradient(), steps=6_000, rate=2.0)

    assert fast.gate[-1] == pytest.approx(slow.gate[-1], abs=0.01)
