"""Checks that no hypothesis of a core is easy to teach: all smaller sets of instances are tried.

Parts that some instances cut off are rows of 0 and 1. A product of matrices counts, for many parts
at once, how many hypotheses each next instance leaves; one alone would be taught.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from teachsim.symbolic.complexity.certificates import Core
from teachsim.symbolic.complexity.evidence import coset_dimension, demand
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError

__all__ = ["core_lower"]

# So many multiplications take as long as a step elsewhere.
_PRODUCTS_A_STEP = 50
# So many entries of parts are held at a time, times the number of instances that teach.
_AT_ONCE = 4_000_000

_Parts = tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]
"""`(p, m)` parts, 1 for each hypothesis in it, and `(p,)` the first instance that may cut it."""


def core_lower(
    of: HypothesisClass, proof: object, *, claimed: int, positive: bool, max_work: int
) -> int:
    """How many examples each hypothesis of a core is shown to need, by trying all smaller sets.

    Raises:
        CertificateError: If one needs fewer, or that takes more than `max_work` steps.
    """
    if isinstance(proof, Coset):
        return coset_dimension(of, proof)
    assert isinstance(proof, Core)
    known = {*proof.hypotheses} <= {*range(len(of))}  # -1 would be a second name of the last
    demand(known and len(proof.hypotheses) > 0, claim="a core has hypotheses of the class")
    rows = of.table[list(dict.fromkeys(proof.hypotheses))]
    if claimed <= 0:
        return claimed
    demand(len(rows) > 1, claim="no example teaches the one hypothesis of the core")
    columns = np.unique(rows if positive else rows ^ rows[0], axis=1).T.astype(np.float32)
    size, work = claimed - 1, 0
    everyone = np.ones((1, len(rows)), np.float32), np.zeros(1, np.int64)
    waiting: list[tuple[_Parts, int]] = [(everyone, size)] if size else []
    while waiting:
        parts, left = waiting.pop()
        work += parts[0].size * (1 + len(columns)) // _PRODUCTS_A_STEP
        if work > max_work:
            raise CertificateError(
                f"trying all sets of {size} instances takes more than max_work={max_work:,} steps; "
                "raise it"
            )
        waiting += [(some, left - 1) for some in _cut(parts, columns, left=left, positive=positive)]
    return claimed


def _cut(
    parts: _Parts, columns: npt.NDArray[np.float32], *, left: int, positive: bool
) -> list[_Parts]:
    """What one more instance leaves of each part, if more may follow; refused if one alone."""
    some, first = parts
    held = some @ columns.T
    sizes = some.sum(axis=1)[:, None]
    alone = (held == 1).any() or (not positive and (held == sizes - 1).any())
    demand(not alone, claim=f"{left} more examples teach a hypothesis of the core")
    if left == 1:
        return []
    cuts = (held > 0) & (held < sizes) & (np.arange(len(columns)) >= first[:, None])
    which, by = np.nonzero(cuts)
    step = max(1, _AT_ONCE // some.shape[1])
    found = []
    for start in range(0, len(which), step):
        p, x = which[start : start + step], by[start : start + step]
        right = some[p] * columns[x]
        found.append((right, x + 1))
        if not positive:
            found.append((some[p] - right, x + 1))
    return found
