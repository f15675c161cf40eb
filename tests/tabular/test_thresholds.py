"""Effective thresholds: closed forms against the trained gate, and both against slow oracles."""

import math
from functools import partial
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from teachsim.tabular import Knowledge, Reward, exact, objectives, thresholds
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.objectives import Objective

CLOSE = 0.0051  # half a spacing of the default grid

rewards = st.builds(
    Reward,
    right=st.integers(-4, 12).map(lambda k: k / 4),
    wrong=st.integers(-16, 8).map(lambda k: k / 4),
    abstain=st.integers(-8, 8).map(lambda k: k / 4),
)
any_objective = st.one_of(
    st.builds(objectives.PolicyGradient, baseline=st.sampled_from([None, -1.0, 0.5])),
    st.builds(objectives.NaturalGradient),
    st.builds(objectives.PPO, clip=st.sampled_from([0.1, 0.2]), inner=st.integers(1, 4)),
    st.builds(objectives.RLOO, group=st.integers(2, 8)),
    st.builds(objectives.GRPO, group=st.integers(2, 8), std=st.booleans()),
    st.builds(objectives.KLRegularised, beta=st.floats(0.02, 2)),
    st.builds(objectives.PSR),
    st.builds(objectives.NSR),
    st.builds(objectives.WReinforce, lam=st.floats(0.05, 2)),
    st.builds(objectives.RejectionSampling),
    st.builds(objectives.BestOfN, n=st.integers(1, 16)),
    st.builds(
        objectives.DPO,
        beta=st.floats(0.05, 2),
        labels=st.sampled_from(["deterministic", "sampled"]),
    ),
    st.builds(objectives.SFT, labels=st.sampled_from(list(objectives.Labels))),
)
noise = st.integers(0, 8).map(lambda k: k / 20)
ignorances = st.sampled_from(list(thresholds.Ignorance))


# ---------------------------------------------------------------- theory against dynamics
@given(
    objective=any_objective,
    reward=rewards,
    ignorance=ignorances,
    base_idk=st.sampled_from([0.01, 0.2, 0.5, 0.9]),
    phi=noise,
    psi=noise,
)
@example(objectives.GRPO(8), Reward(1, -9, 0), "aleatoric", 0.2, 0.0, 0.0)
@example(objectives.GRPO(8), Reward(1, -0.1, 0), "aleatoric", 0.9, 0.0, 0.0)
@example(objectives.GRPO(7), Reward(1, -6.8, 0.38), "aleatoric", 0.9, 0.64, 0.595)
@settings(max_examples=60)
def test_the_closed_form_is_where_the_trained_gate_crosses_one_half(
    objective: Objective, reward: Reward, ignorance: str, base_idk: float, phi: float, psi: float
) -> None:
    at = thresholds.Setting(reward, ignorance, base_idk, phi, psi)
    found, told = thresholds.measure(objective, at), thresholds.explain(objective, at)

    assert (found.value is None) == (told.value is None), (found.why, told)
    if found.value is not None and told.value is not None:
        assert found.value == pytest.approx(told.value, abs=CLOSE)


@pytest.mark.parametrize(
    "objective",
    [
        objectives.PolicyGradient(),
        objectives.GRPO(group=4, std=False),
        objectives.GRPO(group=4),
        objectives.KLRegularised(beta=0.5),
        objectives.BestOfN(n=3),
    ],
)
@pytest.mark.parametrize("reward", [Reward(1, -2, 0), Reward(1, -1, 0.3)])
def test_the_three_mode_engine_changes_its_mind_there_too(
    objective: Objective, reward: Reward
) -> None:
    # An engine with recall and guesses, and shared items: known ones always right here.
    world = Knowledge(bins=24, d_prime=2, recall=1, misbelief=1, answers=10_000)
    run = exact.train(world, objective, reward, steps=1_500, rate=3, base_recall=0.999)
    answers, p = run.gate[-1] > 0.5, world.known_given_bin
    told = thresholds.predicted(objective, reward)

    assert told is not None
    assert p[~answers].max() < told + 0.02
    assert p[answers].min() > told - 0.02


# ---------------------------------------------------------------- the forms that claims.md states
@given(c=st.floats(0.05, 20), base_idk=st.floats(0.01, 0.99))
def test_the_policy_gradient_has_chows_threshold(c: float, base_idk: float) -> None:
    for objective in (
        objectives.PolicyGradient(),
        objectives.PPO(),
        objectives.RLOO(),
        objectives.GRPO(std=False),
    ):
        told = thresholds.predicted(objective, Reward(1, -c, 0), base_idk=base_idk)
        assert told == pytest.approx(c / (1 + c))
        assert told == pytest.approx(Reward(1, -c, 0).threshold)


