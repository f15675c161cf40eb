"""Deterministic finite automata: regular languages as tables of whole numbers.

An automaton is a table of steps and a list of accepting states; it starts in state 0. It is
complete: every letter leads from every state somewhere, so that a dead state counts as a state.
Words are strings of letters of the alphabet, the empty one is "".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray, sealed
from teachsim.core.checks import one_of, quoted, whole_numbers
from teachsim.symbolic.arguments import many
from teachsim.symbolic.families.alphabet import letters_of

__all__ = ["Dfa", "automaton", "common_alphabet"]


@dataclass(frozen=True, eq=False, repr=False)
class Dfa:
    """A complete deterministic automaton over an alphabet; it starts in state 0.

    Attributes:
        steps: `(S, A)` the state after each state and letter, in [0, S); read-only.
        accepting: `(S,)` bool, whether a word that ends there is accepted; read-only.
        alphabet: its A letters, in order, as in "ab".

    Raises:
        ValueError: shapes, states or letters do not fit.

    >>> even = Dfa(np.array([[1, 0], [0, 1]]), np.array([True, False]), "ab")
    >>> "abba" in even, "bab" in even
    (True, False)
    """

    steps: IntArray
    accepting: BoolArray
    alphabet: str

    def __post_init__(self) -> None:
        """Check the table and keep read-only copies."""
        letters = letters_of(self.alphabet)
        way_out = "give one row for each state and one column for each letter"
        steps = whole_numbers(self.steps, thing="steps", way_out=way_out)
        if steps.ndim != 2 or not len(steps) or steps.shape[1] != len(letters):
            raise ValueError(
                f"steps has shape {steps.shape}, but must be (states, {len(letters)}) for the "
                f"alphabet {letters!r}; {way_out}"
            )
        if steps.min() < 0 or steps.max() >= len(steps):
            raise ValueError(
                f"steps lead to states {steps.min()} to {steps.max()}, but must lead to 0 to "
                f"{len(steps) - 1}; add the states that are missing"
            )
        accepting = np.asarray(self.accepting)
        if accepting.dtype != np.bool_ or accepting.shape != (len(steps),):
            raise ValueError(
                f"accepting is {quoted(self.accepting)}, but must be a bool array of "
                f"{len(steps)}; give one entry for each state"
            )
        object.__setattr__(self, "steps", sealed(steps))
        object.__setattr__(self, "accepting", sealed(accepting))

    def __len__(self) -> int:
        """Number of states S."""
        return len(self.steps)

    def __repr__(self) -> str:
        """Sizes only: there may be thousands of states."""
        return f"Dfa({len(self)} states over {self.alphabet!r})"

    def __contains__(self, word: str) -> bool:
        """Whether the word is accepted; refuses what `path` refuses."""
        return self._final[self.path(word)[-1]]

    def accepts(self, words: Iterable[str]) -> BoolArray:
        """Which of N words are accepted, `(N,)`.

        Raises:
            ValueError: a word has a letter outside the alphabet, or no list of words is passed.
        """
        many(words, thing="words", way_out='list some, such as ["", "ab"]')
        if isinstance(words, str):
            raise ValueError(
                f"words is the string {words!r}, but must list words; pass [{words!r}], or ask "
                f"{words!r} in dfa"
            )
        return np.array([word in self for word in words], dtype=np.bool_)

    def path(self, word: str) -> list[int]:
        """The states before, between and after the letters of a word of m letters, `m + 1`.

        Raises:
            ValueError: it is no string over the alphabet.
        """
        one_of(str, word, thing="word", way_out=f'pass letters of {self.alphabet!r}, or ""')
        rows, number, state, path = self.rows, self._number, 0, [0]
        try:
            for letter in word:
                state = rows[state][number[letter]]
                path.append(state)
        except KeyError as error:
            raise ValueError(
                f"word {quoted(word)} has the letter {error.args[0]!r}, but the alphabet is "
                f"{self.alphabet!r}; spell it with these letters"
            ) from None
        return path

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """The steps as tuples: walked one by one they are ten times as fast as the array."""
        return tuple(map(tuple, self.steps.tolist()))

    @cached_property
    def _number(self) -> dict[str, int]:
        return {letter: place for place, letter in enumerate(self.alphabet)}

    @cached_property
    def _final(self) -> list[bool]:
        return list(self.accepting.tolist())


def automaton(value: object, *, thing: str) -> Dfa:
    """The value as an automaton.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(value, Dfa):
        raise ValueError(
            f"{thing} is {quoted(value)}, but must be of the kind Dfa; pass Dfa(steps, accepting, "
            "alphabet)"
        )
    return value


def common_alphabet(a: Dfa, b: Dfa) -> str:
    """The alphabet of two automata.

    Raises:
        ValueError: one is no automaton, or their alphabets differ, be it in order.
    """
    first, second = automaton(a, thing="a").alphabet, automaton(b, thing="b").alphabet
    if first != second:
        raise ValueError(
            f"the automata read {first!r} and {second!r}, but must have one alphabet; write both "
            "over all letters, in one order"
        )
    return first
