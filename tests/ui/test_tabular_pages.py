"""The pages about the tabular language model, without a browser: scenes, bets, knobs, files."""

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from teachsim.draw import Theme
from teachsim.gallery.claims import claim
from teachsim.gallery.tabular import know, say_idk
from teachsim.gallery.tabular.knobs import Knob, Scene
from teachsim.tabular import Knowledge, Reward, exact, objectives, thresholds
from teachsim.ui import tabular_data, tabular_exports, tabular_know, tabular_phase, tabular_say_idk
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.tabular_look import PARTS, SKIPPED
from teachsim.ui.tabular_session import opened
from teachsim.ui.views.tabular_takeaway import FORMS
from teachsim.ui.words import WORDS, say
from tests.draw.test_pictures import outside
from tests.ui import pages
from tests.ui.pages import fine, plain, widget

KNOW, IDK = tabular_know.CHAPTER, tabular_say_idk.CHAPTER
SCENES = [(chapter, scene) for chapter in CHAPTERS for scene in chapter.page.scenes]
NAMED = pytest.mark.parametrize(
    ("chapter", "scene"), SCENES, ids=[f"{c.prefix}-{scene.word}" for c, scene in SCENES]
)
EACH = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.prefix)

Page = Callable[..., AppTest]


def _tabular(number: int) -> None:
    from teachsim.ui.tabular_chapters import CHAPTERS
    from teachsim.ui.views import tabular

    tabular.show(CHAPTERS[number])


@pytest.fixture
def page() -> Iterator[Page]:
    def opened(chapter: Chapter, **query: str) -> AppTest:
        return pages.drawn(_tabular, CHAPTERS.index(chapter), query=query)

    yield opened
    tabular_data.clear()


# ---------------------------------------------------------------- every page
@NAMED
def test_each_scene_opens_on_its_story(page: Page, chapter: Chapter, scene: Scene) -> None:
    test = page(chapter, preset=scene.word)
    told = plain(test)
    assert chapter.story(scene.setting, scene.word) == scene.word
    assert claim(scene.claim).question in told
    assert claim(scene.claim).fails[:40] in told
    assert f"<code>{chapter.page.run(scene.setting).fingerprint}</code>" in told
    assert say(f"{chapter.prefix}-turn-{chapter.turns[scene.word]}")[:30] in told
    shown = "".join(part for part in told.split("<") if not part.startswith("img"))
    assert "{" not in shown.replace("{0", "")


@NAMED
def test_one_bet_wins_and_each_has_its_words(chapter: Chapter, scene: Scene) -> None:
    on = chapter.bet(chapter.page.run(scene.setting))
    assert on.wins in on.choices
    asked = {f"{chapter.prefix}-bet-{word}" for word in (on.question, *on.choices)}
    assert asked <= set(WORDS)


@EACH
def test_a_bet_is_answered_whichever_way_it_goes(page: Page, chapter: Chapter) -> None:
    on = chapter.bet(chapter.page.run(chapter.page.default.setting))
    test = page(chapter)
    assert "You bet" not in plain(test)
    for choice in on.choices:
        test = fine(test.button(f"bet-{choice}").click().run())
        assert test.query_params["bet"] == choice
        assert ("and so it is" in plain(test)) == (choice == on.wins)
        test = fine(test.button("bet-again").click().run())
    assert "bet" not in test.query_params
    assert SKIPPED in fine(test.button("bet-skip").click().run()).query_params["bet"]


@EACH
def test_the_one_knob_changes_the_run_and_calls_the_bet_off(page: Page, chapter: Chapter) -> None:
    on = chapter.bet(chapter.page.run(chapter.page.default.setting))
    test = page(chapter, bet=on.wins)
    before = tabular_data.fingerprint(chapter, chapter.page.default.setting)
    name = chapter.turns[chapter.page.default.word]
    knob = next(knob for knob in chapter.page.knobs if knob.name == name)
    kind = "button_group" if isinstance(knob.values[0], str) else "select_slider"
    other = next(
        value
        for value in reversed(knob.values)
        if value != getattr(chapter.page.default.setting, name)
    )
    turned = widget(test, kind, key=f"{chapter.prefix}-knob-{name}").set_value(other).run()
    setting = replace(chapter.page.default.setting, **{name: other})
    assert fine(turned).query_params[name] == knob.show(setting)
    assert turned.query_params["bet"] == SKIPPED
    after = tabular_data.fingerprint(chapter, setting)
    assert after != before
    assert f"<code>{after}</code>" in plain(turned)


@EACH
def test_every_knob_stands_behind_the_rules(page: Page, chapter: Chapter) -> None:
    test = page(chapter)
    for knob in chapter.page.knobs:
        words_ = isinstance(knob.values[0], str)
        kind = "button_group" if words_ else "select_slider"
        found = widget(test, kind, key=f"{chapter.prefix}-rule-{knob.name}")
        assert found.value == getattr(chapter.page.default.setting, knob.name)
        if words_:
            assert {f"{chapter.prefix}-{knob.name}-{value}" for value in knob.values} <= set(WORDS)


