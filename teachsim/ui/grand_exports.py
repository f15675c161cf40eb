"""The grand table as the bytes of files. What is asked for plays no part: there is one table."""

from __future__ import annotations

import csv
import json

import numpy as np

from teachsim.draw import Picture
from teachsim.draw.mosaic import Line, mosaic
from teachsim.gallery.grand_table import Substrate, raw, rows, source
from teachsim.ui.grand import called
from teachsim.ui.words import say

__all__ = ["as_csv", "as_json", "picture"]


def picture(_: object) -> Picture:
    """Return the table as a picture: a row for each way of teaching, the first on top."""
    ways = rows()[::-1]  # rows of a mosaic come from below
    shares = [
        [row.cells[who].made_up for who in Substrate] + [row.cells[who].right for who in Substrate]
        for row in ways
    ]
    column = say("grand-column")
    names = [
        column.format(side=say(f"grand-short-{side}"), who=say(f"substrate-{who.name}"))
        for side in ("made-up", "right")
        for who in Substrate
    ]
    values = np.array(shares, dtype=np.float64)
    return mosaic(
        values,
        np.ones_like(values),
        across=Line(say("grand-across"), names),
        up=Line(say("grand-way"), [called(row.way) for row in ways]),
        title=say("grand"),
        description=say("grand-across"),
    )


def as_csv(_: object) -> bytes:
    """Return the table of the study as it is."""
    return raw().encode()


def as_json(_: object) -> bytes:
    """Return the lines of the table as they are, with where they come from."""
    lines = [line for line in raw().splitlines() if not line.startswith("#")]
    content = {"source": list(source()), "rows": list(csv.DictReader(lines))}
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode()
