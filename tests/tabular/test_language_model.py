"""The language model as a learner of `simulate`: one update for every regime."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

import teachsim as ts
from teachsim.core.arrays import AnyArray, FloatArray, IntArray
from teachsim.symbolic import families
from teachsim.tabular import Knowledge, Reward, Start, exact, objectives
from teachsim.tabular.base import Base
from teachsim.tabular.facts import Facts, Quiz
from teachsim.tabular.language_model import TabularLM
from teachsim.tabular.policy import Parameters

# Two bins, of which the model knows 1 question in 5 and 4 in 5: twenty questions have them exactly.
WORLD = Knowledge(bins=2, d_prime=2 * float(ndtri(0.8)), answers=10)
QUIZ = Quiz.of(WORLD, taught=20)
BASE = Base.of_quiz(QUIZ)
RATE, ROUNDS, BATCH = 0.25, 120, 40
LINES = families.intervals(7)
TWO_TO_FOUR = LINES.names.index("2 to 4")


def taught(
    *phases: ts.Phase, learner: TabularLM | None = None, quiz: Quiz = QUIZ, seed: int = 0
) -> ts.Transcript:
    pupil = learner or TabularLM(BASE, rate=RATE)
    return ts.simulate(ts.Scenario("quiz", quiz.space, quiz.key, phases), pupil, rng=seed)


def phase(
    regime: ts.Regime, rounds: int = ROUNDS, *, key: AnyArray | None = None, quiz: Quiz = QUIZ
) -> ts.Phase:
    return ts.Phase(regime, rounds, batch=BATCH, key=key, prompts=quiz.taught)


def rates(run: ts.Transcript, prompts: IntArray) -> FloatArray:
    """`(3,)` truthful, hallucinated, abstained at the end."""
    measures = (ts.metrics.truthful, ts.metrics.hallucinated, ts.metrics.abstained)
    return np.array([rate(run.policies[-1], QUIZ.key, prompts=prompts) for rate in measures])


def unknown(quiz: Quiz = QUIZ) -> IntArray:
    return quiz.held_out[~quiz.known[quiz.held_out]]


def known(quiz: Quiz = QUIZ) -> IntArray:
    return quiz.held_out[quiz.known[quiz.held_out]]


def on_class(
    regime: ts.Regime, *, teacher: ts.Teacher, rounds: int = 60, seed: int = 1
) -> ts.Transcript:
    lessons = ts.Phase(regime, rounds, teacher=teacher, batch=4)
    scenario = ts.Scenario("2 to 4", LINES, LINES.key(TWO_TO_FOUR), [lessons])
    return ts.simulate(scenario, TabularLM.learner(), rng=seed)


# ---------------------------------------------------------------- the contract of every learner
@pytest.mark.parametrize("memory", [0.0, 1.0])
def test_it_keeps_the_contract_on_a_quiz(memory: float) -> None:
    quiz = Quiz.of(Knowledge(bins=2, answers=3), taught=4)
    scenario = ts.Scenario("quiz", quiz.space, quiz.key, [ts.Phase(ts.QUERY, 1)])
    ts.contract.check_learner(TabularLM(Base.of_quiz(quiz), memory=memory), scenario)


def test_it_keeps_the_contract_on_a_class() -> None:
    small = families.intervals(4)
    scenario = ts.Scenario("runs", small, small.key(2), [ts.Phase(ts.QUERY, 1)])
    ts.contract.check_learner(TabularLM.learner(), scenario)


# ---------------------------------------------------------------- one update for all regimes
def log_likelihood(at: Parameters, lesson: ts.Lesson, *, penalty: float) -> float:
    """Mean of mark x log pi, written out answer by answer."""
    share = np.bincount(BASE.bin) / len(BASE.bin)
    total = 0.0
    for p, y, mark in zip(
        lesson.answers.prompts, lesson.answers.responses, lesson.marks, strict=True
    ):
        k = BASE.bin[p]
        odds = np.exp(BASE.start.logits + at.shared[k] / np.sqrt(share[k]) + at.gate[p])
        recall = BASE.recall[p] * np.exp(at.recall[p])
        if y == QUIZ.idk:
            chance = odds[2] / odds.sum()
        else:
            chance = odds[0] * recall[y] / recall.sum() + odds[1] / QUIZ.idk
            chance /= odds.sum()
        total += (-penalty if mark < 0 else float(mark)) * np.log(chance)
    return total / len(lesson.answers)


@pytest.mark.parametrize("regime", [ts.DEMONSTRATION, ts.INFORMANT, ts.APPROVAL, ts.QUERY])
def test_a_lesson_is_a_step_of_ascent_on_the_mean_of_mark_times_log_policy(
    regime: ts.Regime,
) -> None:
    lesson = taught(ts.Phase(regime, 1, batch=6)).lessons[0]
    rng = np.random.default_rng(3)
    at = Parameters(
        *(rng.normal(0, 0.5, a.shape) for a in (np.zeros((2, 3)), np.zeros((40, 3)), BASE.recall))
    )
    memory = 0.1
    before = TabularLM(BASE, penalty=3, rate=RATE, memory=memory, learned=at)
    after = before.learn(lesson, rng).learned
    assert after is not None
    pace = {"shared": RATE, "gate": RATE * memory * 40, "recall": RATE * memory * 40}
    for name, rate in pace.items():
        old, new = getattr(at, name), getattr(after, name)
        for cell in [*np.ndindex(old.shape)][:: max(old.size // 12, 1)]:
            nudged = []
            for eps in (1e-5, -1e-5):
                moved = old.copy()
                moved[cell] += eps
                moved_at = replace(at, **{name: moved})
                nudged.append(log_likelihood(moved_at, lesson, penalty=3))
            slope = (nudged[0] - nudged[1]) / 2e-5
            assert new[cell] - old[cell] == pytest.approx(rate * slope, abs=1e-7)


# ---------------------------------------------------------------- theory and simulation
@pytest.mark.parametrize(
    ("regime", "objective", "penalty"),
    [
        (ts.DEMONSTRATION, objectives.SFT(), 1),
        (ts.QUERY, objectives.PolicyGradient(), 1),
        (ts.QUERY, objectives.PolicyGradient(), 3),
        (ts.APPROVAL, objectives.PSR(), 1),
    ],
)
@pytest.mark.parametrize("memory", [0.0, 0.5])
def test_the_loop_agrees_with_the_exact_dynamics_within_its_interval(
    regime: ts.Regime, objective: objectives.Objective, penalty: float, memory: float
) -> None:
    theory = exact.train(
        WORLD, objective, Reward(wrong=-penalty), steps=ROUNDS, rate=RATE, memory=memory
    )
    pupil = TabularLM(BASE, penalty=penalty, rate=RATE, memory=memory)
    runs = [taught(phase(regime), learner=pupil, seed=seed) for seed in range(5)]
    for prompts, readout in ((QUIZ.held_out, theory.held_out), (QUIZ.taught, theory.taught)):
        found = np.array([rates(run, prompts) for run in runs])
        half = 2.776 * found.std(axis=0, ddof=1) / np.sqrt(len(runs))  # Student's t, 4 df, 95 %
        # A drawn lesson is a step in its own direction: the mean course differs by O(rate / batch).
        assert np.abs(found.mean(axis=0) - readout.overall[-1]) == pytest.approx(
            np.zeros(3), abs=float(half.max()) + 0.008
        )


def test_shown_right_answers_it_makes_things_up_where_it_was_never_taught() -> None:
    shown = taught(phase(ts.DEMONSTRATION, 600))
    start = ts.metrics.hallucinated(shown.policies[0], QUIZ.key, prompts=unknown())
    truthful, made_up, abstained = rates(shown, unknown())
    assert abstained < 0.005
    assert made_up > max(start, 0.9)
    assert truthful < 0.1


def test_marked_on_its_own_answers_it_says_i_do_not_know_where_answering_does_not_pay() -> None:
    asked = taught(phase(ts.QUERY, 600))
    doubtful, sure = (QUIZ.held_out[QUIZ.bin[QUIZ.held_out] == k] for k in (0, 1))
    assert rates(asked, doubtful)[2] > 0.95
    assert rates(asked, sure)[2] < 0.05


@pytest.mark.parametrize("penalty", [0, 0.1])
def test_a_wrong_answer_that_costs_next_to_nothing_is_given(penalty: float) -> None:
    pupil = TabularLM(BASE, penalty=penalty, rate=RATE)
    assert rates(taught(phase(ts.QUERY, 600), learner=pupil), unknown())[2] < 0.05


def test_approval_alone_leaves_nothing_that_speaks_against_answering() -> None:
    approved = taught(phase(ts.APPROVAL, 600))
    assert rates(approved, unknown())[2] < 0.02


def test_i_do_not_know_marked_wrong_makes_asking_no_better_than_showing() -> None:
    key = QUIZ.key.copy()
    key[:, QUIZ.idk] = -1
    assert rates(taught(phase(ts.QUERY, 400, key=key)), unknown())[2] < 0.02


def test_what_is_memorised_does_nothing_where_it_was_not_taught() -> None:
    rote = TabularLM(BASE, rate=0.002, memory=500)
    shown = taught(phase(ts.DEMONSTRATION, 60), learner=rote)
    before = taught(phase(ts.DEMONSTRATION, 1), learner=replace(rote, rate=1e-9))
    assert rates(shown, QUIZ.taught)[0] > 0.97
    assert rates(shown, QUIZ.held_out) == pytest.approx(rates(before, QUIZ.held_out), abs=0.03)


# ---------------------------------------------------------------- phases
def test_labels_that_know_what_it_knows_teach_a_proportion() -> None:
    tuned = taught(phase(ts.DEMONSTRATION, 600, key=QUIZ.labels(~QUIZ.known)))
    abstained = [rates(tuned, QUIZ.held_out[QUIZ.bin[QUIZ.held_out] == bin_])[2] for bin_ in (0, 1)]
    assert abstained == pytest.approx(1 - WORLD.known_given_bin, abs=0.06)


def test_a_short_warm_start_lets_it_find_i_do_not_know() -> None:
    cold = TabularLM(Base.of_quiz(QUIZ, start=Start(idk=1e-4)), rate=RATE)
    some = np.arange(len(QUIZ.gold)) % 5 < 2  # 40 % of all questions, whatever is known
    warm = phase(ts.DEMONSTRATION, 100, key=QUIZ.labels(some))
    doubtful = QUIZ.held_out[QUIZ.bin[QUIZ.held_out] == 0]
    from_cold = taught(phase(ts.QUERY, 400), learner=cold)
    from_warm = taught(warm, phase(ts.QUERY, 300), learner=cold)
    assert rates(from_cold, doubtful)[2] < 0.05
    assert rates(from_warm, doubtful)[2] > 0.9


def test_a_stronger_model_teaches_to_make_up_what_it_alone_knew() -> None:
    """Perfect self-knowledge; the teacher knows 3 of 4 unknown and 9 of 10 known questions."""
    world = Knowledge(bins=2, d_prime=40.0, answers=10)
    quiz = Quiz.of(world, taught=40)
    place = np.arange(len(quiz.gold)) % 20
    knows = np.where(quiz.known, place % 10 != 0, place % 4 != 0)
    lessons = phase(ts.DEMONSTRATION, 600, key=quiz.labels(~knows), quiz=quiz)
    run = taught(lessons, learner=TabularLM(Base.of_quiz(quiz), rate=RATE), quiz=quiz)
    silent = [
        float(ts.metrics.abstained(run.policies[-1], quiz.key, prompts=prompts))
        for prompts in (unknown(quiz), known(quiz))
    ]
    assert silent == pytest.approx([0.25, 0.1], abs=0.06)


def test_no_approval_is_never_heard_against_i_do_not_know() -> None:
    modest = TabularLM(Base.of_quiz(QUIZ, start=Start(idk=0.99)), rate=RATE)
    run = taught(phase(ts.STRICT_APPROVAL, 200), learner=modest)
    assert rates(run, unknown())[2] > 0.95


# ---------------------------------------------------------------- an over-general start on a class
@pytest.mark.parametrize("teacher", [ts.Negligent(withheld=(2,)), ts.Adversary(at_least=1)])
def test_positive_examples_never_tell_an_unshown_right_answer_from_a_wrong_one(
    teacher: ts.Teacher,
) -> None:
    run = on_class(ts.DEMONSTRATION, teacher=teacher)
    told = np.zeros(7, dtype=bool)
    for lesson in run.lessons:
        told[lesson.answers.responses] = True
    quiet = run.policies[-1][0, ~told]
    assert np.ptp(quiet) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("regime", [ts.DEMONSTRATION, ts.QUERY])
def test_wrong_answers_fade_by_crowding_out_when_shown_and_by_marks_when_asked(
    regime: ts.Regime,
) -> None:
    """Here a model that shares out one unit of belief differs from a version space (claim A1)."""
    run = on_class(regime, teacher=ts.Negligent())
    made_up = ts.metrics.hallucinated(run.policies, run.scenario.key)
    assert made_up[-1] < made_up[0] / 8


@pytest.mark.parametrize("teacher", [ts.Negligent(withheld=(2,)), ts.Adversary(), ts.Helper()])
@pytest.mark.parametrize("target", ["2 to 4", "1 to 4", "2 to 7"])
def test_an_examined_model_ends_with_all_of_the_truth_and_no_more_whatever_the_teacher(
    teacher: ts.Teacher, target: str
) -> None:
    """It may never rest: what is named pulls its even share up, and the likeliest drifts on."""
    key = LINES.key(LINES.names.index(target))
    lessons = ts.Phase(ts.EXAMINATION, 150, teacher=teacher)
    run = ts.simulate(
        ts.Scenario(target, LINES, key, [lessons]), TabularLM.learner(rate=0.3), rng=1
    )
    policy = run.policies[-1]
    assert ts.metrics.hallucinated(policy, run.scenario.key) < 0.01
    assert policy[key].min() > policy.max() / 3


def test_who_believes_too_much_is_not_cured_by_being_told_what_is_left_out() -> None:
    run = on_class(ts.OMISSIONS_ONLY, teacher=ts.Helper())
    made_up = ts.metrics.hallucinated(run.policies, run.scenario.key)
    assert made_up[-1] == pytest.approx(made_up[0])


# ---------------------------------------------------------------- facts
@settings(max_examples=60)
@given(st.data())
def test_facts_are_what_a_list_of_all_hypotheses_says(data: st.DataObject) -> None:
    n_prompts, n_answers = data.draw(st.integers(1, 3)), data.draw(st.integers(2, 3))
    cells = st.tuples(
        st.integers(0, n_prompts - 1), st.integers(0, n_answers), st.sampled_from([-1, 0, 1])
    )
    said = data.draw(st.lists(cells, max_size=4))
    space = Facts(np.ones((n_prompts, n_answers), dtype=bool))
    answers = ts.Answers([p for p, _, _ in said], [y for _, y, _ in said])
    left = space.given(answers, np.array([mark for _, _, mark in said], dtype=np.int8))
    every = [
        truth
        for truth in product(range(n_answers), repeat=n_prompts)
        if all(mark == 0 or (truth[p] == y) == (mark > 0) for p, y, mark in said)
    ]
    assert len(left) == len(every)
    if every:
        count = np.zeros((n_prompts, n_answers + 1))
        for truth in every:
            count[np.arange(n_prompts), truth] += 1
            table = np.zeros(count.shape, dtype=bool)
            table[np.arange(n_prompts), truth] = True
            assert left.contains(table)
        assert left.shares() == pytest.approx(count / len(every))
    else:
        assert not left.shares().any()


def test_facts_that_say_too_little_or_too_much_are_not_in_the_space() -> None:
    space = Facts(np.ones((2, 3), dtype=bool))
    assert not space.contains(np.zeros((2, 4), dtype=bool))
    assert not space.contains(np.eye(2, 4, dtype=bool) | np.eye(2, 4, k=1, dtype=bool))
    assert not space.contains(np.array([[0, 0, 0, 1], [1, 0, 0, 0]], dtype=bool))


def test_more_facts_than_can_be_counted_are_still_a_space() -> None:
    assert len(Facts(np.ones((100, 50), dtype=bool))) > 10**18


def test_both_halves_of_a_quiz_are_of_the_make_of_its_world() -> None:
    quiz = Quiz.of(Knowledge(), taught=400)
    for half in (quiz.taught, quiz.held_out):
        number = np.zeros((20, 2))
        np.add.at(number, (quiz.bin[half], quiz.known[half].astype(int)), 1)
        assert number.sum() == 400
        assert np.abs(number - 400 * Knowledge().mass).max() < 1


@pytest.mark.parametrize("regime", ts.REGIMES)
def test_a_model_that_is_sure_of_everything_can_still_be_taught(regime: ts.Regime) -> None:
    """Recall that never errs, huge steps: chances stay chances."""
    quiz = Quiz.of(Knowledge(bins=3, recall=1.0, misbelief=1.0, answers=4), taught=5)
    wild = TabularLM(Base.of_quiz(quiz), penalty=100, rate=50, memory=5)
    scenario = ts.Scenario("wild", quiz.space, quiz.key, [ts.Phase(regime, 30, batch=7)])
    run = ts.simulate(scenario, wild, rng=0)
    assert run.policies.sum(axis=-1) == pytest.approx(np.ones(run.policies.shape[:2]))


# ---------------------------------------------------------------- refusals
def test_what_is_no_model_is_refused_by_name() -> None:
    uniform = np.full((2, 4), 0.25)
    bins = np.zeros(2, dtype=np.int64)
    with pytest.raises(ValueError, match="bins from 0 on"):
        Base(uniform, np.zeros(3, dtype=np.int64))
    with pytest.raises(ValueError, match="divide by the sum"):
        Base(2 * uniform, bins)
    with pytest.raises(ValueError, match="leave silence to the gate"):
        Base(uniform, bins, idk=3)
    with pytest.raises(ValueError, match="at least one response believed"):
        Base.believing(np.zeros((1, 3), dtype=bool))
    with pytest.raises(ValueError, match="doubt is 0"):
        Base.believing(np.ones((1, 3), dtype=bool), doubt=0)
    with pytest.raises(ValueError, match="penalty is -1"):
        TabularLM(BASE, penalty=-1)
    with pytest.raises(ValueError, match="rate is 0"):
        TabularLM(BASE, rate=0)
    with pytest.raises(ValueError, match="memory is nan"):
        TabularLM(BASE, memory=float("nan"))
    with pytest.raises(ValueError, match="what was learned has shapes"):
        TabularLM(BASE, learned=Parameters.zero(n_features=2, kinds=3))
    with pytest.raises(ValueError, match="use fewer"):
        Quiz.of(Knowledge(answers=1000), taught=10**6)