def turned_to(chapter: Chapter, name: str, value: Any) -> Any:
    """The default with one knob turned, and another that this does not go together with, if any."""
    start = chapter.page.default.setting
    for also in ({}, *({knob.name: knob.values[0]} for knob in chapter.page.knobs)):
        try:
            return replace(start, **(also | {name: value}))
        except ValueError:
            continue
    raise AssertionError(f"{name}={value} goes with nothing")


def extremes() -> list[tuple[Chapter, Knob, Any]]:
    return [
        (chapter, knob, value)
        for chapter in CHAPTERS
        for knob in chapter.page.knobs
        for value in (knob.values[0], knob.values[-1])
    ]


@pytest.mark.parametrize(
    ("chapter", "knob", "value"), extremes(), ids=lambda x: getattr(x, "name", None)
)
def test_every_knob_at_its_ends_is_drawn_with_no_label_outside(
    chapter: Chapter, knob: Knob, value: Any
) -> None:
    setting = turned_to(chapter, knob.name, value)
    runs = chapter.page.run(setting)
    for narrow in (False, True):
        for row in chapter.pictures(runs, narrow):
            assert [text for picture in row for text in outside(picture)] == []
            assert narrow <= (len(row) == 1)
            assert sum(picture.width for picture in row) <= (460 if narrow else 1_120)
    story = chapter.story(setting, chapter.page.default.word)
    filled = chapter.numbers(runs)
    for kind in ("told", "intro"):
        assert "{" not in say(f"{chapter.prefix}-{kind}-{story}").format(**filled)
    assert chapter.bet(runs).wins in chapter.bet(runs).choices


@EACH
def test_a_bad_link_is_told_and_shows_what_could_be_used(page: Page, chapter: Chapter) -> None:
    knob = chapter.page.knobs[0]
    test = page(chapter, **{knob.name: "-7", "bet": "<b>", "lock": "bet,x", "preset": "y"})
    told = plain(test)
    assert f"The link asked for {knob.name}='-7'" in told
    assert "The link’s bet=<b> could not be used." in told
    assert "The link’s lock=x could not be used, as all that" in told
    assert "The link asked for preset='y'" in told
    assert test.button("bet-skip") is not None
    assert all(button.disabled for button in test.button if button.key != "bet-skip")


@EACH
def test_controls_can_be_locked_and_hidden_by_link(page: Page, chapter: Chapter) -> None:
    names = [knob.name for knob in chapter.page.knobs]
    locked = page(chapter, lock=",".join(["preset", *names]))
    for kind in ("select_slider", "button_group"):
        assert all(getattr(found, "disabled", False) for found in locked.get(kind))
    hidden = page(chapter, hide=",".join([*PARTS, *names]))
    assert not [*hidden.button, *hidden.get("select_slider"), *hidden.get("button_group")]
    assert say("explain") not in plain(hidden)
    assert not hidden.get("download_button")


@EACH
def test_a_scene_is_opened_afresh(page: Page, chapter: Chapter) -> None:
    other = chapter.page.scenes[1].word
    test = page(chapter, bet=SKIPPED)
    scenes = widget(test, "button_group", key=f"{chapter.prefix}-scene")
    assert dict(fine(scenes.set_value(other).run()).query_params) == {"preset": other}


@EACH
def test_files_carry_the_data_and_the_same_fingerprint(chapter: Chapter) -> None:
    setting = chapter.page.default.setting
    files = {form.word: form.make(opened(chapter, {})) for form in FORMS}
    print_ = tabular_data.fingerprint(chapter, setting)
    assert files["pdf"].startswith(b"%PDF")
    assert files["svg"].startswith(b"<svg")
    assert print_ in files["svg"].decode()
    assert files["script"].decode() == chapter.page.script(setting)
    head, *rows = csv.reader(io.StringIO(files["csv"].decode()))
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    assert outside(tabular_data.figure(chapter, setting)) == []

    content = json.loads(files["json"])
    assert content["fingerprint"] == print_
    assert content["link"] == {}
    assert chapter.page.default.setting == type(setting)(**content["setting"])
    assert content["columns"] == head
    assert [[str(cell) for cell in row] for row in content["rows"]] == rows
    assert content["numbers"] == dict(tabular_data.numbers(chapter, setting))


@NAMED
def test_the_web_page_holds_pictures_and_words_and_asks_nobody_for_anything(
    chapter: Chapter, scene: Scene
) -> None:
    trip = opened(chapter, {"preset": scene.word})
    made = tabular_exports.as_page(trip)
    page = html.unescape(made.decode())
    assert len(made) <= 100_000
    assert claim(scene.claim).question in page
    assert claim(scene.claim).fails in page
    assert tabular_data.fingerprint(chapter, scene.setting) in page
    assert chapter.page.script(scene.setting) in page
    for row in chapter.pictures(chapter.page.run(scene.setting), False):
        for picture in row:
            assert picture.title in page
            assert picture.description in page
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe)|https?://(?!\S*\bdoi)", page)


def test_nothing_is_kept_without_bound() -> None:
    kept = (tabular_data.run, tabular_data.shown, tabular_data.numbers, tabular_data.bet)
    more = (tabular_phase.phase, tabular_know._readings, tabular_data.fingerprint)
    assert all(0 < (cached.cache_info().maxsize or 0) <= 64 for cached in (*kept, *more))


