"""The store of a study: one SQLite file, written by the driver alone, a row a task.

A row is committed (write-ahead log, synchronous FULL) before it is counted, so a task whose row is
committed is never run again, and its key is the primary key, so it is never recorded twice. The
file lies on a local disk: SQLite's locks are not to be trusted on a network's.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass
from enum import Flag, auto
from pathlib import Path

from teachsim.sweep.database import StoreError, connection, fields, flat, told, transaction
from teachsim.sweep.provenance import Provenance
from teachsim.sweep.study import Study, Task
from teachsim.sweep.worker import DONE, Outcome

__all__ = [
    "ForeignError",
    "Past",
    "Store",
    "StoreError",
    "in_use",
    "opened_store",
    "reading",
    "study_of",
]

_FORMAT = 1
_SCHEMA = """
create table study (name text not null, seed integer not null, task text not null);
create table runs (
    id integer primary key, started real not null, total integer not null, kept integer not null,
    version text not null, revision text not null, code text not null, machine text not null,
    command text not null
);
create table rows (
    key text primary key, run integer not null references runs, parameters text not null,
    replicate integer not null, seed integer not null, status text not null, "values" text not null,
    error text not null, seconds real not null, finished real not null
) without rowid;
"""
_BUSY, _IN_USE = 5.0, 0.5  # seconds to wait for a watcher, and for another driver


class Past(Flag):
    """What becomes of the rows that earlier runs have left; `FOREIGN | RETRY` is both."""

    KEEP = 0  # and refuse those of other code
    FOREIGN = auto()  # keep, also those of other code
    RETRY = auto()  # keep, but do again what failed or crashed
    FRESH = auto()  # delete all


class ForeignError(StoreError):
    """A store keeps rows of other code, and nobody has said what shall become of them."""


@dataclass(frozen=True)
class Store:
    """A store that is open for writing.

    Attributes:
        path: Its file.
        rows: The connection.
        study: What its rows belong to.
    """

    path: Path
    rows: sqlite3.Connection
    study: Study

    def codes(self, *, done: bool = False) -> dict[str, str]:
        """Of each task that has a row: its key, and the hash of the code that it comes from.

        Args:
            done: Whether to leave out those that failed or crashed.
        """
        asked = "select key, code from rows join runs on run = id" + " where status = ?" * done
        with told(self.path):
            found = self.rows.execute(asked, (DONE,) * done)
            return dict(fields(row, str, str) for row in found)

    def begin(self, by: Provenance, *, total: int, kept: int) -> int:
        """Record that a run begins, and return its number.

        Args:
            by: Who runs it.
            total: Tasks of the study as it is asked for now.
            kept: Those among them that have a row already.
        """
        values = (time.time(), total, kept, *astuple(by))
        with told(self.path), transaction(self.rows):
            added = self.rows.execute(f"insert into runs values (null, {_marks(values)})", values)
        return int(added.lastrowid or 0)

    def add(self, run: int, outcomes: Sequence[tuple[Task, Outcome]]) -> None:
        """Commit rows, all or none.

        Raises:
            StoreError: If that cannot be; then none is there.
        """
        now = time.time()
        lines = [
            (
                *(task.key, run, task.parameters, task.replicate, self.study.seed),
                *(outcome.status, outcome.values, outcome.error, outcome.seconds, now),
            )
            for task, outcome in outcomes
        ]
        with told(self.path), transaction(self.rows):
            self.rows.executemany(f"insert into rows values ({_marks(lines[0])})", lines)

    def outcomes(self) -> dict[str, Outcome]:
        """What came of each task that has a row, by key."""
        asked = 'select key, status, "values", error, seconds from rows'
        with told(self.path):
            return dict(_outcome(row) for row in self.rows.execute(asked))

    def forget_failed(self) -> None:
        """Delete the rows of tasks that failed or crashed, so that they are run again."""
        with told(self.path), transaction(self.rows):
            self.rows.execute("delete from rows where status <> ?", (DONE,))


@contextmanager
def opened_store(path: Path, study: Study, *, past: Past = Past.KEEP) -> Iterator[Store]:
    """The store of a study, made if need be; nobody else can write to it meanwhile.

    Args:
        path: Its file; beside it lies that of the lock.
        study: What it is for.
        past: FRESH deletes what is there; all else is for `run`.

    Raises:
        StoreError: If it is in use, cannot be written, is damaged, or another study's.
    """
    with ExitStack() as held:
        with told(path):  # and not what the caller's own files and processes refuse
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = held.enter_context(connection(f"{path}.lock", patience=_IN_USE))
            lock.execute("begin exclusive")  # held until the process ends, however it ends
            if Past.FRESH in past:
                for end in ("", "-wal", "-shm"):
                    Path(f"{path}{end}").unlink(missing_ok=True)
            rows = held.enter_context(connection(str(path), patience=_BUSY))
            rows.execute("pragma journal_mode = wal")
            rows.execute("pragma synchronous = full")
            _prepared(rows, study, path=path)
        yield Store(path, rows, study)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads a store, also while a driver writes to it.

    Raises:
        StoreError: If there is none, or it cannot be read.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro"
    if not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        uri += "&immutable=1"  # nobody can write to it, and no index of a log can be made
    with told(path), connection(uri, patience=_BUSY) as rows:
        if _format(rows) != _FORMAT:
            raise StoreError(f"{path} is no store of a study; give the path of NAME.sqlite")
        yield rows


def in_use(path: Path) -> bool:
    """Whether a driver has the store open now."""
    try:
        with connection(f"{path.absolute().as_uri()}.lock?mode=ro", patience=0.0) as lock:
            lock.execute("select count(*) from sqlite_master")
    except sqlite3.Error as error:
        return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return False


def _prepared(rows: sqlite3.Connection, study: Study, *, path: Path) -> None:
    """See that the store is sound, and this study's."""
    tables = rows.execute("select count(*) from sqlite_master").fetchone()[0]
    if not tables:
        with transaction(rows):
            for statement in _SCHEMA.split(";")[:-1]:
                rows.execute(statement)
            rows.execute("insert into study values (?, ?, ?)", (study.name, study.seed, study.task))
            rows.execute(f"pragma user_version = {_FORMAT}")
    sound = rows.execute("pragma quick_check(1)").fetchone()[0]
    if sound != "ok":
        raise sqlite3.DatabaseError(sound)
    if _format(rows) != _FORMAT:
        raise StoreError(f"{path} is no store of a study; move it away, or give another --out")
    whose = study_of(rows)
    if whose != (study.name, study.seed, study.task):
        raise StoreError(
            f"{path} keeps study {whose[0]} (seed {whose[1]}, task {whose[2]}), not {study.name} "
            f"(seed {study.seed}, task {study.task}); give another --out"
        )


def study_of(rows: sqlite3.Connection) -> tuple[str, int, str]:
    """Whose store it is: the study's name, seed and task.

    Raises:
        sqlite3.DatabaseError: If it does not say so; `told` tells it.
    """
    asked = "select name, seed, task from study"
    name, seed, task = fields(rows.execute(asked).fetchone(), str, int, str)
    return name, seed, task


def _outcome(row: object) -> tuple[str, Outcome]:
    """The key of a row and what came of its task."""
    key, status, values, error, seconds = fields(row, str, str, str, str, float)
    if not error:
        flat(values)  # by which whoever asked unpacks it
    return key, Outcome(status, values, error, seconds)


def _format(rows: sqlite3.Connection) -> int:
    return int(rows.execute("pragma user_version").fetchone()[0])


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
