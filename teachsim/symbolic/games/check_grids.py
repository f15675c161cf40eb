"""The check of grids, apart from `grids`: how many claims settle all chains?

Each column is turned so that the first hypothesis lacks it. Then two columns of one chain are
nested, or do not meet; those that meet are all of one side of the first hypothesis. A chain of k
columns tells k + 1 places apart, so that no more combinations than the product of these occur.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray

__all__ = ["claims_that_settle"]


def claims_that_settle(rows: BoolArray) -> int | None:
    """The sum of floor(log2 places) over the chains of a grid; None where it is none.

    Args:
        rows: `(m, n)` different hypotheses, at least one.
    """
    kinds = {column.tobytes(): column for column in (rows ^ rows[0]).T if column.any()}
    if not kinds:
        return 0
    columns = np.array([*kinds.values()], dtype=np.float32)
    both = columns @ columns.T
    sizes = both.diagonal()
    inside = (both == sizes) | (both == sizes[:, np.newaxis])  # one lies in the other
    together = inside | (both == 0)
    meeting = both > 0
    claims, combinations, left = 0, 1, np.ones(len(columns), dtype=np.bool_)
    while left.any():
        chain = together[int(left.argmax())]
        apart = together[chain][:, ~chain].any()
        # Of three that meet or not, an even number of pairs do not: two sides, and no third.
        first = meeting[int(np.flatnonzero(chain)[0])][chain]
        sides = meeting[chain][:, chain] == (first == first[:, np.newaxis])
        if apart or not together[chain][:, chain].all() or not sides.all():
            return None
        places = int(chain.sum()) + 1
        claims += places.bit_length() - 1
        combinations *= places
        left &= ~chain
    return claims if combinations == len(rows) else None
