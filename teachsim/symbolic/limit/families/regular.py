"""Families of regular languages, and that of all of them, by automaton."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from teachsim.core.checks import whole_number
from teachsim.symbolic import automata
from teachsim.symbolic.families.alphabet import EMPTY_WORD, letters_of
from teachsim.symbolic.limit.family import Facts, index_below
from teachsim.symbolic.limit.language import an_instance

__all__ = ["RegularFamily", "regular_languages", "spelled"]

_FACTS = Facts(
    identify=False,
    generate=True,
    finite_thickness=False,
    finite_elasticity=False,
    closure_dimension=math.inf,
    why="All finite languages are regular, and an infinite one: the family is too rich.",
    source='E. M. Gold, "Language identification in the limit", Information and Control 10, 1967',
)
# Automata that are kept: a learner asks the same hundred again and again.
_KEPT = 1024


@dataclass(frozen=True, eq=False)
class RegularFamily:
    """Regular languages by index, a `Family`: inclusion is decided by their automata.

    Attributes:
        title: what a reader is told it is.
        alphabet: the letters, as in "ab".
        facts: what is proved about it.
        make: the automaton with an index; asked again and again, so it had better remember.
        name: what the language with an index is called.
        tale: a tell-tale of it within the whole family, None where there is none.
    """

    title: str
    alphabet: str
    facts: Facts
    make: Callable[[int], automata.RegularLanguage]
    name: Callable[[int], str]
    tale: Callable[[int], tuple[int, ...] | None]

    def __post_init__(self) -> None:
        """Refuse what is no alphabet."""
        letters_of(self.alphabet)

    @property
    def size(self) -> float:
        """How many indices: there is no last one."""
        return math.inf

    def language(self, i: int) -> automata.RegularLanguage:
        """The language L_i."""
        return self.make(index_below(i, size=math.inf, title=self.title))

    def contains(self, i: int, x: int) -> bool:
        """Whether x belongs to L_i: the membership query."""
        language, x = self.language(i), an_instance(x)
        if x < 0 or len(self.alphabet) == 1:  # over one letter the number of a word will do
            return x >= 0 and language.contains(x)
        return _word(x, self.alphabet) in language.dfa

    def written(self, x: int) -> str:
        """How the word x is written; the empty one has a letter of its own."""
        way_out = "words are numbered 0, 1, 2, ..."
        return spelled(
            whole_number(x, thing="word", least=0, way_out=way_out), alphabet=self.alphabet
        )

    def named(self, i: int) -> str:
        """What L_i is called."""
        return self.name(index_below(i, size=math.inf, title=self.title))

    def subset(self, i: int, j: int) -> bool:
        """Whether L_i lies in L_j, exactly."""
        return automata.subset(self.language(i).dfa, self.language(j).dfa)

    def tell_tale(self, i: int) -> tuple[int, ...] | None:
        """A tell-tale of L_i within the whole family; None where there is none."""
        return self.tale(index_below(i, size=math.inf, title=self.title))


def regular_languages(alphabet: str) -> RegularFamily:
    """The family of all regular languages over an alphabet but the empty one, by automaton.

    A language is listed under each automaton that accepts it; automata that accept nothing stand
    for all words, so that every language has an example to show. Not identifiable from positives
    (Gold 1967). Closure dimension infinite, as every finite language is closed.

    Raises:
        ValueError: it is no alphabet.

    >>> family = regular_languages("ab")
    >>> family.named(15), [family.written(x) for x in range(4)], family.tell_tale(15)
    ('a:10 b:10 accept:0', ['ε', 'a', 'b', 'aa'], None)
    """
    letters = letters_of(alphabet)
    return RegularFamily(
        title=f"the regular languages over {', '.join(letters)}",
        alphabet=letters,
        facts=_FACTS,
        make=lambda i: _of_number(i, letters),
        name=lambda i: _described(_of_number(i, letters).dfa),
        tale=lambda i: _itself_if_finite(_of_number(i, letters)),
    )


def spelled(x: int, *, alphabet: str) -> str:
    """The x-th word, the empty one as a letter of its own."""
    return automata.word(x, alphabet=alphabet) or EMPTY_WORD


@lru_cache(maxsize=_KEPT)  # the same words are asked of one language after the other
def _word(x: int, alphabet: str) -> str:
    return automata.word(x, alphabet=alphabet)


@lru_cache(maxsize=_KEPT)
def _of_number(i: int, alphabet: str) -> automata.RegularLanguage:
    """The i-th automaton: for 1, 2, ... states all tables of steps, for each all accepting sets."""
    n_states, rest = 1, i
    while rest >= (count := n_states ** (n_states * len(alphabet)) << n_states):
        rest -= count
        n_states += 1
    rest, final = divmod(rest, 1 << n_states)
    steps = np.zeros(n_states * len(alphabet), dtype=np.int64)
    for place in range(len(steps)):
        rest, steps[place] = divmod(rest, n_states)
    table = steps.reshape(n_states, len(alphabet))
    accepting = np.array([bool(final >> state & 1) for state in range(n_states)])
    dfa = automata.Dfa(table, accepting, alphabet)
    if automata.is_empty(dfa):
        dfa = automata.Dfa(table, np.ones_like(accepting), alphabet)
    return automata.language(dfa)


def _described(dfa: automata.Dfa) -> str:
    """The table by letters, as in "a:01 b:10 accept:1": from state 0 letter b leads to 1."""
    columns = zip(dfa.alphabet, dfa.steps.T.tolist(), strict=True)
    apart = "" if len(dfa) <= 10 else ","
    steps = [f"{letter}:{apart.join(map(str, column))}" for letter, column in columns]
    return " ".join([*steps, f"accept:{apart.join(map(str, np.flatnonzero(dfa.accepting)))}"])


def _itself_if_finite(language: automata.RegularLanguage) -> tuple[int, ...] | None:
    """A finite language is its own tell-tale; an infinite one has none: its parts are regular."""
    return None if language.size == math.inf else tuple(language.members())
