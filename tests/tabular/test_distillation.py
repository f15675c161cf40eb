"""B4: what a student learns from a model that knows more, and from one that knows other things."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.core.regimes import DEMONSTRATION, QUERY
from teachsim.tabular import Knowledge, Reward, exact, objectives
from teachsim.tabular.distillation import Teacher, predicted
from teachsim.tabular.objectives import Distillation, Situation

FEW = Knowledge(bins=6)
AWARE = Knowledge(bins=6, d_prime=14.0)  # its signal tells what it knows for sure
PAIRS = {
    "independent": Teacher.independent(0.7),
    "nested": Teacher.nested(0.7, student=0.5),
    "anti-correlated": Teacher.anticorrelated(0.7, student=0.5),
    "knows less": Teacher.nested(0.3, student=0.5),
}
chances = st.floats(0.0, 1.0)


def reached(run: exact.Run, at: int = -1) -> float:
    return float(run.truthful[at] - run.hallucinated[at])


def drawn_habits(world: Knowledge, teacher: Teacher) -> tuple[float, float]:
    """By drawing questions one by one: habits of a gate that answers at each bin's share."""
    draws = np.random.default_rng(0)
    n = 400_000
    bins = np.repeat(np.arange(world.bins), 2)
    kind = draws.choice(2 * world.bins, n, p=world.mass.ravel() / world.mass.sum())
    k, student = bins[kind], kind % 2 == 1
    knows = draws.random(n) < np.where(student, teacher.given_known, teacher.given_unknown)
    gate = np.bincount(k, knows) / np.bincount(k)
    return float(gate[k[~student]].mean()), float(1 - gate[k[student]].mean())


# ---------------------------------------------------------------- the claim
@pytest.mark.parametrize("pair", PAIRS)
def test_a_student_that_knows_itself_imitates_its_teacher_exactly(pair: str) -> None:
    teacher = PAIRS[pair]
    run = exact.train(AWARE, Distillation(teacher), steps=1_500, rate=3.0).held_out
    assert 1 - run.prudence[-1] == pytest.approx(teacher.given_unknown, abs=2e-3)
    assert run.over_conservativeness[-1] == pytest.approx(1 - teacher.given_known, abs=2e-3)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("world", [FEW, Knowledge(bins=5, d_prime=0.0, known=0.3)])
def test_one_that_does_not_imitates_as_predicted(pair: str, world: Knowledge) -> None:
    run = exact.train(world, Distillation(PAIRS[pair]), steps=1_500, rate=3.0).held_out
    habits = predicted(world, PAIRS[pair])
    assert 1 - run.prudence[-1] == pytest.approx(habits.invents, abs=2e-3)
    assert run.over_conservativeness[-1] == pytest.approx(habits.withholds, abs=2e-3)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_prediction_agrees_with_drawing_questions(pair: str) -> None:
    habits = predicted(FEW, PAIRS[pair])
    drawn = drawn_habits(FEW, PAIRS[pair])
    assert (habits.invents, habits.withholds) == pytest.approx(drawn, abs=5e-3)


def test_a_teacher_that_knows_what_the_student_knows_is_oracle_labelling() -> None:
    mirror = Distillation(Teacher.nested(0.5, student=0.5))
    one = exact.train(FEW, mirror, steps=50)
    other = exact.train(FEW, objectives.SFT(labels="oracle"), steps=50)
    assert one.held_out.by_knowledge == pytest.approx(other.held_out.by_knowledge)


def test_a_teacher_that_knows_everything_is_gold_labelling() -> None:
    one = exact.train(FEW, Distillation(Teacher.independent(1.0)), steps=50)
    other = exact.train(FEW, objectives.SFT(labels="gold"), steps=50)
    assert one.held_out.by_knowledge == pytest.approx(other.held_out.by_knowledge)


# ---------------------------------------------------------------- where it fails
def test_a_teacher_nested_around_the_student_makes_it_withhold_nothing() -> None:
    assert predicted(AWARE, PAIRS["nested"]).withholds == pytest.approx(0, abs=1e-6)
    assert predicted(AWARE, PAIRS["independent"]).withholds == pytest.approx(0.3)


@pytest.mark.parametrize("pair", PAIRS)
def test_reinforcement_afterwards_repairs_both_faults(pair: str) -> None:
    schedule = ((Distillation(PAIRS[pair]), 100), (objectives.PolicyGradient(), 1_500))
    run = exact.train(FEW, schedule)
    best = exact.optimum(FEW).reward
    assert reached(run, 100) < best - 0.15
    assert reached(run) == pytest.approx(best, abs=2e-3)


def test_unless_exploration_is_dead() -> None:
    """A teacher that knows all leaves no "I don't know" to be sampled and rewarded."""
    afterwards = (objectives.PolicyGradient(), 100)
    alive = exact.train(FEW, ((Distillation(PAIRS["nested"]), 4_000), afterwards), rate=2.0)
    dead = exact.train(FEW, ((Distillation(Teacher.independent(1.0)), 4_000), afterwards), rate=2.0)
    best = exact.optimum(FEW).reward
    assert dead.abstained[4_000] < 2e-4
    assert best - reached(dead) > 0.3
    assert best - reached(alive) < 0.03


