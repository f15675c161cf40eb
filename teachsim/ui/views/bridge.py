"""The page Bridge: as the tabular pages, and then a run of one's own, and what marking costs."""

from __future__ import annotations

import streamlit as st

from teachsim.gallery import marking_speed
from teachsim.gallery.claims import claim
from teachsim.gallery.marking_speed import Row
from teachsim.ui import markup
from teachsim.ui.bridge_chapter import CHAPTER
from teachsim.ui.tabular_look import EXPLAIN, TAKE
from teachsim.ui.tabular_session import Trip
from teachsim.ui.views import bridge_run, tabular
from teachsim.ui.words import say


def show() -> None:
    """Show the page."""
    tabular.show(CHAPTER, also=_more)


def _more(trip: Trip) -> None:
    """Show what this page has beside the others."""
    if trip.look.shown(TAKE):
        bridge_run.show(trip.setting)
    if trip.look.shown(EXPLAIN):
        _marking()


def _marking() -> None:
    """Show what marking answers costs on each device that it was measured on."""
    shown, found = claim("C2"), marking_speed.rows()
    told = [shown.argument]
    if all(row.on_processor for row in found):
        told.append(say("bridge-no-gpu"))
    margin = (
        (say("term-C2"), say("formula-C2")),
        (say("sure"), say("bridge-marking-sure")),
        (say("fails"), shown.fails),
        (say("source"), f"{shown.source}. {say('tabular-study').format(study=shown.study)}"),
    )
    st.html(
        markup.heading(shown.question)
        + '<div class="ts-explain"><div>'
        + markup.paragraphs(told)
        + markup.table(_table(found), caption=say("bridge-marking"))
        + "</div>"
        + markup.aside(margin)
        + "</div>"
    )


def _table(found: tuple[Row, ...]) -> list[list[str]]:
    """Return the measurements: a row for each device and size, a column for each way to mark."""
    ways = list(dict.fromkeys(row.how for row in found))
    table = [[say("bridge-device"), say("bridge-answers"), *ways]]
    for device, size in dict.fromkeys((row.device, row.size) for row in found):
        here = {row.how: row for row in found if (row.device, row.size) == (device, size)}
        some = next(iter(here.values()))
        cells = [_time(here[way]) if way in here else say("bridge-none") for way in ways]
        named = f"{device}, torch {some.torch}, {some.date}"
        told = dict(zip(("prompts", "group", "accepted", "tokens"), size, strict=True))
        table.append([named, say("bridge-size").format(**told), *cells])
    return table


def _time(row: Row) -> str:
    """Return how long it took, in words."""
    return say("bridge-microseconds").format(n=f"{row.microseconds:.2f}")
