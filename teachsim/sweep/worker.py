"""What a worker does: a chunk of tasks, each to values or to the traceback of what went wrong.

It goes by reference (`work` is imported on the other side), and all that travels is text and
numbers, so a worker needs teachsim and the task's module, the same as the driver's.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection, parent_process
from typing import Any

import numpy as np

from teachsim.core.checks import quoted
from teachsim.sweep.provenance import CodeError, code_of, legible
from teachsim.sweep.study import Scalar, Task, encodable

__all__ = ["CRASHED", "DONE", "FAILED", "Order", "Outcome", "guard", "work"]

DONE, FAILED, CRASHED = "done", "failed", "crashed"


@dataclass(frozen=True)
class Order:
    """A chunk of tasks.

    Attributes:
        task: "package.module:function".
        code: Hash of the code that the driver has.
        seed: That of the study.
        tasks: What to do.
    """

    task: str
    code: str
    seed: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a task.

    Attributes:
        status: "done", "failed" (it raised) or "crashed" (it took its process with it).
        values: As JSON; empty unless done.
        error: The traceback, or empty.
        seconds: What it took.
    """

    status: str
    values: str
    error: str
    seconds: float


def work(order: Order) -> list[Outcome]:
    """The outcomes of a chunk, one a task.

    Raises:
        CodeError: If the code here is not the driver's, or the task cannot be loaded.
    """
    if (mine := code_of(order.task)) != order.code:
        raise CodeError(
            f"the worker on {platform.node()} has code {mine}, the driver {order.code}; give both "
            "the same revision and start the worker anew"
        )
    function = _function(order.task)
    return [_outcome(function, order.seed, task=task) for task in order.tasks]


def _function(task: str) -> Any:
    """The function of a task "package.module:function"."""
    module, _, name = task.partition(":")
    try:
        return getattr(import_module(module), name)
    except Exception as error:  # whatever the module does when it is loaded
        raise CodeError(
            f"task {task} cannot be loaded on {platform.node()} ({error!r}); see that the module "
            "can be imported there and has the function at its top"
        ) from None


def _outcome(function: Any, seed: int, *, task: Task) -> Outcome:
    """The outcome of one call."""
    start = time.perf_counter()
    values = error = ""
    try:
        stream = np.random.SeedSequence(seed, spawn_key=(task.replicate,))
        parameters = json.loads(task.parameters)
        found = function(np.random.default_rng(stream), **parameters)
        values = json.dumps(_checked(found, parameters))
    except BaseException as raised:  # SystemExit is the task's error, and not the driver's end
        if isinstance(raised, KeyboardInterrupt) and _hears_ctrl_c():
            raise
        error = legible(traceback.format_exc())
    seconds = time.perf_counter() - start
    return Outcome(FAILED if error else DONE, values, error, seconds)


def _hears_ctrl_c() -> bool:
    """Whether Ctrl-C may have come here: to a driver that works itself, and to no worker.

    Those of this machine ignore it, those of Dask work in threads beside the main one.
    """
    main = threading.current_thread() is threading.main_thread()
    return main and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def _checked(found: object, parameters: Mapping[str, Scalar]) -> dict[str, str | int | float]:
    """The values of a cell, of Python's own types.

    Raises:
        ValueError: If they are no flat mapping of numbers and strings, take a parameter's name, or
            hold half a character.
    """
    if not isinstance(found, Mapping) or not found:
        raise ValueError(
            f"the task returned {quoted(found)}, but must return a mapping of numbers and strings"
        )
    values: dict[str, str | int | float] = {}
    for name, value in found.items():
        if not isinstance(name, str) or name in {*parameters, "replicate", "status", "error"}:
            raise ValueError(
                f"the task names a value {quoted(name)}, but parameters, replicate, status and "
                "error have columns of their own; call it something else"
            )
        plain = value.item() if isinstance(value, np.generic) else value
        if not isinstance(plain, (str, int, float)):
            raise ValueError(
                f"value {name} is {quoted(value)}, but must be a number or a string; give each "
                "entry of a list a name of its own, or make a string of it"
            )
        if not encodable(f"{name}{plain}"):
            raise ValueError(
                f"value {quoted(name)} is {quoted(plain)}, in which stands half a character (a "
                "lone surrogate), but no file can hold one; replace it"
            )
        values[name] = plain
    return values


def guard(tether: connection.Connection) -> None:
    """See that this process ends with its driver: killed or closed, it leaves no orphans.

    Args:
        tether: The end of a pipe whose other end the driver holds.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to hear
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # held back until here
    threading.Thread(target=_end_with, args=(tether,), daemon=True).start()


def _end_with(tether: connection.Connection) -> None:
    parent = parent_process()
    connection.wait([tether] if parent is None else [tether, parent.sentinel])
    os._exit(1)
