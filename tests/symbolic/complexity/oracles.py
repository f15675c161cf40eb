"""Slow and plain: the definitions, in frozensets; no code of theirs is in the package."""

import itertools
import math
from collections.abc import Iterable

from teachsim.symbolic import HypothesisClass

Set = frozenset[int]
Sets = frozenset[Set]


def sets_of(of: HypothesisClass) -> Sets:
    return frozenset(
        frozenset(x for x, right in enumerate(row) if right) for row in of.table.tolist()
    )


def parts(of: Sets, x: int) -> tuple[Sets, Sets]:
    return frozenset(h for h in of if x in h), frozenset(h for h in of if x not in h)


def subsets(of: Iterable[int]) -> Iterable[Set]:
    elements = sorted(of)
    for size in range(len(elements) + 1):
        yield from map(frozenset, itertools.combinations(elements, size))


def littlestone(of: Sets, n: int) -> int:
    if len(of) <= 1:
        return len(of) - 1
    cuts = [parts(of, x) for x in range(n)]
    return max(1 + min(littlestone(a, n), littlestone(b, n)) for a, b in cuts if a and b)


def self_directed(of: Sets, n: int) -> int:
    if len(of) <= 1:
        return 0
    best = n
    for x in range(n):
        right, wrong = parts(of, x)
        if right and wrong:
            a, b = self_directed(right, n), self_directed(wrong, n)
            best = min(best, max(a, 1 + b), max(b, 1 + a))
    return best


def teaching(of: Sets, target: Set, n: int, *, positive: bool = False) -> float:
    for some in subsets(target if positive else range(n)):
        if [h for h in of if h & some == target & some] == [target]:
            return len(some)
    return math.inf


def easiest(of: Sets, n: int, *, positive: bool = False) -> float:
    return min(teaching(of, h, n, positive=positive) for h in of)


def recursive(of: Sets, n: int, *, positive: bool = False) -> float:
    """All of the easiest are taught at once, then the rest."""
    most: float = 0
    while of:
        needed = {h: teaching(of, h, n, positive=positive) for h in of}
        easy = min(needed.values())
        most = max(most, easy)
        of = frozenset(h for h, k in needed.items() if k > easy)
    return most


def star(of: Sets, n: int) -> int:
    return max(
        len(some)
        for centre in of
        for some in subsets(range(n))
        if all(any((h ^ centre) & some == {x} for h in of) for x in some)
    )


def tell_tale(of: Sets, target: Set) -> int:
    return next(len(some) for some in subsets(target) if not any(some <= h < target for h in of))
