"""What an objective ascends is the gradient of what it says it ascends: finite differences.

The scalar objectives are written over single answers, groups of them, or tuples of them; those that
are a surrogate (the samples fixed, the policy free) are differentiated where the two coincide.
"""

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest

from teachsim.core.arrays import FloatArray
from teachsim.tabular import Knowledge, Reward, policy
from teachsim.tabular.answers import GOLD, IDK, NOT_TAUGHT
from teachsim.tabular.items import Items
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
from tests.tabular import item_by_item

V = 5
WORLD = Knowledge(bins=1, d_prime=0.0, recall=0.8, misbelief=0.55, answers=V)
REWARD = Reward(1.7, -1.2, 0.3)
R = [REWARD.right, *[REWARD.wrong] * (V - 1), REWARD.abstain]
START = policy.Start(0.25, 0.6)
GROUP, BEST_OF = 3, 3
STEP = 1e-5
NEAR = 1e-8

Scalar = Callable[[FloatArray, FloatArray, FloatArray], float]
"""Of pi, the policy at which the samples were drawn, and the reference: over single answers."""


def expected(pi: FloatArray, worth: list[float]) -> float:
    return float(pi @ np.array(worth))


def surrogate(weights: Callable[[FloatArray], list[float]]) -> Scalar:
    """Mean log-likelihood of samples that are kept as they were drawn."""
    return lambda pi, now, _: sum(
        w * math.log(p) for w, p in zip(weights(now), pi, strict=True) if w
    )


def group_surrogate(pi: FloatArray, now: FloatArray, *, std: bool) -> float:
    """Mean over groups drawn before of mean over members of ratio times advantage."""
    total = 0.0
    for members in itertools.product(range(V + 1), repeat=GROUP):
        gains = item_by_item.advantages([R[y] for y in members], std=std)
        ratios = [pi[y] / now[y] for y in members]
        chance = math.prod(now[y] for y in members)
        total += chance * sum(a * b for a, b in zip(gains, ratios, strict=True)) / GROUP
    return total


def clipped(pi: FloatArray, old: FloatArray, *, clip: float) -> float:
    gain = np.array(R) - expected(old, R)
    ratio = np.divide(pi, old, out=np.ones_like(pi), where=old > 0)
    return float(old @ np.minimum(ratio * gain, np.clip(ratio, 1 - clip, 1 + clip) * gain))


def divergence(pi: FloatArray, reference: FloatArray) -> float:
    return sum(p * math.log(p / q) for p, q in zip(pi, reference, strict=True) if p)


def dpo_reward(pi: FloatArray, reference: FloatArray, by: DPO) -> float:
    """Minus the loss: mean log-sigmoid of the margin over pairs drawn from the reference."""
    total = 0.0
    for i, j in itertools.product(range(V + 1), repeat=2):
        prefers = 1 / (1 + math.exp(R[j] - R[i])) if by.labels == "sampled" else 0.5
        if by.labels == "deterministic" and R[i] != R[j]:
            prefers = float(R[i] > R[j])
        margin = by.beta * (math.log(pi[i] / reference[i]) - math.log(pi[j] / reference[j]))
        total -= reference[i] * reference[j] * prefers * math.log1p(math.exp(-margin))
    return total


SAMPLED, SURE = DPO(0.6, labels="sampled"), DPO(0.6)
CASES: dict[Objective, Scalar] = {
    SFT(): lambda pi, _, __: math.log(pi[0]),
    PolicyGradient(): lambda pi, _, __: expected(pi, R),
    PolicyGradient(baseline=-3.0): lambda pi, _, __: expected(pi, R),
    NaturalGradient(): lambda pi, _, __: expected(pi, R),
    RLOO(GROUP): lambda pi, _, __: expected(pi, R),
    KLRegularised(0.4): lambda pi, _, ref: expected(pi, R) - 0.4 * divergence(pi, ref),
    PSR(): lambda pi, _, __: expected(pi, [max(x, 0.0) for x in R]),
    NSR(): lambda pi, _, __: expected(pi, [min(x, 0.0) for x in R]),
    WReinforce(0.3): lambda pi, _, __: expected(pi, [x * (0.3 if x > 0 else 1) for x in R]),
    RejectionSampling(): lambda pi, _, __: math.log(pi[0] + pi[V]),  # what has a positive reward
    BestOfN(BEST_OF): surrogate(lambda now: item_by_item.best_of(list(now), R, n=BEST_OF)),
    GRPO(GROUP): lambda pi, now, _: group_surrogate(pi, now, std=True),
    GRPO(GROUP, std=False): lambda pi, now, _: group_surrogate(pi, now, std=False),
    PPO(clip=0.1): lambda pi, _, ref: clipped(pi, ref, clip=0.1),
    SAMPLED: lambda pi, _, ref: dpo_reward(pi, ref, SAMPLED),
    SURE: lambda pi, _, ref: dpo_reward(pi, ref, SURE),
}


