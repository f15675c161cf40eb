"""Tables as comma-separated text, in which no spreadsheet finds a formula to run.

A text that begins with one of = + - @, a tab or a line end gets an apostrophe before it, by which
spreadsheets know a text. Numbers are left as they are, the negative ones too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["csv_text", "harmless"]

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_END: Final = "\r\n"


def harmless(cell: object) -> object:
    """The cell, as a text if a spreadsheet would run it.

    >>> harmless("=1+1"), harmless("1+1"), harmless(-1)
    ("'=1+1", '1+1', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def csv_text(rows: Iterable[Iterable[object]], *, digits: int | None = None) -> str:
    r"""Rows as comma-separated text, every cell harmless; lines end as on Unix.

    Args:
        rows: Cells of each line.
        digits: Significant digits of floats; as many as they have if None.

    >>> csv_text([("idea", "size"), ("=HYPERLINK()", -1 / 3)], digits=2)
    "idea,size\n'=HYPERLINK(),-0.33\n"
    """
    lines = _Lines([])
    # Before Python 3.13 only letters of the line end are quoted: a cell that holds a lone carriage
    # return would begin a line of its own, and its rest could be a formula.
    table = csv.writer(lines, lineterminator=_END)
    table.writerows([_written(cell, digits) for cell in row] for row in rows)
    return "".join(f"{line.removesuffix(_END)}\n" for line in lines.written)


@dataclass(frozen=True)
class _Lines:
    """A file that keeps what is written, one line a call."""

    written: list[str]

    def write(self, line: str, /) -> None:
        """Keep a line."""
        self.written.append(line)


def _written(cell: object, digits: int | None) -> object:
    """A cell as it is written."""
    if digits is not None and isinstance(cell, float):
        return f"{cell:.{digits}g}"
    return harmless(cell)
