"""Cold and warm starts: closed forms against solvers, and against the engine."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from teachsim.tabular import Knowledge, Reward, exact, objectives, thresholds

gaps = st.floats(0.05, 3)
bases = st.floats(1e-5, 0.4)


def time_of(speed: Callable[[float], float], *, first: float, end: float) -> float:
    """Time from one chance to another, by quadrature over log odds x: dx / x'."""

    def pace(x: float) -> float:
        g = 1 / (1 + math.exp(-x))
        return g * (1 - g) / speed(g)

    ends = [math.log(g / (1 - g)) for g in (first, end)]
    return float(quad(pace, ends[0], ends[1], limit=500)[0])


# ---------------------------------------------------------------- two actions
@given(gap=gaps, base=bases)
def test_the_cold_start_integrates_its_speed(gap: float, base: float) -> None:
    expected = time_of(lambda g: 2 * gap * g**2 * (1 - g) ** 2, first=base, end=0.5)
    assert thresholds.cold_start(gap, base) == pytest.approx(expected, rel=1e-6)


def test_a_cold_start_takes_about_one_over_twice_gap_times_chance() -> None:
    for eps in (1e-3, 1e-4, 1e-6):
        assert thresholds.cold_start(0.3, eps) * 2 * 0.3 * eps == pytest.approx(1, rel=0.02)


@given(base=bases)
def test_being_shown_idk_takes_the_logarithm(base: float) -> None:
    expected = time_of(lambda g: 2 * g * (1 - g) ** 2, first=base, end=0.5)
    assert thresholds.shown(base) == pytest.approx(expected, rel=1e-6)
    assert thresholds.shown(base) <= math.log(1 / base) / 2 + 1


@given(base=st.floats(1e-6, 0.2), idk=st.floats(0.3, 0.9))
def test_the_warm_start_integrates_its_speed(base: float, idk: float) -> None:
    expected = time_of(lambda g: 2 * g * (1 - g) * (idk - g), first=base, end=0.9 * idk)
    assert thresholds.warm_start(base, idk=idk) == pytest.approx(expected, rel=1e-6)


def test_the_engine_with_two_modes_takes_the_time_foretold() -> None:
    # Right on a fifth of the questions, so that an answer is worth -0.6.
    world = Knowledge(bins=1, d_prime=0, known=0.2, recall=1, misbelief=1)
    for objective, told in (
        (objectives.PolicyGradient(), thresholds.cold_start(0.6, 0.02)),
        (objectives.SFT("random", idk=1.0), thresholds.shown(0.02)),
    ):
        run = exact.train(
            world, objective, Reward(), rate=0.02, base_idk=0.02, base_recall=1 - 1e-9, steps=3_000
        )
        steps = int((run.abstained >= 0.5).argmax())
        assert 0.02 * steps == pytest.approx(told, rel=0.02)


@pytest.mark.parametrize("base", [1e-2, 1e-4, 1e-6])
def test_a_warm_start_takes_tens_of_steps_for_every_base_chance(base: float) -> None:
    run = exact.train(Knowledge(), objectives.SFT("random", idk=0.4), steps=80, base_idk=base)
    steps = int((run.abstained >= 0.36).argmax())
    assert 0 < steps < 60
    assert thresholds.warm_start(base) < 60


# ---------------------------------------------------------------- three modes
def test_three_modes_are_slower_than_one_over_the_chance() -> None:
    eps = np.array([1e-2, 1e-3, 1e-4, 1e-5])
    times = np.array([thresholds.cold_start_by_three(0.5, e, worse=0.2) for e in eps])
    two = np.array([thresholds.cold_start(0.5, e) for e in eps])
    assert (times > 3 * two).all()
    # Quadratic: a tenth of the chance takes a hundred times as long.
    assert times[-1] / times[-2] == pytest.approx(100, rel=0.01)


@given(gap=st.floats(0.2, 1), worse=st.floats(0.1, 1), recall=st.floats(0.2, 0.8))
@settings(max_examples=10)
def test_the_leading_term_of_three_modes_is_met(gap: float, worse: float, recall: float) -> None:
    exactly = thresholds.cold_start_by_three(gap, 1e-6, worse=worse, recall=recall)
    about = thresholds.cold_start_by_three_about(gap, 1e-6, worse=worse, recall=recall)
    assert exactly == pytest.approx(about, rel=0.01)


