"""Answers: two columns of whole numbers that nobody can change afterwards."""

import numpy as np
import pytest

import teachsim as ts


def test_answers_of_a_table_come_prompt_by_prompt() -> None:
    answers = ts.Answers.of(np.array([[False, True, True], [True, False, False]]))
    assert answers.prompts.tolist() == [0, 0, 1]
    assert answers.responses.tolist() == [1, 2, 0]
    assert len(answers) == 3


def test_an_answer_has_the_number_prompt_times_responses_plus_response() -> None:
    assert ts.Answers([0, 1, 2], [2, 0, 1]).cells(3).tolist() == [2, 3, 7]


def test_taking_rows_keeps_their_order() -> None:
    taken = ts.Answers([0, 1, 2], [5, 6, 7]).take(np.array([2, 0]))
    assert (taken.prompts.tolist(), taken.responses.tolist()) == ([2, 0], [7, 5])


def test_no_answers_are_answers_too() -> None:
    assert len(ts.Answers([], [])) == 0
    assert ts.Answers([], []).prompts.dtype == np.int64


def test_answers_are_a_copy_that_cannot_be_written_to() -> None:
    mine = np.array([1, 2])
    answers = ts.Answers(mine, mine)
    mine[0] = 9
    assert answers.prompts.tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        answers.prompts[0] = 9


@pytest.mark.parametrize("column", [[0.5], [True], ["0"], [None], [[0], [1, 2]], [10**30]])
def test_anything_but_whole_numbers_is_refused(column: list[object]) -> None:
    with pytest.raises(ValueError, match=r"^prompts of answers are .*must be whole numbers; "):
        ts.Answers(column, [0])  # type: ignore[arg-type]


@pytest.mark.parametrize(("prompts", "responses"), [([0], [0, 1]), (0, 0), ([[0]], [[0]])])
def test_columns_of_different_shapes_are_refused(prompts: object, responses: object) -> None:
    with pytest.raises(ValueError, match=r"one length, got shapes .*pass two \(n,\) arrays"):
        ts.Answers(prompts, responses)  # type: ignore[arg-type]


def test_answers_stay_as_they_are_whoever_tries() -> None:
    answers = ts.Answers([0, 1], [1, 0])
    for column in (answers.prompts, answers.responses):
        with pytest.raises(ValueError, match="WRITEABLE"):
            column.setflags(write=True)
