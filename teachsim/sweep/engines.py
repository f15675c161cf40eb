"""Where tasks run, through one door, `submit`: here, in processes of this machine, or on a cluster.

Of each engine the driver knows how many chunks it takes at once, what says that a worker was lost,
and how often a task may lose one before it is given up.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from teachsim.core.checks import quoted
from teachsim.sweep.worker import Order, Outcome, guard, work

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Door", "EngineError", "opened"]

SERIAL, LOCAL, CLUSTER = "serial", "local", ("tcp://", "tls://")
_STRIKES = 3
_WAIT = "10s"  # for a scheduler to answer


class EngineError(ValueError):
    """An engine cannot be reached, or was lost; what is committed is kept."""


@dataclass(frozen=True)
class Door:
    """An engine that is open.

    Attributes:
        submit: Hands a chunk over.
        width: How many chunks it works at; 0 while nobody is there to work.
        lost: What a future raises if its worker is gone.
        strikes: How many workers a task alone may lose.
        lacks: What to say while nobody is there, and what to do.
    """

    submit: Callable[[Order], Future[list[Outcome]]]
    width: Callable[[], int]
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    strikes: int = _STRIKES
    lacks: str = ""


def checked(on: str) -> str:
    """The name of an engine.

    Raises:
        ValueError: If it is none.
    """
    if on not in {SERIAL, LOCAL} and not on.startswith(CLUSTER):
        raise ValueError(
            f"the engine is {quoted(on)}, but must be serial, local, or the address of a Dask "
            "scheduler, tcp://host:port or tls://host:port; give one of these"
        )
    return on


@contextmanager
def opened(on: str, *, workers: int | None = None) -> Iterator[Door]:
    """An engine for a while; on leaving, its workers stop at once.

    Args:
        on: "serial", "local", or an address "tcp://host:port" or "tls://host:port".
        workers: Processes of "local", one for each core if None; others go by what is there.

    Raises:
        EngineError: If the scheduler does not answer.
    """
    if checked(on) == SERIAL:
        yield Door(_at_once, lambda: 1)
    elif on == LOCAL:
        with _processes(workers or _cores()) as door:
            yield door
    else:
        with _cluster(on) as door:
            yield door


def _cores() -> int:
    """The cores that this process may use, or all where the system cannot say."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _at_once(order: Order) -> Future[list[Outcome]]:
    """A future that is there already."""
    future: Future[list[Outcome]] = Future()
    try:
        future.set_result(work(order))
    except ValueError as refused:
        future.set_exception(refused)
    return future


@contextmanager
def _processes(workers: int) -> Iterator[Door]:
    """Processes of this machine; each starts anew and loads what it needs."""
    theirs, mine = get_context("spawn").Pipe(duplex=False)
    with theirs, mine:
        pool = _started(workers, tether=theirs)
        try:
            yield Door(lambda order: pool.submit(work, order), lambda: workers)
        finally:
            mine.close()  # the workers see it, and end
            pool.shutdown(wait=True, cancel_futures=True)


def _started(workers: int, *, tether: Connection) -> ProcessPoolExecutor:
    """A pool that has worked once: no task is to blame for a process that cannot start.

    Raises:
        EngineError: If none can be had.
    """
    context = get_context("spawn")  # a fork would share locks, threads and streams
    for _ in range(_STRIKES):
        pool = ProcessPoolExecutor(workers, context, initializer=guard, initargs=(tether,))
        try:
            with _undisturbed():
                firsts = [pool.submit(os.getpid) for _ in range(workers)]
            for first in firsts:
                first.result()
        except BrokenExecutor:
            pool.shutdown(wait=True, cancel_futures=True)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        else:
            return pool
    raise EngineError(
        f"of {workers} processes of this machine one ended as it started, {_STRIKES} times in a "
        "row; see above what it said, or run with --on serial"
    )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back as processes start: they inherit that, until `guard` leaves it to us."""
    if sys.platform == "win32":
        yield
        return
    was = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, was)


@contextmanager
def _cluster(address: str) -> Iterator[Door]:
    """An existing Dask scheduler; for tls:// Dask's settings name the certificates.

    A worker that Dask declares killed has been replaced several times: one strike will do.
    """
    try:
        from distributed import Client, KilledWorker
    except ModuleNotFoundError:
        raise EngineError(
            f"{address} is a Dask scheduler, but distributed is not installed; "
            "pip install 'teachsim[cluster]'"
        ) from None
    try:
        client = Client(address, timeout=_WAIT)
    except (OSError, TimeoutError) as error:
        raise EngineError(
            f"no Dask scheduler answers at {address} ({error}); start one with `dask scheduler`, "
            "or run with --on local"
        ) from None
    except (RuntimeError, TypeError, ValueError) as error:  # so Dask says that settings do not fit
        raise EngineError(
            f"{address} cannot be dialled ({error}); give host and port, and for tls:// name the "
            "certificates in Dask's settings, as docs/cluster.md does"
        ) from None
    try:
        pool = client.get_executor(pure=False)
        yield Door(
            lambda order: pool.submit(work, order),
            lambda: _threads(client),
            (KilledWorker,),
            strikes=1,
            lacks=f"no worker is there; start one with `dask worker {address}`, with teachsim "
            "installed there, and it goes on by itself",
        )
    finally:
        client.close(timeout=2)


def _threads(client: Client) -> int:
    """Threads of all workers that are there now, maybe 0; one if that cannot be asked."""
    try:
        return sum(client.nthreads().values()) if client.status == "running" else 1
    except OSError:  # the connection went meanwhile: the futures will say so
        return 1
