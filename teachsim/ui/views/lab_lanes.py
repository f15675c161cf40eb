"""One pane of the page Lab: how it is taught, by whom, what its learner believes and asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

import streamlit as st

from teachsim.gallery.lab import MAX_LANES, Ask, Lane, Way
from teachsim.gallery.lab_chart import Study
from teachsim.gallery.setting import MAX_LIES, Bias, Kind
from teachsim.ui import lab_session
from teachsim.ui.lab_session import Trip
from teachsim.ui.viewing import Control
from teachsim.ui.views.lab_widgets import pick, slide
from teachsim.ui.views.widgets import SEGMENTS, Place
from teachsim.ui.words import say

__all__ = ["add", "lane"]

_NEXT: Final = (Way.EXAMINATION, Way.QUERY, Way.INFORMANT, Way.DEMONSTRATION)
"""What a new pane shows: the first of these that is not there yet."""


def lane(trip: Trip, i: int) -> None:
    """Show the controls of pane i, counted from 0."""
    now = trip.study.bench.lanes[i]
    view = Place(trip.viewing, Control.VIEW)
    teacher = Place(trip.viewing, Control.TEACHER)
    bias = Place(trip.viewing, Control.BIAS)
    asker = Place(trip.viewing, Control.ASKER)
    _one(view, i, name="way", of=Way, value=now.way, words="lab-way",
         to=lambda n, v: replace(n, way=Way(v)))  # fmt: skip
    _one(teacher, i, name="teacher", of=Kind, value=now.teacher, words="kind",
         to=lambda n, v: replace(n, teacher=Kind(v)), widget=SEGMENTS)  # fmt: skip
    slide(
        teacher, f"lies-{i}", label=say("lab-lies"), low=0, high=MAX_LIES, value=now.lies,
        to=lambda study, n: _with(study, i, to=lambda lane: replace(lane, lies=int(n))),
    )  # fmt: skip
    _one(bias, i, name="bias", of=Bias, value=now.bias, words="bias",
         to=lambda n, v: replace(n, bias=Bias(v)), widget=SEGMENTS)  # fmt: skip
    if now.asks:
        _one(asker, i, name="ask", of=Ask, value=now.ask, words="lab-ask",
             to=lambda n, v: replace(n, ask=Ask(v)))  # fmt: skip
    if len(trip.study.bench.lanes) > 1 and view.shown:
        st.button(
            say("lab-drop"),
            key=f"lab-drop-{i}",
            icon=":material/close:",
            disabled=view.locked,
            on_click=lambda: lab_session.change(lambda study: _without(study, i)),
        )


def add(trip: Trip) -> None:
    """Show the button that adds a pane."""
    view = Place(trip.viewing, Control.VIEW)
    if len(trip.study.bench.lanes) < MAX_LANES and view.shown:
        st.button(
            say("lab-add"),
            key="lab-add",
            icon=":material/add:",
            disabled=view.locked,
            on_click=lambda: lab_session.change(_longer),
        )


def _one(
    at: Place,
    i: int,
    *,
    name: str,
    of: type[StrEnum],
    value: StrEnum,
    words: str,
    to: Callable[[Lane, Any], Lane],
    widget: Callable[..., Any] = st.selectbox,
) -> None:
    """Show all values of one thing about a pane; values are called `words`-..."""
    pick(
        at,
        f"{name}-{i}",
        label=say(f"lab-{name}"),
        options=list(of),
        value=value,
        called=lambda option: say(f"{words}-{option}"),
        to=lambda study, chosen: _with(study, i, to=lambda now: to(now, chosen)),
        widget=widget,
    )


def _with(study: Study, i: int, *, to: Callable[[Lane], Lane]) -> Study:
    """Return the study with another pane i."""
    lanes = list(study.bench.lanes)
    lanes[i] = to(lanes[i])
    return replace(study, bench=replace(study.bench, lanes=tuple(lanes)))


def _without(study: Study, i: int) -> Study:
    """Return the study without pane i."""
    lanes = study.bench.lanes[:i] + study.bench.lanes[i + 1 :]
    return replace(study, bench=replace(study.bench, lanes=lanes))


def _longer(study: Study) -> Study:
    """Return the study with one pane more: as the last one, taught in a way not there yet."""
    lanes = study.bench.lanes
    there = {lane.way for lane in lanes}
    way = next((way for way in _NEXT if way not in there), Way.DEMONSTRATION)
    return replace(study, bench=replace(study.bench, lanes=(*lanes, replace(lanes[-1], way=way))))
