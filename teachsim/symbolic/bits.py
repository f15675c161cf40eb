"""Classes as strings of 0 and 1, one a hypothesis: what is quickest to type."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.core.checks import quoted

__all__ = ["strings_of_bits", "table_of_strings"]


def strings_of_bits(hypotheses: Iterable[str]) -> list[str]:
    """The strings as a list.

    Raises:
        ValueError: there is none, they differ in length, or hold other characters than 0 and 1.
    """
    if isinstance(hypotheses, str) or not isinstance(hypotheses, Iterable):
        raise ValueError(
            f"from_strings got {quoted(hypotheses)}; "
            "pass a list of strings, one for each hypothesis"
        )
    lines = list(hypotheses)
    if not lines:
        raise ValueError("from_strings got no string; pass one string of 0 and 1 per hypothesis")
    for place, line in enumerate(lines):
        if not _is_of_bits(line):
            raise ValueError(
                f"hypothesis {place} is {quoted(line)}; it must be a string of 0 and 1, one letter "
                "for each instance"
            )
        if len(line) != len(lines[0]):
            raise ValueError(
                f"hypothesis {place} is {quoted(line)} of {len(line)} instances but the first has "
                f"{len(lines[0])}; make the strings equally long"
            )
    return lines


def _is_of_bits(line: object) -> bool:
    return isinstance(line, str) and set(line) <= {"0", "1"}


def table_of_strings(lines: list[str]) -> BoolArray:
    """Table `(m, n)` of equally long strings of 0 and 1, as `strings_of_bits` returns them."""
    letters = np.frombuffer("".join(lines).encode("ascii"), dtype=np.uint8)
    table: BoolArray = letters.reshape(len(lines), -1) == ord("1")
    return table
