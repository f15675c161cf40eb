"""Targets that can be protected at once from a demonstrator who must show m right answers.

A demonstrator who must show m different right answers of the target (all, where it has fewer) can
leave a learner between two targets iff they share m answers. So a set of targets can be protected,
all of them learned whatever is shown, iff no two of them share m: an independent set of that graph,
and the learner conjectures the one of them that holds what it sees.

Branch and bound: a set of hypotheses of which any two share m answers, a clique, gives one at most.
With the cliques found greedily, only hypotheses beyond the first k cliques can start a set of more
than k.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.checks import whole_number
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import (
    HYPOTHESES_A_STATE,
    MAX_STATES,
    Meter,
    OverBudgetError,
)
from teachsim.symbolic.complexity.certificates import Bounds, Trivial
from teachsim.symbolic.complexity.neighbour_proofs import Apart, Cliques
from teachsim.symbolic.complexity.separating import everything, members, one_of
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["protected"]

# The neighbours of so many hypotheses are 50 MB, and take a second.
_MOST = 20_000
# Python's own stack holds a thousand calls.
_DEEPEST = 300


@dataclass(frozen=True, eq=False)
class _Graph:
    """Which hypotheses share too much.

    Attributes:
        neighbours: Of each hypothesis those that share enough with it, bit sets; not itself.
        meter: What may be spent.
    """

    neighbours: tuple[int, ...]
    meter: Meter


def protected(of: HypothesisClass, *, at_least: int, max_states: int = MAX_STATES) -> Result:
    """The most targets that can be protected at once if `at_least` right answers must be shown.

    The certificate holds such targets (`Apart`) and a proof that there are no more (`Cliques`, or
    `Trivial`: the number of hypotheses). The quantity's name ends with the number.

    Args:
        of: The class.
        at_least: How many different right answers must be shown, or all where there are fewer.
        max_states: Stop after this many looks at hypotheses, with bounds.

    Raises:
        ValueError: If `of` is no class, or has more than 20,000 hypotheses, or a number is not
            whole, at least 0.

    >>> from teachsim.symbolic import families
    >>> H = families.intervals(4)
    >>> result = protected(H, at_least=2)
    >>> [H.describe(t) for t in result.certificate.lower.hypotheses]
    ['{1}', '{1, 2}', '{2}', '{2, 3}', '{3}', '{3, 4}', '{4}']
    """
    a_class(of)
    whole_number(at_least, thing="at_least", least=0, way_out="use 0 for no demand")
    if len(of) > _MOST:
        raise ValueError(
            f"the class has {len(of):,} hypotheses, but all pairs of at most {_MOST:,} can be "
            "compared; take a subclass"
        )
    graph = _Graph(_neighbours(of, at_least=at_least), Meter(max_states))
    full = everything(of)
    best = _greedy(graph, full)
    most = len(of)
    upper: object = Trivial()
    try:
        while len(best) < most:
            found = _more(graph, full, than=len(best), depth=0)
            if isinstance(found, Cliques):
                most, upper = len(best), found
            else:
                best = found
    except OverBudgetError:
        most, upper = _covered(graph, full)
    lower = Apart(tuple(sorted(best)))
    name = f"protected at {at_least}"
    return Result(name, len(best), most, Bounds(lower, upper), graph.meter.spent)


def _neighbours(of: HypothesisClass, *, at_least: int) -> tuple[int, ...]:
    """Of each hypothesis the others that share `at_least` right answers with it, bit sets."""
    # Whole numbers up to 2^24 are exact in float32, whose matrix product is the fastest.
    rows = of.table.astype(np.float32)
    enough = min(at_least, of.n_instances + 1)  # it may be more than fits a float
    found: list[int] = []
    for start in range(0, len(of), 1024):
        shared = rows[start : start + 1024] @ rows.T >= enough
        shared[np.arange(len(shared)), np.arange(start, start + len(shared))] = False
        found += words.integers(words.pack(shared))
    return tuple(found)


def _greedy(graph: _Graph, left: int) -> list[int]:
    """Hypotheses of which no two are neighbours: those with few neighbours first."""
    degrees = {h: graph.neighbours[h].bit_count() for h in members(left)}
    chosen = []
    for h in sorted(degrees, key=lambda h: degrees[h]):
        if left >> h & 1:
            chosen.append(h)
            left &= ~(graph.neighbours[h] | 1 << h)
    return chosen


def _clique(graph: _Graph, left: int) -> int:
    """A set of neighbours among some hypotheses, a bit set: greedily, the first that fits."""
    clique = 0
    while left:
        graph.meter.spend(1 + len(graph.neighbours) // HYPOTHESES_A_STATE)
        h = one_of(left)
        clique |= 1 << h
        left &= graph.neighbours[h]
    return clique


def _covered(graph: _Graph, left: int) -> tuple[int, Cliques | Trivial]:
    """A bound by cliques alone, outside the budget of the search but within as much again."""
    cliques: list[tuple[int, ...]] = []
    spare = _Graph(graph.neighbours, Meter(graph.meter.limit))
    try:
        while left:
            clique = _clique(spare, left)
            cliques.append(tuple(members(clique)))
            left ^= clique
    except OverBudgetError:
        return len(graph.neighbours), Trivial()
    return len(cliques), Cliques(tuple(cliques), ())


def _more(graph: _Graph, left: int, *, than: int, depth: int) -> list[int] | Cliques:
    """More than so many hypotheses of which no two are neighbours, or why there are none."""
    if depth > _DEEPEST:
        raise OverBudgetError
    cliques: list[tuple[int, ...]] = []
    rest = left
    while rest and len(cliques) < than:
        clique = _clique(graph, rest)
        cliques.append(tuple(members(clique)))
        rest ^= clique
    parts: list[tuple[int, Cliques]] = []
    # Those in the last cliques have fewest others beside them: the first cuts the most.
    for h in members(rest):
        graph.meter.spend(1 + len(graph.neighbours) // HYPOTHESES_A_STATE)
        left &= ~(1 << h)
        beside = left & ~graph.neighbours[h]
        if than == 0:
            return [h]
        found = _more(graph, beside, than=than - 1, depth=depth + 1)
        if not isinstance(found, Cliques):
            return [h, *found]
        parts.append((h, found))
    return Cliques(tuple(cliques), tuple(parts))
