from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from teachsim.core.arrays import BoolArray
from teachsim.symbolic import HypothesisClass, families, order

TABLES = hnp.arrays(np.bool_, st.tuples(st.integers(1, 14), st.integers(1, 5))).map(
    lambda table: np.unique(table, axis=0)[:: (-1) ** table.size]
)


def sets_of(of: HypothesisClass) -> list[frozenset[int]]:
    return [frozenset(np.flatnonzero(row).tolist()) for row in of.table]


def intervals(n: int) -> HypothesisClass:
    at = np.arange(n)
    low, high = np.triu_indices(n)
    return HypothesisClass((low[:, None] <= at) & (at <= high[:, None]))


@given(TABLES, st.sets(st.integers(0, 4)))
def test_the_closure_is_what_all_hypotheses_that_cover_the_set_share(
    table: BoolArray, shown: set[int]
) -> None:
    of = HypothesisClass(table)
    shown = {x for x in shown if x < of.n_instances}
    covering = [h for h in sets_of(of) if shown <= h]
    expected = frozenset(range(of.n_instances)).intersection(*covering)
    assert frozenset(np.flatnonzero(order.closure(of, sorted(shown)))) == expected
    mask = np.isin(np.arange(of.n_instances), sorted(shown))
    for marks in (mask, mask.tolist()):
        assert (order.closure(of, marks) == order.closure(of, sorted(shown))).all()


@pytest.mark.parametrize("m", [1, 64, 129, 1_000, 40_000])
def test_closures_of_many_sets_at_once_are_those_of_each(m: int) -> None:
    rng = np.random.default_rng(m)
    for of in (families.random_class(24, m, rng=rng, density=0.8), families.boxes(5, 6)):
        sets = rng.random((300, of.n_instances)) < rng.choice([0, 0.05, 0.1, 0.5], (300, 1))
        closed = order.closure(of, sets)
        assert (closed == np.array([order.closure(of, some) for some in sets])).all()
        assert (order.closure(of, closed) == closed).all()
        assert order.closure(of, sets[:0]).shape == (0, of.n_instances)


def test_the_closure_of_two_points_is_the_interval_between_them() -> None:
    closed = order.closure(intervals(30), [21, 4])
    assert np.flatnonzero(closed).tolist() == list(range(4, 22))


def test_the_closure_of_an_instance_that_does_not_exist_is_refused() -> None:
    way_out = r"^instances are .*; list numbers from 0 to 2, or pass an array of 3 true and false$"
    for wrong in (
        [3],
        [-1],
        "1",
        1,
        [0.5],
        ["1"],
        [[0]],
        None,
        [True, False],
        [[True]],
        [[0], [1, 2]],
    ):
        with pytest.raises(ValueError, match=way_out):
            order.closure(intervals(3), wrong)  # type: ignore[arg-type]


def test_an_order_of_what_is_no_class_is_refused() -> None:
    for ask in (
        lambda of: order.closure(of, [0]),
        *(order.is_intersection_closed, order.inclusion, order.covers, order.hasse),
        *(order.one_inclusion_edges, order.one_inclusion_graph),
    ):
        with pytest.raises(ValueError, match=r"^the class is .* of the kind HypothesisClass; pass"):
            ask(intervals(3).table)  # type: ignore[arg-type]


@given(TABLES)
@example(np.eye(3, dtype=bool))
@example(np.tri(4, dtype=bool))
def test_a_class_is_intersection_closed_when_it_holds_every_intersection(table: BoolArray) -> None:
    of = HypothesisClass(table)
    sets = sets_of(of)
    expected = all(a & b in sets for a, b in itertools.combinations(sets, 2))
    assert order.is_intersection_closed(of) == expected


@given(TABLES)
def test_what_becomes_closed_under_intersection_is_found_closed(table: BoolArray) -> None:
    sets = set(sets_of(HypothesisClass(table)))
    while not sets >= (more := {a & b for a in sets for b in sets}):
        sets |= more
    closed = [[x in h for x in range(table.shape[1])] for h in sets]
    assert order.is_intersection_closed(HypothesisClass(closed))


def test_intervals_are_intersection_closed_with_the_empty_set_and_not_without() -> None:
    with_empty = HypothesisClass(np.vstack([intervals(12).table, np.zeros(12, dtype=bool)]))
    assert order.is_intersection_closed(with_empty)
    assert not order.is_intersection_closed(intervals(12))


@given(TABLES)
def test_inclusion_is_that_of_sets(table: BoolArray) -> None:
    of = HypothesisClass(table)
    sets = sets_of(of)
    assert order.inclusion(of).tolist() == [[a < b for b in sets] for a in sets]


@given(TABLES)
def test_covers_are_the_inclusions_with_nothing_in_between(table: BoolArray) -> None:
    of = HypothesisClass(table)
    sets = sets_of(of)
    expected = {
        (h, g)
        for h, a in enumerate(sets)
        for g, b in enumerate(sets)
        if a < b and not any(a < c < b for c in sets)
    }
    graph = order.hasse(of)
    assert set(graph.edges) == expected
    assert nx.get_node_attributes(graph, "name") == dict(enumerate(of.names))
    assert len(order.covers(of)) == len(expected)


def test_the_hasse_diagram_of_a_cube_has_n_edges_a_vertex() -> None:
    cube = np.array(list(itertools.product([False, True], repeat=8)))
    assert len(order.covers(HypothesisClass(cube))) == 8 * 2**7
    assert len(order.one_inclusion_edges(HypothesisClass(cube))) == 8 * 2**7


@given(TABLES)
def test_neighbours_in_the_one_inclusion_graph_differ_on_the_labelled_instance(
    table: BoolArray,
) -> None:
    of = HypothesisClass(table, instances=[f"x{i}" for i in range(table.shape[1])])
    sets = sets_of(of)
    expected = {
        (frozenset({h, g}), f"x{min(sets[h] ^ sets[g])}")
        for h, g in itertools.combinations(range(len(sets)), 2)
        if len(sets[h] ^ sets[g]) == 1
    }
    edges = order.one_inclusion_graph(of).edges(data=True)
    assert {(frozenset({h, g}), data["label"]) for h, g, data in edges} == expected
    for h, g, x in order.one_inclusion_edges(of).tolist():
        assert sets[g] - sets[h] == {x}


def test_an_order_too_large_to_look_at_is_refused_with_the_estimate() -> None:
    table = np.unpackbits(np.arange(2**17, dtype=">u4").view(np.uint8).reshape(-1, 4), axis=1)
    with pytest.raises(ValueError, match="131,072 hypotheses would take about 2,147,483,648 bytes"):
        order.covers(HypothesisClass(table))


def test_the_hasse_diagram_is_the_transitive_reduction_of_inclusion() -> None:
    of = intervals(12)
    full: nx.DiGraph[int] = nx.DiGraph()
    full.add_edges_from((int(h), int(g)) for h, g in np.argwhere(order.inclusion(of)))
    assert set(order.hasse(of).edges) == set(nx.transitive_reduction(full).edges)


def test_closures_are_those_of_the_package_concepts() -> None:
    concepts = pytest.importorskip("concepts")
    rng = np.random.default_rng(0)
    of = HypothesisClass(np.unique(rng.random((100, 16)) < 0.7, axis=0))
    context = concepts.Context(of.names, of.instances, of.table.tolist())
    for _ in range(20):
        shown = rng.choice(16, size=3, replace=False)
        theirs = context.intension(context.extension([of.instances[x] for x in shown]))
        mine = [of.instances[x] for x in np.flatnonzero(order.closure(of, shown))]
        assert mine == list(theirs)
