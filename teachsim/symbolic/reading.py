"""Reading classes from outside: one strict reader for CSV files.

    class,    ant, bee, cat          the first cell of the header is free
    insects,  1,   1,   0            a name, then one 0 or 1 for each instance
    mammals,  0,   0,   1

Whatever is wrong with a file is a `ReadError` that says where, what, which rule and the way out.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TextIO, TypeAlias, runtime_checkable

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.core.checks import quoted
from teachsim.symbolic import checks, words

__all__ = [
    "LIMITS",
    "Limits",
    "Listing",
    "ReadError",
    "Source",
    "read_csv",
]

Source: TypeAlias = str | os.PathLike[str] | TextIO | BinaryIO

# A name is drawn beside a row or above a column: longer ones are a file read the wrong way.
_LONGEST_NAME = 80
# As much of an odd cell as a message shows.
_SHOWN = 30


class ReadError(ValueError):
    """A file that is not a class: the message says where, what, which rule and the way out."""


@runtime_checkable
class _Readable(Protocol):
    """An open file."""

    def read(self, size: int, /) -> str | bytes: ...


@dataclass(frozen=True)
class Limits:
    """The largest file that is read.

    Attributes:
        hypotheses: most rows below the header.
        instances: most columns after the first.
        bytes: longest file, in bytes (in characters for a stream of text).
    """

    hypotheses: int = 1_000
    instances: int = 256
    bytes: int = 2**20


LIMITS = Limits()


@dataclass(frozen=True, eq=False)
class Listing:
    """What a file says: `(m, n)` table, m names of hypotheses, n names of instances."""

    table: BoolArray
    names: tuple[str, ...]
    instances: tuple[str, ...]


def read_csv(source: Source, *, limits: Limits = LIMITS) -> Listing:
    """The class listed in a comma-separated file in UTF-8, with or without a byte-order mark.

    Cells are stripped of surrounding spaces; lines that are wholly blank are skipped.

    Raises:
        ReadError: the file cannot be read, is above a limit, or breaks a rule.
    """
    rows = _rows(_text(source, limits.bytes))
    instances = _header(rows, limits.instances)
    names: dict[str, str] = {}
    table: list[list[bool]] = []
    for line, cells in rows:
        if len(table) == limits.hypotheses:
            raise ReadError(
                f"row {line} is one too many: at most {limits.hypotheses} hypotheses are read; "
                "leave some out or raise the limit"
            )
        if cells[0] in {"0", "1"}:  # without a name: a row's first entry would be lost in silence
            raise ReadError(
                f"row {line} begins with {cells[0]} where the name of the hypothesis belongs; "
                "put a name before each row (a hypothesis called 0 can be named h0, say)"
            )
        _name(cells[0], names, where=f"row {line}, first column")
        names[cells[0]] = f"row {line}"
        table.append(_entries(cells, line=line, instances=instances))
    if not table:
        raise ReadError("the file has a header but no hypothesis; add a row of 0 and 1 below it")
    read = Listing(np.array(table, dtype=np.bool_), tuple(names), instances)
    try:
        checks.different(words.pack(read.table), read.names)
    except ValueError as error:
        raise ReadError(str(error)) from error
    return read


def _text(source: Source, most: int) -> str:
    if not isinstance(source, str | os.PathLike | _Readable):
        raise ReadError(
            f"the source is {quoted(source)}, but must be a path or an open file; pass one of them"
        )
    try:
        if isinstance(source, str | os.PathLike):
            with open(source, "rb") as file:
                content: str | bytes = file.read(most + 1)
        else:
            content = source.read(most + 1)
        long = len(content) > most
        text = content if isinstance(content, str) else content.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        if len(error.object) > most:  # cut off in the middle of a letter, perhaps
            long, text = True, ""
        else:
            raise ReadError(
                f"byte {error.start} of the file is not UTF-8; save it as CSV in UTF-8"
            ) from error
    except (OSError, ValueError) as error:
        why = (isinstance(error, OSError) and error.strerror) or error
        raise ReadError(
            f"cannot read {quoted(source)}: {why}; pass the path of a file that can be read, or "
            "pass io.StringIO(text) if this is the text itself"
        ) from error
    if long:
        raise ReadError(
            f"the file is longer than {most:,} bytes; leave some rows out or raise the limit"
        )
    return text.removeprefix("\ufeff")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number, from 1, and stripped cells of each line that is not blank."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ReadError(f"row {line} holds a NUL byte; save the file as CSV in UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ReadError(
                f"row {reader.line_num} is not comma-separated text ({error}); check its quotes"
            ) from error
        if cells is None:
            return
        stripped = [cell.strip() for cell in cells]
        if stripped and stripped != [""]:
            yield reader.line_num, stripped


def _header(rows: Iterator[tuple[int, list[str]]], most: int) -> tuple[str, ...]:
    line, cells = next(rows, (0, []))
    if not line:
        raise ReadError("the file is blank; write a header with names and a row per hypothesis")
    if len(cells) == 1:
        raise ReadError(
            f"row {line}, the header, is {_shown(cells[0])} and names no instance; "
            "separate the cells by commas"
        )
    if len(cells) - 1 > most:
        raise ReadError(
            f"row {line} names {len(cells) - 1} instances but at most {most} are read; "
            "leave some out or raise the limit"
        )
    if set(cells[1:]) <= {"0", "1"}:  # a row: read as a header, it would be lost in silence
        raise ReadError(
            f"row {line} holds only 0 and 1 where the names of the instances belong; "
            "put a header with names above it (a point called 0 can be named x0, say)"
        )
    names: dict[str, str] = {}
    for column, cell in enumerate(cells[1:], start=2):
        _name(cell, names, where=f"row {line}, column {column}")
        names[cell] = f"column {column}"
    return tuple(names)


def _name(cell: str, taken: dict[str, str], *, where: str) -> None:
    if not cell:
        raise ReadError(f"{where} is empty; give a name there")
    if len(cell) > _LONGEST_NAME or not cell.isprintable():
        raise ReadError(
            f"{where} is {_shown(cell)}; a name is printable and at most {_LONGEST_NAME} letters"
        )
    if cell in taken:
        raise ReadError(
            f"{where} repeats the name {_shown(cell)} of {taken[cell]}; names must differ"
        )


def _entries(cells: list[str], *, line: int, instances: tuple[str, ...]) -> list[bool]:
    if len(cells) != len(instances) + 1:
        raise ReadError(
            f"row {line}, {_shown(cells[0])}, has {len(cells)} cells but the header has "
            f"{len(instances) + 1}; give a name and one 0 or 1 for each instance"
        )
    for instance, cell in zip(instances, cells[1:], strict=True):
        if cell not in {"0", "1"}:
            got = f"is {_shown(cell)}" if cell else "is empty"
            raise ReadError(
                f"row {line}, {_shown(cells[0])}, column {instance!r} {got}; "
                "write 1 where the hypothesis holds the instance right and 0 elsewhere"
            )
    return [cell == "1" for cell in cells[1:]]


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "...")
