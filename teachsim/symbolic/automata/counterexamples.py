"""Words of a regular language picked at random, or as long as a bound allows.

Whether a state leads to acceptance in exactly r letters follows from r - 1 for all states at once.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.symbolic.automata.dfa import Dfa

__all__ = ["MAX_ENTRIES", "drawn", "longest"]

MAX_ENTRIES = 2**26
"""Lengths times states that are tabulated at most: half a gigabyte for random words."""


def drawn(dfa: Dfa, *, within: int, rng: np.random.Generator) -> str | None:
    """An accepted word of at most so many letters, at random; None if there is none.

    Each length that has an accepted word is equally likely, and so is each word of it. Of words
    without a chance that floating point can tell from 0 none is drawn.

    Args:
        dfa: the automaton.
        within: most letters.
        rng: consumed.

    Raises:
        ValueError: the table of lengths and states is too large.
    """
    _affordable(dfa, within=within)
    chances: list[FloatArray] = [dfa.accepting.astype(np.float64)]
    for _ in range(within):
        after = chances[-1][dfa.steps].mean(axis=1)
        # Only ratios within a length matter: the largest is kept at 1, lest all become 0.
        chances.append(after / max(after.max(), np.finfo(np.float64).tiny))
    lengths = [length for length, chance in enumerate(chances) if chance[0] > 0]
    if not lengths:
        return None
    word, state = [], 0
    for left in reversed(range(rng.choice(lengths))):
        weights = chances[left][dfa.steps[state]]
        letter = int(rng.choice(len(weights), p=weights / weights.sum()))
        word.append(dfa.alphabet[letter])
        state = int(dfa.steps[state, letter])
    return "".join(word)


def longest(dfa: Dfa, *, within: int) -> str | None:
    """The first of the longest accepted words of at most so many letters; None if there is none.

    Raises:
        ValueError: the table of lengths and states is too large.
    """
    _affordable(dfa, within=within)
    live: list[BoolArray] = [dfa.accepting]
    for _ in range(within):
        onward: BoolArray = np.logical_or.reduce(live[-1][dfa.steps], axis=1)
        live.append(onward)
    lengths = [length for length, states in enumerate(live) if states[0]]
    if not lengths:
        return None
    word, state = [], 0
    for left in reversed(range(lengths[-1])):
        letter = int(live[left][dfa.steps[state]].argmax())
        word.append(dfa.alphabet[letter])
        state = int(dfa.steps[state, letter])
    return "".join(word)


def _affordable(dfa: Dfa, *, within: int) -> None:
    entries = (within + 1) * len(dfa)
    if entries > MAX_ENTRIES:
        raise ValueError(
            f"words of up to {within:,} letters in {len(dfa):,} states need a table of {entries:,} "
            f"entries, above the limit of {MAX_ENTRIES:,}; allow fewer letters"
        )
