"""kill -9, a few times; `python -m studies.bench.kills` does it many times, and prints figures."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from studies.bench import kills, trial
from studies.bench import processes as at
from teachsim import sweep

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.timeout(900),  # many processes start, on machines that may be busy
]
CELLS, ADDRESS = 600, "10.213.7.2"


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The table of an undisturbed run, by the serial engine."""
    store = tmp_path_factory.mktemp("calm") / "trial.sqlite"
    trial.do(trial.study_of("slow", CELLS), store, on="serial")
    return kills.table_hash(store)


def unharmed(found: kills.Survived, calm: str) -> None:
    assert found.kills > 0
    assert (found.lost, found.orphans, found.table) == (0, 0, calm)


# ---------------------------------------------------------------- on this machine
def test_a_driver_killed_here_loses_no_row_and_leaves_no_worker(tmp_path: Path, calm: str) -> None:
    rng = np.random.default_rng(1)
    unharmed(kills.drivers_killed(tmp_path, on="local", kills=3, cells=CELLS, rng=rng), calm)


def test_workers_killed_here_cost_nothing_but_time(tmp_path: Path, calm: str) -> None:
    rng = np.random.default_rng(2)
    unharmed(kills.workers_killed(tmp_path, on="local", kills=2, cells=CELLS, rng=rng), calm)


def test_a_task_that_exits_is_a_row_and_all_others_are_done(tmp_path: Path) -> None:
    store = tmp_path / "trial.sqlite"
    trial.do(trial.study_of("poison", 30), store, on="local", workers=2)
    rows = sweep.table_of(store).rows
    ends = {row[0]: row[-2] for row in rows}
    assert (ends.pop(trial.EXITS), ends.pop(trial.RAISES)) == ("crashed", "failed")
    assert set(ends.values()) == {"done"}
    assert len(rows) == 30


def test_ctrl_c_keeps_all_and_says_how_to_go_on(tmp_path: Path) -> None:
    words = [sys.executable, "studies/liars.py", "--out", str(tmp_path), "--workers", "1"]

    def hears() -> None:  # also where the tests themselves run in the background, deaf to Ctrl-C
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    asked = subprocess.Popen(
        words, cwd=at.ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=hears
    )
    store = tmp_path / "liars.sqlite"
    assert at.until_more(store, than=2, by=asked)
    workers = at.children(asked.pid)
    asked.send_signal(signal.SIGINT)
    start = time.monotonic()
    said = asked.communicate()[1]
    assert asked.returncode == 130
    assert (
        f"go on with: python studies/liars.py --seeds 100 --on local --workers 1 --out {tmp_path}"
        in said
    )
    assert time.monotonic() - start < 60
    assert at.gone(workers)
    assert len(at.rows_in(store)) > 2


# ---------------------------------------------------------------- on a cluster
def test_a_cluster_survives_its_driver_and_a_worker(tmp_path: Path, calm: str) -> None:
    pytest.importorskip("distributed")
    rng = np.random.default_rng(3)
    with at.cluster(tmp_path) as (address, *_):
        for n, survive in enumerate((kills.drivers_killed, kills.workers_killed)):
            (folder := tmp_path / str(n)).mkdir()
            unharmed(survive(folder, on=address, kills=1, cells=CELLS, rng=rng), calm)
        store = tmp_path / "trial.sqlite"
        said = at.driver(store, task="poison", cells=30, on=address).communicate()[1]
        assert said == "" or "Traceback" not in said
    ends = {row[0]: row[-2] for row in sweep.table_of(store).rows}
    assert (ends.pop(trial.EXITS), ends.pop(trial.RAISES)) == ("crashed", "failed")
    assert set(ends.values()) == {"done"}


def test_a_killed_scheduler_ends_the_driver_with_a_sentence(tmp_path: Path, calm: str) -> None:
    pytest.importorskip("distributed")
    unharmed(kills.scheduler_killed(tmp_path, cells=CELLS), calm)


def test_a_worker_with_other_code_is_found_out(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    other = tmp_path / "checkout"
    skipped = shutil.ignore_patterns("__pycache__")
    for part in ("teachsim", "studies/bench"):
        shutil.copytree(at.ROOT / part, other / part, ignore=skipped)
    with (other / "teachsim" / "version.py").open("w") as file:
        file.write("# one file more\n")
    with at.cluster(tmp_path, before=("env", f"PYTHONPATH={other}")) as (address, *_):
        process = at.driver(tmp_path / "trial.sqlite", task="draw", cells=9, on=address)
        said = process.communicate()[1]
    assert "give both the same revision and start the worker anew" in said
    assert at.rows_in(tmp_path / "trial.sqlite") == {}


def test_a_scheduler_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    process = at.driver(tmp_path / "a.sqlite", task="draw", cells=9, on="tcp://127.0.0.1:9")
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in process.communicate()[1]


@contextmanager
def namespace() -> Iterator[list[str]]:
    """What runs a command behind a cable of its own, where that is permitted."""
    name, cable = "teachsim-test", "teachsim-t0"
    steps = f"""
        ip netns add {name}
        ip link add {cable} type veth peer name eth0 netns {name}
        ip addr add 10.213.7.1/24 dev {cable}
        ip link set {cable} up
        ip -n {name} addr add {ADDRESS}/24 dev eth0
        ip -n {name} link set eth0 up
        ip -n {name} link set lo up"""
    made = [subprocess.run(step.split(), check=False).returncode for step in steps.split("\n")[1:]]
    try:
        if any(made):
            pytest.skip("no network namespace may be made here")
        yield ["ip", "netns", "exec", name]
    finally:
        subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)


@pytest.mark.skipif(shutil.which("ip") is None, reason="needs ip, to cut a cable")
def test_a_cut_cable_ends_the_driver_with_a_sentence_and_costs_no_row(
    tmp_path: Path, calm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP", "4s")
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "4s")
    store = tmp_path / "trial.sqlite"
    with namespace() as inside:
        with at.cluster(tmp_path, before=inside, host=ADDRESS) as (address, *_):
            process = at.driver(store, task="slow", cells=CELLS, on=address)
            assert at.until_more(store, than=10, by=process)
            subprocess.run(["ip", "link", "set", "teachsim-t0", "down"], check=True)
            said = process.communicate()[1]
        assert "what was committed is kept" in said
        assert 10 < len(at.rows_in(store)) < CELLS
        subprocess.run(["ip", "link", "set", "teachsim-t0", "up"], check=True)
        with at.cluster(tmp_path, before=inside, host=ADDRESS) as (address, *_):
            assert not at.driver(store, task="slow", cells=CELLS, on=address).wait()
    assert kills.table_hash(store) == calm
