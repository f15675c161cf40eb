from __future__ import annotations

import dataclasses
import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray
from teachsim.core.space import HypothesisSpace
from teachsim.symbolic import HypothesisClass, VersionSpace
from teachsim.symbolic.answers import answers_in_range

TABLES = hnp.arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 6))).map(
    lambda table: np.unique(table, axis=0)
)
BIG = np.unique(np.random.default_rng(1).random((150, 70)) < 0.4, axis=0)


@st.composite
def classes_and_marks(
    draw: st.DrawFn,
) -> tuple[HypothesisClass, list[int], list[int], list[int]]:
    """A class of one or several prompts with some marked answers."""
    n_prompts, n_responses = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    shape = st.tuples(st.integers(1, 12), st.just(n_prompts * n_responses))
    table = np.unique(draw(hnp.arrays(np.bool_, shape)), axis=0)
    n = draw(st.integers(0, 5))

    def drawn(low: int, high: int) -> list[int]:
        return draw(st.lists(st.integers(low, high), min_size=n, max_size=n))

    of = HypothesisClass(table, n_prompts=n_prompts)
    return of, drawn(0, n_prompts - 1), drawn(0, n_responses - 1), drawn(-1, 1)


def answered(prompts: npt.ArrayLike, responses: npt.ArrayLike) -> Answers:
    return Answers(np.asarray(prompts), np.asarray(responses))


def agrees(key: BoolArray, answers: list[tuple[int, int, int]]) -> bool:
    return all(mark == 0 or bool(key[p, r]) == (mark > 0) for p, r, mark in answers)


@given(classes_and_marks())
def test_given_keeps_exactly_the_hypotheses_that_agree_with_every_mark(
    drawn: tuple[HypothesisClass, list[int], list[int], list[int]],
) -> None:
    of, prompts, responses, marks = drawn
    heard = list(zip(prompts, responses, marks, strict=True))
    expected = [h for h in range(len(of)) if agrees(of.key(h), heard)]
    space = of.given(answered(prompts, responses), marks)
    assert space.indices().tolist() == expected
    assert len(space) == len(expected)
    assert [space.contains(of.key(h)) for h in range(len(of))] == [
        h in expected for h in range(len(of))
    ]


@given(classes_and_marks())
def test_hearing_marks_one_by_one_is_hearing_them_together(
    drawn: tuple[HypothesisClass, list[int], list[int], list[int]],
) -> None:
    of, prompts, responses, marks = drawn
    space = of.everything
    for p, r, mark in zip(prompts, responses, marks, strict=True):
        space = space.given(answered([p], [r]), [mark])
    assert (space.alive == of.given(answered(prompts, responses), marks).alive).all()


@given(classes_and_marks())
def test_shares_are_the_mean_of_the_table_and_zero_when_nothing_is_left(
    drawn: tuple[HypothesisClass, list[int], list[int], list[int]],
) -> None:
    of, prompts, responses, marks = drawn
    space = of.given(answered(prompts, responses), marks)
    mean = space.table.mean(axis=0) if len(space) else np.zeros(of.n_instances)
    assert np.allclose(space.shares().ravel(), mean)
    assert np.allclose(of.shares().ravel(), of.table.mean(axis=0))


def test_given_and_shares_hold_beyond_one_word() -> None:
    of = HypothesisClass(BIG)
    right, wrong = np.array([3, 69]), np.array([0, 64])
    keep = BIG[:, right].all(axis=1) & ~BIG[:, wrong].any(axis=1)
    space = of.given(answered(np.zeros(4, int), np.r_[right, wrong]), [1, 1, -1, -1])
    assert space.indices().tolist() == np.flatnonzero(keep).tolist()
    assert np.allclose(space.shares()[0], BIG[keep].mean(axis=0))


def test_columns_and_rows_are_the_table_read_both_ways() -> None:
    of = HypothesisClass(BIG)
    for x, column in enumerate(of.column_bits):
        assert column == sum(1 << h for h in range(len(of)) if BIG[h, x])
    for h, row in enumerate(of.row_bits):
        assert row == sum(1 << x for x in range(of.n_instances) if BIG[h, x])


