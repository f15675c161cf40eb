"""The grand table (claim C1): ways of teaching on four substrates, written by a study.

The package carries a copy of the table of `studies/contrast.py` (`make packaged`): nothing is
computed here, and torch is not needed to read it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

__all__ = ["FAR", "Cell", "Row", "Substrate", "misses", "raw", "rows", "source"]

FAR: Final = 0.15
"""A prediction is off if it is so far from what was measured; beyond any interval of the table."""

_SIDES: Final = ("unknown, held out", "known, held out")


class Substrate(StrEnum):
    """Who is taught: the first is measured, the others predict it."""

    NETWORK = "transformer"
    EXACT = "tabular, exact"
    SAMPLED = "tabular, sampled"
    HABITS = "symbolic"


@dataclass(frozen=True)
class Cell:
    """What one learner says to questions that were never taught.

    Attributes:
        made_up: Share made up of what it does not know, in [0, 1]; NaN where nothing is predicted.
        right: Share right of what it knows, in [0, 1]; NaN as above.
        made_up_half: Half the width of the 95 % interval of the first; NaN where nothing varies.
        right_half: The same of the second.
    """

    made_up: float
    right: float
    made_up_half: float
    right_half: float


@dataclass(frozen=True)
class Row:
    """A way of teaching.

    Attributes:
        way: Its name, as in `teachsim.bridge.ways`.
        cells: What each learner says after it.
    """

    way: str
    cells: Mapping[Substrate, Cell]


@cache
def rows() -> tuple[Row, ...]:
    """The ways of teaching in the order of the study."""
    lines = csv.DictReader(line for line in raw().splitlines() if not line.startswith("#"))
    table = {(line["way"], line["substrate"], line["questions"]): line for line in lines}
    ways = dict.fromkeys(way for way, _, _ in table)
    return tuple(
        Row(
            way,
            MappingProxyType(
                {who: _cell([table[way, who.value, side] for side in _SIDES]) for who in Substrate}
            ),
        )
        for way in ways
    )


def misses(row: Row, who: Substrate) -> tuple[bool, bool]:
    """Whether a prediction is off by more than `FAR`: of what is made up, of what is right.

    Not off is also what was never predicted, and what was measured.
    """
    measured, told = row.cells[Substrate.NETWORK], row.cells[who]
    return (
        abs(told.made_up - measured.made_up) > FAR,
        abs(told.right - measured.right) > FAR,
    )


def source() -> tuple[str, ...]:
    """Where the table comes from: version, command and seeds, each `name: value` or a sentence."""
    return tuple(line[1:].strip() for line in raw().splitlines() if line.startswith("#"))


@cache
def raw() -> str:
    """The table of the study as it is."""
    return (files("teachsim.gallery") / "data" / "contrast.csv").read_text(encoding="utf-8")


def _cell(lines: Sequence[Mapping[str, str]]) -> Cell:
    unknown, known = lines
    return Cell(
        float(unknown["made up"]),
        float(known["truthful"]),
        float(unknown["half width of made up"]),
        float(known["half width of truthful"]),
    )
