"""Times that can be compared: processor time, taken in turns, so that all meet the same machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

__all__ = ["since", "timed"]

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
