import json
import math
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from studies.bench import trial
from teachsim import sweep
from teachsim.core.cells import csv_text
from teachsim.sweep.export import _said
from teachsim.sweep.study import Scalar
from teachsim.sweep.worker import DONE, Outcome


def odd(_: object, *, name: str, size: float | None) -> sweep.Found:
    """Values that are hard to write."""
    if name == "=1+1":
        raise ValueError("two lines\n@ of it")
    return {"value": math.nan if size is None else size / 3, "text": f"@{name}"}


ODD = sweep.Study(
    "odd",
    f"{__name__}:odd",
    sweep.grid({"name": ["b", "a", "=1+1"], "size": [10, 9.5, None, -1]}),
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(sys.modules, __name__, sys.modules[odd.__module__])
    trial.do(ODD, tmp_path / "odd.sqlite", on="serial")
    return tmp_path / "odd.sqlite"


def test_rows_stand_in_the_order_of_their_parameters_numbers_by_size(store: Path) -> None:
    table = sweep.table_of(store)
    assert table.columns == ("name", "size", "replicate", "text", "value", "status", "error")
    assert [row[:2] for row in table.rows] == [
        (name, size) for name in ("=1+1", "a", "b") for size in (None, -1, 9.5, 10)
    ]


def test_a_table_is_safe_in_a_spreadsheet_and_exact(store: Path, tmp_path: Path) -> None:
    sweep.export(store, tmp_path / "odd.csv")
    header, rows = sweep.read_table(tmp_path / "odd.csv")
    assert header[-1] == f"# study: odd, task {ODD.task}, seed 0"
    assert rows[0]["name"] == "'=1+1"
    assert rows[0]["error"] == "ValueError: two lines @ of it"
    assert rows[5]["text"] == "'@a"
    assert float(rows[5]["value"]) == -1 / 3
    assert rows[4]["value"] == "nan"


# ---------------------------------------------------------------- what an error says
ERRORS = {
    "group": ExceptionGroup("two of them", [ValueError("one"), KeyError("other")]),
    "within": RuntimeError("a child said:\nTraceback (most recent call last):\nOSError: no"),
    "nothing": KeyboardInterrupt(),
    "lines": ValueError("three is\nbad =1+1\n\n  indented"),
}


def wrong(of: str) -> None:
    if of == "syntax":
        compile("1 +", "made up", "eval")
    try:
        raise ERRORS.get(of, ValueError("handled"))
    except ValueError as error:
        if of == "chain":
            raise KeyError("k") from error
        if of == "context":
            raise KeyError("k")  # noqa: B904  # what was handled is to stand above it
        raise


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ("lines", "ValueError: three is bad =1+1 indented"),
        ("chain", "KeyError: 'k'"),
        ("context", "KeyError: 'k'"),
        ("group", "ExceptionGroup: two of them (2 sub-exceptions)"),
        ("syntax", "SyntaxError: invalid syntax"),
        ("within", "RuntimeError: a child said: Traceback (most recent call last): OSError: no"),
        ("nothing", "KeyboardInterrupt"),
    ],
)
def test_an_error_says_its_type_and_its_whole_message_on_one_line(of: str, said: str) -> None:
    with pytest.raises(BaseException) as raised:  # noqa: PT011  # all kinds, and what they say
        wrong(of)
    text = "".join(traceback.format_exception(raised.value))
    assert _said(text) == said


def test_what_is_no_traceback_is_said_as_it_is() -> None:
    assert _said("") == ""
    assert _said("the task took its worker with it") == "the task took its worker with it"


# ---------------------------------------------------------------- row by row
NUMBERS = some.integers(-(10**300), 10**300) | some.floats(allow_nan=False, allow_infinity=False)
SCALARS = some.none() | some.booleans() | NUMBERS | some.text(max_size=3)
CELLS = some.lists(some.dictionaries(some.sampled_from("ab"), SCALARS), min_size=1, max_size=9)


def rank(value: Scalar) -> tuple[int, float, str]:
    """Nothing first, then numbers by size, then texts."""
    if value is None:
        return 0, 0.0, ""
    if isinstance(value, str):
        return 2, 0.0, value
    return 1, float(value), str(value)


def filled(study: sweep.Study, folder: Path, *, values: str = "{}") -> Path:
    """A store that has all rows of a study, each with these values."""
    with sweep.opened_store(path := folder / f"{study.name}.sqlite", study) as store:
        store.add(0, [(task, Outcome(DONE, values, "", 0.0)) for task in study.tasks()])
    return path


