"""Slow and plain: automata as dictionaries, languages as sets of words, all of them tried."""

import itertools
from collections.abc import Iterator

import numpy as np
from hypothesis import strategies as st

from teachsim.symbolic.automata import Dfa

Steps = dict[tuple[int, str], int]


def words_up_to(length: int, alphabet: str = "ab") -> list[str]:
    return [
        "".join(word)
        for size in range(length + 1)
        for word in itertools.product(alphabet, repeat=size)
    ]


def steps_of(dfa: Dfa) -> tuple[Steps, set[int]]:
    steps = {
        (state, letter): int(dfa.steps[state, place])
        for state in range(len(dfa))
        for place, letter in enumerate(dfa.alphabet)
    }
    return steps, {state for state in range(len(dfa)) if dfa.accepting[state]}


def accepted(dfa: Dfa, words: list[str]) -> set[str]:
    """The accepted among some words, walking by dictionary."""
    steps, final = steps_of(dfa)
    found = set()
    for word in words:
        state = 0
        for letter in word:
            state = steps[state, letter]
        if state in final:
            found.add(word)
    return found


def language(dfa: Dfa, length: int) -> set[str]:
    """Its words up to a length."""
    return accepted(dfa, words_up_to(length, dfa.alphabet))


def fewest_states(dfa: Dfa) -> int:
    """States of the smallest automaton: different continuations of short words, by Nerode."""
    n = len(dfa)
    steps, _ = steps_of(dfa)
    reached = {0}
    for _ in range(n):
        reached |= {steps[state, letter] for state in reached for letter in dfa.alphabet}
    tests = words_up_to(max(n - 2, 0), dfa.alphabet)
    return len({frozenset(accepted(started(dfa, state), tests)) for state in reached})


def started(dfa: Dfa, state: int) -> Dfa:
    """The same automaton from another start, by swapping two states."""
    names = list(range(len(dfa)))
    names[0], names[state] = state, 0
    steps = [[names.index(int(after)) for after in dfa.steps[name]] for name in names]
    return Dfa(np.array(steps), dfa.accepting[names], dfa.alphabet)


def every_dfa(n_states: int, alphabet: str = "ab") -> Iterator[Dfa]:
    """All automata of exactly so many states, repeats and all."""
    size = n_states * len(alphabet)
    for steps in itertools.product(range(n_states), repeat=size):
        for final in itertools.product([False, True], repeat=n_states):
            yield Dfa(np.array(steps).reshape(n_states, -1), np.array(final), alphabet)


@st.composite
def dfas(draw: st.DrawFn, most: int = 6, alphabet: str = "ab") -> Dfa:
    """Any automaton of few states, reached or not."""
    n = draw(st.integers(1, most))
    state = st.integers(0, n - 1)
    steps = draw(st.lists(state, min_size=n * len(alphabet), max_size=n * len(alphabet)))
    final = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    return Dfa(np.array(steps).reshape(n, -1), np.array(final), alphabet)


def same(a: Dfa, b: Dfa) -> bool:
    """Whether two tables are equal entry by entry."""
    return (
        a.steps.tolist() == b.steps.tolist()
        and a.accepting.tolist() == b.accepting.tolist()
        and a.alphabet == b.alphabet
    )
