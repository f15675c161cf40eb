"""Tables as comma-separated text, in which no spreadsheet finds a formula to run.

A text that begins with one of = + - @, a tab or a line end gets an apostrophe before it, by which
spreadsheets know a text. Numbers are left as they are, the negative ones too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["csv_lines", "csv_text", "harmless"]

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
    return "".join(csv_lines(rows, digits=digits))


def csv_lines(rows: Iterable[Iterable[object]], *, digits: int | None = None) -> Iterator[str]:
    """The lines of `csv_text`, one by one, where all of them are too many to be held.

    Args:
        rows: Cells of each line.
        digits: Significant digits of floats; as many as they have if None.
    """
    # Before Python 3.13 only letters of the line end are quoted: a cell that holds a lone carriage
    # return would begin a line of its own, and its rest could be a formula.
    table = csv.writer(_Echo, lineterminator=_END)
    for row in rows:
        line: str = table.writerow([_written(cell, digits) for cell in row])
        yield line.removesuffix(_END) + "\n"


class _Echo:
    """A file that hands back what is written to it, as the writer then does."""

    @staticmethod
    def write(line: str, /) -> str:
        """The line."""
        return line


def _written(cell: object, digits: int | None) -> object:
    """A cell as it is written."""
    if digits is not None and isinstance(cell, float):
        return f"{cell:.{digits}g}"
    return harmless(cell)
