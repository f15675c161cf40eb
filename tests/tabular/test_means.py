import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays
from scipy import stats

from teachsim import sweep
from teachsim.tabular.label_ledger import Entry
from teachsim.tabular.means import half_width, interval
from teachsim.tabular.tokens_sampled import SampledRun

SHARES = some.floats(0, 1, allow_subnormal=False)


@pytest.mark.parametrize("n", [2, 3, 10, 200])
def test_ends_are_those_of_scipy(n: int) -> None:
    values = np.random.default_rng(n).normal(size=(n, 2, 3))
    low, high = stats.t.interval(0.95, n - 1, loc=values.mean(axis=0), scale=stats.sem(values))
    assert np.allclose(interval(values), (low, high))


@pytest.mark.parametrize("n", [2, 3, 5, 30])
def test_of_many_intervals_95_in_100_hold_the_truth(n: int) -> None:
    """With 1.96 standard errors it would be 68, 83, 89 and 94 in 100."""
    times = 20_000
    low, high = interval(np.random.default_rng(1).normal(size=(n, times)))
    held = ((low <= 0) & (high >= 0)).mean()
    assert held == pytest.approx(0.95, abs=4 * (0.95 * 0.05 / times) ** 0.5)


@given(arrays(float, some.integers(1, 9), elements=SHARES))
def test_studies_and_pages_say_the_same(values: np.ndarray) -> None:
    mean, half = sweep.mean_interval(values.tolist())
    assert half_width(values) == pytest.approx(half, nan_ok=True)
    assert interval(values) == pytest.approx((mean - half, mean + half), nan_ok=True)


def test_few_seeds_are_told_apart_from_many_wherever_a_mean_is_shown() -> None:
    seeds = np.array([0.2, 0.3, 0.7])
    expected = stats.t.interval(0.95, 2, loc=seeds.mean(), scale=stats.sem(seeds))
    assert Entry(1, seeds).interval == pytest.approx(expected)
    run = SampledRun(seeds[None, :, None])
    assert [float(end[0]) for end in run.interval] == pytest.approx(list(expected))
