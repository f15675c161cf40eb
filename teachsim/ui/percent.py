"""Numbers as sentences say them: shares in per cent, times and amounts to a few digits."""

from __future__ import annotations

from typing import Final

from teachsim.draw.chart import numeral

_SIGN: Final = "\u00a0%"  # never a line of its own
_LARGE: Final = 10_000.0
_MILLION: Final = 1_000_000.0
LEAST: Final = 0.001
"""No interval is said to be narrower than this, or cut for less."""


def percent(share: float) -> str:
    """Return a share: "12 %"; of what is small, but there, a decimal: "0.2 %"."""
    if 0.0005 <= share < 0.01:
        return f"{100 * share:.1f}{_SIGN}"
    return f"{abs(100 * share):.0f}{_SIGN}"


def cut(share: float, half: float) -> tuple[float, float] | None:
    """Return the ends of an interval that would leave [0, 1], cut there; None if it stays inside.

    A share of 99 % ± 3 would speak of 102 %.
    """
    low, high = max(share - half, 0.0), min(share + half, 1.0)
    return (low, high) if high - low < 2 * half - LEAST else None


def amount(value: float, *, digits: int = 2) -> str:
    """Return an amount to so many decimals, with a proper minus."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def time(value: float) -> str:
    """Return a time: whole units, large ones rounded."""
    if value >= _MILLION:
        return f"{value / _MILLION:,.1f} million"
    if value >= _LARGE:
        return numeral(round(value, -2))
    return numeral(round(value, 0 if value >= 10 else 1))
