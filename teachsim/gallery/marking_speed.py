"""What marking answers costs, as it was measured: one table, each row labelled by its device.

`studies/bench/marking.py` measures, and adds rows of the device that it runs on.
"""

from __future__ import annotations

import csv
import importlib.resources
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from teachsim.core.checks import quoted

__all__ = ["Row", "read", "rows"]

_COLUMNS: Final = (
    *("device", "torch", "date", "prompts", "group", "accepted", "tokens", "how", "microseconds"),
)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?", re.ASCII)
_MOST: Final = 100_000  # characters


@dataclass(frozen=True)
class Row:
    """One measurement.

    Attributes:
        device: Where, in words; a processor's begin with "cpu".
        torch: Version.
        date: Day, as 2026-01-31.
        size: Prompts, answers to each, accepted answers to each, tokens of an answer.
        how: What marked, in words.
        microseconds: For each answer.
    """

    device: str
    torch: str
    date: str
    size: tuple[int, int, int, int]
    how: str
    microseconds: float

    @property
    def on_processor(self) -> bool:
        """Whether no GPU took part."""
        return self.device.startswith("cpu")


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """The measurements that come with the program.

    >>> {row.size[0] for row in rows()} == {16, 64, 256, 1024}
    True
    """
    file = importlib.resources.files("teachsim.gallery") / "data" / "marking_speed.csv"
    return read(file.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Row, ...]:
    """The rows of a table; # begins a comment.

    Raises:
        ValueError: If a line does not fit, or a measurement is there twice.
    """
    if len(text) > _MOST:
        raise ValueError(f"the table has {len(text):,} characters, but at most {_MOST:,} are read")
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and line[0] != "#"]
    table = [(number, next(csv.reader([line]))) for number, line in lines]
    if not table or tuple(table[0][1]) != _COLUMNS:
        head = table[0][1] if table else []
        raise ValueError(f"the header is {quoted(head)}, but must be {','.join(_COLUMNS)}")
    found = [_row(cells, number=number) for number, cells in table[1:]]
    places = [(row.device, row.size, row.how) for row in found]
    for place in places:
        if places.count(place) > 1:
            raise ValueError(f"measurement {place} is there twice; drop one")
    return tuple(found)


def _row(cells: list[str], *, number: int) -> Row:
    """The measurement of a line."""
    way_out = f"a line is {','.join(_COLUMNS)}, with a day and numbers above 0"
    numeric = [*cells[3:7], *cells[8:]]
    if (
        len(cells) != len(_COLUMNS)
        or not all(cells)
        or not _DAY.fullmatch(cells[2])
        or not all(_NUMBER.fullmatch(cell) and float(cell) > 0 for cell in numeric)
        or any("." in cell for cell in cells[3:7])
    ):
        raise ValueError(f"line {number} is {quoted(cells)}; {way_out}")
    prompts, group, accepted, tokens = (int(cell) for cell in cells[3:7])
    device, torch, date = cells[:3]
    size = (prompts, group, accepted, tokens)
    return Row(device, torch, date, size, cells[7], float(cells[8]))
