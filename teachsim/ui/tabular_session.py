"""One visitor's run of a page about the tabular language model: the link first, and last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from teachsim.gallery.tabular import knobs
from teachsim.ui import staying, tabular_look
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_look import SKIPPED, Look


@dataclass(frozen=True)
class Trip:
    """What a visitor has before them.

    Attributes:
        chapter: The page.
        setting: The run.
        start: Word of the scene it started from.
        look: How it is looked at.
        problems: What of the link could not be used.
    """

    chapter: Chapter
    setting: Any
    start: str
    look: Look = field(default_factory=Look)
    problems: tuple[str, ...] = ()

    @property
    def story(self) -> str:
        """Word of the scene whose words tell the run."""
        return self.chapter.story(self.setting, self.start)


def opened(chapter: Chapter, query: dict[str, str]) -> Trip:
    """Return what a link opens; never raises."""
    page = chapter.page
    setting, problems = knobs.from_query(page, query)
    look, more = tabular_look.from_query(chapter, query)
    start = page.scene(query.get("preset", "")) or page.default
    return Trip(chapter, setting, start.word, look, (*problems, *more))


def query_of(trip: Trip) -> dict[str, str]:
    """Return the parameters that restore what a visitor sees."""
    query = knobs.to_query(trip.chapter.page, trip.setting, start=trip.start)
    return query | tabular_look.to_query(trip.look)


def address(trip: Trip) -> str:
    """Return the query that restores it."""
    return "?" + urlencode(query_of(trip))


def arrive(chapter: Chapter) -> Trip:
    """Return the visit, the link's if it is new, else as it was left, and write its address."""
    return staying.arrive(_state(chapter), Trip, opened=partial(opened, chapter), query_of=query_of)


def change(chapter: Chapter, name: str, *, to: object) -> None:
    """Turn one knob: the run is another, so the bet on the old one is off.

    What the page does not offer leaves it as it was, as a browser may send anything.
    """
    trip = _current(chapter)
    try:
        setting = replace(trip.setting, **{name: to})
    except (ValueError, TypeError):
        return
    if setting != trip.setting:
        _keep(replace(trip, setting=setting, look=replace(trip.look, bet=SKIPPED), problems=()))


def choose(chapter: Chapter, word: str) -> None:
    """Open a scene from its beginning."""
    trip = _current(chapter)
    scene = chapter.page.scene(word) or chapter.page.default
    _keep(Trip(chapter, scene.setting, scene.word, replace(trip.look, bet="")))


def bet(chapter: Chapter, word: str) -> None:
    """Place a bet, skip it, or take it back."""
    trip = _current(chapter)
    _keep(replace(trip, look=replace(trip.look, bet=word), problems=()))


def _current(chapter: Chapter) -> Trip:
    return staying.current(_state(chapter), Trip, opened=partial(opened, chapter))


def _keep(trip: Trip) -> None:
    st.session_state[_state(trip.chapter)] = trip


def _state(chapter: Chapter) -> str:
    return f"{chapter.prefix}-trip"
