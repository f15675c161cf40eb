"""The page Lab as streamlit draws it, without a browser."""

from __future__ import annotations

import csv
import html
import io
import json
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from teachsim.gallery import lab_link
from teachsim.gallery.classes import Ideas
from teachsim.gallery.lab import Ask, Bench, Lane, Way, with_class
from teachsim.gallery.lab_chart import Chart, Shade, Side, Study
from teachsim.gallery.lab_map import cells
from teachsim.gallery.lab_scenes import SCENES, Scene
from teachsim.gallery.setting import Bias, Kind
from teachsim.ui import (
    guard,
    lab_betting,
    lab_data,
    lab_doors,
    lab_exports,
    lab_maps,
    lab_panes,
    lab_session,
    paper,
    worker,
)
from teachsim.ui.lab_map_exports import Map
from teachsim.ui.lab_session import Trip
from teachsim.ui.viewing import Bet, Control, Viewing
from teachsim.ui.views import lab_takeaway
from tests.ui import pages
from tests.ui.pages import fine, widget, words

Opened = Callable[..., AppTest]


def _lab() -> None:
    from teachsim.ui.views import lab

    lab.show()


@pytest.fixture
def page() -> Opened:
    def opened(**query: str) -> AppTest:
        return pages.drawn(_lab, query=query)

    return opened


SMALL = {"class": "segments", "n": "3"}
TINY_MAP = SMALL | {
    "panes": "demonstration.random.smallest.halving",
    "map": "learners.bias.teacher.right.1.4",
}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.word)
def test_each_scene_draws_its_panes_and_its_fingerprint(page: Opened, scene: Scene) -> None:
    told = words(page(preset=scene.word))
    assert lab_data.runs(scene.study.bench).fingerprint in told
    for ending in lab_data.told(scene.study.bench).endings:
        assert html.escape(ending[0]) in told


@pytest.mark.parametrize(("word", "first"), [("model", True), ("four-ways", False)])
def test_a_map_of_a_language_model_stands_before_the_learners(
    page: Opened, word: str, first: bool
) -> None:
    told = words(page(preset=word))
    assert (told.index("Map it") < told.index("How they ended")) is first
    assert told.count("Map it") == 1


@pytest.mark.parametrize("preset", ["four-ways", "model"])
def test_one_learner_and_one_round_are_told_of_in_the_singular(page: Opened, preset: str) -> None:
    one = "demonstration.hostile.largest.halving"
    told = words(page(preset=preset, panes=one, rounds="1", round="1", player="plain"))
    assert "one learner looks for" in told
    assert "After 1 round, is this learner right?" in told
    assert "After 1 round<" in told


def test_the_default_tells_that_who_may_only_watch_stays_wrong(page: Opened) -> None:
    page()
    ended = [line[1] for line in lab_data.told(SCENES[0].study.bench).endings]
    assert ended == ["misled", "misled", "right", "right"]


@pytest.mark.parametrize(
    ("name", "members"), [("way", Way), ("teacher", Kind), ("bias", Bias), ("ask", Ask)]
)
def test_every_choice_of_a_pane_draws_a_page(page: Opened, name: str, members: Any) -> None:
    test = page(**SMALL, panes="query.hostile.largest.halving", rounds="3")
    kind = "button_group" if name in {"teacher", "bias"} else "selectbox"
    for member in members:
        widget(test, kind, key=f"lab-{name}-0").set_value(member)
        fine(test.run())
        assert f".{member}" in f".{test.query_params['panes']}"
        if name == "way" and member in {Way.DEMONSTRATION, Way.INFORMANT}:
            assert not [box for box in test.selectbox if box.key == "lab-ask-0"]


