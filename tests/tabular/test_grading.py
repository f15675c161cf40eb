"""A grader that errs: thresholds read off trained gates, and grades enumerated one by one."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.core.arrays import FloatArray
from teachsim.tabular import Knowledge, Reward, exact, grading, grid, objectives
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.objectives.situation import Situation
from teachsim.tabular.policy import Start

CHANCES = np.array([[0.3, 0.2, 0.1, 0.4], [0.0, 0.5, 0.25, 0.25], [0.7, 0.0, 0.1, 0.2]])
WORTH = np.array([1.0, -2.0, -2.0, 0.1])


def situation(chances: FloatArray = CHANCES, worth: FloatArray = WORTH) -> Situation:
    labels = np.zeros(len(chances), dtype=np.int64)
    return Situation(chances, worth, labels, chances, chances, (chances > 0).astype(float))


# ---------------------------------------------------------------- the threshold
@given(st.floats(0, 0.45), st.floats(0, 0.45), st.floats(-4, -0.2))
def test_the_threshold_is_that_of_the_mean_grade(phi: float, psi: float, wrong: float) -> None:
    reward = Reward(wrong=wrong)
    found = grading.threshold(reward, false_positive=phi, false_negative=psi)
    assert found == pytest.approx(
        reward.graded(false_positive=phi, false_negative=psi).threshold, abs=1e-9
    )
    assert found is not None
    graded_right = phi + found * (1 - psi - phi)
    assert graded_right == pytest.approx(-wrong / (1 - wrong), abs=1e-9)


@pytest.mark.parametrize(("phi", "psi"), [(0.0, 0.0), (0.2, 0.0), (0.0, 0.3), (0.15, 0.2)])
def test_trained_gates_cross_a_half_at_the_threshold(phi: float, psi: float) -> None:
    reward = Reward()
    expected = grading.threshold(reward, false_positive=phi, false_negative=psi)
    right = np.linspace(0.05, 0.95, 91)
    paid = reward.graded(false_positive=phi, false_negative=psi)
    gate = grid.ascend(
        right * paid.right + (1 - right) * paid.wrong,
        np.full(91, 0.02 * paid.right + 0.98 * paid.wrong),
        start=Start(recall=0.99),
        steps=30_000,
    )
    crossing = right[np.argmax(gate[:, 2] < 0.5)]
    assert crossing == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("phi", "answers"), [(0.2, False), (0.42, False), (0.58, True), (0.8, True)]
)
def test_a_grader_that_lets_enough_pass_makes_reinforcement_answer_always(
    phi: float, answers: bool
) -> None:
    """Nothing is known, t = 1/2: all objectives answer iff phi > t."""
    ignorant = Knowledge(bins=1, known=0.0)
    reward = Reward()
    assert (grading.threshold(reward, false_positive=phi) or 0.0) <= 0 or not answers
    for objective in (
        objectives.PolicyGradient(),
        objectives.RLOO(),
        objectives.GRPO(group=4),
        objectives.GRPO(group=4, std=False),
    ):
        run = exact.train(
            ignorant, NoisyGrader(objective, false_positive=phi), reward, steps=2_000, rate=5.0
        )
        assert bool(run.abstained[-1] < 0.5) == answers, objective


# ---------------------------------------------------------------- grades one by one
@pytest.mark.parametrize(
    "objective",
    [
        objectives.PolicyGradient(),
        objectives.PolicyGradient(baseline=0.3),
        objectives.RLOO(),
        objectives.GRPO(group=5, std=False),
    ],
)
def test_what_is_linear_in_the_reward_sees_the_mean_grade(objective: objectives.Objective) -> None:
    noisy = NoisyGrader(objective, false_positive=0.2, false_negative=0.15)
    paid = Reward(1.0, -2.0, 0.1).graded(false_positive=0.2, false_negative=0.15)
    expected = objective.weights(situation(worth=paid.of_answers()))
    found = noisy.weights(situation())
    # Coefficients that are the same for all answers change nothing.
    apart = np.divide(found - expected, CHANCES, out=np.zeros_like(found), where=CHANCES > 0)
    assert np.ptp(apart[0]) == pytest.approx(0, abs=1e-12)
    assert found[CHANCES > 0] == pytest.approx(expected[CHANCES > 0], abs=1e-12)


def by_groups(chances: FloatArray, *, phi: float, psi: float, group: int) -> FloatArray:
    """GRPO's coefficients from all groups of (answer, grade), drawn in order."""
    outcomes = []  # class, reward, chance
    for a, pi in enumerate(chances.tolist()):
        if a == 3:
            outcomes.append((a, 0.1, pi))
        else:
            good = 1 - psi if a == 0 else phi
            outcomes += [(a, 1.0, pi * good), (a, -2.0, pi * (1 - good))]
    w = np.zeros(4)
    for drawn in itertools.product(outcomes, repeat=group):
        rewards = np.array([r for _, r, _ in drawn])
        if np.ptp(rewards) == 0:
            continue
        advantage = (rewards[0] - rewards.mean()) / rewards.std()
        w[drawn[0][0]] += advantage * np.prod([c for _, _, c in drawn])
    return w


