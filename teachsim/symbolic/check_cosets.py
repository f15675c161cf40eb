"""The checks of cosets, apart from `cosets`: do the hypotheses follow from d of them?"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray

__all__ = ["closed_under_three", "is_coset"]


def is_coset(rows: BoolArray, instances: tuple[int, ...]) -> bool:
    """Whether all patterns occur once on d instances, and give the rest by exclusive or.

    Pattern p stands d instances for bits; the row of p without its highest bit b, and that of b
    alone, must make that of p: then, by induction, all rows are made of d of them.

    Args:
        rows: `(m, n)` hypotheses; the first is the mask under which the rest is linear.
        instances: `(d,)` the instances.
    """
    d = len({*instances})
    known = len(instances) == d and {*instances} <= {*range(rows.shape[1])}
    if not known or len(rows) != 2**d:
        return False
    masked = rows ^ rows[0]
    patterns = masked[:, list(instances)] @ (1 << np.arange(d, dtype=np.int64))
    if len(np.unique(patterns)) != len(rows):
        return False
    ordered: BoolArray = masked[np.argsort(patterns)]
    return all(
        bool((ordered[1 << bit : 2 << bit] == (ordered[: 1 << bit] ^ ordered[1 << bit])).all())
        for bit in range(d)
    )


def closed_under_three(rows: BoolArray) -> bool:
    """Whether the exclusive or of any three hypotheses is one of them; they are then a coset.

    Args:
        rows: `(m, n)` different hypotheses, at least one.
    """
    masked = rows ^ rows[0]
    known = {row.tobytes() for row in masked}
    seen = {masked[0].tobytes(): masked[0]}  # what those looked at so far make
    for row in masked:
        if row.tobytes() not in seen:
            more = [row ^ other for other in seen.values()]
            if any(one.tobytes() not in known for one in more):
                return False
            seen |= {one.tobytes(): one for one in more}
    return True