def single(gate: FloatArray, recall: FloatArray, *, known: bool) -> FloatArray:
    """`(V + 1,)` the policy over single answers."""
    chances = item_by_item.recalled(WORLD, known=known)
    mixed = item_by_item.normed(START.logits + gate)
    return mixed @ item_by_item.modes_of(chances, recall)


def by_differences(
    score: Callable[[FloatArray, FloatArray], float], gate: FloatArray, recall: FloatArray
) -> tuple[FloatArray, FloatArray]:
    found = []
    for which in (0, 1):
        slopes = []
        for i in range(len((gate, recall)[which])):
            ends = []
            for sign in (1, -1):
                at = [gate.copy(), recall.copy()]
                at[which][i] += sign * STEP
                ends.append(score(at[0], at[1]))
            slopes.append((ends[0] - ends[1]) / (2 * STEP))
        found.append(np.array(slopes))
    return found[0], found[1]


@pytest.mark.parametrize("objective", list(CASES), ids=repr)
@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
def test_an_objective_follows_the_gradient_of_its_scalar(
    objective: Objective, known: bool, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    gate = rng.normal(size=3)
    lumped = rng.normal(size=4)  # one logit for each member of a class
    member_of = np.array([0, 2 if known else 1, 2, 2, 2])
    recall = lumped[member_of]
    drawn = single(np.zeros(3), np.zeros(V), known=known)
    here = single(gate, recall, known=known)
    score = CASES[objective]

    def scalar(gate: FloatArray, recall: FloatArray) -> float:
        return score(single(gate, recall, known=known), here, drawn)

    to_gate, to_recall = by_differences(scalar, gate, recall)
    engine_gate, engine_recall = of_the_engine(objective, gate=gate, recall=lumped, known=known)
    np.testing.assert_allclose(engine_gate, to_gate, atol=NEAR)
    np.testing.assert_allclose(engine_recall[member_of], to_recall, atol=NEAR)


def of_the_engine(
    objective: Objective, *, gate: FloatArray, recall: FloatArray, known: bool
) -> tuple[FloatArray, FloatArray]:
    item = Items(np.array([0]), np.array([known]), np.array([1.0]))
    modes, n = policy.tables(WORLD, item)
    phi = np.ones((1, 1))

    def at(gate: FloatArray, recall: FloatArray) -> policy.Outlook:
        here = policy.Parameters(np.zeros((1, 3)), gate[np.newaxis], recall[np.newaxis])
        return policy.look(here, base=START.logits, phi=phi, items=item, modes=modes)

    now, before = at(gate, recall), at(np.zeros(3), np.zeros(4)).chances
    label = np.array([GOLD if isinstance(objective, SFT) else NOT_TAUGHT])
    situation = Situation(now.chances, REWARD.of_answers(), label, before, before, n)
    to_gate, to_recall = policy.gradient(objective.weights(situation), now, n=n)
    return to_gate[0], to_recall[0]


def test_teaching_to_abstain_moves_the_gate_alone() -> None:
    item = Items(np.array([0]), np.array([False]), np.array([1.0]))
    modes, n = policy.tables(WORLD, item)
    zero = policy.Parameters.zero(n_features=1, kinds=1)
    now = policy.look(zero, base=START.logits, phi=np.ones((1, 1)), items=item, modes=modes)
    shown = np.zeros((1, 4))
    shown[0, IDK] = 1
    to_gate, to_recall = policy.gradient(shown, now, n=n)
    np.testing.assert_allclose(to_gate[0], [-0.45, -0.3, 0.75], atol=1e-12)
    np.testing.assert_array_equal(to_recall, 0)


def test_guessing_explains_the_gold_answer_of_an_unknown_question_better_than_recall_does() -> None:
    # The lie is not put in: it is in the posterior of the modes.
    item = Items(np.array([0]), np.array([False]), np.array([1.0]))
    modes, n = policy.tables(WORLD, item)
    zero = policy.Parameters.zero(n_features=1, kinds=1)
    now = policy.look(zero, base=START.logits, phi=np.ones((1, 1)), items=item, modes=modes)
    shown = np.zeros((1, 4))
    shown[0, GOLD] = 1
    (recall, guess, abstain), _ = policy.gradient(shown, now, n=n)[0][0], None
    assert guess > 0 > abstain
    assert guess > recall
