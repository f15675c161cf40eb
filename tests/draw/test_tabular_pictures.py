"""The threshold meter and the honesty square: bands, ticks and paths stand where numbers say."""

from itertools import combinations

import numpy as np
import pytest

from teachsim.draw.blocks import box, overlaps
from teachsim.draw.chart import Scale
from teachsim.draw.heat import Border, Here, heat
from teachsim.draw.meter import Row, meter
from teachsim.draw.shapes import Picture, Shape, strokes
from teachsim.draw.square import Path, square
from teachsim.draw.styles import style
from teachsim.draw.tokens import Theme, colour, contrast
from teachsim.draw.wall import Column, wall
from tests.draw.test_pictures import outside

P = np.linspace(0.05, 0.95, 19)


def rows() -> list[Row]:
    above = (P > 0.4).astype(float)
    return [
        Row("careful", P, above, predicted=0.4, measured=0.42),
        Row("bold", P, np.ones(19), predicted=0.0),
        Row("of two minds", P, np.full(19, 0.5)),
    ]


def one(picture: Picture, key: str) -> Shape:
    return next(shape for shape in picture.shapes if shape.key == key)


def place(picture: Picture, value: float) -> float:
    """x of a confidence, by the numbers below the axis."""
    low, high = (one(picture, f"axis-{i}").geometry[0] for i in (0, 4))
    return low + (high - low) * value


def test_a_tick_stands_where_theory_says_and_a_dot_where_it_was_measured() -> None:
    drawn = meter(rows(), title="test")
    assert one(drawn, "tick-0").geometry[0] == pytest.approx(place(drawn, 0.4))
    assert one(drawn, "dot-0").geometry[0] == pytest.approx(place(drawn, 0.42))
    said = {shape.key: shape.text for shape in drawn.shapes if shape.text}
    assert [said[f"theory-{i}"] for i in range(3)] == ["0.4", "always", "no line"]
    assert not [shape for shape in drawn.shapes if shape.key in {"tick-2", "dot-1", "dot-2"}]
    assert "careful: theory says that it answers from 0.40 on" in drawn.description


def test_right_and_made_up_share_what_is_answered_by_confidence() -> None:
    drawn = meter(rows(), title="test")
    high = {}
    for band in ("truthful", "made-up", "idk"):
        points = [pt for part in strokes(one(drawn, f"band-2-{band}")) for pt in part]
        at = min({x for x, _ in points}, key=lambda x: abs(x - place(drawn, 0.8)))
        ys = [y for x, y in points if x == at]
        high[band] = max(ys) - min(ys)
    whole = sum(high.values())
    assert [high[band] / whole for band in high] == pytest.approx([0.4, 0.1, 0.5], abs=0.01)


@pytest.mark.parametrize("width", [430.0, 560.0])
def test_a_meter_keeps_its_words_inside(width: float) -> None:
    assert outside(meter(rows(), title="test", width=width)) == []


def test_an_empty_meter_is_refused() -> None:
    with pytest.raises(ValueError, match="pass one for each way of training"):
        meter([], title="test")


def paths() -> list[Path]:
    t = np.linspace(0, 1, 200)
    still = np.tile([0.0, 1.0], (200, 1))
    return [
        Path("goes to the goal", np.stack([t, np.ones(200)], axis=1)),
        Path("slides down", np.stack([t * 0.4, 1 - t * 0.4], axis=1), 2),
        Path("stands still", still, 4),
    ]


def test_a_path_ends_at_its_last_point_and_the_goal_is_the_corner() -> None:
    drawn = square(paths(), title="test")
    goal = one(drawn, "goal").geometry
    assert one(drawn, "end-0").geometry[:2] == pytest.approx(goal[:2])
    floor = one(drawn, "axis-floor").geometry
    slid = one(drawn, "end-1").geometry
    assert (slid[0] - floor[0]) / (floor[2] - floor[0]) == pytest.approx(0.4)
    assert (floor[1] - slid[1]) / (floor[1] - goal[1]) == pytest.approx(0.6)
    assert "slides down: ends saying “I don’t know” to 40 %" in drawn.description


@pytest.mark.parametrize("size", [(430.0, 400.0), (520.0, 400.0)])
def test_names_in_the_square_stay_inside_and_clear_of_each_other(
    size: tuple[float, float],
) -> None:
    drawn = square(paths(), title="test", width=size[0], height=size[1])
    assert outside(drawn) == []
    names = [shape for shape in drawn.shapes if shape.key.startswith("name-")]
    assert {name.text for name in names} == {path.name for path in paths()}
    assert not [a for a, b in combinations(names, 2) if overlaps(box(a), box(b))]


