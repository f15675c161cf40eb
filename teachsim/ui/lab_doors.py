"""Where a click on a map of the page Lab leads: each place opens its first run, by a plain link.

The same links stand in a table, for the keyboard and for whoever cannot see the map. Where the
instructor locked or hid a control that a link would turn, there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

from teachsim.draw import Picture
from teachsim.draw.mosaic import Line, places
from teachsim.gallery.lab_chart import Study, shape
from teachsim.gallery.lab_map import opened
from teachsim.gallery.tabular import knobs, know
from teachsim.ui import lab_maps
from teachsim.ui.lab_session import Trip, query_of
from teachsim.ui.viewing import Bet, Control

__all__ = ["href", "over", "table"]

_TURNED: Final = frozenset(
    {
        *(Control.CLASS, Control.TARGET, Control.TEACHER, Control.BIAS, Control.ASKER),
        *(Control.ROUNDS, Control.SEED, Control.VIEW),
    }
)
"""Controls that a link may turn."""


def href(trip: Trip, x: int, y: int) -> str:  # noqa: PLR0917  # a place has two numbers
    """Return the address of what a place opens: its end, as the map has told how it ends."""
    found = opened(trip.study, x, y)
    if isinstance(found, Study):
        viewing = replace(trip.viewing, bet=Bet.SKIPPED, round=found.bench.rounds)
        return "?" + urlencode(query_of(replace(trip, study=found, viewing=viewing)))
    assert isinstance(found, know.Setting)  # the map of the model
    query = knobs.to_query(know.PAGE, found) | {"bet": "skipped"}
    return f"{know.PAGE.word}?" + "&".join(f"{name}={text}" for name, text in query.items())


def open_(trip: Trip) -> bool:
    """Return whether the places of a map may be opened."""
    return not _TURNED & (trip.viewing.lock | trip.viewing.hide)


def over(trip: Trip, picture: Picture) -> str:
    """Return the links that lie over a map; none where they may not be followed."""
    if not open_(trip):
        return ""
    called = lab_maps.names(trip.study)
    at = places(Line("", called[0]), Line("", called[1]))
    columns, rows = shape(trip.study)
    links = []
    for y in range(rows):
        for x in range(columns):
            place = {
                "left": (at.left + x * at.wide) / picture.width,
                "top": (at.top + (rows - 1 - y) * at.high) / picture.height,
                "width": at.wide / picture.width,
                "height": at.high / picture.height,
            }
            style = ";".join(f"{name}:{share:.3%}" for name, share in place.items())
            told = escape(f"{called[0][x]} · {called[1][y]}")
            links.append(
                f'<a tabindex="-1" href="{escape(href(trip, x, y))}" style="{style}" '
                f'title="{told}" aria-label="{told}"></a>'
            )
    return "".join(links)


def table(trip: Trip, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the map as a table of numbers, highest row first, each a link where it may be."""
    study, chart = trip.study, trip.study.chart
    called, linked = lab_maps.names(study), open_(trip)
    cells = {(row["x"], row["y"]): _cell(row) for row in rows}
    corner = f"{lab_maps.axis_named(study, chart.up)} / {lab_maps.axis_named(study, chart.across)}"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (corner, *called[0]))
    body = []
    for y, name in reversed(list(enumerate(called[1]))):
        line = "".join(
            f'<td><a href="{escape(href(trip, x, y))}">{cells[x, y]}</a></td>'
            if linked
            else f"<td>{cells[x, y]}</td>"
            for x in range(len(called[0]))
        )
        body.append(f'<tr><th scope="row">{escape(name)}</th>{line}</tr>')
    return (
        f'<div class="ts-scroll" tabindex="0" role="region" aria-label="{escape(corner)}">'
        f'<table class="ts-table"><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody>'
        "</table></div>"
    )


def _cell(row: Mapping[str, Any]) -> str:
    """Return the number of a place, with its interval if runs were counted."""
    if row["value"] is None:
        return "–"
    value = f"{100 * row['value']:.0f}"
    if "low" not in row:
        return value
    return f"{value} ({100 * row['low']:.0f}–{100 * row['high']:.0f})"
