"""Numbers from outside: strict readers, whose refusal is one sentence."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import quoted, whole_number

__all__ = ["MOST_COUNTED", "count", "floats", "number"]

MOST_COUNTED = 2**63 - 1
"""The most that an array counts to: for what takes no room."""


def number(
    value: object,
    *,
    thing: str,
    way_out: str,
    least: float = -math.inf,
    above: float = -math.inf,
    below: float = math.inf,
) -> float:
    """The value as a float.

    Args:
        value: What was given.
        thing: What it is, to begin the sentence.
        way_out: What to do instead, to end it.
        least: The least that is allowed.
        above: It must be greater than this.
        below: It must be smaller than this.

    Raises:
        ValueError: If it is no finite number within these bounds; a bool is none.
    """
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        try:
            found = float(value)
        except OverflowError:
            found = math.inf  # a whole number beyond all floats
        if math.isfinite(found) and least <= found and above < found < below:
            return found
    rules = [
        f"at least {least:g}" if least > -math.inf else "",
        f"above {above:g}" if above > -math.inf else "",
        f"below {below:g}" if below < math.inf else "",
    ]
    rule = " and ".join(["a finite number", *(part for part in rules if part)])
    raise ValueError(f"{thing} is {quoted(value)}, but must be {rule}; {way_out}")


def count(value: object, *, thing: str, least: int, most: int, way_out: str) -> int:
    """The value as an int: of what takes room or time for each.

    Args:
        value: What was given.
        thing: What it is, to begin the sentence.
        least: The least that is allowed.
        most: The most that is allowed.
        way_out: What to do instead, to end it.

    Raises:
        ValueError: If it is no whole number within these bounds; a bool is none.
    """
    found = whole_number(value, thing=thing, least=least, way_out=way_out)
    if found > most:
        raise ValueError(f"{thing} is {quoted(value)}, but must be at most {most:,}; {way_out}")
    return found


def floats(values: npt.ArrayLike, *, thing: str, way_out: str) -> FloatArray:
    """The values as an array of floats, of whatever shape.

    Args:
        values: What was given.
        thing: What they are, to begin the sentence.
        way_out: What to do instead, to end it.

    Raises:
        ValueError: If one is no number, or is beyond all floats, or rows differ in length.
    """
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(
            f"{thing} are {quoted(values)}, but must be numbers that a float can hold; {way_out}"
        ) from None
