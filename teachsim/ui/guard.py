"""What keeps one greedy visitor from spoiling the app for everybody else.

In this order: bounds in the validator that links, widgets, files and scripts share (gallery), an
estimate of the work that is refused before anything runs, a deadline checked in the engine's loop,
two slots for long runs (short ones need none), processes of their own for these, niced and bounded
in memory and time (`teachsim.ui.beside`; maps and training have theirs), caches that hold a bounded
number of entries (`teachsim.ui.data`), and a limit on the memory of the whole server.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from teachsim.ui.words import amount, say

MEMORY_BYTES: Final = 2_500 * 2**20
"""Address space of the server: what a shared host allows, and ten times what the app needs."""

HEADROOM_BYTES: Final = 2**30

BUDGET_MARKS: Final = 200_000
"""Marks a film may draw over all its rounds: three seconds on a slow machine."""

SHORT_MARKS: Final = 12_000
"""A film below this is done in a fifth of a second, and waits for nobody."""

MARKS_A_SECOND: Final = 60_000

MARKS_A_CELL: Final = 12
"""Work of solving a class, for each of its cells: measured."""

DEADLINE_SECONDS: Final = 4.0
"""Of the processor, for a run: that a server is crowded is not the fault of who waits."""

PATIENCE_SECONDS: Final = 6.0
SLOTS: Final = 2
ROUNDS_BETWEEN_LOOKS: Final = 16

SETTLE_SECONDS: Final = 10.0

_slots = threading.BoundedSemaphore(SLOTS)
_mine = threading.local()


class RefusedError(ValueError):
    """The app will not run this, for the reason it gives in one sentence."""


def marks(*, hypotheses: int, instances: int, rounds: int, cells: int) -> int:
    """Return the work of a page by estimate: ideas and points, in each round of each run.

    Drawing them takes about 15 microseconds each; the runs themselves take a tenth of that.
    """
    return cells * (rounds + 1) * (hypotheses + instances)


def check_cost(*, hypotheses: int, instances: int, rounds: int, cells: int) -> int:
    """Return the estimated marks of a page that the app can afford.

    Raises:
        RefusedError: if it cannot.
    """
    needed = marks(hypotheses=hypotheses, instances=instances, rounds=rounds, cells=cells)
    if needed > BUDGET_MARKS:
        raise RefusedError(
            say("guard-cost").format(
                ideas=amount(hypotheses, "n-ideas"),
                points=amount(instances, "n-points"),
                runs=amount(cells, "n-runs"),
                rounds=amount(rounds, "n-rounds"),
                times=needed / BUDGET_MARKS,
            )
        )
    return needed


def deadline(
    seconds: float | None = None, *, clock: Callable[[], float] = time.thread_time
) -> Callable[[int], None]:
    """Return a watch for `simulate` that ends a run which takes too long.

    Args:
        seconds: from now on; default: `DEADLINE_SECONDS`.
        clock: what tells the time; that of this thread alone by default.
    """
    seconds = DEADLINE_SECONDS if seconds is None else seconds
    end = clock() + seconds

    def watch(rounds: int) -> None:
        if rounds % ROUNDS_BETWEEN_LOOKS in {0, 1} and clock() > end:
            raise RefusedError(say("guard-time").format(seconds=seconds))

    return watch


@contextmanager
def slot(needed: int, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold one of the two places for long runs; a short run needs none, nor who holds one.

    One thread enters and leaves.

    Args:
        needed: its work by estimate.
        patience: seconds to wait for a place.

    Raises:
        RefusedError: if none became free in time.
    """
    if needed <= SHORT_MARKS or getattr(_mine, "held", False):
        yield
        return
    if not _slots.acquire(timeout=patience):
        raise RefusedError(say("guard-busy"))
    _mine.held = True
    try:
        yield
    finally:
        _mine.held = False
        _slots.release()


def limit_memory(most: int = MEMORY_BYTES) -> bool:
    """Bound the address space of this process; return whether the machine could.

    A machine of many cores may have reserved more than that while numpy was loaded: then the bound
    is what is in use and `HEADROOM_BYTES` more.
    """
    try:
        import resource
    except ImportError:  # not on every system
        return False
    most = max(most, _pages() * resource.getpagesize() + HEADROOM_BYTES)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ValueError, OSError):  # systems that have the name and not the thing
        return False
    return True


def _pages() -> int:
    """Return the pages of address space in use, 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def settle() -> None:
    """Collect garbage, and put everything that is left out of the collector's sight.

    Each full collection goes through all that it sees: a tenth of a second for the modules alone.
    That of Streamlit after each rerun is switched off in `.streamlit/config.toml`.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def due(every: float, *, clock: Callable[[], float] = time.monotonic) -> Callable[[], bool]:
    """Return what tells whoever comes by if something is to be done now, and by them.

    Args:
        every: seconds between two times; the first is at once.
        clock: what tells the time.
    """
    at, asking = clock(), threading.Lock()

    def is_due() -> bool:
        nonlocal at
        with asking:
            if clock() < at:
                return False
            at = clock() + every
            return True

    return is_due


settling: Final = due(SETTLE_SECONDS)
"""When to `settle` again: visits leave behind what Python's own collections would go through."""
