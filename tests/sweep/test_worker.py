import json
import math
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

import teachsim as ts
from teachsim.sweep.found import packed
from teachsim.sweep.provenance import code_of
from teachsim.sweep.study import Task
from teachsim.sweep.worker import Order, Outcome, work

TASK = Task("0" * 64, '{"a":1}', 0)


def outcome(returned: object, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """What comes of a task that returns, or raises, this."""

    def function(rng: np.random.Generator, *, a: int) -> object:
        if isinstance(returned, BaseException):
            raise returned
        return returned

    module = ModuleType("teachsim.made_up")
    module.f = function  # type: ignore[attr-defined]  # a module made here
    monkeypatch.setitem(sys.modules, "teachsim.made_up", module)
    monkeypatch.setattr("teachsim.sweep.worker.code_of", lambda task: "same")
    (found,) = work(Order("teachsim.made_up:f", "same", 0, (TASK,)))
    return found


@pytest.mark.parametrize(
    "values", [{"x": 1, "y": 0.1, "z": "text"}, {"x": math.inf}, {"x": True}, {"x": 10**30}]
)
def test_flat_numbers_and_strings_come_back(
    values: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = outcome(values, monkeypatch)
    assert found.status == "done"
    assert json.loads(found.values) == values


def test_numbers_of_numpy_come_back_as_pythons(monkeypatch: pytest.MonkeyPatch) -> None:
    found = outcome({"x": np.float64(0.1), "n": np.int64(3)}, monkeypatch)
    assert json.loads(found.values) == {"x": 0.1, "n": 3}


@pytest.mark.parametrize(
    "returned",
    [
        *(None, {}, [1], {"x": [1]}, {"x": None}, {"a": 1}, {"replicate": 1}, {3: 1}),
        *({"x": "caf\udce9"}, {"\ud800": 1}, packed([{"x": "\udce9"}])),
    ],
)
def test_what_is_no_flat_mapping_fails(returned: object, monkeypatch: pytest.MonkeyPatch) -> None:
    found = outcome(returned, monkeypatch)
    assert found.status == "failed"
    assert "ValueError: " in found.error


@pytest.mark.parametrize("error", [SystemExit(3), MemoryError(), RuntimeError("no"), KeyError("k")])
def test_whatever_a_task_raises_is_its_own_affair(
    error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = outcome(error, monkeypatch)
    assert found.status == "failed"
    assert type(error).__name__ in found.error


def test_ctrl_c_is_the_drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyboardInterrupt):
        outcome(KeyboardInterrupt(), monkeypatch)


def test_where_ctrl_c_does_not_come_it_is_an_error_of_the_task(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ThreadPoolExecutor(1) as threads:  # as of a Dask worker
        beside = threads.submit(outcome, KeyboardInterrupt(), monkeypatch).result()
    was = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as `guard` does
    try:
        ignoring = outcome(KeyboardInterrupt(), monkeypatch)
    finally:
        signal.signal(signal.SIGINT, was)
    for found in (beside, ignoring):
        assert found.status == "failed"
        assert found.error.endswith("KeyboardInterrupt\n")


def test_the_hash_of_the_code_covers_the_tasks_module() -> None:
    hashes = {code_of(f"studies.{name}:part") for name in ("gold", "liars")}
    assert len(hashes) == 2
    assert all(len(one) == 16 for one in hashes)


LIVES_ON = """
import subprocess, sys
from pathlib import Path
from teachsim.sweep.study import Task
from teachsim.sweep.worker import Order, work

def anew(task):
    asked = f"from teachsim.sweep.provenance import code_of; print(code_of({task!r}))"
    return subprocess.check_output([sys.executable, "-c", asked], text=True).strip()

def done(task, driver):
    try:
        return work(Order(task, driver, 0, (Task("0" * 64, "{}", 0),)))[0].status
    except ValueError as refused:
        return str(refused)

print(done("ta:f", anew("ta:f")))
with Path(sys.argv[1]).open("a") as file:
    file.write("# edited")
print(done("ta:g", anew("ta:g")))
print(done("tb:f", anew("tb:f")))
"""


@pytest.mark.parametrize("edited", ["teachsim/core/checks.py", "ta.py"])
def test_a_worker_that_lives_through_an_edit_does_not_sign_old_code_with_a_new_hash(
    tmp_path: Path, edited: str
) -> None:
    skipped = shutil.ignore_patterns("__pycache__", "gallery", "ui", "symbolic", "tabular")
    shutil.copytree(Path(ts.__file__).parent, tmp_path / "teachsim", ignore=skipped)
    for name in ("ta", "tb"):
        (tmp_path / f"{name}.py").write_text("def f(rng):\n    return {'x': 1}\n\n\ng = f\n")
    told = subprocess.run(
        [sys.executable, "-c", LIVES_ON, edited],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    refused = ["give both the same revision and start the worker anew" in line for line in told]
    assert refused == [False, True, edited != "ta.py"]  # with which tb has nothing to do
