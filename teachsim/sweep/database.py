"""A SQLite file: connections, rows that are read strictly, and what fails in one sentence.

Whoever writes SQLite into a file chooses its types: a column of numbers may hold a text, and one of
texts bytes. What a store does not write so is damage, and no worse.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import UnionType
from typing import Any

from teachsim.core.checks import quoted
from teachsim.sweep.study import Scalar, encodable

__all__ = ["StoreError", "connection", "fields", "flat", "told", "transaction"]

_WAYS_OUT = {
    sqlite3.SQLITE_FULL: "is on a disk that is full; make room and run the same command again",
    sqlite3.SQLITE_READONLY: "cannot be written; see to its permissions, or give another --out",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; see that its folder may be written, or give "
    "another --out",
    sqlite3.SQLITE_CORRUPT: "is damaged; move it away, or save its rows with sqlite3's .recover",
    sqlite3.SQLITE_NOTADB: "is no store of a study, or damaged; move it away",
    sqlite3.SQLITE_IOERR: "cannot be written to its disk, which may be full; make room and run the "
    "same command again",
    sqlite3.SQLITE_BUSY: "is in use by another driver; wait for that one, or give another --out",
}
_SAID = 200  # letters of what SQLite says


class StoreError(ValueError):
    """A store cannot be used; every row that was committed is still there."""


@contextmanager
def connection(name: str, *, patience: float) -> Iterator[sqlite3.Connection]:
    """A connection in which only `begin` begins a transaction."""
    made = sqlite3.connect(
        name, timeout=patience, isolation_level=None, uri=name.startswith("file:")
    )
    try:
        yield made
    finally:
        made.close()


@contextmanager
def transaction(rows: sqlite3.Connection) -> Iterator[None]:
    """All of it, on the disk, or nothing."""
    rows.execute("begin immediate")
    try:
        yield
        rows.execute("commit")
    except BaseException:
        if rows.in_transaction:
            rows.execute("rollback")
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite refuses, in one sentence with the way out.

    Raises:
        StoreError: If it refuses something, or the file cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error}); give another --out") from error
    # Not even what SQLite says must be legible, nor a text as long as its header claims.
    except (sqlite3.Error, UnicodeError, MemoryError) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        known = _WAYS_OUT.get(code, "cannot be used; see what SQLite says")
        said = " ".join(str(error).split())[:_SAID] or "it asks for more memory than there is"
        raise StoreError(f"{path} {known} ({said}); what was committed is kept") from error


def fields(row: object, *kinds: type | UnionType) -> tuple[Any, ...]:
    """The columns of a row.

    Args:
        row: As it was fetched; None if there was none.
        kinds: Of which each column must be.

    Raises:
        sqlite3.DatabaseError: If there is no row, or a column is of another kind; `told` tells it.
    """
    if not isinstance(row, tuple) or not all(map(isinstance, row, kinds)):
        raise sqlite3.DatabaseError(f"a row reads {quoted(row)}, and not as it was written")
    return row


def flat(text: str) -> dict[str, Scalar]:
    """A flat mapping that was kept as JSON.

    Raises:
        sqlite3.DatabaseError: If it is none; `told` tells it.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(
        isinstance(value, Scalar) and encodable(f"{name}{value}") for name, value in found.items()
    ):
        raise sqlite3.DatabaseError(f"{quoted(text)} is no flat mapping")
    return found
