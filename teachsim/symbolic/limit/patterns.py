"""Pattern languages: words made from a pattern by putting a non-empty word for each variable.

Source: D. Angluin, "Finding patterns common to a set of strings", Journal of Computer and System
Sciences 21, 1980. A word has finitely many patterns, none longer than it (finite thickness), so the
family is identifiable from positives; a learner conjectures a descriptive pattern. Inclusion is
undecidable in general (T. Jiang, A. Salomaa, K. Salomaa and S. Yu, "Decision problems for
patterns", Journal of Computer and System Sciences 50, 1995), and the family says so.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic.families.alphabet import letters_of
from teachsim.symbolic.limit import pattern_words as words
from teachsim.symbolic.limit.family import Facts, NotDecidable, index_below
from teachsim.symbolic.limit.pattern_language import PatternLanguage

__all__ = ["PatternFamily", "descriptive", "pattern_languages"]

_Word = tuple[int, ...]
# How variables are written, the later ones as "<7>"; no letter may look like one.
_VARIABLES = "xyzuvw"
# Short words of a pattern that are looked at to find one outside another pattern's language.
_WITNESSES = 500
_FACTS = Facts(
    identify=True,
    generate=True,
    finite_thickness=True,
    finite_elasticity=True,
    closure_dimension=None,
    why="A word is in finitely many pattern languages, as no pattern is longer than its words.",
    source='D. Angluin, "Inductive inference of formal languages from positive data", Information '
    "and Control 45, 1980",
)


@dataclass(frozen=True)
class PatternFamily:
    """All patterns over an alphabet up to renaming, shorter ones first: a `Family`.

    Attributes:
        alphabet: two letters or more, none of which looks like a variable.
    """

    alphabet: str

    def __post_init__(self) -> None:
        """Refuse an alphabet of one letter, or with a letter that is a variable."""
        letters = letters_of(self.alphabet)
        if len(letters) < 2 or set(letters) & set(_VARIABLES + "<>"):
            raise ValueError(
                f"alphabet is {letters!r}, but must be two letters or more and none of "
                f"{_VARIABLES}<>, which write variables; choose for example 'ab'"
            )

    @property
    def title(self) -> str:
        """What a reader is told it is."""
        return f"the patterns over {', '.join(self.alphabet)}"

    @property
    def size(self) -> float:
        """How many indices."""
        return math.inf

    @property
    def facts(self) -> Facts:
        """What is known about it; its closure dimension is not known here."""
        return _FACTS

    def language(self, i: int) -> PatternLanguage:
        """The language L_i."""
        i = index_below(i, size=math.inf, title=self.title)
        n_letters = len(self.alphabet)
        return PatternLanguage(words.pattern_of_number(i, n_letters=n_letters), n_letters)

    def contains(self, i: int, x: int) -> bool:
        """Whether x belongs to L_i: the membership query; refuses where it takes too long."""
        return self.language(i).contains(x)

    def written(self, x: int) -> str:
        """How the word x is written."""
        way_out = "words are numbered 0, 1, 2, ..."
        x = whole_number(x, thing="word", least=0, way_out=way_out)
        letters = words.word_of_number(x, n_letters=len(self.alphabet))
        return "".join(self.alphabet[letter] for letter in letters)

    def named(self, i: int) -> str:
        """The pattern, as in "axbx"."""
        n_letters = len(self.alphabet)
        return "".join(
            self.alphabet[symbol] if symbol < n_letters else _variable(symbol - n_letters)
            for symbol in self.language(i).pattern
        )

    def number(self, word: str) -> int:
        """The instance that is written so; inverse of `written`.

        Raises:
            ValueError: it is no string, is empty or has another letter.
        """
        one_of(str, word, thing="word", way_out=f"spell it with {self.alphabet}")
        if not word or not set(word) <= set(self.alphabet):
            raise ValueError(
                f"word is {quoted(word)}, but must be one letter or more of {self.alphabet}; "
                "write one"
            )
        letters = [self.alphabet.index(letter) for letter in word]
        return words.number_of_word(letters, n_letters=len(self.alphabet))

    def index(self, pattern: str) -> int:
        """The index of a pattern of letters and variables, whatever the variables are called.

        Raises:
            ValueError: it is no string, is empty, or a symbol is neither a letter nor one of x, y,
                z, u, v, w.

        >>> family = pattern_languages("ab")
        >>> family.named(family.index("aybyz"))
        'axbxy'
        """
        one_of(str, pattern, thing="pattern", way_out=f"spell it with {self.alphabet}{_VARIABLES}")
        if not pattern or not set(pattern) <= set(self.alphabet + _VARIABLES):
            raise ValueError(
                f"pattern is {quoted(pattern)}, but must be one symbol or more of {self.alphabet} "
                f"and of the variables {_VARIABLES}; write one"
            )
        met = dict.fromkeys(self.alphabet) | dict.fromkeys(pattern)  # variables as they come
        order = list(met)
        symbols = tuple(order.index(symbol) for symbol in pattern)
        return words.number_of_pattern(symbols, n_letters=len(self.alphabet))

    def subset(self, i: int, j: int) -> bool:
        """Whether L_i lies in L_j, where that can be said.

        It does where p_j turns into p_i by putting patterns for variables, and only then where p_j
        has but one variable (Angluin 1980). It does not where a short word of p_i is not in L_j;
        the tell-tale is among those, which decides all pairs where p_i is no longer than p_j.

        Raises:
            NotDecidable: neither is the case.
        """
        inner, outer = self.language(i).pattern, self.language(j).pattern
        n_letters = len(self.alphabet)
        if words.matches(outer, inner, n_letters=n_letters):
            return True
        told = words.same_length_words(inner, n_letters=n_letters)
        short = itertools.islice(self.language(i).words(), _WITNESSES)
        held = all(
            words.matches(outer, word, n_letters=n_letters) for word in itertools.chain(told, short)
        )
        if not held or max(outer) <= n_letters:
            return False
        raise NotDecidable(
            f"whether {self.named(i)} lies in {self.named(j)} is not known here, as inclusion of "
            "pattern languages is undecidable; compare patterns of one length"
        )

    def tell_tale(self, i: int) -> _Word:
        """A tell-tale of L_i: one word more than it has variables, each as long as the pattern.

        A language inside L_i has no shorter words, so that its pattern is no shorter; a longer one
        does not hold these words; one of the same length that does contains L_i.
        """
        language = self.language(i)
        told = words.same_length_words(language.pattern, n_letters=language.n_letters)
        numbers = (words.number_of_word(word, n_letters=language.n_letters) for word in told)
        return tuple(sorted(numbers))


def pattern_languages(alphabet: str) -> PatternFamily:
    """The family of all patterns over an alphabet, variables standing for non-empty words.

    Raises:
        ValueError: the alphabet has fewer than two letters, or one that looks like a variable.

    >>> family = pattern_languages("ab")
    >>> [family.named(i) for i in range(7)], [family.written(x) for x in range(4)]
    (['a', 'b', 'x', 'aa', 'ab', 'ax', 'ba'], ['a', 'b', 'aa', 'ab'])
    """
    return PatternFamily(alphabet)


def descriptive(family: PatternFamily, shown: Iterable[int], *, max_patterns: int = 20_000) -> int:
    """The index of a longest pattern that is descriptive of some words (Angluin 1980).

    It holds all the words, and no pattern that does has a smaller language: among the patterns of
    the greatest length with all the words, one that no other of them specialises.

    Args:
        family: the patterns.
        shown: numbers of words, at least one.
        max_patterns: refuse to go through more patterns.

    Raises:
        ValueError: this is no such family or number, no word is shown, or there may be more
            patterns of the words' lengths.
    """
    one_of(PatternFamily, family, thing="family", way_out='pass pattern_languages("ab")')
    way_out = "say how many to go through"
    whole_number(max_patterns, thing="max_patterns", least=1, way_out=way_out)
    given = words.words_of_numbers(shown, n_letters=len(family.alphabet), max_patterns=max_patterns)
    n_letters, seen = len(family.alphabet), 0
    for length in range(len(given[0]), 0, -1):
        seen += words.completions(length, n_known=n_letters)
        words.affordable(seen, max_patterns=max_patterns)
        best: _Word | None = None
        for pattern in words.patterns_of_length(length, n_letters=n_letters):
            # Of two comparable patterns the special one stays; what is last has none below it.
            below = best is None or words.matches(best, pattern, n_letters=n_letters)
            if below and all(words.matches(pattern, w, n_letters=n_letters) for w in given):
                best = pattern
        if best is not None:
            return words.number_of_pattern(best, n_letters=n_letters)
    raise AssertionError("the pattern of one variable holds every word")


def _variable(number: int) -> str:
    return _VARIABLES[number] if number < len(_VARIABLES) else f"<{number + 1}>"
