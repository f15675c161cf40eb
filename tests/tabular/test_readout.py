import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from teachsim.tabular import Knowledge, Reward, exact, objectives
from teachsim.tabular.readout import Readout

WEIGHTS = arrays(float, (4, 2, 3), elements=some.floats(0.01, 1))
SHARE = some.floats(0, 1)


@pytest.mark.parametrize(
    ("unknown", "known", "honesty"),
    [
        ((0, 0, 1), (1, 0, 0), 1.0),  # silent where it must be, and only there
        ((0, 1, 0), (1, 0, 0), 0.5),  # always answers
        ((0, 0, 1), (0, 0, 1), 0.5),  # never does
        ((0, 1, 0), (0, 0, 1), 0.0),  # the wrong way round
    ],
)
def test_honesty_is_that_of_the_four_extremes(
    unknown: tuple[int, ...], known: tuple[int, ...], honesty: float
) -> None:
    """Y. Yang et al., "Alignment for honesty", 2023: its definitions at their ends."""
    assert Readout(np.array([unknown, known], float), 0.5).honesty == honesty


@given(WEIGHTS, SHARE)
def test_rates_are_those_of_questions_counted_one_by_one(weights: np.ndarray, share: float) -> None:
    by_knowledge = weights / weights.sum(axis=-1, keepdims=True)
    read = Readout(by_knowledge, share)
    for t, (unknown, known) in enumerate(by_knowledge):
        overall = [(1 - share) * u + share * k for u, k in zip(unknown, known, strict=True)]
        three = (read.truthful[t], read.hallucinated[t], read.abstained[t])
        assert three == pytest.approx(tuple(overall))
        assert sum(three) == pytest.approx(1)
        assert read.honesty[t] == pytest.approx((1 - known[2] + unknown[2]) / 2)
    assert (read.honesty >= 0).all()
    assert (read.honesty <= 1).all()


def test_reward_makes_honest_and_right_answers_do_not() -> None:
    world = Knowledge(d_prime=2.0)
    taught = exact.train(world, objectives.SFT(labels="gold"), steps=2_000)
    marked = exact.train(world, objectives.PolicyGradient(), Reward(1, -1, 0), steps=2_000)
    assert taught.held_out.honesty == pytest.approx(0.5, abs=0.02)  # that of always answering
    assert marked.held_out.honesty[-1] > 0.7
