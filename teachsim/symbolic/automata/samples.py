"""Automata at random, and finite sections of listed ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from teachsim.core.checks import generator, one_of, whole_number
from teachsim.symbolic.automata.dfa import Dfa, automaton, common_alphabet
from teachsim.symbolic.automata.minimal import minimal
from teachsim.symbolic.families.alphabet import EMPTY_WORD, letters_of, words_up_to
from teachsim.symbolic.families.limit import LIMIT, Limit, affordable, rounded, whole
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["random_dfa", "section"]

# A drawn automaton is minimal more often than not, but for one letter and for few states.
_TRIES = 10_000
# So many take a minute and half a gigabyte, most of it for making the automaton minimal.
_MOST_STEPS = 2**20
_STEP_BYTES = 512


def random_dfa(n_states: int, alphabet: str, *, rng: int | np.random.Generator) -> Dfa:
    """A minimal automaton of exactly so many states, drawn at random.

    Each state but the first is entered once by a step drawn from those still free of states before
    it; the other steps lead anywhere, and each state accepts with chance 1/2. What is not minimal
    is drawn anew. All minimal automata are possible, but not equally likely.

    Args:
        n_states: number of states, at least 1.
        alphabet: the letters, as in "ab".
        rng: seed or generator, consumed.

    Raises:
        ValueError: an argument is none of these, there are too many states, or nothing minimal was
            drawn in many tries.
    """
    n = whole_number(n_states, thing="n_states", least=1, way_out="one state is the least")
    letters, rng = letters_of(alphabet), generator(rng, way_out="pass a seed such as 0")
    if n * len(letters) > _MOST_STEPS:
        raise ValueError(
            f"{rounded(n)} states over {letters!r} take {rounded(n * len(letters))} steps, in "
            f"{rounded(n * len(letters) * _STEP_BYTES)} bytes or so, above the limit of "
            f"{_MOST_STEPS:,} steps; choose fewer states"
        )
    for _ in range(_TRIES):
        steps = rng.integers(0, n, (n, len(letters)))
        free = list(range(len(letters)))
        for state in range(1, n):
            slot = free.pop(int(rng.integers(len(free))))
            steps[divmod(slot, len(letters))] = state
            free += range(state * len(letters), (state + 1) * len(letters))
        found = minimal(Dfa(steps, rng.random(n) < 0.5, letters))
        if len(found) == n:
            return found
    raise ValueError(
        f"no minimal automaton of {n:,} states over {letters!r} came in {_TRIES:,} tries; choose "
        "fewer states"
    )


def section(
    dfas: Sequence[Dfa],
    names: Sequence[str] | None = None,
    *,
    length: int,
    limit: Limit = LIMIT,
) -> HypothesisClass:
    """The class of some automata's languages on all words up to a length.

    A limit fact about the whole languages is never shown by their finite sections.

    Args:
        dfas: at least one automaton, all over one alphabet.
        names: different names; default as of the class.
        length: longest word, at least 0.
        limit: refuse a larger class.

    Raises:
        ValueError: an argument is out of range, or two languages do not differ on these words
            (S + T - 2 letters tell automata of S and T states apart).
    """
    one_of(Sequence, dfas, thing="dfas", way_out="list automata")
    if not dfas:
        raise ValueError("dfas is empty, but a class has a hypothesis; pass an automaton")
    letters = automaton(dfas[0], thing="dfas[0]").alphabet
    for dfa in dfas[1:]:
        common_alphabet(dfas[0], dfa)
    spelled = words_up_to(whole(length, "length", low=0), len(letters), limit=limit)
    affordable("the section", len(dfas), n_instances=len(spelled), limit=limit)
    words = ["".join(letters[a] for a in word) for word in spelled]
    table = [dfa.accepts(words) for dfa in dfas]
    return HypothesisClass(table, names, instances=[word or EMPTY_WORD for word in words])