def test_a_teacher_that_lies_is_chosen_told_and_taken_along(page: Opened) -> None:
    test = page(**SMALL, panes="query.hostile.largest.halving", rounds="3")
    widget(test, "slider", key="lab-lies-0").set_value(2)
    fine(test.run())
    assert test.query_params["panes"] == "query.hostile.largest.halving.2"
    assert "allows for lies" in words(test)
    study, _ = lab_link.from_query(
        {**SMALL, "panes": "query.hostile.largest.halving.2,query.hostile.largest.halving"}
    )
    done = lab_data.runs(study.bench)
    first, second = lab_panes.panes(done)
    assert "It hears two lies first" in first.subtitle
    assert "lies" not in second.subtitle
    assert ("two lies" in first.title, "no lie" in second.title) == (True, True)
    content = json.loads(lab_exports.as_json(study))
    assert [run["lies"] for run in content["runs"]] == [2, 0]
    lines = list(csv.DictReader(io.StringIO(lab_exports.as_csv(study).decode())))
    assert {(line["pane"], line["lies"]) for line in lines} == {("1", "2"), ("2", "0")}


def test_panes_are_added_up_to_four_and_removed_down_to_one(page: Opened) -> None:
    test = page(**SMALL, panes="demonstration.hostile.largest.halving", rounds="2")
    assert not [button for button in test.button if str(button.key).startswith("lab-drop")]
    for _ in range(3):
        fine(test.button("lab-add").click().run())
    assert not [button for button in test.button if button.key == "lab-add"]
    assert len({part.split(".")[0] for part in test.query_params["panes"].split(",")}) == 4
    for _ in range(3):
        fine(test.button("lab-drop-1").click().run())
    assert "," not in test.query_params["panes"]


def test_a_class_of_ones_own_is_read_and_a_bad_one_refused(page: Opened) -> None:
    test = page(**SMALL)
    upload = widget(test, "file_uploader", key="lab-own")
    upload.set_value(("mine.csv", b"idea,a,b,c\nall,1,1,1\nfew,1,0,0\n", "text/csv"))
    fine(test.run())
    assert "Your class: 2 ideas on 3 points." in words(test)
    assert test.query_params["class"] == "own"
    upload = widget(test, "file_uploader", key="lab-own")
    upload.set_value(("bad.csv", b"idea,a,b\nall,1,2\n", "text/csv"))
    fine(test.run())
    assert "row 2, 'all', column 'b' is '2'" in html.unescape(words(test))


def test_a_link_that_cannot_be_used_is_said_and_not_raised(page: Opened) -> None:
    told = words(page(panes="sun", seed="-4", map="learners.a.b.c", n="30000000", lock="moon"))
    for name in ("panes=", "seed=", "map=", "lock=moon", "class could not be used"):
        assert name in told


def test_a_link_locks_and_hides_controls(page: Opened) -> None:
    test = page(**SMALL, lock="view,seed,knob,preset", hide="take,own,explain")
    assert widget(test, "selectbox", key="lab-way-0").disabled
    assert test.number_input("lab-seed").disabled
    assert test.button("lab-start").disabled
    assert not test.get("download_button")
    assert not test.get("file_uploader")


def test_a_run_that_is_too_much_is_refused_in_words_and_its_script_is_offered(
    page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "BUDGET_MARKS", 100)
    test = page(seed="11")
    assert "This was not run: 91 ideas on 13 points" in words(test)
    assert "ts.simulate" in test.code[0].value


def test_runs_that_plan_for_too_long_are_refused_before_they_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guard, "DEADLINE_SECONDS", 4.0)
    text = "x," + ",".join(f"p{i}" for i in range(200)) + "\n"
    text += "\n".join(
        f"h{h}," + ",".join(str((h >> (i % 9)) & 1) for i in range(200)) for h in range(500)
    )
    lane = Lane(Way.EXAMINATION, ask=Ask.OPTIMAL)
    bench = with_class(Bench((lane,) * 4), Ideas("own", (), text + "\n"))
    with pytest.raises(guard.RefusedError, match="these runs would take about"):
        lab_data.cost(bench)


