"""One visitor's run of the page Gold, and its address: the link is read first and written last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

import streamlit as st

from teachsim.gallery import gold_link
from teachsim.gallery.gold import DEFAULT, Setting, scene
from teachsim.ui import staying
from teachsim.ui import viewing as views
from teachsim.ui.viewing import Bet, Control, Viewing

_STATE: Final = "gold"

CONTROLS: Final = frozenset(Control) - {
    *(Control.OWN, Control.TEACHER, Control.ASKER, Control.SEED, Control.HINT)
}
"""What the page has; its class is the family, its bias the learner."""


@dataclass(frozen=True)
class Trip:
    """What a visitor of the page Gold has before them.

    Attributes:
        setting: The run.
        start: Word of the scene it started from.
        viewing: How it is looked at.
        problems: What of the link could not be used.
    """

    setting: Setting = DEFAULT.setting
    start: str = DEFAULT.word
    viewing: Viewing = field(default_factory=Viewing)
    problems: tuple[str, ...] = ()


def opened(query: dict[str, str]) -> Trip:
    """Return what a link opens; never raises."""
    setting, problems = gold_link.from_query(query)
    viewing, more = views.from_query(query, controls=CONTROLS)
    start = scene(query.get("preset", DEFAULT.word)) or DEFAULT
    return Trip(setting, start.word, viewing, (*problems, *more))


def query_of(trip: Trip) -> dict[str, str]:
    """Return the parameters that restore what a visitor sees."""
    return gold_link.to_query(trip.setting, start=trip.start) | views.to_query(trip.viewing)


def address(trip: Trip) -> str:
    """Return the query that restores it, but for the round, which the player knows."""
    return views.address(query_of(trip))


def arrive() -> Trip:
    """Return the visit, the link's if it is new, else as it was left, and write its address."""
    return staying.arrive(_STATE, Trip, opened=opened, query_of=query_of)


def current() -> Trip:
    """Return the visit, in a callback."""
    return staying.current(_STATE, Trip, opened=opened)


def change(to: Callable[[Setting], Setting]) -> None:
    """Turn one control: the run is another, so the bet on the old one is off.

    What is not legal leaves it as it was, as a browser may send anything.
    """
    trip = current()
    try:
        setting = to(trip.setting)
    except (ValueError, TypeError, OverflowError):
        return
    if setting != trip.setting:
        viewing = replace(trip.viewing, bet=Bet.SKIPPED, round=setting.rounds)
        st.session_state[_STATE] = Trip(setting, trip.start, viewing)


def choose(word: str | None) -> None:
    """Open a scene from its beginning."""
    trip = current()
    chosen = scene(word or trip.start) or DEFAULT
    viewing = replace(trip.viewing, bet=None, round=None)
    st.session_state[_STATE] = Trip(chosen.setting, chosen.word, viewing)


def bet(placed: Bet | None) -> None:
    """Place a bet, skip it, or take it back; either way the run starts afresh."""
    trip = current()
    viewing = replace(trip.viewing, bet=placed, round=None)
    st.session_state[_STATE] = replace(trip, viewing=viewing, problems=())
