"""Bounds first, then search: what the laws say of a quantity from what is known of the others."""

from __future__ import annotations

import math

from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.law_list import LAWS
from teachsim.symbolic.complexity.law_proofs import Found, Implied
from teachsim.symbolic.complexity.laws import Facts, Known, Number, evidence, implied
from teachsim.symbolic.result import Result

__all__ = ["bounded", "combined", "settled", "sharpened"]

_Proved = tuple[Number, object]


def settled(symbol: str, facts: Facts, *, name: str, known: Known) -> Result | None:
    """The result that laws give without a search; None unless their bounds meet.

    Arguments are those of `bounded`.
    """
    result = bounded(symbol, facts, name=name, known=known)
    return result if result is not None and result.exact else None


def bounded(symbol: str, facts: Facts, *, name: str, known: Known) -> Result | None:
    """The bounds that laws give without a search; None where one of them is missing.

    Args:
        symbol: Of the quantity.
        facts: Counts of the class.
        name: Name of the quantity.
        known: Results so far.
    """
    lower, upper = _by_laws(symbol, facts, known=known)
    if lower is None or upper is None:
        return None
    return Result(name, lower[0], upper[0], Bounds(lower[1], upper[1]), 0)


def sharpened(symbol: str, facts: Facts, *, found: Result, known: Known) -> Result:
    """A result of a search, with the bounds of laws where those say more.

    Args:
        symbol: Of the quantity.
        facts: Counts of the class.
        found: The result.
        known: Results of the other quantities.
    """
    lower, upper = _by_laws(symbol, facts, known=known)
    more = lower is not None and lower[0] > found.lower
    less = upper is not None and upper[0] < found.upper
    if not more and not less:
        return found
    own = _grounds(found)
    least, below = lower if more and lower is not None else (found.lower, own.lower)
    most, above = upper if less and upper is not None else (found.upper, own.upper)
    return Result(found.quantity, least, most, Bounds(below, above), found.explored)


def combined(one: Result, other: Result) -> Result:
    """What two results on the same quantity prove together; one of them as it is, if that does."""
    if one.lower >= other.lower and one.upper <= other.upper:
        return one
    if other.lower >= one.lower and other.upper <= one.upper:
        return other
    low = one if one.lower > other.lower else other
    high = one if one.upper < other.upper else other
    bounds = Bounds(_grounds(low).lower, _grounds(high).upper)
    explored = one.explored + other.explored
    return Result(one.quantity, low.lower, high.upper, bounds, explored)


def _grounds(result: Result) -> Bounds:
    """What the bounds of a result rest on: its search, if they are not combined already."""
    bounds = result.certificate
    if isinstance(bounds, Bounds) and isinstance(bounds.lower, (Found, Implied)):
        return bounds
    return Bounds(Found(result), Found(result))


def _by_laws(symbol: str, facts: Facts, *, known: Known) -> tuple[_Proved | None, _Proved | None]:
    """The best bounds that laws give, each with its proof; the first law of several."""
    lower: _Proved | None = None
    upper: _Proved | None = None
    for law, side, value in implied(LAWS, symbol, facts=facts, known=known):
        others = {s: result for s, result in known.items() if s != symbol}
        proof = Implied(law.text, evidence(law, known=others))
        if side == "lower" and (lower is None or value > lower[0]):
            lower = value, proof
        if side == "upper" and (upper is None or value < upper[0]) and value != math.inf:
            upper = value, proof
    return lower, upper
