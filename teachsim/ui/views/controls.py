"""The controls of the Mislead page: scenes, the rules behind one button, and the one knob."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

import streamlit as st

from teachsim.gallery.classes import build_class
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.setting import MAX_LIES, MAX_ROUNDS, Kind, View
from teachsim.ui import data, markup, session
from teachsim.ui.changes import MAX_SEED
from teachsim.ui.viewing import Control
from teachsim.ui.views.ideas import ideas
from teachsim.ui.views.widgets import KNOB, RULE, SEGMENTS, SEVERAL, Place, behind, pick, slide
from teachsim.ui.visit import CONTROLS, Visit
from teachsim.ui.words import say

LOOKS_AHEAD: Final = -1
"""In the list of decoys: none is given, the demonstrator looks ahead."""

KNOBS: Final = {
    "too-broad": "bias",
    "withholding": "least",
    "negligent": "withheld",
    "helpful": "teacher",
    "slow": "asker",
    "both-factors": "view",
    "lies": "lies",
}
"""The one control that each scene asks you to turn."""


def presets(visit: Visit) -> None:
    """Show the scenes to choose from."""
    if not visit.viewing.shown(Control.PRESET):
        return
    st.session_state["preset"] = visit.start
    st.segmented_control(
        say("presets"),
        [offered.word for offered in PRESETS],
        format_func=lambda word: say(f"preset-{word}"),
        key="preset",
        required=True,
        wrap=True,
        label_visibility="collapsed",
        disabled=visit.viewing.locked(Control.PRESET),
        on_change=_chosen,
    )


def _chosen() -> None:
    session.choose(st.session_state["preset"] or session.current().start)


def rules(visit: Visit) -> None:
    """Show every control, behind one button, unless none is left."""
    if not visit.viewing.rules(CONTROLS):
        return
    behind(say("rules"), lambda: _all(visit))


def _all(visit: Visit) -> None:
    ideas(visit)
    target(visit)
    teacher(visit)
    bias(visit)
    asker(visit)
    _run(visit)


def one_knob(visit: Visit) -> None:
    """Show one control under one question."""
    knob = KNOBS[visit.start]
    control = Control(knob) if knob in {*Control} else Control.TEACHER
    if not (visit.viewing.shown(Control.KNOB) and visit.viewing.shown(control)):
        return
    st.html(markup.heading(say("knob")) + f"<p>{say(f'knob-{knob}')}</p>")
    turn = {
        "bias": bias,
        "least": least,
        "withheld": withheld,
        "teacher": kind,
        "asker": asker,
        "view": view,
        "lies": lies,
    }[knob]
    with st.container(key="ts-knob"):
        turn(visit, within=KNOB)


def target(visit: Visit) -> None:
    """Show the choice of the truth."""
    names = data.names(visit.setting.ideas)
    pick(
        Place(visit.viewing, Control.TARGET),
        "target",
        label=say("target"),
        options=range(len(names)),
        value=visit.setting.target,
        called=lambda h: names[h],
    )


def teacher(visit: Visit) -> None:
    """Show what moves the demonstrator, and what goes with that."""
    if visit.setting.view is View.LIES:
        lies(visit)
        return
    kind(visit)
    if visit.setting.demonstrator.kind is Kind.HOSTILE:
        decoy(visit)
        least(visit)
    elif visit.setting.demonstrator.kind is Kind.NEGLIGENT:
        withheld(visit)


def kind(visit: Visit, *, within: str = RULE) -> None:
    """Show the kinds of demonstrator."""
    value = visit.setting.demonstrator.kind
    _one_of(visit, "teacher", within=within, value=value, words="kind", widget=SEGMENTS)


def decoy(visit: Visit) -> None:
    """Show the decoys to choose from, and the search for the worst."""
    place = Place(visit.viewing, Control.TEACHER)
    names = data.names(visit.setting.ideas)
    led_to = visit.setting.demonstrator.decoy
    pick(
        place,
        "decoy",
        label=say("decoy"),
        options=range(LOOKS_AHEAD, len(names)),
        value=LOOKS_AHEAD if led_to is None else led_to,
        called=lambda h: say("decoy-none") if h == LOOKS_AHEAD else names[h],
    )
    if place.shown:
        st.button(
            say("decoy-find"),
            key="decoy-find",
            icon=":material/search:",
            disabled=place.locked,
            on_click=session.lead,
        )
        if visit.found:
            st.html(markup.remark(visit.found))


def least(visit: Visit, *, within: str = RULE) -> None:
    """Show how many different points a hostile demonstrator must show."""
    H = build_class(visit.setting.ideas)
    at_least = visit.setting.demonstrator.at_least
    slide(
        Place(visit.viewing, Control.TEACHER, within),
        "least",
        label=say("least"),
        low=0,
        high=max(int(H[visit.setting.target].sum()), at_least, 1),
        value=at_least,
    )


def lies(visit: Visit, *, within: str = RULE) -> None:
    """Show how many of the answers are false."""
    slide(
        Place(visit.viewing, Control.TEACHER, within),
        "lies",
        label=say("lies"),
        low=0,
        high=MAX_LIES,
        value=visit.setting.demonstrator.lies,
    )


def withheld(visit: Visit, *, within: str = RULE) -> None:
    """Show the blind spot."""
    H = build_class(visit.setting.ideas)
    pick(
        Place(visit.viewing, Control.TEACHER, within),
        "withheld",
        label=say("withheld"),
        options=range(H.n_instances),
        value=list(visit.setting.demonstrator.withheld),
        called=lambda x: H.instances[x],
        widget=SEVERAL,
    )


def bias(visit: Visit, *, within: str = RULE) -> None:
    """Show what both learners may believe."""
    _one_of(visit, "bias", within=within, value=visit.setting.bias, words="bias", widget=SEGMENTS)


def asker(visit: Visit, *, within: str = RULE) -> None:
    """Show what the asker may ask."""
    _one_of(visit, "asker", within=within, value=visit.setting.asker, words="asker")


def view(visit: Visit, *, within: str = RULE) -> None:
    """Show what may stand side by side."""
    _one_of(visit, "view", within=within, value=visit.setting.view, words="view")


def _one_of(
    visit: Visit,
    name: str,
    *,
    within: str,
    value: StrEnum,
    words: str,
    widget: Callable[..., Any] = st.selectbox,
) -> None:
    """Show all values of an enumeration; the control is called `name`, its values `words`-..."""
    pick(
        Place(visit.viewing, Control(name), within),
        name,
        label=say(name),
        options=list(type(value)),
        value=value,
        called=lambda option: say(f"{words}-{option}"),
        widget=widget,
    )


def _run(visit: Visit) -> None:
    """Show rounds, seed and what stands side by side."""
    slide(
        Place(visit.viewing, Control.ROUNDS),
        "rounds",
        label=say("rounds"),
        low=1,
        high=MAX_ROUNDS,
        value=visit.setting.rounds,
    )
    slide(
        Place(visit.viewing, Control.SEED),
        "seed",
        label=say("seed"),
        low=0,
        high=MAX_SEED,
        value=visit.setting.seed,
        widget=st.number_input,
    )
    view(visit)