def test_on_its_own_answers_a_student_invents_less_than_its_teacher_would_make_it() -> None:
    """Reverse: what the teacher answers and it cannot is no better marked than any wrong answer."""
    teacher = PAIRS["nested"]
    forward = exact.train(AWARE, Distillation(teacher), steps=600)
    reverse = exact.train(AWARE, Distillation(teacher, direction="reverse"), steps=600)
    assert reverse.hallucinated[-1] < forward.hallucinated[-1] - 0.04
    knows_all = Distillation(Teacher.independent(1.0), direction="reverse")
    assert exact.train(AWARE, knows_all, steps=600).hallucinated[-1] > 0.4, "never told to abstain"


# ---------------------------------------------------------------- the objective
@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.001, 0.5))
def test_reverse_descends_the_divergence_from_the_teacher(seed: int, slip: float) -> None:
    """Finite differences of KL(student | teacher), response by response, in one softmax."""
    draws = np.random.default_rng(seed)
    sizes = np.array([1, 1, 5, 1])  # answers in each class; "I don't know" is the last
    owner = np.repeat(np.arange(4), sizes)
    label = int(draws.choice([0, 3]))
    theta = draws.normal(size=4)[owner]

    def divergence(at: np.ndarray) -> float:
        pi = np.exp(at) / np.exp(at).sum()
        teacher = np.where(owner == label, 1 - slip, slip / (len(owner) - 1))
        return float((pi * np.log(pi / teacher)).sum())

    pi = np.exp(theta) / np.exp(theta).sum()
    by_class = np.bincount(owner, pi).astype(float)[np.newaxis]
    at = Situation(
        by_class, np.zeros(4), np.array([label]), by_class, by_class, sizes[np.newaxis] * 1.0
    )
    w = Distillation(Teacher.independent(0.5), direction="reverse", slip=slip).weights(at)[0]
    ours = (w / sizes)[owner] - pi * w.sum()
    for y in range(len(owner)):
        ahead, behind = theta.copy(), theta.copy()
        ahead[y] += 1e-5
        behind[y] -= 1e-5
        slope = (divergence(ahead) - divergence(behind)) / 2e-5
        assert ours[y] == pytest.approx(-slope, abs=1e-7)


@pytest.mark.parametrize("slip", [5e-324, 1e-300])
def test_a_teacher_may_slip_as_rarely_as_a_float_can_say(slip: float) -> None:
    what = Distillation(Teacher(0.5, 0.5), "reverse", slip)
    rates = exact.train(Knowledge(), what, steps=2_000, rate=0.01).held_out.by_knowledge
    np.testing.assert_allclose(rates.sum(axis=-1), 1)
    assert rates[-1, :, 1].max() < 2e-4  # what is made up costs hundreds of nats


def test_forward_is_demonstration_and_reverse_is_asking() -> None:
    assert Distillation(PAIRS["nested"]).regime is DEMONSTRATION
    assert Distillation(PAIRS["nested"], direction="reverse").regime is QUERY


@given(chances, chances, st.floats(-1.0, 1.0))
def test_overlap_keeps_both_shares(share: float, student: float, overlap: float) -> None:
    teacher = Teacher.overlapping(share, student=student, overlap=overlap)
    assert teacher.share(student) == pytest.approx(share, abs=1e-9)


@given(chances, st.floats(0.01, 0.99))
def test_no_pair_lies_outside_nested_and_anticorrelated(share: float, student: float) -> None:
    low = Teacher.anticorrelated(share, student=student).given_known
    high = Teacher.nested(share, student=student).given_known
    even = Teacher.overlapping(share, student=student, overlap=0.0).given_known
    assert low - 1e-9 <= even <= high + 1e-9
    assert even == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        (lambda: Teacher(1.5, 0.0), "given_known is 1.5"),
        (lambda: Teacher.joint(0.7, student=0.5, both=0.6), "Frechet"),
        (lambda: Teacher.joint(0.7, student=0.5, both=0.1), "Frechet"),
        (lambda: Teacher.nested(1.2, student=0.5), "the teacher's share is 1.2"),
        (lambda: Teacher.overlapping(0.7, student=0.5, overlap=2.0), r"\[-1, 1\]"),
        (lambda: Distillation("a model"), "kind Teacher"),  # type: ignore[arg-type]
        (lambda: Distillation(PAIRS["nested"], direction="up"), "'forward' or 'reverse'"),
        (lambda: Distillation(PAIRS["nested"], direction="reverse", slip=0.0), "infinite"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    refused: Callable[[], object], says: str
) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        refused()
    assert "\n" not in str(caught.value)


def test_reward_does_not_matter_to_a_teacher() -> None:
    one = exact.train(FEW, Distillation(PAIRS["nested"]), Reward(wrong=-9.0), steps=20)
    other = exact.train(FEW, Distillation(PAIRS["nested"]), steps=20)
    assert one.gate == pytest.approx(other.gate)
