"""Short names for hypotheses and instances."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from teachsim.core.arrays import BoolArray

__all__ = ["NOTHING", "after_nothing", "braces", "numbers", "span"]

NOTHING = "nothing"


def numbers(n: int) -> tuple[str, ...]:
    """Names "1" to "n" of n instances."""
    return tuple(map(str, range(1, n + 1)))


def braces(table: BoolArray, instances: Sequence[str]) -> Iterator[str]:
    """Name of each row of `(m, n)` by its members, as in "{1, 4}"; "nothing" for the empty set."""
    hypotheses, members = np.nonzero(table)
    ends = np.searchsorted(hypotheses, np.arange(len(table) + 1)).tolist()
    listed = [instances[x] for x in members.tolist()]
    for start, end in itertools.pairwise(ends):
        yield "{" + ", ".join(listed[start:end]) + "}" if end > start else NOTHING


def after_nothing(
    table: BoolArray, names: Sequence[str], *, called: str = NOTHING
) -> tuple[BoolArray, list[str]]:
    """The hypotheses `(m, n)` with their names, after the empty one with its name."""
    return np.vstack([np.zeros_like(table[:1]), table]), [called, *names]


def span(low: int, high: int) -> str:
    """Name of the places low to high, counted from 1: "3 to 9", or "3" for one."""
    return f"{low} to {high}" if high > low else f"{low}"
