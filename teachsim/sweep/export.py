"""The tidy table of a store: a row a task, in an order that does not depend on who ran what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from teachsim.core.cells import csv_text
from teachsim.core.files import write_file
from teachsim.sweep.store import reading
from teachsim.sweep.study import Scalar

__all__ = ["Table", "export", "table_of"]

_SUFFIXES = (".csv", ".parquet")


@dataclass(frozen=True)
class Table:
    """All rows of a store.

    Attributes:
        header: Where they come from, a line each.
        columns: Parameters, replicate, values, status and error.
        rows: Sorted by parameters, then replicate; None where a row lacks a column.
    """

    header: tuple[str, ...]
    columns: tuple[str, ...]
    rows: list[tuple[Scalar, ...]]


def table_of(store: Path) -> Table:
    """The table of a store; it only reads, also while a driver writes.

    Args:
        store: NAME.sqlite.

    Raises:
        StoreError: If it cannot be read.
    """
    asked = 'select parameters, replicate, "values", status, error from rows'
    sources = "select distinct version, code from rows join runs on run = id order by version, code"
    with reading(store) as rows:
        name, seed, task = rows.execute("select name, seed, task from study").fetchone()
        found = [(json.loads(cell), n, *more) for cell, n, *more in rows.execute(asked)]
        codes = [f"teachsim {version}, code {code}" for version, code in rows.execute(sources)]
    axes = sorted({name for cell, *_ in found for name in cell})
    lines = [
        (cell, replicate, json.loads(values or "{}"), status, error.strip().rpartition("\n")[2])
        for cell, replicate, values, status, error in found
    ]
    lines.sort(key=lambda line: ([_rank(line[0].get(axis)) for axis in axes], line[1]))
    named = sorted({name for _, _, values, *_ in lines for name in values})
    return Table(
        (*codes, f"study: {name}, task {task}, seed {seed}"),
        (*axes, "replicate", *named, "status", "error"),
        [
            (*map(cell.get, axes), replicate, *map(values.get, named), status, error)
            for cell, replicate, values, status, error in lines
        ],
    )


def export(store: Path, to: Path) -> None:
    """Write the table of a store as CSV, or as Parquet where pandas is installed.

    Floats are written so that they read back as they were; texts that a spreadsheet would take for
    a formula begin with '.

    Args:
        store: NAME.sqlite.
        to: The file, .csv or .parquet.

    Raises:
        StoreError: If the store cannot be read.
        ValueError: If the file's name ends otherwise, or pandas is not installed.
    """
    if to.suffix not in _SUFFIXES:
        raise ValueError(f"the table's file is {to.name!r}, but must end in .csv or .parquet")
    table = table_of(store)
    write_file(to, _csv(table) if to.suffix == ".csv" else _parquet(table))


def _csv(table: Table) -> bytes:
    header = "".join(f"# {line}\n" for line in table.header)
    return (header + csv_text([table.columns, *table.rows])).encode()


def _parquet(table: Table) -> bytes:
    try:
        import pandas  # type: ignore[import-untyped]  # ships no types
    except ModuleNotFoundError:
        raise ValueError(
            "Parquet needs pandas, which is not installed; install it, or export to .csv"
        ) from None
    frame = pandas.DataFrame(table.rows, columns=list(table.columns))
    frame.attrs["header"] = list(table.header)
    return bytes(frame.to_parquet(index=False))


def _rank(value: Scalar) -> tuple[int, float, str]:
    """What sorts parameters: None, then numbers by size, then texts; switches as 0 and 1."""
    if value is None:
        return 0, 0.0, ""
    return (2, 0.0, value) if isinstance(value, str) else (1, float(value), str(value))
