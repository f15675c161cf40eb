"""Times that can be compared: processor time, taken in turns, so that all meet the same machine."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

__all__ = ["Line", "since", "timed", "where"]

Line = tuple[str, float, float | None, str, str]
"""What was timed, seconds of ours, seconds of theirs if any, the bar, a note."""

_LEAST = 1e-9  # where processor time is limited, Linux counts it in coarse ticks


def since(start: float) -> float:
    """Seconds of processor time since then, never 0: one may divide by them."""
    return max(_LEAST, time.process_time() - start)


def timed(*works: Callable[[], object], repeats: int) -> list[float]:
    """Median seconds of processor time of each, taken in turns."""
    seconds: list[list[float]] = [[] for _ in works]
    for work in works:
        work()  # once, to fill caches and load what is loaded late
    for _ in range(repeats):
        for own, work in zip(seconds, works, strict=True):
            start = time.process_time()
            work()
            own.append(since(start))
    return [median(own) for own in seconds]


def where(*packages: str) -> str:
    """What was timed, on what, and when: the first line of a table.

    >>> where("numpy")
    'Python ..., numpy ...; ...'
    """
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    machine = f"{os.cpu_count()} cores, {_processor()}, {platform.system()}"
    return f"Python {platform.python_version()}, {versions}; {machine}; {date.today()}"


def _processor() -> str:
    """The processor's name, as far as the system tells it."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
