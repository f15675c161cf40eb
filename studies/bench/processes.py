"""Drivers, schedulers and workers as processes, to be killed (Linux: it reads /proc).

They are sessions of their own, so nothing that is sent to a bench or to its terminal reaches them:
where a bench is ended by a signal that it can hear, it ends them first.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Never

from teachsim.sweep.store import StoreError, reading

__all__ = [
    "children",
    "cluster",
    "driver",
    "kill",
    "left_of",
    "python",
    "rows_in",
    "until",
    "until_more",
    "working",
]

ROOT = Path(__file__).parents[2]
_PATIENCE = 120.0  # seconds until something that should happen counts as hung
_MAKING = 2.0  # seconds that a store may be there and be none yet


@contextmanager
def driver(store: Path, *, task: str, cells: int, on: str) -> Iterator[subprocess.Popen[str]]:
    """A driver of the trial, at work."""
    words = ["-m", "studies.bench.trial", task, str(cells), str(store), on, "2"]
    with python(*words) as process:
        yield process


@contextmanager
def python(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A Python at work, whose standard error is kept; on leaving, all that it started ends."""
    with _running([sys.executable, *words], stderr=subprocess.PIPE) as process:
        yield process


def kill(pid: int) -> None:
    """SIGKILL, to a process that may be gone already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def children(pid: int, *, doing: str = "spawn_main") -> list[int]:
    """Processes that a process has started, those whose command says what they do.

    Args:
        pid: Of their parent.
        doing: What it says; else those that do tasks, and do not only look after resources.
    """
    found = []
    for folder in Path("/proc").iterdir():
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_text()
        except (OSError, ValueError, IndexError):
            continue
        if parent == pid and doing in words:
            found.append(int(folder.name))
    return found


def left_of(pid: int) -> list[int]:
    """What is left, after some seconds of grace, of the session that a process began."""
    until(lambda: not _session(pid), within=10.0)
    return _session(pid)


def _session(pid: int) -> list[int]:
    """Processes of the session that a process began; those that only wait to be reaped are gone."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(session) == pid and state not in "ZX":
            found.append(int(folder.name))
    return found


def rows_in(store: Path) -> dict[str, tuple[object, ...]]:
    """What a store keeps, by key, and when each was done; nothing if it is not made yet."""
    end = time.monotonic() + _MAKING
    while store.exists():
        try:
            with reading(store) as rows:
                asked = 'select key, status, "values", run, finished from rows'
                return {key: row for key, *row in rows.execute(asked)}
        except StoreError:
            if time.monotonic() > end:  # who was making it was killed, perhaps
                break
            time.sleep(0.02)
    return {}


def working(address: str) -> list[int]:
    """The processes of those workers that have told a Dask scheduler that they are there."""
    from distributed import Client

    with Client(address, timeout=_PATIENCE) as client:
        return list(client.run(os.getpid, on_error="ignore").values())


def until_more(store: Path, *, than: int, by: subprocess.Popen[str]) -> bool:
    """Wait until a store has more rows, or the driver has ended; whether it is still at work.

    Raises:
        TimeoutError: If neither happens.
    """
    if not until(lambda: by.poll() is not None or len(rows_in(store)) > than):
        raise TimeoutError(f"the driver of {store} is there, but no more rows than {than} come")
    return by.poll() is None


def until(true: Callable[[], bool], *, within: float = _PATIENCE) -> bool:
    """Wait until something is true; whether it came to that."""
    end = time.monotonic() + within
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def cluster(
    folder: Path,
    *,
    workers: int = 2,
    before: Sequence[str] = (),
    host: str = "127.0.0.1",
    protocol: str = "tcp",
) -> Iterator[tuple[str, subprocess.Popen[str], subprocess.Popen[str]]]:
    """A Dask scheduler and workers: its address, its process, and that which minds the workers.

    Args:
        folder: For the scheduler's file and what workers leave behind.
        workers: Processes of one thread each.
        before: A command that runs both, such as ip netns exec.
        host: Where the scheduler listens.
        protocol: How all speak; for "tls" the environment names the certificates.
    """
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    dask = [*before, sys.executable, "-m", "dask"]
    words = ["scheduler", "--host", host, "--port", "0", "--protocol", protocol, "--no-dashboard"]
    with _running([*dask, *words, "--scheduler-file", str(file)]) as scheduler:
        if not until(lambda: file.exists() and file.read_text().endswith("}")):
            raise TimeoutError("the scheduler has written no address; see what it says")
        words = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
        words += ["--nworkers", str(workers), "--scheduler-file", str(file)]
        with _running([*dask, "worker", *words]) as minder:
            yield json.loads(file.read_text())["address"], scheduler, minder


@contextmanager
def _running(
    words: Sequence[str], *, stderr: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[str]]:
    """A process at work; on leaving, also by a signal, all that it started ends."""
    with _heard(), _started(words, stderr=stderr) as process:  # closes its pipe
        try:
            yield process
        finally:
            _end(process)


@contextmanager
def _heard() -> Iterator[None]:
    """Let SIGTERM, and a terminal that is closed, end this process as an exception does."""

    def leave(number: int, _: FrameType | None) -> Never:
        for one in mine:  # once will do: what is being ended shall be
            signal.signal(one, signal.SIG_IGN)
        raise SystemExit(128 + number)

    here = threading.current_thread() is threading.main_thread()  # no other may ask
    ends = (signal.SIGTERM, signal.SIGHUP) if here else ()
    mine = [one for one in ends if signal.getsignal(one) is signal.SIG_DFL]
    for one in mine:
        signal.signal(one, leave)
    try:
        yield
    finally:
        for one in mine:
            signal.signal(one, signal.SIG_DFL)


def _started(words: Sequence[str], *, stderr: int) -> subprocess.Popen[str]:
    """A process in a group of its own, that finds this checkout first."""
    return subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        text=True,
        start_new_session=True,
        preexec_fn=_hearing,
    )


def _hearing() -> None:
    """Hear Ctrl-C, also where all this runs in the background, deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _end(process: subprocess.Popen[str]) -> None:
    """End a process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
