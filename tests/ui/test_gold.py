"""The page Gold as streamlit draws it, without a browser: every scene, bet, knob and file."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from teachsim.gallery.gold import MAX_ROUNDS, SCENES, Learner, Scene, Setting, View, scene
from teachsim.gallery.gold_families import OFFERS, TRUTHS, lure_of
from teachsim.gallery.gold_link import to_query
from teachsim.symbolic.limit import Panel, Task
from teachsim.ui import (
    gold_betting,
    gold_data,
    gold_ending,
    gold_explain,
    gold_panes,
    gold_saying,
    gold_session,
    gold_table,
    gold_why,
    guard,
)
from teachsim.ui.viewing import Bet
from teachsim.ui.views.gold_takeaway import FORMS
from teachsim.ui.words import say
from tests.draw.test_pictures import outside
from tests.ui import pages
from tests.ui.pages import fine, widget, words

ADVERSARY = SCENES[0].setting


def _gold() -> None:
    from teachsim.ui.views import gold

    gold.show()


@pytest.fixture
def page() -> Iterator[Callable[..., AppTest]]:
    def opened(**query: str) -> AppTest:
        return pages.drawn(_gold, query=query)

    yield opened
    for cached in (gold_data.run, gold_data.film_at, gold_data.fingerprint):
        cached.cache_clear()


def turned(test: AppTest, kind: str, *, key: str, to: Any) -> AppTest:
    return fine(widget(test, kind, key=key).set_value(to).run())


@pytest.mark.parametrize("offered", SCENES, ids=lambda offered: offered.word)
@pytest.mark.parametrize("player", ["film", "plain"])
def test_each_scene_opens_on_its_story(
    page: Callable[..., AppTest], offered: Scene, player: str
) -> None:
    test = page(preset=offered.word, player=player)
    told = words(test)
    assert widget(test, "button_group", key="gold-scene").value == offered.word
    assert gold_data.fingerprint(offered.setting) in told
    assert gold_why.story(gold_data.run(offered.setting)) == offered.word
    assert say(f"gold-why-{offered.word}")[:40] in told
    assert say(f"gold-knob-{offered.word}").partition("{")[0] in told


@pytest.mark.parametrize("offered", SCENES, ids=lambda offered: offered.word)
def test_every_bet_gets_an_answer_and_one_wins(
    page: Callable[..., AppTest], offered: Scene
) -> None:
    done = gold_data.run(offered.setting)
    answers = {
        bet: gold_betting.answer(offered.setting, done, placed=bet)
        for bet in gold_betting.choices(offered.setting)
    }
    assert sum("and so it is" in answer for answer in answers.values()) == 1
    assert all(answers.values())
    assert gold_betting.answer(offered.setting, done, placed=Bet.SKIPPED) == ""
    placed = gold_betting.choices(offered.setting)[0]
    test = fine(page(preset=offered.word).button(f"bet-{placed}").click().run())
    assert test.query_params["bet"] == placed
    assert "You bet" in words(test)
    again = fine(test.button("bet-again").click().run())
    assert not again.button(f"bet-{placed}").disabled


def test_the_learner_with_both_marks_wins_the_first_bet_and_nobody_wins_with_small_sets() -> None:
    assert gold_betting.outcome(gold_data.run(ADVERSARY)) is Bet.ASKER
    small = replace(ADVERSARY, learner=Learner.SMALLEST)
    assert gold_betting.outcome(gold_data.run(small)) is Bet.NEITHER
    assert gold_betting.outcome(gold_data.run(SCENES[1].setting)) is Bet.BOTH
    assert gold_betting.outcome(gold_data.run(SCENES[3].setting)) is Bet.ONE_OF_SIX


def test_the_knob_of_the_first_scene_changes_the_run_and_calls_the_bet_off(
    page: Callable[..., AppTest],
) -> None:
    test = turned(page(bet="both"), "slider", key="gold-knob-place", to=3)
    assert test.query_params["place"] == "3"
    assert test.query_params["bet"] == "skipped"
    assert gold_data.fingerprint(replace(ADVERSARY, place=3)) in words(test)


@pytest.mark.parametrize(
    ("kind", "name", "to", "shown"),
    [
        ("selectbox", "family", "multiples", "multiples"),
        ("selectbox", "target", 4, "4"),
        ("selectbox", "learner", Learner.WAITS, "waits"),
        ("slider", "rounds", 40, "40"),
        ("button_group", "view", View.PANEL, "panel"),
        ("button_group", "view", View.SPEAK, "speak"),
    ],
)
def test_every_rule_can_be_changed(
    page: Callable[..., AppTest], kind: str, name: str, to: Any, shown: str
) -> None:
    test = turned(page(), kind, key=f"gold-rule-{name}", to=to)
    assert test.query_params[name] == shown


def test_a_scene_is_opened_afresh(page: Callable[..., AppTest]) -> None:
    test = page(place="3", bet="both", round="7")
    test = turned(test, "button_group", key="gold-scene", to="speak")
    assert dict(test.query_params) == {"preset": "speak"}


def test_controls_can_be_locked_and_hidden_by_link(page: Callable[..., AppTest]) -> None:
    test = page(lock="bias,preset", hide="explain,take,bet")
    assert widget(test, "slider", key="gold-knob-place").disabled
    assert widget(test, "button_group", key="gold-scene").disabled
    assert not test.button
    assert say("explain") not in words(test)


def test_a_bad_link_is_told_and_shows_what_could_be_used(page: Callable[..., AppTest]) -> None:
    test = page(family="nonsense", rounds="9999", view="speak", target="7", bet="x")
    told = words(test)
    assert "The link asked for family='nonsense'; using segments." in told
    assert "The link asked for rounds='9999'; using 24." in told
    assert test.query_params["view"] == "speak"


ALL = [
    Setting(view, offered.word, target, learner, rounds=rounds)
    for view in View
    for offered in OFFERS
    for target in ([None] if view is View.NAME and lure_of(offered.word) else []) + [0, 6]
    for learner, rounds in ((Learner.LATE, 1), (Learner.SMALLEST, 9))
]


@pytest.mark.parametrize("setting", ALL, ids=lambda s: "-".join(to_query(s).values()) or "default")
def test_every_run_is_drawn_with_no_label_outside(setting: Setting) -> None:
    film = gold_data.film(setting)
    for frame in (film.frames[0], film.frames[-1]):
        assert [text for picture in frame.pictures for text in outside(picture)] == []
        assert "{" not in frame.spoken.replace("{0", "").replace("{−", "")
        assert not re.search(r"-\d|\.\.\.", frame.spoken), "as programs write it, not as print does"
    assert film.rounds == setting.rounds


def test_the_places_on_the_line_are_those_of_the_instances() -> None:
    pair = gold_data.run(SCENES[2].setting)
    assert not isinstance(pair, Panel)
    line, (one, other) = gold_panes.window(pair), gold_panes.tracks(pair)
    assert line.names[0 - line.low] == "0"
    assert [step.shown for step in one.steps][:6] == [0, -1, 1, -2, 2, -3]
    assert one.truth.places[0] == -3
    assert one.truth.beyond
    assert not one.truth.before
    assert one.counts[-1] == sum(not step.true for step in one.steps) == 18
    assert other.counts[-1] == 0


@pytest.mark.parametrize("rounds", [1, 5, 24, 60])
def test_a_run_is_told_as_growth_up_to_its_horizon(rounds: int) -> None:
    pair = gold_data.run(replace(ADVERSARY, learner=Learner.SMALLEST, rounds=rounds))
    assert not isinstance(pair, Panel)
    told = gold_ending.ending(pair, 0)
    assert f"{rounds} rounds" in told or f"of {rounds} " in told
    if rounds > 1:
        grown = f"{rounds - 1} changes of mind in {rounds} rounds, and more may follow."
        assert told == grown


def test_no_verdict_but_right_falls_before_the_end() -> None:
    for offered in (SCENES[0], SCENES[2], SCENES[4]):
        pair = gold_data.run(offered.setting)
        assert not isinstance(pair, Panel)
        for i in range(2):
            stands = [told.stands for told in gold_saying.words(pair, i).told]
            assert set(stands[:-1]) <= {"open", "right"}
            assert stands[-1] != "open"


def test_the_panel_says_what_is_proved_of_each_task_and_by_whom() -> None:
    panel = gold_data.run(SCENES[3].setting)
    assert isinstance(panel, Panel)
    told = {
        (task, both): gold_table.proved(panel, task, negatives=both)
        for task in Task
        for both in (False, True)
    }
    assert told[Task.GENERATE, False] == told[Task.IDENTIFY, True] == say("gold-panel-possible")
    assert told[Task.DETECT, False] == told[Task.BREADTH, False] == say("gold-panel-impossible")
    head, *rows = gold_explain.theorems()
    assert len(rows) == 8
    assert all(len(row) == len(head) for row in rows)
    assert any("arXiv:2404.06757" in row[-1] for row in rows)


@pytest.mark.parametrize("word", ["adversary", "speak", "breadth"])
def test_the_data_hold_every_learner_and_round(word: str) -> None:
    offered = scene(word)
    assert offered is not None
    by_word = {form.word: form.make(offered.setting) for form in FORMS}
    rows = list(csv.DictReader(io.StringIO(by_word["csv"].decode())))
    learners = 8 if offered.setting.view is View.PANEL else 2
    assert len(rows) == learners * offered.setting.rounds
    assert {row["right"] for row in rows} == {"0", "1"}
    assert by_word["png"].startswith(b"\x89PNG")
    assert by_word["pdf"].startswith(b"%PDF-")
    content = json.loads(by_word["json"])
    assert content["fingerprint"] == gold_data.fingerprint(offered.setting)
    assert gold_session.opened(content["link"]).setting == offered.setting
    assert len(content["rows"]) == len(by_word["csv"].splitlines()) - 1
    assert by_word["svg"].startswith(b"<svg")
    prints = gold_data.fingerprint(offered.setting)
    assert prints in by_word["html"].decode()
    assert prints in by_word["svg"].decode()
    assert len(by_word["html"]) <= 100_000


def test_the_longest_runs_stay_within_what_the_page_may_spend() -> None:
    for view in View:
        assert gold_data.cost(Setting(view, target=TRUTHS - 1, rounds=MAX_ROUNDS)) < 200_000


def test_a_run_that_the_server_cannot_take_on_is_refused_in_words(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise guard.RefusedError("too many long runs are under way")

    monkeypatch.setattr(guard, "slot", full)
    test = page(rounds="33")
    assert "This was not run: too many long runs are under way" in words(test)
    assert widget(test, "button_group", key="gold-scene").value == "adversary"