@EACH
def test_a_page_is_small_enough_to_be_sent_at_each_turn(chapter: Chapter) -> None:
    shown = tabular_data.shown(opened(chapter, {}), theme=Theme.LIGHT)
    assert len(shown) < 400_000
    assert shown.count("<img") == shown.count("alt=")


# ---------------------------------------------------------------- numbers are the API's
@pytest.mark.parametrize("penalty", [0.5, 3.0])
def test_the_shares_on_the_wall_are_those_of_exact_training(page: Page, penalty: float) -> None:
    reward = Reward(1.0, -penalty, 0.0)
    rate = 2 / max(1.0, penalty)
    sft = exact.train(Knowledge(), objectives.SFT("gold"), reward, steps=400, rate=rate)
    rl = exact.train(Knowledge(), objectives.PolicyGradient(), reward, steps=400, rate=rate)
    told = plain(page(KNOW, penalty=f"{penalty:g}"))
    for run in (sft, rl):
        right, made_up, idk = run.held_out.by_knowledge[-1, 0] * 100
        expected = f"does not know: right {right:.0f} %, made up {made_up:.0f} %, "
        assert f"{expected}“I don’t know” {idk:.0f} %." in told.lower().replace("“i ", "“I ")
    assert f"<dd>{rl.held_out.by_knowledge[-1, 0, 1] * 100:.0f} %</dd>" in told
    assert f"<dd>{rl.held_out.over_conservativeness[-1] * 100:.0f} %</dd>" in told
    pays = f"{reward.threshold:.2f}".rstrip("0").rstrip(".")
    assert f"<dd>{pays}</dd>" in told


def test_ticks_of_the_meter_are_the_predicted_thresholds(page: Page) -> None:
    reward = Reward(1.0, -3.0, 0.0)
    told = plain(page(KNOW, preset="honest"))
    for name in ("policy gradient", "GRPO", "KL-RL", "DPO"):
        value = thresholds.predicted(thresholds.USUAL[name], reward)
        assert f"{name}: theory says that it answers from {value:.2f} on" in told
    assert "SFT oracle: theory has no line from which it answers" in told


@pytest.mark.parametrize(("c", "p"), [(0.5, 0.2), (0.5, 0.6), (3.1, 0.6), (8.9, 0.95)])
def test_the_phase_diagram_is_exact_training_of_a_model_that_knows_so_much(
    c: float, p: float
) -> None:
    rows, columns = tabular_phase.GRID
    shown = tabular_phase.phase(0.0, 0.2)
    r, k = int(p * rows), int(c / tabular_phase.DEAREST * columns)
    p, c = (r + 0.5) / rows, (k + 0.5) / columns * tabular_phase.DEAREST
    lucky = (1 - Knowledge().misbelief) / (Knowledge().answers - 1)  # right without being known
    world = Knowledge(bins=1, known=(p - lucky) / (1 - lucky), d_prime=0.0, recall=1.0)
    rate = 2 / max(1.0, c)
    run = exact.train(world, objectives.PolicyGradient(), Reward(1, -c, 0), steps=400, rate=rate)
    assert shown[r, k] == pytest.approx(run.gate[-1, 0], abs=1e-9)
    assert (shown[r, k] > 0.5) == (p > c / (1 + c))


def test_paths_and_the_wait_are_those_of_the_api(page: Page) -> None:
    runs = say_idk.run(say_idk.Setting())
    told = plain(page(IDK))
    for path in runs.paths:
        x, y = (f"{value:.0f} %" for value in path[-1] * 100)
        assert f"“I don’t know” to {x} of what it does not know, and answering {y}" in told
    assert f"<dd>{runs.wait:.0f}</dd>" in told
    found = tabular_say_idk.waits(say_idk.Setting())
    far = tabular_say_idk.RARITY > 1e4
    assert found["reward"][far] == pytest.approx(found["law"][far], rel=0.01)
    assert (np.diff(found["examples"]) > 0).all()


def test_the_first_bets_are_won_by_the_story() -> None:
    wins = {
        scene.word: chapter.bet(chapter.page.run(scene.setting)).wins
        for chapter in (KNOW, IDK)
        for scene in chapter.page.scenes
    }
    assert wins == {
        "makes-it-up": "shown",
        "all-known": "all",
        "honest": "shown",
        "no-penalty": "all",
        "no-self-knowledge": "shown",
        "by-rote": "all",
        "warm-start": "warm",
        "cold-start": "out",
        "likely-enough": "in",
        "window-closed": "cold",
    }


def test_what_there_is_none_of_has_no_row() -> None:
    def named(setting: know.Setting) -> set[str]:
        (wall,), *_ = tabular_know.pictures(know.run(setting), False)
        return {s.text for s in wall.shapes if s.key.startswith("row-")}

    assert named(know.Setting(known=1.0)) == {"It knows"}
    assert named(know.Setting()) == {"It knows", "Does not know"}
    assert named(know.Setting(memory=30.0)) == {"It knows", "Does not know", "Was taught"}
