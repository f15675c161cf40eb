from __future__ import annotations

import itertools
from collections.abc import Callable

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, families
from tests.symbolic.by_hand import sets_of

SMALL = families.Limit(hypotheses=5_000)


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph[str]:
    vertices = list("abcdef"[: draw(st.integers(1, 6))])
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(draw(st.permutations(vertices)))
    pairs = list(itertools.combinations_with_replacement(vertices, 2))
    graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=12)))
    return graph


@given(graphs(), st.booleans())
def test_connected_sets_are_those_whose_subgraph_is_connected(
    graph: nx.Graph[str], empty: bool
) -> None:
    of = families.connected_subgraphs(graph, empty=empty)
    every = itertools.chain.from_iterable(
        itertools.combinations(graph, size) for size in range(1, len(graph) + 1)
    )
    expected = {frozenset(some) for some in every if nx.is_connected(graph.subgraph(some))}
    assert set(sets_of(of)) == expected | ({frozenset()} if empty else set())
    assert of.table.sum(axis=1).tolist() == sorted(of.table.sum(axis=1).tolist())


@given(graphs())
def test_paths_are_the_sets_that_some_order_makes_a_walk(graph: nx.Graph[str]) -> None:
    every = itertools.chain.from_iterable(
        itertools.permutations(graph, size) for size in range(1, len(graph) + 1)
    )
    expected = {
        frozenset(walk)
        for walk in every
        if all(graph.has_edge(a, b) for a, b in itertools.pairwise(walk))
    }
    assert set(sets_of(families.paths(graph))) == expected


@given(graphs())
def test_closed_neighbourhoods_hold_a_vertex_and_its_neighbours(graph: nx.Graph[str]) -> None:
    of = families.closed_neighbourhoods(graph)
    expected = {frozenset({vertex, *graph[vertex]}) for vertex in graph}
    assert set(sets_of(of)) == expected
    for name, members in zip(of.names, sets_of(of), strict=True):
        owners = {part[2:-1] for part in name.split(" = ")}
        assert owners == {v for v in graph if frozenset({v, *graph[v]}) == members}


@pytest.mark.parametrize(
    ("of", "size"),
    [
        (families.connected_subgraphs(nx.path_graph(60)), 60 * 61 // 2),
        (families.connected_subgraphs(nx.cycle_graph(40)), 40 * 39 + 1),
        (families.connected_subgraphs(nx.complete_graph(12)), 2**12 - 1),
        (families.connected_subgraphs(nx.star_graph(11)), 2**11 + 11),
        (families.connected_subgraphs(nx.grid_2d_graph(4, 4)), 11_506),  # OEIS A059525
        (families.paths(nx.path_graph(60)), 60 * 61 // 2),
        (families.paths(nx.complete_graph(11)), 2**11 - 1),
        (families.paths(nx.cycle_graph(40)), 40 * 39 + 1),
        (families.closed_neighbourhoods(nx.path_graph(300)), 300),
        (families.closed_neighbourhoods(nx.complete_graph(9)), 1),
    ],
    ids=str,
)
def test_sizes_are_the_closed_forms_beyond_the_oracle(of: HypothesisClass, size: int) -> None:
    assert len(of) == size


def test_a_family_of_exactly_the_limit_is_built() -> None:
    exactly = families.Limit(hypotheses=2**9 - 1)
    assert len(families.connected_subgraphs(nx.complete_graph(9), limit=exactly)) == 2**9 - 1
    below = families.Limit(hypotheses=2**9 - 2)
    with pytest.raises(ValueError, match="above the limit of 510 hypotheses"):
        families.connected_subgraphs(nx.complete_graph(9), limit=below)


def test_vertices_are_instances_by_name_and_sets_are_named_by_vertices() -> None:
    graph: nx.Graph[tuple[int, int]] = nx.grid_2d_graph(1, 2)
    of = families.connected_subgraphs(graph)
    assert of.instances == ("(0, 0)", "(0, 1)")
    assert of.names == ("{(0, 0)}", "{(0, 1)}", "{(0, 0), (0, 1)}")


def test_parallel_edges_and_loops_change_nothing() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph([("a", "b"), ("a", "b"), ("b", "b")])
    assert len(families.connected_subgraphs(graph)) == 3
    assert len(families.paths(graph)) == 3


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: families.paths(nx.DiGraph([("a", "b")])), "the graph has 2 vertices and is dir"),
        (lambda: families.paths(nx.Graph()), "the graph has 0 vertices"),
        (
            lambda: families.connected_subgraphs(nx.complete_graph(30), limit=SMALL),
            "connected_subgraphs lists",
        ),
        (lambda: families.paths(nx.complete_graph(30), limit=SMALL), "paths lists"),
        (lambda: families.closed_neighbourhoods(nx.empty_graph(20_000)), "20,000 hypotheses"),
        (lambda: families.closed_neighbourhoods(nx.Graph([(1, "1")])), "instance name '1' is giv"),
    ],
)
def test_a_graph_without_a_class_or_with_too_large_a_one_is_refused(
    build: Callable[[], HypothesisClass], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        build()


@pytest.mark.parametrize("wrong", [None, [("a", "b")], {"a": ["b"]}, nx.Graph])
def test_what_is_no_graph_is_refused(wrong: nx.Graph[str]) -> None:
    for build in (families.connected_subgraphs, families.paths, families.closed_neighbourhoods):
        with pytest.raises(ValueError, match=r"^graph is .* of the kind Graph; pass one of net"):
            build(wrong)
