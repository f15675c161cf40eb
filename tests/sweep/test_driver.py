"""The driver, with engines that lose workers whenever the test says so."""

import os
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from studies.bench import trial
from teachsim import sweep
from teachsim.sweep.driver import Chunk, Queue
from teachsim.sweep.engines import Door
from teachsim.sweep.worker import Order, Outcome, work

Submit = Callable[[Order], Future[list[Outcome]]]


def done(order: Order) -> Future[list[Outcome]]:
    future: Future[list[Outcome]] = Future()
    future.set_result(work(order))
    return future


def broken() -> Future[list[Outcome]]:
    future: Future[list[Outcome]] = Future()
    future.set_exception(BrokenProcessPool("a worker died"))
    return future


@contextmanager
def engine(submit: Submit) -> Iterator[Door]:
    yield Door(submit, lambda: 2)


def table(store: Path) -> list[tuple[object, ...]]:
    return list(sweep.table_of(store).rows)


def through(study: sweep.Study, store: Path, submit: Submit = done) -> None:
    with sweep.opened_store(store, study) as opened:
        sweep.run(study, opened, engine=partial(engine, submit))


def test_each_task_gets_its_own_stream_and_cells_share_worlds(tmp_path: Path) -> None:
    cells = sweep.grid({"cell": range(3)})
    study = sweep.Study("trial", "studies.bench.trial:draw", cells, replicates=2, seed=5)
    through(study, tmp_path / "trial.sqlite")
    found = {(row[0], row[1]): row[2] for row in table(tmp_path / "trial.sqlite")}
    for (cell, replicate), drawn in found.items():
        stream = np.random.SeedSequence(5, spawn_key=(int(str(replicate)),))
        assert drawn == np.random.default_rng(stream).random() + int(str(cell))


def test_what_is_committed_is_not_run_again_and_a_grown_grid_keeps_it(tmp_path: Path) -> None:
    asked: list[int] = []

    def counting(order: Order) -> Future[list[Outcome]]:
        asked.append(len(order.tasks))
        return done(order)

    for cells, new in ((5, 5), (5, 0), (9, 4)):
        asked.clear()
        through(trial.study_of("draw", cells), tmp_path / "trial.sqlite", counting)
        assert sum(asked) == new


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """The rows of 30 cells when nothing is lost."""
    store = tmp_path_factory.mktemp("calm") / "trial.sqlite"
    through(trial.study_of("draw", 30), store)
    return table(store)


@settings(max_examples=20)  # each commits a few dozen times, to the disk
@given(some.data())
def test_whatever_is_lost_and_whenever_all_rows_come_out_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    calm: list[tuple[object, ...]],
    data: some.DataObject,
) -> None:
    """Futures and submissions break as hypothesis pleases, but not for ever."""
    folder = tmp_path_factory.mktemp("lost")
    study = trial.study_of("draw", 30)
    left = [data.draw(some.integers(0, 12), label="breaks")]

    def unsteady(order: Order) -> Future[list[Outcome]]:
        if left[0] and data.draw(some.booleans(), label="breaks now"):
            left[0] -= 1
            if data.draw(some.booleans(), label="at submission"):
                raise BrokenProcessPool("a worker died")
            # A task on its own is not lost twice in a row here: it would count as the culprit.
            return broken() if len(order.tasks) > 1 else done(order)
        return done(order)

    through(study, folder / "lost.sqlite", unsteady)
    assert table(folder / "lost.sqlite") == calm


def test_a_task_that_kills_its_worker_is_found_out_alone_after_three_strikes(
    tmp_path: Path,
) -> None:
    alone: list[int] = []

    def poisoned(order: Order) -> Future[list[Outcome]]:
        if any('"cell":7}' in task.parameters for task in order.tasks):
            if len(order.tasks) == 1:
                alone.append(1)
            return broken()
        return done(order)

    through(trial.study_of("draw", 20), tmp_path / "trial.sqlite", poisoned)
    rows = table(tmp_path / "trial.sqlite")
    assert [row[-2] for row in rows] == ["crashed" if row[0] == 7 else "done" for row in rows]
    assert len(rows) == 20
    assert len(alone) >= 3


def test_a_task_that_raises_leaves_a_row_with_its_traceback(tmp_path: Path) -> None:
    store = tmp_path / "trial.sqlite"
    study = sweep.Study("trial", "studies.bench.trial:poison", sweep.grid({"cell": range(9, 13)}))
    through(study, store)
    (row,) = (row for row in table(store) if row[-2] == "failed")
    assert row[0] == trial.RAISES
    assert row[-1] == "RuntimeError: cell 11 cannot be"
    with sqlite3.connect(store) as rows:
        (text,) = rows.execute("select error from rows where status = 'failed'").fetchone()
    rows.close()
    assert text.startswith("Traceback (most recent call last)")


