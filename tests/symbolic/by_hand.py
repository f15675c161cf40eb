"""Slow and plain: the definitions that fast code is compared with."""

import itertools

from teachsim.symbolic import HypothesisClass


def sets_of(of: HypothesisClass) -> list[frozenset[str]]:
    """Each hypothesis as the set of names of its instances."""
    return [
        frozenset(name for name, right in zip(of.instances, row, strict=True) if right)
        for row in of.table.tolist()
    ]


def strings_of(of: HypothesisClass) -> set[str]:
    """Each hypothesis as a string of 0 and 1."""
    return {"".join("01"[right] for right in row) for row in of.table.tolist()}


def vc_dimension(of: HypothesisClass) -> int:
    """The most instances on which all patterns occur, by trying all sets of instances."""
    rows = of.table.tolist()
    for size in range(1, of.n_instances + 1):
        shattered = any(
            len({tuple(row[x] for x in some) for row in rows}) == 2**size
            for some in itertools.combinations(range(of.n_instances), size)
        )
        if not shattered:
            return size - 1
    return of.n_instances
