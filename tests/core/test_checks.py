"""The strict readers: what Python or numpy would silently take for something else is refused."""

import math

import numpy as np
import pytest

import teachsim as ts
from teachsim.core.arrays import sealed
from teachsim.core.checks import (
    blind_spot,
    chance,
    one_of,
    signed,
    stated,
    whole_number,
    whole_numbers,
)
from tests.core.small import NESTED, key, listed


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3)])
def test_a_whole_number_is_an_int_whatever_its_type(value: object) -> None:
    number = whole_number(value, thing="rounds", least=1, way_out="give one")
    assert number == 3
    assert type(number) is int


@pytest.mark.parametrize("value", [True, np.True_, 1.0, "3", None, 0, -1, math.nan, [3], 1 + 0j])
def test_what_is_no_whole_number_is_refused_with_thing_value_rule_and_way_out(
    value: object,
) -> None:
    with pytest.raises(ValueError, match=r"^rounds is .*, but must be a whole .* 1; give one$"):
        whole_number(value, thing="rounds", least=1, way_out="give one")


@pytest.mark.parametrize("value", [0, 1, 0.25, np.float32(0.5)])
def test_a_chance_lies_between_0_and_1_both_included(value: float) -> None:
    assert chance(value, thing="rate") == value


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan, math.inf, "0.5", None, True])
def test_what_is_no_chance_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"^rate is .*, but a chance is a number in \[0, 1\]"):
        chance(value, thing="rate")


def test_whole_numbers_are_a_copy() -> None:
    mine = np.array([1, 2], dtype=np.int32)
    read = whole_numbers(mine, thing="prompts", way_out="number them")
    mine[0] = 7
    assert read.tolist() == [1, 2]
    assert read.dtype == np.int64


@pytest.mark.parametrize("withheld", [[1, 2], {1, 2}, np.array([1, 2]), np.array([0, 1, 1]) > 0])
def test_a_blind_spot_is_numbers_of_answers_or_a_bool_for_each(withheld: list[int]) -> None:
    blind = blind_spot(withheld, n_answers=3, thing="withheld")
    assert blind.tolist() == [False, True, True]


@pytest.mark.parametrize("withheld", [1, None, 1.5, iter([1])])
def test_a_blind_spot_that_is_no_collection_is_refused(withheld: list[int]) -> None:
    with pytest.raises(ValueError, match=r"^withheld is .*, but must be a collection of numbers"):
        blind_spot(withheld, n_answers=3, thing="withheld")


@pytest.mark.parametrize("withheld", [[3], [-1], ["a"], np.ones(2, dtype=np.bool_)])
def test_a_blind_spot_elsewhere_is_refused(withheld: list[int]) -> None:
    with pytest.raises(ValueError, match=r"^withheld is .*, but must number answers in 0\.\.2"):
        blind_spot(withheld, n_answers=3, thing="withheld")


def test_a_key_of_bool_becomes_right_and_wrong() -> None:
    assert signed([[True, False]], shape=(1, 2), owner="right").tolist() == [[1, -1]]


@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.float64])
def test_a_signed_key_stays_what_it_is(dtype: type) -> None:
    key = signed(np.array([[1, 0, -1]], dtype=dtype), shape=(1, 3), owner="right")
    assert key.tolist() == [[1, 0, -1]]
    assert key.dtype == np.int8


def test_a_truth_of_0_and_1_is_refused_as_0_could_mean_wrong_or_neither() -> None:
    for dtype in (np.int64, np.uint8, np.float64):
        table = np.array([[0, 1]], dtype=dtype)
        with pytest.raises(ValueError, match=r"^right holds only 0 and 1, but 0 means neither"):
            stated(table, shape=(1, 2), owner="right")
    assert stated(np.array([[0, 1]], dtype=np.int8), shape=(1, 2), owner="right")[0, 0] == 0
    assert stated([[0, 1, -1]], shape=(1, 3), owner="right").tolist() == [[0, 1, -1]]
    assert stated([[1, 1]], shape=(1, 2), owner="right").tolist() == [[1, 1]]
    assert stated([[False, True]], shape=(1, 2), owner="right").tolist() == [[-1, 1]]


@pytest.mark.parametrize("table", [[[2, 0]], [[math.nan, 0.0]], [[0.5, 1.0]], [["a", "b"]]])
def test_a_key_with_other_entries_is_refused(table: list[list[object]]) -> None:
    with pytest.raises(ValueError, match=r"^right has entries \[.*must be bool or hold only"):
        signed(table, shape=(1, 2), owner="right")  # type: ignore[arg-type]


@pytest.mark.parametrize("table", [[True, False], [[True], [False]], True, [[1, 0], [1]]])
def test_a_key_of_another_shape_is_refused(table: object) -> None:
    with pytest.raises(ValueError, match=r"^right has .* but must be"):
        signed(table, shape=(1, 2), owner="right")  # type: ignore[arg-type]


def test_a_key_is_a_copy_that_cannot_be_written_to() -> None:
    mine = np.array([[1, -1]], dtype=np.int8)
    key = signed(mine, shape=(1, 2), owner="right")
    mine[0, 0] = -1
    assert key.tolist() == [[1, -1]]
    assert not key.flags.writeable


def test_a_sentence_quotes_the_beginning_of_a_long_value_on_one_line() -> None:
    phase = ts.Phase(ts.QUERY, 1)
    long = (np.eye(9), ts.Scenario("long", listed(*NESTED), key("110"), [phase] * 9), "x" * 500)
    for value in long:
        with pytest.raises(ValueError, match=r"^it is [^\n]{1,80}\.\.\., but must be of the kind"):
            one_of(ts.Phase, value, thing="it", way_out="pass one")
        with pytest.raises(ValueError, match=r"^it is [^\n]{1,80}\.\.\., but must be a whole"):
            whole_number(value, thing="it", least=0, way_out="pass one")
        with pytest.raises(ValueError, match=r"^it is [^\n]{1,80}\.\.\., but a chance"):
            chance(value, thing="it")
        with pytest.raises(ValueError, match=r"^they are [^\n]{1,80}\.\.\., but must be whole"):
            whole_numbers(value, thing="they", way_out="number them")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (10**5000, "it is a number of about 5,000 digits, but"),
        (-(10**5000), "it is a negative number of about 5,000 digits, but"),
        ((1, 10**5000), "it is a tuple with more digits than can be printed, but"),
    ],
    ids=["large", "below 0", "inside"],  # by themselves pytest would print them
)
def test_a_number_of_more_digits_than_python_prints_is_told_by_its_size(
    value: object, told: str
) -> None:
    with pytest.raises(ValueError, match=rf"^{told}"):
        one_of(str, value, thing="it", way_out="pass one")


def test_what_is_sealed_cannot_be_opened_again() -> None:
    mine = np.array([[1, 2], [3, 4]], dtype=np.int8).T
    copy = sealed(mine)
    mine[:] = 0
    assert copy.tolist() == [[1, 3], [2, 4]]
    assert copy.dtype == np.int8
    with pytest.raises(ValueError, match="WRITEABLE"):
        copy.setflags(write=True)
    assert sealed(np.zeros((0, 2))).shape == (0, 2)
