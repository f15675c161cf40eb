"""Teachers without a clash that need no search, and how many examples counting alone demands."""

from __future__ import annotations

import math

import numpy as np

from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["fewest", "halved", "in_full", "matched"]

_Taught = dict[int, tuple[int, ...]]


def fewest(m: int, n: int, *, positive: bool) -> int:
    """The least number of examples with which m hypotheses over n instances can all differ.

    Two that show the same examples clash. Examples of fewer instances can be filled up to size k,
    which leaves 2^k times n over k; right answers cannot, which leaves all sets of at most k.
    """
    if positive:
        return next(k for k in range(n + 1) if sum(math.comb(n, i) for i in range(k + 1)) >= m)
    return next(k for k in range(n + 1) if 2**k * math.comb(n, k) >= m)


def in_full(of: HypothesisClass, *, kept: tuple[int, ...]) -> _Taught:
    """All right answers: one of two hypotheses has some that the other has not."""
    return {h: tuple(x for x in kept if row[x]) for h, row in enumerate(of.table)}


def matched(of: HypothesisClass, *, kept: tuple[int, ...]) -> _Taught | None:
    """A right answer for each hypothesis, no two of them the same, without a clash; None if none.

    A hypothesis without right answers shows nothing. Where each shows what no other shows, two of
    them clash only if each holds what the other shows. Of several matchings one is tried.
    """
    # Loaded here, as `import teachsim` shall load numpy alone.
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    table = of.table[:, kept]
    telling = np.flatnonzero(table.any(axis=1))
    if not len(telling):
        return None
    shown = maximum_bipartite_matching(csr_array(table[telling]), perm_type="column")
    if (shown < 0).any():
        return None
    holds = table[telling][:, shown]  # [h, g] whether h holds what g shows
    if (holds & holds.T).sum() > len(telling):
        return None
    by_hypothesis = dict(zip(telling.tolist(), shown.tolist(), strict=True))
    return {h: (kept[by_hypothesis[h]],) if h in by_hypothesis else () for h in range(len(of))}


def halved(of: HypothesisClass, *, kept: tuple[int, ...]) -> _Taught:
    """One example of each pair of instances, of some that tell all hypotheses apart."""
    chosen = _telling(of, kept=kept)
    pairs = list(zip(chosen[::2], chosen[1::2], strict=False))
    rest = chosen[len(pairs) * 2 :]
    return {
        h: (*(y if row[x] == row[y] else x for x, y in pairs), *rest)
        for h, row in enumerate(of.table)
    }


def _telling(of: HypothesisClass, *, kept: tuple[int, ...]) -> tuple[int, ...]:
    """Instances that tell all hypotheses apart: each cuts the largest part left most evenly."""
    parts = [(1 << len(of)) - 1] if len(of) > 1 else []
    chosen: list[int] = []
    while parts:
        part = max(parts, key=int.bit_count)
        half = part.bit_count() / 2
        x = min(kept, key=lambda x: abs((of.column_bits[x] & part).bit_count() - half))
        chosen.append(x)
        column = of.column_bits[x]
        cut = (side for part in parts for side in (part & column, part & ~column))
        parts = [side for side in cut if side & (side - 1)]
    return tuple(chosen)
