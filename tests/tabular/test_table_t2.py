"""The prototype's table, every number of it: theory.md T2, K = 20, d' = 2, f = .5, s = .95.

Truthful, hallucinated, abstained on held-out questions, and the reward with wrong answers at -1 and
at -3. Where the table prints no rates it prints the reward alone.
"""

import numpy as np
import pytest

from teachsim.tabular import Knowledge, Reward, exact
from teachsim.tabular.objectives import (
    DPO,
    GRPO,
    NSR,
    PPO,
    PSR,
    RLOO,
    SFT,
    BestOfN,
    KLRegularised,
    NaturalGradient,
    Objective,
    PolicyGradient,
    RejectionSampling,
    WReinforce,
)

WORLD = Knowledge()
AS_PRINTED = 0.0015  # .001 and half of the last decimal that is printed
STEPS, RATE = 1_800, 2.8  # as large as supervised training stands: its time is their product
RATES: dict[type[Objective], float] = {
    DPO: 8.0,  # preferences pull weakly, and stand larger steps
    PPO: 1.0,  # larger ones jump over the clip
}

Rates = tuple[float, float, float] | None

TABLE: tuple[tuple[Objective, Rates, float, float], ...] = (
    (SFT(labels="gold"), (0.442, 0.558, 0.000), -0.116, -1.231),
    (SFT(labels="known"), (0.479, 0.520, 0.001), -0.041, -1.081),
    (SFT(labels="oracle"), (0.369, 0.131, 0.500), 0.238, -0.025),
    (SFT(labels="random", idk=0.4), (0.265, 0.335, 0.400), -0.070, -0.739),
    (PolicyGradient(), (0.400, 0.100, 0.500), 0.300, 0.181),
    (PPO(), (0.400, 0.100, 0.500), 0.300, 0.181),
    (GRPO(std=False), (0.400, 0.100, 0.500), 0.300, 0.181),
    (GRPO(group=8), (0.400, 0.100, 0.500), 0.300, 0.122),
    (KLRegularised(0.1), None, 0.293, 0.176),
    (PSR(), (0.479, 0.520, 0.001), -0.040, -1.080),
    (NSR(), (0.0, 0.0, 1.0), 0.0, 0.0),
    (RejectionSampling(), (0.442, 0.558, 0.000), -0.116, -1.231),
    (BestOfN(4), None, 0.290, 0.080),
    (BestOfN(64), None, 0.147, -0.361),
    (DPO(0.2), (0.360, 0.075, 0.566), 0.285, 0.136),
)


@pytest.mark.parametrize(("objective", "rates", "mild", "harsh"), TABLE, ids=repr)
def test_the_table_holds(objective: Objective, rates: Rates, mild: float, harsh: float) -> None:
    for cost, expected in ((1, mild), (3, harsh)):
        reward = Reward(1, -cost, 0)
        rate = RATES.get(type(objective), RATE)
        run = exact.train(WORLD, objective, reward, steps=STEPS, rate=rate)
        assert run.held_out.reward(reward.of_answers())[-1] == pytest.approx(
            expected, abs=AS_PRINTED
        )
        if rates is not None and cost == 1:
            found = run.held_out.overall[-1]
            np.testing.assert_allclose(found, rates, atol=AS_PRINTED)


def test_the_optimum_and_the_base_model_are_those_of_the_table() -> None:
    best = exact.optimum(WORLD, Reward())
    found = (best.truthful, best.hallucinated, best.abstained, best.reward)
    np.testing.assert_allclose(found, (0.400, 0.100, 0.500, 0.301), atol=5e-4)
    assert exact.optimum(WORLD, Reward(1, -3, 0)).reward == pytest.approx(0.181, abs=5e-4)
    base = exact.train(WORLD, PolicyGradient(), steps=0)
    np.testing.assert_allclose(base.held_out.overall[0], (0.273, 0.527, 0.200), atol=5e-4)
    for cost, expected in ((1, -0.254), (3, -1.308)):
        reward = Reward(1, -cost, 0).of_answers()
        assert base.held_out.reward(reward)[0] == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(("cost", "greedy"), [(1, 0.301), (3, 0.101)])
def test_oracle_labels_decoded_greedily_answer_wherever_the_gate_is_above_a_half(
    cost: int, greedy: float
) -> None:
    run = exact.train(WORLD, SFT(labels="oracle"), steps=STEPS, rate=RATE)
    answered = run.gate[-1] > 0.5
    right = np.where(answered, WORLD.right_given_bin, 0.0)
    wrong = np.where(answered, 1 - WORLD.right_given_bin, 0.0)
    assert WORLD.share @ (right - cost * wrong) == pytest.approx(greedy, abs=AS_PRINTED)


def test_oracle_labels_teach_the_chance_to_know_and_no_threshold() -> None:
    run = exact.train(WORLD, SFT(labels="oracle"), steps=STEPS, rate=RATE)
    np.testing.assert_allclose(run.gate[-1], WORLD.known_given_bin, atol=2e-3)


@pytest.mark.parametrize("objective", [NaturalGradient(), RLOO(), WReinforce(1.0)], ids=repr)
def test_what_the_table_leaves_out_of_the_gradient_family_ends_at_the_optimum_too(
    objective: Objective,
) -> None:
    run = exact.train(WORLD, objective, steps=STEPS, rate=RATE)
    assert run.held_out.reward(Reward().of_answers())[-1] == pytest.approx(0.300, abs=AS_PRINTED)
