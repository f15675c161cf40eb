"""The controls of the Gold page: scenes, the rules behind one button, the one knob, the bet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from teachsim.gallery.gold import (
    MAX_PLACE,
    MAX_ROUNDS,
    SCENES,
    Learner,
    Setting,
    View,
    fitted,
    learners,
)
from teachsim.gallery.gold_families import OFFERS, TRUTHS, lure_of
from teachsim.ui import gold_betting, gold_data, gold_explain, gold_saying, gold_session, markup
from teachsim.ui.gold_session import CONTROLS, Trip
from teachsim.ui.viewing import Control
from teachsim.ui.views import bet_row
from teachsim.ui.views.widgets import KNOB, RULE, SEGMENTS, Place, behind, choose, number
from teachsim.ui.words import say

ADVERSARY: Final = -1
"""In the list of truths: there is none yet, the adversary makes it up."""

Change = Callable[[Setting, Any], Setting]


def scenes(trip: Trip) -> None:
    """Show the scenes to choose from."""
    if not trip.viewing.shown(Control.PRESET):
        return
    st.session_state["gold-scene"] = trip.start
    st.segmented_control(
        say("gold-scenes"),
        [offered.word for offered in SCENES],
        format_func=lambda word: say(f"gold-scene-{word}"),
        key="gold-scene",
        required=True,
        wrap=True,
        label_visibility="collapsed",
        disabled=trip.viewing.locked(Control.PRESET),
        on_change=lambda: gold_session.choose(st.session_state["gold-scene"]),
    )


def rules(trip: Trip) -> None:
    """Show every control, behind one button, unless none is left."""
    if not trip.viewing.rules(CONTROLS):
        return
    behind(say("rules"), lambda: _all(trip))


def _all(trip: Trip) -> None:
    view(trip)
    family(trip)
    target(trip)
    if trip.setting.view is View.NAME:
        learner(trip)
        place(trip)
    rounds(trip)


def one_knob(trip: Trip) -> None:
    """Show one control under one question."""
    word = gold_explain.knob(gold_data.run(trip.setting), start=trip.start)
    control = Control.BIAS if word in {"adversary", "tell-tales"} else Control.TARGET
    if not (trip.viewing.shown(Control.KNOB) and trip.viewing.shown(control)):
        return
    asked = gold_explain.asked(trip.setting, word)
    st.html(markup.heading(say("knob")) + markup.paragraphs([asked]))
    turn = {
        "adversary": place,
        "tell-tales": learner,
        "speak": target,
        "breadth": target,
        "negatives": target,
    }[word]
    with st.container(key="ts-knob"):
        turn(trip, within=KNOB)


def view(trip: Trip, *, within: str = RULE) -> None:
    """Show what there is to do."""
    _pick(
        "view",
        at=Place(trip.viewing, Control.VIEW, within),
        options=list(View),
        value=trip.setting.view,
        called=lambda word: say(f"gold-view-{word}"),
        to=lambda s, word: fitted(s, view=View(word), family=s.family),
        widget=SEGMENTS,
    )


def family(trip: Trip, *, within: str = RULE) -> None:
    """Show the families."""
    _pick(
        "family",
        at=Place(trip.viewing, Control.CLASS, within),
        options=[offered.word for offered in OFFERS],
        value=trip.setting.family,
        called=lambda word: say(f"gold-family-{word}"),
        to=lambda s, word: fitted(s, view=s.view, family=word),
    )


def target(trip: Trip, *, within: str = RULE) -> None:
    """Show the choice of the truth."""
    setting = trip.setting
    adversary = setting.view is View.NAME and lure_of(setting.family) is not None
    names = gold_data.names(setting.family)
    _pick(
        "target",
        at=Place(trip.viewing, Control.TARGET, within),
        options=[*([ADVERSARY] if adversary else []), *range(TRUTHS)],
        value=ADVERSARY if setting.target is None else setting.target,
        called=lambda i: say("gold-target-adversary") if i == ADVERSARY else names[i],
        to=lambda s, i: replace(s, target=None if i == ADVERSARY else int(i)),
    )


def learner(trip: Trip, *, within: str = RULE) -> None:
    """Show the learners."""
    _pick(
        "learner",
        at=Place(trip.viewing, Control.BIAS, within),
        options=learners(trip.setting.family),
        value=trip.setting.learner,
        called=lambda word: gold_saying.learner(trip.setting, Learner(word)),
        to=lambda s, word: replace(s, learner=Learner(word)),
    )


def place(trip: Trip, *, within: str = RULE) -> None:
    """Show where in its list a learner has the first language, if it has such a list."""
    if trip.setting.learner is not Learner.LATE:
        learner(trip, within=within) if within == KNOB else None
        return
    at = Place(trip.viewing, Control.BIAS, within)
    _slide("place", at=at, high=MAX_PLACE, value=trip.setting.place,
           to=lambda s, n: replace(s, place=int(n)))  # fmt: skip


def rounds(trip: Trip) -> None:
    """Show how many examples there are."""
    at = Place(trip.viewing, Control.ROUNDS)
    _slide("rounds", at=at, high=MAX_ROUNDS, value=trip.setting.rounds,
           to=lambda s, n: replace(s, rounds=int(n)))  # fmt: skip


def _pick(
    name: str,
    *,
    at: Place,
    options: Sequence[Any],
    value: Any,
    called: Callable[[Any], str],
    to: Change,
    widget: Callable[..., Any] = st.selectbox,
) -> None:
    """Show options to choose from; the widget owns nothing, as in `widgets`."""
    choose(
        at,
        f"gold-{at.key(name)}",
        label=say(f"gold-{name}"),
        options=options,
        value=value,
        called=called,
        turned=_turning(to),
        widget=widget,
    )


def _slide(name: str, *, at: Place, high: int, value: int, to: Change) -> None:
    """Show a whole number from 1 on."""
    label = say("rounds" if name == "rounds" else f"gold-{name}")
    number(
        at,
        f"gold-{at.key(name)}",
        label=label,
        low=1,
        high=high,
        value=value,
        turned=_turning(to),
    )


def _turning(to: Change) -> Callable[[Any], None]:
    """Return what a widget does when it is turned."""
    return lambda chosen: gold_session.change(lambda setting: to(setting, chosen))


def bet(trip: Trip) -> None:
    """Show the row that takes a bet, or says which one was placed."""
    setting, viewing = trip.setting, trip.viewing
    if viewing.shown(Control.BET):
        bet_row.row(
            viewing.bet,
            question=gold_betting.question(setting),
            choices=gold_betting.choices(setting),
            called=lambda bet: gold_betting.called(setting, bet),
            locked=viewing.locked(Control.BET),
            bet=gold_session.bet,
        )
