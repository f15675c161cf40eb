"""A teacher without a clash, looked for by mending: it may be found where no search would end.

A hypothesis that clashes chooses its examples anew, each the one that tells it from most of those
that do not tell themselves from it; among equals, the one that it has not shown for longest. That
wanders without chance, and proves nothing where it finds nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.complexity.budget import Meter

__all__ = ["climbed"]

# A step compares one hypothesis with all, by all instances: so many entries take as long as a
# state elsewhere.
_ENTRIES_A_STATE = 1000
# The clashes of all pairs are counted at each step.
_PAIRS_A_STATE = 4000
# A step takes this many states however small the class is.
_STEP = 10
# Which of the hypotheses that clash is next: a prime, so that none is left out for long.
_STRIDE = 7919
# So many steps without fewer clashes than ever are enough.
_PATIENCE = 3000


def climbed(
    table: BoolArray, *, size: int, positive: bool, meter: Meter
) -> list[tuple[int, ...]] | None:
    """Columns of a table that each row shows, or None.

    Args:
        table: `(m, n)` the labels.
        size: How many examples each row shows, at least 1.
        positive: Whether only right answers are shown.
        meter: What the steps may spend.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    m, n = table.shape
    shown: list[tuple[int, ...]] = [()] * m
    when = np.zeros((m, n))
    tells = np.eye(m, dtype=np.bool_)  # [h, g] whether h tells itself from g
    fewest, since, step = m * m, 0, 0
    while since < _PATIENCE:
        meter.spend(_STEP + m * n // _ENTRIES_A_STATE + m * m // _PAIRS_A_STATE)
        clashes = ~(tells | tells.T)
        clashing = np.flatnonzero(clashes.any(axis=1))
        if not len(clashing):
            return shown
        step, since = step + 1, since + 1
        if clashes.sum() < fewest:
            fewest, since = int(clashes.sum()), 0
        h = int(clashing[step * _STRIDE % len(clashing)])
        apart = table[h] & ~table if positive else table[h] ^ table
        shown[h] = _examples(apart, left=~tells[:, h], age=when[h] / (step + 1), size=size)
        when[h, list(shown[h])] = step
        tells[h] = apart[:, list(shown[h])].any(axis=1)
        tells[h, h] = True
    return None


def _examples(
    apart: BoolArray, *, left: BoolArray, age: npt.NDArray[np.float64], size: int
) -> tuple[int, ...]:
    """Columns that tell a row from most of those left, one after the other.

    Args:
        apart: `(m, n)` where each other row is told from it.
        left: `(m,)` the rows left.
        age: `(n,)` when a column was shown last, below 1.
        size: How many columns.
    """
    usable: BoolArray = np.asarray(apart.any(axis=0))
    chosen: list[int] = []
    for _ in range(min(size, int(usable.sum()))):
        counts = np.where(usable, apart[left].sum(axis=0) - age, -np.inf)
        x = int(counts.argmax())
        chosen.append(x)
        usable[x] = False
        left = left & ~apart[:, x]
    return tuple(chosen)
