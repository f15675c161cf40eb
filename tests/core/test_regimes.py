"""Regimes: two questions and a rule about silence; and lessons that keep to them."""

import numpy as np
import pytest

import teachsim as ts
from tests.core.small import cells

NOTHING = ts.Answers([], [])
ONE_PROMPT = np.array([0])


def lesson(
    regime: ts.Regime, marks: list[int], *, asked: ts.Answers | None = None, n_prompts: int = 1
) -> ts.Lesson:
    answers = ts.Answers(np.zeros(len(marks), dtype=np.int64), np.arange(len(marks)))
    return ts.Lesson(regime, np.arange(n_prompts), answers, np.array(marks, dtype=np.int8), asked)


def evidence(said: ts.Lesson, *, n_responses: int) -> dict[int, int]:
    answers, marks = said.evidence(n_responses)
    return dict(zip(cells(answers, n_responses=n_responses), marks.tolist(), strict=True))


# ---------------------------------------------------------------- the table of design.md, section 1
@pytest.mark.parametrize(
    ("regime", "picks", "marks", "may_withhold"),
    [
        (ts.DEMONSTRATION, ts.Picks.TEACHER, ts.Marks.RIGHT, True),
        (ts.INFORMANT, ts.Picks.TEACHER, ts.Marks.BOTH, True),
        (ts.APPROVAL, ts.Picks.LEARNER, ts.Marks.RIGHT, True),
        (ts.STRICT_APPROVAL, ts.Picks.LEARNER, ts.Marks.RIGHT, False),
        (ts.QUERY, ts.Picks.LEARNER, ts.Marks.BOTH, False),
        (ts.EXAMINATION, ts.Picks.EXAMINER, ts.Marks.BOTH, False),
        (ts.HALLUCINATIONS_ONLY, ts.Picks.EXAMINER, ts.Marks.WRONG, False),
        (ts.OMISSIONS_ONLY, ts.Picks.EXAMINER, ts.Marks.RIGHT, False),
    ],
)
def test_each_regime_is_its_cell_of_the_table(
    regime: ts.Regime, picks: ts.Picks, marks: ts.Marks, may_withhold: bool
) -> None:
    assert (regime.picks, regime.marks, regime.may_withhold) == (picks, marks, may_withhold)
    assert regime in ts.REGIMES


def test_all_regimes_have_different_names_and_meanings() -> None:
    assert len({regime.name for regime in ts.REGIMES}) == len(ts.REGIMES) == 8
    assert len({(r.picks, r.marks, r.may_withhold) for r in ts.REGIMES}) == 8


@pytest.mark.parametrize(
    ("picks", "marks", "may_withhold", "rule"),
    [
        (ts.Picks.TEACHER, ts.Marks.WRONG, True, "wrong marks alone make sense in an examination"),
        (ts.Picks.LEARNER, ts.Marks.WRONG, False, "wrong marks alone make sense in an examination"),
        (ts.Picks.TEACHER, ts.Marks.BOTH, False, "set may_withhold=True"),
        (ts.Picks.EXAMINER, ts.Marks.BOTH, True, "set may_withhold=False"),
        ("teacher", ts.Marks.BOTH, True, r"picks=.* must be of the kind Picks"),
        (ts.Picks.TEACHER, "both", True, r"marks=.* must be of the kind Marks"),
    ],
)
def test_a_regime_that_means_nothing_is_refused(
    picks: ts.Picks, marks: ts.Marks, may_withhold: bool, rule: str
) -> None:
    with pytest.raises(ValueError, match=rule):
        ts.Regime("odd", picks, marks, may_withhold)


# ---------------------------------------------------------------- what follows from a lesson
def test_a_mark_is_its_own_evidence() -> None:
    assert evidence(lesson(ts.INFORMANT, [1, -1]), n_responses=3) == {0: 1, 1: -1}


def test_silence_on_an_answer_says_nothing_where_approval_may_be_withheld() -> None:
    said = lesson(ts.APPROVAL, [1, 0], asked=ts.Answers([0, 0], [0, 1]))
    assert evidence(said, n_responses=3) == {0: 1, 1: 0}


def test_silence_on_an_answer_means_wrong_where_approval_may_not_be_withheld() -> None:
    said = lesson(ts.STRICT_APPROVAL, [1, 0], asked=ts.Answers([0, 0], [0, 1]))
    assert evidence(said, n_responses=3) == {0: 1, 1: -1}


def test_strict_approval_is_what_it_is_under_any_other_name() -> None:
    alike = ts.Regime("graded", ts.Picks.LEARNER, ts.Marks.RIGHT, may_withhold=False)
    assert evidence(lesson(alike, [0], asked=ts.Answers([0], [0])), n_responses=2) == {0: -1}


def test_no_error_means_that_the_claims_are_right_and_nothing_else_is() -> None:
    said = lesson(ts.EXAMINATION, [], asked=ts.Answers([0], [1]))
    assert said.confirmed is said.asked
    assert evidence(said, n_responses=3) == {0: -1, 1: 1, 2: -1}


def test_no_hallucination_means_that_the_claims_are_right_and_says_no_more() -> None:
    said = lesson(ts.HALLUCINATIONS_ONLY, [], asked=ts.Answers([0], [1]))
    assert evidence(said, n_responses=3) == {1: 1}


def test_no_omission_means_that_nothing_else_is_right_and_says_no_more() -> None:
    said = lesson(ts.OMISSIONS_ONLY, [], asked=ts.Answers([0], [1]))
    assert evidence(said, n_responses=3) == {0: -1, 2: -1}


def test_no_error_says_nothing_about_prompts_outside_the_phase() -> None:
    said = ts.Lesson(
        ts.EXAMINATION, np.array([1]), NOTHING, np.zeros(0, np.int8), ts.Answers([1], [0])
    )
    assert evidence(said, n_responses=2) == {2: 1, 3: -1}


def test_an_examiner_who_names_an_error_confirms_nothing_else() -> None:
    said = lesson(ts.EXAMINATION, [-1], asked=ts.Answers([0, 0], [0, 1]))
    assert said.confirmed is None
    assert evidence(said, n_responses=2) == {0: -1}


def test_a_silent_demonstrator_confirms_nothing() -> None:
    assert lesson(ts.DEMONSTRATION, []).confirmed is None
    assert evidence(lesson(ts.DEMONSTRATION, []), n_responses=2) == {}


# ---------------------------------------------------------------- what a lesson may hold
@pytest.mark.parametrize(
    ("regime", "mark"),
    [
        (ts.DEMONSTRATION, -1),
        (ts.APPROVAL, -1),
        (ts.STRICT_APPROVAL, -1),
        (ts.OMISSIONS_ONLY, -1),
        (ts.HALLUCINATIONS_ONLY, 1),
        (ts.QUERY, 2),
    ],
)
def test_a_mark_that_the_regime_keeps_from_the_learner_is_refused(
    regime: ts.Regime, mark: int
) -> None:
    with pytest.raises(ValueError, match=r"are heard in the regime"):
        lesson(regime, [mark])


@pytest.mark.parametrize("marks", [[1, 1], [0.5], [[1]], []])
def test_marks_of_another_number_or_kind_are_refused(marks: list[object]) -> None:
    with pytest.raises(ValueError, match="a lesson of 1 answers has marks"):
        ts.Lesson(ts.QUERY, ONE_PROMPT, ts.Answers([0], [0]), np.array(marks))


def test_a_lesson_cannot_be_written_to_as_teacher_learner_and_transcript_share_it() -> None:
    marks = np.array([1], dtype=np.int8)
    said = ts.Lesson(ts.QUERY, ONE_PROMPT, ts.Answers([0], [0]), marks)
    marks[0] = -1
    assert said.marks.tolist() == [1]
    with pytest.raises(ValueError, match="read-only"):
        said.marks[0] = -1
