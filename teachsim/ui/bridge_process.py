"""A run in a process of its own: one at a time for each server, bounded in time, stepping back.

torch is loaded there and never here: a page that asks whether it is installed looks for it without
importing it. The process writes a log (`teachsim.bridge.replay_log`), and pages read that.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from teachsim.bridge import replay
from teachsim.bridge.recorded import Recorded
from teachsim.bridge.replay_log import read_log
from teachsim.ui.guard import RefusedError
from teachsim.ui.words import say
from teachsim.ui.worker import environment

__all__ = [
    "INSTALL",
    "SECONDS",
    "Live",
    "Wish",
    "complaint",
    "cut_short",
    "held",
    "installed",
    "read",
    "start",
    "stop",
]

SECONDS: Final = 600.0
"""Longest run: ten times what it needs on a core of its own."""

INSTALL: Final = "python -m pip install torch safetensors"
"""What a server lacks that can show runs and cannot make any."""

_GRACE: Final = 60.0  # to load torch, and to come to the next look
_NICE: Final = 10
_NEEDED: Final = ("torch", "safetensors")


@dataclass(frozen=True)
class Wish:
    """What is to be run.

    Attributes:
        world: A word of `teachsim.bridge.recorded.WORLDS`.
        seed: Of everything.
        names: The ways of teaching, each after the one that it goes on from.
        quick: Whether in a smaller world.
    """

    world: str
    seed: int
    names: tuple[str, ...]
    quick: bool = False


@dataclass(frozen=True, eq=False)
class Live:
    """A run and its process.

    Attributes:
        wish: What is run.
        process: Where.
        folder: Of its log, its checkpoints and what it said of errors.
        began: When, by the clock that never goes back.
    """

    wish: Wish
    process: subprocess.Popen[bytes]
    folder: Path
    began: float

    @property
    def running(self) -> bool:
        """Whether it still goes on."""
        return self.process.poll() is None

    @property
    def log(self) -> Path:
        """Its log."""
        return self.folder / "log.jsonl"


_slot: Final[list[Live]] = []  # the one place on this server: empty, or with the last run in it
_starting: Final = threading.Lock()


def installed() -> bool:
    """Return whether torch is there, without loading it."""
    return all(find_spec(name) is not None for name in _NEEDED)


def held() -> Live | None:
    """Return the run under way on this server, or the last one; None if there was none."""
    live = _slot[0] if _slot else None
    if live is not None and live.running and time.monotonic() > live.began + SECONDS + _GRACE:
        live.process.kill()  # it ends by itself long before, unless it hangs
        live.process.wait()
    return live


def start(wish: Wish) -> Live:
    """Start a run, or go on with the last one if that was the same and came to no end.

    Raises:
        RefusedError: If one is under way, or torch is not installed.
    """
    if not installed():
        raise RefusedError(say("bridge-run-no-torch").format(install=INSTALL))
    with _starting:
        last = held()
        if last is not None and last.running:
            raise RefusedError(say("bridge-run-busy"))
        folder = _folder(last, wish)
        live = Live(wish, _process(wish, folder), folder, time.monotonic())
        if not _slot:
            atexit.register(_leave)
        _slot[:] = [live]
    return live


def stop(live: Live) -> None:
    """Ask a run to stop; it does at its next look, and its checkpoints stay."""
    if live.running:
        live.process.terminate()


def read(live: Live) -> Recorded | None:
    """Return what a run has come to; None as long as it has said nothing.

    Raises:
        ValueError: If its log is none.
    """
    return _read(live.log, live.log.stat().st_size) if live.log.exists() else None


@lru_cache(maxsize=2)
def _read(log: Path, size: int) -> Recorded | None:
    """Return the run of a log of so many bytes: once, however many visitors look on."""
    text = log.read_bytes()[:size].decode()
    return read_log(text) if "\n" in text else None


def complaint(live: Live) -> str:
    """Return the last line that a run said of errors; empty if it said none."""
    said = live.folder / "errors.txt"
    lines = said.read_text(encoding="utf-8", errors="replace").split("\n") if said.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _folder(last: Live | None, wish: Wish) -> Path:
    """Return the folder of a run: that of the last one, if it was the same and was cut short."""
    if last is not None and last.wish == wish and cut_short(last):
        return last.folder
    if last is not None:
        shutil.rmtree(last.folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix="teachsim-bridge-"))


def cut_short(live: Live) -> bool:
    """Return whether a run that is over can be gone on from."""
    return live.process.poll() != 0


def _process(wish: Wish, folder: Path) -> subprocess.Popen[bytes]:
    """Start the process of a run; it belongs to the server's group, and ends with it."""
    what = replay.arguments(wish.world, wish.seed, names=wish.names, quick=wish.quick)
    where = ["--log", str(folder / "log.jsonl"), "--keep", str(folder / "kept")]
    bounds = ["--seconds", f"{SECONDS:g}", "--nice", str(_NICE)]
    with (folder / "errors.txt").open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", replay.MODULE, *what, *where, *bounds],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment(),
        )


def _leave() -> None:
    """End the run with the server, and take its folder away."""
    for live in _slot:
        live.process.kill()
        live.process.wait()
        shutil.rmtree(live.folder, ignore_errors=True)