def test_half_a_character_in_an_error_or_on_the_command_line_stops_no_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(rng: np.random.Generator) -> sweep.Found:
        raise ValueError("no file caf\udce9")

    monkeypatch.setattr(trial, "draw", wrong)
    monkeypatch.setattr(sys, "argv", ["study.py", "caf\udce9"])  # as from a file name in Latin-1
    study, store = sweep.Study("trial", "studies.bench.trial:draw", ({},)), tmp_path / "a.sqlite"
    through(study, store)
    assert table(store)[0][-2:] == ("failed", r"ValueError: no file caf\udce9")
    sweep.export(store, tmp_path / "a.csv")


def test_what_failed_is_done_again_only_when_asked_for(tmp_path: Path) -> None:
    study = sweep.Study("trial", "studies.bench.trial:poison", ({"cell": trial.RAISES},))
    asked = []

    def counting(order: Order) -> Future[list[Outcome]]:
        asked.append(order)
        return done(order)

    for past, times in ((sweep.Past.KEEP, 1), (sweep.Past.KEEP, 1), (sweep.Past.RETRY, 2)):
        with sweep.opened_store(tmp_path / "trial.sqlite", study, past=past) as store:
            sweep.run(study, store, engine=partial(engine, counting), past=past)
        assert len(asked) == times


def test_what_failed_in_an_earlier_run_is_counted_among_what_is_done(tmp_path: Path) -> None:
    store = tmp_path / "trial.sqlite"
    told: list[tuple[int, int, int]] = []

    def again(*cells: int, past: sweep.Past = sweep.Past.KEEP) -> tuple[int, int, int]:
        poison = sweep.grid({"cell": cells})
        study = sweep.Study("trial", "studies.bench.trial:poison", poison)
        with sweep.opened_store(store, study, past=past) as opened:
            run = partial(sweep.run, study, opened, engine=partial(engine, done), past=past)
            run(report=lambda now: told.append((now.done, now.total, now.failed)))
        return told[-1]

    for past in (sweep.Past.KEEP, sweep.Past.KEEP, sweep.Past.RETRY):
        assert again(9, 10, trial.RAISES, past=past) == (3, 3, 1)
        from_outside = sweep.standing(store)
        assert (from_outside.done, from_outside.total, from_outside.failed) == (3, 3, 1)
    assert again(10) == (1, 1, 0)  # what failed is not asked for


def test_nothing_is_forgotten_where_rows_of_other_code_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "trial.sqlite"
    fails, holds = {"cell": trial.RAISES}, {"cell": 0}
    both = sweep.Study("trial", "studies.bench.trial:poison", (fails, holds))

    def again(study: sweep.Study, past: sweep.Past) -> None:
        with sweep.opened_store(store, study, past=past) as opened:
            sweep.run(study, opened, engine=partial(engine, done), past=past)

    with monkeypatch.context() as older:
        for module in ("provenance", "worker"):
            older.setattr(f"teachsim.sweep.{module}.code_of", lambda task: "f" * 16)
        through(both, store)
    was = table(store)
    with pytest.raises(sweep.StoreError, match=r"rows of other code .*f{16}"):
        again(both, sweep.Past.RETRY)
    assert table(store) == was
    again(replace(both, cells=(fails,)), sweep.Past.RETRY)  # no row of other code is kept of these
    assert len(sweep.table_of(store).header) == 3
    again(both, sweep.Past.RETRY | sweep.Past.FOREIGN)
    assert table(store) == was


def test_rows_of_other_code_are_refused_unless_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, study = tmp_path / "trial.sqlite", trial.study_of("draw", 3)
    monkeypatch.setattr("teachsim.sweep.provenance.code_of", lambda task: "f" * 16)
    with pytest.raises(sweep.CodeError, match=r"has code .*, the driver f{16}; give both the"):
        through(study, store)
    monkeypatch.setattr("teachsim.sweep.worker.code_of", lambda task: "f" * 16)
    through(study, store)
    monkeypatch.undo()
    with pytest.raises(sweep.StoreError, match=r"rows of other code .*f{16}.*--fresh"):
        through(study, store)
    with sweep.opened_store(store, trial.study_of("draw", 4)) as opened:
        sweep.run(
            trial.study_of("draw", 4),
            opened,
            engine=partial(engine, done),
            past=sweep.Past.FOREIGN,
        )
    assert len(sweep.table_of(store).header) == 3  # both codes, and the study
    with sweep.opened_store(store, study, past=sweep.Past.FRESH) as opened:
        sweep.run(study, opened, engine=partial(engine, done), past=sweep.Past.FRESH)
    assert len(table(store)) == 3


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("no.such.module:f", "there is no module no.such.module"),
        ("studies.bench.trial:nothing", "cannot be loaded"),
    ],
)
def test_a_task_that_is_not_there_stops_the_study(tmp_path: Path, task: str, said: str) -> None:
    study = sweep.Study("trial", task, ({},))
    with pytest.raises(sweep.CodeError, match=said):
        through(study, tmp_path / "trial.sqlite")