def test_groups_with_a_standard_deviation_agree_with_all_groups_of_graded_answers() -> None:
    noisy = NoisyGrader(objectives.GRPO(group=3), false_positive=0.2, false_negative=0.15)
    found = noisy.weights(situation())
    for c, chances in enumerate(CHANCES):
        assert found[c] == pytest.approx(by_groups(chances, phi=0.2, psi=0.15, group=3), abs=1e-12)


@pytest.mark.parametrize(
    ("objective", "coefficient"),
    [
        (objectives.PSR(), lambda good: good),
        (objectives.NSR(), lambda good: -2.0 * (1 - good)),
        (objectives.WReinforce(lam=0.5), lambda good: 0.5 * good - 2.0 * (1 - good)),
    ],
)
def test_feedback_of_one_sign_hears_the_grades_of_that_sign(
    objective: objectives.Objective, coefficient: Callable[[float], float]
) -> None:
    found = NoisyGrader(objective, 0.2, 0.15).weights(situation())
    assert found[:, 0] == pytest.approx(CHANCES[:, 0] * coefficient(0.85))
    assert found[:, 1] == pytest.approx(CHANCES[:, 1] * coefficient(0.2))
    assert found[:, 2] == pytest.approx(CHANCES[:, 2] * coefficient(0.2))


def test_kept_answers_are_those_graded_right() -> None:
    found = NoisyGrader(objectives.RejectionSampling(), 0.2, 0.15).weights(
        situation(worth=np.array([1.0, -1.0, -1.0, 0.0]))
    )
    kept = CHANCES * np.array([0.85, 0.2, 0.2, 0.0])
    assert found == pytest.approx(kept / kept.sum(axis=1, keepdims=True))


def test_best_of_n_ranks_by_grade() -> None:
    n, rng = 3, np.random.default_rng(2)
    found = NoisyGrader(objectives.BestOfN(n=n), 0.2, 0.15).weights(situation())[0]
    draws = rng.choice(4, p=CHANCES[0], size=(100_000, n))
    good = rng.random(draws.shape) < np.array([0.85, 0.2, 0.2, 0.0])[draws]
    graded = np.where(draws == 3, 0.1, np.where(good, 1.0, -2.0))
    best = (graded + 1e-9 * rng.random(draws.shape)).argmax(axis=1)
    chosen = draws[np.arange(len(draws)), best]
    assert found == pytest.approx(np.bincount(chosen, minlength=4) / len(draws), abs=0.006)


def test_a_grader_without_errors_changes_nothing() -> None:
    for objective in (objectives.GRPO(), objectives.BestOfN(), objectives.PSR()):
        assert NoisyGrader(objective).weights(situation()) == pytest.approx(
            objective.weights(situation()), abs=1e-12
        )
        assert NoisyGrader(objective).regime is objective.regime


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: grading.threshold(Reward(), false_positive=0.5, false_negative=0.5), "swap its"),
        (lambda: grading.threshold(Reward(), false_positive=1.5), "false_positive is 1.5"),
        (lambda: NoisyGrader(objectives.KLRegularised()), r"through Reward\.graded"),
        (lambda: NoisyGrader(objectives.DPO()), "need one of PolicyGradient"),
        (lambda: NoisyGrader(objectives.GRPO(), false_negative=-0.1), "false_negative is -0.1"),
        (lambda: NoisyGrader(0.5), "the objective is 0.5"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(build: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        build()


def test_a_reward_that_does_not_prefer_right_answers_has_no_threshold() -> None:
    assert grading.threshold(Reward(right=0, wrong=0)) is None
