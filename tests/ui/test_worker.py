"""Processes for long computations: shared, bounded, two at a time, and never left behind."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from teachsim.gallery import lab_link
from teachsim.gallery.classes import Ideas
from teachsim.gallery.lab import Bench, Lane, with_class
from teachsim.gallery.lab_chart import Chart, Study
from teachsim.gallery.lab_map import TASK, cells, opened
from teachsim.ui import lab_maps, worker, worker_child
from teachsim.ui.guard import RefusedError
from teachsim.ui.words import say
from teachsim.ui.worker import Job, Order
from tests.ui.test_beside import linux, running

LONG = 240.0  # seconds: a machine that runs all tests at once starts a process slowly


def study(seed: int = 0, *, runs: int = 4) -> Study:
    bench = replace(with_class(Bench((Lane(),)), Ideas("segments", (3,))), seed=seed)
    return Study(bench, Chart(across="bias", up="teacher", runs=runs))


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    yield
    for order in list(worker._jobs):
        for visitor in ("ann", "bob", "cy"):
            worker.leave(order, visitor=visitor)
    worker._jobs.clear()


def wait(job: Job, *, visitor: str, until: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not until() and time.monotonic() < end:
        worker.look(job, visitor=visitor)
        time.sleep(0.05)
    assert until()


def test_a_job_yields_the_rows_of_its_task_and_is_remembered() -> None:
    order = lab_maps.order(study())
    job = worker.start(order, visitor="ann")
    wait(job, visitor="ann", until=lambda: not job.running)
    assert job.done
    assert job.complaint == ""
    assert job.rows == list(cells(json.loads(order.asked)))
    assert worker.start(order, visitor="bob") is job
    assert worker.find(order) is job


def test_studies_with_the_same_map_are_one_order() -> None:
    one = study()
    other = replace(one, bench=replace(one.bench, target=0, decoy=1))
    assert lab_maps.order(one) == lab_maps.order(other)
    assert lab_maps.order(one) != lab_maps.order(study(seed=1))
    for x, y in ((0, 0), (4, 3)):
        found = opened(one, x, y)
        assert isinstance(found, Study)
        assert lab_maps.order(found) == lab_maps.order(one)


def test_there_are_two_places_and_who_takes_another_job_leaves_the_one_before() -> None:
    orders = [lab_maps.order(study(seed, runs=64)) for seed in range(4)]
    first = worker.start(orders[0], visitor="ann")
    second = worker.start(orders[1], visitor="ann")
    wait(first, visitor="nobody", until=lambda: not first.running)
    assert not first.done
    assert worker.find(orders[0]) is None
    worker.start(orders[2], visitor="bob")
    with pytest.raises(RefusedError, match="two maps are being computed"):
        worker.start(orders[3], visitor="cy")
    assert worker.start(orders[1], visitor="cy") is second


def test_a_job_goes_on_as_long_as_anybody_waits_and_not_longer() -> None:
    order = lab_maps.order(study(9, runs=64))
    job = worker.start(order, visitor="ann")
    worker.start(order, visitor="bob")
    worker.leave(order, visitor="ann")
    assert worker.find(order) is job
    worker.leave(order, visitor="bob")
    assert worker.find(order) is None
    wait(job, visitor="nobody", until=lambda: not job.running)
    assert job.process.returncode != 0


def test_a_task_that_refuses_says_so_in_words() -> None:
    told = lab_link.order(study()) | {"query": {"rounds": "-3"}}
    job = worker.start(Order(TASK, json.dumps(told), 20), visitor="ann")
    wait(job, visitor="ann", until=lambda: not job.running)
    assert "the order says what is not offered" in job.complaint


def test_a_process_that_dies_is_said_to_have_died() -> None:
    job = worker.start(lab_maps.order(study(5, runs=64)), visitor="ann")
    job.process.kill()
    wait(job, visitor="ann", until=lambda: not job.running)
    assert job.complaint == say("worker-ended")


@linux
def test_a_job_ends_with_its_server() -> None:
    order = lab_maps.order(study(3, runs=64))
    code = (
        "import os, time\n"
        "from teachsim.ui import worker\n"
        "from teachsim.ui.worker import Order\n"
        f"job = worker.start({order!r}, visitor='ann')\n"
        "while job.running and not job.rows:\n"
        "    worker.look(job, visitor='ann')\n"
        "    time.sleep(0.05)\n"
        "print(job.process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=LONG, check=False
    )
    end = time.monotonic() + LONG
    while running(int(done.stdout)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not running(int(done.stdout))


HALF = """'{"x": 0, "val'"""


@pytest.mark.parametrize(
    ("said", "then", "told"),
    [
        (HALF, "os._exit(1)", "worker-ended"),
        (HALF, "signal.raise_signal(signal.SIGALRM)", "worker-slow"),
        (r"'a warning of some library\n'", "time.sleep(600)", "worker-ended"),
        (r"'7\n'", "time.sleep(600)", "worker-ended"),
    ],
    ids=["ended in mid-line", "too slow, in mid-line", "words", "a number"],
)
def test_a_process_that_says_what_is_no_row_is_ended_and_holds_no_place(
    said: str, then: str, told: str
) -> None:
    code = f"import os, signal, sys, time\nsys.stdout.write({said})\nsys.stdout.flush()\n{then}"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    job = Job(Order(TASK, "{}", 20), process)
    worker._talk(job)
    assert not job.running
    assert job.complaint == say(told)


def test_only_tasks_of_the_gallery_are_run() -> None:
    assert worker_child.task_named(TASK) is cells
    for name in ("os:system", "teachsim.gallery.lab_map:a.b", "teachsim.ui.worker:start", ""):
        with pytest.raises(ValueError, match="is none of the gallery"):
            worker_child.task_named(name)


def test_a_map_that_takes_too_long_is_refused_with_its_estimate() -> None:
    bench = with_class(Bench((Lane(),)), Ideas("boxes", (6, 6)))
    big = Study(bench, Chart(across="ask", up="way", runs=64))
    with pytest.raises(RefusedError, match=r"would take about \d+ minutes on a free core"):
        lab_maps.affordable(big)