@given(c=st.floats(0.05, 20), group=st.integers(2, 8))
@settings(max_examples=15)
def test_grpo_erases_the_penalty_where_ignorance_is_per_item(c: float, group: int) -> None:
    reward = Reward(1, -c, 0)
    assert thresholds.predicted(objectives.GRPO(group), reward) == 0.5
    assert thresholds.effective(objectives.GRPO(group), reward) == pytest.approx(0.5, abs=CLOSE)


def test_psr_always_answers_nsr_never_and_w_reinforce_lies_between() -> None:
    reward = Reward(1, -2, 0)
    assert thresholds.effective(objectives.PSR(), reward) == 0
    assert thresholds.effective(objectives.NSR(), reward) == 1
    told = thresholds.predicted(objectives.WReinforce(lam=0.5), reward)
    assert told == pytest.approx(2 / 2.5)


def test_psr_that_is_paid_for_abstaining_has_a_threshold() -> None:
    assert thresholds.predicted(objectives.PSR(), Reward(1, -2, 0.3)) == pytest.approx(0.3)
    assert thresholds.effective(objectives.PSR(), Reward(1, -2, 0.3)) == pytest.approx(
        0.3, abs=CLOSE
    )


@given(c=st.floats(0.2, 5), beta=st.floats(0.02, 1), base_idk=st.floats(0.1, 0.9))
def test_the_regularised_gate_is_a_sigmoid_in_p(c: float, beta: float, base_idk: float) -> None:
    p = np.linspace(0.05, 0.95, 7)
    at = thresholds.Setting(Reward(1, -c, 0), base_idk=base_idk)
    trained, _ = thresholds.gate(objectives.KLRegularised(beta), at, p=p)
    logit = np.log((1 - base_idk) / base_idk) + ((1 + c) * p - c) / beta
    assert trained == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-5)


@given(
    beta=st.floats(0.3, 2),
    base_idk=st.floats(0.1, 0.9),
    labels=st.sampled_from(["deterministic", "sampled"]),
)
def test_dpo_adds_the_log_odds_of_being_preferred(
    beta: float, base_idk: float, labels: str
) -> None:
    p, c = np.linspace(0.1, 0.9, 5), 2.0
    at = thresholds.Setting(Reward(1, -c, 0), base_idk=base_idk)
    trained, _ = thresholds.gate(objectives.DPO(beta, labels), at, p=p)
    preferred = p if labels == "deterministic" else p / (1 + np.exp(-1)) + (1 - p) / (1 + np.exp(c))
    logit = np.log((1 - base_idk) / base_idk) + np.log(preferred / (1 - preferred)) / beta
    assert trained == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-5)


@pytest.mark.parametrize(
    ("objective", "reward", "base_idk"),
    [
        (objectives.DPO(0.033, labels="sampled"), Reward(1, -3, 0), 0.2),
        (objectives.DPO(0.01), Reward(1, -99, 0), 0.5),
        (objectives.DPO(0.34, labels="sampled"), Reward(1, -99, 0), 0.002),
        (objectives.DPO(2.5), Reward(1, -2, 0), 0.0005),
        (objectives.DPO(3.0), Reward(3, 1, -1), 0.98),
    ],
)
@pytest.mark.parametrize("ignorance", list(thresholds.Ignorance))
def test_preferences_weak_or_strong_are_followed_to_the_end(
    objective: Objective, reward: Reward, base_idk: float, ignorance: str
) -> None:
    found, told = (
        of(objective, reward, ignorance=ignorance, base_idk=base_idk)
        for of in (partial(thresholds.effective, grid=50), thresholds.predicted)
    )
    assert found == pytest.approx(told, abs=2 * CLOSE)


@given(t=st.floats(0.1, 0.9), phi=st.floats(0, 0.4), psi=st.floats(0, 0.4))
def test_a_noisy_grader_moves_the_threshold(t: float, phi: float, psi: float) -> None:
    told = thresholds.predicted(
        objectives.PolicyGradient(),
        Reward.confidence_target(t),
        false_positive=phi,
        false_negative=psi,
    )
    assert told == pytest.approx(min(max((t - phi) / (1 - psi - phi), 0), 1), abs=1e-9)


