"""The driver: hands chunks to an engine, commits what comes back, and survives what breaks.

The promise: a task whose row is committed is never run again and never recorded twice; a crash
costs at most the chunks in flight (two a worker, of about a quarter of a second), which run again
with the same seed; the exported table is byte-identical whichever engine ran it, in whatever order,
after any number of kills.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice

from teachsim.sweep.engines import Door, EngineError
from teachsim.sweep.provenance import Provenance, provenance
from teachsim.sweep.standing import Standing
from teachsim.sweep.store import ForeignError, Past, Store
from teachsim.sweep.study import Study, Task
from teachsim.sweep.worker import CRASHED, DONE, Order, Outcome

__all__ = ["Chunk", "Queue", "run"]

_CHUNK = 0.25  # seconds of work that are handed over, and committed, at a time
_MOST = 1_000  # tasks in a chunk
_AHEAD = 2  # chunks in flight a worker: one at work, one waiting
_TICK = 1.0  # seconds between signs of life

_TALLY = ("rows", "failed", "seconds")

Engine = Callable[[], AbstractContextManager[Door]]
Report = Callable[[Standing], None]


@dataclass(frozen=True)
class Chunk:
    """Tasks that are handed over together.

    Attributes:
        tasks: The tasks.
        alone: Whether it is one suspect, with nothing else in flight.
    """

    tasks: tuple[Task, ...]
    alone: bool = False


@dataclass(frozen=True, eq=False)
class Queue:
    """What is left to do.

    Attributes:
        todo: Tasks not handed over yet.
        suspects: Those in flight when a worker was lost: they run again one by one, alone.
        strikes: Workers that each lost while it was alone.
    """

    todo: deque[Task]
    suspects: deque[Task] = field(default_factory=deque)
    strikes: Counter[str] = field(default_factory=Counter)

    def next(self, *, flying: int, width: int, fitting: int) -> Chunk | None:
        """The next chunk, which stays on the list until it is `taken`; None if it is time to wait.

        Args:
            flying: Chunks in flight.
            width: Chunks that are worked at.
            fitting: Tasks that take as long as a chunk should.
        """
        if self.suspects:
            return None if flying else Chunk((self.suspects[0],), alone=True)
        if not self.todo or flying >= _AHEAD * width:
            return None
        even = -(-len(self.todo) // (_AHEAD * width))  # so that all end at about the same time
        return Chunk(tuple(islice(self.todo, min(fitting, even, _MOST))))

    def taken(self, chunk: Chunk) -> None:
        """Strike a chunk from the list, once an engine has accepted it."""
        for _ in chunk.tasks:
            (self.suspects if chunk.alone else self.todo).popleft()

    def lost(self, chunk: Chunk, *, most: int) -> Task | None:
        """Take back what was in flight when a worker was lost.

        Returns:
            The task that has now lost as many workers as it may, and is not taken back.
        """
        if not chunk.alone:
            self.suspects.extend(chunk.tasks)
            return None
        (task,) = chunk.tasks
        self.strikes[task.key] += 1
        if self.strikes[task.key] >= most:
            return task
        self.suspects.appendleft(task)
        return None


@dataclass(frozen=True, eq=False)
class _Run:
    """One run of a study: where its rows go, and what it has come to.

    Of rows and seconds its own are in the tally; of what failed, that of kept rows, too.
    """

    study: Study
    store: Store
    by: Provenance
    number: int
    total: int
    kept: int
    started: float
    tally: dict[str, float] = field(default_factory=lambda: dict.fromkeys(_TALLY, 0.0))

    def commit(self, tasks: tuple[Task, ...], outcomes: list[Outcome]) -> None:
        """Keep what came of some tasks."""
        self.store.add(self.number, list(zip(tasks, outcomes, strict=True)))
        self.tally["rows"] += len(tasks)
        self.tally["failed"] += sum(one.status != DONE for one in outcomes)
        self.tally["seconds"] += sum(one.seconds for one in outcomes)

    def fitting(self) -> int:
        """Tasks that take about as long as a chunk should; one until that is known."""
        mean = self.tally["seconds"] / max(1.0, self.tally["rows"])
        return max(1, int(_CHUNK / max(mean, _CHUNK / _MOST))) if self.tally["rows"] else 1

    def order(self, chunk: Chunk) -> Order:
        """A chunk as it travels."""
        return Order(self.study.task, self.by.code, self.study.seed, chunk.tasks)

    def standing(self, *, running: bool, lacks: str = "") -> Standing:
        """How far it has come, and what it waits for."""
        rows, failed = int(self.tally["rows"]), int(self.tally["failed"])
        rate = rows / max(time.monotonic() - self.started, 1e-9)
        done = self.kept + rows
        return Standing(self.study.name, self.total, done, failed, rate, running, lacks)


def run(
    study: Study,
    store: Store,
    *,
    engine: Engine,
    past: Past = Past.KEEP,
    report: Report | None = None,
) -> None:
    """Do all tasks of a study that have no row in its store yet.

    Args:
        study: What is to be done.
        store: Its store, open.
        engine: Opens what does it; again after each loss of a worker.
        past: Whether rows of other code will do, and whether what failed is done again. Nothing is
            deleted where rows are refused.
        report: Told how it stands, at least once a second; nobody is if None.

    Raises:
        ForeignError: If the store keeps rows of other code.
        StoreError: If it can no longer be written to.
        EngineError: If the engine cannot be reached, or is lost.
        CodeError: If a worker cannot load the task, or has other code.
    """
    retry, by, tasks = Past.RETRY in past, provenance(study.task), list(study.tasks())
    done = store.codes(done=True)
    codes = done if retry else store.codes()
    others = {codes[task.key] for task in tasks if task.key in codes} - {by.code}
    if others and Past.FOREIGN not in past:
        raise ForeignError(
            f"{store.path} keeps rows of other code ({', '.join(sorted(others))}; this is "
            f"{by.code}); begin anew with --fresh (in a script of your own: "
            "past=sweep.Past.FRESH), or mix them with --foreign (sweep.Past.FOREIGN)"
        )
    if retry:
        store.forget_failed()
    todo = deque(task for task in tasks if task.key not in codes)
    kept = len(tasks) - len(todo)
    number = store.begin(by, total=len(tasks), kept=kept)
    this = _Run(study, store, by, number, len(tasks), kept, time.monotonic())
    this.tally["failed"] += kept - sum(task.key in done for task in tasks)
    queue = Queue(todo)
    while queue.todo or queue.suspects:
        with engine() as door:
            _drain(queue, door, this=this, report=report)
    if report is not None:
        report(this.standing(running=False))


def _drain(queue: Queue, door: Door, *, this: _Run, report: Report | None) -> None:
    """Hand over and commit until nothing is left, or a worker is lost and all others are back."""
    flights: dict[Future[list[Outcome]], Chunk] = {}
    sound = True
    while True:
        width = door.width()
        # Where nobody is there, chunks are handed over to whoever comes.
        sound = sound and _fill(flights, queue, door=door, this=this, width=max(1, width))
        if not flights:
            return
        landed, _ = wait(flights, timeout=_TICK, return_when=FIRST_COMPLETED)
        for future in sorted(landed, key=_stops):  # what is done is kept before anything ends
            chunk = flights.pop(future)
            try:
                this.commit(chunk.tasks, future.result())
            except door.lost:
                sound = False
                if (task := queue.lost(chunk, most=door.strikes)) is not None:
                    said = "the task took its worker with it, alone, as often as it may"
                    this.commit((task,), [Outcome(CRASHED, "", said, 0.0)])
            except CancelledError:
                raise EngineError(
                    f"the engine of study {this.study.name!r} was lost; what was committed is "
                    "kept, and the same command goes on from there"
                ) from None
        if report is not None:
            report(this.standing(running=True, lacks="" if width else door.lacks))


def _stops(future: Future[list[Outcome]]) -> bool:
    """Whether something other than outcomes came back."""
    return future.cancelled() or future.exception() is not None


def _fill(
    flights: dict[Future[list[Outcome]], Chunk], queue: Queue, *, door: Door, this: _Run, width: int
) -> bool:
    """Hand over as many chunks as are due; whether the engine still takes them."""
    while chunk := queue.next(flying=len(flights), width=width, fitting=this.fitting()):
        try:
            future = door.submit(this.order(chunk))
        except BrokenExecutor:
            return False
        queue.taken(chunk)  # not before: what was not accepted must stay on the list
        flights[future] = chunk
    return True
