"""What one step of Monte Carlo sees: questions and answers that are drawn, and what they weigh.

Questions of one kind are drawn together: what is counted is how many answers of each class came up,
how many groups of each composition, how many pairs of which winner and loser. The mean of every
estimate is `objective.weights`, the exact coefficient, times the number of questions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from teachsim.core.arrays import FloatArray, IntArray
from teachsim.core.regimes import DEMONSTRATION
from teachsim.tabular.answers import ANSWERS, BELIEVED, GOLD, IDK, OTHER
from teachsim.tabular.objectives.group import GRPO, RLOO, advantages, compositions
from teachsim.tabular.objectives.one_sided import BestOfN, RejectionSampling
from teachsim.tabular.objectives.preference import DPO
from teachsim.tabular.objectives.reward_driven import log_ratio
from teachsim.tabular.objectives.situation import Objective, Situation

__all__ = ["Batch", "draw", "estimate", "table_size"]

_NEVER = 1e-300  # in place of the logarithm of 0


@dataclass(frozen=True, eq=False)
class Batch:
    """Questions and answers that were drawn.

    Attributes:
        taken: `(N,)` how many questions of each kind.
        answers: `(N, A)` how many answers of each class to them.
        proposal: `(N, A)` the chances from which those were drawn.
        group: Answers to each question.
    """

    taken: IntArray
    answers: IntArray
    proposal: FloatArray
    group: int


def table_size(objective: Objective) -> int:
    """How many numbers a step draws for each kind of item."""
    if isinstance(objective, (GRPO, RLOO)):
        return (objective.group + 1) * (objective.group + 2) // 2
    return ANSWERS**2 if isinstance(objective, DPO) else ANSWERS


def draw(
    objective: Objective,
    at: Situation,
    *,
    taken: IntArray,
    group: int,
    rng: np.random.Generator,
) -> Batch:
    """Answers to the questions taken.

    They are the policy's own; for what is fine-tuned on filtered answers, those that pass: the best
    of n, or the first that is kept, drawn until there is one. An item of which nothing can be kept
    gives none.

    Args:
        objective: What will be estimated of them.
        at: The situation.
        taken: `(N,)` how many questions of each kind.
        group: Answers to each question.
        rng: Where chance comes from.
    """
    proposal = at.chances
    if isinstance(objective, (BestOfN, RejectionSampling)):
        proposal = objective.weights(at)
    total = proposal.sum(axis=1, keepdims=True)
    share = np.divide(proposal, total, out=np.zeros_like(proposal), where=total > 0)
    return Batch(taken, rng.multinomial(taken * group, share), proposal, group)


def estimate(
    objective: Objective, at: Situation, *, batch: Batch, rng: np.random.Generator
) -> FloatArray:
    """`(N, A)` an unbiased estimate of the coefficients, summed over the questions taken.

    Own answers weigh w / q, with q the chances from which they were drawn. What is demonstrated is
    not drawn: the label is the sample. Groups and pairs are drawn here, as they are never kept.

    Args:
        objective: What to estimate.
        at: The situation.
        batch: What was drawn.
        rng: Where chance comes from.
    """
    if isinstance(objective, (GRPO, RLOO)):
        return _groups(objective, at, taken=batch.taken, rng=rng)
    if isinstance(objective, DPO):
        return _pairs(objective, at, batch=batch, rng=rng)
    weights = objective.weights(at)
    if objective.regime == DEMONSTRATION:
        return np.asarray(weights * batch.taken[:, np.newaxis])
    each = np.divide(weights, batch.proposal, out=np.zeros_like(weights), where=batch.proposal > 0)
    return np.asarray(each * batch.answers / batch.group)


def _groups(
    objective: GRPO | RLOO, at: Situation, *, taken: IntArray, rng: np.random.Generator
) -> FloatArray:
    """Of groups: how many of each composition there are, and what their advantages sum to."""
    members, ways = compositions(objective.group)
    right, idk = at.chances[:, GOLD], at.chances[:, IDK]
    outcome = np.stack([right, np.clip(1 - right - idk, 0, None), idk], axis=1)
    chance = np.exp(np.log(np.maximum(outcome, _NEVER)) @ members.T + ways)
    groups = rng.multinomial(taken, chance / chance.sum(axis=1, keepdims=True))  # (N, compositions)
    gains = _advantages(objective, members, worth=at.worth[[GOLD, BELIEVED, IDK]]) / objective.group
    wrong = groups * members[:, 1].astype(np.int64)
    of_wrong = at.chances[:, BELIEVED] + at.chances[:, OTHER]
    share = np.divide(
        at.chances[:, BELIEVED], of_wrong, out=np.zeros_like(of_wrong), where=of_wrong > 0
    )
    believed = rng.binomial(wrong, np.clip(share, 0, 1)[:, np.newaxis])
    found = np.empty_like(at.chances)
    found[:, GOLD] = groups @ (members[:, 0] * gains[:, 0])
    found[:, BELIEVED] = believed @ gains[:, 1]
    found[:, OTHER] = (wrong - believed) @ gains[:, 1]
    found[:, IDK] = groups @ (members[:, 2] * gains[:, 2])
    return found


def _advantages(objective: GRPO | RLOO, members: FloatArray, *, worth: FloatArray) -> FloatArray:
    """`(N, 3)` the advantage of each outcome in groups of each composition."""
    if isinstance(objective, GRPO) and objective.std:
        return advantages(members, worth)
    gain = worth - members @ worth[:, np.newaxis] / objective.group
    if isinstance(objective, GRPO):
        return np.asarray(gain)
    return np.asarray(gain * objective.group / (objective.group - 1))  # less the mean of the others


def _pairs(objective: DPO, at: Situation, *, batch: Batch, rng: np.random.Generator) -> FloatArray:
    """Of pairs from the reference: how many there are of each winner and loser."""
    moved = log_ratio(at.chances, at.reference)
    apart = moved[:, :, np.newaxis] - moved[:, np.newaxis, :]
    both = at.reference[:, :, np.newaxis] * at.reference[:, np.newaxis, :]
    won = (both * objective.prefers(at.worth)).reshape(len(both), -1)
    pairs = rng.multinomial(batch.taken * batch.group, won / won.sum(axis=1, keepdims=True))
    pull = pairs.reshape(apart.shape) * expit(-objective.beta * apart) / (2 * batch.group)
    return np.asarray(objective.beta * (pull.sum(axis=2) - pull.sum(axis=1)))