@given(CELLS)
@example([{"a": "x", "b": "y"}, {"a": "x\0", "b": "\0"}, {"a": "x\0\0"}, {"a": "x\1"}, {"a": ""}])
@example([{"a": 0}, {"a": -0.0}, {"a": 0.0}, {"a": False}, {"a": -1e-320}, {"a": -7}, {"a": 7}])
@example([{"a": 2**53}, {"a": 2**53 + 1}, {"a": 2.0**53}, {"a": -(2**53)}])
@example([{"a": "\ue000"}, {"a": "\U0001f600"}, {"a": "\x7f"}, {"a": "\x80"}])
def test_rows_stand_as_python_sorts_their_parameters(cells: list[dict[str, Scalar]]) -> None:
    different = {json.dumps(cell, sort_keys=True): cell for cell in cells}
    study = sweep.Study("drawn", "studies.bench.trial:draw", tuple(different.values()))
    with tempfile.TemporaryDirectory() as folder:
        table = sweep.table_of(filled(study, Path(folder)))
    ranks = [tuple(map(rank, row[:-3])) for row in table.rows]
    assert len(ranks) == len(different)
    assert ranks == sorted(ranks)


def test_numbers_beyond_all_floats_have_their_places(tmp_path: Path) -> None:
    cells = sweep.grid({"a": [10**400, 1, -(10**400)]})
    study = sweep.Study("drawn", "studies.bench.trial:draw", cells)
    table = sweep.table_of(filled(study, tmp_path))
    assert [row[0] for row in table.rows] == [-(10**400), 1, 10**400]


# A process of its own: whatever counts lines here takes memory, too, and not ours.
MOST = """
import sys, tracemalloc
from pathlib import Path
from teachsim import sweep
tracemalloc.start()
sweep.export(Path(sys.argv[1]), Path(sys.argv[2]))
print(tracemalloc.get_traced_memory()[1])
"""


def test_a_large_table_is_written_without_being_held(tmp_path: Path) -> None:
    values = json.dumps({f"value {k}": k / 7 for k in range(50)})
    store = filled(trial.study_of("draw", 3_000), tmp_path, values=values)
    asked = [sys.executable, "-c", MOST, str(store), str(to := tmp_path / "trial.csv")]
    most = int(subprocess.run(asked, check=True, capture_output=True, timeout=60).stdout)
    table = sweep.table_of(store)
    whole = csv_text([table.columns, *table.rows])
    assert to.read_text("utf-8") == "".join(f"# {line}\n" for line in table.header) + whole
    assert most < len(whole) / 4


def test_rows_that_come_meanwhile_are_of_another_table(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a value that is new would have no column."""
    more = sweep.Study("odd", ODD.task, sweep.grid({"name": ["c"], "other": [1]}))
    loads = json.loads

    def busy(text: str) -> object:
        monkeypatch.setattr("json.loads", loads)
        trial.do(more, store, on="serial")
        return loads(text)

    before = repr(sweep.table_of(store))
    monkeypatch.setattr("json.loads", busy)
    assert repr(sweep.table_of(store)) == before
    assert len(sweep.table_of(store).rows) == 13


# ---------------------------------------------------------------- elsewhere
def test_a_table_goes_to_parquet_where_pandas_is_installed(store: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    sweep.export(store, tmp_path / "odd.parquet")
    frame = pandas.read_parquet(tmp_path / "odd.parquet")
    assert list(frame.columns) == list(sweep.table_of(store).columns)
    assert frame["status"].tolist() == ["failed"] * 4 + ["done"] * 8


def uneven(_: object, *, k: int) -> sweep.Found:
    """A number in one row and a text in the next, or one that is too large for most."""
    found: tuple[str | int, ...] = ("a word", 3, 10**30)
    return {"x": found[k]}


@pytest.mark.parametrize("rows", [(0, 1), (1, 2)])
def test_a_table_that_parquet_cannot_hold_is_refused_and_goes_to_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: tuple[int, ...]
) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[uneven.__module__])
    study = sweep.Study("uneven", f"{__name__}:uneven", sweep.grid({"k": rows}))
    trial.do(study, store := tmp_path / "uneven.sqlite", on="serial")
    with pytest.raises(ValueError, match=r"cannot be written as Parquet .* or export to .csv"):
        sweep.export(store, tmp_path / "uneven.parquet")
    assert not (tmp_path / "uneven.parquet").exists()
    sweep.export(store, tmp_path / "uneven.csv")


def test_another_kind_of_file_is_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"must end in .csv or .parquet"):
        sweep.export(store, tmp_path / "odd.txt")


def test_a_store_that_is_not_there_leaves_neither_table_nor_folder(tmp_path: Path) -> None:
    with pytest.raises(sweep.StoreError):
        sweep.export(tmp_path / "none.sqlite", tmp_path / "tables" / "none.csv")
    assert list(tmp_path.iterdir()) == []
