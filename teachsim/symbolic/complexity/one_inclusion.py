"""The one-inclusion graph in numbers: how many hypotheses differ from each other on one instance.

Its vertices are the hypotheses, and two are joined if they differ on exactly one instance. The
numbers are those of the graph as it is: where a column is repeated, no two hypotheses differ on
one of its instances alone, so that repeated columns join nothing.

The *degeneracy* is the least k such that the hypotheses can be taken away one by one, each with at
most k neighbours left; equally, the largest least degree of a part of the graph.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.certificates import Bounds, Core, Exhausted
from teachsim.symbolic.complexity.neighbour_proofs import Peeled
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.order import one_inclusion_edges
from teachsim.symbolic.result import Result

__all__ = [
    "one_inclusion_degeneracy",
    "one_inclusion_density",
    "one_inclusion_maximum_degree",
    "one_inclusion_minimum_degree",
]


def one_inclusion_density(of: HypothesisClass) -> Result:
    """Edges of the one-inclusion graph for each vertex, a `Fraction`.

    At most the VC dimension, in every subclass: Haussler, Littlestone & Warmuth 1994, "Predicting
    {0,1}-functions on randomly drawn points". `check` counts the edges anew (`Exhausted`).

    Raises:
        ValueError: If `of` is no class.

    >>> from teachsim.symbolic import families
    >>> one_inclusion_density(families.powerset(3)).value
    Fraction(3, 2)
    """
    edges = len(one_inclusion_edges(of))
    density = Fraction(edges, len(of))
    counted = Bounds(Exhausted(), Exhausted())
    return Result("one_inclusion_density", density, density, counted, edges)


def one_inclusion_minimum_degree(of: HypothesisClass) -> Result:
    """The least number of neighbours in the one-inclusion graph; `check` counts them anew.

    No target needs fewer examples than it has neighbours, so it is at most the minimum teaching
    dimension.

    Raises:
        ValueError: If `of` is no class.
    """
    return _degree("minimum", of)


def one_inclusion_maximum_degree(of: HypothesisClass) -> Result:
    """The largest number of neighbours in the one-inclusion graph; `check` counts them anew.

    It is at most the teaching dimension, and around the hypothesis that has it lies a star.

    Raises:
        ValueError: If `of` is no class.
    """
    return _degree("maximum", of)


def _degree(which: str, of: HypothesisClass) -> Result:
    edges = one_inclusion_edges(of)
    degrees = np.bincount(edges[:, :2].ravel(), minlength=len(of))
    degree = int(degrees.min() if which == "minimum" else degrees.max())
    counted = Bounds(Exhausted(), Exhausted())
    return Result(f"one_inclusion_{which}_degree", degree, degree, counted, len(edges))


def one_inclusion_degeneracy(of: HypothesisClass) -> Result:
    """The least k such that the one-inclusion graph can be taken apart at degrees of at most k.

    At most the recursive teaching dimension: with the order of a teaching plan each hypothesis has
    an example for each neighbour that is left. The certificate holds such an order (`Peeled`), and
    a `Core` in which every hypothesis has k neighbours.

    Raises:
        ValueError: If `of` is no class.

    >>> from teachsim.symbolic import families
    >>> one_inclusion_degeneracy(families.powerset(3)).value
    3
    """
    a_class(of)
    edges = one_inclusion_edges(of)
    order, core, degree = _taken_apart(edges, n_vertices=len(of))
    bounds = Bounds(Core(core), Peeled(order))
    return Result("one_inclusion_degeneracy", degree, degree, bounds, len(of) + len(edges))


def _taken_apart(
    edges: IntArray, *, n_vertices: int
) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """An order that takes a vertex of least degree each time, a core, and the largest degree met.

    Vertices wait in buckets by degree: Matula & Beck 1983, "Smallest-last ordering and clustering
    and graph coloring algorithms".
    """
    neighbours: list[list[int]] = [[] for _ in range(n_vertices)]
    for h, g in edges[:, :2].tolist():
        neighbours[h].append(g)
        neighbours[g].append(h)
    degrees = [len(some) for some in neighbours]
    buckets: list[list[int]] = [[] for _ in range(max(degrees) + 1)]
    for h, d in enumerate(degrees):
        buckets[d].append(h)
    order: list[int] = []
    taken, most, start, d = [False] * n_vertices, 0, 0, 0
    while len(order) < n_vertices:
        d = next(d for d in range(max(0, d - 1), len(buckets)) if buckets[d])
        h = buckets[d].pop()
        if taken[h] or degrees[h] != d:
            continue  # it waits in a lower bucket as well
        if d > most:
            most, start = d, len(order)  # all that are left have so many neighbours
        taken[h] = True
        order.append(h)
        for g in neighbours[h]:
            if not taken[g]:
                degrees[g] -= 1
                buckets[degrees[g]].append(g)
    return tuple(order), tuple(sorted(order[start:])), most
