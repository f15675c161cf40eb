"""Rows of tables: means over seeds with intervals, bounds, and the points of curves."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.sweep.tables import Row

if TYPE_CHECKING:  # each worker would load all of symbolic for it
    from teachsim.symbolic.result import Result

__all__ = ["Line", "Run", "Runs", "bounds", "curves", "mean_interval", "panel", "said"]

Line = tuple[str, str, str, str]
"""Of a figure of curves: its panel, its name, and what the numbers across and up are."""
Run = tuple[Line, Sequence[float], Sequence[float]]
Runs = Iterator[Run]

_SAID = ("truthful", "made up", "I don't know")


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """The mean of values from independent seeds, and the half width of its 95 % interval.

    Student's t; NaN where there is one value only, which says nothing about its spread.
    """
    from scipy.stats import sem, t  # half a second to import, for studies only

    if len(values) < 2:
        return float(np.mean(values)), math.nan
    half = t.ppf(0.975, len(values) - 1) * sem(values)
    return float(np.mean(values)), float(half)


def said(about: Mapping[str, str], runs: FloatArray) -> Row:
    """A row of what is said: means over seeds, and half widths of their 95 % intervals.

    Args:
        about: Its other columns, which come first.
        runs: `(seeds, 3)` chance to be truthful, to make something up, to say "I don't know".
    """
    both = {name: mean_interval(runs[:, i].tolist()) for i, name in enumerate(_SAID)}
    means = {name: mean for name, (mean, _) in both.items()}
    return {**about, **means, **{f"half width of {name}": half for name, (_, half) in both.items()}}


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
