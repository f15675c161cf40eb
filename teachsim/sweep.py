"""Studies as scripts: their options, their progress, and tables that say where they come from.

A table is CSV with a header of `#` lines (version, command, seed) and one observation a row. It is
written whole or not at all, and its bytes depend on rows and command only.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np

import teachsim as ts
from teachsim.symbolic.result import Result

__all__ = [
    "Options",
    "bounds",
    "curves",
    "mean_interval",
    "options",
    "panel",
    "progress",
    "read_table",
    "source",
    "spread",
    "write_file",
    "write_table",
]

Row = Mapping[str, str | int | float]
Line = tuple[str, str, str, str]
"""Of a figure of curves: its panel, its name, and what the numbers across and up are."""
Run = tuple[Line, Sequence[float], Sequence[float]]
Cell = TypeVar("Cell")
Found = TypeVar("Found")

_QUICK_SEEDS = 2
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Options:
    """What a study was asked for.

    Attributes:
        study: Its name, that of the script.
        out: Folder of its table and figure.
        seeds: Number of simulated repetitions, seeds 0 to seeds - 1.
        quick: Whether to run a small version, in a few seconds.
    """

    study: str
    out: Path
    seeds: int
    quick: bool

    @property
    def command(self) -> str:
        """The command that gives the same table again."""
        return f"python studies/{self.study}.py --seeds {self.seeds}" + " --quick" * self.quick


def options(study: str, about: str, *, seeds: int, argv: Sequence[str] | None = None) -> Options:
    """The options of a study from its command line.

    Args:
        study: Its name, that of the script.
        about: What it shows, for `--help`.
        seeds: Number of repetitions if none is given.
        argv: The command line without the program; that of the process if None.
    """
    parser = argparse.ArgumentParser(
        prog=f"studies/{study}.py",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    about_seeds = f"default {seeds}, or {_QUICK_SEEDS} with --quick"
    parser.add_argument("--seeds", type=_natural, help=about_seeds)
    folder = Path(__file__).parent.parent / "studies" / "results"
    parser.add_argument("--out", type=Path, default=folder, help="folder of table and figure")
    parser.add_argument("--quick", action="store_true", help="a small version, in a few seconds")
    given = parser.parse_args(argv)
    asked = given.seeds or (_QUICK_SEEDS if given.quick else seeds)
    return Options(study, given.out, asked, given.quick)


def progress(cells: Sequence[str], label: str) -> Iterator[str]:
    """The cells of a study one by one, with a progress bar on a terminal's standard error."""
    from tqdm import tqdm

    bar: Iterable[str] = tqdm(cells, desc=label, disable=None, leave=False)
    yield from bar


def spread(task: Callable[[Cell], Found], cells: Sequence[Cell], *, label: str) -> list[Found]:
    """What a task finds in each cell, in their order; cells run in processes of their own.

    There are as many processes as this one may use cores. Each starts anew and loads what it needs,
    so task and cells must be importable: a function at the top of a module, records and numbers.

    Args:
        task: What is done in a cell.
        cells: One call each.
        label: Of the progress bar.
    """
    from tqdm import tqdm

    workers = min(len(os.sched_getaffinity(0)), len(cells))
    if workers <= 1:
        return [task(cell) for cell in tqdm(cells, desc=label, disable=None, leave=False)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        found = pool.map(task, cells)
        return list(tqdm(found, total=len(cells), desc=label, disable=None, leave=False))


def write_table(rows: Sequence[Row], asked: Options) -> Path:
    """Write a study's table, `<study>.csv`, and return its path.

    Args:
        rows: One observation each, all with the same columns.
        asked: The options of the study.

    Raises:
        ValueError: If there are no rows or their columns differ.
    """
    columns = list(rows[0]) if rows else []
    if not columns or any(list(row) != columns for row in rows):
        raise ValueError(
            f"rows of study {asked.study!r} must be one or more with the same columns; "
            f"the first has {columns}"
        )
    text = io.StringIO()
    text.write(f"# teachsim {ts.__version__}\n# command: {asked.command}\n")
    text.write(f"# seed: 0 to {asked.seeds - 1}\n")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows([_cell(row[column]) for column in columns] for row in rows)
    path = asked.out / f"{asked.study}.csv"
    write_file(path, text.getvalue().encode())
    return path


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """The mean of values from independent seeds, and the half width of its 95 % interval.

    Student's t; NaN where there is one value only, which says nothing about its spread.
    """
    from scipy.stats import sem, t  # half a second to import, for studies only

    if len(values) < 2:
        return float(np.mean(values)), math.nan
    half = t.ppf(0.975, len(values) - 1) * sem(values)
    return float(np.mean(values)), float(half)


def bounds(result: Result) -> dict[str, str | float]:
    """The columns of an exact quantity: what is proved of it, and whether that is its value."""
    exact = "yes" if result.exact else "no"
    return {"lower": float(result.lower), "upper": float(result.upper), "exact": exact}


def curves(runs: Iterable[Run]) -> list[Row]:
    """The rows of a figure of curves, one a point: means over the runs of a line, with intervals.

    Args:
        runs: The line, and numbers across and up, `(points,)` each; one run a seed, or one alone
            of what is exact.
    """
    found: dict[Line, list[tuple[Sequence[float], Sequence[float]]]] = {}
    for line, across, up in runs:
        found.setdefault(line, []).append((across, up))
    rows: list[Row] = []
    for (panel, name, x_is, value_is), both in found.items():
        for points in zip(*(zip(*one, strict=True) for one in both), strict=True):
            (x, wide), (value, high) = (mean_interval(ends) for ends in zip(*points, strict=True))
            about: Row = {"panel": panel, "line": name, "x is": x_is, "value is": value_is}
            means = {"x": x, "half width of x": wide, "value": value, "half width": high}
            rows.append({**about, **means})
    return rows


def panel(
    about: tuple[str, str, str], across: Sequence[float], *, lines: Mapping[str, Sequence[float]]
) -> Iterator[Run]:
    """The runs of a panel of curves, one of each line; a shorter one ends early.

    Args:
        about: Its title, and what the numbers across and up are.
        across: `(points,)` numbers across.
        lines: `(points,)` numbers up, by name.
    """
    title, x_is, value_is = about
    for name, up in lines.items():
        yield (title, name, x_is, value_is), across[: len(up)], up


def source(table: Path, asked: Options) -> str:
    """Where a figure comes from: command and hash of the table that it draws.

    A figure whose metadata hold another source than its table's is out of date.
    """
    return f"{asked.command}; table {hashlib.sha256(table.read_bytes()).hexdigest()[:16]}"


def read_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The header lines of a study's table and its rows, as text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    return header, list(csv.DictReader(lines[len(header) :]))


def write_file(path: Path, content: bytes) -> None:
    """Write a file under another name, then rename it: a crash leaves the old one whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _cell(value: str | int | float) -> str:
    """A value as text: 9 digits, and no text that a spreadsheet would run as a formula."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def _natural(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} must be a whole number of at least 1")
    return int(text)
