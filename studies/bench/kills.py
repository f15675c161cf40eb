"""What a study survives: `python -m studies.bench.kills` prints the tables of docs/benchmarks.md.

Drivers and workers are killed (kill -9) at random moments, on this machine and on a Dask cluster of
two workers on loopback; so is the scheduler, and a cable to it is cut. After each, all rows that
were committed must still be there, each once, and no worker be left; at the end the table must be
that of an undisturbed run.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from studies.bench import processes as at
from studies.bench import trial
from studies.bench.survival import (
    Survived,
    cable_cut,
    drivers_killed,
    scheduler_killed,
    table_hash,
    workers_killed,
)
from teachsim import sweep
from teachsim.sweep.worker import DONE, Outcome


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


def main() -> int:
    """Print the table; 1 if anything was lost, left behind or other than without kills."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few kills of each kind")
    parser.add_argument("--seed", type=int, default=0, help="of moments and victims")
    given = parser.parse_args()
    rng, by = np.random.default_rng(given.seed), 10 if given.quick else 1
    harmed = False
    with tempfile.TemporaryDirectory() as name:
        for line, sound in _campaign(Path(name), cells=8_000 // by, by=by, rng=rng):
            _say(line)
            harmed |= not sound
        _say("")
        _say("| what | |\n|---|--:|")
        for line in speed(Path(name), cells=50_000 // by):
            _say(line)
    return int(harmed)


def _campaign(
    folder: Path, *, cells: int, by: int, rng: np.random.Generator
) -> Iterator[tuple[str, bool]]:
    """The lines of the table of kills, and whether all is as it should be."""
    yield "| killed | times | work left | rows lost | orphans | table | seconds |", True
    yield "|---|--:|--:|--:|--:|---|--:|", True
    trial.do(trial.study_of("slow", cells), calm := folder / "calm" / "trial.sqlite", on="serial")
    yield f"| nobody, serial engine | | | | | {(table := table_hash(calm))} | |", True

    def line(what: str, found: Survived) -> tuple[str, bool]:
        numbers = f"{found.kills} | {found.cut} | {found.lost} | {found.orphans}"
        sound = (found.lost, found.orphans, found.table) == (0, 0, table) and found.kills > 0
        return f"| {what} | {numbers} | {found.table} | {found.seconds:.0f} |", sound

    killing = {"driver": (drivers_killed, 30 // by), "worker": (workers_killed, 20 // by)}
    for who, (survive, kills) in killing.items():
        with _folder(folder, f"{who}, local") as here:
            found = survive(here, on="local", kills=kills, cells=cells, rng=rng)
        yield line(f"{who}, local", found)
        with _folder(folder, f"{who}, Dask") as here, at.cluster(here) as (address, *_):
            found = survive(here, on=address, kills=kills, cells=cells, rng=rng)
        yield line(f"{who}, Dask", found)
    with _folder(folder, "scheduler") as here:
        yield line("scheduler, Dask", scheduler_killed(here, cells=cells))
    with _folder(folder, "cable") as here:
        try:
            yield line("cable, Dask", cable_cut(here, cells=cells))
        except PermissionError as refused:
            yield f"| cable, Dask: {refused} | | | | | | |", True


@contextmanager
def _folder(inside: Path, name: str) -> Iterator[Path]:
    """A folder of its own, in which tasks look for what holds them back."""
    (made := inside / name).mkdir()
    os.environ[trial.HELD] = str(made)
    yield made


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
