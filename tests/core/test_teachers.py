"""Teachers: each picks among what is true, by its own lights."""

import re

import numpy as np
import pytest

import teachsim as ts
from teachsim.core.arrays import FloatArray
from tests.core.small import (
    NESTED,
    QUIZ,
    Picking,
    asking,
    cautious,
    key,
    largest,
    listed,
    scenario,
    smallest,
    told,
)


def shown(run: ts.Transcript) -> set[int]:
    """Numbers of all answers marked in a run."""
    return {cell for lesson in told(run) for cell, _ in lesson}


# ---------------------------------------------------------------- Negligent (claim A2)
def test_a_negligent_teacher_with_nothing_withheld_shows_everything_in_time() -> None:
    run = ts.simulate(scenario("111", ts.DEMONSTRATION, rounds=60), smallest)
    assert shown(run) == {0, 1, 2}
    assert ts.metrics.identified(run.policies, run.scenario.key)[-1]


@pytest.mark.parametrize(
    "withheld", [[0], (0,), {0}, np.array([0]), key("100"), key("100")[0], [True, False, False]]
)
def test_a_negligent_teacher_never_shows_what_it_is_blind_to(withheld: list[int]) -> None:
    teacher = ts.Negligent(withheld=withheld)
    run = ts.simulate(scenario("111", ts.DEMONSTRATION, rounds=60, teacher=teacher), smallest)
    assert shown(run) == {1, 2}
    assert not ts.metrics.identified(run.policies, run.scenario.key)[-1]  # it believes 011


def test_a_negligent_teacher_that_sees_nothing_is_silent_where_it_may_be() -> None:
    blind = ts.Negligent(withheld=[0, 1, 2])
    assert shown(ts.simulate(scenario("111", ts.INFORMANT, teacher=blind), smallest)) == set()
    approval = ts.simulate(scenario("111", ts.APPROVAL, teacher=blind), asking(0, of="111"))
    assert told(approval) == [[(0, 0)]] * 3


def test_a_negligent_examiner_must_name_even_an_error_that_it_is_blind_to() -> None:
    blind = ts.Negligent(withheld=[0, 1, 2])
    run = ts.simulate(scenario("010", ts.EXAMINATION, teacher=blind), largest)
    assert [len(lesson) for lesson in told(run)] == [1, 1, 0]  # 111, then 110 or 011, then right


def test_a_negligent_examiner_names_different_errors_as_many_as_a_batch_holds() -> None:
    run = ts.simulate(scenario("010", ts.EXAMINATION, batch=5), largest)
    assert sorted(told(run)[0]) == [(0, -1), (2, -1)]


def test_the_repertoire_of_a_negligent_teacher_is_settled_once_a_phase() -> None:
    """Each answer is in it with chance `shown`, so that what is never shown stays so (S4)."""
    space = ("1" * 40, "0" * 40)
    teacher = ts.Negligent(shown=0.5)
    sizes = [
        len(
            shown(
                ts.simulate(
                    scenario("1" * 40, ts.DEMONSTRATION, space=space, batch=400, teacher=teacher),
                    smallest,
                    rng=seed,
                )
            )
        )
        for seed in range(25)
    ]
    # 1,000 draws with chance 1/2: 500 give or take 4 standard deviations of 15.8
    assert 437 <= sum(sizes) <= 563


@pytest.mark.parametrize("withheld", [[3], [-1], [True, False], np.ones((2, 3), dtype=np.bool_)])
def test_a_blind_spot_outside_the_answers_is_refused(withheld: list[int]) -> None:
    run = scenario("010", ts.DEMONSTRATION, teacher=ts.Negligent(withheld=withheld))
    with pytest.raises(ValueError, match=r"^Negligent\(withheld=.*0\.\.2 .*; change withheld"):
        ts.simulate(run, smallest)


