"""Laws that hold for every world, objective and reward, whatever the numbers."""

import itertools
from typing import Final

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.special import rel_entr

from teachsim.core.arrays import FloatArray
from teachsim.tabular import Features, Knowledge, Reward, exact, policy
from teachsim.tabular.answers import ANSWERS, NOT_TAUGHT
from teachsim.tabular.items import Items, items_of
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
    Situation,
    WReinforce,
)

FEW = settings(max_examples=25, deadline=None)
chances = st.floats(0.0, 1.0)
inner = st.floats(0.01, 0.99)

worlds = st.builds(
    Knowledge,
    bins=st.integers(1, 4),
    d_prime=st.floats(0.0, 4.0),
    known=chances,
    recall=chances,
    misbelief=chances,
    answers=st.integers(3, 60),
)
rewards = st.builds(Reward, *[st.floats(-3.0, 3.0)] * 3)
unregularised: Final = st.one_of(
    st.just(PolicyGradient()),
    st.builds(GRPO, st.integers(2, 5), st.booleans()),
    st.builds(RLOO, st.integers(2, 5)),
    st.just(NaturalGradient()),
)
one_column_each: Final = st.one_of(  # objectives that know of worths alone, not of right and wrong
    st.builds(PolicyGradient, st.none() | st.floats(-2, 2)),
    st.builds(KLRegularised, inner),
    st.builds(PPO, inner, st.integers(1, 3)),
    st.builds(RLOO, st.integers(2, 5)),
    st.sampled_from([PSR(), NSR(), RejectionSampling()]),
    st.builds(WReinforce, inner),
    st.builds(BestOfN, st.integers(1, 9)),
    st.builds(DPO, inner, st.sampled_from(["deterministic", "sampled"])),
)
supervised: Final = st.builds(
    SFT, st.sampled_from(["gold", "oracle", "random", "unfamiliar", "known"]), chances, chances
)
every: Final = st.one_of(supervised, unregularised, one_column_each)


@FEW
@given(worlds, every, rewards, st.floats(0.0, 2.0), st.sampled_from(Features))
@example(Knowledge(known=0.0), SFT(), Reward(), 1.0, Features.TABLE)
@example(Knowledge(known=1.0, recall=0.0), DPO(), Reward(), 1.0, Features.LINEAR)
@example(Knowledge(misbelief=1.0, recall=1.0), RejectionSampling(), Reward(), 1.0, Features.TABLE)
@example(Knowledge(d_prime=0.0), BestOfN(4), Reward(0, 0, 0), 1.0, Features.LINEAR)
@example(Knowledge(known=5e-324, bins=1), PolicyGradient(), Reward(), 0.0, Features.TABLE)
@example(Knowledge(known=1e-300), SFT(), Reward(), 0.0, Features.TABLE)
def test_every_answer_is_truthful_or_made_up_or_not_given(
    world: Knowledge, objective: Objective, reward: Reward, memory: float, kind: Features
) -> None:
    if isinstance(objective, NaturalGradient):
        memory, kind = 0.0, Features.TABLE
    run = exact.train(world, objective, reward, steps=6, rate=1.0, memory=memory, features_of=kind)
    for read in (run.held_out.by_knowledge, run.taught.by_knowledge):
        np.testing.assert_allclose(read.sum(axis=-1), 1, atol=1e-12)
        assert read.min() >= -1e-12
    total = run.truthful + run.hallucinated + run.abstained
    np.testing.assert_allclose(total, 1, atol=1e-12)
    np.testing.assert_allclose(run.gate @ world.share, 1 - run.abstained, atol=1e-9)


@FEW
@given(worlds, rewards, st.floats(-5.0, 5.0), st.floats(0.0, 1.0))
def test_a_constant_baseline_changes_nothing(
    world: Knowledge, reward: Reward, baseline: float, memory: float
) -> None:
    plain, shifted = (
        exact.train(world, PolicyGradient(baseline=b), reward, steps=10, memory=memory)
        for b in (None, baseline)
    )
    assert np.abs(plain.taught.by_knowledge - shifted.taught.by_knowledge).max() < 1e-10


