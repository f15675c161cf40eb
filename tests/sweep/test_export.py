import math
from pathlib import Path

import pytest

from studies.bench import trial
from teachsim import sweep


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
    import sys

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
    assert rows[0]["error"] == "'@ of it"
    assert rows[5]["text"] == "'@a"
    assert float(rows[5]["value"]) == -1 / 3
    assert rows[4]["value"] == "nan"


def test_a_table_goes_to_parquet_where_pandas_is_installed(store: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    sweep.export(store, tmp_path / "odd.parquet")
    frame = pandas.read_parquet(tmp_path / "odd.parquet")
    assert list(frame.columns) == list(sweep.table_of(store).columns)
    assert frame["status"].tolist() == ["failed"] * 4 + ["done"] * 8


def test_another_kind_of_file_is_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"must end in .csv or .parquet"):
        sweep.export(store, tmp_path / "odd.txt")
