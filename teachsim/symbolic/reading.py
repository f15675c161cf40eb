"""Reading classes from outside: strings of 0 and 1."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from teachsim.core.arrays import BoolArray

__all__ = ["strings_of_bits", "table_of_strings"]


def strings_of_bits(hypotheses: Iterable[str]) -> list[str]:
    """The strings as a list.

    Raises:
        ValueError: there is none, they differ in length, or hold other characters than 0 and 1.
    """
    lines = list(hypotheses)
    if not lines:
        raise ValueError("from_strings got no string; pass one string of 0 and 1 per hypothesis")
    for place, line in enumerate(lines):
        if set(line) - {"0", "1"}:
            raise ValueError(f"hypothesis {place} is {line!r}; it must be a string of 0 and 1")
        if len(line) != len(lines[0]):
            raise ValueError(
                f"hypothesis {place} is {line!r} of {len(line)} instances but the first has "
                f"{len(lines[0])}; make the strings equally long"
            )
    return lines


def table_of_strings(lines: list[str]) -> BoolArray:
    """Table `(m, n)` of equally long strings of 0 and 1, as `strings_of_bits` returns them."""
    letters = np.frombuffer("".join(lines).encode("ascii"), dtype=np.uint8)
    table: BoolArray = letters.reshape(len(lines), -1) == ord("1")
    return table
