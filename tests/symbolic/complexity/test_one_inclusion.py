"""The one-inclusion graph in numbers, against networkx and the bounds that they give."""

import dataclasses
import math
from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given, settings

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import Bounds, Core, Trivial
from teachsim.symbolic.complexity.neighbour_proofs import Peeled
from teachsim.symbolic.result import Result
from tests.symbolic.complexity.measured import measured
from tests.symbolic.drawn import classes

NUMBERS = (
    complexity.one_inclusion_density,
    complexity.one_inclusion_degeneracy,
    complexity.one_inclusion_minimum_degree,
    complexity.one_inclusion_maximum_degree,
)


def numbers(of: HypothesisClass) -> tuple[float | Fraction, ...]:
    """Density, degeneracy, least and largest degree, each checked."""
    results = [count(of) for count in NUMBERS]
    for result in results:
        complexity.check(of, result)
    return tuple(Fraction(result.value or 0) for result in results)


def graph(of: HypothesisClass) -> "nx.Graph[int]":
    """By the definition."""
    rows = of.table.tolist()
    joined: nx.Graph[int] = nx.empty_graph(len(rows))
    joined.add_edges_from(
        (h, g)
        for h in range(len(rows))
        for g in range(h)
        if sum(a != b for a, b in zip(rows[h], rows[g], strict=True)) == 1
    )
    return joined


@settings(deadline=None)
@given(classes())
def test_the_numbers_are_those_of_the_graph(of: HypothesisClass) -> None:
    joined = graph(of)
    degrees = [degree for _, degree in joined.degree()]
    density = Fraction(joined.number_of_edges(), len(of))
    degeneracy = max(nx.core_number(joined).values())

    assert numbers(of) == (density, degeneracy, min(degrees), max(degrees))


@pytest.mark.parametrize("m", [4, 8])
def test_the_cube_has_half_its_dimension_in_edges_a_vertex(m: int) -> None:
    assert numbers(families.powerset(m)) == (Fraction(m, 2), m, m, m)


def test_a_maximum_class_of_dimension_one_is_a_tree() -> None:
    assert numbers(families.initial_segments(200)) == (Fraction(200, 201), 1, 1, 2)
    assert numbers(families.singletons(100, empty=True)) == (Fraction(100, 101), 1, 1, 100)


@settings(deadline=None)
@given(classes())
def test_neighbours_bound_dimensions(of: HypothesisClass) -> None:
    density, degeneracy, least, most = numbers(of)

    assert density <= measured(of, "vc")
    assert density <= degeneracy <= measured(of, "rtd")
    assert least <= measured(of, "td_min")
    assert most <= measured(of, "td_max")


def forged(result: Result, *, certificate: Bounds | None = None, value: Fraction) -> Result:
    return dataclasses.replace(
        result, certificate=certificate or result.certificate, lower=value, upper=value
    )


def test_a_wrong_count_is_refused() -> None:
    of = families.intervals(5)
    for count in NUMBERS:
        result = count(of)
        for step in (-1, 1):
            wrong = forged(result, value=Fraction(result.lower) + step)
            with pytest.raises(complexity.CertificateError):
                complexity.check(of, wrong)


def test_a_core_and_an_order_must_prove_the_degeneracy() -> None:
    of = families.powerset(3)
    result = complexity.one_inclusion_degeneracy(of)
    assert isinstance(result.certificate, Bounds)
    everyone = tuple(range(8))
    for bounds in (
        Bounds(Core((0, 1, 2)), Peeled(everyone)),
        Bounds(Core((0, 8)), Peeled(everyone)),
        Bounds(Core(everyone), Peeled(everyone[1:])),
        Bounds(Core(everyone), Trivial()),
    ):
        with pytest.raises(complexity.CertificateError):
            complexity.check(of, forged(result, certificate=bounds, value=Fraction(3)))


def test_a_large_class_is_counted() -> None:
    of = families.subsets_up_to(20, 3)
    density, degeneracy, least, most = numbers(of)
    edges = sum(math.comb(20, k) * k for k in range(4))
    assert density == Fraction(edges, len(of))
    assert (degeneracy, least, most) == (3, 3, 20)
