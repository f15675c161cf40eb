"""Cosets: classes that hold the exclusive or of any three of their hypotheses.

They are the linear codes, as the parities, under a mask. Of dimension d they have 2^d hypotheses;
on d *independent* instances all patterns occur once; and an instance that not all hypotheses label
alike parts them in halves, which are cosets again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["basis", "dimension", "independent"]


def basis(rows: Iterable[int]) -> list[int]:
    """Bit sets of which exclusive ors make all given ones, no two with the same highest member."""
    found: list[int] = []
    for row in rows:
        rest = row
        for one in found:
            rest = min(rest, rest ^ one)  # without the highest member of that one
        if rest:
            found.append(rest)
    return found


def dimension(rows: Sequence[int]) -> int | None:
    """The dimension of hypotheses, as bit sets of instances; None where they are no coset."""
    d = len(rows).bit_length() - 1
    if len(rows) != 1 << d or len(basis(row ^ rows[0] for row in rows)) != d:
        return None
    return d


def independent(rows: Sequence[int]) -> tuple[int, ...] | None:
    """Instances on which each pattern occurs once; None where the hypotheses are no coset."""
    if dimension(rows) is None:
        return None
    return tuple(sorted(one.bit_length() - 1 for one in basis(row ^ rows[0] for row in rows)))
