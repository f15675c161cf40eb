"""The language of one pattern, exact: membership by matching, members in order."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from teachsim.core.checks import quoted
from teachsim.symbolic.limit import pattern_words as words
from teachsim.symbolic.limit.language import an_instance

__all__ = ["PatternLanguage"]

_Word = tuple[int, ...]


@dataclass(frozen=True)
class PatternLanguage:
    """The words of one pattern, numbered in length-lexicographic order from the first letter on.

    Attributes:
        pattern: letters below `n_letters`, and variables from it on, numbered as they come.
        n_letters: number of letters.
    """

    pattern: _Word
    n_letters: int

    def __post_init__(self) -> None:
        """Refuse an empty pattern, and one whose variables are not numbered as they come."""
        known = self.n_letters
        for symbol in self.pattern:
            if not 0 <= symbol <= known:
                break
            known += symbol == known
        else:
            if self.pattern:
                return
        raise ValueError(
            f"pattern is {quoted(self.pattern)}, but must be one symbol or more, letters below "
            f"{self.n_letters} and variables from it on in the order in which they come; renumber"
        )

    def contains(self, x: int) -> bool:
        """Whether the x-th word belongs; refuses (`ValueError`) where matching takes too long."""
        if (x := an_instance(x)) < 0:
            return False
        word = words.word_of_number(x, n_letters=self.n_letters)
        return words.matches(self.pattern, word, n_letters=self.n_letters)

    @property
    def size(self) -> float:
        """How many words: 1 without variables, else `math.inf`."""
        return 1 if max(self.pattern) < self.n_letters else math.inf

    def members(self) -> Iterator[int]:
        """The numbers of the words, ascending."""
        for shares in self._lengths():
            # With given lengths words come in order, as variables do in the pattern.
            alike = heapq.merge(*map(self._spelled, shares))
            for word, _ in itertools.groupby(alike):
                yield words.number_of_word(word, n_letters=self.n_letters)

    def words(self) -> Iterator[_Word]:
        """The words as tuples of letter numbers, shorter ones first; one may come several times."""
        for shares in self._lengths():
            for lengths in shares:
                yield from self._spelled(lengths)

    def _lengths(self) -> Iterator[Iterator[_Word]]:
        """For each length of words, from the least on, the lengths that variables may have."""
        n_variables = max(self.pattern) - self.n_letters + 1
        times = [self.pattern.count(self.n_letters + v) for v in range(n_variables)]
        for spare in itertools.count() if times else [0]:
            yield _shares(spare, times)

    def _spelled(self, lengths: _Word) -> Iterator[_Word]:
        """The words with variables of these lengths."""
        cuts = list(itertools.accumulate(lengths, initial=0))
        for letters in itertools.product(range(self.n_letters), repeat=cuts[-1]):
            parts = [letters[start:end] for start, end in itertools.pairwise(cuts)]
            yield tuple(
                letter
                for symbol in self.pattern
                for letter in (
                    (symbol,) if symbol < self.n_letters else parts[symbol - self.n_letters]
                )
            )


def _shares(spare: int, times: list[int]) -> Iterator[_Word]:
    """Lengths of variables that stand so many times each, using up what is spare above one each."""
    if not times:
        if spare == 0:
            yield ()
        return
    for more in range(spare // times[0] + 1):
        for rest in _shares(spare - more * times[0], times[1:]):
            yield (1 + more, *rest)