def test_a_map_is_computed_beside_the_page_and_then_drawn_with_doors(page: Opened) -> None:
    test = page(**TINY_MAP)
    assert "20 places, 80 runs" in words(test)
    fine(test.button("lab-start").click().run())
    end = time.monotonic() + 240
    while [b for b in test.button if b.key == "lab-cancel"] and time.monotonic() < end:
        time.sleep(0.5)
        fine(test.run())
    told = words(test)
    assert "percent" in told
    assert told.count("<a ") == 40  # over the map, and in the table
    offered = [b for b in test.get("download_button") if "map" in str(b.key)]
    assert len(offered) == len(lab_takeaway.MAP_FORMS)


def test_a_map_that_is_left_is_offered_again(page: Opened) -> None:
    test = page(**TINY_MAP | {"map": "learners.bias.teacher.right.1.64"})
    fine(test.button("lab-start").click().run())
    fine(test.button("lab-cancel").click().run())
    assert [b for b in test.button if b.key == "lab-start"]


def test_a_map_that_costs_too_much_has_no_button(page: Opened) -> None:
    query = {"class": "boxes", "n": "6x6", "map": "learners.ask.way.right.1.64"}
    test = page(**query)
    assert "would take about" in words(test)
    assert not [b for b in test.button if b.key == "lab-start"]


@pytest.mark.parametrize("side", list(Side))
def test_every_quantity_of_either_side_can_be_chosen(page: Opened, side: Side) -> None:
    test = page(**SMALL)
    widget(test, "button_group", key="lab-map-side").set_value(side)
    fine(test.run())
    for shade in test.selectbox("lab-map-shade").options:
        fine(test.selectbox("lab-map-shade").select(shade).run())
        assert [b for b in test.button if b.key == "lab-start"]


def test_a_knob_that_changes_nothing_is_said_to() -> None:
    bench = Bench((Lane(),))
    for word, told in (("withheld", "careless"), ("ask", "only watches")):
        lines = lab_maps.flat(Study(bench, Chart(across=word, up="rounds")))
        assert any(told in line for line in lines)
    exact = Study(bench, Chart(across="rounds", up="size", shade=Shade.CHANCE))
    assert "exact chance is known" in lab_maps.flat(exact)[0]
    assert lab_maps.flat(Study(bench, Chart(across="withheld", up="teacher"))) == ()


def small() -> Study:
    bench = with_class(Bench((Lane(),)), Ideas("segments", (3,)))
    return Study(bench, Chart(across="bias", up="teacher", runs=4))


def test_where_a_control_is_locked_no_place_is_a_door() -> None:
    rows = list(cells(lab_link.order(small())))
    picture = lab_maps.picture(small(), rows)
    locked = Trip(small(), viewing=Viewing(lock=frozenset({Control.SEED})))
    assert lab_doors.over(locked, picture) == ""
    assert "<a " not in lab_doors.table(locked, rows)
    assert lab_doors.over(Trip(small()), picture).count("<a ") == 20


def test_a_door_opens_the_study_of_its_place() -> None:
    from urllib.parse import parse_qsl

    for x, y in ((0, 0), (4, 3)):
        query = dict(parse_qsl(lab_doors.href(Trip(small()), x, y).lstrip("?")))
        found = lab_session.opened(query)
        assert found.problems == ()
        assert found.study.bench.lanes[0].bias == list(Bias)[x]
        assert found.study.bench.lanes[0].teacher == list(Kind)[y]


def test_a_map_in_the_making_has_blank_places_and_says_what_it_knows() -> None:
    rows = list(cells(lab_link.order(small())))
    assert "nothing is computed yet" in lab_maps.picture(small(), []).description
    half = lab_maps.picture(small(), rows[:7])
    assert sum(shape.role == "unseen" for shape in half.shapes) == 13


