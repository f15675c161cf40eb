"""Families on a line or a grid: initial segments, intervals, boxes, half-planes.

Instances on a line are called "1" to "n", those of a grid "row,column" from "1,1"; `layout` says
where they lie.
"""

from __future__ import annotations

import math

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_switch
from teachsim.symbolic.families.limit import LIMIT, Limit, affordable, whole
from teachsim.symbolic.families.naming import NOTHING, after_nothing, numbers, span
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["boxes", "half_planes", "initial_segments", "intervals"]


def initial_segments(n: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The n + 1 initial segments of n instances on a line, the empty one first.

    A chain, also known as thresholds. VC 1; Littlestone dimension floor(log2(n + 1)). Withheld
    examples can mislead about all but the smallest, and ceil(log2(n + 1)) membership queries tell
    them apart.

    Args:
        n: number of instances, at least 1.
        limit: refuse a larger class.

    Raises:
        ValueError: n is out of range, or the class is above the limit.
    """
    n = whole(n, "n")
    affordable(f"initial_segments({n})", n + 1, n_instances=n, limit=limit)
    names = (NOTHING, *(span(1, high) for high in range(1, n + 1)))
    table = np.tri(n + 1, n, k=-1, dtype=np.bool_)
    return HypothesisClass(table, names, instances=numbers(n), layout=(n,))


def intervals(n: int, *, empty: bool = False, limit: Limit = LIMIT) -> HypothesisClass:
    """The n (n + 1) / 2 non-empty intervals of n instances on a line; one more with the empty set.

    VC 2 for n >= 3, and with the empty set for n >= 2. Its two ends teach an interval to a learner
    that prefers the smallest (positive recursive teaching dimension 2); no positive examples teach
    it to every learner, unless it is the longest. Without the empty set, proper equivalence queries
    need n - 1.

    Args:
        n: number of instances, at least 1.
        empty: is the empty set a hypothesis too?
        limit: refuse a larger class.

    Raises:
        ValueError: n is out of range, `empty` is no bool, or the class is above the limit.

    >>> len(intervals(13))
    91
    """
    n = whole(n, "n")
    a_switch(empty, thing="empty")
    size = n * (n + 1) // 2 + empty
    affordable(f"intervals({n})", size, n_instances=n, limit=limit)
    table, names = _spans(n)
    if empty:
        table, names = after_nothing(table, names)
    return HypothesisClass(table, names, instances=numbers(n), layout=(n,))


def boxes(rows: int, columns: int, *, empty: bool = False, limit: Limit = LIMIT) -> HypothesisClass:
    """The non-empty axis-parallel boxes on a grid: r (r + 1) / 2 times c (c + 1) / 2 of them.

    VC 4 for rows, columns >= 3. Source of the textbook case: A. Blumer, A. Ehrenfeucht, D. Haussler
    and M. K. Warmuth, "Learnability and the Vapnik-Chervonenkis dimension", Journal of the ACM 36,
    1989.

    Args:
        rows: number of rows, at least 1.
        columns: number of columns, at least 1.
        empty: is the empty set a hypothesis too?
        limit: refuse a larger class.

    Raises:
        ValueError: a size is out of range, `empty` is no bool, or the class is above the limit.
    """
    rows, columns = whole(rows, "rows"), whole(columns, "columns")
    a_switch(empty, thing="empty")
    n = rows * columns
    size = rows * (rows + 1) * columns * (columns + 1) // 4 + empty
    affordable(f"boxes({rows}, {columns})", size, n_instances=n, limit=limit)
    down, down_names = _spans(rows)
    across, across_names = _spans(columns)
    # (I, 1, rows, 1) & (1, J, 1, columns): each span of rows with each span of columns.
    table = (down[:, None, :, None] & across[None, :, None, :]).reshape(-1, n)
    names = [f"rows {i}, columns {j}" for i in down_names for j in across_names]
    if empty:
        table, names = after_nothing(table, names)
    return HypothesisClass(table, names, instances=_cells(rows, columns), layout=(rows, columns))


def half_planes(rows: int, columns: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """All subsets of a grid that a straight line cuts off, either side, with nothing and all.

    Their number is 2 (1 + the pairs of grid points that see each other), or

        2 + 2 sum over primitive directions (a, b), up to sign, of (rows - |a|) (columns - |b|),

    VC 3 from 2 x 2 on. Source: M. A. Alekseyev, "On the number of two-dimensional threshold
    functions", SIAM Journal on Discrete Mathematics 24, 2010; sequence A114146 of the OEIS for
    square grids. The construction is exact: two sets are separable iff some line through grid
    points has one on its left and the other on its right, and meets first one, then the other;
    so each is a prefix of the points sorted by distance from a line, ties sorted along it.

    Args:
        rows: number of rows, at least 1.
        columns: number of columns, at least 1.
        limit: refuse a larger class; it also bounds the list with duplicates, about twice as long.

    Raises:
        ValueError: a size is out of range, or the class is above the limit.
    """
    rows, columns = whole(rows, "rows", high=256), whole(columns, "columns", high=256)
    n = rows * columns
    directions = _directions(rows, columns)
    seen = (rows - np.abs(directions[:, 0])) * (columns - np.abs(directions[:, 1]))
    size = 2 + 2 * int(seen.sum())
    affordable(f"half_planes({rows}, {columns})", size, n_instances=n, limit=limit)
    cut = _cut_off(directions, rows=rows, columns=columns)
    names = [NOTHING, *(f"half-plane {i}" for i in range(1, len(cut) - 1)), "everything"]
    return HypothesisClass(cut, names, instances=_cells(rows, columns), layout=(rows, columns))


def _spans(n: int) -> tuple[BoolArray, list[str]]:
    """Table `(n (n + 1) / 2, n)` of the non-empty intervals, by their lower end, and names."""
    low, high = np.triu_indices(n)
    at = np.arange(n)
    table: BoolArray = (low[:, None] <= at) & (at <= high[:, None])
    return table, [span(i + 1, j + 1) for i, j in zip(low.tolist(), high.tolist(), strict=True)]


def _cells(rows: int, columns: int) -> list[str]:
    return [f"{i},{j}" for i in range(1, rows + 1) for j in range(1, columns + 1)]


def _directions(rows: int, columns: int) -> IntArray:
    """Primitive steps `(D, 2)` between points of the grid, one of each pair of opposites."""
    steps = [
        (a, b)
        for a in range(rows)
        for b in range(1 - columns, columns)
        if math.gcd(a, b) == 1 and (a > 0 or b > 0)
    ]
    return np.array(steps, dtype=np.int64).reshape(-1, 2)


def _cut_off(directions: IntArray, *, rows: int, columns: int) -> BoolArray:
    """Table of all sets that a line cuts off, smallest first."""
    n = rows * columns
    i, j = np.divmod(np.arange(n), columns)
    found = [words.pack(np.array([[False], [True]]).repeat(n, axis=1))]
    for a, b in directions:
        across, along = a * j - b * i, a * i + b * j
        for ties in (along, -along):
            order = np.lexsort((ties, across))
            ranks = np.argsort(order)
            # Cut only between two points of one line: every set has just two such lines.
            inside = 1 + np.flatnonzero(across[order[1:]] == across[order[:-1]])
            prefixes = ranks < inside[:, None]
            found += [words.pack(prefixes), words.pack(~prefixes)]
    table = words.unpack(words.distinct(np.concatenate(found)), n_bits=n)
    return table[np.lexsort((*table.T, table.sum(axis=1)))]
