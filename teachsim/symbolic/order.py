"""How the hypotheses of a class lie to each other: closures, inclusion, and neighbours.

All but closures is read off *up-sets*: for each hypothesis the set of those that include it, packed
into words. With the hypotheses sorted by size, the lowest bit of a set of hypotheses is one of its
smallest members, so that the Hasse diagram costs one AND per edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.least_general import closure
from teachsim.symbolic.words import WordArray

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "closure",
    "covers",
    "hasse",
    "inclusion",
    "is_intersection_closed",
    "one_inclusion_edges",
    "one_inclusion_graph",
]

# Up-sets of 90,000 hypotheses: beyond that the order is for nobody to look at.
_MAX_BYTES = 2**30


def is_intersection_closed(of: HypothesisClass) -> bool:
    """Does the class hold the intersection of any two of its hypotheses?

    It does iff the closure of nothing, and of each hypothesis with one more instance, is a
    hypothesis or not covered at all: every closed set is reached by such steps.

    Raises:
        ValueError: this is no class, or it is too large for its up-sets.
    """
    order = _by_size(of)
    ups = _upsets(of, order)
    columns = words.pack(of.table[order].T)
    starts = np.vstack([ups, of.everything.alive])  # the last is the start from nothing
    if not _least_exists(starts[-1:], ups):
        return False
    return all(_least_exists(starts & column, ups) for column in columns)


def inclusion(of: HypothesisClass) -> BoolArray:
    """Strict inclusion `(m, m)`: true at [h, g] where h is a proper subset of g.

    Raises:
        ValueError: this is no class, or it is too large for its up-sets.
    """
    a_class(of)
    included = words.unpack(_upsets(of, np.arange(len(of))), n_bits=len(of))
    np.fill_diagonal(included, val=False)
    return included


def covers(of: HypothesisClass) -> IntArray:
    """Edges `(E, 2)` of the Hasse diagram: (h, g) with h < g and nothing in between.

    Raises:
        ValueError: this is no class, or it is too large for its up-sets.
    """
    order = _by_size(of)
    ups = words.integers(_upsets(of, order))
    edges: list[tuple[int, int]] = []
    for h, up in enumerate(ups):
        above = up ^ (1 << h)
        while above:
            # The lowest bit is a smallest one left, and what it is included in is no neighbour.
            g = (above & -above).bit_length() - 1
            edges.append((h, g))
            above &= ~ups[g]
    return order[np.array(edges, dtype=np.int64).reshape(-1, 2)]


def hasse(of: HypothesisClass) -> nx.DiGraph[int]:
    """The Hasse diagram of inclusion: edges from each hypothesis to those that cover it.

    Nodes are indices of hypotheses with their `name`.

    Raises:
        ValueError: this is no class, or it is too large for its up-sets.
    """
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(_named(of))
    graph.add_edges_from(map(tuple, covers(of).tolist()))
    return graph


def one_inclusion_edges(of: HypothesisClass) -> IntArray:
    """Edges `(E, 3)`: (h, g, x) where g is h with the one instance x more."""
    a_class(of)
    found = []
    for x in range(of.n_instances):
        word, bit = divmod(x, words.WORD_BITS)
        without = of.rows.copy()
        without[:, word] &= ~np.uint64(1 << bit)
        # Rows differ, so at most two agree once x is cleared, and sorting puts them side by side.
        order = np.lexsort((of.table[:, x], *without.T))
        ordered = without[order]
        first = np.flatnonzero((ordered[1:] == ordered[:-1]).all(axis=1))
        found.append(np.stack([order[first], order[first + 1], np.full(len(first), x)], axis=1))
    return np.concatenate(found)


def one_inclusion_graph(of: HypothesisClass) -> nx.Graph[int]:
    """The one-inclusion graph: edges where two hypotheses differ on exactly one instance.

    Nodes are indices of hypotheses with their `name`; edges carry the index `instance` and its name
    as `label`. Source: N. Alon, D. Haussler and E. Welzl, "Partitioning and geometric embedding of
    range spaces of finite Vapnik-Chervonenkis dimension", 1987; D. Haussler, N. Littlestone and
    M. K. Warmuth, "Predicting {0,1}-functions on randomly drawn points", 1994.
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(_named(of))
    graph.add_edges_from(
        (h, g, {"instance": x, "label": of.instances[x]})
        for h, g, x in one_inclusion_edges(of).tolist()
    )
    return graph


def _named(of: HypothesisClass) -> list[tuple[int, dict[str, Any]]]:
    a_class(of)
    return [(h, {"name": name}) for h, name in enumerate(of.names)]


def _by_size(of: HypothesisClass) -> IntArray:
    a_class(of)
    return np.argsort(words.count(of.rows), kind="stable").astype(np.int64, copy=False)


def _upsets(of: HypothesisClass, order: IntArray) -> WordArray:
    """`(m, W)` words: bit j of row i where hypothesis order[j] includes hypothesis order[i]."""
    m = len(of)
    needed = m * words.n_words(m) * 8
    if needed > _MAX_BYTES:
        raise ValueError(
            f"the inclusion order of {m:,} hypotheses would take about {needed:,} bytes, above the "
            f"limit of {_MAX_BYTES:,}; choose a smaller class"
        )
    table = of.table[order]
    ups = np.repeat(words.full(m)[None], m, axis=0)
    for held, column in zip(table.T, words.pack(table.T), strict=True):
        ups[held] &= column  # whatever includes a holder of x holds x
    return ups


def _least_exists(sets: WordArray, ups: WordArray) -> bool:
    """Has each non-empty set of hypotheses, `(k, W)`, a member that all others include?"""
    sets = sets[sets.any(axis=1)]
    word = (sets != 0).argmax(axis=1)
    lowest = np.take_along_axis(sets, word[:, None], axis=1)[:, 0]
    lowest &= ~lowest + np.uint64(1)
    least = word * words.WORD_BITS + np.bitwise_count(lowest - np.uint64(1))
    return not (sets & ~ups[least]).any()
