"""Words and patterns as numbers, and matching: what pattern languages are made of.

A word over k letters is a tuple of letter numbers below k; a pattern also holds variables k, k + 1,
..., numbered in the order in which they come, so that patterns equal up to renaming are equal.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import many
from teachsim.symbolic.families.limit import rounded

__all__ = [
    "MAX_STEPS",
    "MOST_PLACES",
    "affordable",
    "completions",
    "matches",
    "number_of_pattern",
    "number_of_word",
    "pattern_of_number",
    "patterns_of_length",
    "same_length_words",
    "word_of_number",
    "words_of_numbers",
]

_Word = tuple[int, ...]
# Matching is NP-complete (Angluin 1980); so many steps take a second or so.
MAX_STEPS = 500_000
# Patterns of up to so many symbols are numbered, the last of them within a second.
MOST_PLACES = 1_000


def word_of_number(x: int, *, n_letters: int) -> _Word:
    """The x-th non-empty word, shorter ones first and then in lexicographic order."""
    letters: list[int] = []
    rest = x + 1  # bijective numeration: its digits are 1, ..., k
    while rest:
        rest, letter = divmod(rest - 1, n_letters)
        letters.append(letter)
    return tuple(reversed(letters))


def number_of_word(word: Sequence[int], *, n_letters: int) -> int:
    """Inverse of `word_of_number`."""
    number = 0
    for letter in word:
        number = number * n_letters + letter + 1
    return number - 1


def words_of_numbers(shown: Iterable[int], *, n_letters: int, max_patterns: int) -> list[_Word]:
    """The words with these numbers, a shortest one first.

    Raises:
        ValueError: there is none, one is no number of a word, or all are too long to be described.
    """
    way_out = "list numbers of words, such as [family.number('abba')]"
    many(shown, thing="shown", way_out=way_out)
    numbers = {whole_number(x, thing="a word shown", least=0, way_out=way_out) for x in shown}
    if not numbers:
        raise ValueError("no word is shown, so that no pattern describes them; show one")
    # At least as many patterns as words, of one letter less than the first of the shortest has.
    if (least := min(numbers)) >= n_letters**MOST_PLACES:
        affordable(least // n_letters, max_patterns=max_patterns)
    return sorted((word_of_number(x, n_letters=n_letters) for x in numbers), key=len)


def affordable(n_patterns: int, *, max_patterns: int) -> None:
    """Refuse to go through more patterns than this.

    Raises:
        ValueError: they are more.
    """
    if n_patterns > max_patterns:
        raise ValueError(
            f"{rounded(n_patterns)} patterns may have to be tried, above the limit of "
            f"{max_patterns:,}; show a shorter word or raise max_patterns"
        )


def matches(
    pattern: _Word, word: Sequence[int], *, n_letters: int, max_steps: int = MAX_STEPS
) -> bool:
    """Whether some choice of a non-empty word for each variable turns the pattern into the word.

    Symbols of the word may be any numbers; those of another pattern are compared like letters.

    Args:
        pattern: letters and variables.
        word: what it is matched with.
        n_letters: symbols of the pattern below it are letters.
        max_steps: refuse after so many partial matches.

    Raises:
        ValueError: the search takes more steps.
    """
    given = tuple(word)
    stack: list[tuple[int, int, tuple[_Word, ...]]] = [(0, 0, ())]
    steps = 0
    while stack:
        steps += 1
        if steps > max_steps:
            raise ValueError(
                f"matching a pattern of {len(pattern)} symbols with a word of {len(given)} takes "
                f"more than {max_steps:,} steps; ask about shorter words"
            )
        at, read, bound = stack.pop()
        if at == len(pattern):
            if read == len(given):
                return True
            continue
        stack += _steps(pattern, given, state=(at, read, bound), n_letters=n_letters)
    return False


def _steps(
    pattern: _Word,
    word: _Word,
    *,
    state: tuple[int, int, tuple[_Word, ...]],
    n_letters: int,
) -> Iterator[tuple[int, int, tuple[_Word, ...]]]:
    """The states after one more symbol of the pattern; the later symbols take a place each."""
    at, read, bound = state
    variable = pattern[at] - n_letters
    last = len(word) - (len(pattern) - at - 1)
    if variable >= len(bound):
        for end in range(last, read, -1):  # pushed longest first: the shortest are tried first
            yield at + 1, end, (*bound, word[read:end])
        return
    part = pattern[at : at + 1] if variable < 0 else bound[variable]
    end = read + len(part)
    if end <= last and word[read:end] == part:
        yield at + 1, end, bound


@lru_cache(maxsize=4096)
def completions(places: int, *, n_known: int) -> int:
    """How many ways to fill so many places with known symbols, or new variables in their order.

    Some places hold the variables, parted into those that are equal; the others a known symbol
    each: the sum over j of C(m, j) B_j n^(m - j), with the numbers B_j of partitions of j places.

    Raises:
        ValueError: there are more than `MOST_PLACES`.
    """
    if places > MOST_PLACES:
        raise ValueError(
            f"the patterns of {rounded(places)} symbols are too many to be numbered, as those "
            f"of up to {MOST_PLACES:,} are; choose a shorter pattern"
        )
    parted = _partitions(1 << places.bit_length())  # a power of two: few tables do for all
    ways, total = 1, 0
    for j in range(places + 1):
        total += ways * parted[j] * n_known ** (places - j)
        ways = ways * (places - j) // (j + 1)
    return total


@lru_cache(maxsize=16)
def _partitions(most: int) -> tuple[int, ...]:
    """Bell numbers: the ways to part 0, 1, ..., `most` places, by Bell's triangle."""
    found, row = [1], [1]
    for _ in range(most):
        row = list(itertools.accumulate(row, initial=row[-1]))
        found.append(row[0])
    return tuple(found)


