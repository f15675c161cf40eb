"""Long computations beside the server: the same answers, bounds that hold, and no helper left."""

import html
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from teachsim.gallery.classes import Ideas
from teachsim.gallery.gold import SCENES as GOLD
from teachsim.gallery.lab_scenes import SCENES as LAB
from teachsim.gallery.play import SCENES as PLAY
from teachsim.gallery.play import Query
from teachsim.gallery.presets import PRESETS
from teachsim.ui import (
    beside,
    citing,
    data,
    gold_data,
    guard,
    lab_data,
    play_data,
    proof_data,
    worker_child,
)
from teachsim.ui.guard import RefusedError
from teachsim.ui.lab_map_exports import Map
from teachsim.ui.proof import Proof
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.tabular_session import opened
from teachsim.ui.views import (
    gold_takeaway,
    lab_takeaway,
    play_takeaway,
    start,
    tabular_takeaway,
    takeaway,
    taking,
)

FILES: list[tuple[Sequence[taking.Form], object]] = [
    (takeaway.FORMS, PRESETS[0].setting),
    (lab_takeaway.FORMS, LAB[1].study),
    (start.GRAND, None),
    (lab_takeaway.MAP_FORMS, Map(LAB[-1].study, ())),
    (gold_takeaway.FORMS, GOLD[0].setting),
    (play_takeaway.FORMS, PLAY[0].match),
    *((tabular_takeaway.FORMS, opened(chapter, {})) for chapter in CHAPTERS),
]
MOST_BYTES = 100_000  # of a run of usual size, as `standalone_page` promises
LIMIT = 60.0  # seconds that nobody waits
LONG = guard.SHORT_MARKS + 1
ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="looks into /proc, or waits for any"
)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no helpers")


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[beside._Helper]]:
    """Those who wait, the first of them started."""
    idle: list[beside._Helper] = []
    monkeypatch.setattr(beside, "_idle", idle)
    monkeypatch.setattr(beside, "_used", threading.Event())
    beside.use()
    yield idle
    for helper in idle:
        helper.end()


def refuse(why: str) -> None:
    raise RefusedError(why)


def break_down() -> None:
    raise RuntimeError("a fault of ours")


def work_on() -> int:
    began = time.thread_time()
    while time.thread_time() - began < LIMIT:
        pass
    return 1


def swell() -> int:
    return len(bytearray(4 * worker_child.MEMORY_BYTES))


# ---------------------------------------------------------------- the same answers
def test_what_is_short_is_done_here_and_what_is_long_elsewhere(
    helpers: list[beside._Helper],
) -> None:
    assert beside.compute(guard.SHORT_MARKS, os.getpid) == os.getpid()
    assert beside.compute(LONG, os.getpid) == helpers[0].process.pid
    assert beside.compute(LONG, os.getpid) == helpers[0].process.pid, "one that waits is used again"
    assert beside.compute(LONG, partial(os.getpriority, os.PRIO_PROCESS, 0)) >= worker_child.NICE


@pytest.mark.usefixtures("helpers")
def test_pages_get_what_they_would_compute_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "LONGEST_SECONDS", 300)  # on a machine that does much else
    setting, bench, gold = PRESETS[0].setting, LAB[0].study.bench, GOLD[0].setting
    ideas = Ideas("intervals", (4,))
    for function, args in (
        (data._filmed, (setting, 3)),
        (data._decoy, (setting,)),
        (proof_data._proved, (setting, Proof.QUESTIONS)),
        (proof_data._all_numbers, (setting.ideas,)),
        (lab_data._told, (bench,)),
        (lab_data._filmed, (bench, 2)),
        (gold_data._filmed, (gold, 1)),
    ):
        assert beside.compute(LONG, partial(function, *args)) == function(*args)
    here, there = data._reading(setting), beside.compute(LONG, partial(data._reading, setting))
    assert here[1] == there[1]
    assert here[0].fingerprint == there[0].fingerprint
    for one, other in zip(here[0].standings, there[0].standings, strict=True):
        np.testing.assert_array_equal(one.belief, other.belief)
    opening = beside.compute(LONG, partial(play_data._first, ideas, Query.THIS))
    assert repr(opening) == repr(play_data._first(ideas, Query.THIS))


@pytest.mark.usefixtures("helpers")
def test_files_are_the_same_wherever_they_are_made(helpers: list[beside._Helper]) -> None:
    for i, (forms, run) in enumerate(FILES):
        for form in forms:
            if form.word not in taking.PRINTED or i == 0:  # half a second, each
                order = partial(form.make, run)
                assert beside.compute(LONG, order) == order(), (form.word, run)
    assert len(helpers) == 1