def test_a_grader_as_careless_as_the_target_makes_rl_always_answer() -> None:
    reward = Reward.confidence_target(0.3)
    for objective in (objectives.PolicyGradient(), objectives.RLOO()):
        assert thresholds.effective(objective, reward, false_positive=0.35) == 0
        assert thresholds.effective(objective, reward, false_negative=0.75) == 1


@pytest.mark.parametrize("n", [2, 3, 8, 64])
def test_best_of_n_forgets_the_reward_too(n: int) -> None:
    for c in (0.5, 9):
        found = thresholds.effective(objectives.BestOfN(n), Reward(1, -c, 0))
        assert found == pytest.approx(0.5, abs=CLOSE)
        by_chance = thresholds.effective(
            objectives.BestOfN(n), Reward(1, -c, 0), ignorance="aleatoric"
        )
        p = np.linspace(0, 1, 100_001)
        equation = 1 - (1 - p / 2) ** n + ((1 - p) / 2) ** n
        assert by_chance == pytest.approx(p[np.abs(equation - 0.5).argmin()], abs=CLOSE)


# ---------------------------------------------------------------- GRPO by listing every group
def gain_of_groups(gate: float, *, right: float, reward: Reward, size: int) -> float:
    """Mean over all groups of single answers of sum of A_i d log pi_i / dx."""
    kinds = [
        (gate * right, reward.right, 1 - gate),
        (gate * (1 - right), reward.wrong, 1 - gate),
        (1 - gate, reward.abstain, -gate),
    ]
    total = 0.0
    for members in product(kinds, repeat=size):
        worth = np.array([worth for _, worth, _ in members])
        if np.ptp(worth) > 0:
            chance = math.prod(chance for chance, _, _ in members)
            slopes = np.array([slope for _, _, slope in members])
            total += chance * float((worth - worth.mean()) / worth.std() @ slopes)
    return total


@pytest.mark.parametrize("reward", [Reward(1, -3, 0), Reward(1, -0.2, 0), Reward(2, -3, -1)])
@pytest.mark.parametrize("base_idk", [0.2, 0.9])
def test_grpo_on_answers_right_by_chance_agrees_with_all_groups(
    reward: Reward, base_idk: float
) -> None:
    size = 4
    told = thresholds.predicted(
        objectives.GRPO(size), reward, ignorance="aleatoric", base_idk=base_idk
    )
    assert told is not None
    for p, answers in ((told - 0.01, False), (told + 0.01, True)):
        x = math.log((1 - base_idk) / base_idk)
        for _ in range(60):  # small steps uphill, until it is clear on which side it ends
            gate = 1 / (1 + math.exp(-x))
            gain = gain_of_groups(gate, right=p, reward=reward, size=size)
            x += math.copysign(0.1, gain)
        assert (x > 0) == answers


def test_pairs_know_better_and_worse_alone() -> None:
    for reward in (Reward(1, -9, 0), Reward(1, -0.1, 0)):
        told = thresholds.predicted(objectives.GRPO(2), reward, ignorance="aleatoric")
        assert told == pytest.approx(0.5, abs=1e-9)


def test_large_groups_bring_the_penalty_back_where_answers_are_right_by_chance() -> None:
    told = [
        thresholds.predicted(objectives.GRPO(size), Reward(1, -3, 0), ignorance="aleatoric")
        for size in (2, 4, 16, 64)
    ]
    assert told == sorted(told, key=lambda value: value or 0.0)
    assert told[-1] is not None
    assert 0.7 < told[-1] < 0.75  # towards c / (1 + c)


def test_a_grader_that_errs_gives_grpo_a_threshold_that_depends_on_the_penalty() -> None:
    one, nine = (
        thresholds.predicted(
            objectives.GRPO(8), Reward(1, -c, 0), false_positive=0.1, false_negative=0.1
        )
        for c in (1, 9)
    )
    assert one == pytest.approx(0.5)
    assert nine is not None
    assert nine > 0.55


# ---------------------------------------------------------------- what has none
@pytest.mark.parametrize("labels", list(objectives.Labels))
def test_supervised_fine_tuning_has_no_threshold(labels: str) -> None:
    objective = objectives.SFT(labels=labels)
    assert thresholds.predicted(objective) is None
    assert thresholds.explain(objective, thresholds.Setting()).why
    with pytest.raises(ValueError, match=r"has no confidence threshold: .*use measure"):
        thresholds.effective(objective)


