"""What a study on a cluster costs, against its size: prints the tables of docs/cluster.md.

    python -m studies.bench.projection [--largest 2400]

The task of studies/gold.py, as it is, on a Dask scheduler and two workers of one thread each, on
loopback, at three sizes: the largest, a quarter and a sixteenth of it. A line is fitted to each
cost, so that with w workers n tasks take

    n max((work + around) / w, driver, scheduler),

each of one task: processor time of workers, driver and scheduler, which other work on the machine
hardly changes, and what workers spend around tasks, by the clock. What the two smaller sizes
foretell is held against the largest. A store is then filled with such rows: do commits slow down?
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from studies.bench import processes as at
from teachsim import sweep
from teachsim.core.arrays import FloatArray
from teachsim.sweep.store import reading
from teachsim.sweep.worker import DONE, Outcome

__all__ = ["Cost", "Line", "filled", "fitted", "measured", "most_workers", "seconds"]

FAMILIES, WORKERS = 3, 2
LARGEST, PROJECTED = 2_400, (10_000, 100_000, 1_000_000)
MANY = (2, 16, 64)  # workers that are projected
FILLED = 20  # times as many rows in the store that is filled
SPACE = ("store", "table", "memory")  # what is counted in bytes
CHUNK = 0.25  # seconds of work that a driver commits at a time


@dataclass(frozen=True)
class Cost:
    """What a study has cost.

    Attributes:
        seconds: By the clock.
        work: Processor time of all workers, in seconds.
        around: Seconds, by the clock, in which workers were not in tasks.
        driver: Processor time of the driver.
        scheduler: That of the scheduler.
        store: Bytes of the store.
        table: Bytes of the table.
        memory: Bytes that the driver has held at most, the table included.
    """

    seconds: float
    work: float
    around: float
    driver: float
    scheduler: float
    store: float
    table: float
    memory: float


@dataclass(frozen=True)
class Line:
    """A cost as a straight line over tasks.

    Attributes:
        start: Of no task.
        each: Of each.
    """

    start: float
    each: float

    def at(self, tasks: int) -> float:
        """The cost of so many."""
        return self.start + self.each * tasks


Costs = Mapping[int, Cost]
"""What studies have cost, by their tasks."""
Lines = Mapping[str, Line]
"""Of each cost, by its name in `Cost`."""


def fitted(costs: Costs) -> Lines:
    """The lines through what was measured, by least squares of relative errors."""
    tasks = np.array([*costs])
    lines = {}
    for one in fields(Cost):
        values = np.array([getattr(cost, one.name) for cost in costs.values()])
        each, start = np.polyfit(tasks, values, 1, w=1 / tasks)
        lines[one.name] = Line(float(start), float(each))
    return lines


def seconds(lines: Lines, tasks: int, *, workers: int) -> float:
    """What so many tasks take on so many workers."""
    worker, driver, scheduler = _bounds(lines)
    return tasks * max(worker / workers, driver, scheduler)


def most_workers(lines: Lines) -> int:
    """Workers that one driver and its scheduler keep busy."""
    worker, driver, scheduler = _bounds(lines)
    return int(worker / max(driver, scheduler))


def _bounds(lines: Lines) -> tuple[float, float, float]:
    """Seconds of a task: of a worker, of the driver, of the scheduler."""
    worker = lines["work"].each + lines["around"].each
    return worker, lines["driver"].each, lines["scheduler"].each


# ---------------------------------------------------------------- what is measured
def study_of(tasks: int) -> sweep.Study:
    """The tasks of studies/gold.py that are taught, of so many seeds that it makes `tasks`."""
    cells = sweep.grid({"seed": range(tasks // FAMILIES), "family": range(FAMILIES)})
    return sweep.Study("gold", "studies.gold:part", cells)


def measured(folder: Path, *, sizes: Sequence[int]) -> Iterator[tuple[int, Cost]]:
    """Each size and its cost, on one cluster whose workers have loaded the task before."""
    from distributed import Client

    with at.cluster(folder, workers=WORKERS) as (address, scheduler, _):
        with Client(address) as client:
            client.wait_for_workers(WORKERS)
            workers = [*client.run(os.getpid).values()]
        pids = scheduler.pid, workers
        _cost(folder / "warm.sqlite", study_of(4 * FAMILIES), on=address, pids=pids)
        for tasks in sizes:
            yield tasks, _cost(folder / f"{tasks}.sqlite", study_of(tasks), on=address, pids=pids)


def _cost(store: Path, study: sweep.Study, *, on: str, pids: tuple[int, list[int]]) -> Cost:
    """The cost of one study, with the processes of the scheduler and of the workers."""
    start = _clocks(*pids)
    with sweep.opened_store(store, study) as opened:
        sweep.run(study, opened, engine=lambda: sweep.opened(on))
    seconds, work, driver, scheduler = _clocks(*pids) - start
    with reading(store) as rows:
        (inside,) = rows.execute("select sum(seconds) from rows").fetchone()
    sweep.export(store, table := store.with_suffix(".csv"))
    sizes = store.stat().st_size, table.stat().st_size
    most = 1_024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    around = WORKERS * seconds - inside
    return Cost(seconds, work, around, driver, scheduler, *sizes, most)


def _clocks(scheduler: int, workers: list[int]) -> FloatArray:
    """Seconds by the clock; of the processor, those of the workers, of this and the scheduler."""
    work = sum(_processor(pid) for pid in workers)
    return np.array([time.monotonic(), work, time.process_time(), _processor(scheduler)])


def _processor(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def filled(folder: Path, *, rows: int, like: Path, work: float) -> list[float]:
    """Seconds a row, tenth by tenth, of filling a store with the rows of another, over and over.

    Args:
        folder: Where.
        rows: How many.
        like: The other store.
        work: Seconds of a task: so many are committed at a time as the driver would.
    """
    with reading(like) as kept:
        values = [value for (value,) in kept.execute('select "values" from rows limit 100')]
    tasks, spent, chunk = [*study_of(rows).tasks()], [], max(1, int(CHUNK / work))
    with sweep.opened_store(folder / "filled.sqlite", study_of(rows)) as store:
        for tenth in np.array_split(np.arange(len(tasks)), 10):
            start = time.monotonic()
            for first in tenth[::chunk]:
                theirs = tasks[first : min(first + chunk, tenth[-1] + 1)]
                done = [
                    Outcome(DONE, values[int(i) % len(values)], "", work)
                    for i in range(len(theirs))
                ]
                store.add(0, [*zip(theirs, done, strict=True)])
            spent.append((time.monotonic() - start) / len(tenth))
    return spent


# ---------------------------------------------------------------- what is printed
def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=LARGEST, help="tasks of the largest study")
    largest = parser.parse_args().largest // 48 * 48  # so that all sizes have tasks of each family
    sizes = [largest // 16, largest // 4, largest]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        costs = dict(_said(measured(Path(name), sizes=sizes)))
        lines, few = fitted(costs), {tasks: costs[tasks] for tasks in sizes[:-1]}
        _print(_projected(lines))
        told = seconds(fitted(few), largest, workers=WORKERS)
        _print([f"The smaller two foretell {told:.0f} s of the largest."])
        _print([f"One driver keeps about {most_workers(lines)} workers busy."])
        like, work = Path(name) / f"{largest}.sqlite", costs[largest].work / largest
        spent = filled(Path(name), rows=FILLED * largest, like=like, work=work)
        first, last = (f"{1_000 * spent[tenth]:.2f}" for tenth in (0, -1))
        _print([f"Filling {FILLED * largest:,} rows: {first} ms a row at first, {last} at last."])
    _print([f"Load of this machine before it began: {load:.1f}"])


def _said(costs: Iterator[tuple[int, Cost]]) -> Iterator[tuple[int, Cost]]:
    """Costs, each printed as it comes."""
    heads = "tasks", "seconds", "work", "around", "driver", "scheduler", *SPACE
    _print([f"| {' | '.join(heads)} |", f"|{'--:|' * len(heads)}"])
    for n, cost in costs:
        each = cost.work, cost.around, cost.driver, cost.scheduler
        ms = " | ".join(f"{1_000 * one / n:.1f} ms" for one in each)
        sizes = " | ".join(_bytes(getattr(cost, name)) for name in SPACE)
        _print([f"| {n:,} | {cost.seconds:.1f} s | {ms} | {sizes} |"])
        yield n, cost


def _projected(lines: Lines) -> Iterator[str]:
    """The lines of the table of other sizes."""
    heads = "tasks", *(f"{workers} workers" for workers in MANY), *SPACE
    yield f"\n| {' | '.join(heads)} |\n|{'--:|' * len(heads)}"
    for tasks in PROJECTED:
        spans = " | ".join(_span(seconds(lines, tasks, workers=workers)) for workers in MANY)
        sizes = " | ".join(_bytes(lines[name].at(tasks)) for name in SPACE)
        yield f"| {tasks:,} | {spans} | {sizes} |"


def _span(spent: float) -> str:
    """A span of time, to two digits or so."""
    unit, size = ("h", 3_600) if spent >= 7_200 else ("min", 60) if spent >= 120 else ("s", 1)
    return f"{spent / size:.2g} {unit}" if spent < 10 * size else f"{spent / size:.0f} {unit}"


def _bytes(size: float) -> str:
    """Bytes, to two digits or so."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
