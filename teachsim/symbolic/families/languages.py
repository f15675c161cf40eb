"""Families of languages described by parts of words: k-testable and pattern languages."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.families.alphabet import EMPTY_WORD, letters_of, words_up_to
from teachsim.symbolic.families.limit import LIMIT, MOST_BITS, Limit, affordable, whole
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["k_testable", "pattern_languages"]

# Variables of patterns: more of them and the patterns are too many to list.
_VARIABLES = "xyzuvw"


def k_testable(k: int, alphabet: str, *, length: int, limit: Limit = LIMIT) -> HypothesisClass:
    """The k-testable languages in the strict sense, on words from k - 1 letters up to a length.

    Such a language is given by the prefixes I and suffixes F of length k - 1 and the segments T of
    length k that its words may have; shorter words belong to none and are no instances. The
    2^(2 a^(k - 1) + a^k) descriptions for a letters are fewer languages. Source: P. Garcia and
    E. Vidal, "Inference of k-testable languages in the strict sense and application to syntactic
    pattern recognition", IEEE Transactions on Pattern Analysis and Machine Intelligence 12, 1990.

    Args:
        k: length of the segments, at least 1.
        alphabet: the letters, as in "ab".
        length: longest word, at least k - 1.
        limit: refuse a longer list of descriptions, counted before duplicates are dropped.

    Raises:
        ValueError: an argument is out of range, or the family is above the limit.
    """
    k, letters = whole(k, "k", high=MOST_BITS), letters_of(alphabet)
    length = whole(length, "length", low=k - 1)
    instances = words_up_to(length, len(letters), shortest=k - 1, limit=limit)
    ends, segments = len(letters) ** (k - 1), len(letters) ** k
    bits = 2 * ends + segments
    label = f"k_testable({k}, {alphabet!r})"
    affordable(label, 2 ** min(bits, MOST_BITS), n_instances=len(instances), limit=limit)
    described = (np.arange(2**bits)[:, None] >> np.arange(bits) & 1).astype(np.bool_)
    table = np.ones((2**bits, len(instances)), dtype=np.bool_)
    for x, word in enumerate(instances):
        needed = [_number(word[: k - 1], len(letters))]
        needed.append(ends + _number(word[len(word) - k + 1 :], len(letters)))
        inside = {word[i : i + k] for i in range(len(word) - k + 1)}
        needed += [2 * ends + _number(part, len(letters)) for part in inside]
        table[:, x] = described[:, needed].all(axis=1)
    first = words.first_occurrences(words.pack(table))
    shown = [_spelled(word, letters) for word in instances]
    parts = words_up_to(k, len(letters), shortest=k - 1, limit=limit)
    spelled = [_spelled(part, letters) for part in parts]
    names = [_described(row, spelled, ends=ends) for row in described[first]]
    return HypothesisClass(table[first], names, instances=shown)


def pattern_languages(
    alphabet: str, pattern_length: int, *, word_length: int, limit: Limit = LIMIT
) -> HypothesisClass:
    """The languages of patterns up to a length, on non-empty words up to a length, non-erasing.

    A pattern is letters and variables, as in "axbx"; its words put a non-empty word for each
    variable, the same wherever it stands. Up to renaming there are

        sum over lengths m and variable places j of binomial(m, j) a^(m - j) Bell(j)

    patterns for a letters, and with a >= 2 and word_length >= pattern_length each is a different
    language (Angluin 1980, section 3). Source: D. Angluin, "Finding patterns common to a set of
    strings", Journal of Computer and System Sciences 21, 1980.

    Args:
        alphabet: the letters, as in "ab"; not x, y, z, u, v, w, which are variables.
        pattern_length: longest pattern, in [1, 6].
        word_length: longest word, at least 1.
        limit: refuse a longer list of patterns, counted before duplicates are dropped.

    Raises:
        ValueError: an argument is out of range, or the family is above the limit.
    """
    letters = letters_of(alphabet)
    if set(letters) & set(_VARIABLES):
        raise ValueError(f"alphabet {alphabet!r} uses a variable; choose none of {_VARIABLES}")
    longest = whole(pattern_length, "pattern_length", high=len(_VARIABLES))
    length = whole(word_length, "word_length")
    instances = words_up_to(length, len(letters), shortest=1, limit=limit)
    label = f"pattern_languages({alphabet!r}, {longest})"
    n_patterns = _count_patterns(longest, len(letters))
    affordable(label, n_patterns, n_instances=len(instances), limit=limit)
    patterns = [p for size in range(1, longest + 1) for p in _patterns(size, len(letters))]
    by_length = [np.array(list(some)) for _, some in itertools.groupby(instances, key=len)]
    rows = [
        np.concatenate([_matched(pattern, some, n_letters=len(letters)) for some in by_length])
        for pattern in patterns
    ]
    table = np.stack(rows)
    first = words.first_occurrences(words.pack(table))
    names = [_spelled(patterns[h], letters + _VARIABLES) for h in first]
    shown = [_spelled(word, letters) for word in instances]
    return HypothesisClass(table[first], names, instances=shown)


def _number(word: tuple[int, ...], n_letters: int) -> int:
    """Place of a word among those of its length, in lexicographic order."""
    number = 0
    for letter in word:
        number = number * n_letters + letter
    return number


def _spelled(word: tuple[int, ...], letters: str) -> str:
    return "".join(letters[a] for a in word) or EMPTY_WORD


def _described(row: BoolArray, parts: list[str], *, ends: int) -> str:
    """Name of a k-testable language, as in "starts a, ends a b, within aa ab"."""
    places = np.flatnonzero(row)
    starts = [parts[x] for x in places if x < ends]
    finishes = [parts[x - ends] for x in places if ends <= x < 2 * ends]
    within = [parts[x - ends] for x in places if x >= 2 * ends]
    shown = (" ".join(some) or "none" for some in (starts, finishes, within))
    return "starts {}, ends {}, within {}".format(*shown)


def _count_patterns(longest: int, n_letters: int) -> int:
    bell = [1]
    for j in range(longest):
        bell.append(sum(math.comb(j, i) * bell[i] for i in range(j + 1)))
    return sum(
        math.comb(m, j) * n_letters ** (m - j) * bell[j]
        for m in range(1, longest + 1)
        for j in range(m + 1)
    )


def _patterns(size: int, n_letters: int) -> list[tuple[int, ...]]:
    """Patterns of one length up to renaming: letters, then variables numbered as they come."""
    found: list[tuple[int, ...]] = [()]
    for _ in range(size):
        found = [
            (*pattern, symbol)
            for pattern in found
            for symbol in range(max((n_letters - 1, *pattern)) + 2)
        ]
    return found


def _matched(pattern: tuple[int, ...], some: IntArray, *, n_letters: int) -> BoolArray:
    """Which of the words `(N, size)` of one length match, `(N,)`."""
    variables = sorted({symbol for symbol in pattern if symbol >= n_letters})
    times = [pattern.count(symbol) for symbol in variables]
    spare = some.shape[1] - len(pattern)  # letters beyond one for each symbol
    matched = np.zeros(len(some), dtype=np.bool_)
    for longer in _shares(spare, times):
        lengths = {symbol: 1 + more for symbol, more in zip(variables, longer, strict=True)}
        matched |= _fits(pattern, some, lengths=lengths)
    return matched


def _shares(spare: int, times: list[int]) -> Iterator[tuple[int, ...]]:
    """The ways to lengthen variables that stand so many times each, to use up what is spare."""
    if not times:
        if spare == 0:
            yield ()
        return
    for more in range(spare // times[0] + 1):
        for rest in _shares(spare - more * times[0], times[1:]):
            yield (more, *rest)


def _fits(pattern: tuple[int, ...], some: IntArray, *, lengths: dict[int, int]) -> BoolArray:
    """Which words match when each variable stands for a word of a given length, `(N,)`."""
    fits = np.ones(len(some), dtype=np.bool_)
    first: dict[int, IntArray] = {}
    at = 0
    for symbol in pattern:
        part = some[:, at : at + lengths.get(symbol, 1)]
        wanted = first.setdefault(symbol, part) if symbol in lengths else symbol
        fits &= (part == wanted).all(axis=1)
        at += part.shape[1]
    return fits
