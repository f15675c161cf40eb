"""kill -9, a few times; `python -m studies.bench.kills` does it many times, and prints figures."""

import os
import shutil
import signal
import sys
from pathlib import Path

import numpy as np
import pytest

from studies.bench import processes as at
from studies.bench import survival, trial
from teachsim import sweep

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.timeout(900),  # many processes start, on machines that may be busy
]
CELLS = 150


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The table of an undisturbed run, by the serial engine."""
    store = tmp_path_factory.mktemp("calm") / "trial.sqlite"
    trial.do(trial.study_of("slow", CELLS), store, on="serial")
    return survival.table_hash(store)


@pytest.fixture(autouse=True)
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no study end before what disturbs it has come, however slow this machine is."""
    monkeypatch.setenv(trial.HELD, str(tmp_path))


def unharmed(found: survival.Survived, calm: str) -> None:
    assert found.kills > 0
    assert (found.lost, found.orphans, found.table) == (0, 0, calm)


def poisoned(store: Path) -> None:
    """All 30 tasks have a row, and two of them did not come to a number."""
    ends = {row[0]: row[-2] for row in sweep.table_of(store).rows}
    assert len(ends) == 30
    assert (ends.pop(trial.EXITS), ends.pop(trial.RAISES)) == ("crashed", "failed")
    assert set(ends.values()) == {"done"}


# ---------------------------------------------------------------- on this machine
def test_a_driver_killed_here_loses_no_row_and_leaves_no_worker(tmp_path: Path, calm: str) -> None:
    rng = np.random.default_rng(1)
    unharmed(survival.drivers_killed(tmp_path, on="local", kills=2, cells=CELLS, rng=rng), calm)


def test_workers_killed_here_cost_nothing_but_time(tmp_path: Path, calm: str) -> None:
    rng = np.random.default_rng(2)
    unharmed(survival.workers_killed(tmp_path, on="local", kills=2, cells=CELLS, rng=rng), calm)


def test_a_task_that_exits_is_a_row_and_all_others_are_done(tmp_path: Path) -> None:
    store = tmp_path / "trial.sqlite"
    with at.driver(store, task="poison", cells=30, on="local") as process:
        assert "Traceback" not in process.communicate()[1]
    poisoned(store)


def test_ctrl_c_keeps_all_and_says_how_to_go_on(tmp_path: Path) -> None:
    way_on = f"python studies/liars.py --seeds 100 --on local --workers 1 --out {tmp_path}"
    store = tmp_path / "liars.sqlite"
    with at.python("studies/liars.py", "--out", str(tmp_path), "--workers", "1") as asked:
        assert at.until_more(store, than=0, by=asked)
        asked.send_signal(signal.SIGINT)
        said = asked.communicate()[1]
        assert at.left_of(asked.pid) == []
    assert asked.returncode == 130
    assert f"go on with: {way_on}" in said
    assert at.rows_in(store)


STARTS_SLOWLY = """
import os, sys, time
from pathlib import Path
from teachsim import sweep

if __name__ == "__main__":
    try:
        with sweep.opened("local", workers=2):
            print("nobody interrupted")
    except KeyboardInterrupt:
        sys.exit("interrupted")
else:  # as a worker, before it knows what it is for
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(0.5)
"""


def test_ctrl_c_while_workers_start_is_the_drivers_alone_to_hear(tmp_path: Path) -> None:
    (script := tmp_path / "slow.py").write_text(STARTS_SLOWLY)
    (started := tmp_path / "started").mkdir()
    with at.python(str(script), str(started)) as asked:
        assert at.until(lambda: len([*started.iterdir()]) == 2)
        os.killpg(asked.pid, signal.SIGINT)  # as a terminal does
        assert asked.communicate()[1] == "interrupted\n"
        assert at.left_of(asked.pid) == []


# ---------------------------------------------------------------- on a cluster
def test_a_cluster_survives_its_driver_and_a_worker(
    tmp_path: Path, calm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "1")  # 3 take seconds
    rng = np.random.default_rng(3)
    with at.cluster(tmp_path) as (address, *_):
        for survive in (survival.drivers_killed, survival.workers_killed):
            unharmed(survive(tmp_path, on=address, kills=1, cells=CELLS, rng=rng), calm)
            (tmp_path / "trial.sqlite").unlink()
        store = tmp_path / "poison.sqlite"
        with at.driver(store, task="poison", cells=30, on=address) as process:
            assert "Traceback" not in process.communicate()[1]
    poisoned(store)


def test_a_killed_scheduler_ends_the_driver_with_a_sentence(tmp_path: Path, calm: str) -> None:
    pytest.importorskip("distributed")
    unharmed(survival.scheduler_killed(tmp_path, cells=CELLS), calm)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_bench_that_is_ended_ends_its_cluster(ending: signal.Signals) -> None:
    pytest.importorskip("distributed")
    with at.python("-m", "studies.bench.projection", "--largest", "48") as bench:
        assert at.until(lambda: len(at.children(bench.pid, doing="-m\0dask\0")) == 2)
        cluster = at.children(bench.pid, doing="-m\0dask\0")
        bench.send_signal(ending)
        assert bench.wait(60) == 128 + ending
        left = [at.left_of(process) for process in cluster]
        for one in (process for session in left for process in session):
            at.kill(one)
    assert left == [[], []]


def test_a_worker_with_other_code_is_found_out(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    other = tmp_path / "checkout"
    skipped = shutil.ignore_patterns("__pycache__")
    for part in ("teachsim", "studies/bench"):
        shutil.copytree(at.ROOT / part, other / part, ignore=skipped)
    with (other / "teachsim" / "version.py").open("w") as file:
        file.write("# one file more\n")
    before = ("env", f"PYTHONPATH={other}", "PYTHONSAFEPATH=1")  # not the folder it starts in
    with (
        at.cluster(tmp_path, before=before) as (address, *_),
        at.driver(tmp_path / "trial.sqlite", task="draw", cells=9, on=address) as process,
    ):
        said = process.communicate()[1]
    assert "give both the same revision and start the worker anew" in said
    assert at.rows_in(tmp_path / "trial.sqlite") == {}


def test_a_scheduler_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    nobody = "tcp://127.0.0.1:9"
    with at.driver(tmp_path / "a.sqlite", task="draw", cells=9, on=nobody) as process:
        assert f"no Dask scheduler answers at {nobody}" in process.communicate()[1]
