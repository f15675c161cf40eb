"""The smallest k-reversible language that contains some words, by merging states.

An automaton (deterministic, without a dead state) is k-reversible iff no two of its states are both
entered by one word of k letters and both accept or both lead by one letter to the same state
(Angluin 1982). Two such states of the tree of beginnings have to be merged, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.core.checks import whole_number
from teachsim.symbolic.automata.dfa import Dfa
from teachsim.symbolic.automata.positive import NOWHERE, completed, prefix_tree, sampled

__all__ = ["MAX_BEGINNINGS", "k_reversible"]

MAX_BEGINNINGS = 3_000
"""Beginnings of the words at most unless told otherwise: pairs of them are tabulated."""


def k_reversible(
    words: Iterable[str], k: int, *, alphabet: str, max_states: int = MAX_BEGINNINGS
) -> Dfa:
    """The minimal automaton of the smallest k-reversible language that contains some words.

    Shown more and more words of a k-reversible language it settles on it, once it has seen
    `characteristic_sample(dfa, k)` or other words that do. k = 0 is zero-reversible inference
    (ZR). Source: D. Angluin, "Inference of reversible languages", Journal of the ACM 29, 1982.

    Args:
        words: positive words; for none the language is empty.
        k: length of the context, at least 0.
        alphabet: the letters, as in "ab".
        max_states: most different beginnings of the words; memory grows with its square.

    Raises:
        ValueError: an argument is none of these, or the words have more beginnings.

    >>> dfa = k_reversible(["", "ab", "abab"], 0, alphabet="ab")
    >>> "ababab" in dfa, "aba" in dfa
    (True, False)
    """
    k = whole_number(k, thing="k", least=0, way_out="0 is the least")
    given = sampled(words, alphabet)
    n = whole_number(max_states, thing="max_states", least=1, way_out="leave it out")
    # Counted before the tree is built: no more than the letters, and the empty word.
    if 1 + sum(len(word) for word in given) > n:
        beginnings = {word[:end] for word in given for end in range(len(word) + 1)}
        if len(beginnings) > n:
            raise ValueError(
                f"the words have {len(beginnings):,} beginnings, above the limit of {n:,}; pass "
                "fewer or shorter words, or a larger max_states"
            )
    steps, marks = prefix_tree(given, alphabet)
    final = np.array(marks)
    while True:
        first, second = np.nonzero(_clashes(steps, final, k=k))
        if not len(first):
            return completed(steps, final.tolist(), alphabet=alphabet)
        merged = _merged(steps, list(zip(first.tolist(), second.tolist(), strict=True)))
        steps, final = _quotient(steps, final, merged=merged)


def _clashes(steps: IntArray, final: BoolArray, *, k: int) -> BoolArray:
    """Pairs of different states that must be merged, `(S, S)`."""
    n = len(final)
    entered = np.ones((n, n), dtype=np.bool_)
    for _ in range(min(k, n * n)):  # a shrinking set of pairs, so it settles by then
        after = np.zeros_like(entered)
        for column in steps.T:
            here = np.flatnonzero(column != NOWHERE)
            # Steps of a letter may meet: the pair is entered if one pair before it was.
            np.logical_or.at(after, np.ix_(column[here], column[here]), entered[np.ix_(here, here)])
        if (after == entered).all():
            break
        entered = after
    alike = final[:, None] & final
    for column in steps.T:
        alike |= (column[:, None] == column) & (column != NOWHERE)
    clashes: BoolArray = np.triu(entered & alike, 1)
    return clashes


def _merged(steps: IntArray, pairs: list[tuple[int, int]]) -> IntArray:
    """`(S,)` number of the block of each state, once pairs and what follows them are merged.

    A letter must lead from one block to one block, so its steps from merged states are merged.
    """
    above = list(range(len(steps)))
    rows = steps.tolist()
    while pairs:
        p, q = (_top(above, state) for state in pairs.pop())
        if p == q:
            continue
        above[q] = p
        for letter, (r, s) in enumerate(zip(rows[p], rows[q], strict=True)):
            if r == NOWHERE:
                rows[p][letter] = s
            elif s != NOWHERE:
                pairs.append((r, s))
    return np.array([_top(above, state) for state in range(len(steps))])


def _quotient(steps: IntArray, final: BoolArray, *, merged: IntArray) -> tuple[IntArray, BoolArray]:
    """The automaton of the blocks; the block of state 0 is block 0."""
    tops, block = np.unique(merged, return_inverse=True)
    # The start must stay in place 0: swap numbers if its block is another.
    swap = np.arange(len(tops))
    swap[[0, block[0]]] = swap[[block[0], 0]]
    block = swap[block]
    quotient = np.full((len(tops), steps.shape[1]), NOWHERE)
    for letter, column in enumerate(steps.T):
        here = np.flatnonzero(column != NOWHERE)
        quotient[block[here], letter] = block[column[here]]
    accepting = np.zeros(len(tops), dtype=np.bool_)
    accepting[block[final]] = True
    return quotient, accepting


def _top(above: list[int], state: int) -> int:
    while above[state] != state:
        above[state] = above[above[state]]  # shortens the way for the next
        state = above[state]
    return state