@given(TABLES)
def test_strings_of_a_table_read_back_as_that_table(table: BoolArray) -> None:
    strings = ["".join("01"[int(bit)] for bit in row) for row in table]
    of = HypothesisClass.from_strings(strings)
    assert (of.table == table).all()
    assert of.names == tuple(strings)


@given(hnp.arrays(np.int64, (5, 3), elements=st.integers(0, 2)))
def test_a_multi_valued_class_holds_one_response_to_each_prompt_right(
    answers: np.ndarray[tuple[int, int], np.dtype[np.int64]],
) -> None:
    answers = np.unique(answers, axis=0)
    of = HypothesisClass.from_answers(answers, n_responses=3)
    assert (of.n_prompts, of.n_responses) == (3, 3)
    for h, row in enumerate(answers):
        assert np.argwhere(of.key(h)).tolist() == [[p, r] for p, r in enumerate(row)]
        assert of.names[h] == " ".join(map(str, row))


def test_a_table_of_three_axes_has_as_many_prompts_as_its_second() -> None:
    table = np.array([[[1, 0], [0, 1]], [[0, 1], [0, 1]]])
    of = HypothesisClass(table)
    assert (of.n_prompts, of.n_responses, of.n_instances) == (2, 2, 4)
    assert of.instances == ("0:0", "0:1", "1:0", "1:1")
    assert (of.key(1) == table[1]).all()


def test_a_class_and_its_version_spaces_are_hypothesis_spaces() -> None:
    of = HypothesisClass.from_strings(["01", "10"])
    spaces: list[HypothesisSpace] = [of, of.everything]
    assert [len(space) for space in spaces] == [2, 2]


def test_a_hypothesis_is_found_by_its_name_and_by_its_row() -> None:
    of = HypothesisClass([[0, 1, 1], [1, 0, 0]], ["tail", "head"], instances=["a", "b", "c"])
    assert of.index("head") == 1
    assert of.index(of[0]) == 0
    assert of.describe(0) == "{b, c}"
    assert not of.contains(np.array([[True, True, True]]))
    assert repr(of) == "HypothesisClass(2 hypotheses on 3 instances)"
    with pytest.raises(ValueError, match=r"no hypothesis is called 'neck'; .* 'tail', 'head'"):
        of.index("neck")
    with pytest.raises(ValueError, match="no hypothesis"):
        of.index([1, 1, 1])
    with pytest.raises(ValueError, match="3 entries, got 2"):
        of.index([1, 1])


def test_a_key_with_wrong_marks_is_not_taken_for_a_table_of_right_answers() -> None:
    of = HypothesisClass([[0, 1]])
    with pytest.raises(ValueError, match=r"key > 0"):
        of.find(np.array([[-1, 1]]))


def test_a_class_cannot_be_changed_and_does_not_follow_its_source() -> None:
    source = np.array([[True, False], [False, True]])
    of = HypothesisClass(source)
    source[:] = False
    assert of.table.tolist() == [[True, False], [False, True]]
    with pytest.raises(ValueError, match="read-only"):
        of.table[0, 0] = False
    with pytest.raises(dataclasses.FrozenInstanceError):
        of.n_prompts = 2  # type: ignore[misc]


def test_a_version_space_becomes_a_class_with_its_names() -> None:
    of = HypothesisClass(np.eye(4, dtype=bool), names=list("abcd"), layout=(4,))
    smaller = of.given(answered([0], [1]), [-1]).as_class()
    assert smaller.names == ("a", "c", "d")
    assert smaller.layout == (4,)
    assert (smaller.table == np.eye(4, dtype=bool)[[0, 2, 3]]).all()
    with pytest.raises(ValueError, match="no hypothesis"):
        of.given(answered([0, 0], [1, 1]), [1, -1]).as_class()


