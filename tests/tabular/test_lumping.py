"""Items of a kind follow the same path: the lumped engine against every single item and answer."""

import numpy as np
import pytest

from teachsim.tabular import Features, Knowledge, Reward, exact
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
from tests.tabular import item_by_item

WORLD = Knowledge(bins=2, d_prime=1.3, known=0.4, recall=0.8, misbelief=0.55, answers=4)
REWARD = Reward(2.0, -1.5, 0.25)
STEPS = 8
EQUAL = 1e-12

EVERY = (
    SFT(labels="gold"),
    SFT(labels="oracle"),
    SFT(labels="oracle", error=0.2),
    SFT(labels="random", idk=0.3),
    SFT(labels="unfamiliar", idk=0.3),
    SFT(labels="known"),
    PolicyGradient(),
    PolicyGradient(baseline=0.7),
    KLRegularised(0.3),
    PPO(clip=0.05, inner=3),
    GRPO(group=3),
    GRPO(group=2),
    GRPO(group=3, std=False),
    RLOO(group=3),
    PSR(),
    NSR(),
    WReinforce(0.2),
    RejectionSampling(),
    BestOfN(3),
    DPO(0.4),
    DPO(0.4, labels="sampled"),
)

SCHEDULES = (
    ((SFT(labels="random", idk=0.4), 4), (PolicyGradient(), 4)),
    ((SFT(labels="oracle", error=0.1), 3), (SFT(labels="random", idk=0.2), 3), (DPO(), 3)),
    ((PolicyGradient(), 3), (KLRegularised(0.2), 3), (PPO(clip=0.02, inner=2), 4)),
)


def agree(
    world: Knowledge,
    schedule: tuple[tuple[Objective, int], ...],
    *,
    memory: float,
    kind: Features = Features.TABLE,
    reward: Reward = REWARD,
) -> None:
    run = exact.train(
        world,
        schedule,
        reward,
        rate=0.7,
        base_idk=0.3,
        base_recall=0.6,
        memory=memory,
        features_of=kind,
    )
    slow = item_by_item.train(
        world, schedule, reward=reward, rate=0.7, memory=memory, kind=kind, base=(0.3, 0.6)
    )
    np.testing.assert_allclose(run.held_out.by_knowledge, slow.held_out, rtol=0, atol=EQUAL)
    np.testing.assert_allclose(run.taught.by_knowledge, slow.taught, rtol=0, atol=EQUAL)
    moved = np.abs(slow.taught[-1] - slow.taught[0]).max()
    assert moved > 1e-4, "nothing was learned: the comparison says nothing"


@pytest.mark.parametrize("objective", EVERY, ids=repr)
@pytest.mark.parametrize("memory", [0.0, 1.5])
def test_every_objective_lumps_exactly_with_and_without_memory(
    objective: Objective, memory: float
) -> None:
    agree(WORLD, ((objective, STEPS),), memory=memory)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda s: str(len(s)))
@pytest.mark.parametrize("kind", list(Features))
def test_schedules_lump_exactly_whatever_the_gate_can_see(
    schedule: tuple[tuple[Objective, int], ...], kind: Features
) -> None:
    agree(WORLD, schedule, memory=0.8, kind=kind)


def test_the_natural_gradient_lumps_exactly() -> None:
    agree(WORLD, ((NaturalGradient(), STEPS),), memory=0.0)


@pytest.mark.parametrize(
    "world",
    [
        Knowledge(bins=1, d_prime=0.0, known=0.5, answers=3),
        Knowledge(bins=3, d_prime=2.0, recall=1.0, misbelief=1.0, answers=4),
        Knowledge(bins=3, d_prime=2.0, recall=0.0, misbelief=0.0, answers=5),
    ],
    ids=["one bin", "sure of everything", "recall never right"],
)
@pytest.mark.parametrize("objective", [SFT(), PolicyGradient(), GRPO(group=3), DPO()], ids=repr)
def test_worlds_at_their_edges_lump_exactly(world: Knowledge, objective: Objective) -> None:
    agree(world, ((objective, 5),), memory=1.0)


def test_an_answer_of_a_large_class_moves_as_little_as_a_single_answer_does() -> None:
    # The trap: a class of 47 answers that handed each the gradient of all of them would agree
    # without memory, and run away with it.
    world = Knowledge(bins=1, d_prime=0.0, known=0.5, answers=50)
    agree(world, ((PolicyGradient(), 4),), memory=5.0)