def test_a_blind_spot_of_anything_but_numbers_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match=r"^Negligent\(withheld=\['a'\]\) must hold numbers"):
        ts.Negligent(withheld=["a"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match=r"^Negligent\(shown=...\) is 2"):
        ts.Negligent(shown=2)


# ---------------------------------------------------------------- Adversary (claims A1, A3)
def test_an_adversary_keeps_an_over_general_learner_wrong_with_complete_text() -> None:
    """Too broad: 010 lies inside 111, so no example of 010 ever refutes 111 (Gold 1967)."""
    run = ts.simulate(scenario("010", ts.DEMONSTRATION, teacher=ts.Adversary()), largest)
    assert shown(run) == {1}
    assert not ts.metrics.identified(run.policies, run.scenario.key).any()


def test_an_adversary_withholds_what_would_tell_a_cautious_generaliser() -> None:
    """Withholding: shown 010 alone, the smallest consistent hypothesis is 010, not 110 (S4)."""
    run = ts.simulate(scenario("110", ts.DEMONSTRATION, teacher=ts.Adversary()), smallest)
    assert shown(run) == {1}
    assert not ts.metrics.identified(run.policies, run.scenario.key).any()


def test_an_adversary_cannot_mislead_where_every_legal_answer_teaches_the_truth() -> None:
    space = ("100", "010", "001")
    run = ts.simulate(
        scenario("001", ts.DEMONSTRATION, space=space, teacher=ts.Adversary(at_least=1)), smallest
    )
    assert ts.metrics.identified(run.policies, run.scenario.key).tolist() == [False] + [True] * 3


def test_an_adversary_with_a_decoy_says_only_what_the_decoy_agrees_with() -> None:
    teacher = ts.Adversary(decoy=key("011"))
    demonstration = ts.simulate(scenario("111", ts.DEMONSTRATION, teacher=teacher), smallest)
    assert told(demonstration) == [[(1, 1)], [(2, 1)], [(1, 1)]]  # new ones first, then again
    informant = ts.simulate(scenario("110", ts.INFORMANT, teacher=teacher), smallest)
    assert shown(informant) == {1}
    approval = scenario("111", ts.APPROVAL, teacher=teacher, batch=3)
    assert told(ts.simulate(approval, asking(0, 1, 2, of="111")))[0] == [(0, 0), (1, 1), (2, 1)]


def test_an_adversary_that_examines_names_the_error_that_leaves_most_possible() -> None:
    """Of the errors of 111 against 010, 0 leaves 010 and 011, 2 leaves 010 and 110: a tie."""
    run = ts.simulate(scenario("010", ts.EXAMINATION, teacher=ts.Adversary()), largest)
    assert told(run) == [[(0, -1)], [(2, -1)], []]
    singletons = ("1000", "0100", "0010", "0001")
    run = ts.simulate(
        scenario("0001", ts.EXAMINATION, rounds=4, space=singletons, teacher=ts.Adversary()),
        smallest,
    )
    # claiming 1000 "0 is wrong" leaves three, "3 is missing" one: n - 1 errors are named (S2)
    assert told(run) == [[(0, -1)], [(1, -1)], [(2, -1)], []]


def test_an_examiner_with_a_decoy_names_first_what_the_decoy_agrees_with() -> None:
    teacher = ts.Adversary(decoy=key("110"))
    run = ts.simulate(scenario("010", ts.EXAMINATION, teacher=teacher), largest)
    assert told(run)[0] == [(2, -1)]


def test_an_adversary_shows_as_many_different_answers_as_it_must_and_no_more() -> None:
    for batch in (1, 2, 3):
        for at_least in (0, 1, 2, 3):
            teacher = ts.Adversary(decoy=key("010"), at_least=at_least)
            run = ts.simulate(
                scenario("111", ts.DEMONSTRATION, rounds=4, teacher=teacher, batch=batch), smallest
            )
            assert len(shown(run)) == max(1, at_least)  # 1 is harmless: the decoy agrees


def test_an_adversary_without_decoy_gives_what_it_owes_before_it_repeats_itself() -> None:
    teacher = ts.Adversary(at_least=2)
    run = ts.simulate(scenario("110", ts.DEMONSTRATION, teacher=teacher), smallest)
    assert told(run)[:2] == [[(1, 1)], [(0, 1)]]


def test_an_adversary_looks_no_further_than_the_prompts_of_its_phase() -> None:
    """It once was content with a learner that errs where it does not teach."""
    phase = ts.Phase(ts.DEMONSTRATION, 2, teacher=ts.Adversary(), prompts=[0])
    quiz = ts.Scenario("half a quiz", listed(*QUIZ), key("100 010"), [phase])
    run = ts.simulate(quiz, smallest)  # believes "100 100", right on prompt 0
    assert told(run) == [[], []]


def test_an_adversary_asks_the_very_learner_that_it_teaches() -> None:
    wary = ts.simulate(scenario("010", ts.DEMONSTRATION, teacher=ts.Adversary()), cautious)
    assert ts.metrics.hallucinated(wary.policies, wary.scenario.key).tolist() == [0.0] * 4
    assert not ts.metrics.identified(wary.policies, wary.scenario.key)[0]


def test_a_decoy_of_another_size_is_refused() -> None:
    teacher = ts.Adversary(decoy=np.array([True]))
    with pytest.raises(ValueError, match=r"decoy has 1 entries, but a hypothesis has 3"):
        ts.simulate(scenario("010", ts.DEMONSTRATION, teacher=teacher), smallest)


@pytest.mark.parametrize("at_least", [-1, 1.5, True, None])
def test_an_adversary_cannot_owe_half_an_answer(at_least: int) -> None:
    with pytest.raises(ValueError, match=r"^Adversary\(at_least=...\) is .*use 0 for no rule"):
        ts.Adversary(at_least=at_least)


# ---------------------------------------------------------------- Helper
def test_a_helper_says_what_leaves_fewest_possible_and_then_nothing() -> None:
    run = ts.simulate(scenario("111", ts.DEMONSTRATION, teacher=ts.Helper()), smallest)
    assert told(run) == [[(0, 1)], [(2, 1)], []]


def test_a_helper_fills_a_lesson_with_answers_that_add_to_each_other() -> None:
    run = ts.simulate(scenario("111", ts.DEMONSTRATION, teacher=ts.Helper(), batch=3), smallest)
    assert told(run) == [[(0, 1), (2, 1)], [], []]


def test_a_helper_teaches_singletons_with_one_example() -> None:
    """The positive teaching dimension of singletons is 1 (theory S2)."""
    space = ("1000", "0100", "0010", "0001")
    for target in space:
        run = ts.simulate(
            scenario(target, ts.DEMONSTRATION, space=space, teacher=ts.Helper()), smallest
        )
        assert told(run) == [[(target.index("1"), 1)], [], []]
        assert ts.metrics.identified(run.policies, run.scenario.key)[1]


def test_answers_that_leave_equally_many_are_told_by_their_number() -> None:
    """1/3 and 1 - 2/3 differ in the last bit, which must not decide."""
    space = ("010", "100", "101")
    helped = ts.simulate(
        scenario("010", ts.INFORMANT, space=space, teacher=ts.Helper(), rounds=1), smallest
    )
    assert told(helped) == [[(0, -1)]]  # "0 is wrong" and "1 is right" leave one, "2 is wrong" two
    spoilt = ts.simulate(
        scenario("010", ts.INFORMANT, space=space, teacher=ts.Adversary(decoy=key("010"))), smallest
    )
    assert told(spoilt) == [[(2, -1)], [(0, -1)], [(1, 1)]]


def test_a_helpful_examiner_names_the_most_telling_error() -> None:
    singletons = ("1000", "0100", "0010", "0001")
    run = ts.simulate(
        scenario("0001", ts.EXAMINATION, space=singletons, teacher=ts.Helper()), smallest
    )
    assert told(run)[:2] == [[(3, 1)], []]


# ---------------------------------------------------------------- Scripted
def test_a_script_is_said_move_by_move_and_then_there_is_silence() -> None:
    teacher = ts.Scripted((2, None, (0, 1)))
    run = ts.simulate(
        scenario("111", ts.DEMONSTRATION, rounds=5, teacher=teacher, batch=2), smallest
    )
    assert told(run) == [[(2, 1)], [], [(0, 1), (1, 1)], [], []]


def test_a_script_at_its_end_names_the_first_error_where_it_must_name_one() -> None:
    run = ts.simulate(scenario("010", ts.EXAMINATION, teacher=ts.Scripted([2])), largest)
    assert told(run) == [[(2, -1)], [(0, -1)], []]


def test_a_script_starts_anew_in_each_phase() -> None:
    phase = ts.Phase(ts.DEMONSTRATION, 1, teacher=ts.Scripted([0]))
    run = ts.simulate(ts.Scenario("again", listed(*NESTED), key("111"), [phase] * 2), smallest)
    assert told(run) == [[(0, 1)], [(0, 1)]]


def test_an_illegal_move_is_refused_in_good_english() -> None:
    sentence = (
        "Scripted move 0 says answer 1, which is not legal now under examination; "
        "choose among [0, 2]"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        ts.simulate(scenario("010", ts.EXAMINATION, teacher=ts.Scripted([1])), largest)


@pytest.mark.parametrize("move", [-1, 0.5, True, "0", [0.5], [None]])
def test_a_move_that_is_no_answer_is_refused_at_once(move: int) -> None:
    with pytest.raises(ValueError, match=r"^Scripted move 1 is .*or None for silence"):
        ts.Scripted([0, move])


# ---------------------------------------------------------------- what a teacher sees
def test_a_view_counts_what_was_told_and_stays_what_it_was() -> None:
    views: list[ts.View] = []

    def watch(view: ts.View, rng: np.random.Generator) -> list[int]:
        views.append(view)
        return [1]

    ts.simulate(scenario("110", ts.DEMONSTRATION, teacher=Picking(watch)), smallest)
    assert [view.told.tolist() for view in views] == [[[0, 0, 0]], [[0, 1, 0]], [[0, 2, 0]]]
    assert [view.round for view in views] == [0, 1, 2]
    assert [view.new.tolist() for view in views] == [[True, True], [True, False], [True, False]]
    assert [len(view.remaining) for view in views] == [4, 4, 4]


@pytest.mark.parametrize("name", ["key", "told", "whims"])
def test_a_view_cannot_be_written_to(name: str) -> None:
    def scribble(view: ts.View, rng: np.random.Generator) -> list[int]:
        getattr(view, name)[:] = 1
        return [0]

    with pytest.raises(ValueError, match="read-only"):
        ts.simulate(scenario("110", ts.DEMONSTRATION, teacher=Picking(scribble)), smallest)


def test_what_is_looked_ahead_with_is_what_the_learner_would_hear() -> None:
    """Silence on the other questions included: a learner may take it to heart."""
    tried: list[ts.Lesson] = []

    def watch(view: ts.View, rng: np.random.Generator) -> list[int]:
        tried.append(view.saying([1]))
        return [1]

    run = ts.simulate(
        scenario("110", ts.APPROVAL, teacher=Picking(watch), batch=3), asking(0, 2, 1, of="110")
    )
    assert told(run)[0] == [(0, 0), (2, 0), (1, 1)]
    for ahead, lesson in zip(tried, run.lessons, strict=True):
        assert ahead.marks.tolist() == lesson.marks.tolist()
        assert ahead.answers.responses.tolist() == lesson.answers.responses.tolist()


def test_survivors_are_the_hypotheses_that_each_legal_answer_would_leave() -> None:
    views: list[ts.View] = []

    def watch(view: ts.View, rng: np.random.Generator) -> list[int]:
        views.append(view)
        return []

    ts.simulate(scenario("110", ts.INFORMANT, teacher=Picking(watch)), smallest)
    # of 010, 110, 011, 111: with 0 right two, with 1 right four, without 2 two
    assert views[0].survivors().tolist() == [2.0, 4.0, 2.0]


@pytest.mark.parametrize(
    ("regime", "least", "most"),
    [
        (ts.DEMONSTRATION, 0, 5),
        (ts.INFORMANT, 0, 5),
        (ts.APPROVAL, 0, 2),
        (ts.EXAMINATION, 1, 2),
        (ts.HALLUCINATIONS_ONLY, 1, 2),
    ],
)
def test_least_and_most_are_what_the_regime_allows(
    regime: ts.Regime, least: int, most: int
) -> None:
    bounds: list[tuple[int, int]] = []

    def watch(view: ts.View, rng: np.random.Generator) -> list[int]:
        bounds.append((view.least, view.most))
        return list(range(view.least))

    claims = asking(0, 1, of="110")
    target = "110" if regime.picks is not ts.Picks.EXAMINER else "011"
    if regime is ts.HALLUCINATIONS_ONLY:
        target, claims = "010", asking(0, 1, 2, of="010")
    ts.simulate(scenario(target, regime, teacher=Picking(watch), batch=5, rounds=1), claims)
    assert bounds == [(least, most)]


@pytest.mark.parametrize("decoy", [[1, -1, -1], [3, 4, 0], np.array([0.5, 1, 0])])
def test_a_decoy_that_is_no_table_of_0_and_1_is_refused(decoy: list[int]) -> None:
    with pytest.raises(ValueError, match=r"holds other entries than 0 and 1.* or key > 0"):
        ts.Adversary(decoy=decoy)  # type: ignore[arg-type]


@pytest.mark.parametrize("moves", [3, None])
def test_a_script_that_is_no_sequence_is_refused(moves: object) -> None:
    with pytest.raises(ValueError, match="must be a sequence with one entry a round"):
        ts.Scripted(moves)  # type: ignore[arg-type]


def test_a_blind_spot_that_is_one_number_is_refused_with_the_way_out() -> None:
    with pytest.raises(ValueError, match=r"withheld=7\) must be a collection .* such as \[7\]"):
        ts.Negligent(withheld=7)  # type: ignore[arg-type]


class InTurn:
    """Asks about one answer after the other, and believes nothing."""

    def __init__(self, space: ts.HypothesisSpace, at: int = 0) -> None:
        self.space = space
        self.at = at

    def policy(self) -> FloatArray:
        return np.zeros((1, 3))

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        return ts.Answers([0], [self.at])

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> "InTurn":
        return InTurn(self.space, self.at + 1)


@pytest.mark.parametrize("at_least", [0, 1, 2, 3])
def test_an_adversary_approves_off_its_decoy_no_more_than_it_owes(at_least: int) -> None:
    """Counted over the run: what is asked in a round was never approved before."""
    teacher = ts.Adversary(decoy=np.zeros(3, dtype=np.bool_), at_least=at_least)
    run = ts.simulate(scenario("111", ts.APPROVAL, teacher=teacher), InTurn)
    assert sum(int(lesson.marks.sum()) for lesson in run.lessons) == at_least
