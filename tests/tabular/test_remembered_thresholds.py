"""Item memory erases the penalty of reinforcement learning on held-out questions."""

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from teachsim.core.arrays import FloatArray
from teachsim.tabular import Knowledge, Reward, exact, objectives, thresholds


def held_out(p: float, *, c: float, memory: float, time: float) -> float:
    """Log odds of answering a held-out question, by a solver; the base says IDK with chance .2."""

    def flow(_: float, at: FloatArray) -> FloatArray:
        shared, known, unknown = at
        speeds = []
        for own in (known, unknown):
            g = 1 / (1 + np.exp(-(math.log(4) + shared + own)))
            speeds.append(2 * g * (1 - g))
        up, down = speeds[0], c * speeds[1]
        return np.array([p * up - (1 - p) * down, memory * up, -memory * down])

    end = solve_ivp(flow, (0, time), [0.0, 0.0, 0.0], method="LSODA", rtol=1e-8, atol=1e-10)
    return math.log(4) + float(end.y[0, -1])


@pytest.mark.parametrize("c", [0.3, 3])
@pytest.mark.parametrize(("memory", "time"), [(0.1, 1e4), (1, 1e4), (1, 1e9), (10, 1e9)])
def test_the_late_form_is_where_the_flow_changes_sign(c: float, memory: float, time: float) -> None:
    told = thresholds.remembered(Reward(1, -c, 0), memory=memory, time=time)
    assert held_out(told - 0.01, c=c, memory=memory, time=time) < 0
    assert held_out(told + 0.01, c=c, memory=memory, time=time) > 0


def test_the_engine_agrees_and_is_far_from_the_threshold_without_memory() -> None:
    world = Knowledge(bins=40, d_prime=2, recall=1, misbelief=1, answers=10_000)
    reward = Reward(1, -9, 0)
    told = thresholds.remembered(reward, memory=0.3, time=2_000)
    run = exact.train(
        world,
        objectives.PolicyGradient(),
        reward,
        memory=0.3,
        rate=0.5,
        steps=4_000,
        base_recall=0.9999,
    )
    answers, p = run.gate[-1] > 0.5, world.known_given_bin
    assert p[~answers].max() < told + 0.03
    assert p[answers].min() > told - 0.03
    assert thresholds.predicted(objectives.PolicyGradient(), reward) == pytest.approx(0.9)
    assert told < 0.6


def test_in_the_limit_it_is_one_half_whatever_the_penalty() -> None:
    for c in (0.1, 1, 10):
        told = thresholds.remembered(Reward(1, -c, 0), memory=0.5, time=1e300)
        assert told == pytest.approx(0.5, abs=0.005)


def test_fast_memory_leaves_a_model_that_answers_everything() -> None:
    assert thresholds.remembered(Reward(1, -1, 0), memory=50, time=1e4) == 0
    assert thresholds.remembered(Reward(1, -1, 0), memory=50, time=1e4, base_idk=0.9) == 1


def test_bad_memories_get_one_clear_error() -> None:
    with pytest.raises(ValueError, match="memory is 0"):
        thresholds.remembered(Reward(), memory=0, time=100)
    with pytest.raises(ValueError, match="time is 1"):
        thresholds.remembered(Reward(), memory=1, time=1)
    with pytest.raises(ValueError, match="must pay right more than abstain"):
        thresholds.remembered(Reward(1, 0, 0), memory=1, time=100)
