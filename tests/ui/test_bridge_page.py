"""The page Bridge without a browser: its pictures, a run of one's own, what marking costs."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from teachsim.bridge.recorded import Recorded
from teachsim.bridge.replay_log import read_log
from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import box, overlaps
from teachsim.draw.square import Path as Way
from teachsim.draw.square import square
from teachsim.draw.wall import Column, Time, wall
from teachsim.gallery import bridge, marking_speed
from teachsim.gallery.bridge import COMPARED, NAMES, SEEDS, Runs, Setting
from teachsim.gallery.tabular.knobs import Scene
from teachsim.ui import (
    bridge_chapter,
    bridge_live,
    bridge_pictures,
    bridge_process,
    tabular_data,
    tabular_explain,
)
from teachsim.ui.bridge_process import Live, Wish
from teachsim.ui.guard import RefusedError
from teachsim.ui.tabular_session import opened
from teachsim.ui.words import say
from tests.draw.test_pictures import outside
from tests.ui import pages
from tests.ui.pages import fine, plain

ROOT = Path(__file__).resolve().parents[2]
NAME = "SFT, right answers"
LOG = [
    {"run": {"world": "names", "seed": SEEDS, "device": "cpu", "version": "0", "command": "x",
             "names": [NAME]}},
    {"fit": {"bins": 20, "d_prime": 2.5, "known": 0.25, "recall": 0.75, "misbelief": 0.5,
             "answers": 50, "base_idk": 0.01, "base_recall": 0.9, "auroc": 0.9}},
    {"predicted": {"way": NAME, "rates": [[0, 0], [0.875, 0]]}},
    {"at": {"way": NAME, "share": 0.5}},
    {"point": {"way": NAME, "step": 0, "rates": [[0, 0], [1, 0]]}},
    {"point": {"way": NAME, "step": 10, "rates": [[0, 0.125], [0.625, 0.25]]}},
]  # fmt: skip
LONG = 240.0  # seconds: a machine that runs all tests at once starts a process slowly
TEXT = "".join(json.dumps(line) + "\n" for line in LOG)

# In place of the network: writes what one would write, and ends when it is told to. Its handler
# does nothing but take note, as one that writes may come upon a line that is half written.
ACTOR = """
import signal, sys, time
log, text, how = sys.argv[1:]
told = []
signal.signal(signal.SIGTERM, lambda number, _: told.append(number))
with open(log, "a") as file:
    file.write(text)
    file.flush()
    while how == "wait" and not told:
        time.sleep(0.02)
    how = "stopped" if how == "wait" else how
    file.write('{"end": "' + how + '"}\\n')
sys.exit(0 if how == "done" else 3)
"""

Page = Callable[..., AppTest]


def _bridge() -> None:
    from teachsim.ui.views import bridge

    bridge.show()


@pytest.fixture
def page() -> Iterator[Page]:
    def opened(**query: str) -> AppTest:
        return pages.drawn(_bridge, query=query)

    yield opened
    tabular_data.clear()


@pytest.fixture
def actor(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What runs do in place of training: "wait", "done", or another end."""
    plays = ["wait"]

    def process(wish: Wish, folder: Path) -> subprocess.Popen[bytes]:
        log = str(folder / "log.jsonl")
        return subprocess.Popen([sys.executable, "-c", ACTOR, log, TEXT, plays[0]])

    monkeypatch.setattr(bridge_process, "_process", process)
    monkeypatch.setattr(bridge_process, "installed", lambda: True)
    yield plays
    bridge_process._leave()
    bridge_process._slot.clear()


def begun() -> Live:
    """The run of this server, once it has said all that it says before it waits."""
    live = bridge_process.held()
    assert live is not None
    end, said = time.monotonic() + LONG, ""
    while not said.endswith(TEXT) and time.monotonic() < end:
        assert live.running or live.process.poll() == 0
        time.sleep(0.02)
        said = live.log.read_text() if live.log.exists() else ""
    assert said.endswith(TEXT), said
    return live


