"""A page about the tabular language model: ask, bet, watch, turn one knob, explain, take away.

One view for all of them; `teachsim.ui.tabular_chapter` says what a page brings along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from teachsim.draw import Theme
from teachsim.gallery.claims import claim
from teachsim.ui import markup, tabular_data, tabular_explain, tabular_session
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_look import EXPLAIN, SKIPPED
from teachsim.ui.tabular_session import Trip
from teachsim.ui.views import tabular_controls, tabular_takeaway
from teachsim.ui.words import say


def show(chapter: Chapter, *, also: Callable[[Trip], None] = lambda _: None) -> None:
    """Show the page.

    Args:
        chapter: What it consists of.
        also: Shows what it has beside the other pages, before what can be taken away.
    """
    trip = tabular_session.arrive(chapter)
    _head(trip)
    _watch(trip)
    tabular_controls.one_knob(trip)
    _explain(trip)
    also(trip)
    tabular_takeaway.show(trip)


def _head(trip: Trip) -> None:
    """Show the claim as a question, what is going on, the bet and the scenes."""
    chapter, setting = trip.chapter, trip.setting
    filled = tabular_data.numbers(chapter, setting)
    intro = say(f"{chapter.prefix}-intro-{trip.story}").format(**filled)
    st.html(markup.title(claim(chapter.claim(setting, trip.start)).question, intro))
    if trip.problems:
        st.html(markup.notice(trip.problems))
    tabular_controls.bet(trip)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-scenes"):
        tabular_controls.scenes(trip)
        tabular_controls.rules(trip)


def _watch(trip: Trip) -> None:
    """Show what the bet is told, the pictures and the fingerprint."""
    answer = _answer(trip)
    if answer:
        st.html(f'<p class="ts-said" role="status">{markup.rich(answer)}</p>')
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    seen = replace(trip, look=replace(trip.look, bet=""), problems=())  # pictures know no bet
    st.html(tabular_data.shown(seen, theme=theme))
    st.html(markup.fingerprint(tabular_data.fingerprint(trip.chapter, trip.setting)))


def _answer(trip: Trip) -> str:
    """Return what the run says to the bet, in words; empty if there was none."""
    placed, on = trip.look.bet, tabular_data.bet(trip.chapter, trip.setting)
    if placed == SKIPPED or placed not in on.choices:
        return ""
    called = {"bet": placed, "truth": on.wins}
    words = {name: say(f"{trip.chapter.prefix}-bet-{word}") for name, word in called.items()}
    return say("won-pair" if placed == on.wins else "lost-pair").format(**words)


def _explain(trip: Trip) -> None:
    """Show what happened and why, how sure that is, and when it fails."""
    if not trip.look.shown(EXPLAIN):
        return
    st.html(
        markup.heading(say("explain"))
        + '<div class="ts-explain"><div>'
        + markup.paragraphs(tabular_explain.told(trip))
        + markup.figures(say("tabular-numbers"), tabular_explain.figures(trip))
        + "</div>"
        + markup.aside(tabular_explain.margin(trip))
        + "</div>"
    )
