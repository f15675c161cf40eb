"""Phase diagrams that open: each place leads to the scenario that it shows."""

import html
import re
from urllib.parse import parse_qsl

import numpy as np
import pytest

from teachsim.draw import Theme
from teachsim.draw.heat import frame_of
from teachsim.gallery.tabular import credit, know
from teachsim.tabular import Knowledge
from teachsim.ui import tabular_credit, tabular_data, tabular_doors, tabular_know, tabular_phase
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.tabular_session import Trip, opened

KNOW, CREDIT = tabular_know.CHAPTER, tabular_credit.CHAPTER
GRADER = {"preset": "noisy-grader"}
MAPPED = pytest.mark.parametrize(
    ("chapter", "query"), [(KNOW, {}), (CREDIT, GRADER)], ids=["know", "credit"]
)


def links(trip: Trip) -> list[str]:
    shown = tabular_data.shown(trip, theme=Theme.LIGHT)
    return [html.unescape(found) for found in re.findall(r'<a [^>]*href="([^"]*)"', shown)]


@MAPPED
def test_every_link_opens_the_scenario_of_its_place(
    chapter: Chapter, query: dict[str, str]
) -> None:
    trip = opened(chapter, query)
    found, meant = links(trip), tabular_doors.doors(trip)
    assert len(found) == 2 * len(meant) > 0, "for wide windows and for narrow ones"
    for link, door in zip(found, [*meant, *meant], strict=True):
        there = opened(chapter, dict(parse_qsl(link.removeprefix("?"))))
        assert there.problems == ()
        assert there.setting == door.setting
        assert there.story == chapter.story(door.setting, trip.start)


@MAPPED
def test_places_cover_the_map_and_do_not_overlap(chapter: Chapter, query: dict[str, str]) -> None:
    doors = tabular_doors.doors(opened(chapter, query))
    found = tabular_doors.MAPS[chapter.prefix]
    area = sum((d.across[1] - d.across[0]) * (d.up[1] - d.up[0]) for d in doors)
    whole = (found.across.high - found.across.low) * (found.up.high - found.up.low)
    assert area == pytest.approx(whole)
    assert all(d.across[0] < d.across[1] and d.up[0] < d.up[1] for d in doors)
    assert len({d.setting for d in doors}) == len(doors)


def test_the_scenario_of_a_place_answers_as_its_place_is_coloured() -> None:
    doors = tabular_doors.doors(opened(KNOW, {}))
    picked = np.random.default_rng(3).choice(len(doors), size=8, replace=False)
    clear = 0
    for door in (doors[i] for i in picked):
        c, known = door.setting.penalty, door.setting.known
        p = float(Knowledge(bins=1, d_prime=0.0, known=known).right_given_bin[0])
        assert door.across[0] <= c <= door.across[1]
        assert door.up[0] <= p <= door.up[1]
        if abs(p - c / (1 + c)) < 0.05:
            continue  # too near to the boundary to have made up its mind
        clear += 1
        shown = tabular_phase.phase(0.0, 0.2)
        rows, columns = shown.shape
        column = min(int(c / tabular_phase.DEAREST * columns), columns - 1)
        marked = know.run(door.setting).runs[know.WAYS.index("rl")]
        ends = marked.gate[-1].mean()
        assert (ends > 0.5) == (shown[int(p * rows), column] > 0.5) == (p > c / (1 + c))
    assert clear >= 5


def test_the_grader_of_a_place_errs_as_often_as_its_place_says() -> None:
    for door in tabular_doors.doors(opened(CREDIT, GRADER)):
        at = door.setting
        assert isinstance(at, credit.Setting)
        assert at.view == "grader"
        assert door.across[0] <= at.false_positive <= door.across[1]
        assert door.up[0] <= at.false_negative <= door.up[1]


@pytest.mark.parametrize("wish", [{"lock": "penalty"}, {"hide": "known"}, {"lock": "d_prime"}])
def test_a_knob_that_is_locked_or_hidden_cannot_be_turned_by_a_click(wish: dict[str, str]) -> None:
    assert links(opened(KNOW, wish)) == []


def test_a_click_keeps_what_the_instructor_locked_and_calls_the_bet_off() -> None:
    for link in links(opened(KNOW, {"lock": "abstain", "hide": "take", "abstain": "-0.5"})):
        query = dict(parse_qsl(link.removeprefix("?")))
        assert query["lock"] == "abstain"
        assert query["hide"] == "take"
        assert query["abstain"] == "-0.5"
        assert query["bet"] == "skipped"


def test_links_lie_where_the_cells_are_drawn() -> None:
    trip = opened(KNOW, {})
    size = (470.0, 380.0)
    picture = tabular_phase.answered(trip.setting, width=size[0], title="")
    found = tabular_doors.MAPS["know"]
    frame = frame_of(size, across=found.across, up=found.up)
    cells = [s.geometry for s in picture.shapes if s.key.startswith("shade-")]
    x, y = np.array([v for cell in cells for v in cell if np.isfinite(v)]).reshape(-1, 2).T
    assert (x.min(), x.max()) == pytest.approx((frame.left, frame.left + frame.width))
    assert (y.min(), y.max()) == pytest.approx((frame.top, frame.top + frame.height))
    places = re.findall(r"left:([\d.]+)%;top:([\d.]+)%", tabular_doors.over(trip, picture)[0])
    left, top = np.array(places, dtype=float).T / 100
    assert left.min() * size[0] == pytest.approx(frame.left, abs=0.1)
    assert top.min() * size[1] == pytest.approx(frame.top, abs=0.1)


def test_pages_without_a_map_have_no_links() -> None:
    for chapter in CHAPTERS:
        if chapter not in (KNOW, CREDIT):
            assert links(opened(chapter, {})) == []
    assert links(opened(CREDIT, {})) == [], "the map is that of graders alone"
