"""How a study stands: for the line of its progress, and for whoever watches it from outside."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from teachsim.sweep.database import fields
from teachsim.sweep.store import in_use, reading, study_of
from teachsim.sweep.worker import DONE

__all__ = ["Standing", "reporter", "standing"]

_LIVE, _LOGGED = 0.2, 30.0  # seconds between lines on a terminal, and in a log
_GRACE = 3.0  # seconds in which a worker that was lost may be replaced before anybody is told


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
        lacks: What it waits for, and the way out; empty if for nothing but its tasks.
    """

    name: str
    total: int
    done: int
    failed: int
    rate: float
    running: bool
    lacks: str = ""

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
        if self.lacks:  # at no rate, and for nobody knows how long
            return f"{said}; {self.lacks}"
        said += f", {self.rate:.3g} a second" * (self.rate > 0)
        return said + (f", {_span(self.left)} left" if self.left else "")


def standing(path: Path) -> Standing:
    """How the study of a store stands; it only reads, also while a driver writes.

    A store does not know what is asked for now: failures of tasks that no longer are count, too.

    Args:
        path: NAME.sqlite.

    Raises:
        StoreError: If there is no store, or it cannot be read.
    """
    with reading(path) as rows:
        name, *_ = study_of(rows)
        asked = "select id, started, total, kept from runs order by id desc limit 1"
        run = rows.execute(asked).fetchone()
        latest, started, total, kept = fields(run, int, float, int, int) if run else (0, 0.0, 0, 0)
        asked = "select count(*), max(finished) from rows where run = ?"
        n, last = fields(rows.execute(asked, (latest,)).fetchone(), int, float | None)
        asked = "select count(*) from rows where status <> ?"
        (failed,) = rows.execute(asked, (DONE,)).fetchone()
    if run is None:
        return Standing(name, 0, 0, 0, 0.0, in_use(path))
    spent = (last or 0.0) - started
    rate = n / spent if spent > 0 else 0.0
    return Standing(name, total, kept + n, failed, rate, in_use(path))


def reporter(to: TextIO | None = None) -> Callable[[Standing], None]:
    """What says how a study stands: on a terminal in one line, elsewhere now and then.

    What it lacks is said in a line of its own, after some seconds and then now and then.

    Args:
        to: Where; standard error if None.
    """
    stream = to or sys.stderr
    live = stream.isatty()
    due, lacking = time.monotonic() + (0.0 if live else _LOGGED), False

    def report(now: Standing) -> None:
        nonlocal due, lacking
        moment, over = time.monotonic(), not now.running
        if lacking != bool(now.lacks):
            lacking = bool(now.lacks)
            due = moment + (_GRACE if lacking else 0.0)
        if moment < due and not (over and live):
            return
        due = moment + (_LIVE if live and not lacking else _LOGGED)
        end = "\n" * (over or lacking or not live)
        stream.write("\r\033[K" * live + now.sentence + end)
        stream.flush()

    return report


def _span(seconds: float) -> str:
    """A span of time, to two digits or so."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
