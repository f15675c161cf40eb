import itertools
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import teachsim as ts
from teachsim.core.arrays import BoolArray, FloatArray, MarkArray
from teachsim.symbolic import HypothesisClass, VersionSpace, VersionSpaceLearner
from teachsim.symbolic.asking import QUESTIONS, Question
from teachsim.symbolic.preference import PREFERENCES, Preference, preference_order

LINES = HypothesisClass.from_strings(["0011", "0110", "1111", "0010", "1000"])
PAIRS = HypothesisClass.from_answers([[0, 1], [2, 1], [0, 0], [1, 2]], n_responses=3)


@dataclass(frozen=True)
class Echo:
    """A user's own learner: it says what it was told is right, and asks about what it was not."""

    right: BoolArray

    def policy(self) -> FloatArray:
        said: FloatArray = self.right / np.maximum(self.right.sum(axis=1, keepdims=True), 1)
        return said

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        scope = np.zeros_like(self.right)
        scope[request.prompts] = True
        if request.regime.picks is ts.Picks.EXAMINER:
            return ts.Answers.of(self.right & scope)
        return ts.Answers.of(~self.right & scope).take(np.arange(0, 1))

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> "Echo":
        told = lesson.answers.take(np.flatnonzero(lesson.marks > 0))
        right = self.right.copy()
        right[told.prompts, told.responses] = True
        return Echo(right)


def echo(space: ts.HypothesisSpace) -> Echo:
    return Echo(np.zeros((space.n_prompts, space.n_responses), dtype=np.bool_))


def scenario(of: HypothesisClass, target: int = 0) -> ts.Scenario:
    return ts.Scenario("a lesson", of, of.key(target), [ts.Phase(ts.DEMONSTRATION, 3)])


def shown(of: HypothesisClass, *cells: int, mark: int = 1) -> ts.Lesson:
    prompts, responses = np.divmod(np.asarray(cells, dtype=np.int64), of.n_responses)
    marks = np.full(len(cells), mark, dtype=np.int8)
    regime = ts.INFORMANT if mark < 0 else ts.DEMONSTRATION
    return ts.Lesson(regime, np.arange(of.n_prompts), ts.Answers(prompts, responses), marks)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@st.composite
def learners(draw: st.DrawFn) -> tuple[HypothesisClass, Preference, list[int]]:
    """A class of one to three prompts, a preference, and some cells of one of its hypotheses."""
    n_prompts, n_responses = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    n = n_prompts * n_responses
    rows = draw(st.lists(st.integers(0, 2**n - 1), min_size=1, max_size=10, unique=True))
    table = np.array([[bits >> x & 1 for x in range(n)] for bits in rows])
    of = HypothesisClass(table, n_prompts=n_prompts)
    members = np.flatnonzero(of[draw(st.integers(0, len(of) - 1))]).tolist()
    cells = draw(st.lists(st.sampled_from(members), max_size=4)) if members else []
    return of, draw(st.sampled_from(PREFERENCES)), cells


# ---------------------------------------------------------------- conjecture
@pytest.mark.parametrize(
    ("prefer", "expected"),
    [("smallest", "0010"), ("largest", "1111"), ("first", "0011"), ("majority", "0010")],
)
def test_each_preference_picks_what_it_says(prefer: Preference, expected: str) -> None:
    learner = VersionSpace.learner(prefer=prefer)(LINES)
    assert learner.conjecture.astype(int).tolist() == [[int(bit) for bit in expected]]


def test_ties_go_to_the_lowest_index() -> None:
    of = HypothesisClass.from_strings(["110", "011", "101", "001", "100"])
    assert preference_order(of, prefer="smallest").tolist() == [3, 4, 0, 1, 2]
    assert preference_order(of, prefer="largest").tolist() == [0, 1, 2, 3, 4]