def test_an_engine_that_is_lost_keeps_what_is_committed(tmp_path: Path) -> None:
    study, store = trial.study_of("draw", 40), tmp_path / "trial.sqlite"
    taken: list[Order] = []

    def lost(order: Order) -> Future[list[Outcome]]:
        taken.append(order)
        if len(taken) < 4:
            return done(order)
        future: Future[list[Outcome]] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future

    with pytest.raises(sweep.EngineError, match="was lost; what was committed is kept"):
        through(study, store, lost)
    assert len(table(store)) == sum(len(order.tasks) for order in taken[:3])
    through(study, store)
    assert len(table(store)) == 40


def test_while_no_worker_is_there_the_driver_says_so_and_goes_on_with_the_first_that_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("teachsim.sweep.driver._TICK", 0.01)
    study, store = trial.study_of("draw", 9), tmp_path / "trial.sqlite"
    accepted: list[tuple[Order, Future[list[Outcome]]]] = []
    seen: list[sweep.Standing] = []

    def later(order: Order) -> Future[list[Outcome]]:
        if len(seen) >= 3:
            return done(order)
        future: Future[list[Outcome]] = Future()
        accepted.append((order, future))
        return future

    def report(now: sweep.Standing) -> None:
        seen.append(now)
        if len(seen) == 3:  # somebody comes
            for order, future in accepted:
                future.set_result(work(order))

    @contextmanager
    def deserted() -> Iterator[Door]:
        yield Door(later, lambda: 0 if len(seen) < 3 else 2, lacks="nobody is there; be patient")

    with sweep.opened_store(store, study) as opened:
        sweep.run(study, opened, engine=deserted, report=report)
    assert [now.lacks for now in seen[:3]] == ["nobody is there; be patient"] * 3
    assert not any(now.lacks for now in seen[3:])
    assert seen[-1].done == 9
    assert len(table(store)) == 9


def test_a_process_that_cannot_start_is_no_tasks_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (broken := tmp_path / "broken.py").write_text("raise RuntimeError('not twice')\n")
    main = ModuleType("__main__")  # each process that is spawned runs the file of this
    main.__file__ = str(broken)
    monkeypatch.setitem(sys.modules, "__main__", main)
    store = tmp_path / "trial.sqlite"
    with pytest.raises(sweep.EngineError, match="of 1 processes of this machine one ended as it"):
        trial.do(trial.study_of("draw", 3), store, on="local", workers=1)
    assert table(store) == []
    assert "not twice" in capfd.readouterr().err


def test_where_no_system_says_which_cores_are_ours_all_of_them_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)  # as on macOS and Windows
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with sweep.opened("local") as door:
        assert door.width() == 1


# ---------------------------------------------------------------- the queue
TASKS = [*trial.study_of("draw", 50).tasks()]


@given(
    flying=some.integers(0, 9),
    width=some.integers(1, 4),
    fitting=some.integers(1, 2_000),
    n=some.integers(0, 50),
)
def test_a_chunk_stays_on_the_list_until_it_is_taken(
    flying: int, width: int, fitting: int, n: int
) -> None:
    queue = Queue(deque(TASKS[:n]))
    chunk = queue.next(flying=flying, width=width, fitting=fitting)
    assert [*queue.todo] == TASKS[:n]
    if chunk is None:
        assert not n or flying >= 2 * width
        return
    assert 1 <= len(chunk.tasks) <= min(n, fitting)
    queue.taken(chunk)
    assert [*chunk.tasks, *queue.todo] == TASKS[:n]


def test_suspects_run_one_by_one_with_nothing_else_in_flight() -> None:
    queue = Queue(deque(TASKS[10:]))
    assert queue.lost(Chunk(tuple(TASKS[:10])), most=3) is None
    assert queue.next(flying=1, width=4, fitting=5) is None
    chunk = queue.next(flying=0, width=4, fitting=5)
    assert chunk == Chunk((TASKS[0],), alone=True)
    for strike in (1, 2, 3):
        queue.taken(chunk)
        given_up = queue.lost(chunk, most=3)
        assert given_up == (TASKS[0] if strike == 3 else None)
    assert queue.suspects[0] == TASKS[1]