@pytest.mark.parametrize(
    ("eps", "time"),
    [
        (1e-2, 343.5309476),
        (1e-4, 2802345.70814),
        (1e-7, 2800002240203.9),
        (1e-8, 280000022400357),
        (1e-9, 2.80000002240140e16),
    ],
)
def test_three_modes_take_the_time_of_another_solver_however_rare_idk_is(
    eps: float, time: float
) -> None:
    # Radau on the log odds to IDK, in units of time of 1 / eps^2, to 1e-10.
    found = thresholds.cold_start_by_three(0.5, eps, worse=0.2)
    assert found == pytest.approx(time, rel=1e-9)


@pytest.mark.parametrize(("gap", "worse"), [(0.5, 0.2), (0.5, 1e15), (1e-89, 1.0), (1e89, 1e89)])
def test_three_modes_are_timed_over_all_that_a_base_model_may_be(gap: float, worse: float) -> None:
    for eps in (1e-9, 1e-11):
        exactly = thresholds.cold_start_by_three(gap, eps, worse=worse)
        about = thresholds.cold_start_by_three_about(gap, eps, worse=worse)
        assert exactly == pytest.approx(about, rel=1e-7)


@given(
    logs=st.tuples(*[st.floats(-89, 89)] * 2),
    base=st.floats(-11, -0.01),
    recall=st.floats(0.05, 0.95),
    reach=st.floats(0.001, 0.999),
)
@example(logs=(-37.2672, 71.6558), base=-10.5258, recall=0.97203, reach=0.5)  # overflowed
@settings(max_examples=50)
def test_three_modes_are_timed_whatever_the_rewards(
    logs: tuple[float, float], base: float, recall: float, reach: float
) -> None:
    gap, worse = (10.0**log for log in logs)
    found = thresholds.cold_start_by_three(gap, 10**base, worse=worse, recall=recall, reach=reach)
    assert 0 <= found < math.inf


def test_without_guesses_three_modes_take_the_time_of_two() -> None:
    for worse, recall in ((0.0, 1 - 1e-6), (0.2, 1 - 1e-7)):
        slow = thresholds.cold_start_by_three(0.5, 0.01, worse=worse, recall=recall)
        assert slow == pytest.approx(thresholds.cold_start(0.5, 0.01), rel=1e-3)


def test_the_engine_with_three_modes_is_as_slow_as_its_flow() -> None:
    world = Knowledge(bins=1, d_prime=0, known=0.3, recall=1, misbelief=1, answers=10_000)
    run = exact.train(world, objectives.PolicyGradient(), rate=0.1, base_idk=0.05, steps=3_000)
    time = 0.1 * int((run.abstained >= 0.5).argmax())
    assert time == pytest.approx(thresholds.cold_start_by_three(0.4, 0.05, worse=0.6), rel=0.02)


# ---------------------------------------------------------------- sampling, refusals
def test_the_first_idk_is_sampled_after_one_over_its_chance() -> None:
    waits = np.random.default_rng(0).geometric(1 - 0.99**8, size=20_000)
    assert thresholds.first_sampled(0.01) == pytest.approx(100)
    assert thresholds.first_sampled(0.01, batch=8) == pytest.approx(waits.mean(), rel=0.03)


def test_in_a_batch_without_end_an_idk_is_sampled_at_once() -> None:
    assert thresholds.first_sampled(1e-12, batch=10**400) == 1


def test_nothing_is_waited_for_that_is_there() -> None:
    assert thresholds.cold_start(1, 0.6) == thresholds.shown(0.6) == 0
    assert thresholds.warm_start(0.5) == thresholds.cold_start_by_three(1, 0.6, worse=1) == 0


def test_bad_cold_starts_get_one_clear_error() -> None:
    with pytest.raises(ValueError, match=r"gap is 0, but must be .* above 0"):
        thresholds.cold_start(0, 0.1)
    with pytest.raises(ValueError, match=r"gap is 5e-324, at which no float can hold the time"):
        thresholds.cold_start(5e-324, 0.1)
    for timed in (thresholds.cold_start_by_three, thresholds.cold_start_by_three_about):
        with pytest.raises(ValueError, match=r"gap is 1e-200, but .* 1e-90 .*another unit"):
            timed(1e-200, 0.1, worse=0.2)
        with pytest.raises(ValueError, match=r"worse is 1e\+200, but .*another unit"):
            timed(0.5, 0.1, worse=1e200)
    with pytest.raises(ValueError, match="base_idk is 0"):
        thresholds.first_sampled(0.0)
    with pytest.raises(ValueError, match="reach is 1"):
        thresholds.shown(0.1, reach=1)
    with pytest.raises(ValueError, match="share of IDK labels is 1"):
        thresholds.warm_start(0.1, idk=1)
    with pytest.raises(ValueError, match="worse is -1"):
        thresholds.cold_start_by_three(1, 0.1, worse=-1)
