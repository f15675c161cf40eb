"""Rewards that are in use, hedged answers, and what answering more costs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.tabular import Knowledge, Reward, exact
from teachsim.tabular.objectives import SFT, PolicyGradient
from teachsim.tabular.optimum import optimum, risk_coverage
from teachsim.tabular.presets import BINARY, KANG, REWARDS, TRUTH_RL, Hedged, Manner

WORLD = Knowledge()
GRID = np.linspace(0, 1, 4_001)
worths = st.floats(-4.0, 4.0).map(lambda x: round(x, 2))


# ---------------------------------------------------------------- presets
def test_presets_have_the_thresholds_of_their_sources() -> None:
    assert TRUTH_RL.threshold == 0.5
    assert KANG.threshold == pytest.approx(0.6)
    assert BINARY.threshold == 0.0
    assert set(REWARDS.values()) == {TRUTH_RL, KANG, BINARY}
    for t in (0.0, 0.5, 0.75, 0.9):
        assert Reward.confidence_target(t).threshold == pytest.approx(t)
    assert Reward.confidence_target(0.5) == TRUTH_RL


def test_a_binary_grader_makes_all_be_answered_and_a_ternary_one_does_not() -> None:
    from_binary, from_ternary = optimum(WORLD, BINARY), optimum(WORLD, TRUTH_RL)
    assert from_binary.abstained == pytest.approx(0.0, abs=1e-12)
    assert from_ternary.abstained == pytest.approx(0.5, abs=1e-3)


# ---------------------------------------------------------------- hedging
def test_by_schulman_s_numbers_hedging_never_pays() -> None:
    # Half the worth either way: both ways of answering pay above 4/5, and plain pays twice.
    five = Hedged()
    assert five.band is None
    assert five.plain.threshold == five.hedging.threshold == pytest.approx(0.8)
    away = GRID[np.abs(GRID - 0.8) > 1e-9]
    assert (five.best(away) == np.where(away > 0.8, Manner.PLAIN, Manner.SILENT)).all()


def test_hedging_pays_in_a_band_once_a_hedged_error_is_cheaper() -> None:
    band = Hedged(hedged_wrong=-1.0).band
    assert band is not None
    np.testing.assert_allclose(band, (2 / 3, 6 / 7))


@given(worths, worths, worths, worths, worths)
def test_the_band_is_where_hedging_is_best(
    right: float, hedged_right: float, silent: float, hedged_wrong: float, wrong: float
) -> None:
    if right <= wrong or hedged_right <= hedged_wrong:
        with pytest.raises(ValueError, match="must be worth less"):
            Hedged(right, hedged_right, silent, hedged_wrong, wrong)
        return
    five = Hedged(right, hedged_right, silent, hedged_wrong, wrong)
    band = five.band
    worth = five.worth(GRID)
    strictly = (worth[:, 1] > worth[:, 0] + 1e-9) & (worth[:, 1] > worth[:, 2] + 1e-9)
    inside = np.zeros(len(GRID), dtype=bool)
    if band is not None:
        inside = (band[0] - 1e-6 < GRID) & (band[1] + 1e-6 > GRID)
    assert not (strictly & ~inside).any()
    clearly = np.zeros(len(GRID), dtype=bool)
    if band is not None:
        clearly = (band[0] + 1e-6 < GRID) & (band[1] - 1e-6 > GRID)
    assert (five.best(GRID)[clearly] == Manner.HEDGED).all()


def test_who_never_hedges_has_the_reward_of_the_plain_outcomes() -> None:
    five = Hedged()
    assert five.plain == Reward(1.0, -4.0, 0.0)
    expected = GRID * five.plain.right + (1 - GRID) * five.plain.wrong
    np.testing.assert_allclose(five.worth(GRID)[:, Manner.PLAIN], expected)


def test_a_worth_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="the worth hedged_wrong is nan"):
        Hedged(hedged_wrong=float("nan"))


# ---------------------------------------------------------------- risk and coverage
worlds = st.builds(
    Knowledge,
    bins=st.integers(1, 30),
    d_prime=st.floats(0.0, 4.0),
    known=st.floats(0.0, 1.0),
    recall=st.floats(0.0, 1.0),
    misbelief=st.floats(0.0, 1.0),
)


@given(worlds)
def test_risk_rises_with_coverage_up_to_that_of_always_answering(world: Knowledge) -> None:
    curve = risk_coverage(world)
    assert (np.diff(curve.coverage) > 0).all()
    assert (np.diff(curve.risk) >= -1e-12).all()
    assert curve.coverage[-1] == pytest.approx(1.0)
    assert curve.risk[-1] == pytest.approx(1 - world.share @ world.right_given_bin)
    assert -1e-12 <= curve.area <= curve.risk[-1] + 1e-12


@pytest.mark.parametrize("t", [0.2, 0.5, 0.75, 0.9])
def test_the_optimum_of_every_reward_lies_on_the_curve(t: float) -> None:
    curve, best = risk_coverage(WORLD), optimum(WORLD, Reward.confidence_target(t))
    answered = 1 - best.abstained
    at = np.abs(curve.coverage - answered).argmin()
    assert curve.coverage[at] == pytest.approx(answered, abs=1e-9)
    assert curve.risk[at] == pytest.approx(best.hallucinated / answered, abs=1e-9)
    assert curve.confidence[at] > t
    assert at + 1 == len(curve.risk) or curve.confidence[at + 1] <= t


def test_no_signal_leaves_the_risk_as_it_is_and_a_sharp_one_puts_it_off() -> None:
    flat = risk_coverage(Knowledge(d_prime=0.0))
    np.testing.assert_allclose(flat.risk, flat.risk[-1], atol=1e-12)
    sharp = risk_coverage(Knowledge(d_prime=80.0, recall=1.0, known=0.5))
    np.testing.assert_allclose(sharp.risk[:10], 0, atol=1e-12)
    assert sharp.area < risk_coverage(WORLD).area < flat.area


def test_no_training_gets_below_the_curve() -> None:
    curve = risk_coverage(WORLD)
    for objective in (SFT(labels="oracle"), PolicyGradient()):
        run = exact.train(WORLD, objective, Reward(1, -3, 0), steps=400)
        answered = 1 - run.abstained
        least = np.interp(answered, curve.coverage, curve.risk * curve.coverage)
        assert (run.hallucinated >= least - 1e-9).all()
