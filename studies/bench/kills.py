"""What a study survives: `python -m studies.bench.kills` prints the tables of docs/benchmarks.md.

Drivers and workers are killed (kill -9) at random moments, on this machine and on a Dask cluster of
two workers on loopback; so is the scheduler, and a cable to it is cut. After each, all rows that
were committed must still be there, each once, and no worker be left; at the end the table must be
that of an undisturbed run.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studies.bench import processes as at
from studies.bench import trial
from studies.bench.cable import FAR, cable
from teachsim import sweep
from teachsim.sweep.worker import DONE, Outcome

__all__ = ["Survived", "drivers_killed", "scheduler_killed", "table_hash", "workers_killed"]


@dataclass(frozen=True)
class Survived:
    """What became of a study that was disturbed.

    Attributes:
        kills: How often.
        cut: How often there were rows, and work left to do.
        lost: Committed rows that were not there afterwards, or not the same.
        orphans: Workers left behind.
        table: Hash of the table at the end.
        seconds: What it took.
    """

    kills: int
    cut: int
    lost: int
    orphans: int
    table: str
    seconds: float


def table_hash(store: Path) -> str:
    """16 hex digits of the table of a store, as CSV."""
    sweep.export(store, to := store.with_suffix(".csv"))
    return hashlib.sha256(to.read_bytes()).hexdigest()[:16]


def drivers_killed(
    folder: Path, *, on: str, kills: int, cells: int, rng: np.random.Generator
) -> Survived:
    """Kill the driver so often: one time in four as it starts, else when it has committed again."""
    store, start = folder / "trial.sqlite", time.monotonic()
    cut = lost = orphans = 0
    for _ in range(kills):
        before = at.rows_in(store)
        early = rng.random() < 0.25
        with at.driver(store, task="slow", cells=cells, on=on) as process:
            if not early:
                at.until_more(store, than=len(before), by=process)
            time.sleep(rng.uniform(0, 2.0 if early else 0.4))
            workers, seen = at.children(process.pid), at.rows_in(store)
            at.kill(process.pid)
            process.communicate()
            orphans += 0 if at.gone(workers) else len(workers)
        after = at.rows_in(store)
        lost += sum(after.get(key) != row for key, row in (before | seen).items())
        cut += 0 < len(after) < cells
    _to_the_end(store, on=on, cells=cells)
    return Survived(kills, cut, lost, orphans, table_hash(store), time.monotonic() - start)


def workers_killed(
    folder: Path, *, on: str, kills: int, cells: int, rng: np.random.Generator
) -> Survived:
    """Kill a worker so often, each time that rows have come again, while the driver goes on.

    The last cell is held back until all are killed, where workers look into the folder.
    """
    (held := folder / f"{cells - 1}.held").touch()
    store, start = folder / "trial.sqlite", time.monotonic()
    killed = cut = 0
    with at.driver(store, task="slow", cells=cells, on=on) as process:
        while killed < kills and at.until_more(store, than=len(at.rows_in(store)), by=process):
            time.sleep(rng.uniform(0, 0.4))
            workers = at.children(process.pid) if on == "local" else at.working(on)
            if workers:
                at.kill(int(rng.choice(workers)))
                killed, cut = killed + 1, cut + (0 < len(at.rows_in(store)) < cells)
        held.unlink()
        seen, workers = at.rows_in(store), at.children(process.pid)
        process.communicate()
        after = at.rows_in(store)
        lost = sum(after.get(key) != row for key, row in seen.items()) + cells - len(after)
        orphans = 0 if at.gone(workers) else len(workers)
    return Survived(killed, cut, lost, orphans, table_hash(store), time.monotonic() - start)


def scheduler_killed(folder: Path, *, cells: int) -> Survived:
    """Kill the scheduler, see the driver end with a sentence, and go on with another.

    The last cell is held back meanwhile, where workers look into the folder.
    """
    (held := folder / f"{cells - 1}.held").touch()
    store, start = folder / "trial.sqlite", time.monotonic()
    with (
        at.cluster(folder) as (address, scheduler, _),
        at.driver(store, task="slow", cells=cells, on=address) as process,
    ):
        at.until_more(store, than=0, by=process)
        seen = at.rows_in(store)
        at.kill(scheduler.pid)
        said = process.communicate()[1]
    held.unlink()
    if "was lost; what was committed is kept" not in said:
        raise RuntimeError(f"the driver should have said that it lost its scheduler, not {said!r}")
    after = at.rows_in(store)
    lost = sum(after.get(key) != row for key, row in seen.items())
    with at.cluster(folder) as (address, *_):
        _to_the_end(store, on=address, cells=cells)
    cut = int(0 < len(after) < cells)
    return Survived(1, cut, lost, 0, table_hash(store), time.monotonic() - start)


def cable_cut(folder: Path, *, cells: int) -> Survived:
    """Cut the cable to the scheduler, see the driver say so, and go on once it is back.

    Raises:
        PermissionError: If no network may be made here.
    """
    store, start = folder / "trial.sqlite", time.monotonic()
    with cable() as (there, turn):
        with (
            at.cluster(folder, before=there, host=FAR) as (address, *_),
            at.driver(store, task="slow", cells=cells, on=address) as process,
        ):
            at.until_more(store, than=10, by=process)
            turn("down")
            said = process.communicate()[1]
        if "what was committed is kept" not in said:
            raise RuntimeError(f"the driver should have said that its cable was cut, not {said!r}")
        seen = at.rows_in(store)
        turn("up")
        with at.cluster(folder, before=there, host=FAR) as (address, *_):
            _to_the_end(store, on=address, cells=cells)
    after = at.rows_in(store)
    lost = sum(after.get(key) != row for key, row in seen.items())
    cut = int(0 < len(seen) < cells)
    return Survived(1, cut, lost, 0, table_hash(store), time.monotonic() - start)


def _to_the_end(store: Path, *, on: str, cells: int) -> None:
    """Let a driver finish."""
    with at.driver(store, task="slow", cells=cells, on=on) as process:
        said = process.communicate()[1]
    if process.returncode:
        raise RuntimeError(f"the last driver should have come to its end, but said {said!r}")


def speed(folder: Path, *, cells: int) -> list[str]:
    """Lines of a table: trivial tasks, going on when all are done, and commits."""
    store, study = folder / "speed.sqlite", trial.study_of("draw", cells)
    seconds = []
    for _ in range(2):
        start = time.monotonic()
        trial.do(study, store, on="local", workers=2)
        seconds.append(time.monotonic() - start)
    tasks = [*sweep.Study("commits", "a:f", sweep.grid({"cell": range(200)})).tasks()]
    with sweep.opened_store(folder / "commits.sqlite", trial.study_of("draw", 200)) as opened:
        start = time.monotonic()
        for task in tasks:
            opened.add(0, [(task, Outcome(DONE, "{}", "", 0.0))])
        commit = (time.monotonic() - start) / len(tasks)
    return [
        f"| {cells:,} trivial tasks, 2 processes | {seconds[0]:.1f} s |",
        f"| the same command again, all done | {seconds[1]:.2f} s |",
        f"| a commit | {1000 * commit:.2f} ms |",
        f"| a row in the store | {store.stat().st_size / cells:.0f} bytes |",
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few kills of each kind")
    parser.add_argument("--seed", type=int, default=0, help="of moments and victims")
    given = parser.parse_args()
    rng, by = np.random.default_rng(given.seed), 10 if given.quick else 1
    with tempfile.TemporaryDirectory() as name:
        for line in (*_campaign(Path(name), cells=8_000 // by, by=by, rng=rng), ""):
            _say(line)
        _say("| what | |\n|---|--:|")
        for line in speed(Path(name), cells=50_000 // by):
            _say(line)


def _campaign(folder: Path, *, cells: int, by: int, rng: np.random.Generator) -> Iterator[str]:
    """The lines of the table of kills."""
    yield "| killed | times | work left | rows lost | orphans | table | seconds |"
    yield "|---|--:|--:|--:|--:|---|--:|"
    calm = folder / "calm" / "trial.sqlite"
    trial.do(trial.study_of("slow", cells), calm, on="serial")
    yield f"| nobody, serial engine | | | | | {table_hash(calm)} | |"
    killing = {"driver": (drivers_killed, 30 // by), "worker": (workers_killed, 20 // by)}
    for who, (survive, kills) in killing.items():
        with _folder(folder, f"{who}, local") as here:
            found = survive(here, on="local", kills=kills, cells=cells, rng=rng)
        yield _line(f"{who}, local", found)
        with _folder(folder, f"{who}, Dask") as here, at.cluster(here) as (address, *_):
            found = survive(here, on=address, kills=kills, cells=cells, rng=rng)
        yield _line(f"{who}, Dask", found)
    with _folder(folder, "scheduler") as here:
        yield _line("scheduler, Dask", scheduler_killed(here, cells=cells))
    with _folder(folder, "cable") as here:
        try:
            yield _line("cable, Dask", cable_cut(here, cells=cells))
        except PermissionError as refused:
            yield f"| cable, Dask: {refused} | | | | | | |"


@contextmanager
def _folder(inside: Path, name: str) -> Iterator[Path]:
    """A folder of its own."""
    (made := inside / name).mkdir()
    yield made


def _line(what: str, found: Survived) -> str:
    """A line of the table."""
    numbers = f"{found.kills} | {found.cut} | {found.lost} | {found.orphans}"
    return f"| {what} | {numbers} | {found.table} | {found.seconds:.0f} |"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
