"""Families on the vertices of a graph, whichever networkx makes.

Instances are the vertices by `str`; hypotheses are named by their members, as in "{a, c}". How many
connected sets or paths a graph has is not known beforehand: they are counted as they are found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import BoolArray
from teachsim.core.checks import one_of
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_switch
from teachsim.symbolic.families.limit import LIMIT, Limit, affordable
from teachsim.symbolic.families.naming import braces
from teachsim.symbolic.hypothesis_class import HypothesisClass

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["closed_neighbourhoods", "connected_subgraphs", "paths"]


def connected_subgraphs(
    graph: nx.Graph[Any], *, empty: bool = False, limit: Limit = LIMIT
) -> HypothesisClass:
    """The non-empty vertex sets that induce a connected subgraph, smallest first.

    On a path of n vertices the n (n + 1) / 2 intervals, on a cycle n (n - 1) + 1 arcs, on a
    complete graph all 2^n - 1 sets, on a star 2^(n - 1) + n - 1. Source: E. Kranakis, D. Krizanc,
    B. Ruf, J. Urrutia and G. Woeginger, "The VC-dimension of set systems defined by graphs",
    Discrete Applied Mathematics 77, 1997.

    Args:
        graph: an undirected graph with at least one vertex.
        empty: is the empty set a hypothesis too?
        limit: refuse a larger class.

    Raises:
        ValueError: the graph is none, directed or empty, `empty` is no bool, or the class is above
            the limit.
    """
    a_switch(empty, thing="empty")
    near = _adjacent(graph, limit)
    n = len(near)
    level = np.eye(n, dtype=np.bool_)
    levels = [np.zeros((1, n), dtype=np.bool_)]
    while len(level):
        levels.append(level)
        # Each connected set is a smaller one and a neighbour: growing finds all of the next size,
        # and finds a set of that size at most once from each of its members.
        reach = (level.astype(np.float32) @ near > 0) & ~level
        size = sum(map(len, levels[not empty :])) + int(reach.sum()) // len(levels)
        affordable("connected_subgraphs", size, n_instances=n, limit=limit)
        level = _distinct([_with(level[reach[:, x]], x) for x in range(n)])
    return _named(np.concatenate(levels[not empty :]), graph)


def paths(graph: nx.Graph[Any], *, limit: Limit = LIMIT) -> HypothesisClass:
    """The vertex sets of simple paths, smallest first; a vertex alone is a path.

    On a path of n vertices the n (n + 1) / 2 intervals, on a complete graph all 2^n - 1 sets.
    Paths through the same vertices are one hypothesis. Source: Kranakis et al., 1997 (see
    `connected_subgraphs`).

    Args:
        graph: an undirected graph with at least one vertex.
        limit: refuse a larger class; it also bounds the pairs of a path and its last vertex.

    Raises:
        ValueError: the graph is none, directed or empty, or the class is above the limit.
    """
    near = _adjacent(graph, limit) > 0
    n = len(near)
    level, last = np.eye(n, dtype=np.bool_), np.arange(n)
    levels = []
    listed = 0
    while len(level):
        levels.append(_distinct([level]))
        # Which path leads to a set and its last vertex does not matter: one of each goes on, and
        # finds a longer one at most once from each vertex that may come before the last.
        onward = near[last] & ~level
        listed += len(level)
        at_least = listed + int(onward.sum()) // len(levels)
        affordable("paths", at_least, n_instances=n, limit=limit)
        steps = [(_with(level[onward[:, x]], x), x) for x in range(n)]
        marked = [np.hstack([sets, _at(len(sets), n=n, x=x)]) for sets, x in steps]
        both = _distinct(marked)
        level, last = both[:, :n], both[:, n:].argmax(axis=1)
    return _named(np.concatenate(levels), graph)


def closed_neighbourhoods(graph: nx.Graph[Any], *, limit: Limit = LIMIT) -> HypothesisClass:
    """Each vertex with its neighbours: at most n hypotheses, named "N[a]".

    Vertices with the same closed neighbourhood are one hypothesis, named after all, as in
    "N[a] = N[b]". Source: D. Haussler and E. Welzl, "Epsilon-nets and simplex range queries",
    Discrete and Computational Geometry 2, 1987.

    Args:
        graph: an undirected graph with at least one vertex.
        limit: refuse a larger class.

    Raises:
        ValueError: the graph is none, directed or empty, or the class is above the limit.
    """
    near = _adjacent(graph, limit) > 0
    n = len(near)
    table = near | np.eye(n, dtype=np.bool_)
    first = words.first_occurrences(words.pack(table))
    vertices = [str(vertex) for vertex in graph.nodes]
    names = [
        " = ".join(f"N[{vertices[x]}]" for x in np.flatnonzero((table == row).all(axis=1)))
        for row in table[first]
    ]
    return HypothesisClass(table[first], names, instances=vertices)


def _adjacent(graph: nx.Graph[Any], limit: Limit) -> npt.NDArray[np.float32]:
    """Adjacency `(n, n)` without loops, 1 where two vertices are joined.

    Raises:
        ValueError: the graph is none, is directed, has no vertex, or more than the limit allows.
    """
    import networkx as nx

    one_of(nx.Graph, graph, thing="graph", way_out="pass one of networkx, such as path_graph(5)")
    n = len(graph)
    if graph.is_directed() or n == 0:
        raise ValueError(
            f"the graph has {n} vertices and is {'' if graph.is_directed() else 'un'}directed; "
            "it must have a vertex and be undirected: see graph.to_undirected()"
        )
    affordable("the family of vertices", n, n_instances=n, limit=limit)
    place = {vertex: x for x, vertex in enumerate(graph)}
    joined = np.zeros((n, n), dtype=np.float32)
    for vertex, near in graph.adjacency():
        joined[place[vertex], [place[other] for other in near]] = 1
    np.fill_diagonal(joined, 0)
    return joined


def _with(sets: BoolArray, x: int) -> BoolArray:
    more = sets.copy()
    more[:, x] = True
    return more


def _at(k: int, *, n: int, x: int) -> BoolArray:
    return np.arange(n) == np.full((k, 1), x)


def _distinct(parts: list[BoolArray]) -> BoolArray:
    """The different rows of tables below each other, lexicographic with members first."""
    table = np.concatenate(parts)
    table = table[words.first_occurrences(words.pack(table))]
    return table[np.lexsort(~table.T[::-1])]


def _named(table: BoolArray, graph: nx.Graph[Any]) -> HypothesisClass:
    vertices = [str(vertex) for vertex in graph.nodes]
    return HypothesisClass(table, braces(table, vertices), instances=vertices)
