"""The smallest k-testable language in the strict sense that contains some words.

Such a language is given by the starts and ends of k - 1 letters and the segments of k letters that
its words may have. An automaton of it remembers the last k - 1 letters.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.core.checks import whole_number
from teachsim.symbolic.automata.dfa import Dfa
from teachsim.symbolic.automata.positive import NOWHERE, completed, prefix_tree, sampled

__all__ = ["k_testable"]


def k_testable(words: Iterable[str], k: int, *, alphabet: str) -> Dfa:
    """The minimal automaton of the smallest k-testable language that contains some words.

    Its words of at least k - 1 letters are those with the starts, ends and segments that were seen;
    shorter ones are listed one by one (`families.k_testable` leaves them out). Shown more and more
    words of a k-testable language it settles on it, once each of its starts, ends, segments and
    short words was seen. Source: P. Garcia and E. Vidal, "Inference of k-testable languages in the
    strict sense and application to syntactic pattern recognition", IEEE Transactions on Pattern
    Analysis and Machine Intelligence 12, 1990.

    Args:
        words: positive words; for none the language is empty.
        k: length of the segments, at least 1.
        alphabet: the letters, as in "ab".

    Raises:
        ValueError: an argument is none of these.

    >>> dfa = k_testable(["abba"], 2, alphabet="ab")
    >>> "abbba" in dfa, "abab" in dfa
    (True, False)
    """
    k = whole_number(k, thing="k", least=1, way_out="1 is the least")
    given = sampled(words, alphabet)
    long = [word for word in given if len(word) >= k - 1]
    starts = dict.fromkeys(word[: k - 1] for word in long)
    ends = {word[len(word) - k + 1 :] for word in long}
    segments = dict.fromkeys(word[at : at + k] for word in long for at in range(len(word) - k + 1))
    short = [word for word in given if len(word) < k - 1]
    steps, marks = prefix_tree([*short, *starts], alphabet)
    window = {start: _walked(steps, start, alphabet=alphabet) for start in starts}
    for part in segments:
        for piece in (part[:-1], part[1:]):
            window.setdefault(piece, len(steps) + len(window) - len(starts))
    rows = np.vstack([steps, np.full((len(window) - len(starts), len(alphabet)), NOWHERE)])
    final = np.zeros(len(rows), dtype=np.bool_)
    final[: len(marks)] = marks
    for piece, state in window.items():
        final[state] = piece in ends
    for part in segments:
        rows[window[part[:-1]], alphabet.index(part[-1])] = window[part[1:]]
    return completed(rows, final.tolist(), alphabet=alphabet)


def _walked(steps: IntArray, word: str, *, alphabet: str) -> int:
    """The state of a word in a tree."""
    state = 0
    for letter in word:
        state = int(steps[state, alphabet.index(letter)])
    return state
