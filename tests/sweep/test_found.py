"""What scripts of studies ask: cells in, rows or runs out, and a way on whenever it ends early."""

import json
import math
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

import teachsim as ts
from teachsim import sweep
from teachsim.sweep import provenance

CELLS = sweep.grid({"cell": [3, 1, 2]})
SCRIPT = """\
from pathlib import Path
from teachsim import sweep

HERE = Path(__file__).parent

def square(rng, *, cell):
    with (HERE / "asked.txt").open("a") as file:
        file.write(f"{cell} ")
    return {"square": cell**2}

def fragile(rng, *, cell):
    if (HERE / "fails").exists() and cell < 3:
        raise ArithmeticError(f"cell {cell} is too small")
    return square(rng, cell=cell)

def interrupted(rng, *, cell):
    if (HERE / "ctrl-c").exists() and cell == 2:
        raise KeyboardInterrupt
    return square(rng, cell=cell)

def table(rng, *, cell):
    return sweep.packed({"cell": cell, "line": line} for line in range(cell))

def curve(rng, *, cell):
    return sweep.packed([(("panel", f"line {cell % 2}", "x", "y"), range(2), [cell, cell])])
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a script studies/made_up.py."""
    (folder := tmp_path / "studies").mkdir()
    (folder / "made_up.py").write_text(SCRIPT)
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    sys.modules.pop("studies.made_up", None)
    provenance._code_with.cache_clear()  # it has kept the hash of a file that is gone


@pytest.fixture
def asked(here: Path) -> sweep.Options:
    return again(here)


def again(here: Path, *more: str) -> sweep.Options:
    argv = ["--quick", "--out", str(here / "out"), *more]
    return sweep.options("made_up", "Squares.", seeds=3, argv=argv)


def task(name: str) -> Any:
    """A function of the script, as the script itself would name it."""
    return getattr(import_module("studies.made_up"), name)


def squares(asked: sweep.Options, name: str = "square") -> list[sweep.Found]:
    return sweep.found(task(name), CELLS, asked=asked)


def done(here: Path) -> str:
    """The cells that were worked at, in turn."""
    return (here / "asked.txt").read_text()


# ---------------------------------------------------------------- what comes back
def test_cells_come_back_in_the_order_asked_for_and_are_done_once(
    asked: sweep.Options, here: Path
) -> None:
    assert squares(asked) == [{"square": 9}, {"square": 1}, {"square": 4}]
    assert squares(asked) == [{"square": 9}, {"square": 1}, {"square": 4}]
    assert done(here) == "3 1 2 "


def test_only_the_cells_asked_for_come_back_though_the_store_keeps_more(
    asked: sweep.Options,
) -> None:
    squares(asked)
    few = sweep.found(task("square"), CELLS[2:0:-1], asked=asked)
    assert few == [{"square": 4}, {"square": 1}]


def test_rows_of_all_cells_stand_one_after_the_other(asked: sweep.Options) -> None:
    rows = sweep.rows(task("table"), CELLS, asked=asked)
    assert [(row["cell"], row["line"]) for row in rows] == [
        *((3, 0), (3, 1), (3, 2)),
        (1, 0),
        *((2, 0), (2, 1)),
    ]


def test_runs_become_the_curves_of_the_studys_table(asked: sweep.Options) -> None:
    runs = sweep.runs(task("curve"), CELLS, asked=asked)
    assert runs == [
        (("panel", f"line {cell % 2}", "x", "y"), [0, 1], [cell, cell]) for cell in (3, 1, 2)
    ]
    rows = sweep.curves_of(task("curve"), CELLS, asked=asked)
    assert [(row["line"], row["x"], row["value"]) for row in rows] == [
        *(("line 1", 0, 2), ("line 1", 1, 2)),
        *(("line 0", 0, 2), ("line 0", 1, 2)),
    ]
    _, written = sweep.read_table(asked.out / "made_up.csv")
    assert [(row["line"], float(row["value"])) for row in written] == [
        (row["line"], row["value"]) for row in rows
    ]


# ---------------------------------------------------------------- what is packed
def unpacked(found: sweep.Found) -> object:
    (text,) = found.values()
    return json.loads(str(text))


@given(
    some.lists(
        some.dictionaries(
            some.text(max_size=5),
            some.text(max_size=5) | some.integers() | some.floats(allow_nan=False),
            max_size=3,
        ),
        max_size=4,
    )
)
def test_rows_are_unpacked_as_they_were_packed(rows: list[sweep.Row]) -> None:
    assert unpacked(sweep.packed(rows)) == rows


def test_numbers_arrays_and_ranges_are_packed_as_plain_numbers() -> None:
    rows: list[sweep.Row] = [{"n": np.int64(3), "x": np.float64(0.1)}]  # type: ignore[dict-item]  # numpy's
    assert unpacked(sweep.packed(rows)) == [{"n": 3, "x": 0.1}]
    line = ("panel", "line", "x", "y")
    runs: list[sweep.Run] = [(line, range(2), np.array([0.5, math.inf]))]  # type: ignore[list-item]  # numpy's
    assert unpacked(sweep.packed(runs)) == [[[*line], [0, 1], [0.5, math.inf]]]