# ---------------------------------------------------------------- pictures
def test_bars_are_as_high_as_what_was_predicted_and_said_in_words() -> None:
    aim = np.array([[0.5, 0.25, 0.25], [0.0, 1.0, 0.0]])
    rates = np.full((11, 2, 3), 1 / 3)
    drawn = wall(
        [Column("a", rates, (10,), aim)], rows=["x", "y"], title="t", cell=100.0, time=Time.EVEN
    )
    high = {s.key: s.geometry[3] for s in drawn.shapes if s.key.startswith("aim-") and not s.text}
    assert high["aim-0-0-truthful"] == pytest.approx(50)
    assert high["aim-0-0-made-up"] == pytest.approx(25)
    assert high["aim-1-0-made-up"] == pytest.approx(100)
    assert "predicted: right 50 %, made up 25 %" in drawn.description
    assert outside(drawn) == []


def test_even_time_gives_each_step_the_same_room() -> None:
    rates = np.zeros((101, 1, 3))
    rates[:, 0, 0] = 1
    even, factors = (
        wall([Column("a", rates, (50, 100))], rows=["x"], title="t", time=time)
        for time in (Time.EVEN, Time.FACTORS)
    )
    places = []
    for drawn in (even, factors):
        (line,) = (s for s in drawn.shapes if s.key.startswith("phase-"))
        (box,) = (s for s in drawn.shapes if s.key == "box-0-0")
        places.append((line.geometry[0] - box.geometry[0]) / box.geometry[2])
    assert places[0] == pytest.approx(0.5)
    assert places[1] > 0.8


def test_a_ring_stands_where_the_path_was_predicted_to_end() -> None:
    path = Way("a", np.array([[0.0, 1.0], [0.9, 0.8]]), 0, (0.5, 0.25))
    drawn = square([path], title="t", width=500, height=500)
    shapes = {shape.key: shape.geometry for shape in drawn.shapes}
    goal, end = shapes["goal"], shapes["end-0"]
    left = goal[0] - (goal[0] - end[0]) / 0.1
    assert (shapes["aim-0"][0] - left) / (goal[0] - left) == pytest.approx(0.5)
    assert "Predicted: 50 % and 25 %." in drawn.description


def test_the_wall_shows_what_it_knows_above_and_ends_where_the_models_do() -> None:
    runs = bridge.run(Setting())
    drawn = bridge_pictures.measured(runs.columns, width=1020.0)
    for column in runs.columns:
        right, made_up, idk = column.end[1] * 100
        name = say(f"bridge-way-{column.way}")
        assert (
            f"{name}, It knows: right {right:.0f} %, made up {made_up:.0f} %, "
            f"“I don’t know” {idk:.0f} %; predicted: right {column.aim[1, 0] * 100:.0f} %"
        ) in drawn.description


def test_all_ways_stand_at_a_glance_each_dot_where_it_was_measured() -> None:
    runs = bridge.run(Setting(world="facts"))
    drawn = bridge_pictures.glance(runs, 540.0)
    shapes = {shape.key: shape for shape in drawn.shapes}
    for w, column in enumerate(runs.ways.values()):
        x = {at: shapes[f"panel-0-{at}"].geometry[0] for at in (0, 2)}
        share = (shapes[f"end-0-{w}"].geometry[0] - x[0]) / (x[2] - x[0])
        assert share == pytest.approx(column.end[0, 2])
        ring = (shapes[f"aim-0-{w}"].geometry[0] - x[0]) / (x[2] - x[0])
        assert ring == pytest.approx(column.aim[0, 2])
    assert all(say(f"bridge-way-{way}") in drawn.description for way in NAMES)


