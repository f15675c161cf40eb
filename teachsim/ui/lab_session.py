"""One visitor's study on the page Lab, and its address: the link is read first and written last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import uuid4

import streamlit as st

from teachsim.gallery import lab_link
from teachsim.gallery.lab import checked, with_class
from teachsim.gallery.lab_chart import Study, fit_chart, mended
from teachsim.gallery.lab_scenes import DEFAULT, scene
from teachsim.ui import data, lab_data, staying
from teachsim.ui import viewing as views
from teachsim.ui.viewing import Bet, Control, Viewing

__all__ = [
    "Trip",
    "address",
    "arrive",
    "bet",
    "bring",
    "change",
    "choose",
    "current",
    "opened",
    "query_of",
    "visitor",
]

_STATE: Final = "lab"
_VISITOR: Final = "lab-visitor"

CONTROLS: Final = frozenset(Control) - {Control.HINT}
"""What the page has; its view is the panes, its knob the map."""


@dataclass(frozen=True)
class Trip:
    """What a visitor of the page Lab has before them.

    Attributes:
        study: The panes and the map.
        start: Word of the scene it started from.
        viewing: How it is looked at.
        problems: What of the link could not be used.
    """

    study: Study = DEFAULT.study
    start: str = DEFAULT.word
    viewing: Viewing = field(default_factory=Viewing)
    problems: tuple[str, ...] = ()


def opened(query: dict[str, str]) -> Trip:
    """Return what a link opens; never raises."""
    study, problems = lab_link.from_query(query)
    viewing, more = views.from_query(query, controls=CONTROLS)
    start = scene(query.get("preset", DEFAULT.word)) or DEFAULT
    return Trip(study, start.word, viewing, views.briefly((*problems, *more)))


def query_of(trip: Trip) -> dict[str, str]:
    """Return the parameters that restore what a visitor sees."""
    return dict(lab_data.linked(trip.study, trip.start)) | views.to_query(trip.viewing)


def address(trip: Trip) -> str:
    """Return the query that restores it, but for the round, which the player knows."""
    return views.address(query_of(trip))


def arrive() -> Trip:
    """Return the visit, the link's if it is new, else as it was left, and write its address."""
    return staying.arrive(_STATE, Trip, opened=opened, query_of=query_of)


def current() -> Trip:
    """Return the visit, in a callback."""
    return staying.current(_STATE, Trip, opened=opened)


def change(to: Callable[[Study], Study]) -> None:
    """Turn one control: if the run is another, the bet on the old one is off.

    What is not legal leaves it as it was, as a browser may send anything.
    """
    trip = current()
    try:
        study = mended(to(trip.study))
        checked(study.bench)
        fit_chart(study)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return
    viewing = trip.viewing
    if study.bench != trip.study.bench:
        viewing = replace(viewing, bet=Bet.SKIPPED, round=study.bench.rounds)
    st.session_state[_STATE] = Trip(study, trip.start, viewing)


def choose(word: str | None) -> None:
    """Open a scene from its beginning."""
    trip = current()
    chosen = scene(word or trip.start) or DEFAULT
    viewing = replace(trip.viewing, bet=None, round=None)
    st.session_state[_STATE] = Trip(chosen.study, chosen.word, viewing)


def bet(placed: Bet | None) -> None:
    """Place a bet, skip it, or take it back; either way the run starts afresh."""
    trip = current()
    viewing = replace(trip.viewing, bet=placed, round=None)
    st.session_state[_STATE] = replace(trip, viewing=viewing, problems=())


def bring(content: bytes) -> None:
    """Use a visitor's own class.

    Raises:
        ValueError: If it is none, in the strict reader's own words, or too large.
    """
    ideas = data.brought(content)
    trip = current()
    study = mended(replace(trip.study, bench=with_class(trip.study.bench, ideas)))
    checked(study.bench)
    viewing = replace(trip.viewing, bet=None, round=None)
    st.session_state[_STATE] = Trip(study, trip.start, viewing)


def visitor() -> str:
    """Return a name for this visitor, whom nobody else knows."""
    name: str = st.session_state.setdefault(_VISITOR, uuid4().hex)
    return name
