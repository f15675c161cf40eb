"""Long computations in processes of their own: niced, bounded in memory and time, two at a time.

A job is a task of the gallery and what it is asked. Who asks for a job that is under way, or done,
joins it; a visitor has one job at a time, so nobody holds both places; a job at which nobody has
looked for a while ends, as when its page was closed, and each ends with its server, whose end of
the pipe it watches. Nothing of streamlit is used here.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import teachsim
from teachsim.ui import worker_child
from teachsim.ui.guard import RefusedError
from teachsim.ui.words import say

__all__ = [
    "PATIENCE",
    "SECONDS",
    "SLOTS",
    "Job",
    "Order",
    "environment",
    "find",
    "leave",
    "look",
    "start",
]

SLOTS: Final = 2
"""Processes at a time, on the whole server."""

SECONDS: Final = 300
"""Longest job by the clock: others may be busy too, and a job steps back behind them."""

PATIENCE: Final = 15.0
"""Seconds after which a job at which nobody looks is ended."""

_KEPT: Final = 16  # jobs that are remembered
_MODULE: Final = "teachsim.ui.worker_child"
_CLOCKS: Final = {"SIGALRM", "SIGPROF"}  # not on every system
_OVER_TIME: Final = {-number for number in signal.Signals if number.name in _CLOCKS}


@dataclass(frozen=True)
class Order:
    """What is to be computed: equal orders, one job.

    Attributes:
        task: `teachsim.gallery.MODULE:FUNCTION`, a generator of rows.
        asked: What it is asked, as JSON.
        rows: Number of rows it will yield.
    """

    task: str
    asked: str
    rows: int


@dataclass(frozen=True, eq=False)
class Job:
    """A computation and its process.

    Attributes:
        order: What is computed.
        process: Where.
        rows: What it has come to; a thread adds to it.
        refused: Why it ended early, in words; empty, or one sentence.
        watchers: When each visitor last looked, by the clock that never goes back.
        ended: Set when its process has said its last word.
    """

    order: Order
    process: subprocess.Popen[str]
    rows: list[Mapping[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    watchers: dict[str, float] = field(default_factory=dict)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def running(self) -> bool:
        """Whether it still goes on."""
        return not self.ended.is_set()

    @property
    def done(self) -> bool:
        """Whether every row is there."""
        return len(self.rows) == self.order.rows

    @property
    def share(self) -> float:
        """How much of it is there, in [0, 1]."""
        return len(self.rows) / self.order.rows

    @property
    def complaint(self) -> str:
        """Why it ended before it was done, in words; empty if it did not."""
        if self.done or self.running:
            return ""
        if self.refused:
            return self.refused[0]
        if self.process.returncode in _OVER_TIME:
            return say("worker-slow")
        return say("worker-ended")


_jobs: Final[OrderedDict[Order, Job]] = OrderedDict()  # the last asked for at the end
_changing: Final = threading.Lock()


def find(order: Order) -> Job | None:
    """Return the job of an order if it is under way, done or has failed; None if it was left."""
    return _jobs.get(order)


def start(order: Order, *, visitor: str) -> Job:
    """Return the job of an order: the one under way or done, else a new one.

    Args:
        order: What is computed.
        visitor: Who asks; the job that they asked for before is left.

    Raises:
        RefusedError: If both places are taken.
    """
    with _changing:
        for other in _jobs.values():
            if other.order != order:
                other.watchers.pop(visitor, None)
        _sweep()
        found = _jobs.get(order)
        if found is None or not (found.running or found.done):
            if sum(job.running for job in _jobs.values()) >= SLOTS:
                raise RefusedError(say("worker-busy"))
            found = _begun(order)
            _jobs[order] = found
        found.watchers[visitor] = time.monotonic()
        _jobs.move_to_end(order)
        while len(_jobs) > _KEPT and not next(iter(_jobs.values())).running:
            _jobs.popitem(last=False)
        return found


def look(job: Job, *, visitor: str) -> None:
    """Say that a visitor still waits for a job."""
    if visitor in job.watchers:
        job.watchers[visitor] = time.monotonic()


def leave(order: Order, *, visitor: str) -> None:
    """Wait no longer for a job; it ends when nobody does."""
    with _changing:
        job = _jobs.get(order)
        if job is not None:
            job.watchers.pop(visitor, None)
            _sweep()


def _sweep() -> None:
    """End and forget the jobs that nobody waits for."""
    now = time.monotonic()
    for order, job in list(_jobs.items()):
        if job.running and not any(now - seen < PATIENCE for seen in job.watchers.values()):
            job.process.kill()
            del _jobs[order]


def environment() -> dict[str, str]:
    """Return the variables of a process that computes: this teachsim, and one thread."""
    root = str(Path(teachsim.__file__).parents[1])  # teachsim may run from its folder
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return os.environ | {"PYTHONPATH": paths} | single


def _begun(order: Order) -> Job:
    """Start the process of an order, and a thread that reads what it says."""
    process = subprocess.Popen(
        [sys.executable, "-m", _MODULE, order.task, str(SECONDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(),
    )
    job = Job(order, process)
    threading.Thread(target=_talk, args=(job,), daemon=True).start()
    return job


def _talk(job: Job) -> None:
    """Ask a process what it is to compute, and gather what it says until it ends."""
    asking, said = job.process.stdin, job.process.stdout
    assert asking is not None  # pipes were asked for
    assert said is not None
    try:
        with contextlib.suppress(BrokenPipeError), said, asking:
            asking.write(job.order.asked + "\n")
            asking.flush()  # and it is left open: its end would end the process
            for line in said:
                _note(job, json.loads(line))
                with _changing:
                    _sweep()
    except (ValueError, TypeError):  # no row, as of one that was ended in the middle of a line
        job.process.kill()
    finally:
        job.process.wait()
        job.ended.set()


def _note(job: Job, row: Mapping[str, Any]) -> None:
    """Add to a job what its process has said."""
    if worker_child.REFUSED in row:
        job.refused.append(str(row[worker_child.REFUSED]))
    elif len(job.rows) < job.order.rows:
        job.rows.append(row)
