"""The other side of `teachsim.ui.beside`: do what comes along a line, until that ends."""

from __future__ import annotations

import contextlib
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import FrameType

from teachsim.ui import data, guard, lab_data  # noqa: F401  # loaded before anybody waits for it
from teachsim.ui.words import say
from teachsim.ui.worker_child import step_back


def serve(line: Connection) -> None:
    """Answer each order with what its function returns, or raises."""
    while True:
        order, seconds = line.recv()
        signal.signal(signal.SIGPROF, _after(seconds))
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            answer = order()
        except Exception as error:
            error.add_note(traceback.format_exc())  # for the server's log
            answer = error
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0.0)
        line.send(answer)


def _after(seconds: float) -> Callable[[int, FrameType | None], None]:
    """Return what ends an order whose time is over."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise guard.RefusedError(say("guard-time").format(seconds=seconds))

    return stop


def main() -> None:
    """Serve the line that the command names, by its number among the open files."""
    step_back()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal: the server ends, and this then
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        serve(Connection(int(sys.argv[1])))


if __name__ == "__main__":
    main()