@given(error=st.floats(0, 1), idk=st.floats(0.05, 0.95))
def test_supervised_gates_copy_proportions(error: float, idk: float) -> None:
    at, p = thresholds.Setting(), np.linspace(0.05, 0.95, 7)
    oracle, _ = thresholds.gate(objectives.SFT("oracle", error=error), at, p=p)
    random, _ = thresholds.gate(objectives.SFT("random", idk=idk), at, p=p)
    assert oracle == pytest.approx(p * (1 - error) + (1 - p) * error, abs=1e-5)
    assert random == pytest.approx(1 - idk, abs=1e-5)


def test_a_student_copies_what_its_teacher_knows() -> None:
    teacher, p = Teacher(given_known=0.9, given_unknown=0.3), np.linspace(0.05, 0.95, 7)
    forward = objectives.Distillation(teacher)
    gate, _ = thresholds.gate(forward, thresholds.Setting(), p=p)
    assert gate == pytest.approx(0.9 * p + 0.3 * (1 - p), abs=1e-5)
    for objective in (forward, objectives.Distillation(teacher, direction="reverse")):
        assert thresholds.predicted(objective) is None
        with pytest.raises(ValueError, match=r"P\(the teacher knows \| bin\)"):
            thresholds.effective(objective)


@pytest.mark.parametrize(
    ("objective", "reward"),
    [
        (objectives.PolicyGradient(), Reward(1, 1, 1)),
        (objectives.PolicyGradient(), Reward(0.1, 0.1, 0.1)),
        (objectives.GRPO(std=False), Reward(0.7, 0.7, 0.7)),
        (objectives.DPO(), Reward(0.1, 0.1, 0.1)),
        (objectives.PolicyGradient(), Reward(-1, 1, 0)),
        (objectives.PSR(), Reward(-1, -2, -3)),
        (objectives.BestOfN(1), Reward()),
        (objectives.RejectionSampling(), Reward(0, -1, 0)),
    ],
)
def test_what_learns_nothing_or_the_reverse_has_no_threshold(
    objective: Objective, reward: Reward
) -> None:
    assert thresholds.predicted(objective, reward) is None
    with pytest.raises(ValueError, match="has no confidence threshold"):
        thresholds.effective(objective, reward)


def test_bad_settings_get_one_clear_error() -> None:
    with pytest.raises(ValueError, match="ignorance is 'both', but must be 'epistemic' or"):
        thresholds.predicted(objectives.PSR(), ignorance="both")
    with pytest.raises(ValueError, match="base_idk is 0"):
        thresholds.predicted(objectives.PSR(), base_idk=0.0)
    with pytest.raises(ValueError, match="false_positive is 2"):
        thresholds.effective(objectives.PSR(), false_positive=2)
    with pytest.raises(ValueError, match="grid is 3"):
        thresholds.effective(objectives.PSR(), grid=3)
    with pytest.raises(ValueError, match=r"clip is 0\.001 .* use a larger one"):
        thresholds.effective(objectives.PPO(clip=1e-3, inner=9))
    with pytest.raises(ValueError, match="the objective is 'PSR'"):
        thresholds.effective("PSR")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="the objective is <class"):
        thresholds.predicted(objectives.PSR)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="the reward is 1"):
        thresholds.predicted(objectives.PSR(), 1)  # type: ignore[arg-type]


# ---------------------------------------------------------------- laws
@given(objective=any_objective, reward=rewards, scale=st.sampled_from([0.5, 4.0]))
@settings(max_examples=25)
def test_a_positive_scale_of_rewards_leaves_unregularised_thresholds_alone(
    objective: Objective, reward: Reward, scale: float
) -> None:
    if isinstance(objective, (objectives.KLRegularised, objectives.DPO)):
        return
    scaled = Reward(scale * reward.right, scale * reward.wrong, scale * reward.abstain)
    before, after = (thresholds.predicted(objective, worth) for worth in (reward, scaled))
    assert before == after or before == pytest.approx(after)


def test_the_bin_ends_where_the_gradient_flow_ends() -> None:
    # KL-RL by an ODE solver: g' = 2 g (1 - g) (gain - beta (x - x0)) on two logits.
    p, beta, first = 0.6, 0.4, np.log(4)

    def flow(_: float, x: np.ndarray) -> np.ndarray:
        g = 1 / (1 + np.exp(-x))
        return np.asarray(2 * g * (1 - g) * (3 * p - 2 - beta * (x - first)))

    end = solve_ivp(flow, (0, 400), [first], rtol=1e-9, atol=1e-9).y[0, -1]
    at = thresholds.Setting(Reward(1, -2, 0))
    found, _ = thresholds.gate(objectives.KLRegularised(beta), at, p=np.array([p]))
    assert found[0] == pytest.approx(1 / (1 + np.exp(-end)), abs=1e-5)
