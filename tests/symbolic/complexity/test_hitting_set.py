"""The hitting-set search against an integer program that knows nothing of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from teachsim.symbolic.complexity.budget import Meter
from teachsim.symbolic.complexity.hitting_set import minimum_hitting_set


def by_integer_program(sets: list[int], n: int) -> int:
    rows = np.array([[bits >> x & 1 for x in range(n)] for bits in sets])
    found = milp(
        np.ones(n),
        constraints=LinearConstraint(rows, lb=1),
        integrality=np.ones(n, dtype=np.int64),
        bounds=Bounds(0, 1),
    )
    assert found.fun is not None
    return round(found.fun)


def smallest(sets: list[int]) -> int:
    found = minimum_hitting_set(dict(enumerate(sets)), meter=Meter(10**6))
    assert all(any(bits >> x & 1 for x in found.elements) for bits in sets)
    assert found.least == len(found.elements)
    return found.least


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 2**12 - 1), min_size=1, max_size=40))
def test_the_smallest_is_that_of_an_integer_program(sets: list[int]) -> None:
    assert smallest(sets) == by_integer_program(sets, 12)


@pytest.mark.parametrize("seed", range(3))
def test_large_families_agree_as_well(seed: int) -> None:
    rows = np.random.default_rng(seed).random((300, 25)) < 0.25
    sets = [int(sum(1 << int(x) for x in np.flatnonzero(row))) for row in rows if row.any()]

    assert smallest(sets) == by_integer_program(sets, 25)


def test_nothing_to_hit_takes_nothing() -> None:
    assert smallest([]) == 0