@given(learners())
def test_the_conjecture_is_the_first_consistent_one_in_the_order_of_preference(
    drawn: tuple[HypothesisClass, Preference, list[int]],
) -> None:
    of, prefer, cells = drawn
    learner = VersionSpace.learner(prefer=prefer)(of).learn(shown(of, *cells), rng())
    left = [h for h in range(len(of)) if all(of[h][x] for x in cells)]
    if prefer == "majority":
        votes = {x: sum(bool(of[h][x]) for h in left) for x in range(of.n_instances)}
        expected = [2 * votes[x] > len(left) for x in range(of.n_instances)]
    else:
        sign = {"smallest": 1, "largest": -1, "first": 0}[prefer]
        best = min(left, key=lambda h: (sign * int(of[h].sum()), h))
        assert learner.conjectured == best
        expected = of[best].tolist()
    assert learner.conjecture.reshape(-1).tolist() == expected
    assert learner.remaining == len(left)


def test_a_vote_may_be_no_hypothesis_of_the_class() -> None:
    of = HypothesisClass.from_strings(["110", "011", "101"])
    learner = VersionSpace.learner(prefer="majority")(of)
    assert learner.conjecture.all()
    assert learner.conjectured is None


# ---------------------------------------------------------------- policy
def test_the_policy_spreads_over_the_conjecture_prompt_by_prompt() -> None:
    of = HypothesisClass([[[1, 1, 0], [0, 0, 0], [0, 0, 1]]])
    policy = VersionSpace.learner()(of).policy()
    assert policy.tolist() == [[0.5, 0.5, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]]


def test_the_cautious_learner_says_what_all_hold_right_and_keeps_the_rest_of_its_breath() -> None:
    of = HypothesisClass.from_strings(["1100", "1010"])
    learner = VersionSpace.learner(cautious=True)(of)
    assert learner.policy().tolist() == [[1 / 3, 0.0, 0.0, 0.0]]  # the union has three answers
    sure = learner.learn(shown(of, 1), rng())
    assert sure.policy().tolist() == [[0.5, 0.5, 0.0, 0.0]]


@given(learners())
def test_the_support_of_a_bold_policy_is_the_conjecture(
    drawn: tuple[HypothesisClass, Preference, list[int]],
) -> None:
    of, prefer, cells = drawn
    learner = VersionSpace.learner(prefer=prefer)(of).learn(shown(of, *cells), rng())
    policy = learner.policy()
    assert ((policy > 0) == learner.conjecture).all()
    np.testing.assert_allclose(policy.sum(axis=1), learner.conjecture.any(axis=1))


@given(learners())
def test_a_cautious_learner_never_says_what_some_hypothesis_left_holds_wrong(
    drawn: tuple[HypothesisClass, Preference, list[int]],
) -> None:
    of, prefer, cells = drawn
    learner = VersionSpace.learner(prefer=prefer, cautious=True)(of)
    learner = learner.learn(shown(of, *cells), rng())
    left = [of.key(h) for h in range(len(of)) if all(of[h][x] for x in cells)]
    agreed, possible = np.all(left, axis=0), np.any(left, axis=0)
    policy = learner.policy()
    assert ((policy > 0) == agreed).all()
    for p in range(of.n_prompts):
        says = agreed[p].sum() / max(possible[p].sum(), 1)
        assert policy[p].sum() == pytest.approx(says)
        silent = len({tuple(key[p]) for key in left}) > 1 or not possible[p].any()
        assert (says < 1.0) == silent


# ---------------------------------------------------------------- learning
def test_a_learner_is_a_value() -> None:
    before = VersionSpace.learner(prefer="first")(LINES)
    after = before.learn(shown(LINES, 1), rng())
    assert (before.conjectured, before.remaining) == (0, 5)
    assert (after.conjectured, after.remaining) == (1, 2)


def test_a_lesson_that_refutes_everything_left_is_passed_over() -> None:
    learner = VersionSpace.learner()(LINES).learn(shown(LINES, 0, 3), rng())
    assert learner.conjectured == 2
    assert learner.learn(shown(LINES, 1, mark=-1), rng()) is learner


