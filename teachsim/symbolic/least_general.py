"""Closures: what all hypotheses that hold some instances right have in common.

The closure of a set S of instances is the least general hypothesis that covers it, or, where there
is no such hypothesis, the intersection of all that do:

    closure(S) = intersection of {h in H : S is a subset of h}.

Of one set it is a few calls of numpy. Of many at once, an instance mostly drops out at the first
words of hypotheses that cover the set, as soon as one of these does not hold it right; those that
are still in are looked up in more and more words at a time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import BoolArray
from teachsim.core.checks import quoted, whole_numbers
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.words import WordArray

__all__ = ["closure"]

_FIRST = 2  # words in which each instance of each set is looked up
_BLOCK = 2**17  # words that are held at once: they stay in the cache


def closure(of: HypothesisClass, instances: npt.ArrayLike) -> BoolArray:
    """The intersection of all hypotheses that hold the given instances right, `(n,)`.

    Everything where no hypothesis does, as the intersection of nothing.

    Args:
        of: the class.
        instances: `(k,)` indices, or `(n,)` of true and false; or `(s, n)` of true and false for
            the closures `(s, n)` of s sets at once.

    Raises:
        ValueError: an instance does not exist, or there are not n of true and false.

    >>> lines = HypothesisClass.from_strings(["1000", "0111", "0110"])
    >>> closure(lines, [2]).astype(int)
    array([0, 1, 1, 0])
    >>> closure(lines, np.array([[0, 0, 1, 0], [1, 1, 0, 0]], dtype=bool)).astype(int)
    array([[0, 1, 1, 0],
           [1, 1, 1, 1]])
    """
    a_class(of)
    shown = _chosen(instances, n=of.n_instances)
    if shown.ndim == 2:
        return _many(of, shown)
    alive = np.bitwise_and.reduce(of.columns[shown], axis=0) & of.everything.alive
    common: BoolArray = ((of.columns & alive) == alive).all(axis=1)
    return common


def _chosen(instances: npt.ArrayLike, *, n: int) -> BoolArray:
    """The instances as `(n,)` or `(s, n)` of true and false.

    Raises:
        ValueError: they are neither that nor indices.
    """
    try:
        marks = np.asarray(instances)
    except ValueError:
        marks = np.empty(0)  # ragged: neither the one nor the other
    if marks.dtype == np.bool_ and marks.ndim in {1, 2} and marks.shape[-1] == n:
        return marks
    way_out = f"list numbers from 0 to {n - 1}, or pass an array of {n} true and false"
    listed = whole_numbers(instances, thing="instances", way_out=way_out)
    if listed.ndim != 1 or not ((listed >= 0) & (listed < n)).all():
        raise ValueError(f"instances are {quoted(instances)}, which will not do; {way_out}")
    marked = np.zeros(n, dtype=np.bool_)
    marked[listed] = True
    return marked


def _many(of: HypothesisClass, sets: BoolArray) -> BoolArray:
    """Closures `(s, n)` of sets, as many at a time as the cache holds."""
    at_once = max(1, _BLOCK // max(of.columns.shape))
    parts = [_closures(of, sets[k : k + at_once]) for k in range(0, len(sets), at_once)]
    return np.concatenate(parts) if parts else sets.copy()


def _closures(of: HypothesisClass, sets: BoolArray) -> BoolArray:
    """Closures `(s, n)` of sets."""
    alive, outside = _covering(of, sets), ~of.columns
    missed = np.zeros(sets.shape, dtype=np.uint64)
    for word in range(min(_FIRST, alive.shape[1])):
        missed |= alive[:, word, None] & outside[:, word]
    closed: BoolArray = missed == 0
    pairs, start = np.argwhere(closed & ~sets), _FIRST
    while start < alive.shape[1] and len(pairs):
        some = slice(start, 4 * start)
        at_once = max(1, _BLOCK // (3 * start))
        out = np.concatenate(
            [
                (alive[s, some] & outside[x, some]).any(axis=1)
                for s, x in (pairs[k : k + at_once].T for k in range(0, len(pairs), at_once))
            ]
        )
        closed[tuple(pairs[out].T)] = False
        pairs, start = pairs[~out], 4 * start
    return closed


def _covering(of: HypothesisClass, sets: BoolArray) -> WordArray:
    """Words `(s, W)` of the hypotheses that hold each set right."""
    alive = np.tile(of.everything.alive, (len(sets), 1))
    where = np.flatnonzero(sets.any(axis=1))
    if len(where):
        which, held = np.nonzero(sets)
        starts = np.searchsorted(which, where)
        alive[where] &= np.bitwise_and.reduceat(of.columns[held], starts, axis=0)
    return alive
