from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from teachsim.core.arrays import BoolArray
from teachsim.symbolic import words

SETS = hnp.arrays(np.bool_, st.tuples(st.integers(1, 4), st.integers(1, 140)))


@given(SETS)
def test_unpacking_what_was_packed_gives_the_sets_back(sets: BoolArray) -> None:
    back = words.unpack(words.pack(sets), n_bits=sets.shape[-1])
    assert back.dtype == np.bool_
    assert (back == sets).all()


@given(SETS)
def test_counting_words_counts_members(sets: BoolArray) -> None:
    assert words.count(words.pack(sets)).tolist() == sets.sum(axis=1).tolist()


@given(SETS)
def test_bit_i_of_a_set_is_bit_i_of_its_integer(sets: BoolArray) -> None:
    expected = [sum(1 << int(i) for i in np.flatnonzero(row)) for row in sets]
    assert list(words.integers(words.pack(sets))) == expected


@given(SETS)
def test_a_complement_has_no_bit_beyond_the_last_member(sets: BoolArray) -> None:
    m = sets.shape[-1]
    outside = words.complement(words.pack(sets), n_bits=m)
    assert all(bits < 1 << m for bits in words.integers(outside))
    assert (words.unpack(outside, n_bits=m) == ~sets).all()


@given(SETS)
def test_indices_are_the_members_in_order(sets: BoolArray) -> None:
    for row in sets:
        members = words.indices(words.pack(row), n_bits=len(row))
        assert members.tolist() == [i for i, inside in enumerate(row.tolist()) if inside]


@pytest.mark.parametrize(("n_bits", "expected"), [(0, 0), (1, 1), (64, 1), (65, 2), (128, 2)])
def test_words_are_counted_by_rounding_up(n_bits: int, expected: int) -> None:
    assert words.n_words(n_bits) == expected
    assert len(words.full(n_bits)) == expected


def test_packing_a_transposed_table_is_packing_its_columns() -> None:
    table = np.random.default_rng(0).random((70, 9)) < 0.5
    assert (words.pack(table.T) == words.pack(np.ascontiguousarray(table.T))).all()
