"""Teach & cite: plans of three lengths, exercises with answers, a link builder, the citation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from teachsim.gallery.lessons import EXERCISES, LICENCE, PLANS, Plan, exercise
from teachsim.ui import citing, markup, teach_files, teach_markup
from teachsim.ui.views import teach_links, teach_studies
from teachsim.ui.words import say

FILES: Final[tuple[tuple[str, str, str, Callable[[Plan, str], bytes]], ...]] = (
    ("markdown", "md", "text/markdown", teach_files.as_markdown),
    ("html", "html", "text/html", teach_files.as_page),
    ("sheet", "html", "text/html", teach_files.as_sheet),
)
"""What of a lesson can be taken along: word, suffix, kind and maker of the file."""


def show() -> None:
    """Show the page."""
    st.html(markup.title(say("teach-title"), say("teach-intro")))
    _lesson(_chosen())
    teach_links.show()
    _cite()
    teach_studies.show()


def _chosen() -> Plan:
    """Show the lengths of lessons, and return the plan that the address asks for."""
    st.html(markup.heading(say("lesson-plans")))
    lengths = [plan.minutes for plan in PLANS]
    asked = st.query_params.get("plan", "")
    now = next((n for n in lengths if asked == str(n)), lengths[0])
    if asked and asked != str(now):
        st.html(markup.notice([say("link-unused").format(name="plan", value=asked[:24])]))
    st.session_state["plan"] = now
    st.segmented_control(
        say("lesson-length"),
        lengths,
        format_func=lambda n: say("lesson-minutes").format(n=n),
        key="plan",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: st.query_params.from_dict({"plan": str(st.session_state["plan"])}),
    )
    return next(plan for plan in PLANS if plan.minutes == now)


def _lesson(plan: Plan) -> None:
    """Show a plan, what can be taken along of it, and its exercises."""
    st.html(
        f'<div class="ts-lesson"><h3 class="ts-card-title">{markup.rich(plan.title)}</h3>'
        f"{teach_markup.objectives(plan)}{teach_markup.steps(plan)}</div>"
    )
    with st.container(horizontal=True, gap="small", key="ts-take"):
        for word, suffix, mime, make in FILES:
            st.download_button(
                say(f"lesson-file-{word}"),
                partial(make, plan, teach_links.base()),
                f"teachsim-{plan.minutes}-minutes{'-exercises' * (word == 'sheet')}.{suffix}",
                mime,
                key=f"lesson-{word}",
                on_click="ignore",
            )
    here = [exercise(id) for id in plan.exercises]
    st.html(
        markup.heading(say("lesson-exercises"))
        + f"<p>{markup.rich(say('lesson-exercises-about'))}</p>"
        + teach_markup.exercises(here)
    )
    with st.expander(say("lesson-others")):
        st.html(teach_markup.exercises(told for told in EXERCISES if told not in here))
    licence = say("lesson-licence").format(licence=LICENCE)
    st.html(f'<p class="ts-note">{markup.rich(licence)}</p>')


def _cite() -> None:
    """Show the citation in three forms, each to be copied."""
    st.html(markup.heading(say("cite")) + f"<p>{markup.rich(say('cite-about'))}</p>")
    forms = (("bibtex", citing.bibtex()), ("apa", citing.apa()), ("cff", citing.cff()))
    for word, text in forms:
        with st.expander(say(f"cite-{word}"), expanded=word == "bibtex"):
            language = {"bibtex": "bibtex", "cff": "yaml"}.get(word)
            st.code(text, language=language, wrap_lines=True)
