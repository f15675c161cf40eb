"""Over-optimisation of a proxy: closed forms against quadrature, draws and rival policies."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from teachsim.core.arrays import FloatArray
from teachsim.tabular import overoptimisation as over
from teachsim.tabular.overoptimisation import Proxy, Responses

DRAWN = Proxy().draw(0)


def test_gold_peaks_and_falls_while_the_proxy_rises() -> None:
    """theory.md T2, Over-optimisation: for the tilt and for the best of n alike."""
    for curve in (
        over.tilted(DRAWN, np.linspace(0, 6, 49)),
        over.best_of(DRAWN, np.exp2(np.arange(0.0, 17.0))),
    ):
        top = int(curve.gold.argmax())
        assert 0 < top < len(curve.gold) - 1
        assert (np.diff(curve.gold[: top + 1]) > 0).all()
        assert curve.gold[-1] < -0.5
        assert (np.diff(curve.proxy) > 0).all()
        assert (np.diff(curve.kl) > 0).all()


def test_without_exploits_gold_never_falls() -> None:
    """Where the claim fails: noise that is the same for all only makes gold dearer."""
    curve = over.tilted_limit(Proxy(exploits=0.0), np.linspace(0, 5, 50))
    assert (np.diff(curve.gold) > 0).all()
    assert over.peak(Proxy(exploits=0.0)) is None
    assert curve.gold == pytest.approx(curve.pressure)
    assert curve.kl == pytest.approx(curve.pressure**2 * 1.49 / 2)


# ---------------------------------------------------------------- the tilt
def test_no_other_policy_pays_more_for_its_divergence() -> None:
    rng = np.random.default_rng(1)
    few = Responses(rng.normal(size=30), rng.normal(size=30))
    for s in (0.3, 1.0, 4.0):
        best = over.tilted(few, np.array([s]))
        value = best.proxy[0] - best.kl[0] / s
        assert value == pytest.approx(np.log(np.exp(s * few.proxy).mean()) / s, abs=1e-12)
        for _ in range(200):
            w = rng.dirichlet(np.full(30, 0.5))
            kl = float((w * np.log(np.maximum(w, 1e-300) * 30)).sum())
            assert w @ few.proxy - kl / s <= value + 1e-12


@given(st.floats(0, 2), st.floats(0, 1.5), st.floats(0.001, 0.5), st.floats(0, 5), st.floats(-2, 4))
def test_the_limit_is_the_integral_over_both_kinds(
    s: float, noise: float, exploits: float, gain: float, loss: float
) -> None:
    proxy = Proxy(2, noise, exploits, gain, loss)
    found = over.tilted_limit(proxy, np.array([s]))
    spread = math.sqrt(1 + noise**2)

    z = np.linspace(-14, 14, 2_001) + s * spread  # the sum is exact to rounding for such tails

    def part(of: Callable[[FloatArray, FloatArray], FloatArray]) -> float:
        total = 0.0
        for weight, up, down in ((1 - exploits, 0.0, 0.0), (exploits, gain, loss)):
            x = spread * z + up
            density = weight * np.exp(-(z**2) / 2 + s * x) / math.sqrt(2 * math.pi)
            total += float((density * of(x, z / spread - down)).sum() * (z[1] - z[0]))
        return total

    Z = part(lambda x, gold: np.ones_like(x))
    assert found.proxy[0] == pytest.approx(part(lambda x, gold: x) / Z, abs=1e-7)
    assert found.gold[0] == pytest.approx(part(lambda x, gold: gold) / Z, abs=1e-7)
    kl = s * found.proxy[0] - math.log(Z)
    assert found.kl[0] == pytest.approx(kl, abs=1e-7)
    assert found.kl[0] >= -1e-12


def test_many_responses_follow_the_limit_until_they_run_out() -> None:
    drawn = Proxy(responses=400_000).draw(3)
    pressures = np.linspace(0, 1.2, 7)
    found, limit = over.tilted(drawn, pressures), over.tilted_limit(Proxy(), pressures)
    assert found.gold == pytest.approx(limit.gold, abs=0.08)
    assert found.proxy == pytest.approx(limit.proxy, abs=0.08)
    far = np.array([4.0])
    assert over.tilted_limit(Proxy(), far).gold[0] > 1 > 0 > over.tilted(DRAWN, far).gold[0]


def test_the_peak_is_where_gold_turns() -> None:
    for proxy in (Proxy(), Proxy(gain=3, loss=3, exploits=0.01), Proxy(gain=8, loss=1)):
        top = over.peak(proxy)
        assert top is not None
        gold = over.tilted_limit(proxy, top + np.array([-0.02, 0.0, 0.02])).gold
        assert gold[1] > gold[0]
        assert gold[1] > gold[2]
    assert over.peak(Proxy(gain=2, loss=2)) is None  # a b = 4: slowed, never turned
    assert (
        np.diff(over.tilted_limit(Proxy(gain=2, loss=1.9), np.linspace(0, 9, 99)).gold) > 0
    ).all()
    assert over.peak(Proxy(exploits=0.4)) is None  # falls from the start


# ---------------------------------------------------------------- the best of n
def test_the_best_of_n_is_what_draws_give() -> None:
    rng = np.random.default_rng(0)
    tied = Responses(rng.normal(size=12), rng.integers(0, 4, 12).astype(float))
    draws = rng.integers(0, 12, (200_000, 5))
    seen = tied.proxy[draws] + 1e-9 * rng.random(draws.shape)  # ties at random
    best = draws[np.arange(len(draws)), seen.argmax(axis=1)]
    found = over.best_of(tied, np.array([5.0]))
    assert found.gold[0] == pytest.approx(tied.gold[best].mean(), abs=0.01)
    assert found.proxy[0] == pytest.approx(tied.proxy[best].mean(), abs=0.01)


@given(st.integers(1, 500))
def test_the_divergence_of_the_best_of_n_has_a_closed_form(n: int) -> None:
    by_integral = quad(
        lambda u: n * u ** (n - 1) * (math.log(n) + (n - 1) * math.log(u)), 0, 1, limit=200
    )[0]
    assert over.best_of_kl(n) == pytest.approx(by_integral, abs=1e-6)


@given(st.integers(2, 60), st.integers(1, 300), st.booleans())
def test_finitely_many_responses_diverge_less(size: int, n: int, tie: bool) -> None:
    proxy = np.arange(size, dtype=float) // (3 if tie else 1)
    found = over.best_of(Responses(proxy, proxy), np.array([float(n)]))
    assert found.kl[0] <= over.best_of_kl(n) + 1e-12


def test_at_equal_divergence_the_tilt_has_the_higher_proxy_and_the_lower_gold() -> None:
    """The tilt finds exploits sooner: it weighs how far they stand out, the best of n ranks."""
    best = over.best_of(DRAWN, np.array([8.0]))
    pressures = np.linspace(0, 3, 61)
    tilt = over.tilted(DRAWN, pressures)
    at = int(np.abs(tilt.kl - best.kl[0]).argmin())
    assert tilt.proxy[at] > best.proxy[0]
    assert tilt.gold[at] < best.gold[0]


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: Proxy(responses=1), "responses is 1"),
        (lambda: Proxy(responses=10**8), "draws none"),
        (lambda: Proxy(noise=-1.0), r"noise is -1\.0"),
        (lambda: Proxy(exploits=2.0), r"exploits is 2\.0"),
        (lambda: Responses(np.zeros(3), np.zeros(4)), "two vectors"),
        (lambda: Responses(np.zeros(2), np.array([0.0, np.nan])), "all finite"),
        (lambda: over.tilted(DRAWN, np.array([-1.0])), "at least 0"),
        (lambda: over.best_of(DRAWN, np.array([0.5])), "at least 1"),
        (lambda: over.tilted(DRAWN, np.zeros(10_000)), "use fewer points"),
        (lambda: over.best_of_kl(0.5), r"n is 0\.5"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(build: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        build()
