"""The tidy table of a store: a row a task, in an order that does not depend on who ran what.

As CSV it is read, sorted by SQLite and written row by row, so a store may be larger than memory.
"""

from __future__ import annotations

import re
import sqlite3
import struct
import sys
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from teachsim.core.cells import csv_lines
from teachsim.core.checks import quoted
from teachsim.core.files import write_file, writing
from teachsim.sweep.database import fields, flat
from teachsim.sweep.store import reading, study_of
from teachsim.sweep.study import Scalar

__all__ = ["Table", "codes_of", "export", "table_of"]

_LARGEST: Final = sys.float_info.max
_SUFFIXES = (".csv", ".parquet")
# What stands between tracebacks where one error led to another, and what begins lines of a group's.
_CHAINED = re.compile(r"\n(?:During handling of the above|The above) exception[^\n]*:\n\n(?=\S)")
_GROUPED = re.compile(r"^ +[|+] ?", re.MULTILINE)


@dataclass(frozen=True)
class Table:
    """All rows of a store.

    Attributes:
        header: Where they come from, a line each.
        columns: Parameters, replicate, values, status and error, its type and message on one line.
        rows: Sorted by parameters, then replicate; None where a row lacks a column.
    """

    header: tuple[str, ...]
    columns: tuple[str, ...]
    rows: list[tuple[Scalar, ...]]


def table_of(store: Path) -> Table:
    """The table of a store, all in memory; it only reads, also while a driver writes.

    Args:
        store: NAME.sqlite.

    Raises:
        StoreError: If it cannot be read.
    """
    with _opened(store) as (header, columns, rows):
        return Table(header, columns, list(rows))


def export(store: Path, to: Path) -> None:
    """Write the table of a store as CSV, or as Parquet where pandas is installed.

    Floats are written so that they read back as they were; texts that a spreadsheet would take for
    a formula begin with '.

    Args:
        store: NAME.sqlite.
        to: The file, .csv or .parquet.

    Raises:
        StoreError: If the store cannot be read.
        ValueError: If the file's name ends otherwise, pandas is not installed, or Parquet cannot
            hold what stands in one column.
    """
    if to.suffix not in _SUFFIXES:
        raise ValueError(f"the table's file is {to.name!r}, but must end in .csv or .parquet")
    if to.suffix == ".csv":
        with closing(_csv(store)) as lines:
            first = next(lines)  # before any folder is made: what cannot be read leaves nothing
            with writing(to) as file:
                file.writelines(chain([first], lines))
    else:
        write_file(to, _parquet(table_of(store)))


def codes_of(store: Path) -> list[str]:
    """Which code the rows of a store come from, a line each.

    Raises:
        StoreError: If it cannot be read.
    """
    with reading(store) as rows:
        return _codes(rows)


def _codes(rows: sqlite3.Connection) -> list[str]:
    asked = "select distinct version, code from rows join runs on run = id order by version, code"
    made = (fields(row, str, str) for row in rows.execute(asked))
    return [f"teachsim {version}, code {code}" for version, code in made]


_Opened = tuple[tuple[str, ...], tuple[str, ...], Iterator[tuple[Scalar, ...]]]


@contextmanager
def _opened(store: Path) -> Iterator[_Opened]:
    """Header, columns and rows of a table, the rows read as they are asked for."""
    axes: set[str] = set()
    named: set[str] = set()
    with reading(store) as rows:
        rows.execute("begin")  # whatever a driver writes meanwhile, all that follows is of one time
        name, seed, task = study_of(rows)
        for row in rows.execute('select parameters, "values" from rows'):
            cell, values = fields(row, str, str)
            axes.update(flat(cell))
            named.update(flat(values or "{}"))
        yield (
            (*_codes(rows), f"study: {name}, task {task}, seed {seed}"),
            (*sorted(axes), "replicate", *sorted(named), "status", "error"),
            _sorted(rows, axes=sorted(axes), named=sorted(named)),
        )


def _sorted(
    rows: sqlite3.Connection, *, axes: list[str], named: list[str]
) -> Iterator[tuple[Scalar, ...]]:
    """The rows by their parameters, then replicate; SQLite sorts, on disk where they are many."""
    rows.create_function("place", 1, partial(_place, axes=axes), deterministic=True)
    order = "select key from rows order by place(parameters), replicate, key"
    asked = 'select parameters, replicate, "values", status, error from rows where key = ?'
    for key in rows.execute(order):
        found = fields(rows.execute(asked, key).fetchone(), str, int, str, str, str)
        parameters, replicate, texts, status, error = found
        cell, values = flat(parameters), flat(texts or "{}")
        yield (*map(cell.get, axes), replicate, *map(values.get, named), status, _said(error))


def _said(error: str) -> str:
    r"""The type and the whole message of an error on one line, from its traceback.

    >>> _said('Traceback (most recent call last):\n  File "a.py"\nValueError: three is\n 4')
    'ValueError: three is 4'
    """
    last = _CHAINED.split(error)[-1]
    if last.startswith(" "):  # a group's, up to what is in it
        last = _GROUPED.sub("", last).partition("\n-+-")[0]
    lines = last.splitlines()
    frames = len(lines) > 1 and lines[0].endswith("Traceback (most recent call last):")
    first = next((i for i, line in enumerate(lines) if i and line[:1] not in {"", " "}), 0)
    return " ".join(" ".join(lines[first if frames else 0 :]).split())


def _csv(store: Path) -> Generator[bytes, None, None]:
    """The lines of a table as CSV."""
    with _opened(store) as (header, columns, rows):
        yield "".join(f"# {line}\n" for line in header).encode()
        for line in csv_lines(chain([columns], rows)):
            yield line.encode()


def _parquet(table: Table) -> bytes:
    try:
        import pandas  # type: ignore[import-untyped]  # ships no types
    except ModuleNotFoundError:
        raise ValueError(
            "Parquet needs pandas, which is not installed; install it, or export to .csv"
        ) from None
    frame = pandas.DataFrame(table.rows, columns=list(table.columns))
    frame.attrs["header"] = list(table.header)
    try:
        return bytes(frame.to_parquet(index=False))
    except (ImportError, OverflowError, TypeError, ValueError) as error:
        raise ValueError(
            f"the table cannot be written as Parquet ({quoted(str(error))}); give each column "
            "values of one type, or export to .csv"
        ) from error


def _place(parameters: str, axes: list[str]) -> bytes:
    """Bytes that stand in the order of the parameters, axis by axis."""
    cell = flat(parameters)
    return b"".join(_rank(cell.get(axis)) for axis in axes)


def _rank(value: Scalar) -> bytes:
    """What sorts parameters: None, then numbers by size, then texts; switches as 0 and 1.

    No rank begins another, so whatever follows them does not count where they differ.
    """
    if value is None:
        return b"0"
    if isinstance(value, str):
        return b"2" + _text(value)
    size = min(max(value, -_LARGEST), _LARGEST)  # a whole number may be larger than all floats
    (bits,) = struct.unpack(">Q", struct.pack(">d", size + 0.0))  # 0.0 and -0.0 are the same
    upwards = bits ^ (2**64 - 1 if bits >> 63 else 2**63)
    return b"1" + upwards.to_bytes(8, "big") + _text(str(value))


def _text(text: str) -> bytes:
    """A text that ends: before all that go on, as 0 within it is followed by 255."""
    return text.encode().replace(b"\0", b"\0\xff") + b"\0\0"
