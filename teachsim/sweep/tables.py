"""Tables that say where they come from, and files that are written whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import teachsim as ts
from teachsim.core.cells import csv_text
from teachsim.core.files import write_file
from teachsim.sweep.export import codes_of
from teachsim.sweep.options import Options
from teachsim.sweep.store import Past

__all__ = ["Row", "read_table", "source", "write_figure", "write_file", "write_table"]

Row = Mapping[str, str | int | float]

_DIGITS = 9


def write_table(rows: Sequence[Row], asked: Options) -> Path:
    """Write a study's table, `<study>.csv`, and return its path.

    Where rows of other code were welcome, its header names all code that its store has rows of, if
    it is more than one.

    Args:
        rows: One observation each, all with the same columns.
        asked: The options of the study.

    Raises:
        ValueError: If there are no rows or their columns differ.
        SystemExit: If it cannot be written; it says how to go on.
    """
    columns = list(rows[0]) if rows else []
    if not columns or any(list(row) != columns for row in rows):
        raise ValueError(
            f"rows of study {asked.study!r} must be one or more with the same columns; "
            f"the first has {columns}"
        )
    about = f"# teachsim {ts.__version__}\n# command: {asked.command}\n"
    about += f"# seed: 0 to {asked.seeds - 1}\n"
    mixed = Past.FOREIGN in asked.past and asked.store.exists()
    if mixed and len(codes := codes_of(asked.store)) > 1:
        about += "".join(f"# made by: {code}\n" for code in codes)
    table = csv_text([columns, *(row.values() for row in rows)], digits=_DIGITS)
    path = asked.out / f"{asked.study}.csv"
    _finish(path, (about + table).encode(), asked=asked)
    return path


def source(table: Path, asked: Options) -> str:
    """Where a figure comes from: command and hash of the table that it draws.

    A figure whose metadata hold another source than its table's is out of date.
    """
    return f"{asked.command}; table {hashlib.sha256(table.read_bytes()).hexdigest()[:16]}"


def write_figure(
    png: Callable[..., bytes], figure: Callable[[list[Row]], object], *, asked: Options
) -> None:
    """Write the figure of a study's table, which is there already, as `<study>.png`.

    It is drawn from what stands in the table, so that whoever has that can draw it again.

    Args:
        png: `draw.plot.png`, called with the figure and `source`.
        figure: Draws it from the rows as `read_table` gives them, all as text.
        asked: The options of the study.

    Raises:
        SystemExit: If it cannot be written; it says how to go on.
    """
    table = asked.out / f"{asked.study}.csv"
    picture = png(figure([*read_table(table)[1]]), source=source(table, asked))
    _finish(table.with_suffix(".png"), picture, asked=asked)
    sys.stdout.write(f"{table} and its figure\n")


def _finish(path: Path, content: bytes, *, asked: Options) -> None:
    """Write a file of a study whose rows are kept, whatever the disk says now."""
    try:
        write_file(path, content)
    except OSError as error:
        raise SystemExit(
            f"{path} cannot be written ({error}); what was committed is kept\n"
            f"Go on with: {asked.resume}"
        ) from None


def read_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The header lines of a study's table and its rows, as text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    return header, list(csv.DictReader(lines[len(header) :]))
