"""Links for a class: every page, every control locked or hidden, and names that no page has."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings
from streamlit.testing.v1 import AppTest

from teachsim.ui.lesson_links import Lesson, built, lessons, pasted
from teachsim.ui.words import say
from tests.ui import pages
from tests.ui.pages import plain

LESSONS = {lesson.path: lesson for lesson in lessons()}
EACH = pytest.mark.parametrize("path", LESSONS)
STRANGE = st.text(max_size=30) | st.sampled_from(
    ["sun", "seed", "SEED", "seed\n", "knob,,knob", "preset,moon", "\x00", ",", "ß" * 200]
)


def _page(path: str) -> None:
    import importlib

    from teachsim.ui.tabular_chapters import CHAPTERS

    chapter = next((chapter for chapter in CHAPTERS if chapter.page.word == path), None)
    if chapter is None:
        importlib.import_module(f"teachsim.ui.views.{path}").show()
    else:
        importlib.import_module("teachsim.ui.views.tabular").show(chapter)


def page(path: str, **query: str) -> AppTest:
    return pages.drawn(_page, path, query=query)


def widgets(test: AppTest) -> list[Any]:
    kinds = ("selectbox", "slider", "select_slider", "number_input", "button_group", "button")
    return [found for kind in (*kinds, "multiselect", "file_uploader") for found in test.get(kind)]


def open_ones(test: AppTest) -> int:
    return sum(not found.disabled for found in widgets(test))


def size(test: AppTest) -> int:
    return len(widgets(test)) + len(test.get("download_button")) + len(plain(test))


# ---------------------------------------------------------------- the codec
@st.composite
def lists(draw: st.DrawFn) -> tuple[Lesson, str, frozenset[str], frozenset[str]]:
    lesson = draw(st.sampled_from(list(LESSONS.values())))
    scene = draw(st.sampled_from(sorted(lesson.scenes)))
    lock = draw(st.frozensets(st.sampled_from(sorted(lesson.lockable))))
    hide = draw(st.frozensets(st.sampled_from(sorted(lesson.controls))))
    return lesson, scene, lock, hide


@given(lists())
@settings(max_examples=100)
def test_a_lesson_is_restored_by_its_link(
    drawn: tuple[Lesson, str, frozenset[str], frozenset[str]],
) -> None:
    lesson, scene, lock, hide = drawn
    query, problems = built(lesson, lesson.scenes[scene][1], lock=lock, hide=hide)
    assert problems == ()
    assert {name for name in query.get("lock", "").split(",") if name} == lock
    assert {name for name in query.get("hide", "").split(",") if name} == hide
    assert lesson.read(query) == (query, ())
    assert pasted(f"http://localhost:8501/{lesson.path}?{urlencode(query)}") == (lesson, query)


@given(st.sampled_from(sorted(LESSONS)), STRANGE, STRANGE)
@settings(max_examples=300)
@example("gold", "seed", "own")
@example("play", "bet", "x" * 100_000)
def test_what_no_page_can_lock_or_hide_is_said_in_one_sentence_and_the_rest_holds(
    path: str, lock: str, hide: str
) -> None:
    lesson = LESSONS[path]
    query, problems = lesson.read({"lock": lock, "hide": hide})
    known = {"lock": lesson.lockable, "hide": frozenset(lesson.controls)}
    asked = {name: {word.strip() for word in text.split(",")} - {""}
             for name, text in (("lock", lock), ("hide", hide))}  # fmt: skip
    assert len(problems) == sum(bool(asked[name] - known[name]) for name in known)
    for name in known:
        assert set(query.get(name, "").split(",")) - {""} == asked[name] & known[name]
    assert all(len(problem) <= 400 for problem in problems)


@EACH
def test_a_name_that_the_page_does_not_have_is_answered_with_those_that_it_has(path: str) -> None:
    lesson = LESSONS[path]
    _, problems = lesson.read({"lock": "sun,preset", "hide": "moon"})
    lockable, hideable = ", ".join(sorted(lesson.lockable)), ", ".join(sorted(lesson.controls))
    assert problems == (
        f"The link’s lock=sun could not be used, as all that this page can lock is {lockable}; "
        "use those names, or build the link on “Teach & cite”.",
        f"The link’s hide=moon could not be used, as all that this page can hide is {hideable}; "
        "use those names, or build the link on “Teach & cite”.",
    )


@pytest.mark.parametrize(
    "link", ["", "start", "http://[", "//elsewhere/?a", "x" * 10_000, "?" + "a=b&" * 500]
)
def test_a_link_that_leads_to_no_page_is_refused_and_the_pages_are_named(link: str) -> None:
    with pytest.raises(ValueError, match="This link leads to no page with controls") as refused:
        pasted(link)
    assert "mislead, gold, know-or-make-up" in str(refused.value)


def test_a_lesson_made_of_a_run_starts_with_the_bet_at_the_first_round() -> None:
    lesson, query = pasted("localhost/mislead?seed=3&bet=asker&round=9&lock=sun&hide=take")
    assert built(lesson, query, lock={"seed"}) == ({"seed": "3", "lock": "seed"}, ())


# ---------------------------------------------------------------- the pages
@cache
def opened(path: str, scene: str = "") -> tuple[int, int]:
    """How many widgets a page has that can be used, and how much there is on it."""
    query = LESSONS[path].scenes[scene][1] if scene else {}
    return measured(page(path, **query))


def measured(test: AppTest) -> tuple[int, int]:
    return open_ones(test), size(test)


@EACH
def test_a_bad_name_is_told_on_the_page_which_opens_as_ever(path: str) -> None:
    test = page(path, lock="sun")
    assert "lock=sun could not be used" in plain(test)
    assert "lock" not in test.query_params
    assert open_ones(test) == opened(path)[0]


KINDS = (
    "mislead",
    "gold",
    "play",
    "lab",
    "say-idk",
)  # those about the language model are all one view
CONTROLS = [(path, name) for path in KINDS for name in LESSONS[path].controls]


@pytest.mark.parametrize(("path", "name"), CONTROLS)
def test_each_control_can_be_hidden(path: str, name: str) -> None:
    """On some scene: not all controls stand on each, and a game is explained when it is over."""
    lesson = LESSONS[path]
    if (path, name) == ("play", "explain"):
        assert size(page(path, over="1", hide=name)) < size(page(path, over="1"))
        return
    assert any(
        measured(page(path, **query, hide=name))[name in {"explain", "take"}]
        < opened(path, scene)[name in {"explain", "take"}]
        for scene, (_, query) in lesson.scenes.items()
    )


LOCKS = [(path, name) for path in KINDS for name in sorted(LESSONS[path].lockable)]


@pytest.mark.parametrize(("path", "name"), LOCKS)
def test_each_control_can_be_locked(path: str, name: str) -> None:
    lesson = LESSONS[path]
    assert any(
        open_ones(page(path, **query, lock=name)) < opened(path, scene)[0]
        for scene, (_, query) in lesson.scenes.items()
    )


GAME = ("undo", "end", "again", "question-", "point-", "FormSubmitter")
"""Keys of the moves of a game: a game without any is none."""


@EACH
def test_with_everything_locked_nothing_can_be_turned_but_the_bet_be_skipped(path: str) -> None:
    lesson = LESSONS[path]
    test = page(path, lock=",".join(lesson.lockable))
    left = {str(found.key) for found in widgets(test) if not found.disabled}
    assert {key for key in left if not key.startswith(GAME)} <= {
        "bet-skip",
        "all-numbers-find",
        "proof",
    }


@EACH
def test_with_everything_hidden_there_is_nothing_to_turn_or_take(path: str) -> None:
    lesson = LESSONS[path]
    test = page(path, hide=",".join(lesson.controls))
    left = {str(found.key) for found in widgets(test)}
    assert not {key for key in left if not key.startswith(GAME)}
    assert not test.get("download_button")
    assert say("explain") not in plain(test)
