"""Where a function of the confidence p turns from "abstain" (negative) to "answer" (positive)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq

from teachsim.core.arrays import FloatArray
from teachsim.tabular.thresholds.setting import Prediction

__all__ = ["INDIFFERENT", "INVERTED", "line", "root"]

INDIFFERENT = "answering and abstaining are worth the same at every p: nothing is learned"
INVERTED = "it answers below a confidence and not above: wrong answers pay more than right ones"
_MANY = "it answers on several stretches of p, so that no single confidence parts them"
_NOTHING = 1e-12  # of the size of what is subtracted: rounding
_SCAN = 65


def line(at_0: float, at_1: float, *, size: float, why: str) -> Prediction:
    """Where a gain that is linear in p crosses 0.

    Args:
        at_0: The gain at p = 0.
        at_1: The gain at p = 1.
        size: Of the numbers that were subtracted: gains far below it are rounding.
        why: The formula.
    """
    gains = np.array([at_0, at_1])
    gains[np.abs(gains) <= _NOTHING * size] = 0.0
    low, high = gains.tolist()
    if low < 0 < high:
        return Prediction(low / (low - high), why)
    return _one_sided(gains, why=why)


def root(gain: Callable[[FloatArray], FloatArray], *, why: str) -> Prediction:
    """Where a gain crosses 0 as p goes from 0 to 1: found by bisection.

    Args:
        gain: `(n,)` confidences to `(n,)` gains of answering, of size about 1.
        why: The equation.
    """
    p = np.linspace(0, 1, _SCAN)
    gains = gain(p)
    gains[np.abs(gains) <= _NOTHING] = 0.0
    signs = np.sign(gains)
    if not (signs > 0).any() or not (signs < 0).any():
        return _one_sided(gains, why=why)
    last_negative, first_positive = np.flatnonzero(signs < 0)[-1], np.flatnonzero(signs > 0)[0]
    if first_positive < last_negative:
        upward = (signs < 0)[: int(first_positive)].any()
        return Prediction(None, _MANY if upward else INVERTED)

    def at(one: float) -> float:
        return float(gain(np.array([one]))[0])

    return Prediction(float(brentq(at, p[last_negative], p[first_positive], xtol=1e-12)), why)


def _one_sided(gains: FloatArray, *, why: str) -> Prediction:
    """What gains say that do not turn from negative to positive."""
    positive, negative = (gains > 0).any(), (gains < 0).any()
    if positive and negative:
        return Prediction(None, INVERTED)
    if not positive and not negative:
        return Prediction(None, INDIFFERENT)
    return Prediction(0.0 if positive else 1.0, why)
