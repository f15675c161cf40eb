"""Long computations of a page beside the server: in processes of their own, each bounded.

A thread of the server that computes holds up everybody, as one at a time runs Python. So what is
long goes to one of two helpers, which step back behind the server and are bounded in memory and
time; what is short is done at once. A helper waits for what is next, and ends with its server.
"""

from __future__ import annotations

import contextlib
import copyreg
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from types import MappingProxyType
from typing import Any, Final, TypeVar

from teachsim.ui import guard
from teachsim.ui.words import say
from teachsim.ui.worker import environment

__all__ = ["compute", "use"]

CPU_SECONDS: Final = 10.0
"""Of the processor, for one order: several times what the estimates of `guard` let through."""

LONGEST_SECONDS: Final = 30.0
"""By the clock, until a helper that does not answer is ended."""

_CHILD: Final = "teachsim.ui.beside_child"

_Out = TypeVar("_Out")


@dataclass(frozen=True, eq=False)
class _Helper:
    process: subprocess.Popen[bytes]
    line: Connection

    def end(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


def _frozen(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))  # of certificates


_idle: Final[list[_Helper]] = []
_used = threading.Event()


def use() -> None:
    """Have helpers from now on, one of them at once: a server does, a test that plays one does not.

    Where no pipe can be handed to another process, as on Windows, there are none; nor where none
    may be started, as where a host allows no more: then the server computes itself.
    """
    if sys.platform != "win32" and not _used.is_set():
        with contextlib.suppress(OSError):
            _idle.append(_started())
            _used.set()


def compute(needed: int, order: Callable[[], _Out]) -> _Out:
    """Return what an order returns, from a helper if it takes long and there are any.

    Args:
        needed: Its work by estimate, in the marks of `guard`.
        order: A function of a module with what it is given, as a `functools.partial`.

    Raises:
        RefusedError: If the server is busy, or the helper took too long or was ended.
    """
    with guard.slot(needed):
        beside = needed > guard.SHORT_MARKS and _used.is_set()
        return _asked(order) if beside else order()


def _asked(order: Callable[[], _Out]) -> _Out:
    """Return what a helper makes of an order; one that does not take it or answer is ended."""
    helper, late = _waiting(), threading.Event()

    def end() -> None:
        late.set()
        helper.process.kill()  # and the line, which may wait in either direction, breaks

    watch = threading.Timer(LONGEST_SECONDS, end)
    try:
        watch.start()
        helper.line.send((order, CPU_SECONDS))
        answer = helper.line.recv()
    except (EOFError, OSError):
        helper.end()
        slow = say("guard-time").format(seconds=LONGEST_SECONDS)
        raise guard.RefusedError(slow if late.is_set() else say("guard-ended")) from None
    except BaseException:
        helper.end()
        raise
    finally:
        watch.cancel()
    _idle.append(helper)
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _waiting() -> _Helper:
    """Return a helper that waits, or a new one: some may have been ended, as where memory is short.

    Raises:
        RefusedError: If none can be started.
    """
    while _idle:
        with contextlib.suppress(IndexError):  # another thread may take the last one
            helper = _idle.pop()
            if helper.process.poll() is None:
                return helper
            helper.end()
    try:
        return _started()
    except OSError:
        raise guard.RefusedError(say("guard-ended")) from None


def _started() -> _Helper:
    """Start a helper; it loads what it needs while others go on."""
    mine, theirs = Pipe()
    with contextlib.closing(theirs):
        process = subprocess.Popen(
            [sys.executable, "-m", _CHILD, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=environment(),
        )
    return _Helper(process, mine)
