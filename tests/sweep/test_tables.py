import errno
import math
import os
from pathlib import Path

import pytest

import teachsim as ts
from teachsim import sweep
from teachsim.symbolic.result import Result


def asked(folder: Path, *more: str) -> sweep.Options:
    return sweep.options("trial", "A trial.", seeds=7, argv=["--out", str(folder), *more])


def test_a_table_says_where_it_comes_from_and_reads_back(tmp_path: Path) -> None:
    rows: list[sweep.Row] = [
        {"family": "runs", "share": 1 / 3, "rounds": 2},
        {"family": "boxes", "share": math.nan, "rounds": 3},
    ]
    path = sweep.write_table(rows, asked(tmp_path))
    header, read = sweep.read_table(path)
    assert header == [
        f"# teachsim {ts.__version__}",
        "# command: python studies/trial.py --seeds 7",
        "# seed: 0 to 6",
    ]
    assert read[0] == {"family": "runs", "share": "0.333333333", "rounds": "2"}
    assert sweep.write_table(rows, asked(tmp_path)).read_bytes() == path.read_bytes()
    assert [left.name for left in tmp_path.iterdir()] == ["trial.csv"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_text_that_a_spreadsheet_would_run_is_quoted(tmp_path: Path, start: str) -> None:
    path = sweep.write_table([{"name": f"{start}1"}], asked(tmp_path))
    assert sweep.read_table(path)[1] == [{"name": f"'{start}1"}]


@pytest.mark.parametrize("rows", [[], [{"a": 1}, {"b": 1}]])
def test_rows_that_make_no_table_are_refused(tmp_path: Path, rows: list[sweep.Row]) -> None:
    with pytest.raises(ValueError, match="must be one or more with the same columns"):
        sweep.write_table(rows, asked(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_finished_leaves_the_old_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.csv"
    sweep.write_file(path, b"old")

    def fails(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(OSError, match="disk full"):
        sweep.write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_table_or_figure_that_cannot_be_finished_names_the_command_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks, rows = asked(tmp_path), [{"share": 0.5}]
    sweep.write_table(rows, asks)

    def fails(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", fails)
    for write, end in (
        (lambda: sweep.write_table(rows, asks), "csv"),
        (lambda: sweep.write_figure(lambda figure, source: b"", len, asked=asks), "png"),
    ):
        with pytest.raises(SystemExit) as ended:
            write()
        said = str(ended.value.code)
        assert said.startswith(f"{tmp_path / 'trial'}.{end} cannot be written ([Errno 28] No space")
        assert said.endswith(f"\nGo on with: {asks.resume}")


def test_a_figure_is_drawn_from_what_stands_in_the_table(tmp_path: Path) -> None:
    asks, drawn = asked(tmp_path), list[list[sweep.Row]]()
    path = sweep.write_table([{"share": 1 / 3}], asks)

    def png(figure: object, *, source: str) -> bytes:
        return source.encode()

    sweep.write_figure(png, drawn.append, asked=asks)
    assert drawn == [[{"share": "0.333333333"}]]
    assert path.with_suffix(".png").read_text() == sweep.source(path, asks)


def test_the_mean_of_several_seeds_has_students_interval() -> None:
    """Gosset's sleep data, drug 2 - 1: mean 1.58, 95 % interval 0.70 to 2.46 (Student, 1908)."""
    gains = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    mean, half = sweep.mean_interval(gains)
    assert (round(mean - half, 2), round(mean, 2), round(mean + half, 2)) == (0.7, 1.58, 2.46)
    assert math.isnan(sweep.mean_interval([1.0])[1])
    both = sweep.mean_intervals([[gain, 2 * gain] for gain in gains])
    assert both.tolist() == [[mean, half], [2 * mean, 2 * half]]


def test_what_is_said_in_each_seed_becomes_means_with_intervals_in_the_order_of_the_cases() -> None:
    answers = [(1.0, 0.0, 0.0), (0.5, 0.25, 0.25), (0.0, 1.0, 0.0)]
    cases = ({"case": case} for case in ("unknown", "known", "unknown"))
    said: list[sweep.Row] = [
        {**case, **dict(zip(sweep.SAID, rates, strict=True))}
        for case, rates in zip(cases, answers, strict=True)
    ]
    unknown, known = sweep.over_seeds(said)
    columns = [*sweep.SAID, *(f"half width of {name}" for name in sweep.SAID)]
    assert [*unknown] == ["case", *columns]
    assert (unknown["case"], unknown["truthful"], unknown["made up"]) == ("unknown", 0.5, 0.5)
    # Student's t for two values is 12.7062 at 97.5 %, and their standard error 1/2.
    assert unknown["half width of truthful"] == pytest.approx(6.3531, abs=1e-3)
    assert (known["case"], known["I don't know"]) == ("known", 0.25)
    assert math.isnan(float(known["half width of made up"]))  # of one seed alone


def test_curves_are_means_over_the_runs_of_a_line_with_intervals() -> None:
    noisy, exact = (("panel", name, "round", "share") for name in ("noisy", "exact"))
    rows = sweep.curves(
        [
            (noisy, [1, 2], [0.0, 1.0]),
            (exact, [1, 2], [0.5, math.inf]),
            (noisy, [1, 2], [1.0, 1.0]),
        ]
    )
    assert [(row["line"], row["x"], row["value"]) for row in rows] == [
        ("noisy", 1.0, 0.5),
        ("noisy", 2.0, 1.0),
        ("exact", 1.0, 0.5),
        ("exact", 2.0, math.inf),
    ]
    # Student's t for two values is 12.7062 at 97.5 %, and their standard error 1/2.
    assert rows[0]["half width"] == pytest.approx(6.3531, abs=1e-3)
    assert rows[0]["half width of x"] == rows[1]["half width"] == 0.0
    assert math.isnan(float(rows[2]["half width"]))


def test_bounds_say_whether_they_meet() -> None:
    exact = Result("a number", 3, 3, None, 0)
    assert sweep.bounds(exact) == {"lower": 3.0, "upper": 3.0, "exact": "yes"}
    bounded = Result("a number", 1, math.inf, None, 0)
    assert sweep.bounds(bounded) == {"lower": 1.0, "upper": math.inf, "exact": "no"}
