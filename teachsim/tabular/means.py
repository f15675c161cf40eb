"""How well a mean over independent seeds is known."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from teachsim.core.arrays import FloatArray

__all__ = ["half_width", "interval"]

_UPPER = 0.975  # 95 %, as much above as below


def half_width(values: FloatArray) -> FloatArray:
    """Half width `(...)` of the 95 % interval of the mean over the first axis (Student's t).

    NaN where there is one seed only, which says nothing about its spread. Exact where values are
    normal; `sweep.mean_interval` is the same, for studies that need nothing of this package.

    Args:
        values: `(seeds, ...)`.
    """
    if (n := len(values)) < 2:
        return np.full(values.shape[1:], np.nan)
    return np.asarray(stdtrit(n - 1, _UPPER) * values.std(axis=0, ddof=1) / np.sqrt(n))


def interval(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Ends, `(...)` each, of that interval.

    Args:
        values: `(seeds, ...)`.
    """
    mean, half = values.mean(axis=0), half_width(values)
    return np.asarray(mean - half), np.asarray(mean + half)
