import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import teachsim as ts
from teachsim.core.arrays import BoolArray
from teachsim.symbolic import HypothesisClass, VersionSpace, asking
from teachsim.symbolic.asking import QUESTIONS, Question

SINGLES = (ts.QUERY, ts.APPROVAL, ts.STRICT_APPROVAL)
ONE_SIDED = (ts.HALLUCINATIONS_ONLY, ts.OMISSIONS_ONLY)
EXAMS = (ts.EXAMINATION, *ONE_SIDED)


def classes(*, most: int = 9) -> st.SearchStrategy[HypothesisClass]:
    """Classes of one or two prompts in an order of their own."""

    def made(drawn: tuple[int, int, list[int]]) -> HypothesisClass:
        n_prompts, n_responses, rows = drawn
        n = n_prompts * n_responses
        kept = list(dict.fromkeys(bits % 2**n for bits in rows))
        table = np.array([[bits >> x & 1 for x in range(n)] for bits in kept])
        return HypothesisClass(table, n_prompts=n_prompts)

    rows = st.lists(st.integers(0, 63), min_size=1, max_size=most)
    return st.tuples(st.integers(1, 2), st.integers(1, 3), rows).map(made)


def asked(
    space: VersionSpace,
    regime: ts.Regime,
    *,
    question: Question,
    batch: int = 1,
    prompts: list[int] | None = None,
    seed: int = 0,
) -> list[int]:
    """Numbers of the answers that the learner who prefers the smallest puts."""
    scope = np.arange(space.n_prompts) if prompts is None else np.array(prompts)
    learner = VersionSpace.learner(ask=question)(space)
    answers = learner.ask(ts.Request(regime, batch, scope), np.random.default_rng(seed))
    cells: list[int] = (answers.prompts * space.n_responses + answers.responses).tolist()
    return cells


def open_cells(space: VersionSpace) -> set[int]:
    left = [space.of[h] for h in space.indices()]
    return {x for x in range(space.of.n_instances) if len({bool(h[x]) for h in left}) == 2}


def strings(*lines: str) -> VersionSpace:
    return HypothesisClass.from_strings(lines).everything


# ---------------------------------------------------------------- single answers
@given(classes(), st.sampled_from(QUESTIONS), st.sampled_from(SINGLES), st.integers(1, 4))
def test_questions_are_different_open_answers_up_to_a_batch(
    of: HypothesisClass, question: Question, regime: ts.Regime, batch: int
) -> None:
    cells = asked(of.everything, regime, question=question, batch=batch)
    assert len(set(cells)) == len(cells) <= batch
    assert set(cells) <= open_cells(of.everything)
    if question != "conjecture":
        assert bool(cells) == bool(open_cells(of.everything))


@given(classes(), st.sampled_from(QUESTIONS), st.sampled_from(ts.REGIMES))
def test_questions_keep_to_the_prompts_of_the_phase(
    of: HypothesisClass, question: Question, regime: ts.Regime
) -> None:
    if regime.picks is ts.Picks.TEACHER:
        return
    cells = asked(of.everything, regime, question=question, batch=3, prompts=[0])
    assert all(cell < of.n_responses for cell in cells)


@given(classes())
def test_halving_asks_for_the_most_even_split(of: HypothesisClass) -> None:
    cells = asked(of.everything, ts.QUERY, question="halving")
    counts = {x: int(of.table[:, x].sum()) for x in open_cells(of.everything)}
    expected = sorted(counts, key=lambda x: (abs(2 * counts[x] - len(of)), x))[:1]
    assert cells == expected


def test_shares_of_one_and_two_thirds_tie() -> None:
    # Answer 0 is right in 1 of 3, answer 1 in 2 of 3: as floats the second is nearer to 1/2.
    assert asked(strings("010", "110", "001"), ts.QUERY, question="halving") == [0]


def test_a_batch_of_halving_questions_splits_the_parts_and_does_not_ask_twice_the_same() -> None:
    # Answers 0 and 1 are copies: after either, 2 is the even split of both parts.
    space = strings("1111", "1100", "0010", "0001")
    assert asked(space, ts.QUERY, question="halving", batch=2) == [0, 2]


@given(classes(), st.integers(1, 3))
def test_a_batch_of_halving_questions_stops_when_the_replies_tell_all(
    of: HypothesisClass, batch: int
) -> None:
    cells = asked(of.everything, ts.QUERY, question="halving", batch=batch)
    parts = [0 * of.table.any(axis=1)]
    for x in cells:
        before = len(np.unique(np.stack(parts), axis=1).T)
        parts.append(of.table[:, x].astype(int))
        assert len(np.unique(np.stack(parts), axis=1).T) > before
    if len(cells) < batch:
        assert len(np.unique(np.stack(parts), axis=1).T) == len(of)


def test_where_replies_may_be_withheld_a_batch_is_filled() -> None:
    space = strings("110", "001")
    assert asked(space, ts.QUERY, question="halving", batch=3) == [0]
    assert asked(space, ts.APPROVAL, question="halving", batch=3) == [0, 1, 2]


