"""The regular languages over an alphabet, each under every automaton that accepts it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from teachsim.core.checks import whole_number
from teachsim.symbolic import automata
from teachsim.symbolic.families.alphabet import EMPTY_WORD, letters_of
from teachsim.symbolic.limit.family import Facts, index_below

__all__ = ["RegularFamily", "regular_languages"]

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


@dataclass(frozen=True)
class RegularFamily:
    """All automata over an alphabet, fewest states first: a `Family`.

    Attributes:
        alphabet: the letters, as in "ab".
    """

    alphabet: str

    def __post_init__(self) -> None:
        """Refuse what is no alphabet."""
        letters_of(self.alphabet)

    @property
    def title(self) -> str:
        """What a reader is told it is."""
        return f"the regular languages over {', '.join(self.alphabet)}"

    @property
    def size(self) -> float:
        """How many indices."""
        return math.inf

    @property
    def facts(self) -> Facts:
        """What is known about it."""
        return _FACTS

    def language(self, i: int) -> automata.RegularLanguage:
        """The language L_i."""
        return _of_number(index_below(i, size=math.inf, title=self.title), self.alphabet)

    def contains(self, i: int, x: int) -> bool:
        """Whether x belongs to L_i: the membership query."""
        return x >= 0 and self.language(i).contains(x)

    def written(self, x: int) -> str:
        """How the word x is written; the empty one is a letter of its own."""
        way_out = "words are numbered 0, 1, 2, ..."
        x = whole_number(x, thing="word", least=0, way_out=way_out)
        return automata.word(x, alphabet=self.alphabet) or EMPTY_WORD

    def named(self, i: int) -> str:
        """The automaton, as in "a:01 b:10 accept:1": from state 0 letter b leads to 1."""
        dfa = self.language(i).dfa
        columns = zip(self.alphabet, dfa.steps.T.tolist(), strict=True)
        apart = "" if len(dfa) <= 10 else ","
        steps = [f"{letter}:{apart.join(map(str, column))}" for letter, column in columns]
        return " ".join([*steps, f"accept:{apart.join(map(str, np.flatnonzero(dfa.accepting)))}"])

    def subset(self, i: int, j: int) -> bool:
        """Whether L_i lies in L_j, exactly."""
        return automata.subset(self.language(i).dfa, self.language(j).dfa)

    def tell_tale(self, i: int) -> tuple[int, ...] | None:
        """A finite language itself; None for an infinite one, as its finite parts are regular."""
        language = self.language(i)
        return None if language.size == math.inf else tuple(language.members())


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
    return RegularFamily(alphabet)


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
    accepting = (final >> np.arange(n_states) & 1).astype(np.bool_)
    dfa = automata.Dfa(table, accepting, alphabet)
    if automata.is_empty(dfa):
        dfa = automata.Dfa(table, np.ones_like(accepting), alphabet)
    return automata.language(dfa)