def test_what_is_neither_number_nor_text_is_not_packed() -> None:
    rows: list[sweep.Row] = [{"n": {1, 2}}]  # type: ignore[dict-item]  # on purpose
    with pytest.raises(TypeError, match="is neither a number nor a list of numbers; convert it"):
        sweep.packed(rows)


# ---------------------------------------------------------------- what ends early, and the way on
def test_an_interrupted_study_keeps_its_rows_and_names_the_command_that_goes_on(
    asked: sweep.Options, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "ctrl-c").touch()
    with pytest.raises(SystemExit) as ended:
        squares(asked, "interrupted")
    assert ended.value.code == 130
    assert f"\nInterrupted; go on with: {asked.resume}\n" in capsys.readouterr().err
    (here / "ctrl-c").unlink()
    assert squares(asked, "interrupted")[0] == {"square": 9}
    assert done(here).split().count("3") == 1


@pytest.mark.parametrize("past", [(), ("--foreign",)])
def test_failed_cells_show_the_first_traceback_and_the_command_that_does_them_again(
    here: Path, past: tuple[str, ...]
) -> None:
    (here / "fails").touch()
    asked = again(here, *past)
    with pytest.raises(SystemExit) as ended:
        squares(asked, "fragile")
    said = str(ended.value.code)
    assert said.startswith("Traceback (most recent call last)")
    assert "ArithmeticError: cell 1 is too small" in said
    assert "2 of 3 cells of made_up have gone wrong, the first like this" in said
    assert said.endswith(f"do them again with: {asked.resume} --retry")

    (here / "fails").unlink()
    with pytest.raises(SystemExit, match="2 of 3 cells"):
        squares(asked, "fragile")
    assert squares(again(here, *past, "--retry"), "fragile")[1] == {"square": 1}


def test_failed_cells_beside_rows_of_other_code_can_be_done_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "fails").touch()
    with pytest.raises(SystemExit, match="2 of 3 cells"):
        squares(again(here), "fragile")
    for module in ("provenance", "worker"):
        monkeypatch.setattr(f"teachsim.sweep.{module}.code_of", lambda _: "f" * 16)
    (here / "fails").unlink()
    asked = again(here, "--retry")
    with pytest.raises(SystemExit) as ended:
        squares(asked, "fragile")
    refused, on, anew = str(ended.value.code).splitlines()
    assert "keeps rows of other code" in refused
    assert "sweep.Past.FRESH" in refused
    assert "sweep.Past.FOREIGN" in refused
    assert on == f"Go on with: {asked.resume} --retry --foreign"
    assert anew == f"Or anew with: {asked.resume} --fresh"
    assert len(squares(again(here, "--foreign", "--retry"), "fragile")) == 3


def test_a_table_names_all_code_that_its_rows_come_from_where_it_is_more_than_one(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def header(n: int, asked: sweep.Options) -> list[str]:
        found = sweep.found(task("square"), CELLS[:n], asked=asked)
        return sweep.read_table(sweep.write_table(found, asked))[0]

    alone = header(2, again(here))
    assert header(2, again(here, "--foreign")) == alone
    for module in ("provenance", "worker"):
        monkeypatch.setattr(f"teachsim.sweep.{module}.code_of", lambda _: "f" * 16)
    mine = provenance._code_with("studies.made_up")
    codes = [f"# made by: teachsim {ts.__version__}, code {code}" for code in (mine, "f" * 16)]
    assert header(3, again(here, "--foreign")) == [*alone, *codes]
    assert header(3, again(here, "--fresh")) == alone


def test_a_store_that_is_in_use_is_a_sentence_and_a_way_on(asked: sweep.Options) -> None:
    study = sweep.Study("made_up", "studies.made_up:square", CELLS)
    with sweep.opened_store(asked.store, study), pytest.raises(SystemExit) as ended:
        squares(asked)
    assert "is in use by another driver" in str(ended.value.code)
    assert str(ended.value.code).endswith(f"\nGo on with: {asked.resume}")


def test_an_engine_that_cannot_be_had_is_a_sentence_and_a_way_on(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    asked = again(here, "--on", "tcp://host:8786")
    with pytest.raises(SystemExit) as ended:
        squares(asked)
    assert "distributed is not installed; pip install" in str(ended.value.code)
    assert str(ended.value.code).endswith(f"\nGo on with: {asked.resume}")


def test_a_task_that_is_not_at_the_top_of_its_script_is_a_sentence_and_a_way_on(
    asked: sweep.Options,
) -> None:
    def elsewhere(rng: np.random.Generator, *, cell: int) -> sweep.Found:
        return {"cell": cell}

    with pytest.raises(SystemExit) as ended:
        sweep.found(elsewhere, CELLS, asked=asked)
    assert "task studies.made_up:elsewhere cannot be loaded" in str(ended.value.code)
    assert str(ended.value.code).endswith(f"\nGo on with: {asked.resume}")