@pytest.mark.parametrize("size", [(430.0, 400.0), (520.0, 400.0)])
def test_names_in_the_square_lie_on_no_line(size: tuple[float, float]) -> None:
    drawn = square(paths()[1:], title="test", width=size[0], height=size[1])
    names = [box(shape) for shape in drawn.shapes if shape.key.startswith("name-")]
    floor = one(drawn, "axis-floor").geometry
    x1, y1, x2, y2 = one(drawn, "blind").geometry
    assert (x1, x2) == (floor[0], floor[2])
    for left, top, right, bottom in names:
        signs = {
            np.sign((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1))
            for x in (left, right)
            for y in (top, bottom)
        }
        assert len(signs) == 1, "it lies on the diagonal, as do both paths"


def test_a_narrow_wall_of_one_column_has_no_heading_and_stays_inside() -> None:
    rates = np.full((50, 2, 3), 1 / 3)
    drawn = wall([Column("", rates, (20, 49))], rows=["one", "two"], title="t", width=430, cell=90)
    assert outside(drawn) == []
    assert drawn.width == 430
    assert not [shape for shape in drawn.shapes if shape.key.startswith("column-")]


@pytest.mark.parametrize("width", [430.0, 1020.0])
def test_a_band_that_no_cell_has_room_to_name_is_named_below(width: float) -> None:
    rates = np.tile([0.7, 0.24, 0.06], (50, 1, 1))
    drawn = wall([Column("one", rates)], rows=["row"], title="t", width=width, cell=90)
    named = [shape for shape in drawn.shapes if shape.key.startswith("key-") and shape.text]
    written = [shape.text for shape in drawn.shapes if shape.key.startswith("name-")]
    assert [shape.text for shape in named] == ["“I don’t know”"]
    assert not [text for text in written if "know" in text]
    assert one(drawn, "key-band-idk").role == "band-idk"
    assert outside(drawn) == []


def test_a_wall_whose_cells_name_every_band_has_no_key() -> None:
    rates = np.full((50, 1, 3), 1 / 3)
    drawn = wall([Column("one", rates)], rows=["row"], title="t", cell=128)
    assert not [shape for shape in drawn.shapes if shape.key.startswith("key-")]


def test_a_name_in_a_wall_does_not_cross_the_line_between_two_phases() -> None:
    rates = np.full((500, 1, 3), 1 / 3)
    drawn = wall([Column("x", rates, (400, 499))], rows=["one"], title="t", width=500)
    line = one(drawn, "phase-0-0-0").geometry[0]
    names = [shape for shape in drawn.shapes if shape.key.startswith("name-")]
    assert all(shape.geometry[0] - line < 60 or len(shape.text) < 6 for shape in names)


@pytest.mark.parametrize("theme", Theme)
def test_the_line_between_two_phases_is_seen_on_every_band(theme: Theme) -> None:
    rates = np.full((500, 1, 3), 1 / 3)
    drawn = wall([Column("x", rates, (400, 499))], rows=["one"], title="t", width=500)
    pens = [style(one(drawn, key).role) for key in ("edge-of-phase-0-0-0", "phase-0-0-0")]
    assert pens[0].pen > pens[1].pen
    for band in ("truth", "decoy", "idk"):
        seen = [contrast(colour(pen.stroke, theme), colour(band, theme)) for pen in pens]
        assert max(seen) >= 3


def test_a_line_through_a_map_stands_at_its_value() -> None:
    unit = Scale(0, 10)
    drawn = heat(
        np.zeros((2, 2)), across=unit, up=unit, shades=Scale(0, 1), title="t", description="d",
        here=Here(2.5, None, "this price"), size=(400, 300),
    )  # fmt: skip
    floor, here = one(drawn, "axis-floor").geometry, one(drawn, "here").geometry
    assert (here[0] - floor[0]) / (floor[2] - floor[0]) == pytest.approx(0.25)
    assert (drawn.width, drawn.height) == (400, 300)
    assert one(drawn, "here-name").text == "this price"


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (10.0, 10.0), (5.0, 5.0), (4.4, 5.6), (9.5, 0.2)])
def test_the_present_place_is_ringed_and_its_word_meets_no_other(x: float, y: float) -> None:
    unit, along = Scale(0, 10), np.linspace(0, 10, 50)
    drawn = heat(
        np.zeros((2, 2)), across=unit, up=unit, shades=Scale(0, 1), title="t", description="d",
        theory=[
            Border(along, along, "rises"),
            Border(along, 10 - along, "falls", at=0.7),
            Border(np.full(50, 20.0), along, "is outside"),
        ],
        here=Here(x, y, "here"), size=(400, 300),
    )  # fmt: skip
    floor, ring = one(drawn, "axis-floor").geometry, one(drawn, "here").geometry
    assert (ring[0] - floor[0]) / (floor[2] - floor[0]) == pytest.approx(x / 10)
    assert (floor[1] - ring[1]) / (300 - 32 - 46) == pytest.approx(y / 10)
    words = [one(drawn, key) for key in ("here-name", "theory-0-name", "theory-1-name")]
    assert not [a for a, b in combinations(words, 2) if overlaps(box(a), box(b))]
    assert outside(drawn) == []
    assert not [shape for shape in drawn.shapes if shape.text == "is outside"]