@pytest.mark.parametrize("study", [small(), SCENES[-1].study], ids=["learners", "model"])
def test_a_map_is_taken_away_in_every_form_and_its_script_prints_its_data(study: Study) -> None:
    rows = list(cells(lab_link.order(study)))
    forms = {form.word: form.make(Map(study, rows)) for form in lab_takeaway.MAP_FORMS}
    assert list(forms) == ["svg", "pdf", "csv", "json", "html", "script"]
    assert ET.fromstring(forms["svg"]).tag.endswith("svg")
    assert forms["pdf"].startswith(b"%PDF-")
    table = list(csv.DictReader(io.StringIO(forms["csv"].decode())))
    assert [float(line[study.chart.shade]) for line in table] == [row["value"] for row in rows]
    content = json.loads(forms["json"])
    assert [place[study.chart.shade] for place in content["places"]] == [
        row["value"] for row in rows
    ]
    assert content["fingerprint"] in forms["html"].decode()
    restored, problems = lab_link.from_query(content["link"])
    assert problems == ()
    assert lab_maps.order(restored) == lab_maps.order(study)
    done = subprocess.run(
        [sys.executable, "-"], input=forms["script"], check=True, capture_output=True, timeout=200
    )
    assert done.stdout == forms["csv"]


BETS = (Bet.NONE_OF_SIX, Bet.ONE_OF_SIX, Bet.TWO_OF_SIX, Bet.THREE_OF_SIX, Bet.MORE_OF_SIX)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.word)
def test_exactly_one_bet_on_a_scene_wins_and_every_bet_is_told_which_panes_are_right(
    scene: Scene,
) -> None:
    bench = scene.study.bench
    ended = lab_data.told(bench).right
    told = {bet: lab_betting.answer(bench, ended, placed=bet) for bet in lab_betting.choices(bench)}
    assert [bet for bet, text in told.items() if "and so it is" in text] == [BETS[len(ended)]]
    assert ended == tuple(
        i for i, line in enumerate(lab_data.told(bench).endings, 1) if line[1] == "right"
    )
    for text in told.values():
        assert all(str(i) in text for i in ended)
        assert ended or "no pane" in text


def test_no_more_can_be_bet_than_there_are_panes(page: Opened) -> None:
    test = page(**SMALL, panes="query.random.first.random,query.random.first.halving", bet="3")
    assert [b.key for b in test.button if str(b.key).startswith("bet-")] == [
        *("bet-0", "bet-1", "bet-2", "bet-skip")
    ]
    bench = Bench((Lane(),) * 2)
    for placed in (None, Bet.SKIPPED, Bet.ASKER, Bet.THREE_OF_SIX):
        assert lab_betting.answer(bench, (1,), placed=placed) == ""


def test_a_bet_is_in_the_link_and_off_when_the_run_is_another(page: Opened) -> None:
    test = page(**SMALL, rounds="3")
    fine(test.button("bet-2").click().run())
    assert test.query_params["bet"] == "2"
    assert "You bet: <strong>two</strong>" in words(test)
    widget(test, "slider", key="lab-rounds").set_value(4)
    fine(test.run())
    assert (test.query_params["bet"], test.query_params["round"]) == ("skipped", "4")
    fine(test.button("bet-again").click().run())
    assert "bet" not in test.query_params
    assert not test.button("bet-skip").disabled


def test_a_bet_is_answered_without_the_player_too(page: Opened) -> None:
    told = words(page(bet="4", player="plain"))
    assert "You bet <strong>all four</strong>. Right in the end: <strong>panes 3 and 4" in told


def test_every_form_of_the_run_opens_and_carries_the_fingerprint() -> None:
    study = SCENES[1].study
    done = lab_data.runs(study.bench)
    content = json.loads(lab_exports.as_json(study))
    assert content["fingerprint"] == done.fingerprint
    assert lab_link.from_query(content["link"])[0] == study
    lines = list(csv.DictReader(io.StringIO(lab_exports.as_csv(study).decode())))
    assert {line["pane"] for line in lines} == {"1", "2", "3"}
    drawn = lab_exports.picture(study)
    assert paper.as_pdf(drawn).startswith(b"%PDF-")
    assert ET.fromstring(paper.as_svg(drawn)).tag.endswith("svg")
    stood = lab_exports.as_page(study).decode()
    assert done.fingerprint in stood
    assert len(stood) <= 130_000


def test_a_busy_server_says_so(page: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SLOTS", 0)
    test = page(**TINY_MAP | {"seed": "99"})
    fine(test.button("lab-start").click().run())
    assert "two maps are being computed on this server" in words(test)
