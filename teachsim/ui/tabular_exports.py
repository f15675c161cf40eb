"""A run of the tabular language model in every form that can be taken away, as bytes of files."""

from __future__ import annotations

import json
import math

from teachsim.core.cells import csv_text
from teachsim.draw import Picture, picture_page
from teachsim.gallery.claims import claim
from teachsim.gallery.tabular.knobs import to_query
from teachsim.ui import tabular_data, tabular_explain
from teachsim.ui.tabular_session import Trip
from teachsim.ui.words import say


def picture(trip: Trip) -> Picture:
    """Return all pictures on one sheet."""
    return tabular_data.figure(trip.chapter, trip.setting)


def as_csv(trip: Trip) -> bytes:
    """Return the data behind the pictures."""
    return csv_text(trip.chapter.rows(tabular_data.run(trip.chapter, trip.setting))).encode()


def as_json(trip: Trip) -> bytes:
    """Return the same data with its setting, the numbers on the page, and the fingerprint."""
    chapter, setting = trip.chapter, trip.setting
    head, *rows = chapter.rows(tabular_data.run(chapter, setting))
    content = {
        "page": chapter.page.word,
        "fingerprint": tabular_data.fingerprint(chapter, setting),
        "link": to_query(chapter.page, setting, start=trip.start),
        "setting": {knob.name: getattr(setting, knob.name) for knob in chapter.page.knobs},
        "numbers": dict(tabular_data.numbers(chapter, setting)),
        "columns": head,
        "rows": [[_finite(cell) for cell in row] for row in rows],
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def as_page(trip: Trip) -> bytes:
    """Return what is shown and told as a web page that opens from a file."""
    chapter, setting = trip.chapter, trip.setting
    intro = say(f"{chapter.prefix}-intro-{trip.story}")
    return picture_page(
        chapter.pictures(tabular_data.run(chapter, setting), False),
        title=claim(chapter.claim(setting, trip.start)).question,
        intro=intro.format(**tabular_data.numbers(chapter, setting)),
        told=(*tabular_explain.told(trip), *tabular_explain.below(trip)),
        margin=(*tabular_explain.figures(trip), *tabular_explain.margin(trip)),
        code=(say("take-code"), chapter.page.script(setting)),
        fingerprint=tabular_data.fingerprint(chapter, setting),
    ).encode()


def as_script(trip: Trip) -> bytes:
    """Return the script that prints the fingerprint."""
    return trip.chapter.page.script(trip.setting).encode()


def _finite(cell: object) -> object:
    """Return the cell, or None for a number that JSON does not have."""
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell
