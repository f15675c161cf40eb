"""What may be said: worked out by the loop, so that no teacher can lie or, examining, be silent."""

import numpy as np
import pytest

import teachsim as ts
from teachsim.core.legality import legal_lesson
from tests.core.small import Picking, asking, cells, key, largest, scenario, smallest, told

ALL = np.array([0])


def legal(
    regime: ts.Regime, row: str, *, asked: list[int] | None = None, scope: list[int] | None = None
) -> dict[int, int]:
    """Number and mark of each legal answer, for a truth given as a string."""
    table = np.where(key(row), 1, -1).astype(np.int8)
    put = None if asked is None else ts.Answers(*np.divmod(asked, table.shape[1]))
    prompts = np.arange(len(table)) if scope is None else np.array(scope)
    lesson = legal_lesson(regime, table, scope=prompts, asked=put)
    numbers = cells(lesson.answers, n_responses=table.shape[1])
    return dict(zip(numbers, lesson.marks.tolist(), strict=True))


def test_a_demonstrator_may_show_the_right_answers_and_no_other() -> None:
    assert legal(ts.DEMONSTRATION, "0110") == {1: 1, 2: 1}


def test_an_informant_may_show_all_answers_each_with_its_mark() -> None:
    assert legal(ts.INFORMANT, "01") == {0: -1, 1: 1}


def test_what_the_learner_asks_is_marked_and_nothing_else() -> None:
    assert legal(ts.QUERY, "0110", asked=[3, 2]) == {3: -1, 2: 1}


def test_approval_marks_the_right_ones_and_is_silent_on_the_others() -> None:
    assert legal(ts.APPROVAL, "0110", asked=[3, 2]) == {3: 0, 2: 1}


def test_an_examiner_may_name_what_is_made_up_and_what_is_left_out() -> None:
    assert legal(ts.EXAMINATION, "0110", asked=[0, 1]) == {0: -1, 2: 1}


def test_one_sided_examiners_may_name_errors_of_their_kind_alone() -> None:
    assert legal(ts.HALLUCINATIONS_ONLY, "0110", asked=[0, 1]) == {0: -1}
    assert legal(ts.OMISSIONS_ONLY, "0110", asked=[0, 1]) == {2: 1}


def test_there_is_no_error_to_name_where_the_claims_are_the_truth() -> None:
    assert legal(ts.EXAMINATION, "0110", asked=[1, 2]) == {}


def test_only_the_prompts_of_the_phase_are_taught() -> None:
    assert legal(ts.DEMONSTRATION, "01 10", scope=[1]) == {2: 1}
    assert legal(ts.INFORMANT, "01 10", scope=[1]) == {2: 1, 3: -1}
    assert legal(ts.EXAMINATION, "01 10", scope=[1], asked=[]) == {2: 1}


def test_a_prompt_without_right_answers_has_nothing_to_demonstrate() -> None:
    assert legal(ts.DEMONSTRATION, "00 01") == {3: 1}
    assert legal(ts.EXAMINATION, "00 01", asked=[3]) == {}


# ---------------------------------------------------------------- "I don't know": neither, mark 0
IDK = np.array([[1, -1, 0]], dtype=np.int8)


def test_i_do_not_know_is_neither_shown_nor_an_error_nor_approved() -> None:
    for regime in (ts.DEMONSTRATION, ts.INFORMANT):
        shown = legal_lesson(regime, IDK, scope=ALL, asked=None)
        assert 2 not in shown.answers.responses
    unsure = ts.Answers([0], [2])
    assert legal_lesson(ts.QUERY, IDK, scope=ALL, asked=unsure).marks.tolist() == [0]
    assert legal_lesson(ts.APPROVAL, IDK, scope=ALL, asked=unsure).marks.tolist() == [0]
    named = legal_lesson(ts.EXAMINATION, IDK, scope=ALL, asked=unsure)
    assert named.answers.responses.tolist() == [0]  # that the right answer is missing


def test_no_error_does_not_call_a_claimed_i_do_not_know_right() -> None:
    """It did, and every learner that trusted it lost the truth, in which that is not right."""
    claims = ts.Answers([0, 0], [0, 2])
    lesson = legal_lesson(ts.EXAMINATION, IDK, scope=ALL, asked=claims)
    answers, marks = lesson.evidence(3)
    assert dict(zip(answers.responses.tolist(), marks.tolist(), strict=True)) == {
        0: 1,
        1: -1,
        2: -1,
    }


# ---------------------------------------------------------------- the teacher's pick, checked
@pytest.mark.parametrize(
    ("regime", "picked", "rule"),
    [
        (ts.DEMONSTRATION, [9], "must pick 0 to 1 of the 2 legal answers by position 0..1"),
        (ts.DEMONSTRATION, [-1], "must pick 0 to 1 of the 2 legal answers by position 0..1"),
        (ts.DEMONSTRATION, [0, 1], "must pick 0 to 1"),
        (ts.EXAMINATION, [], r"must pick 1 to 1"),
        (ts.DEMONSTRATION, [True], "must be whole numbers"),
        (ts.DEMONSTRATION, [0.5], "must be whole numbers"),
        (ts.DEMONSTRATION, None, "must be whole numbers"),
    ],
)
def test_an_illegal_pick_is_refused_by_the_name_of_the_teacher(
    regime: ts.Regime, picked: object, rule: str
) -> None:
    cheat = Picking(lambda view, rng: picked)
    with pytest.raises(ValueError, match=rf"Picking.*{rule}"):
        ts.simulate(scenario("110", regime, teacher=cheat), largest)


def test_a_teacher_is_not_consulted_where_it_has_nothing_to_say_or_every_mark_is_forced() -> None:
    never = Picking(lambda view, rng: [99])
    for regime in (ts.QUERY, ts.STRICT_APPROVAL):
        ts.simulate(scenario("110", regime, teacher=never), smallest)
    ts.simulate(scenario("111", ts.HALLUCINATIONS_ONLY, teacher=never), largest)
    ts.simulate(scenario("010", ts.APPROVAL, teacher=never), asking(0, of="010"))


def test_silence_is_legal_where_the_teacher_may_withhold_and_reaches_the_learner() -> None:
    mute = Picking(lambda view, rng: [])
    for regime in (ts.DEMONSTRATION, ts.INFORMANT):
        assert told(ts.simulate(scenario("110", regime, teacher=mute), smallest)) == [[], [], []]
    approval = ts.simulate(scenario("110", ts.APPROVAL, teacher=mute), asking(1, of="110"))
    assert told(approval) == [[(1, 0)]] * 3


def test_a_regime_of_ones_own_may_let_a_queried_teacher_withhold() -> None:
    shy = ts.Regime("shy query", ts.Picks.LEARNER, ts.Marks.BOTH, may_withhold=True)
    only_wrong = Picking(lambda view, rng: np.flatnonzero(view.legal.marks < 0))
    run = ts.simulate(scenario("110", shy, teacher=only_wrong, batch=2), asking(1, 2, of="110"))
    assert told(run) == [[(1, 0), (2, -1)]] * 3


def test_a_demonstrator_may_repeat_itself_within_a_lesson() -> None:
    twice = Picking(lambda view, rng: [0, 0])
    run = ts.simulate(scenario("010", ts.DEMONSTRATION, teacher=twice, batch=2), smallest)
    assert told(run)[0] == [(1, 1), (1, 1)]