def test_a_learner_starts_from_what_is_left_of_a_class() -> None:
    space = LINES.given(ts.Answers([0], [0]), [1])
    assert VersionSpace.learner()(space).conjectured == 4


@pytest.mark.parametrize("of", [LINES, PAIRS], ids=["one prompt", "two prompts"])
@pytest.mark.parametrize("ask", QUESTIONS)
@pytest.mark.parametrize("prefer", PREFERENCES)
@pytest.mark.parametrize("cautious", [False, True])
def test_every_learner_keeps_the_contract(
    prefer: Preference, ask: Question, cautious: bool, of: HypothesisClass
) -> None:
    learner = VersionSpace.learner(prefer=prefer, ask=ask, cautious=cautious)
    ts.contract.check_learner(learner, scenario(of))


@pytest.mark.parametrize("of", [LINES, PAIRS], ids=["one prompt", "two prompts"])
def test_a_learner_of_ones_own_keeps_the_contract(of: HypothesisClass) -> None:
    ts.contract.check_learner(echo, scenario(of))


# ---------------------------------------------------------------- refusals
def test_an_unknown_preference_is_refused_with_the_words() -> None:
    with pytest.raises(ValueError, match=r"prefer is 'biggest', but must be one of 'smallest', "):
        VersionSpace.learner(prefer="biggest")  # type: ignore[arg-type]


def test_an_unknown_question_is_refused_with_the_words() -> None:
    with pytest.raises(ValueError, match=r"ask is 'optimally', but must be one of 'halving', "):
        VersionSpace.learner(ask="optimally")  # type: ignore[arg-type]


@pytest.mark.parametrize("cautious", ["yes", 1, None])
def test_caution_is_true_or_false(cautious: bool) -> None:
    with pytest.raises(ValueError, match=r"^cautious is .*; pass True or False"):
        VersionSpace.learner(cautious=cautious)


@pytest.mark.parametrize("word", [3, None, ["smallest"]])
def test_what_is_no_word_is_refused_as_an_unknown_one(word: Preference) -> None:
    with pytest.raises(ValueError, match=r"^prefer is .*, but must be one of 'smallest'"):
        VersionSpace.learner(prefer=word)


def test_a_vote_has_no_order() -> None:
    with pytest.raises(ValueError, match="ranks no hypothesis"):
        preference_order(LINES, prefer="majority")


def test_nothing_left_is_nothing_to_conjecture() -> None:
    empty = LINES.given(ts.Answers([0, 0], [1, 0]), [1, 1]).given(ts.Answers([0], [3]), [-1])
    with pytest.raises(ValueError, match="no hypothesis left"):
        VersionSpace.learner()(empty)


def test_a_space_that_lists_no_hypotheses_is_refused() -> None:
    class Unlisted:
        n_prompts, n_responses = 1, 2

        def __len__(self) -> int:
            return 2

        def given(self, answers: ts.Answers, marks: MarkArray) -> "Unlisted":
            return self

        def shares(self) -> FloatArray:
            return np.full((1, 2), 0.5)

        def contains(self, right: BoolArray) -> bool:
            return True

    with pytest.raises(ValueError, match="got a Unlisted, but can only go through listed"):
        VersionSpace.learner()(Unlisted())


def test_an_order_of_another_class_is_refused() -> None:
    with pytest.raises(ValueError, match=r"order has shape \(2,\) for 5 hypotheses"):
        VersionSpaceLearner(LINES.everything, np.arange(2), question="halving", cautious=False)


def test_a_hundred_thousand_hypotheses_are_no_burden() -> None:
    bits = np.array(list(itertools.product([False, True], repeat=17)))
    learner = VersionSpace.learner()(HypothesisClass(bits))
    learner = learner.learn(shown(learner.space.of, 3, 5), rng())
    assert learner.remaining == 2**15
    assert learner.policy().sum() == pytest.approx(1.0)
