"""The real model on the page "Know or make it up": what is drawn and told is what was measured."""

from itertools import combinations

import numpy as np
import pytest

from teachsim.draw import Picture, Theme
from teachsim.draw.blocks import box, overlaps
from teachsim.gallery.tabular import know
from teachsim.tabular import kang
from teachsim.ui import tabular_data, tabular_explain, tabular_kang, tabular_know
from teachsim.ui.tabular_session import opened

FIT = kang.fit()


def bars(picture: Picture) -> list[tuple[float, float]]:
    """Middle and height of each bar, in units of the picture."""
    found = [shape.geometry for shape in picture.shapes if shape.key.startswith("bar-")]
    return [(x + wide / 2, high) for x, _, wide, high, _ in found]


@pytest.mark.parametrize("width", [540.0, 430.0])
def test_bars_stand_at_the_confidence_of_their_bin_and_are_as_high_as_measured(
    width: float,
) -> None:
    x, high = np.array(bars(tabular_kang.rewarded(width))).T
    for drawn, meant in ((x, FIT.right), (high, FIT.measured.idk)):
        straight = np.polyfit(meant, drawn, 1)
        np.testing.assert_allclose(np.polyval(straight, meant), drawn, atol=1e-6)
    assert np.polyfit(FIT.measured.idk, high, 1)[1] == pytest.approx(0, abs=1e-6), "from 0 on"


def test_each_dot_lies_on_the_fitted_gate_and_each_residual_is_written_above() -> None:
    picture = tabular_kang.rewarded(540.0)
    by_key = {shape.key: shape for shape in picture.shapes}
    points = np.array(by_key["gate"].geometry).reshape(-1, 2)
    for k, residual in enumerate(FIT.residuals.tolist()):
        x, y, _ = by_key[f"dot-{k}"].geometry
        assert y == pytest.approx(np.interp(x, *points.T), abs=0.3)
        said = by_key[f"residual-{k}"].text.replace("−", "-")
        assert float(said) == pytest.approx(100 * residual, abs=0.051)


@pytest.mark.parametrize("width", [540.0, 430.0])
def test_no_residual_is_written_over_another(width: float) -> None:
    shapes = tabular_kang.rewarded(width).shapes
    written = [box(shape) for shape in shapes if shape.key.startswith("residual-")]
    assert len(written) == len(FIT.right)
    assert not [pair for pair in combinations(written, 2) if overlaps(*pair)]


def test_supervised_runs_stand_beside_the_labels_that_they_were_shown() -> None:
    drawn = tabular_kang.labelled(470.0)
    for run, measured in (("D2", (0.188, 0.641)), ("D3", (0.186, 0.165))):
        assert kang.bars()[run].idk[[0, -1]].tolist() == list(measured)
    assert "it says so to 19\u00a0% and 64\u00a0%" in drawn.description
    assert "theory says 40\u00a0% everywhere, and it says so to 18\u00a0%" in drawn.description


def below(scene: str) -> str:
    return " ".join(tabular_explain.below(opened(tabular_know.CHAPTER, {"preset": scene})))


@pytest.mark.parametrize("scene", [s.word for s in know.PAGE.scenes if not s.setting.memory])
def test_the_model_says_what_the_fit_shows_and_what_it_leaves_open(scene: str) -> None:
    told = below(scene)
    assert f"β = {FIT.beta:.2f}" in told
    assert f"misses six bars by {100 * FIT.rmse:.1f} points" in told
    assert f"at one half at p = {FIT.threshold:.2f}, where the reward asks for 0.6" in told
    assert f"up to **{100 * FIT.sharpened.max():.1f}** points more often than its bin" in told
    assert "speak for the form, not for its cause" in told


def test_words_on_a_picture_stand_below_it_and_nowhere_else() -> None:
    assert "SFT is supervised fine-tuning" in below("by-rote"), "its meter is there"
    assert "Llama" not in below("by-rote"), "it tells nothing on learning by heart"
    for scene in know.PAGE.scenes:
        trip = opened(tabular_know.CHAPTER, {"preset": scene.word})
        happened, shown = (
            " ".join(tabular_explain.told(trip)),
            tabular_data.shown(trip, theme=Theme.LIGHT),
        )
        assert "Llama" not in happened
        assert "Kullback" not in happened
        assert ("Llama-2-7B on TriviaQA. A right" in shown) == (not scene.setting.memory)
        assert shown.count("Kullback") == 2, "for wide windows and for narrow ones"