def test_greedy_asks_for_the_likeliest_right_answer_that_is_open() -> None:
    space = strings("1110", "1100", "1101")
    assert asked(space, ts.QUERY, question="greedy") == [2]  # 0 and 1 are known to be right
    assert asked(strings("0110", "1110", "0011"), ts.APPROVAL, question="greedy", batch=2) == [1, 0]


def test_random_questions_reach_every_open_answer() -> None:
    space = strings("1010", "0110", "0011")
    seen = {asked(space, ts.QUERY, question="random", seed=s)[0] for s in range(40)}
    assert seen == {0, 1, 3}


def test_a_learner_that_asks_about_its_own_answers_ends_when_all_of_them_are_known() -> None:
    space = strings("0011", "0111", "1011")
    assert asked(space, ts.QUERY, question="conjecture") == []
    assert asked(strings("0100", "0011"), ts.QUERY, question="conjecture", batch=5) == [1]


# ---------------------------------------------------------------- claims
@given(classes(), st.sampled_from(EXAMS))
def test_a_learner_that_claims_its_conjecture_claims_all_of_it(
    of: HypothesisClass, regime: ts.Regime
) -> None:
    conjecture = VersionSpace.learner()(of).conjecture
    cells = asked(of.everything, regime, question="conjecture")
    assert cells == np.flatnonzero(conjecture).tolist()


def test_halving_claims_what_more_than_half_hold_right() -> None:
    assert asked(strings("1100", "1010", "1001"), ts.EXAMINATION, question="halving") == [0]
    assert asked(strings("110", "101"), ts.EXAMINATION, question="halving") == [0]


def least_telling(of: HypothesisClass, h: int) -> int:
    """Most hypotheses that one error in h leaves; none if it can have no error."""
    rows: list[BoolArray] = list(of.table)
    return max(
        (sum(r[x] != of[h][x] for r in rows) for x in range(of.n_instances)),
        default=0,
    )


@given(classes())
def test_greedy_claims_the_hypothesis_whose_least_telling_error_leaves_fewest(
    of: HypothesisClass,
) -> None:
    cells = asked(of.everything, ts.EXAMINATION, question="greedy")
    worst = [least_telling(of, h) for h in range(len(of))]
    assert cells == np.flatnonzero(of[worst.index(min(worst))]).tolist()


def test_random_claims_are_hypotheses_that_are_left_and_all_of_them_come_up() -> None:
    space = strings("1100", "1010", "0011", "1001").given(ts.Answers([0], [0]), [1])
    seen = {tuple(asked(space, ts.EXAMINATION, question="random", seed=s)) for s in range(60)}
    assert seen == {(0, 1), (0, 2), (0, 3)}


@given(classes(), st.sampled_from(ONE_SIDED), st.sampled_from(["halving", "greedy"]))
def test_in_a_one_sided_examination_the_reply_is_the_mark_of_one_open_answer(
    of: HypothesisClass, regime: ts.Regime, question: Question
) -> None:
    space = of.everything
    claims = set(asked(space, regime, question=question))
    everything = set(range(of.n_instances))
    is_open = open_cells(space)
    if not is_open:
        return
    (one,) = claims if regime is ts.HALLUCINATIONS_ONLY else everything - claims
    assert [one] == asked(space, ts.QUERY, question=question)
    for h in range(len(of)):  # whichever is the truth, its mark is heard, and nothing else
        scenario = ts.Scenario("exam", of, of.key(h), [ts.Phase(regime, 1)])
        learner = ts.simulate(scenario, VersionSpace.learner(ask=question)).learner
        expected = [g for g in range(len(of)) if of[g][one] == of[h][one]]
        assert learner.space.indices().tolist() == expected  # type: ignore[attr-defined]


@given(classes(), st.sampled_from(EXAMS), st.sampled_from(QUESTIONS))
def test_a_one_sided_question_makes_progress_iff_it_claims_or_leaves_out_an_open_answer(
    of: HypothesisClass, regime: ts.Regime, question: Question
) -> None:
    space = of.everything
    claims = set(asked(space, regime, question=question))
    makes_progress = {
        ts.EXAMINATION: bool(open_cells(space)),
        ts.HALLUCINATIONS_ONLY: bool(open_cells(space) & claims),
        ts.OMISSIONS_ONLY: bool(open_cells(space) - claims),
    }[regime]
    teachers: tuple[ts.Teacher, ...] = (ts.Adversary(), ts.Helper())
    for h, teacher in itertools.product(range(len(of)), teachers):
        phase = ts.Phase(regime, 1, teacher=teacher)
        scenario = ts.Scenario("exam", of, of.key(h), [phase])
        learner = ts.simulate(scenario, VersionSpace.learner(ask=question)).learner
        left = learner.remaining  # type: ignore[attr-defined]
        if question != "random":
            assert (left < len(of)) == makes_progress


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("regime", EXAMS)
def test_with_one_hypothesis_left_it_is_what_is_claimed(
    question: Question, regime: ts.Regime
) -> None:
    assert asked(strings("0110"), regime, question=question) == [1, 2]


def test_open_answers_are_those_the_hypotheses_disagree_on() -> None:
    assert asking.open_answers(strings("110", "100")).tolist() == [[False, True, False]]
