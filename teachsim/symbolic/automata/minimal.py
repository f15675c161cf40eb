"""The smallest automaton of a language, with its states in one order.

Two states are equivalent iff the same words lead from them to acceptance. The classes of the
states that can be reached are the states of the smallest automaton (Myhill and Nerode), which is
unique up to their order.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.symbolic.automata.dfa import Dfa, automaton

__all__ = ["minimal", "renumbered"]


def minimal(dfa: Dfa) -> Dfa:
    """The automaton of fewest states with the same language, states in the order they are met.

    They are numbered breadth first, letters in the order of the alphabet: equal languages over one
    alphabet have equal tables. Classes are split by the smaller half. Source: J. Hopcroft, "An
    n log n algorithm for minimizing states in a finite automaton", in Theory of Machines and
    Computations, 1971.

    Raises:
        ValueError: `dfa` is no automaton.
    """
    reached = renumbered(automaton(dfa, thing="dfa"))
    classes = np.array(_classes(reached))
    first = np.unique(classes, return_index=True)[1]  # one state of each class
    steps: IntArray = classes[reached.steps[first]]
    quotient = Dfa(steps, reached.accepting[first], reached.alphabet)
    return renumbered(quotient, start=int(classes[0]))


def renumbered(dfa: Dfa, *, start: int = 0) -> Dfa:
    """The automaton cut to the states that are reached, numbered breadth first."""
    rows = dfa.steps.tolist()
    place, met = {start: 0}, [start]
    for state in met:  # which grows as it is read
        for after in rows[state]:
            if after not in place:
                place[after] = len(met)
                met.append(after)
    steps = np.array([[place[after] for after in rows[state]] for state in met])
    return Dfa(steps, dfa.accepting[met], dfa.alphabet)


def _classes(dfa: Dfa) -> list[int]:
    """Number of the class of equivalent states that each state belongs to."""
    final = dfa.accepting.tolist()
    halves = [{q for q, accepts in enumerate(final) if accepts is kind} for kind in (False, True)]
    blocks = [block for block in halves if block]
    block_of = [0] * len(final)
    for number, block in enumerate(blocks):
        for q in block:
            block_of[q] = number
    into = _predecessors(dfa)
    work = [min(range(len(blocks)), key=lambda number: len(blocks[number]))]
    waiting = set(work)
    while work:
        splitter = work.pop()
        waiting.discard(splitter)
        states = list(blocks[splitter])  # as it is now: it may be split by itself
        for sources in into:
            hit: dict[int, list[int]] = {}
            for p in (p for q in states for p in sources[q]):
                hit.setdefault(block_of[p], []).append(p)
            for number, some in hit.items():
                added = _split(blocks, block_of, number=number, some=some)
                if added:
                    # The smaller part will do, unless the whole was still to be looked at.
                    smaller = min(number, added, key=lambda n: len(blocks[n]))
                    wanted = added if number in waiting else smaller
                    work.append(wanted)
                    waiting.add(wanted)
    return block_of


def _predecessors(dfa: Dfa) -> list[list[list[int]]]:
    """For each letter, for each state, the states from which it leads there."""
    into: list[list[list[int]]] = [[[] for _ in range(len(dfa))] for _ in dfa.alphabet]
    for state, row in enumerate(dfa.steps.tolist()):
        for sources, after in zip(into, row, strict=True):
            sources[after].append(state)
    return into


def _split(
    blocks: list[set[int]], block_of: list[int], *, number: int, some: list[int]
) -> int | None:
    """Number of the new block that some states of a block make, None if they are all of it."""
    if len(some) == len(blocks[number]):
        return None
    blocks[number].difference_update(some)
    blocks.append(set(some))
    for q in some:
        block_of[q] = len(blocks) - 1
    return len(blocks) - 1