def test_each_way_has_its_bet_and_the_one_that_says_so_wins() -> None:
    for compared, ways in COMPARED.items():
        runs = bridge.run(Setting(compared))
        on = bridge_chapter.bet(runs)
        assert on.choices[: len(ways)] == ways
        saying = [way for way in ways if runs.ways[way].end[0, 2] > 0.5]
        assert on.wins == (saying[0] if len(saying) == 1 else "several" if saying else "none")
        for choice in on.choices:
            assert say(f"bridge-bet-{choice}")


@pytest.mark.parametrize("size", [(430.0, 400.0), (470.0, 400.0)])
@pytest.mark.parametrize("scene", bridge.PAGE.scenes, ids=lambda scene: scene.word)
def test_no_path_and_no_ring_crosses_a_name_in_the_square(
    scene: Scene, size: tuple[float, float]
) -> None:
    shapes = bridge_pictures.honesty(bridge.run(scene.setting).columns, size).shapes
    names = [box(shape) for shape in shapes if shape.key.startswith("name-")]
    assert len(names) > 1
    for shape in shapes:
        if shape.key.startswith("path-"):
            x, y = np.array(shape.geometry).reshape(-1, 2).T
            along = np.linspace(0, len(x) - 1, 4_000)
            x, y = (np.interp(along, np.arange(len(x)), values) for values in (x, y))
            for left, top, right, bottom in names:
                assert not ((left < x) & (x < right) & (top < y) & (y < bottom)).any()
        elif shape.key.startswith("aim-"):
            across, down, r = shape.geometry
            ring = across - r, down - r, across + r, down + r
            assert not any(overlaps(name, ring) for name in names)


@pytest.mark.parametrize("scene", [scene.word for scene in bridge.PAGE.scenes])
def test_the_numbers_in_a_row_are_those_of_the_ways_that_are_drawn(scene: str) -> None:
    trip = opened(bridge_chapter.CHAPTER, {"preset": scene})
    runs = bridge.run(trip.setting)
    shown, told = tabular_explain.figures(trip), bridge_chapter.numbers(runs)
    for column, (number, words) in zip(runs.columns, shown[-len(runs.columns) :], strict=True):
        assert say(f"bridge-way-{column.way}")[1:] in words
        assert number == told[f"{column.way}_made_up"]
    assert not [words for _, words in shown if "{" in words]


def test_numbers_have_intervals_for_all_models_and_none_for_one() -> None:
    told = [bridge_chapter.numbers(bridge.run(Setting(model=m))) for m in ("all", "0")]
    assert "±" in told[0]["few_reward_idk"]
    assert "±" not in told[1]["few_reward_idk"]
    assert f"seeds 0 to {SEEDS - 1}" in told[0]["models"]
    assert "seed 0" in told[1]["models"]


def test_no_interval_leaves_the_range_of_a_share() -> None:
    facts = bridge_chapter.numbers(bridge.run(Setting(world="facts")))
    assert facts["few_reward_silent"].endswith("(0 to 100\u00a0%)")


@pytest.mark.parametrize(
    ("each", "says"),
    [
        ((0.98, 0.97), "Reward repairs both."),
        ((0.98, 0.71), "in some models only in part."),
        ((0.6, 0.3), "Reward repairs both only in part."),
    ],
)
def test_a_repair_that_is_none_in_some_models_is_not_called_one(
    each: tuple[float, float], says: str
) -> None:
    runs = bridge.run(Setting("copy"))
    ended = np.array([[[0, 1 - idk, idk], [1, 0, 0]] for idk in each])
    told = bridge_chapter.numbers(taught(runs, "copy_reward", ended=ended))
    assert told["copy_repair"].endswith(says)
    assert told["copy_reward_idk_each"] == ", ".join(f"{100 * idk:.0f}\u00a0%" for idk in each)


@pytest.mark.parametrize(
    ("kept", "says"), [(0.0, "Here the prediction fails."), (0.8, "The few examples at random")]
)
def test_silence_about_everything_is_told_where_it_is_measured(kept: float, says: str) -> None:
    runs = bridge.run(Setting(world="facts"))
    ended = np.array([[[0, 0, 1], [kept, 0, 1 - kept]]] * 2)
    told = bridge_chapter.numbers(taught(runs, "few_reward", ended=ended))
    assert told["facts_ended"].startswith(says)
    assert "{" not in told["facts_ended"]


