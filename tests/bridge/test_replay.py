"""A recorded run: predictions first, the points of every step, and the same after being killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from teachsim.bridge import replay
from teachsim.bridge.recorded import RECORDED, WORLDS, About, Recorded, rows_of, rows_told
from teachsim.bridge.replay import arguments
from teachsim.bridge.replay_log import read_log
from teachsim.bridge.ways import WARM, WAYS

torch = pytest.importorskip("torch", reason="what is recorded is a network: make bridge")
pytest.importorskip("safetensors", reason="runs are kept as safetensors: make bridge")

from teachsim.bridge import contrast, evaluation, predictions, recording  # noqa: E402
from teachsim.bridge.classroom import classroom  # noqa: E402
from teachsim.bridge.contrast import Cell, Sizes  # noqa: E402
from teachsim.bridge.language import Language  # noqa: E402
from teachsim.bridge.pretrain import Pretraining  # noqa: E402
from teachsim.bridge.world import World  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("SFT, right answers", "reward, cold", WARM, "IDK, then SFT", "IDK, then reward")
SMALL = Sizes(
    World(80, 10, language=Language(values=4)), Pretraining(150, 32), warm=25, shown=30, asked=20
)
ABOUT = About("names", 3, "cpu", "0", "by hand", NAMES)


class EnoughError(Exception):
    """Stops a run."""


def log_of(lines: list[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(line) + "\n" for line in lines)


def run(folder: Path, *, looks: int = 10**9) -> list[Mapping[str, Any]]:
    """The lines of a run that is stopped after so many looks."""
    lines: list[Mapping[str, Any]] = []
    left = [looks]

    def stop() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise EnoughError

    try:
        recording.record(ABOUT, lines.append, sizes=SMALL, folder=folder, stop=stop)
    except EnoughError:
        lines.append({"end": "stopped"})
    else:
        lines.append({"end": "done"})
    return lines


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[Mapping[str, Any]]:
    return run(tmp_path_factory.mktemp("whole"))


# ---------------------------------------------------------------- what is recorded
def test_all_is_predicted_before_anything_is_taught(whole: list[Mapping[str, Any]]) -> None:
    kinds = [next(iter(line)) for line in whole]
    first_point = kinds.index("point")
    assert kinds[0] == "run"
    assert kinds[:first_point].count("predicted") == len(NAMES) == kinds.count("predicted")
    taught = [line["at"]["way"] for line in whole[:first_point] if "at" in line]
    assert set(taught) == {"before teaching"}
    assert kinds[-1] == "end"


def test_what_is_written_down_is_what_the_fit_predicts(whole: list[Mapping[str, Any]]) -> None:
    found = read_log(log_of(whole))
    assert found.fit is not None
    for name, course in found.courses.items():
        predicted = predictions.exactly(found.fit, name)
        assert course.predicted == pytest.approx(predicted, abs=2e-5)


def test_points_come_every_ten_steps_and_at_both_ends(whole: list[Mapping[str, Any]]) -> None:
    found = read_log(log_of(whole))
    assert {name: course.steps.tolist() for name, course in found.courses.items()} == {
        "SFT, right answers": [0, 10, 20, 30],
        "reward, cold": [0, 10, 20],
        WARM: [0, 10, 20, 25],
        "IDK, then SFT": [0, 10, 20, 30],
        "IDK, then reward": [0, 10, 20],
    }
    for name, course in found.courses.items():
        assert course.rates.sum(axis=-1) == pytest.approx(1)
        before = WAYS[name].after
        if before in found.courses:
            assert course.rates[0].tolist() == found.courses[before].rates[-1].tolist()
    start = found.courses[NAMES[0]].rates[0]
    assert start.tolist() == found.courses[NAMES[1]].rates[0].tolist()
    assert start[1, 0] > start[0, 0] + 0.3  # it knows what it was told


def test_a_run_ends_where_the_grand_table_does(whole: list[Mapping[str, Any]]) -> None:
    first = [*WAYS][: [*WAYS].index("IDK, then reward") + 1]
    table = contrast.run(Cell(SMALL, ABOUT.seed, tuple(first)))
    for name, course in read_log(log_of(whole)).courses.items():
        held_out = table.rates[name][0]  # unknown and known
        assert course.rates[-1] == pytest.approx(held_out, abs=2e-5)


@pytest.mark.parametrize("looks", [7, 18])
def test_a_run_that_was_stopped_and_gone_on_from_shows_the_same_points(
    whole: list[Mapping[str, Any]], tmp_path: Path, looks: int
) -> None:
    stopped = run(tmp_path, looks=looks)
    assert read_log(log_of(stopped)).end == "stopped"
    both = read_log(log_of([*stopped, *run(tmp_path)]))
    alone = read_log(log_of(whole))
    assert both.end == "done"
    assert [*both.courses] == [*alone.courses]
    for name, course in alone.courses.items():
        assert both.courses[name].steps.tolist() == course.steps.tolist()
        assert both.courses[name].rates.tolist() == course.rates.tolist()


def test_what_is_measured_is_the_chance_at_temperature_one(tmp_path: Path) -> None:
    seen: list[Mapping[str, Any]] = []
    recording.record(
        About("names", 5, "cpu", "0", "by hand", NAMES[:1]),
        seen.append,
        sizes=SMALL,
        folder=tmp_path,
    )
    points = read_log(log_of(seen)).courses[NAMES[0]].rates
    room = classroom(SMALL.world, SMALL.pretraining, seed=5)
    luck = torch.Generator().manual_seed(0)
    for known, row in enumerate(points[0]):
        said = room.asked(known=bool(known))
        found = evaluation.counted(room.model, said, group=8, generator=luck)
        for interval, rate in zip(found, row, strict=True):
            assert interval.low - 0.02 <= rate <= interval.high + 0.02


# ---------------------------------------------------------------- the command
@contextmanager
def replaying(*options: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "teachsim.bridge.replay", *options]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_command_stops_at_a_signal_and_says_so_and_refuses_the_log_of_another_run(
    tmp_path: Path,
) -> None:
    log, where = tmp_path / "log.jsonl", ("--keep", str(tmp_path / "kept"))
    with replaying("--log", str(log), *where, "--quick", "--nice", "5") as process:
        while process.poll() is None and not (log.exists() and '"at"' in log.read_text()):
            os.sched_yield()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 3
    found = read_log(log.read_text())
    assert found.end == "stopped"
    assert found.about.seed == 0
    assert found.about.command == "python -m teachsim.bridge.replay --world names --seed 0 --quick"

    with log.open("a") as file:
        file.write('{"at": {"way": "bef')  # killed while it wrote
    with replaying("--log", str(log), *where, "--seed", "9") as process:
        assert process.wait(60) == 1
        assert process.stderr is not None
        assert b"is of another run" in process.stderr.read()
    assert read_log(log.read_text()).end == "stopped"


def test_a_run_whose_time_is_over_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with replaying(
        "--log", str(log), "--keep", str(tmp_path / "kept"), "--quick", "--seconds", "0"
    ) as process:
        assert process.wait(60) == 3
    assert read_log(log.read_text()).end == "late"


@pytest.mark.parametrize("error", [ValueError, OSError])
def test_a_run_goes_on_where_the_bound_of_memory_cannot_be_undone(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    resource = pytest.importorskip("resource")
    asked = []

    def refused(*limits: object) -> None:
        asked.append(limits)
        raise error("there is no such limit")

    monkeypatch.setattr(resource, "setrlimit", refused)
    replay._free_memory()
    assert asked


def test_a_log_that_cannot_be_mended_for_want_of_room_is_left_as_it_was(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (log := tmp_path / "log.jsonl").write_text(was := '{"end": "stopped"}\n' * 9 + '{"at": {"w')
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, most[1]))  # stands for a full disk
    try:
        with pytest.raises(OSError):  # noqa: PT011  # in whatever words of the system's
            replay._mend(log)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert log.read_text() == was
    replay._mend(log)
    assert log.read_text() == '{"end": "stopped"}\n' * 9
    assert [*tmp_path.iterdir()] == [log]


def test_arguments_say_what_is_not_usual() -> None:
    assert arguments("names", 0, names=RECORDED) == ["--world", "names", "--seed", "0"]
    few = arguments("facts", 3, names=NAMES[:1], quick=True)
    assert few == ["--world", "facts", "--seed", "3", "--way", NAMES[0], "--quick"]


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("quick", [False, True])
def test_a_quick_world_is_smaller_and_of_the_same_kind(world: str, quick: bool) -> None:
    sizes, whole = recording.sizes_of(world, quick=quick), WORLDS[world]
    assert (sizes.world.scope, bool(sizes.world.tail)) == (whole.scope, bool(whole.tail))
    assert (sizes.world.entities < whole.entities) == quick


def test_a_rate_survives_being_written() -> None:
    rates = np.random.default_rng(0).dirichlet([1, 1, 1], size=2)
    assert rows_of(json.loads(json.dumps(rows_told(rates)))) == pytest.approx(rates, abs=2e-5)


def test_recorded_ways_come_after_those_that_they_go_on_from() -> None:
    assert isinstance(About("names", 0, "cpu", "0", "", RECORDED), About)
    with pytest.raises(ValueError, match="after the one that it goes on from"):
        About("names", 0, "cpu", "0", "", ("IDK, then reward", WARM))
    with pytest.raises(ValueError, match="the world is 'elsewhere'"):
        About("elsewhere", 0, "cpu", "0", "", RECORDED)


def test_a_run_is_read_back_as_it_was(whole: list[Mapping[str, Any]]) -> None:
    found = read_log(log_of(whole))
    assert isinstance(found, Recorded)
    assert found.about == ABOUT
    assert found.done is None
    assert found.end == "done"
