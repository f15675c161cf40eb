"""Charts: scales, curves, walls and heat maps say what the numbers say, inside their frames."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.draw.blocks import box, overlaps
from teachsim.draw.chart import Frame, Scale, numeral
from teachsim.draw.heat import SHADES, Border, heat
from teachsim.draw.lines import Curve, Mark, lines
from teachsim.draw.shapes import Picture, strokes
from teachsim.draw.tokens import Theme, colour, contrast, luminance
from teachsim.draw.wall import BANDS, Column, wall
from tests.draw.test_proofs import clipped

UNIT = Scale(0, 1)


@given(st.floats(-1e5, 1e5), st.floats(1e-3, 1e5))
def test_ticks_are_few_round_and_inside(low: float, width: float) -> None:
    scale = Scale(low, low + width)
    ticks = scale.ticks(6)

    assert 1 <= len(ticks) <= 8
    slack = 1e-6 * width
    assert all(low - slack <= tick <= low + width + slack for tick in ticks)


def test_a_scale_of_factors_gives_each_power_the_same_room() -> None:
    scale = Scale(1, 1000, log=True)

    assert [scale.share(value) for value in (1, 10, 100, 1000)] == pytest.approx(
        [0, 1 / 3, 2 / 3, 1]
    )
    assert scale.ticks() == [1, 10, 100, 1000]


@pytest.mark.parametrize(("low", "high", "log"), [(1, 1, False), (2, 1, False), (0, 1, True)])
def test_a_scale_that_is_none_is_refused(low: float, high: float, log: bool) -> None:
    with pytest.raises(ValueError, match="must rise"):
        Scale(low, high, log=log)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.5, "0.5"), (-0.25, "−0.25"), (1234, "1,234"), (1e-4, "10⁻⁴"), (1e6, "10⁶")],
)
def test_a_number_is_written_as_a_tick(value: float, text: str) -> None:
    assert numeral(value) == text


def test_a_value_stands_where_the_scale_says() -> None:
    frame = Frame(10, 20, 100, 50, Scale(0, 4), UNIT)

    assert frame.x(1) == 35
    assert frame.y(1) == 20
    assert frame.y(0) == 70


def curves() -> Picture:
    x = np.linspace(0, 1, 50)
    gap = np.where(x < 0.5, np.nan, x)
    return lines(
        [Curve("rising", x, x, dots=True), Curve("broken", x, gap, colour=1, theory=True)],
        across=Scale(0, 1, title="x"),
        up=Scale(0, 1, title="y"),
        marks=[Mark(0.5, "theory", 1)],
        title="test",
        description="test",
    )


@pytest.mark.parametrize("at", [0.0, 0.05, 1.0])
def test_the_name_of_an_upright_line_never_lies_over_that_of_the_axis(at: float) -> None:
    drawn = lines(
        [],
        across=Scale(0, 1),
        up=Scale(0, 1, title="how often"),
        marks=[Mark(at, "here")],
        title="test",
        description="test",
    )
    (mark,) = (s for s in drawn.shapes if s.key == "mark-0-name")
    (axis,) = (s for s in drawn.shapes if s.key == "axis-y-title")
    assert not overlaps(box(mark), box(axis))


def test_a_curve_breaks_where_it_has_no_value() -> None:
    broken = next(s for s in curves().shapes if s.key == "curve-1-0")
    first_x = strokes(broken)[0][0][0]
    rising = next(s for s in curves().shapes if s.key == "curve-0-0")

    assert first_x > strokes(rising)[0][0][0]


def test_names_stand_apart_and_inside() -> None:
    picture = curves()
    names = [s for s in picture.shapes if s.key.startswith("name-")]

    assert {s.text for s in names} == {"rising", "broken"}
    assert abs(names[0].geometry[1] - names[1].geometry[1]) >= 16
    assert clipped(picture) == []


def training() -> list[Column]:
    steps = np.linspace(0, 1, 101)[:, np.newaxis]
    right = 0.2 + 0.5 * steps
    idk = 0.3 * (1 - steps)
    rates = np.stack([right, 1 - right - idk, idk], axis=-1)
    return [Column("one", np.repeat(rates, 2, axis=1), (50, 100)) for _ in range(3)]


def test_bands_fill_their_cell_and_are_as_thick_as_their_share() -> None:
    picture = wall(training(), rows=["knows", "does not"], title="test")
    cell = next(s for s in picture.shapes if s.key == "box-0-0").geometry
    tops = {}
    for band in BANDS:
        area = next(s for s in picture.shapes if s.key == f"band-0-0-{band}")
        ends = [y for x, y in strokes(area)[0] if x == max(x for x, _ in strokes(area)[0])]
        tops[band] = (max(ends) - min(ends)) / cell[3]
    assert tops == pytest.approx({"truthful": 0.7, "made-up": 0.3, "idk": 0.0}, abs=1e-6)


def test_what_a_wall_says_it_says_in_words_too() -> None:
    picture = wall(training(), rows=["knows", "does not"], title="test")

    assert "one, knows: right 70 %, made up 30 %, “I don’t know” 0 %." in picture.description
    assert clipped(picture) == []


def test_a_wall_needs_as_many_rows_as_the_rates_have() -> None:
    with pytest.raises(ValueError, match=r"each must be \(T \+ 1, rows, 3\)"):
        wall(training(), rows=["one"], title="test")


def test_every_cell_of_a_map_has_one_shade() -> None:
    values = np.linspace(0, 1, 24).reshape(4, 6)
    picture = heat(
        values, across=UNIT, up=UNIT, shades=UNIT, title="t", description="d",
        theory=[Border(np.array([0.0, 1.0]), np.array([0.0, 1.0]), "theory")],
    )  # fmt: skip
    shades = [s for s in picture.shapes if s.key.startswith("shade-")]
    area = sum(
        abs(xs[0] - xs[2]) * abs(ys[0] - ys[2])
        for s in shades
        for xs, ys in (zip(*stroke, strict=True) for stroke in strokes(s))
    )
    frame = next(s for s in picture.shapes if s.key == "axis-floor").geometry
    assert area == pytest.approx((frame[2] - frame[0]) * (400 - 32 - 46))
    assert clipped(picture) == []


def test_shades_rise_in_lightness() -> None:
    light = [luminance(colour(f"heat-{k}", Theme.LIGHT)) for k in range(SHADES)]
    assert light == sorted(light)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("word", "band"), [("paper", "truth"), ("sign", "decoy"), ("ink", "idk")])
def test_names_can_be_read_on_their_bands(word: str, band: str, theme: Theme) -> None:
    assert contrast(colour(word, theme), colour(band, theme)) >= 4.5


def test_an_empty_map_is_refused() -> None:
    with pytest.raises(ValueError, match=r"pass \(rows, columns\)"):
        heat(np.zeros((0, 3)), across=UNIT, up=UNIT, shades=UNIT, title="t", description="d")