def taught(runs: Runs, way: str, *, ended: FloatArray) -> Runs:
    """The same runs, but for where the models that were taught in a way have ended."""
    found = Runs(runs.setting, runs.stored, runs.seeds)
    changed = replace(runs.ways[way], ended=ended)
    found.__dict__["ways"] = {**runs.ways, way: changed}  # where the property keeps it
    return found


# ---------------------------------------------------------------- what marking costs
def test_what_marking_costs_is_read_from_the_table_and_names_the_device(page: Page) -> None:
    told = plain(page())
    for row in marking_speed.rows():
        assert f"{row.device}, torch {row.torch}, {row.date}" in told
        assert f"<td>{row.microseconds:.2f} μs</td>" in told
    no_gpu = "None of this has been measured on a GPU yet."
    assert (no_gpu in told) == all(row.on_processor for row in marking_speed.rows())


def test_once_a_gpu_was_measured_nobody_says_that_none_was(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = marking_speed.rows()
    more = replace(some[0], device="a GPU", how="triton on the device", microseconds=0.01)
    monkeypatch.setattr(marking_speed, "rows", lambda: (*some, more))
    told = plain(page())
    assert "measured on a GPU yet" not in told
    assert "<td>0.01 μs</td>" in told


# ---------------------------------------------------------------- a run of one's own
def test_without_torch_the_page_says_the_one_command_that_installs_it(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_process, "find_spec", lambda name: None)
    test = page()
    assert next(block.value for block in test.code) == "python -m pip install torch safetensors"
    assert "bridge-start" not in {button.key for button in test.button}
    with pytest.raises(RefusedError, match="torch is not installed"):
        bridge_process.start(Wish("names", 0, (NAME,)))


def test_a_run_is_started_watched_and_cancelled(page: Page, actor: list[str]) -> None:
    test = page()
    assert test.number_input("bridge-seed").value == SEEDS  # one that nobody has seen
    test = fine(test.button("bridge-start").click().run())
    live = begun()
    told = plain(fine(test.run()))
    assert "Shown right answers: 50" in test.get("progress")[0].proto.text
    assert "knows <strong>25" in told
    assert "Shown right answers, It knows: right 62 %" in told
    assert "predicted: right 88 %" in told

    other = page()
    assert other.button("bridge-cancel").disabled
    with pytest.raises(RefusedError, match="a run is under way"):
        bridge_process.start(Wish("names", 1, (NAME,)))

    fine(test.button("bridge-cancel").click().run())
    assert live.process.wait(LONG) == 3
    test = fine(test.run())
    assert "Cancelled." in plain(test)
    assert test.button("bridge-start").label == "Go on"


def test_a_run_that_was_cut_short_is_gone_on_from_in_its_folder(
    page: Page, actor: list[str]
) -> None:
    test = fine(page().button("bridge-start").click().run())
    first = begun()
    bridge_process.stop(first)
    assert first.process.wait(LONG) == 3
    actor[0] = "done"
    test = fine(test.run())
    test = fine(test.button("bridge-start").click().run())
    second = bridge_process.held()
    assert second is not None
    assert second.process.wait(LONG) == 0
    assert second.folder == first.folder
    test = fine(test.run())
    assert f"Done: seed {SEEDS}." in plain(test)
    assert test.button("bridge-start").label == "Train it"
    assert test.get("download_button")

    third = bridge_process.start(Wish("names", 8, (NAME,)))
    assert third.folder != second.folder
    assert not second.folder.exists()


def test_a_run_that_is_lost_or_whose_log_is_broken_says_why(page: Page, actor: list[str]) -> None:
    test = fine(page().button("bridge-start").click().run())
    live = begun()
    live.process.kill()
    assert live.process.wait(LONG) < 0
    assert "its process ended with status -9" in plain(fine(test.run()))
    (live.folder / "errors.txt").write_text("Traceback\nMemoryError: too large\n\n")
    assert "MemoryError: too large" in plain(fine(test.run()))
    with live.log.open("a") as log:
        log.write("nonsense\n")
    assert "line 7 of the log" in plain(fine(test.run()))


def test_a_run_that_hangs_is_ended(actor: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    live = bridge_process.start(Wish("names", 8, (NAME,)))
    monkeypatch.setattr(bridge_process, "SECONDS", -1_000.0)
    assert bridge_process.held() is live
    assert not live.running


def test_the_process_steps_back_and_is_bounded_in_time(tmp_path: Path) -> None:
    wish = replace(bridge_live.wish(Setting(), 9_999), quick=True)
    process = bridge_process._process(wish, tmp_path)
    process.kill()
    process.wait()
    said = [str(part) for part in process.args]  # type: ignore[union-attr]  # a list
    assert said[said.index("--nice") + 1] == "10"
    assert float(said[said.index("--seconds") + 1]) == bridge_process.SECONDS
    assert said[said.index("--seed") + 1] == "9999"


@pytest.mark.parametrize("compared", COMPARED)
def test_a_run_is_of_the_ways_on_the_page_and_of_what_leads_to_them(compared: str) -> None:
    names = bridge_live.wish(Setting(compared), 0).names
    assert {NAMES[way] for way in COMPARED[compared]} <= set(names)
    assert [*names] == [name for name in NAMES.values() if name in names]


def read(*more: Mapping[str, object]) -> Recorded:
    return read_log(TEXT + "".join(json.dumps(line) + "\n" for line in more))


def test_a_log_is_read_once_however_many_look_on(actor: list[str]) -> None:
    bridge_process.start(Wish("names", 8, (NAME,)))
    live = begun()
    first = bridge_process.read(live)
    assert first is not None
    assert bridge_process.read(live) is first
    bridge_process.stop(live)
    assert live.process.wait(LONG) == 3
    again = bridge_process.read(live)
    assert again is not None
    assert (first.end, again.end) == ("", "stopped")


def test_progress_counts_the_base_model_and_each_way_alike() -> None:
    assert bridge_live.share(read()) == pytest.approx(0.75)
    reading = {"at": {"way": "before teaching", "share": 0.5}}
    assert bridge_live.share(read(reading)) == pytest.approx(0.25)
    assert bridge_live.share(read({"end": "done"})) == 1.0


def test_a_run_that_is_cancelled_before_it_listens_is_cancelled_all_the_same(
    page: Page, actor: list[str]
) -> None:
    test = fine(page().button("bridge-start").click().run())
    live = begun()
    live.log.write_text("")
    live.process.kill()
    live.process.wait()
    live.process.returncode = -signal.SIGTERM  # as if it had been told by SIGTERM
    told = plain(fine(test.run()))
    assert "Cancelled." in told
    assert test.button("bridge-start").label == "Go on"


def test_a_run_that_has_said_all_does_not_get_ready_again() -> None:
    assert bridge_live.doing(None) == "Getting ready"
    assert bridge_live.doing(read()) == "Shown right answers: 50\u00a0%"
    assert bridge_live.doing(read({"end": "done"})) == "Putting things away"


def test_no_page_loads_torch() -> None:
    code = (
        "import sys\n"
        "from streamlit.testing.v1 import AppTest\n"
        "source = 'from teachsim.ui.views import bridge; bridge.show()'\n"
        "test = AppTest.from_string(source, default_timeout=60).run()\n"
        "assert not test.exception, test.exception\n"
        "test.query_params['world'] = 'facts'\n"
        "assert not test.run().exception\n"
        "print(sorted({'torch', 'triton', 'safetensors'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr[-2_000:]
