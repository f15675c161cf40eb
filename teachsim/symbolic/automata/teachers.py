"""Teachers of regular languages: they answer membership queries, and examine hypotheses.

An exact teacher compares automata, so that its "yes" is a proof. A teacher that walks at random and
finds no difference may say a false "yes".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, runtime_checkable

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.core.checks import chance, one_of, whole_number
from teachsim.symbolic.automata.bisimulation import difference
from teachsim.symbolic.automata.counterexamples import drawn, longest
from teachsim.symbolic.automata.dfa import Dfa, automaton, common_alphabet
from teachsim.symbolic.automata.products import symmetric_difference

__all__ = ["Choice", "Exact", "Reply", "Teacher", "Walks"]


@dataclass(frozen=True)
class Reply:
    """What an examination found, and what it took.

    Attributes:
        counterexample: a word on which the hypothesis is wrong; None for "yes".
        walks: number of words that were tried out on the language.
        letters: their letters in all.
    """

    counterexample: str | None
    walks: int = 0
    letters: int = 0


@runtime_checkable
class Teacher(Protocol):
    """Who knows a language. It counts nothing: the channel does."""

    @property
    def alphabet(self) -> str:
        """The letters."""
        ...

    @property
    def exact(self) -> bool:
        """Whether its "yes" proves that the hypothesis is right."""
        ...

    def accepts(self, words: Sequence[str]) -> BoolArray:
        """Which of N words are in the language, `(N,)`."""
        ...

    def examine(self, hypothesis: Dfa, *, rng: np.random.Generator) -> Reply:
        """A word on which the hypothesis is wrong, or "yes"."""
        ...


class Choice(Enum):
    """Which counterexample an exact teacher picks."""

    SHORTEST = "shortest"
    RANDOM = "random"
    LONGEST = "longest"


@dataclass(frozen=True, eq=False)
class Exact:
    """A teacher that compares automata.

    Attributes:
        target: the language.
        choice: the shortest counterexample; one at random among those within the bound, first its
            length and then the word; or the longest within the bound. The bound is needed:
            whenever infinitely many words tell two languages apart there is no longest one.
            Length is all that an adversary can gain by: a learner finds what is new in a word of m
            letters with log2 m membership queries, whatever the word, but has to spell it.
        within: the bound in letters, at least 0; a shortest counterexample may be longer, and is
            named then.
    """

    target: Dfa
    choice: Choice = Choice.SHORTEST
    within: int = 64

    def __post_init__(self) -> None:
        """Refuse what is no automaton, no choice, or no bound."""
        automaton(self.target, thing="target")
        one_of(Choice, self.choice, thing="choice", way_out="pass Choice.SHORTEST")
        whole_number(self.within, thing="within", least=0, way_out="leave it out")

    @property
    def alphabet(self) -> str:
        """The letters."""
        return self.target.alphabet

    @property
    def exact(self) -> bool:
        """True: its "yes" is a proof."""
        return True

    def accepts(self, words: Sequence[str]) -> BoolArray:
        """Which of N words are in the language, `(N,)`."""
        return self.target.accepts(words)

    def examine(self, hypothesis: Dfa, *, rng: np.random.Generator) -> Reply:
        """A word on which the hypothesis is wrong, or "yes", which is a proof.

        Raises:
            ValueError: the alphabets differ, or the product is too large for this choice.
        """
        first = difference(hypothesis, self.target)
        if first is None or self.choice is Choice.SHORTEST:
            return Reply(first)
        apart = symmetric_difference(hypothesis, self.target)
        within = max(self.within, len(first))
        if self.choice is Choice.LONGEST:
            return Reply(longest(apart, within=within))
        return Reply(drawn(apart, within=within, rng=rng) or first)


@dataclass(frozen=True, eq=False)
class Walks:
    """A teacher that walks through hypothesis and language at random, letter by letter.

    Each letter is equally likely, and after each the walk ends with chance `stop`; before the
    first, too. The first beginning of a walk on which the two differ is the counterexample.
    A difference of length m is met by a walk with chance at least ((1 - stop) / A)^m, so that what
    only long words show may be overlooked: its "yes" is no proof.

    Attributes:
        target: the language.
        walks: walks before it says "yes", at least 1.
        stop: chance that a walk ends, in (0, 1].
    """

    target: Dfa
    walks: int = 1_000
    stop: float = 0.1

    def __post_init__(self) -> None:
        """Refuse what is no automaton, no number of walks, or no chance."""
        automaton(self.target, thing="target")
        whole_number(self.walks, thing="walks", least=1, way_out="leave it out")
        if not chance(self.stop, thing="stop"):
            raise ValueError("stop is 0, but a walk must end; pass a chance above 0")

    @property
    def alphabet(self) -> str:
        """The letters."""
        return self.target.alphabet

    @property
    def exact(self) -> bool:
        """False: its "yes" may be false."""
        return False

    def accepts(self, words: Sequence[str]) -> BoolArray:
        """Which of N words are in the language, `(N,)`."""
        return self.target.accepts(words)

    def examine(self, hypothesis: Dfa, *, rng: np.random.Generator) -> Reply:
        """A word on which a walk found the hypothesis wrong, or "yes", which may be false.

        Raises:
            ValueError: the alphabets differ.
        """
        alphabet = common_alphabet(hypothesis, self.target)
        guessed, right = hypothesis.accepting, self.target.accepting
        letters = 0
        for walk in range(self.walks):
            length = int(rng.geometric(self.stop)) - 1
            word = "".join(alphabet[a] for a in rng.integers(0, len(alphabet), length).tolist())
            wrong = np.flatnonzero(guessed[hypothesis.path(word)] != right[self.target.path(word)])
            if len(wrong):
                return Reply(word[: wrong[0]], walk + 1, letters + int(wrong[0]))
            letters += length
        return Reply(None, self.walks, letters)
