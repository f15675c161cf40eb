"""The threshold meter, as the page and the study read it."""

import numpy as np
import pytest

from teachsim.tabular import Reward, objectives, thresholds


def test_the_meter_has_a_row_for_each_objective_and_confidence() -> None:
    rows = thresholds.meter(thresholds.Setting(Reward(1, -3, 0)), grid=20)
    assert len(rows) == 20 * len(thresholds.USUAL)
    assert list(dict.fromkeys(row.objective for row in rows)) == list(thresholds.USUAL)
    for name in thresholds.USUAL:
        mine = [row for row in rows if row.objective == name]
        assert (np.diff([row.p for row in mine]) > 0).all()
        assert all(0 <= row.answering <= 1 for row in mine)
        assert len({(row.predicted, row.effective) for row in mine}) == 1


@pytest.mark.parametrize("ignorance", list(thresholds.Ignorance))
@pytest.mark.parametrize("c", [0.25, 1, 3])
def test_both_ticks_stand_where_the_curve_crosses(ignorance: str, c: float) -> None:
    rows = thresholds.meter(thresholds.Setting(Reward(1, -c, 0), ignorance), grid=20)
    for row in rows:
        assert (row.predicted is None) == (row.effective is None)
        if row.predicted is None or row.effective is None:
            continue
        assert row.effective == pytest.approx(row.predicted, abs=0.006)
        if abs(row.p - row.predicted) > 1e-5:
            assert (row.answering > 0.5) == (row.p > row.predicted)


def test_the_meter_takes_other_objectives() -> None:
    rows = thresholds.meter(of={"mine": objectives.WReinforce(0.5)}, grid=10)
    assert {row.objective for row in rows} == {"mine"}
    assert rows[0].predicted == pytest.approx(1 / 1.5)
