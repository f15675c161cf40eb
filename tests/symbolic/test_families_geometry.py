import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import optimize

from teachsim.symbolic import HypothesisClass, families
from tests.symbolic.by_hand import sets_of, vc_dimension


def cells(rows: int, columns: int) -> list[tuple[int, int]]:
    return list(itertools.product(range(rows), range(columns)))


def separable(rows: int, columns: int, inside: frozenset[tuple[int, int]]) -> bool:
    """Is there a line with the set on one side and the rest of the grid on the other?"""
    points = cells(rows, columns)
    sides = [1.0 if point in inside else -1.0 for point in points]
    normals = [[-s * i, -s * j, -s] for s, (i, j) in zip(sides, points, strict=True)]
    found = optimize.linprog(
        [0, 0, 0], A_ub=normals, b_ub=[-1.0] * len(points), bounds=(None, None), method="highs"
    )
    return bool(found.status == 0)


def listed(of: HypothesisClass) -> set[frozenset[tuple[int, int]]]:
    assert of.layout is not None
    places = np.array(cells(*of.layout))
    return {frozenset(map(tuple, places[row].tolist())) for row in of.table}


@given(st.integers(1, 9))
def test_initial_segments_are_a_chain_from_nothing_to_everything(n: int) -> None:
    of = families.initial_segments(n)
    names = list(of.instances)
    assert sets_of(of) == [frozenset(names[:k]) for k in range(n + 1)]
    assert of.layout == (n,)


@given(st.integers(1, 9), st.booleans())
def test_intervals_are_the_runs_of_neighbours(n: int, empty: bool) -> None:
    of = families.intervals(n, empty=empty)
    names = list(of.instances)
    runs = {frozenset(names[i:j]) for i, j in itertools.combinations(range(n + 1), 2)}
    assert set(sets_of(of)) == runs | ({frozenset()} if empty else set())


def test_intervals_are_named_by_their_ends() -> None:
    of = families.intervals(3, empty=True)
    assert of.names == ("nothing", "1", "1 to 2", "1 to 3", "2", "2 to 3", "3")
    assert families.initial_segments(3).names == ("nothing", "1", "1 to 2", "1 to 3")


@given(st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_boxes_are_spans_of_rows_times_spans_of_columns(
    rows: int, columns: int, empty: bool
) -> None:
    of = families.boxes(rows, columns, empty=empty)
    assert of.layout == (rows, columns)
    expected = {
        frozenset(itertools.product(range(top, bottom), range(left, right)))
        for top, bottom in itertools.combinations(range(rows + 1), 2)
        for left, right in itertools.combinations(range(columns + 1), 2)
    }
    assert listed(of) == expected | ({frozenset()} if empty else set())


@pytest.mark.parametrize(
    ("rows", "columns"), [(1, 1), (1, 5), (5, 1), (2, 3), (3, 2), (2, 4), (4, 2)]
)
def test_half_planes_are_all_separable_sets_by_linear_programming(rows: int, columns: int) -> None:
    of = families.half_planes(rows, columns)
    points = cells(rows, columns)
    every = (
        frozenset(point for point, bit in zip(points, bits, strict=True) if bit)
        for bits in itertools.product([False, True], repeat=len(points))
    )
    assert listed(of) == {some for some in every if separable(rows, columns, some)}


@given(st.integers(1, 6), st.integers(1, 6))
def test_half_planes_of_a_grid_on_its_side_are_those_of_the_grid(rows: int, columns: int) -> None:
    upright = listed(families.half_planes(rows, columns))
    on_its_side = listed(families.half_planes(columns, rows))
    assert on_its_side == {frozenset((j, i) for i, j in some) for some in upright}


LARGER = families.half_planes(4, 5)
LARGER_SETS = listed(LARGER)


@settings(max_examples=30)
@given(st.sampled_from(sorted(LARGER_SETS, key=sorted)), st.sampled_from(cells(4, 5)))
@example(frozenset(), (0, 0))
def test_a_half_plane_with_one_cell_turned_is_listed_iff_it_is_separable(
    half_plane: frozenset[tuple[int, int]], cell: tuple[int, int]
) -> None:
    assert separable(4, 5, half_plane)
    turned = half_plane ^ {cell}
    assert (turned in LARGER_SETS) == separable(4, 5, turned)


# OEIS A114043: ways to divide an n x n grid into two sets with a line; a half-plane is one side.
DIVISIONS = {1: 1, 2: 7, 3: 29, 4: 87, 5: 201, 6: 419, 7: 749, 8: 1283, 9: 2041, 10: 3107}


@pytest.mark.parametrize(("n", "divisions"), DIVISIONS.items())
def test_half_planes_are_as_many_as_others_counted(n: int, divisions: int) -> None:
    of = families.half_planes(n, n)
    assert len(of) == 2 * divisions
    assert {tuple(row) for row in (~of.table).tolist()} == {tuple(r) for r in of.table.tolist()}
    assert of.names[0] == "nothing"
    assert of.names[-1] == "everything"
    assert of.table.sum(axis=1).tolist() == sorted(of.table.sum(axis=1).tolist())


@pytest.mark.parametrize(
    ("of", "size"),
    [
        (families.initial_segments(1000), 1001),
        (families.intervals(13), 91),
        (families.intervals(140), 9870),
        (families.intervals(140, empty=True), 9871),
        (families.boxes(12, 12), 78 * 78),
        (families.boxes(1, 20, empty=True), 211),
    ],
    ids=str,
)
def test_sizes_are_the_closed_forms_ten_times_beyond_the_oracle(
    of: HypothesisClass, size: int
) -> None:
    assert len(of) == size


@pytest.mark.parametrize(
    ("of", "dimension"),
    [
        (families.initial_segments(6), 1),
        (families.intervals(2), 1),
        (families.intervals(6), 2),
        (families.boxes(2, 2), 2),
        (families.boxes(3, 3), 4),
        (families.half_planes(2, 2), 3),
        (families.half_planes(3, 3), 3),
    ],
    ids=str,
)
def test_the_dimension_is_the_one_in_the_docstring(of: HypothesisClass, dimension: int) -> None:
    assert vc_dimension(of) == dimension


def test_half_planes_too_many_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match=r"half_planes\(99, 99\) lists [\d,]+ hypotheses on 9,801"):
        families.half_planes(99, 99)
