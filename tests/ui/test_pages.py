"""The pages as streamlit draws them, without a browser: every scene, every control at its ends."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from teachsim.gallery.classes import CHOICES, Choice
from teachsim.gallery.presets import PRESETS, Preset
from teachsim.gallery.setting import MAX_LIES, Asker, Bias, Kind, View
from teachsim.symbolic.outcome import Verdict
from teachsim.ui import data, guard, staying
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.viewing import LOCKABLE, Control
from teachsim.ui.views import start
from teachsim.ui.visit import CONTROLS
from teachsim.ui.words import WORDS
from tests.ui import pages
from tests.ui.pages import SECONDS, fine, widget, words

ROOT = Path(__file__).resolve().parents[2]


def _mislead() -> None:
    from teachsim.ui.views import mislead

    mislead.show()


@pytest.fixture
def page() -> Iterator[Callable[..., AppTest]]:
    def opened(**query: str) -> AppTest:
        return pages.drawn(_mislead, query=query)

    yield opened
    data.runs.cache_clear()


def ended(test: AppTest) -> bool:
    told = words(test)
    return any(word in told for word in ("is <strong>right", "misled", "undecided", "are right"))


EXPECTED = {
    "too-broad": (Verdict.MISLED, Verdict.RIGHT),
    "withholding": (Verdict.MISLED, Verdict.RIGHT),
    "negligent": (Verdict.MISLED, Verdict.RIGHT),
    "helpful": (Verdict.RIGHT, Verdict.RIGHT),
    "slow": (Verdict.RIGHT, Verdict.RIGHT),
    "lies": (Verdict.MISLED, Verdict.RIGHT),
}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.word)
def test_each_scene_tells_its_story(page: Callable[..., AppTest], preset: Preset) -> None:
    word = preset.word
    told = words(page(preset=word))
    numbers = data.page_numbers(preset.setting)
    if word in EXPECTED:
        assert tuple(s.verdict for s in numbers.standings) == EXPECTED[word]
    else:
        assert "<strong>2 of 6 are right:</strong>" in told
    assert numbers.fingerprint in told


def test_the_watcher_is_misled_for_ever_and_the_page_says_so(
    page: Callable[..., AppTest],
) -> None:
    told = words(page())
    assert "The watcher is <strong>misled</strong>" in told
    assert "It could go on for ever: every remaining idea fits all it was shown." in told
    assert "The asker is <strong>right</strong>" in told


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (
            {"teacher": "random", "bias": "smallest"},
            ("The watcher is <strong>undecided</strong>", "the demonstrator has more to show"),
        ),
        (
            {"preset": "helpful", "rounds": "1"},
            ("The watcher is <strong>undecided</strong>", "the demonstrator has more to show"),
        ),
        (
            {"preset": "withholding", "least": "5", "rounds": "3"},
            ("The watcher is <strong>undecided</strong>", "the demonstrator has more to show"),
        ),
        ({"rounds": "1"}, ("so far it believes 1 to 13", "45 ideas still fit")),
        ({"preset": "slow", "rounds": "5"}, ("so far it believes just 6", "8 ideas still fit")),
        ({"preset": "lies", "rounds": "1"}, ("so far it believes just 1", "91 ideas still fit")),
    ],
)
def test_who_may_still_learn_better_is_undecided_and_said_to_believe_what_it_does(
    page: Callable[..., AppTest], link: dict[str, str], told: tuple[str, ...]
) -> None:
    shown = words(page(**link))
    assert not [words for words in told if words not in shown]
    assert "claims no idea" not in shown


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ({}, "After 1 round, who is right?"),
        ({"preset": "lies"}, "Who is right after 1 round?"),
        ({"preset": "both-factors"}, "After 1 round, how many of the six are right?"),
        ({"preset": "negligent"}, "is right after 1 round<"),
        ({"preset": "slow", "rounds": "14"}, "<dt>idea left for the asker</dt><dd>1</dd>"),
        ({"preset": "both-factors", "rounds": "8"}, "<strong>1 of 6 is right:</strong>"),
    ],
)
def test_what_is_one_is_counted_in_the_singular(
    page: Callable[..., AppTest], link: dict[str, str], told: str
) -> None:
    shown = words(page(**({"rounds": "1", "round": "60", "player": "plain"} | link)))
    assert told in shown
    assert not re.search(r"\b1 (rounds|ideas|points|runs)\b", shown)


@pytest.mark.parametrize("name", ["bias", "asker", "teacher", "view"])
def test_every_choice_of_every_list_draws_a_page(page: Callable[..., AppTest], name: str) -> None:
    choices = {"bias": Bias, "asker": Asker, "teacher": Kind, "view": View}[name]
    test = page()
    for choice in choices:
        kind = "button_group" if name in {"bias", "teacher"} else "selectbox"
        widget(test, kind, key=f"rule-{name}").set_value(choice)
        assert ended(fine(test.run()))


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.word)
def test_every_class_draws_a_page_at_its_smallest(
    page: Callable[..., AppTest], choice: Choice
) -> None:
    sizes = "x".join(str(size.low) for size in choice.sizes)
    query = {"class": choice.word, "rounds": "2"}
    assert ended(page(**query | ({"n": sizes} if sizes else {})))


@pytest.mark.parametrize("word", ["intervals", "boxes", "powerset", "orders", "half-planes"])
def test_a_class_draws_a_page_at_its_largest(page: Callable[..., AppTest], word: str) -> None:
    offered = next(choice for choice in CHOICES if choice.word == word)
    sizes = "x".join(str(size.high) for size in offered.sizes)
    assert ended(page(**{"class": word, "n": sizes, "rounds": "3"}))


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.word)
def test_rounds_seed_and_least_at_their_ends_draw_a_page(
    page: Callable[..., AppTest], preset: Preset
) -> None:
    test = page(preset=preset.word)
    for value in (60, 1):
        test.slider("rule-rounds").set_value(value)
        fine(test.run())
    for value in (2**32 - 1, 0):
        test.number_input("rule-seed").set_value(value)
        assert ended(fine(test.run()))
    if preset.setting.view is View.LIES:
        for value in (0, MAX_LIES):
            assert ended(fine(test.slider("rule-lies").set_value(value).run()))
    elif preset.setting.demonstrator.kind is Kind.HOSTILE:
        least = test.slider("rule-least")
        least.set_value(least.max)
        assert ended(fine(test.run()))


def test_a_bet_is_answered_whichever_way_it_goes(page: Callable[..., AppTest]) -> None:
    lost = words(page(player="plain", bet="both", round="12"))
    assert "You bet <strong>both</strong>. It is <strong>only the asker</strong>." in lost
    won = words(page(player="plain", bet="asker", round="12"))
    assert "You bet <strong>only the asker</strong>, and so it is." in won


def test_placing_a_bet_writes_it_into_the_address(page: Callable[..., AppTest]) -> None:
    test = page()
    fine(test.button("bet-asker").click().run())
    assert test.query_params["bet"] == "asker"
    assert "You bet: <strong>only the asker</strong>." in words(test)
    fine(test.button("bet-again").click().run())
    assert "bet" not in test.query_params


def test_a_scene_opens_afresh_and_the_address_follows(page: Callable[..., AppTest]) -> None:
    test = page(seed="3", bet="both", round="4")
    widget(test, "button_group", key="preset").set_value("slow")
    fine(test.run())
    assert dict(test.query_params) == {"preset": "slow"}


def test_turning_a_knob_calls_the_bet_off_and_shows_the_end(page: Callable[..., AppTest]) -> None:
    test = page(bet="asker")
    widget(test, "button_group", key="knob-bias").set_value(Bias.CAUTIOUS)
    fine(test.run())
    assert test.query_params["bet"] == "skipped"
    assert test.query_params["round"] == "12"
    assert "undecided" in words(test)


def test_the_worst_decoy_is_found_and_used(page: Callable[..., AppTest]) -> None:
    test = page(preset="withholding")
    fine(test.button("decoy-find").click().run())
    assert "this learner falls for it" in words(test)
    assert "The watcher is <strong>misled</strong>" in words(test)


def test_no_decoy_is_found_for_a_cautious_learner(page: Callable[..., AppTest]) -> None:
    test = page(bias="cautious")
    fine(test.button("decoy-find").click().run())
    assert WORDS["decoy-nothing"] in words(test)


def test_a_link_that_cannot_be_used_is_said_and_not_raised(page: Callable[..., AppTest]) -> None:
    test = page(seed="-4", lock="sun", n="30000000")
    assert "seed=" in words(test)
    assert "lock=sun" in words(test)
    assert ended(test)


def test_a_link_locks_and_hides_controls(page: Callable[..., AppTest]) -> None:
    test = page(lock="seed,bias,bet,preset", hide="explain,take,own")
    assert test.number_input("rule-seed").disabled
    assert test.button("bet-asker").disabled
    assert not test.get("download_button")
    assert not test.get("file_uploader")
    assert "misled" not in words(test)
    assert not test.selectbox("rule-target").disabled


def test_the_lesson_for_teachers_locks_everything_but_the_bias(
    page: Callable[..., AppTest],
) -> None:
    """As Start says it does; the bet stays open, as a lesson starts with it."""
    locked = {Control(word) for word in start.LESSON["lock"].split(",")}
    assert (LOCKABLE & CONTROLS) - locked == {Control.BIAS, Control.KNOB, Control.BET}
    test = page(**start.LESSON)
    assert widget(test, "button_group", key="preset").disabled
    assert not widget(test, "button_group", key="knob-bias").disabled


def test_a_run_that_is_too_much_is_refused_in_words_and_its_script_is_offered(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "BUDGET_MARKS", 100)
    test = page(seed="31415")  # a run that no other test has done before in this process
    assert "This was not run: 91 ideas on 13 points" in words(test)
    assert "ts.simulate" in test.code[0].value


def test_a_class_of_ones_own_is_read_and_a_bad_one_refused_in_the_readers_words(
    page: Callable[..., AppTest],
) -> None:
    test = page()
    upload = widget(test, "file_uploader", key="own")
    upload.set_value(("mine.csv", b"idea,a,b,c\nall,1,1,1\nfew,1,0,0\n", "text/csv"))
    fine(test.run())
    assert "Your class: 2 ideas on 3 points." in test.success[0].value
    assert ended(test)
    upload = widget(test, "file_uploader", key="own")
    upload.set_value(("bad.csv", b"idea,a,b\nall,1,2\n", "text/csv"))
    fine(test.run())
    assert "row 2, 'all', column 'b' is '2'" in html.unescape(words(test))


def test_a_name_in_a_class_of_ones_own_reaches_no_markdown(page: Callable[..., AppTest]) -> None:
    test = page()
    name = "![x](//elsewhere/x.png)"
    upload = widget(test, "file_uploader", key="own")
    upload.set_value(("mine.csv", f"idea,a,b\n{name},1,1\nfew,1,0\n".encode(), "text/csv"))
    fine(test.run())
    fine(test.button("decoy-find").click().run())
    assert not [element for element in test.markdown if name in element.value]
    assert not [element for element in test.caption if name in element.value]


def test_what_stands_behind_a_button_is_made_once_that_was_opened() -> None:
    closed = pages.drawn(_mislead, query={}, drawers=False)
    assert not [found for found in closed.number_input if found.key == "rule-seed"]
    closed.session_state["ts-rules-opened"] = True
    assert fine(closed.run()).number_input("rule-seed").value == PRESETS[0].setting.seed


def test_where_no_script_runs_it_is_made_at_once() -> None:
    plain = pages.drawn(_mislead, query={"player": "plain"}, drawers=False)
    assert plain.number_input("rule-seed").value == PRESETS[0].setting.seed


@pytest.mark.parametrize(("heard", "seed"), [(1_000.0, 12), (0.0, 11)])
def test_a_click_counts_until_the_browser_has_heard_of_the_address_and_then_a_link_opens_anew(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, heard: float, seed: int
) -> None:
    monkeypatch.setattr(staying, "_HEARD", heard)
    link = {"seed": "11", "class": "intervals"}  # the page says it in fewer words
    test = page(**link)
    assert set(test.query_params) == {"seed"}
    for name, value in link.items():
        test.query_params[name] = value
    test.number_input("rule-seed").set_value(12)
    assert fine(test.run()).number_input("rule-seed").value == seed


def test_the_knob_can_be_locked_while_the_rules_are_open(page: Callable[..., AppTest]) -> None:
    test = page(lock="knob", preset="slow")
    assert widget(test, "selectbox", key="knob-asker").disabled
    assert not widget(test, "selectbox", key="rule-asker").disabled


def test_a_page_that_breaks_says_so_in_words_and_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise RuntimeError("a secret of the server")

    monkeypatch.setattr(start, "show", broken)
    test = fine(AppTest.from_file(ROOT / "app.py", default_timeout=SECONDS).run())
    assert "Something went wrong on our side" in test.error[0].value
    assert "secret" not in test.error[0].value


def test_start_shows_the_film_and_only_chapters_that_exist() -> None:
    test = AppTest.from_file(ROOT / "app.py", default_timeout=SECONDS).run()
    fine(test)
    told = words(test)
    assert "Shown nothing but the truth, and wrong for ever" in told
    links = [link.proto.page for link in test.get("page_link")]
    tabular = {chapter.page.word for chapter in CHAPTERS}
    assert set(links) == {"mislead", "gold", "lab", "play", "teach"} | tabular
