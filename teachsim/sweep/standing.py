"""How a study stands: for the line of its progress, and for whoever watches it from outside."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from teachsim.sweep.store import in_use, reading
from teachsim.sweep.worker import DONE

__all__ = ["Standing", "reporter", "standing"]

_LIVE, _LOGGED = 0.2, 30.0  # seconds between lines on a terminal, and in a log


@dataclass(frozen=True)
class Standing:
    """How far a study has come.

    Attributes:
        name: The study's.
        total: Its tasks.
        done: Those that have a row, whatever came of them.
        failed: Those among them that failed or crashed.
        rate: Tasks a second since this run began; 0 before the first.
        running: Whether somebody is at it.
    """

    name: str
    total: int
    done: int
    failed: int
    rate: float
    running: bool

    @property
    def left(self) -> float | None:
        """Seconds that it will take at this rate, or None if that cannot be told yet."""
        if self.done >= self.total:
            return 0.0
        return (self.total - self.done) / self.rate if self.rate > 0 else None

    @property
    def sentence(self) -> str:
        """In words.

        >>> Standing("trial", 5_000, 1_200, 3, 310.0, True).sentence
        'trial: 1,200 of 5,000 done, 3 failed, 310 a second, 12 s left'
        """
        said = f"{self.name}: {self.done:,} of {self.total:,} done"
        said += f", {self.failed:,} failed" * bool(self.failed)
        said += f", {self.rate:.3g} a second" * (self.rate > 0)
        return said + (f", {_span(self.left)} left" if self.left else "")


def standing(path: Path) -> Standing:
    """How the study of a store stands; it only reads, also while a driver writes.

    Args:
        path: NAME.sqlite.

    Raises:
        StoreError: If there is no store, or it cannot be read.
    """
    with reading(path) as rows:
        rows.row_factory = sqlite3.Row
        (name,) = rows.execute("select name from study").fetchone()
        run = rows.execute("select * from runs order by id desc limit 1").fetchone()
        asked = "select count(*) as n, max(finished) as last from rows where run = ?"
        mine = rows.execute(asked, (run["id"] if run else 0,)).fetchone()
        asked = "select count(*) from rows where status <> ?"
        (failed,) = rows.execute(asked, (DONE,)).fetchone()
    if run is None:
        return Standing(name, 0, 0, 0, 0.0, in_use(path))
    spent = (mine["last"] or 0.0) - run["started"]
    rate = mine["n"] / spent if spent > 0 else 0.0
    return Standing(name, run["total"], run["kept"] + mine["n"], failed, rate, in_use(path))


def reporter(to: TextIO | None = None) -> Callable[[Standing], None]:
    """What says how a study stands: on a terminal in one line, elsewhere now and then.

    Args:
        to: Where; standard error if None.
    """
    stream = to or sys.stderr
    live = stream.isatty()
    last = time.monotonic() - (_LIVE if live else 0.0)

    def report(now: Standing) -> None:
        nonlocal last
        over = not now.running
        if time.monotonic() - last < (_LIVE if live else _LOGGED) and not (over and live):
            return
        last = time.monotonic()
        stream.write(f"\r\033[K{now.sentence}" + "\n" * over if live else f"{now.sentence}\n")
        stream.flush()

    return report


def _span(seconds: float) -> str:
    """A span of time, to two digits or so."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