@given(TABLES, st.data())
def test_a_repeated_hypothesis_is_refused_and_both_are_named(
    table: BoolArray, data: st.DataObject
) -> None:
    twin = data.draw(st.integers(0, len(table) - 1))
    names = [f"n{h}" for h in range(len(table))] + ["again"]
    with pytest.raises(ValueError, match=f"'n{twin}' and 'again'"):
        HypothesisClass(np.vstack([table, table[twin]]), names)


def test_the_duplicate_that_a_reader_meets_first_is_named() -> None:
    with pytest.raises(ValueError, match="'h1' and 'h3'"):
        HypothesisClass.from_strings(["11", "10", "01", "10", "11"])


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([], "no hypothesis or no instance"),
        (np.zeros((3, 0)), "no hypothesis or no instance"),
        ([1, 0], r"got shape \(2,\)"),
        (np.zeros((1, 1, 1, 1)), r"got shape \(1, 1, 1, 1\)"),
        ([[0, 1], [1]], "different lengths"),
        ([[0, 2]], "has 2 for hypothesis 'h0' and instance '1'"),
        ([[0, -1]], "has -1 for hypothesis 'h0' and instance '1'"),
        ([[0.0, math.nan]], "has nan for hypothesis 'h0' and instance '1'"),
        ([[0.5, 0]], r"has 0\.5 for"),
        ([["0", "1"]], "must hold 0 and 1, got entries of type <U1"),
        ([[None, 1]], "must hold 0 and 1, got entries of type object"),
    ],
)
def test_a_table_that_is_no_class_is_refused_in_one_sentence(table: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        HypothesisClass(table)  # type: ignore[arg-type]


def test_names_must_be_as_many_as_there_are_things_and_differ() -> None:
    table = [[0, 1], [1, 0]]
    with pytest.raises(ValueError, match="got 1 hypothesis names for 2"):
        HypothesisClass(table, ["a"])
    with pytest.raises(ValueError, match="hypothesis name 'a' is given to both 0 and 1"):
        HypothesisClass(table, ["a", "a"])
    with pytest.raises(ValueError, match="instance name 'x' is given to both 0 and 1"):
        HypothesisClass(table, instances=["x", "x"])
    with pytest.raises(ValueError, match="hypothesis 1 has the name 3; names are strings"):
        HypothesisClass(table, ["a", 3])  # type: ignore[list-item]


def test_names_of_hypotheses_and_instances_may_be_passed_by_position() -> None:
    of = HypothesisClass([[0, 1], [1, 0]], ["tail", "head"], ["x", "y"])
    assert (of.names, of.instances) == (("tail", "head"), ("x", "y"))


@pytest.mark.parametrize("names", [2, "ab", 0.5])
def test_names_that_are_no_list_are_refused(names: list[str]) -> None:
    table = [[0, 1], [1, 0]]
    with pytest.raises(ValueError, match=r"^hypothesis names are .* must be a list of strings; pa"):
        HypothesisClass(table, names)
    with pytest.raises(ValueError, match=r"^instance names are .* must be a list of strings; pass"):
        HypothesisClass(table, instances=names)


@pytest.mark.parametrize("n_prompts", [1.0, "1", True, None, 0, -1])
@pytest.mark.parametrize("table", [[[0, 1]], [[[0, 1]]]])
def test_a_number_of_prompts_is_a_whole_number(table: list[list[int]], n_prompts: int) -> None:
    with pytest.raises(ValueError, match=r"^n_prompts is .*whole number of at least 1; leave"):
        HypothesisClass(table, n_prompts=n_prompts)


@pytest.mark.parametrize("layout", [3, "3", (1.5, 2), (3.0,), (True, 3)])
def test_a_layout_is_made_of_whole_numbers(layout: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"^layout .* must be \(n,\) or \(rows, columns\) with"):
        HypothesisClass([[0, 1, 1]], layout=layout)


def test_prompts_and_layouts_must_fit_the_instances() -> None:
    with pytest.raises(ValueError, match="n_prompts is 2 but must divide the 3 instances"):
        HypothesisClass([[0, 1, 1]], n_prompts=2)
    with pytest.raises(ValueError, match="n_prompts is 3 but table of shape"):
        HypothesisClass(np.ones((1, 2, 2)), n_prompts=3)
    with pytest.raises(ValueError, match=r"layout \(2, 2\) must be"):
        HypothesisClass([[0, 1, 1]], layout=(2, 2))


def test_a_class_above_its_memory_budget_is_refused_with_the_estimate() -> None:
    with pytest.raises(ValueError, match=r"3 hypotheses on 3 instances would take about [\d,]+ by"):
        HypothesisClass(np.eye(3), max_bytes=100)
    huge = np.broadcast_to(np.zeros(1, dtype=bool), (2**20, 2**12))
    with pytest.raises(ValueError, match="raise max_bytes"):
        HypothesisClass(huge)


@pytest.mark.parametrize(
    ("strings", "message"),
    [
        ([], "got no string"),
        (["01", "0"], "hypothesis 1 is '0' of 1 instances but the first has 2"),
        (["0x"], "hypothesis 0 is '0x'"),
        (["\u0661"], "must be a string of 0 and 1"),
        ([""], "no instance"),
        ("01", "from_strings got '01'; pass a list of strings, one for each hypothesis"),
        (5, "from_strings got 5; pass a list of strings"),
        ([110], "hypothesis 0 is 110; it must be a string of 0 and 1"),
        (["01", None], "hypothesis 1 is None; it must be a string"),
    ],
)
def test_strings_that_are_no_class_are_refused(strings: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        HypothesisClass.from_strings(strings)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([[0, 3]], "answers 3 to prompt 1; responses run from 0 to 2"),
        ([[-1, 0]], "answers -1 to prompt 0"),
        ([[0.5, 0]], "whole numbers"),
        ([0, 1], r"shape \(2,\)"),
        ([[0, 1], [0, 1]], "'h0' and 'h1'"),
    ],
)
def test_answers_that_are_no_class_are_refused(answers: list[list[int]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        HypothesisClass.from_answers(answers, n_responses=3)


@pytest.mark.parametrize("n_responses", [0, -1, 2.0, "2", True])
def test_there_is_at_least_one_response(n_responses: int) -> None:
    with pytest.raises(ValueError, match=r"^n_responses is .*whole number of at least 1; give"):
        HypothesisClass.from_answers([[0, 1]], n_responses=n_responses)


def test_answers_in_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="answers must be whole numbers of shape"):
        HypothesisClass.from_answers([[0, 1], [0]], n_responses=2)


@pytest.mark.parametrize(
    ("heard", "message"),
    [
        (([1], [0], [1]), "prompt 1, response 0; prompts run from 0 to 0"),
        (([0], [-1], [1]), "response -1"),
        (([0], [3], [1]), "responses from 0 to 2"),
        (([0, 0], [1], [1]), "of one length"),
        (([0], [1], [1, 1]), "one mark for each answer"),
        (([0], [1], [2]), "marks must be"),
    ],
)
def test_a_mark_on_no_answer_is_refused(
    heard: tuple[list[int], list[int], list[int]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        HypothesisClass([[0, 1, 1]]).given(answered(heard[0], heard[1]), heard[2])


def test_prompts_and_responses_pair_up() -> None:
    assert answers_in_range([0, 1], [2, 0], shape=(2, 3)).tolist() == [2, 3]
    with pytest.raises(
        ValueError, match=r"prompts \(2,\) and responses \(1,\) must be lists of equ"
    ):
        answers_in_range([0, 0], [1], shape=(1, 3))


def test_a_version_space_needs_one_bit_a_hypothesis() -> None:
    with pytest.raises(ValueError, match=r"alive must be \(1,\) uint64 words"):
        VersionSpace(HypothesisClass([[0, 1]]), np.zeros(2, dtype=np.uint64))
