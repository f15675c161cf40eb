"""Teach & cite without a browser: plans, exercises, the link builder, files, citations."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

import teachsim as ts
from teachsim.gallery.lessons import EXERCISES, PLANS, Plan, exercise
from teachsim.ui import citing, teach_files, teach_markup
from teachsim.ui.lesson_links import lessons
from teachsim.ui.views.teach import FILES
from teachsim.ui.words import say
from tests.ui import pages
from tests.ui.pages import fine, plain

ROOT = Path(__file__).resolve().parents[2]
BASE = "http://localhost:8501/"
EACH = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(plan.minutes))


def _teach() -> None:
    from teachsim.ui.views import teach

    teach.show()


def page(**query: str) -> AppTest:
    return pages.drawn(_teach, query=query)


def built(test: AppTest) -> str:
    return next(code.value for code in test.code if "//" in code.value or code.value[:1] == "/")


# ---------------------------------------------------------------- plans and exercises
@EACH
def test_a_plan_is_shown_with_its_steps_and_exercises_and_all_links_open_a_run(plan: Plan) -> None:
    shown = plain(page(plan=str(plan.minutes)))
    assert plan.title in shown
    assert f"{plan.minutes} min" in shown
    for line in (*plan.objectives, *(step.text for step in plan.steps)):
        assert line in shown
    for id in plan.exercises:
        assert exercise(id).question in shown
    known = {lesson.path: lesson for lesson in lessons()}
    links = set(re.findall(r'href="([^"]+)"', shown))
    assert links == {step.link for step in plan.steps if step.link} | {e.link for e in EXERCISES}
    for link in links:
        parts = urlsplit(link)
        assert known[parts.path].read(dict(parse_qsl(parts.query)))[1] == ()


def test_answers_are_folded_away() -> None:
    shown = teach_markup.exercises(EXERCISES)
    open_ = html.unescape(re.sub(r"<details>.*?</details>", "", shown, flags=re.DOTALL))
    for told_ in EXERCISES:
        assert told_.question in open_
        assert told_.answer not in open_
        assert told_.wrong_bet not in open_
        assert html.escape(told_.script.rstrip()) in shown


def test_a_length_that_is_not_offered_is_said_and_the_shortest_shown() -> None:
    test = page(plan="7")
    assert "plan=7 could not be used" in plain(test)
    assert PLANS[0].title in plain(test)


def test_another_length_is_written_into_the_address() -> None:
    test = page()
    groups: list[Any] = list(test.get("button_group"))
    next(found for found in groups if found.key == "plan").set_value(90).run()
    assert fine(test).query_params["plan"] == "90"
    assert PLANS[-1].title in plain(test)


# ---------------------------------------------------------------- files
@EACH
@pytest.mark.parametrize("make", [make for *_, make in FILES], ids=[word for word, *_ in FILES])
def test_each_file_of_a_lesson_holds_its_exercises_and_who_to_cite(
    plan: Plan, make: Callable[[Plan, str], bytes]
) -> None:
    text = html.unescape(make(plan, BASE).decode())
    assert plan.title in text
    assert "CC-BY-4.0" in text
    assert citing.field(citing.cff(), "title") in text
    answered = make is not teach_files.as_sheet
    for told_ in map(exercise, plan.exercises):
        assert f"{told_.question} " in text
        assert BASE + told_.link in text
        assert (told_.answer in text) is answered
    assert not re.search(r"<(script|link|img|iframe)", text)


# ---------------------------------------------------------------- the link builder
def test_the_builder_makes_a_link_that_locks_and_hides() -> None:
    test = page()
    assert built(test).endswith("/mislead")
    test.selectbox("build-page").set_value("say-idk").run()
    test.selectbox("build-scene-say-idk").set_value("cold-start").run()
    test.multiselect("build-lock-say-idk").set_value(["preset", "batch"])
    test.multiselect("build-hide-say-idk").set_value(["explain"])
    link = built(fine(test.run()))
    query = dict(parse_qsl(urlsplit(link).query))
    assert urlsplit(link).path.endswith("/say-idk")
    assert query == {"preset": "cold-start", "lock": "batch,preset", "hide": "explain"}


def test_the_builder_starts_from_a_link_that_was_pasted_and_says_what_it_cannot_use() -> None:
    test = page()
    test.text_input("build-paste").set_value(BASE + "gold?preset=speak&rounds=9&bet=asker&target=x")
    fine(test.run())
    assert "target='x'" in plain(test)
    assert dict(parse_qsl(urlsplit(built(test)).query)) == {"preset": "speak", "rounds": "9"}
    assert test.selectbox("build-page").disabled


def test_a_pasted_link_that_leads_nowhere_is_said_and_the_builder_stays() -> None:
    test = page()
    test.text_input("build-paste").set_value("<b>nonsense</b>")
    fine(test.run())
    assert "This link leads to no page with controls: <b>nonsense</b>" in plain(test)
    assert built(test).endswith("/mislead")


# ---------------------------------------------------------------- citations
def test_the_package_carries_the_citation_as_it_is() -> None:
    """`make packaged` renews the copy."""
    assert citing.cff() == (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_all_citations_say_what_the_file_says() -> None:
    title = citing.field(citing.cff(), "title")
    year = citing.field(citing.cff(), "date-released")[:4]
    for text in (citing.bibtex(), citing.apa()):
        assert title in text
        assert year in text
        assert ts.__version__ in text
        assert "teachsim contributors" in text
    assert citing.apa() == (
        f"teachsim contributors ({year}). {title} (Version {ts.__version__}) [Computer software]."
    )
    assert say("cite-cff") == "CITATION.cff"
