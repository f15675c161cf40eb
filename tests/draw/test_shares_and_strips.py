"""Bars of shares, wordings, shaded tables, token strips: they say what the numbers say."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.draw import shaded as tables
from teachsim.draw.chart import Scale
from teachsim.draw.shaded import shaded
from teachsim.draw.shapes import Picture, Shape, strokes
from teachsim.draw.split import Bar, Group, Part, split_bars
from teachsim.draw.strips import Strips, strips
from teachsim.draw.tokens import Theme, colour, contrast
from teachsim.draw.wordings import Legend, Panel, wordings
from tests.draw.test_pictures import outside

WIDTHS = pytest.mark.parametrize("width", [430.0, 560.0, 1010.0])


def one(picture: Picture, key: str) -> Shape:
    return next(shape for shape in picture.shapes if shape.key == key)


def keyed(picture: Picture, start: str) -> list[Shape]:
    return [shape for shape in picture.shapes if shape.key.startswith(start)]


# ---------------------------------------------------------------- shares
KEY = {"band-truthful": "right", "band-made-up": "made up", "band-idk": "says nothing"}


def bar(share: float, theory: float | None = None) -> Bar:
    parts = (
        Part(share, "band-truthful", (f"right {share:.2f}", "r")),
        Part(1 - share, "band-idk", (f"silent {1 - share:.2f}", "s")),
    )
    return Bar("after", parts, theory, "" if theory is None else f"theory {theory:.2f}")


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_part_is_as_wide_as_its_share_and_theory_stands_at_its_own(
    share: float, theory: float
) -> None:
    drawn = split_bars([Group("g", (bar(share, theory),))], key=KEY, title="t")
    left, right = (one(drawn, f"part-0-0-{k}").geometry for k in (0, 1))
    whole = left[2] + right[2]
    assert left[2] / whole == pytest.approx(share, abs=1e-9)
    assert right[0] == pytest.approx(left[0] + left[2])
    x = one(drawn, "theory-0-0").geometry[0]
    assert (x - left[0]) / whole == pytest.approx(theory, abs=1e-9)
    assert outside(drawn) == []


def test_bars_of_a_picture_are_equally_long_so_that_shares_compare() -> None:
    groups = [Group("a", (bar(0.3), bar(0.9))), Group("b", (bar(0.5),))]
    drawn = split_bars(groups, key=KEY, title="t")
    ends = {
        round(shape.geometry[0] + shape.geometry[2], 6)
        for shape in keyed(drawn, "part-")
        if shape.key.endswith("-1")
    }
    assert len(ends) == 1


def test_the_longest_label_that_has_room_is_written_and_the_first_is_said() -> None:
    drawn = split_bars([Group("g", (bar(0.96),))], key=KEY, title="t")
    written = [shape.text for shape in keyed(drawn, "name-")]
    assert written == ["right 0.96"]
    assert drawn.description == "g, after: right 0.96, silent 0.04."


@pytest.mark.parametrize("width", [200.0, 430.0])
def test_the_key_names_the_colour_of_a_part_too_narrow_for_words(width: float) -> None:
    drawn = split_bars([Group("g", (bar(0.99),))], key=KEY, title="t", width=width)
    swatches = {s.role: s.geometry for s in keyed(drawn, "key-") if not s.text}
    named = {s.key.removesuffix("-n"): s for s in keyed(drawn, "key-") if s.text}
    assert {part.role for part in bar(0.99).parts} <= set(swatches)
    for role, (x, y, wide, high, _) in swatches.items():
        words = named[f"key-{role}"]
        assert words.text == KEY[role]
        assert x + wide < words.geometry[0] < x + 2 * wide
        assert y < words.geometry[1] < y + high
    assert outside(drawn) == []


@pytest.mark.parametrize(("share", "theory"), [(0.5, 1.5), (0.5, -0.1)])
def test_theory_beyond_the_bar_is_refused(share: float, theory: float) -> None:
    with pytest.raises(ValueError, match=r"theory lie in \[0, 1\]"):
        bar(share, theory)


def test_shares_that_are_no_whole_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shares that sum to 0\.5"):
        Bar("x", (Part(0.5, "band-idk", ("half",)),))


# ---------------------------------------------------------------- wordings
VALID = np.array([False, True, False, True])
LEGEND = Legend("right", "wrong", "end", "likeliest first")
CHANCES = np.array([0.5, 0.25, 0.2, 0.05])


def bars(n: int = 3, *, width: float = 560.0) -> Picture:
    panels = [Panel(f"way {k}", "as it is", CHANCES, CHANCES / 2) for k in range(n)]
    return wordings(panels, valid=VALID, legend=LEGEND, title="t", width=width)


def test_a_wording_is_as_high_as_it_is_likely_and_only_wrong_ones_are_hatched() -> None:
    drawn = bars()
    high = np.array([one(drawn, f"bar-1-{w}").geometry[3] for w in range(4)])
    assert high / high.sum() == pytest.approx(CHANCES)
    assert {shape.key for shape in keyed(drawn, "hatch-1-")} == {"hatch-1-0", "hatch-1-2"}
    roles = [one(drawn, f"bar-1-{w}").role for w in range(4)]
    assert roles == ["bar-wrong", "bar-valid"] * 2


def test_a_tick_stands_where_training_must_end() -> None:
    drawn = bars()
    for w in range(4):
        _, top, _, high, _ = one(drawn, f"bar-0-{w}").geometry
        assert one(drawn, f"end-0-{w}").geometry[1] == pytest.approx(top + high / 2)


def test_strokes_of_a_hatched_bar_stay_inside_it() -> None:
    drawn = bars()
    left, top, wide, high, _ = one(drawn, "bar-0-0").geometry
    for stroke in strokes(one(drawn, "hatch-0-0")):
        for x, y in stroke:
            assert left - 1e-9 <= x <= left + wide + 1e-9
            assert top - 1e-9 <= y <= top + high + 1e-9


@WIDTHS
@pytest.mark.parametrize("n", [1, 2, 7])
def test_panels_stay_inside_and_wide_paper_has_more_of_them_abreast(width: float, n: int) -> None:
    drawn = bars(n, width=width)
    assert outside(drawn) == []
    tops = [shape.geometry[1] for shape in keyed(drawn, "title-")]
    assert tops.count(tops[0]) == min(n, 4 if width > 900 else 2)


def test_a_panel_with_other_wordings_is_refused() -> None:
    with pytest.raises(ValueError, match="a chance for each wording"):
        wordings([Panel("x", "", np.ones(3) / 3)], valid=VALID, legend=LEGEND, title="t")


# ---------------------------------------------------------------- tables
def table(width: float = 640.0) -> Picture:
    values = np.array([0.0, 0.5, 1.0])
    texts = ("none", "half", "all")
    columns = [
        tables.Column("lost", values, texts, Scale(0, 1)),
        tables.Column("kept", values, texts),
    ]
    return shaded(["a", "b", "a rather long name of a row"], columns, title="t", width=width)


def test_a_larger_number_has_a_louder_shade_and_a_column_without_shades_has_none() -> None:
    drawn = table()
    assert [one(drawn, f"cell-{r}-0").role for r in range(3)] == ["heat-0", "heat-8", "heat-15"]
    assert not [shape for shape in keyed(drawn, "cell-") if shape.key.endswith("-1")]
    assert "b: lost half, kept half." in drawn.description


@WIDTHS
def test_a_table_stays_inside(width: float) -> None:
    assert outside(table(width)) == []


@pytest.mark.parametrize("shade", range(16))
def test_numbers_can_be_read_on_every_shade(shade: int) -> None:
    values = np.array([(shade + 0.5) / 16])
    drawn = shaded(["x"], [tables.Column("c", values, ("1",), Scale(0, 1))], title="t")
    words = {"on-dark": "white", "sign": "sign"}[one(drawn, "text-0-0").role]
    for theme in Theme:
        assert contrast(colour(words, theme), colour(f"heat-{shade}", theme)) >= 4.5


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a number and its text for each row"):
        shaded(["a"], [tables.Column("c", np.zeros(2), ("0", "0"))], title="t")


# ---------------------------------------------------------------- strips
def strip(width: float = 640.0) -> Picture:
    times = np.geomspace(0.1, 100, 50, endpoint=False)
    good = np.stack([times / 100, 1 - times / 200], axis=1)
    blocks = [Strips("told where it goes wrong", good, 10.0, "90 % at 10") for _ in range(4)]
    across = Scale(0.1, 100, log=True, title="time")
    return strips(blocks, times=times, across=across, key=("no", "yes", "first"), title="t",
                  width=width)  # fmt: skip


def test_the_strips_of_a_token_fill_the_time_without_gap_or_overlap() -> None:
    drawn = strip()
    axis = one(drawn, "axis").geometry
    for token in (0, 1):
        boxes = [shape.geometry for shape in keyed(drawn, f"strip-0-{token}-")]
        assert boxes[0][0] == pytest.approx(axis[0])
        for box, after in pairwise(boxes):
            assert box[0] + box[2] == pytest.approx(after[0])
        assert boxes[-1][0] + boxes[-1][2] == pytest.approx(axis[2])


def test_shades_rise_where_a_token_learns_and_the_line_stands_at_its_time() -> None:
    drawn = strip()
    rising = [int(shape.role.removeprefix("heat-")) for shape in keyed(drawn, "strip-2-0-")]
    assert rising == sorted(rising)
    assert rising[0] == 0
    left, _, right, _ = one(drawn, "axis").geometry
    assert one(drawn, "reached-2").geometry[0] == pytest.approx(left + (right - left) * 2 / 3)


@WIDTHS
def test_strips_stay_inside(width: float) -> None:
    assert outside(strip(width)) == []


def test_a_block_with_other_times_is_refused() -> None:
    block = Strips("x", np.zeros((3, 1)), 1.0, "")
    with pytest.raises(ValueError, match="pass the chances at each time"):
        strips([block], times=np.ones(2), across=Scale(1, 2), key=("", "", ""), title="t")