@lru_cache(maxsize=4096)  # a learner asks the same hundred again and again
def pattern_of_number(i: int, *, n_letters: int) -> _Word:
    """The i-th pattern up to renaming, shorter ones first and then in lexicographic order."""
    length = 1
    while i >= (count := completions(length, n_known=n_letters)):
        i -= count
        length += 1
    pattern: list[int] = []
    known = n_letters
    for places in range(length - 1, -1, -1):
        each = completions(places, n_known=known)
        symbol = min(i // each, known)  # beyond the known symbols there is one, a new variable
        i -= symbol * each
        pattern.append(symbol)
        known += symbol == known
    return tuple(pattern)


def number_of_pattern(pattern: _Word, *, n_letters: int) -> int:
    """Inverse of `pattern_of_number`."""
    number = sum(completions(m, n_known=n_letters) for m in range(1, len(pattern)))
    known = n_letters
    for place, symbol in enumerate(pattern):
        number += symbol * completions(len(pattern) - place - 1, n_known=known)
        known += symbol == known
    return number


def patterns_of_length(length: int, *, n_letters: int) -> Iterator[_Word]:
    """The patterns of one length up to renaming, in lexicographic order."""
    first = sum(completions(m, n_known=n_letters) for m in range(1, length))
    for i in range(completions(length, n_known=n_letters)):
        yield pattern_of_number(first + i, n_letters=n_letters)


def same_length_words(pattern: _Word, *, n_letters: int) -> tuple[_Word, ...]:
    """Words of a pattern's own length that no other pattern of that length holds all of.

    All variables the first letter, then each in turn the second: v + 1 words for v variables. Of
    such words a place of a constant never changes, a place of a variable does, and places of
    different variables change in different words. So a pattern of this length with all the words
    has a constant only where this one has it, and equal symbols only where this one has them: its
    language contains this one's. At least two letters.
    """
    n_variables = max(n_letters, *(symbol + 1 for symbol in pattern)) - n_letters
    return tuple(
        tuple(int(s - n_letters == turn) if s >= n_letters else s for s in pattern)
        for turn in range(-1, n_variables)
    )
