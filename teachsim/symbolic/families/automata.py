"""Families of regular languages, cut down to words up to a length.

Deterministic automata are listed once each up to renaming of states, as strings of transitions in
which states are met in the order 0, 1, 2, ... when read row by row (M. Almeida, N. Moreira and
R. Reis, "Enumeration and generation with a string automata representation", Theoretical Computer
Science 387, 2007). Two automata with at most k states differ on a word of at most 2k - 2 letters,
so from that length on different languages are different hypotheses. A limit fact about the whole
languages is never shown by their finite sections.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.families.alphabet import EMPTY_WORD, letters_of, words_up_to
from teachsim.symbolic.families.limit import LIMIT, Limit, affordable, whole
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["dfa_languages", "k_reversible"]

# One hexadecimal digit a state in names; the lists are too long well before.
_MOST_STATES = 16


@dataclass(frozen=True, eq=False)
class _Automata:
    """D automata of equally many states: `(D, states, letters)` steps, `(D, states)` accepting."""

    steps: IntArray
    accepting: BoolArray

    def chosen(self, which: BoolArray | IntArray) -> _Automata:
        return _Automata(self.steps[which], self.accepting[which])


def dfa_languages(
    states: int, alphabet: str, *, length: int, limit: Limit = LIMIT
) -> HypothesisClass:
    """The languages of automata with at most so many states, on words up to a length.

    Fewest states first, named after an automaton, as in "a:01 b:10 accept:1": from state 0 letter b
    leads to 1. Counts for length >= 2 states - 2: one letter 2, 6, 18, 48, 126, ... (OEIS A059413),
    two letters 2, 26, 1,054, 57,068 (partial sums of A129622). Source: M. Domaratzki, D. Kisman and
    J. Shallit, "On the number of distinct languages accepted by finite automata with n states",
    Journal of Automata, Languages and Combinatorics 7, 2002.

    Args:
        states: most states, at least 1.
        alphabet: the letters, as in "ab".
        length: longest word, at least 0.
        limit: refuse a larger list of automata, counted before duplicates are dropped.

    Raises:
        ValueError: an argument is out of range, or the family is above the limit.
    """
    label = f"dfa_languages({states}, {alphabet!r})"
    return _of_automata(states, alphabet, length=length, keep=None, label=label, limit=limit)


def k_reversible(
    k: int, alphabet: str, *, states: int, length: int, limit: Limit = LIMIT
) -> HypothesisClass:
    """The k-reversible languages of automata with at most so many states, on short words.

    A language is k-reversible iff any two words u1 v w, u2 v w of it with v of length k have
    the same continuations after u1 v and u2 v. For each k the k-reversible languages are
    identifiable from positive examples. Source: D. Angluin, "Inference of reversible languages",
    Journal of the ACM 29, 1982.

    Args:
        k: length of the context, at least 0.
        alphabet: the letters, as in "ab".
        states: most states of a complete automaton (a dead state counts), at least 1.
        length: longest word, at least 0.
        limit: refuse a larger list of automata, counted before the others are dropped.

    Raises:
        ValueError: an argument is out of range, or the family is above the limit.
    """
    k = whole(k, "k", low=0)

    label = f"k_reversible({k}, {alphabet!r})"
    return _of_automata(
        states,
        alphabet,
        length=length,
        keep=lambda automata: _reversible(automata, k),
        label=label,
        limit=limit,
    )


def _of_automata(
    states: int,
    alphabet: str,
    *,
    length: int,
    keep: Callable[[_Automata], BoolArray] | None,
    label: str,
    limit: Limit,
) -> HypothesisClass:
    """The class of the languages of all automata that are kept."""
    states = whole(states, "states", high=_MOST_STATES)
    letters = letters_of(alphabet)
    instances = words_up_to(whole(length, "length", low=0), len(letters), limit=limit)
    listed, found = 0, []
    for n_states in range(1, states + 1):
        steps = _transitions(n_states, len(letters), label=label, limit=limit)
        listed += len(steps) << n_states
        affordable(label, listed, n_instances=len(instances), limit=limit)
        accepting = (np.arange(2**n_states)[:, None] >> np.arange(n_states) & 1).astype(np.bool_)
        automata = _Automata(
            np.repeat(steps, len(accepting), axis=0), np.tile(accepting, (len(steps), 1))
        )
        found.append(automata if keep is None else automata.chosen(keep(automata)))
    tables = [_accepted(automata, instances) for automata in found]
    table = np.concatenate(tables)
    first = words.first_occurrences(words.pack(table))
    names: list[str] = []
    for automata, start in zip(found, np.cumsum([0, *map(len, tables)]), strict=False):
        mine = first[(first >= start) & (first < start + len(automata.accepting))] - start
        names += _names(automata.chosen(mine), letters)
    spelled = ["".join(letters[a] for a in word) or EMPTY_WORD for word in instances]
    return HypothesisClass(table[first], names, instances=spelled)


def _transitions(n_states: int, n_letters: int, *, label: str, limit: Limit) -> IntArray:
    """Transitions `(D, states, letters)` of the automata that reach all their states from 0."""
    strings = np.zeros((1, 0), dtype=np.int64)
    met = np.zeros(1, dtype=np.int64)  # highest state met so far
    for place in range(n_states * n_letters):
        if place % n_letters == 0:  # a state's row comes after it was met
            known = met >= place // n_letters
            strings, met = strings[known], met[known]
        choices = np.minimum(met + 2, n_states)
        affordable(label, int(choices.sum()), n_instances=place + 1, limit=limit)
        parent = np.repeat(np.arange(len(strings)), choices)
        step = np.arange(len(parent)) - np.repeat(np.cumsum(choices) - choices, choices)
        strings = np.hstack([strings[parent], step[:, None]])
        met = np.maximum(met[parent], step)
    return strings[met == n_states - 1].reshape(-1, n_states, n_letters)


def _accepted(automata: _Automata, instances: list[tuple[int, ...]]) -> BoolArray:
    """Table `(D, n)`: which words each automaton accepts."""
    steps, every = automata.steps, np.arange(len(automata.steps))
    at = {word: x for x, word in enumerate(instances)}
    state = np.zeros((len(steps), len(instances)), dtype=np.int64)
    for x, word in enumerate(instances):
        if word:  # its prefix is shorter and comes first
            state[:, x] = steps[every, state[:, at[word[:-1]]], word[-1]]
    return np.take_along_axis(automata.accepting, state, axis=1)


def _reversible(automata: _Automata, k: int) -> BoolArray:
    """Which automata are k-reversible, `(D,)`.

    They are when no two different states are both entered by one word of length k and both left for
    acceptance by one word. An automaton with two equivalent states may be refused: the same
    language comes from a smaller one.
    """
    n_automata, n_states, n_letters = automata.steps.shape
    every = np.arange(n_automata)[:, None, None]
    moves = [
        (automata.steps[:, :, a, None], automata.steps[:, None, :, a]) for a in range(n_letters)
    ]
    entered = np.ones((n_automata, n_states, n_states), dtype=np.bool_)
    for _ in range(min(k, n_states**2)):  # a shrinking set of pairs, so it settles by then
        after = np.zeros_like(entered)
        for p, q in moves:
            np.logical_or.at(after, (every, p, q), entered)
        entered = after
    left = automata.accepting[:, :, None] & automata.accepting[:, None, :]
    before = np.zeros_like(left)
    while (left != before).any():
        before = left
        left = np.logical_or.reduce([left, *(left[every, p, q] for p, q in moves)])
    different = ~np.eye(n_states, dtype=np.bool_)
    clashes: IntArray = np.count_nonzero(entered & left & different, axis=(1, 2))
    return clashes == 0


def _names(automata: _Automata, letters: str) -> list[str]:
    digits = "0123456789abcdef"
    names = []
    for table, final in zip(automata.steps.tolist(), automata.accepting.tolist(), strict=True):
        rows = [
            f"{letter}:{''.join(digits[state] for state in column)}"
            for letter, column in zip(letters, zip(*table, strict=True), strict=True)
        ]
        accept = "".join(digits[state] for state, accepts in enumerate(final) if accepts)
        names.append(" ".join(rows) + f" accept:{accept or 'none'}")
    return names
