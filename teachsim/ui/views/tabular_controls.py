"""The controls of a page about the tabular language model: bet, scenes, rules, the one knob.

Widgets own nothing, as in `widgets`: each shows what the setting says, and reports what it is told.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from teachsim.gallery.tabular.knobs import Knob
from teachsim.ui import markup, tabular_data, tabular_session
from teachsim.ui.tabular_look import BET, KNOB, PRESET
from teachsim.ui.tabular_session import Trip
from teachsim.ui.views import bet_row
from teachsim.ui.views.widgets import SEGMENTS, behind
from teachsim.ui.words import say


def scenes(trip: Trip) -> None:
    """Show the scenes to choose from."""
    if not trip.look.shown(PRESET):
        return
    chapter = trip.chapter
    key = f"{chapter.prefix}-scene"
    st.session_state[key] = trip.start
    st.segmented_control(
        say("tabular-scenes"),
        [scene.word for scene in chapter.page.scenes],
        format_func=lambda word: say(f"{chapter.prefix}-scene-{word}"),
        key=key,
        required=True,
        wrap=True,
        label_visibility="collapsed",
        disabled=trip.look.locked(PRESET),
        on_change=lambda: tabular_session.choose(chapter, st.session_state[key] or trip.start),
    )


def rules(trip: Trip) -> None:
    """Show every knob, behind one button, unless none is left."""
    if not any(trip.look.shown(knob.name) for knob in trip.chapter.page.knobs):
        return
    behind(say("rules"), lambda: _all(trip))


def _all(trip: Trip) -> None:
    for knob in trip.chapter.page.knobs:
        _turn(trip, knob, within="rule", locked=False)


def one_knob(trip: Trip) -> None:
    """Show one knob under one question."""
    chapter, look = trip.chapter, trip.look
    name = chapter.turns[trip.start]
    if not (look.shown(KNOB) and look.shown(name)):
        return
    words = markup.rich(say(f"{chapter.prefix}-turn-{name}"))
    st.html(markup.heading(say("knob")) + f"<p>{words}</p>")
    knob = next(knob for knob in chapter.page.knobs if knob.name == name)
    with st.container(key="ts-knob"):
        _turn(trip, knob, within="knob", locked=look.locked(KNOB))


def _turn(trip: Trip, knob: Knob, *, within: str, locked: bool) -> None:
    """Show one knob: words side by side, numbers along a slider."""
    look, prefix = trip.look, trip.chapter.prefix
    if not look.shown(knob.name):
        return
    key = f"{prefix}-{within}-{knob.name}"
    st.session_state[key] = getattr(trip.setting, knob.name)
    label, disabled = say(f"{prefix}-knob-{knob.name}"), locked or look.locked(knob.name)
    turned = _turned(trip, knob, key=key)
    if isinstance(knob.values[0], str):
        SEGMENTS(
            label,
            list(knob.values),
            format_func=lambda value: say(f"{prefix}-{knob.name}-{value}"),
            key=key,
            disabled=disabled,
            on_change=turned,
        )
        return
    st.select_slider(
        label,
        list(knob.values),
        format_func=_written,
        key=key,
        disabled=disabled,
        on_change=turned,
    )


def _written(value: float) -> str:
    """Return a number of a slider, every digit of it."""
    return f"{value:g}".replace("-", "−")


def _turned(trip: Trip, knob: Knob, *, key: str) -> Callable[[], None]:
    """Return what a widget does when it is turned."""

    def turned() -> None:
        chosen = st.session_state[key]
        if chosen is not None:
            tabular_session.change(trip.chapter, knob.name, to=chosen)

    return turned


def bet(trip: Trip) -> None:
    """Show the row that takes a bet, or says which one was placed."""
    chapter, look = trip.chapter, trip.look
    if not look.shown(BET):
        return
    on = tabular_data.bet(chapter, trip.setting)
    filled = tabular_data.numbers(chapter, trip.setting)
    bet_row.row(
        look.bet,
        question=say(f"{chapter.prefix}-bet-{on.question}").format(**filled),
        choices=on.choices,
        called=lambda placed: say(f"{chapter.prefix}-bet-{placed}"),
        locked=look.locked(BET),
        bet=lambda placed: tabular_session.bet(chapter, str(placed or "")),
    )
