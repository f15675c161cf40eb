"""Guards: what one greedy visitor can and cannot do."""

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from teachsim.gallery.setting import MAX_HYPOTHESES, MAX_INSTANCES, MAX_ROUNDS
from teachsim.ui import guard
from teachsim.ui.guard import RefusedError

LONG = guard.SHORT_MARKS + 1


def test_the_largest_table_is_refused_before_it_runs_and_the_way_out_is_named() -> None:
    with pytest.raises(RefusedError, match="use fewer rounds, or run the script below at home"):
        guard.check_cost(
            hypotheses=MAX_HYPOTHESES, instances=MAX_INSTANCES, rounds=MAX_ROUNDS, cells=6
        )


def test_the_largest_pair_of_runs_is_affordable() -> None:
    guard.check_cost(hypotheses=MAX_HYPOTHESES, instances=MAX_INSTANCES, rounds=MAX_ROUNDS, cells=2)


def test_a_run_is_stopped_at_its_deadline() -> None:
    time = iter([0.0, 1.0, 3.0])
    watch = guard.deadline(2.0, clock=lambda: next(time))
    watch(1)
    watch(2)  # between two looks at the clock
    with pytest.raises(RefusedError, match="stopped after 2 seconds"):
        watch(16)


def test_the_clock_is_looked_at_every_64_rounds_at_least() -> None:
    assert guard.ROUNDS_BETWEEN_LOOKS <= 64


@contextmanager
def held_by_others(n: int) -> Iterator[None]:
    """That many places, each held by a thread of its own."""
    ready, over = threading.Barrier(n + 1, timeout=20), threading.Event()

    def hold() -> None:
        with guard.slot(LONG):
            ready.wait()
            over.wait()

    others = [threading.Thread(target=hold) for _ in range(n)]
    for one in others:
        one.start()
    ready.wait()
    try:
        yield
    finally:
        over.set()
        for one in others:
            one.join()


def test_two_long_runs_at_a_time_and_short_ones_beside_them() -> None:
    with held_by_others(guard.SLOTS):
        with guard.slot(guard.SHORT_MARKS, patience=0.0):
            pass
        with pytest.raises(RefusedError, match="try again"), guard.slot(LONG, patience=0.01):
            pass
    with guard.slot(LONG, patience=0.0):
        pass


def test_who_holds_a_place_waits_for_no_other() -> None:
    with held_by_others(guard.SLOTS - 1), guard.slot(LONG, patience=0.0):
        with guard.slot(LONG, patience=0.0):
            pass
        with guard.slot(LONG, patience=0.0), pytest.raises(ZeroDivisionError):
            raise ZeroDivisionError
    with held_by_others(guard.SLOTS):  # all were given back, and once only
        pass


def test_a_place_is_given_back_when_a_run_fails() -> None:
    for _ in range(guard.SLOTS + 1):
        with pytest.raises(ZeroDivisionError), guard.slot(LONG, patience=0.0):
            raise ZeroDivisionError
    assert threading.active_count() >= 1


def test_a_process_with_limited_memory_gets_an_error_instead_of_taking_the_machine() -> None:
    pytest.importorskip("resource")
    code = (
        "from teachsim.ui import guard\n"
        "assert guard.limit_memory(600 * 2**20)\n"
        "try:\n    bytearray(guard.HEADROOM_BYTES + 600 * 2**20)\n"
        "except MemoryError:\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "refused"


def test_what_is_in_use_is_counted_in_pages_as_large_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resource = pytest.importorskip("resource")
    bounds: list[tuple[int, int]] = []
    monkeypatch.setattr(guard, "_pages", lambda: 1000)
    monkeypatch.setattr(resource, "getpagesize", lambda: 2**16)  # as of some arm64 kernels
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    monkeypatch.setattr(resource, "setrlimit", lambda _, bound: bounds.append(bound))
    assert guard.limit_memory(0)
    assert bounds == [(1000 * 2**16 + guard.HEADROOM_BYTES, resource.RLIM_INFINITY)]


def test_what_is_due_is_done_once_by_whoever_comes_by() -> None:
    now = 5.0
    due = guard.due(10.0, clock=lambda: now)
    assert [due(), due()] == [True, False]
    now = 14.9
    assert not due()
    now = 15.0
    assert [due(), due()] == [True, False]


def test_to_settle_again_lets_go_of_what_nobody_needs() -> None:
    class Kept:
        pass

    kept = Kept()
    kept.itself = kept  # type: ignore[attr-defined]  # a circle, which only the collector breaks
    gone = weakref.ref(kept)
    try:
        guard.settle()
        frozen = gc.get_freeze_count()
        assert frozen > 0
        del kept
        gc.collect()
        assert gone() is not None  # frozen: a rerun's collection would not go through it
        guard.settle()
        assert gone() is None
    finally:
        gc.unfreeze()