def test_every_web_page_to_take_away_is_cited_as_the_citation_says() -> None:
    cited = citing.cff()
    for forms, run in FILES:
        pages = [form for form in forms if form.word == "html"]
        if not pages:
            continue
        page = pages[0].make(run).decode()
        foot = html.unescape(page.split('<p class="foot">')[-1].split("</p>")[0])
        assert citing.apa() in foot
        for name in ("title", "version"):
            assert citing.field(cited, name) in foot
        fingerprint = foot.removeprefix("Fingerprint ").split(" ")[0]
        assert foot.endswith(f"Run {fingerprint}.")
        assert len(page.encode()) <= MOST_BYTES, run


def test_a_mapping_that_cannot_be_changed_arrives_as_one() -> None:
    sent = MappingProxyType({1: (2, 3)})
    got: object = beside.compute(LONG, partial(max, [sent], key=len))
    assert got == sent
    assert isinstance(got, MappingProxyType)


# ---------------------------------------------------------------- bounds
def test_a_refusal_arrives_in_its_words_and_a_fault_with_its_place(
    helpers: list[beside._Helper],
) -> None:
    with pytest.raises(RefusedError, match="not this one"):
        beside.compute(LONG, partial(refuse, "not this one"))
    with pytest.raises(RuntimeError, match="a fault of ours") as broken:
        beside.compute(LONG, break_down)
    assert "in break_down" in broken.value.__notes__[0]
    assert len(helpers) == 1, "the same helper goes on"


def test_who_works_for_too_long_is_stopped_and_goes_on_with_the_next(
    helpers: list[beside._Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "CPU_SECONDS", 0.2)
    with pytest.raises(RefusedError, match=r"stopped after 0\.2 seconds"):
        beside.compute(LONG, work_on)
    assert beside.compute(LONG, os.getpid) == helpers[0].process.pid


@pytest.mark.usefixtures("helpers")
def test_who_wants_more_memory_than_there_is_gets_none() -> None:
    with pytest.raises(MemoryError):
        beside.compute(LONG, swell)


def test_who_does_not_answer_is_ended_and_replaced(
    helpers: list[beside._Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = helpers[0].process
    beside.compute(LONG, os.getpid)  # it is there
    monkeypatch.setattr(beside, "LONGEST_SECONDS", 0.05)
    with pytest.raises(RefusedError, match="stopped after"):
        beside.compute(LONG, partial(time.sleep, 60))
    assert process.poll() is not None
    assert helpers == []
    monkeypatch.undo()


def test_who_is_stopped_is_ended_though_its_order_is_more_than_the_line_holds(
    helpers: list[beside._Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = helpers[0].process
    beside.compute(LONG, os.getpid)  # it is there
    process.send_signal(signal.SIGSTOP)
    backstop = threading.Timer(LIMIT, process.kill)
    backstop.start()
    monkeypatch.setattr(beside, "LONGEST_SECONDS", 0.05)
    with pytest.raises(RefusedError, match="stopped after"):
        beside.compute(LONG, partial(len, bytes(2**20)))
    backstop.cancel()
    assert process.poll() is not None
    assert helpers == []


def test_who_is_killed_is_told_of_in_words_and_replaced(helpers: list[beside._Helper]) -> None:
    first = beside.compute(LONG, os.getpid)
    with pytest.raises(RefusedError, match="the process that ran this was ended"):
        beside.compute(LONG, partial(os.kill, first, signal.SIGKILL))
    assert helpers == []
    assert beside.compute(LONG, os.getpid) not in {first, os.getpid()}


@linux
def test_who_was_ended_while_it_waited_is_replaced_and_nobody_is_refused(
    helpers: list[beside._Helper],
) -> None:
    first = beside.compute(LONG, os.getpid)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert beside.compute(LONG, os.getpid) not in {first, os.getpid()}
    assert len(helpers) == 1


def test_where_no_process_may_be_started_orders_are_refused_in_words(
    helpers: list[beside._Helper], monkeypatch: pytest.MonkeyPatch
) -> None:
    helpers.pop().end()
    monkeypatch.setattr(subprocess, "Popen", none_more)
    with pytest.raises(RefusedError, match="the process that ran this was ended"):
        beside.compute(LONG, os.getpid)


def test_a_server_that_may_start_none_computes_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_idle", [])
    monkeypatch.setattr(beside, "_used", threading.Event())
    monkeypatch.setattr(subprocess, "Popen", none_more)
    beside.use()
    assert beside.compute(LONG, os.getpid) == os.getpid()


def none_more(*asked: object, **how: object) -> None:
    raise BlockingIOError("no more processes")


@linux
def test_a_helper_ends_with_its_server() -> None:
    code = (
        "import os\n"
        "from teachsim.ui import beside, guard\n"
        "beside.use()\n"
        "print(beside.compute(guard.SHORT_MARKS + 1, os.getpid), flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    end = time.monotonic() + LIMIT
    while running(int(done.stdout)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not running(int(done.stdout))


def running(process: int) -> bool:
    """Whether a process is there and does something: one that ended may wait to be noticed."""
    path = Path(f"/proc/{process}/stat")
    return path.exists() and path.read_text().rpartition(") ")[2][0] != "Z"
