"""How long a flow takes that has no closed form: that of tokens under an oracle prefix critic."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.integrate import solve_ivp

from teachsim.core.arrays import FloatArray

__all__ = ["check_ends", "time_by_flow"]

_RAREST, _NEAREST = 1e-12, 1e-10  # chances of a token, and of its failure, that a solver follows


def check_ends(base: float, wanted: float) -> None:
    """Refuse chances of a token between which a solver loses its way, or its digits.

    Args:
        base: In the base model.
        wanted: At the end.

    Raises:
        ValueError: If they are such.
    """
    if base < _RAREST or 1 - wanted < _NEAREST:
        raise ValueError(
            f"tokens start at {base:g} and shall reach {wanted!r}, but a prefix critic is followed "
            f"from {_RAREST:g} to {_NEAREST:g} below 1; use a start and a reach between"
        )


def time_by_flow(
    speed: Callable[[FloatArray], FloatArray], *, start: FloatArray, reach: float, most: float
) -> float:
    """Time of the flow until the whole sequence is right with chance `reach`.

    Args:
        speed: `(T,)` chances of the good tokens to the speeds of their log-odds.
        start: `(T,)` chances at the start.
        reach: Of all together.
        most: A time at which that has been reached.
    """

    def flow(_: float, odds: FloatArray) -> FloatArray:
        return speed(1 / (1 + np.exp(-odds)))

    def missing(_: float, odds: FloatArray) -> float:
        return float(-np.log1p(np.exp(-odds)).sum() - math.log(reach))

    missing.terminal = True  # type: ignore[attr-defined]  # scipy's way to ask for an end
    odds = np.array([math.log(p / (1 - p)) for p in start.tolist()])
    found = solve_ivp(
        flow, (0, most), odds, method="DOP853", events=missing, rtol=1e-10, atol=1e-10
    )
    assert found.t_events is not None, "an event was asked for"
    return float(found.t_events[0][0])
