"""Rows of tables: means over seeds with intervals, bounds, and the points of curves."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import FloatArray
from teachsim.sweep.tables import Row

if TYPE_CHECKING:  # each worker would load all of symbolic for it
    from teachsim.symbolic.result import Result

__all__ = [
    "SAID",
    "Line",
    "Run",
    "Runs",
    "bounds",
    "curves",
    "mean_interval",
    "mean_intervals",
    "over_seeds",
    "panel",
]

Line = tuple[str, str, str, str]
"""Of a figure of curves: its panel, its name, and what the numbers across and up are."""
Run = tuple[Line, Sequence[float], Sequence[float]]
Runs = Iterator[Run]

SAID = ("truthful", "made up", "I don't know")
"""What an answer is, and the columns of its chances."""


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """The mean of values from independent seeds, and the half width of its 95 % interval.

    Student's t; NaN where there is one value only, which says nothing about its spread.
    """
    from scipy.special import stdtrit  # a sixth of a second to import, which no worker needs

    if (n := len(values)) < 2:
        return float(np.mean(values)), math.nan
    error = np.std(values, ddof=1) / math.sqrt(n)
    return float(np.mean(values)), float(stdtrit(n - 1, 0.975) * error)


def mean_intervals(runs: npt.ArrayLike) -> FloatArray:
    """`(n, 2)` the mean of each column of `(seeds, n)` values, and its half width as above."""
    return np.array([mean_interval(values) for values in np.transpose(runs).tolist()])


def over_seeds(rows: Iterable[Row]) -> list[Row]:
    """Rows of what is said: means over seeds, and half widths of their 95 % intervals.

    Args:
        rows: The chances `SAID` of one seed each, after the other columns. Rows that agree in
            these are of one case, which stands where its first row does.
    """
    found: dict[tuple[tuple[str, str], ...], list[Row]] = {}
    for row in rows:
        about = tuple((name, str(value)) for name, value in row.items() if name not in SAID)
        found.setdefault(about, []).append(row)
    means: list[Row] = []
    for about, seeds in found.items():
        both = {name: mean_interval([float(row[name]) for row in seeds]) for name in SAID}
        mean = {name: value for name, (value, _) in both.items()}
        half = {f"half width of {name}": width for name, (_, width) in both.items()}
        means.append({**dict(about), **mean, **half})
    return means


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
