"""A regular language as a set of natural numbers: its words in length-lexicographic order.

Over "ab" the words "", "a", "b", "aa", "ab", ... are 0, 1, 2, 3, 4, ...; over one letter a word is
its length.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.automata.dfa import Dfa, automaton
from teachsim.symbolic.automata.sizes import is_finite, size
from teachsim.symbolic.families.alphabet import letters_of
from teachsim.symbolic.families.limit import rounded

__all__ = ["RegularLanguage", "language", "numbered", "word"]

# Over one letter a word is as long as its number: so many letters are 64 megabytes.
_MOST_LETTERS = 2**26


@dataclass(frozen=True, eq=False)
class RegularLanguage:
    """The language of an automaton, on the numbers of its words.

    Attributes:
        dfa: the automaton.
    """

    dfa: Dfa

    def __post_init__(self) -> None:
        """Refuse what is no automaton."""
        automaton(self.dfa, thing="dfa")

    @cached_property
    def size(self) -> float:
        """Number of members, exact: a whole number, or `math.inf`."""
        return size(self.dfa)

    def contains(self, x: int) -> bool:
        """Whether the automaton accepts word number x, at least 0.

        Raises:
            ValueError: x is no natural number.
        """
        if len(self.dfa.alphabet) > 1:
            return word(x, alphabet=self.dfa.alphabet) in self.dfa
        # Over one letter a word is as long as its number, and the states repeat.
        x = _natural(x)
        before, period = self._lasso
        state = x if x < len(before) else len(before) + (x - len(before)) % len(period)
        return bool(self.dfa.accepting[(*before, *period)[state]])

    def members(self) -> Iterator[int]:
        """The members in ascending order, without end where there are infinitely many.

        Between two members of an infinite language at most S lengths have no word.
        """
        rows, n_letters = self.dfa.steps.tolist(), len(self.dfa.alphabet)
        most = len(self.dfa) - 1 if is_finite(self.dfa) else math.inf
        # Per number of letters left, the states from which so many lead to acceptance.
        within = [self.dfa.accepting.tolist()]
        shorter = 0  # words of fewer letters
        while self.size and len(within) - 1 <= most:
            for value in _of_one_length(rows, within):
                yield shorter + value
            shorter += n_letters ** (len(within) - 1)
            within.append([any(within[-1][after] for after in row) for row in rows])

    @cached_property
    def _lasso(self) -> tuple[list[int], list[int]]:
        """The states of an automaton over one letter: before they repeat, and those that do."""
        place: dict[int, int] = {}
        state = 0
        while state not in place:
            place[state] = len(place)
            state = int(self.dfa.steps[state, 0])
        met = list(place)
        return met[: place[state]], met[place[state] :]


def _of_one_length(rows: list[list[int]], within: list[list[bool]]) -> Iterator[int]:
    """Places of the accepted words of `len(within) - 1` letters among all of that length."""
    ways = [(0, len(within) - 1, 0)] if within[-1][0] else []
    while ways:  # the next in order is on top
        state, left, value = ways.pop()
        if not left:
            yield value
            continue
        for letter in reversed(range(len(rows[state]))):
            after = rows[state][letter]
            if within[left - 1][after]:
                ways.append((after, left - 1, value * len(rows[state]) + letter))


def language(dfa: Dfa) -> RegularLanguage:
    """The language of an automaton, on the numbers of its words.

    Raises:
        ValueError: `dfa` is no automaton.
    """
    return RegularLanguage(dfa)


def word(number: int, *, alphabet: str) -> str:
    """The word of this number in length-lexicographic order.

    Over one letter it is as long as its number.

    Raises:
        ValueError: it is no natural number, or one of a word too long to be spelled, or the
            alphabet is none.

    >>> [word(x, alphabet="ab") for x in range(6)]
    ['', 'a', 'b', 'aa', 'ab', 'ba']
    """
    letters, left = letters_of(alphabet), _natural(number)
    if len(letters) == 1:
        if left > _MOST_LETTERS:
            raise ValueError(
                f"word {rounded(left)} over {letters!r} has as many letters, but must have "
                f"{_MOST_LETTERS:,} at most; choose a smaller number"
            )
        return letters * left
    spelled = []
    while left:  # digits 1 to A instead of 0 to A - 1: no zeros, so no two words for a number
        left, digit = divmod(left - 1, len(letters))
        spelled.append(letters[digit])
    return "".join(reversed(spelled))


def numbered(word: str, *, alphabet: str) -> int:
    """The number of a word in length-lexicographic order.

    Raises:
        ValueError: it is no string, or has a letter outside the alphabet.

    >>> numbered("ba", alphabet="ab")
    5
    """
    letters = letters_of(alphabet)
    one_of(str, word, thing="word", way_out=f'pass letters of {letters!r}, or ""')
    number = 0
    for letter in word:
        if letter not in letters:
            raise ValueError(
                f"word {word!r} has the letter {letter!r}, but the alphabet is {letters!r}; spell "
                "it with these letters"
            )
        number = number * len(letters) + letters.index(letter) + 1
    return number


def _natural(number: int) -> int:
    return whole_number(number, thing="number of a word", least=0, way_out="words begin at 0")
