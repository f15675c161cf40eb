"""What a study survives: drivers, workers, schedulers are killed, and a cable is cut."""

from __future__ import annotations

import hashlib
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studies.bench import processes as at
from studies.bench.cable import FAR, cable
from teachsim import sweep

__all__ = [
    "Survived",
    "cable_cut",
    "drivers_killed",
    "scheduler_killed",
    "table_hash",
    "workers_killed",
]


@dataclass(frozen=True)
class Survived:
    """What became of a study that was disturbed.

    Attributes:
        kills: How often; only kills that found their victim alive.
        cut: How often there were rows, and work left to do.
        lost: Committed rows that were not there afterwards, or not the same, or done again.
        orphans: Processes of drivers left behind.
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


def changed(seen: Mapping[str, object], after: Mapping[str, object]) -> int:
    """How many of the rows that were seen are not there as they were."""
    return sum(after.get(key) != row for key, row in seen.items())


def drivers_killed(
    folder: Path, *, on: str, kills: int, cells: int, rng: np.random.Generator
) -> Survived:
    """Kill the driver so often: one time in four as it starts, else when it has committed again.

    The last cell is held back until all are killed, where workers look into the folder. A driver
    that waits for that one alone has no more to commit, and is killed as it waits.

    Raises:
        RuntimeError: If one ended by itself instead.
    """
    (held := folder / f"{cells - 1}.held").touch()
    store, start = folder / "trial.sqlite", time.monotonic()
    cut = lost = orphans = 0
    for _ in range(kills):
        before = at.rows_in(store)
        early = rng.random() < 0.25
        with at.driver(store, task="slow", cells=cells, on=on) as process:
            if not early:
                at.until_more(store, than=min(len(before), cells - 2), by=process)
            time.sleep(rng.uniform(0, 2.0 if early else 0.4))
            seen = at.rows_in(store)
            at.kill(process.pid)
            said = process.communicate()[1]
            if process.returncode != -signal.SIGKILL:
                raise RuntimeError(f"the driver ended before it was killed, and said {said!r}")
            orphans += len(at.left_of(process.pid))
        after = at.rows_in(store)
        lost += changed(before | seen, after)
        cut += 0 < len(after) < cells
    held.unlink()
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
    killed = cut = lost = 0
    seen: dict[str, tuple[object, ...]] = {}
    with at.driver(store, task="slow", cells=cells, on=on) as process:
        while killed < kills and at.until_more(store, than=len(seen), by=process):
            time.sleep(rng.uniform(0, 0.4))
            workers = at.children(process.pid) if on == "local" else at.working(on)
            lost, seen = lost + changed(seen, now := at.rows_in(store)), now
            if workers:
                at.kill(int(rng.choice(workers)))
                killed, cut = killed + 1, cut + (0 < len(seen) < cells)
        held.unlink()
        process.communicate()
        orphans = len(at.left_of(process.pid))
    after = at.rows_in(store)
    lost += changed(seen, after) + cells - len(after)
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
        orphans = len(at.left_of(process.pid))
    held.unlink()
    if "was lost; what was committed is kept" not in said:
        raise RuntimeError(f"the driver should have said that it lost its scheduler, not {said!r}")
    after = at.rows_in(store)
    with at.cluster(folder) as (address, *_):
        _to_the_end(store, on=address, cells=cells)
    lost, cut = changed(seen, after), int(0 < len(after) < cells)
    return Survived(1, cut, lost, orphans, table_hash(store), time.monotonic() - start)


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
            seen = at.rows_in(store)
            turn("down")
            said = process.communicate()[1]
            orphans = len(at.left_of(process.pid))
        if "what was committed is kept" not in said:
            raise RuntimeError(f"the driver should have said that its cable was cut, not {said!r}")
        cut = int(0 < len(at.rows_in(store)) < cells)
        turn("up")
        with at.cluster(folder, before=there, host=FAR) as (address, *_):
            _to_the_end(store, on=address, cells=cells)
    lost = changed(seen, at.rows_in(store))
    return Survived(1, cut, lost, orphans, table_hash(store), time.monotonic() - start)


def _to_the_end(store: Path, *, on: str, cells: int) -> None:
    """Let a driver finish."""
    with at.driver(store, task="slow", cells=cells, on=on) as process:
        said = process.communicate()[1]
    if process.returncode:
        raise RuntimeError(f"the last driver should have come to its end, but said {said!r}")
