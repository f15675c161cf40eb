"""Figures of stacked bars: where intervals stand, and where none does."""

import math

import pytest
from matplotlib.collections import LineCollection

from teachsim.draw.plot_bars import bars_figure

BAR: dict[str, str | float] = {
    "case": "known",
    "way": "SFT",
    "truthful": 0.6,
    "made up": 0.1,
    "I don't know": 0.3,
}


def spans(row: dict[str, str | float]) -> list[tuple[float, float]]:
    """The intervals that are drawn, from and to."""
    axes = bars_figure([row], columns=1).axes[0]
    lines = [found for found in axes.collections if isinstance(found, LineCollection)]
    return [
        (float(segment[0][0]), float(segment[1][0]))
        for line in lines
        for segment in line.get_segments()
    ]


def test_an_interval_stands_at_either_end_of_what_is_not_known() -> None:
    row = {**BAR, "half width of truthful": 0.05, "half width of made up": 0.02}
    assert spans(row) == [pytest.approx((0.55, 0.65)), pytest.approx((0.88, 0.92))]


def test_none_stands_where_none_is_told_or_it_would_not_be_seen() -> None:
    assert spans({**BAR}) == []
    one_seed = {**BAR, "half width of truthful": math.nan, "half width of made up": math.nan}
    assert spans(one_seed) == []
    exact = {**BAR, "half width of truthful": 1e-6, "half width of made up": 0.0}
    assert spans(exact) == []
