import itertools
import math
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, families
from tests.symbolic.by_hand import sets_of, vc_dimension


def subsets(n: int) -> list[frozenset[str]]:
    names = [str(i) for i in range(1, n + 1)]
    return [
        frozenset(some) for size in range(n + 1) for some in itertools.combinations(names, size)
    ]


@given(st.integers(1, 7), st.booleans())
def test_singletons_are_the_sets_of_one_and_the_empty_set_where_asked(n: int, empty: bool) -> None:
    sets = sets_of(families.singletons(n, empty=empty))
    assert set(sets) == {some for some in subsets(n) if len(some) == 1 or (empty and not some)}


@given(st.integers(1, 7))
def test_the_powerset_holds_every_subset(n: int) -> None:
    assert set(sets_of(families.powerset(n))) == set(subsets(n))


@given(st.integers(1, 7), st.data())
def test_subsets_are_chosen_by_their_size(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    exactly = sets_of(families.subsets_of_size(n, k))
    assert set(exactly) == {some for some in subsets(n) if len(some) == k}
    at_most = sets_of(families.subsets_up_to(n, k))
    assert set(at_most) == {some for some in subsets(n) if len(some) <= k}
    assert [len(some) for some in at_most] == sorted(len(some) for some in at_most)


@given(st.integers(3, 9))
def test_cyclic_pairs_are_neighbours_on_a_circle(n: int) -> None:
    expected = {frozenset({str(i + 1), str((i + 1) % n + 1)}) for i in range(n)}
    assert set(sets_of(families.cyclic_pairs(n))) == expected


@pytest.mark.parametrize(
    ("of", "size"),
    [
        (families.singletons(300), 300),
        (families.singletons(300, empty=True), 301),
        (families.powerset(14), 2**14),
        (families.subsets_of_size(40, 3), math.comb(40, 3)),
        (families.subsets_up_to(30, 3), 1 + 30 + 435 + 4060),
        (families.cyclic_pairs(300), 300),
        (families.warmuth(), 10),
    ],
    ids=str,
)
def test_sizes_are_the_closed_forms_ten_times_beyond_the_oracle(
    of: HypothesisClass, size: int
) -> None:
    assert len(of) == size


# theory.md S2; a maximum class meets the bound of Sauer and Shelah
@pytest.mark.parametrize(
    ("of", "dimension"),
    [
        (families.singletons(7), 1),
        (families.powerset(5), 5),
        (families.subsets_of_size(7, 2), 2),
        (families.subsets_of_size(6, 4), 2),
        (families.subsets_up_to(6, 3), 3),
        (families.cyclic_pairs(7), 2),
        (families.warmuth(), 2),
    ],
    ids=str,
)
def test_the_dimension_is_the_one_in_the_docstring(of: HypothesisClass, dimension: int) -> None:
    assert vc_dimension(of) == dimension


def test_warmuths_class_is_closed_under_rotation() -> None:
    table = families.warmuth().table
    turned = {tuple(row) for row in np.roll(table, 1, axis=1).tolist()}
    assert turned == {tuple(row) for row in table.tolist()}


def test_sets_are_named_by_their_members() -> None:
    of = families.subsets_up_to(3, 2)
    assert of.names == ("nothing", "{1}", "{2}", "{3}", "{1, 2}", "{1, 3}", "{2, 3}")
    assert of.instances == ("1", "2", "3")
    assert all(of.describe(h) == name for h, name in enumerate(of.names) if h)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: families.powerset(21), r"powerset\(21\) lists 2,097,152 hypotheses on 21 inst"),
        (lambda: families.powerset(62), r"lists about 10\^19 hypotheses"),
        (lambda: families.powerset(63), "n is 63 but must lie in 1 to 62"),
        (lambda: families.subsets_of_size(10_000, 5_000), r"lists about 10\^3008 hypotheses"),
        (lambda: families.subsets_of_size(3, 4), "k is 4 but must lie in 0 to 3"),
        (lambda: families.singletons(0), "n is 0 but must lie in 1 to 10,000"),
        (lambda: families.singletons(2.0), r"n is 2\.0 but must be a whole number"),  # type: ignore[arg-type]
        (lambda: families.singletons(True), "n is True but must be a whole number"),
        (lambda: families.intervals(True), "n is True but must be a whole number"),
        (lambda: families.boxes(2, True), "columns is True but must be a whole number"),
        (lambda: families.powerset("3"), "n is '3' but must be a whole number"),  # type: ignore[arg-type]
        (lambda: families.cyclic_pairs(2), "n is 2 but must lie in 3 to"),
        (
            lambda: families.intervals(9, limit=families.Limit(hypotheses=44)),
            r"intervals\(9\) lists 45 hypotheses .* pass a larger Limit",
        ),
        (
            lambda: families.intervals(9, limit=families.Limit(bytes=1000)),
            "above the limit of 1,048,576 hypotheses and 1,000 bytes",
        ),
    ],
)
def test_a_family_that_is_too_large_or_impossible_is_refused_before_it_is_built(
    build: object, message: str
) -> None:
    assert callable(build)
    with pytest.raises(ValueError, match=message):
        build()


@pytest.mark.parametrize("value", ["x", 5, -1, 1.5, None])
def test_a_switch_is_true_or_false(value: Any) -> None:
    builds: list[Callable[[], HypothesisClass]] = [
        lambda: families.singletons(3, empty=value),
        lambda: families.intervals(3, empty=value),
        lambda: families.boxes(2, 2, empty=value),
        lambda: families.connected_subgraphs(nx.path_graph(3), empty=value),
        lambda: families.conjunctions(1, false=value),
    ]
    for build in builds:
        with pytest.raises(ValueError, match=r"^(empty|false) is .*of the kind bool; pass True or"):
            build()


def test_a_larger_limit_lets_a_larger_family_pass() -> None:
    limit = families.Limit(hypotheses=2**17, bytes=2**24)
    assert len(families.powerset(17, limit=limit)) == 2**17
