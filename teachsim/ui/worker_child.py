"""The other side of `teachsim.ui.worker`: run one task of the gallery within bounds, and report.

    python -m teachsim.ui.worker_child teachsim.gallery.MODULE:TASK SECONDS

What the task is asked stands in the first line of the input, as JSON; each row that it yields is a
line of the output. The input stays open as long as somebody wants the rest: its end is the end.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Final

from teachsim.ui import guard
from teachsim.ui.words import say

NICE: Final = 10
MEMORY_BYTES: Final = 2**30
CPU_SECONDS: Final = 120.0
"""Twice the longest job that is started, by estimate."""

REFUSED: Final = "refused"
"""The key of a last row that says why there is no other."""

_GALLERY: Final = "teachsim.gallery."
_WANTED: Final = 3  # arguments: this module, the task, the seconds

Task = Callable[[Mapping[str, Any]], Iterator[Mapping[str, object]]]


def task_named(name: str) -> Task:
    """Return a task of the gallery, by `package.module:function`.

    Raises:
        ValueError: If it is none of the gallery's.
    """
    module, _, function = name.partition(":")
    if not module.startswith(_GALLERY) or not function.isidentifier():
        raise ValueError(f"task {name!r} is none of the gallery; pass {_GALLERY}MODULE:FUNCTION")
    task: Task = getattr(import_module(module), function)
    return task


def step_back() -> None:
    """Step back behind whoever is waiting, and bound the memory of this process."""
    if sys.platform != "win32":  # has no priority of this kind
        os.setpriority(os.PRIO_PROCESS, 0, max(NICE, os.getpriority(os.PRIO_PROCESS, 0)))
    guard.limit_memory(MEMORY_BYTES)


def bound(seconds: int) -> None:
    """Step back, and bound the time of this process as well."""
    step_back()
    if sys.platform == "win32":  # has no such timers
        return
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)


def report(task: Task, asked: Mapping[str, Any]) -> None:
    """Write the rows of a task, one a line; why there are no more, if it refuses."""
    try:
        for row in task(asked):
            _say(row)
    except (ValueError, MemoryError) as error:
        _say({REFUSED: str(error) or say("no-memory")})


def _say(row: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(row, allow_nan=False) + "\n")
    sys.stdout.flush()


def _end_with_input() -> None:
    """End this process when its input ends: nobody wants the rest, or the server is gone."""
    sys.stdin.read()
    os._exit(1)


def main() -> None:
    """Run the task that the command names.

    Raises:
        SystemExit: If the command is another.
    """
    if len(sys.argv) != _WANTED:
        raise SystemExit("usage: python -m teachsim.ui.worker_child TASK SECONDS")
    bound(int(sys.argv[2]))
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()
    report(task_named(sys.argv[1]), asked)
    os._exit(0)  # the thread that waits for the end of the input would hold the interpreter


if __name__ == "__main__":
    main()
