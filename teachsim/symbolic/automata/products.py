"""Complements, intersections and differences of regular languages, as automata of pairs."""

from __future__ import annotations

import operator
from collections.abc import Callable

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.core.checks import whole_number
from teachsim.symbolic.automata.dfa import Dfa, automaton, common_alphabet
from teachsim.symbolic.automata.sizes import is_empty

__all__ = [
    "MAX_PAIRS",
    "complement",
    "intersection",
    "minus",
    "subset",
    "symmetric_difference",
    "union",
]

MAX_PAIRS = 2**21
"""Pairs of states of two automata at most unless told otherwise: a second, and 200 megabytes."""

Joined = Callable[[BoolArray, BoolArray], BoolArray]


def complement(dfa: Dfa) -> Dfa:
    """The automaton of all words that are not accepted.

    Raises:
        ValueError: `dfa` is no automaton.
    """
    dfa = automaton(dfa, thing="dfa")
    return Dfa(dfa.steps, ~dfa.accepting, dfa.alphabet)


def intersection(a: Dfa, b: Dfa, *, max_pairs: int = MAX_PAIRS) -> Dfa:
    """The automaton of the words that both accept: of pairs of states, those that are reached.

    Args:
        a: one automaton.
        b: another, over the same alphabet.
        max_pairs: most pairs of states S * T, which is what memory grows with.

    Raises:
        ValueError: their alphabets differ, or there are more pairs.
    """
    return _product(a, b, joined=operator.and_, max_pairs=max_pairs)


def union(a: Dfa, b: Dfa, *, max_pairs: int = MAX_PAIRS) -> Dfa:
    """The automaton of the words that one or both accept; arguments as for `intersection`.

    Raises:
        ValueError: their alphabets differ, or there are more pairs.
    """
    return _product(a, b, joined=operator.or_, max_pairs=max_pairs)


def minus(a: Dfa, b: Dfa, *, max_pairs: int = MAX_PAIRS) -> Dfa:
    """The automaton of the words that `a` accepts and `b` does not; else as `intersection`.

    Raises:
        ValueError: their alphabets differ, or there are more pairs.
    """
    return _product(a, b, joined=operator.gt, max_pairs=max_pairs)


def symmetric_difference(a: Dfa, b: Dfa, *, max_pairs: int = MAX_PAIRS) -> Dfa:
    """The automaton of the words that tell `a` from `b`; arguments as for `intersection`.

    Raises:
        ValueError: their alphabets differ, or there are more pairs.
    """
    return _product(a, b, joined=operator.ne, max_pairs=max_pairs)


def subset(a: Dfa, b: Dfa, *, max_pairs: int = MAX_PAIRS) -> bool:
    """Whether `b` accepts every word that `a` accepts; arguments as for `intersection`.

    Raises:
        ValueError: their alphabets differ, or there are more pairs.
    """
    return is_empty(minus(a, b, max_pairs=max_pairs))


def _product(a: Dfa, b: Dfa, *, joined: Joined, max_pairs: int) -> Dfa:
    """The automaton of the pairs that are reached, numbered breadth first."""
    letters, width = common_alphabet(a, b), len(b)
    most = whole_number(max_pairs, thing="max_pairs", least=1, way_out="leave it out")
    if len(a) * width > most:
        raise ValueError(
            f"{a!r} and {b!r} have {len(a) * width:,} pairs of states, above the limit of "
            f"{most:,}; pass smaller automata or a larger max_pairs"
        )
    # The pair (p, q) has the number p * width + q.
    after = (a.steps[:, None] * width + b.steps).reshape(-1, len(letters))
    pairs = _reached(after)
    place = np.zeros(len(after), dtype=np.int64)
    place[pairs] = np.arange(len(pairs))
    accepting = joined(a.accepting[pairs // width], b.accepting[pairs % width])
    return Dfa(place[after[pairs]], accepting, letters)


def _reached(after: IntArray) -> IntArray:
    """The numbers that lead on from 0, which comes first, by the `(N, A)` steps."""
    # Loaded here, as `import teachsim` shall load numpy alone.
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    n, degree = after.shape
    ones, starts = np.ones(after.size, dtype=np.int8), np.arange(0, after.size + 1, degree)
    graph = csr_array((ones, after.reshape(-1), starts), shape=(n, n))
    reached: IntArray = breadth_first_order(graph, 0, return_predecessors=False).astype(np.int64)
    return reached
