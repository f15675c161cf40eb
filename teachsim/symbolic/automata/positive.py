"""What inference from positive words alone begins with, and the words that settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic.automata.dfa import Dfa, automaton
from teachsim.symbolic.automata.minimal import minimal
from teachsim.symbolic.automata.sizes import leads_to_acceptance
from teachsim.symbolic.families.alphabet import letters_of

__all__ = ["MAX_WORDS", "characteristic_sample", "completed", "prefix_tree", "sampled"]

MAX_WORDS = 100_000
"""Words of a characteristic sample at most."""

NOWHERE = -1
"""In a table of steps that is not complete."""


def characteristic_sample(dfa: Dfa, context: int, *, max_words: int = MAX_WORDS) -> tuple[str, ...]:
    """Words of a language from which, and from more of its words, it is inferred.

    For each state and last `context` letters that words lead to (all letters of a shorter word) it
    has a shortest word that does, ended as soon as can be; and so with each letter more from which
    acceptance can be reached. For a k-reversible language take `context=k` (Angluin 1982 takes such
    a sample); for a k-testable one, k - 1: every start, end and segment then occurs. In both cases
    it is a tell-tale of the language within its family, not always a smallest one.

    Args:
        dfa: an automaton of the language.
        context: number of letters remembered, at least 0.
        max_words: refuse a larger sample.

    Returns:
        Different words, in the order they are met.

    Raises:
        ValueError: an argument is none of these, or there would be too many words. That the
            language is of the family is not checked.
    """
    dfa = minimal(automaton(dfa, thing="dfa"))
    whole_number(max_words, thing="max_words", least=1, way_out="leave it out")
    context = whole_number(context, thing="context", least=0, way_out="pass k or k - 1")
    ends, rows = leads_to_acceptance(dfa), dfa.steps.tolist()
    met = [(0, "")] if 0 in ends else []
    seen = {(0, "")}
    sample: dict[str, None] = {}
    for state, word in met:  # which grows as it is read
        sample[word + ends[state]] = None
        for letter, after in zip(dfa.alphabet, rows[state], strict=True):
            if after in ends:
                sample[word + letter + ends[after]] = None
                key = (after, (word + letter)[-context:] if context else "")
                if key not in seen:
                    seen.add(key)
                    met.append((after, word + letter))
        if len(sample) > max_words:
            raise ValueError(
                f"the characteristic sample of {dfa!r} for {context} letters has more than "
                f"{max_words:,} words; choose a smaller context or a larger max_words"
            )
    return tuple(sample)


def sampled(words: Iterable[str], alphabet: str) -> list[str]:
    """Different words over an alphabet, in their order.

    Raises:
        ValueError: they are no list of strings, or have a letter outside the alphabet.
    """
    letters = set(letters_of(alphabet))
    if isinstance(words, str) or not isinstance(words, Iterable):
        raise ValueError(f'words is {quoted(words)}, but must list words; pass ["", "ab"], say')
    given: list[str] = list(dict.fromkeys(words))
    for word in given:
        one_of(str, word, thing="a word", way_out="leave it out")
        if not letters.issuperset(word):
            raise ValueError(
                f"words has {quoted(word)}, but a word is a string over {alphabet!r}; leave it "
                "out, or name all letters"
            )
    return given


def prefix_tree(words: Sequence[str], alphabet: str) -> tuple[IntArray, list[bool]]:
    """The tree of the beginnings of some words: `(S, A)` steps, and which are whole words."""
    steps: list[list[int]] = [[NOWHERE] * len(alphabet)]
    final = [False]
    number = {letter: place for place, letter in enumerate(alphabet)}
    for word in words:
        state = 0
        for letter in word:
            after = steps[state][number[letter]]
            if after == NOWHERE:
                after = steps[state][number[letter]] = len(steps)
                steps.append([NOWHERE] * len(alphabet))
                final.append(False)
            state = after
        final[state] = True
    return np.array(steps), final


def completed(steps: IntArray, final: Sequence[bool], *, alphabet: str) -> Dfa:
    """The smallest automaton of a table with missing steps, which lead to a dead state."""
    dead = len(steps)
    full = np.vstack([steps, np.full((1, len(alphabet)), dead)])
    return minimal(Dfa(np.where(full == NOWHERE, dead, full), np.array([*final, False]), alphabet))
