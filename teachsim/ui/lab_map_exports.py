"""A map of the page Lab in every form that can be taken away, as the bytes of files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from teachsim.core.cells import csv_text
from teachsim.draw import Picture, picture_page
from teachsim.gallery.lab_chart import Study
from teachsim.gallery.lab_link import to_query
from teachsim.gallery.lab_map_script import along, columns, map_script
from teachsim.ui import lab_maps
from teachsim.ui.words import say

__all__ = ["Map", "as_csv", "as_json", "as_page", "as_script", "fingerprint", "picture"]

_DIGITS: Final = 8  # of a fingerprint, as of a run's


@dataclass(frozen=True, eq=False)
class Map:
    """A map that was computed.

    Attributes:
        study: What it is of.
        rows: What each place says, as `gallery.lab_map.cells` yields it.
    """

    study: Study
    rows: Sequence[Mapping[str, Any]]


def picture(of: Map) -> Picture:
    """Return the map."""
    return lab_maps.picture(of.study, of.rows)


def fingerprint(of: Map) -> str:
    """Return a checksum of the data."""
    return hashlib.sha256(as_csv(of)).hexdigest()[:_DIGITS]


def as_csv(of: Map) -> bytes:
    """Return one line for each place; ends of the interval where runs were counted."""
    return csv_text([columns(of.study), *_lines(of)]).encode()


def as_json(of: Map) -> bytes:
    """Return the places with the link that restores the map."""
    content = {
        "page": "lab",
        "fingerprint": fingerprint(of),
        "link": to_query(of.study),
        "places": [dict(zip(columns(of.study), line, strict=True)) for line in _lines(of)],
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode()


def as_page(of: Map) -> bytes:
    """Return the map as a web page that opens from a file."""
    drawn = picture(of)
    return picture_page(
        [[drawn]],
        title=drawn.title,
        told=(drawn.description,),
        code=(say("lab-map-code"), as_script(of).decode()),
        fingerprint=fingerprint(of),
    ).encode()


def as_script(of: Map) -> bytes:
    """Return a script that computes the map anew and prints its data, as `as_csv` has them."""
    return map_script(of.study, asked=json.loads(lab_maps.order(of.study).asked)).encode()


def _lines(of: Map) -> Iterator[tuple[object, ...]]:
    """Return the lines of the data."""
    across, up = along(of.study)
    for row in of.rows:
        yield across[row["x"]], up[row["y"]], row["value"], row.get("low"), row.get("high")