@FEW
@given(worlds, unregularised, rewards, st.floats(0.1, 10.0), st.floats(-1e4, 1e4))
@example(Knowledge(), GRPO(), Reward(1, -1, 0), 1.0, 1e6)
def test_a_positive_affine_change_of_reward_leaves_unregularised_training_alone(
    world: Knowledge, objective: Objective, reward: Reward, scale: float, shift: float
) -> None:
    # Only the pace changes: where advantages are not standardised, the rate makes up for it. Worths
    # that differ by less than the rounding of the shift are no longer told apart by any means.
    worth = sorted({reward.right, reward.wrong, reward.abstain})
    if any(0 < b - a < 0.05 for a, b in itertools.pairwise(worth)):
        return
    other = Reward(*(scale * x + shift for x in (reward.right, reward.wrong, reward.abstain)))
    pace = 1.0 if isinstance(objective, GRPO) and objective.std else scale
    run = exact.train(world, objective, reward, steps=10, rate=1.0)
    moved = exact.train(world, objective, other, steps=10, rate=1.0 / pace)
    np.testing.assert_allclose(run.gate, moved.gate, atol=1e-8)


@FEW
@given(worlds, one_column_each, st.permutations(range(ANSWERS)), st.integers(0, 2**32 - 1))
def test_permuting_the_classes_of_answers_permutes_the_coefficients(
    world: Knowledge, objective: Objective, order: list[int], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    now, before = rng.dirichlet(np.ones(ANSWERS), size=(2, 3))
    worth = rng.integers(-2, 3, size=ANSWERS).astype(float)
    label, n = np.full(3, NOT_TAUGHT), np.ones((3, ANSWERS))
    plain = objective.weights(Situation(now, worth, label, before, before, n))
    permuted = Situation(now[:, order], worth[order], label, before[:, order], before[:, order], n)
    np.testing.assert_allclose(objective.weights(permuted), plain[:, order], atol=1e-12)


@FEW
@given(worlds, st.integers(2, 6), st.booleans(), rewards, st.integers(0, 2**32 - 1))
def test_the_two_classes_of_wrong_answers_are_alike_to_a_group(
    world: Knowledge, group: int, std: bool, reward: Reward, seed: int
) -> None:
    now = np.random.default_rng(seed).dirichlet(np.ones(ANSWERS), size=3)
    swapped = [0, 2, 1, 3]
    label, n = np.full(3, NOT_TAUGHT), np.ones((3, ANSWERS))
    worth = reward.of_answers()
    plain = GRPO(group, std).weights(Situation(now, worth, label, now, now, n))
    other = GRPO(group, std).weights(Situation(now[:, swapped], worth, label, now, now, n))
    np.testing.assert_allclose(other, plain[:, swapped], atol=1e-12)


@FEW
@given(st.integers(0, 2**32 - 1), st.permutations(range(4)))
def test_permuting_the_bins_permutes_the_policy_and_its_gradient(
    seed: int, order: list[int]
) -> None:
    rng = np.random.default_rng(seed)
    world = Knowledge(bins=4, d_prime=1.5)
    plain = items_of(world)
    modes, n = policy.tables(world, plain)
    phi = policy.features(world, Features.TABLE)
    to = np.array(order)
    permuted = Items(to[plain.bin], plain.known, plain.mass)
    at = policy.Parameters(rng.normal(size=(4, 3)), np.zeros((8, 3)), np.zeros((8, 4)))
    base = policy.Start().logits
    found = policy.look(at, base=base, phi=phi, items=plain, modes=modes)
    back = policy.look(at, base=base, phi=phi[np.argsort(to)], items=permuted, modes=modes)
    np.testing.assert_allclose(back.chances, found.chances, atol=1e-14)
    weights = found.chances * Reward().of_answers()
    for a, b in zip(
        policy.gradient(weights, found, n=n), policy.gradient(weights, back, n=n), strict=True
    ):
        np.testing.assert_allclose(a, b, atol=1e-14)


@FEW
@given(worlds, rewards, st.sampled_from(Features), st.floats(0.0, 1.0))
def test_small_steps_of_exact_policy_gradient_never_lower_the_reward(
    world: Knowledge, reward: Reward, kind: Features, memory: float
) -> None:
    run = exact.train(
        world, PolicyGradient(), reward, steps=30, rate=0.05, features_of=kind, memory=memory
    )
    climbed = np.diff(run.taught.reward(reward.of_answers()))
    assert climbed.min() > -1e-12


@FEW
@given(worlds, every, rewards, st.floats(0.0, 1.0))
def test_the_optimum_is_never_beaten_on_held_out_questions(
    world: Knowledge, objective: Objective, reward: Reward, memory: float
) -> None:
    memory = 0.0 if isinstance(objective, NaturalGradient) else memory
    run = exact.train(world, objective, reward, steps=25, rate=1.0, memory=memory)
    best = exact.optimum(world, reward)
    assert run.held_out.reward(reward.of_answers()).max() <= best.reward + 1e-9
    told = np.array([best.truthful, best.hallucinated, best.abstained])
    worth = np.array([reward.right, reward.wrong, reward.abstain])
    assert told @ worth == pytest.approx(best.reward, abs=1e-9)


@FEW
@given(st.floats(0.05, 2.0), rewards, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_small_steps_never_lower_the_reward_less_the_divergence_either(
    beta: float, reward: Reward, memory: float, recall: float
) -> None:
    # All questions known: the three rates are then the whole policy, and its divergence is theirs.
    world = Knowledge(known=1.0, recall=recall)
    run = exact.train(world, KLRegularised(beta), reward, steps=30, rate=0.05, memory=memory)
    rates = run.taught.overall
    divergence = rel_entr(rates, rates[0]).sum(axis=1)
    worth = np.array([reward.right, reward.wrong, reward.abstain])
    # The gate is one for all bins; so is the policy, and their divergence needs no mean.
    one_bin = np.abs(run.gate - run.gate[:, :1]).max() < 1e-9
    assert one_bin
    assert np.diff(rates @ worth - beta * divergence).min() > -1e-12


def test_nothing_known_of_oneself_leaves_all_bins_alike() -> None:
    world = Knowledge(d_prime=0.0)
    np.testing.assert_allclose(world.known_given_bin, world.known, atol=1e-12)
    run = exact.train(world, PolicyGradient(), Reward(1, -3, 0), steps=400)
    np.testing.assert_allclose(np.ptp(run.gate, axis=1), 0, atol=1e-9)
    assert run.abstained[-1] > 0.95, "at odds of one half a cost of 3 says: abstain"


@pytest.mark.parametrize("known", [0.0, 1.0])
def test_worlds_without_one_side_train_and_say_so(known: float) -> None:
    world = Knowledge(known=known)
    run = exact.train(world, PolicyGradient(), steps=600)
    answered = run.gate[-1]
    assert (answered > 0.95).all() if known else (answered < 0.05).all()
    missing = run.held_out.by_knowledge[:, 0 if known else 1]
    np.testing.assert_array_equal(missing, np.broadcast_to([0.0, 0.0, 1.0], missing.shape))


def share_of(world: Knowledge) -> FloatArray:
    return world.mass.sum(axis=0)


@FEW
@given(worlds)
def test_bins_hold_equal_mass_and_confidence_rises(world: Knowledge) -> None:
    np.testing.assert_allclose(world.share, 1 / world.bins, atol=1e-9)
    np.testing.assert_allclose(share_of(world), [1 - world.known, world.known], atol=1e-9)
    assert (np.diff(world.known_given_bin) >= -1e-9).all()
