"""How many words a regular language has, and which comes first."""

from __future__ import annotations

import math

from teachsim.symbolic.automata.dfa import Dfa, automaton

__all__ = ["is_empty", "is_finite", "leads_to_acceptance", "shortest", "size"]


def shortest(dfa: Dfa) -> str | None:
    """The first accepted word in length-lexicographic order, None if there is none.

    Raises:
        ValueError: `dfa` is no automaton.
    """
    dfa = automaton(dfa, thing="dfa")
    rows, final = dfa.steps.tolist(), dfa.accepting.tolist()
    words, met = {0: ""}, [0]
    for state in met:  # which grows as it is read
        if final[state]:
            return words[state]
        for letter, after in zip(dfa.alphabet, rows[state], strict=True):
            if after not in words:
                words[after] = words[state] + letter
                met.append(after)
    return None


def is_empty(dfa: Dfa) -> bool:
    """Whether no word is accepted.

    Raises:
        ValueError: `dfa` is no automaton.
    """
    return shortest(dfa) is None


def is_finite(dfa: Dfa) -> bool:
    """Whether finitely many words are accepted.

    Raises:
        ValueError: `dfa` is no automaton.
    """
    return _order(automaton(dfa, thing="dfa")) is not None


def size(dfa: Dfa) -> float:
    """Number of accepted words, exact: a whole number, or `math.inf`.

    Raises:
        ValueError: `dfa` is no automaton.
    """
    order = _order(automaton(dfa, thing="dfa"))
    if order is None:
        return math.inf
    rows, final = dfa.steps.tolist(), dfa.accepting.tolist()
    onward: dict[int, int] = {}  # number of words that lead from a state to acceptance
    for state in reversed(order):
        onward[state] = final[state] + sum(onward.get(after, 0) for after in rows[state])
    return onward.get(0, 0)


def leads_to_acceptance(dfa: Dfa) -> dict[int, str]:
    """For each state from which some word is accepted, a shortest such word."""
    into: list[list[tuple[int, str]]] = [[] for _ in range(len(dfa))]
    for state, row in enumerate(dfa.steps.tolist()):
        for letter, after in zip(dfa.alphabet, row, strict=True):
            into[after].append((state, letter))
    words = {state: "" for state, final in enumerate(dfa.accepting.tolist()) if final}
    met = list(words)
    for state in met:  # which grows as it is read
        for before, letter in into[state]:
            if before not in words:
                words[before] = letter + words[state]
                met.append(before)
    return words


def _order(dfa: Dfa) -> list[int] | None:
    """The states on ways to acceptance, each before those after it; None if a cycle is among them.

    A cycle on a way to acceptance can be gone round as often as one likes, and without one no state
    is passed twice.
    """
    useful = leads_to_acceptance(dfa)
    rows = [[q for q in row if q in useful] for row in dfa.steps.tolist()]
    reached = [0] if 0 in useful else []
    seen = set(reached)
    for state in reached:  # which grows as it is read
        fresh = [after for after in dict.fromkeys(rows[state]) if after not in seen]
        seen.update(fresh)
        reached += fresh
    entries = dict.fromkeys(reached, 0)
    for state in reached:
        for after in rows[state]:
            entries[after] += 1
    order = [state for state in reached if not entries[state]]
    for state in order:  # which grows as it is read
        for after in rows[state]:
            entries[after] -= 1
            if not entries[after]:
                order.append(after)
    return order if len(order) == len(reached) else None
