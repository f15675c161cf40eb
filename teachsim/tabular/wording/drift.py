"""What sampling does to variety: the same training from a few drawn answers, over many seeds.

In expectation PSR, NSR, GRPO and RLOO walk one curve. Drawn, they part where every answer is valid:
nothing is wrong then, so NSR rests; all rewards are equal, so GRPO and RLOO rest; PSR reinforces
whatever it happened to draw, a random walk without a drift that wanders until one wording is left,
as in genetic drift (M. Kimura, "Solution of a process of random genetic drift with a continuous
model", 1955).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import generator, quoted
from teachsim.tabular.numbers import MOST_COUNTED, count, floats, number
from teachsim.tabular.objectives.group import GRPO, RLOO
from teachsim.tabular.objectives.one_sided import NSR, PSR, RejectionSampling, WReinforce
from teachsim.tabular.objectives.reward_driven import PolicyGradient
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.policy import CLIP
from teachsim.tabular.reward import Reward, reward_of
from teachsim.tabular.wording.training import check
from teachsim.tabular.wording.wordings import Wordings, divergence, effective_number, validity

__all__ = ["Drift", "drift"]

_MOST_NUMBERS = 200_000_000
"""Chances computed in all: about ten seconds."""


@dataclass(frozen=True, eq=False)
class Drift:
    """Courses of sampled training, one for each seed.

    Attributes:
        validity: `(steps + 1, S)` chance that a valid wording is given.
        effective: `(steps + 1, S)` effective number of valid wordings.
        divergence: `(steps + 1, S)` divergence from the base model, in nats.
        ends: `(S, R)` the policies at the end.
    """

    validity: FloatArray
    effective: FloatArray
    divergence: FloatArray
    ends: FloatArray


def drift(
    wordings: Wordings,
    objective: Objective,
    *,
    reward: Reward | None = None,
    samples: int = 8,
    steps: int = 500,
    rate: float = 0.5,
    seeds: int = 100,
    rng: np.random.Generator | int,
    start: FloatArray | None = None,
) -> Drift:
    """Train on answers that the policy draws, with many independent learners at once.

    Args:
        wordings: The wordings and the base model.
        objective: PolicyGradient, PSR, NSR, WReinforce, RejectionSampling, GRPO or RLOO; the last
            two draw their own group at each step.
        reward: What answers are worth; valid +1, others -1, "I don't know" 0 by default.
        samples: Answers drawn at each step by the others, at least 1.
        steps: How many.
        rate: Learning rate, above 0.
        seeds: S, number of learners.
        rng: A generator, consumed; or a seed.
        start: `(R,)` the policy to begin with; the base model by default. Divergence is from the
            base model in any case.

    Raises:
        ValueError: If an argument is out of its range, or the objective has no sampled form here.
    """
    check(wordings, objective)
    number(rate, thing="rate", above=0, way_out="use 0.5")
    for name, value in (("samples", samples), ("steps", steps), ("seeds", seeds)):
        count(value, thing=name, least=1, most=MOST_COUNTED, way_out="use 100")
    rng = generator(rng, way_out="pass a seed or a numpy Generator")
    begin = wordings.start if start is None else _policy(start, n=len(wordings.start))
    if steps * seeds * len(begin) > _MOST_NUMBERS:
        raise ValueError(
            f"steps * seeds is {steps * seeds:,}, which with {len(begin):,} responses makes more "
            f"than {_MOST_NUMBERS:,} chances to compute; use fewer seeds"
        )
    worth = wordings.worth(reward_of(reward))
    drawn = objective.group if isinstance(objective, (GRPO, RLOO)) else samples
    chances = np.tile(begin, (seeds, 1))
    moved = np.zeros_like(chances)
    told = np.empty((3, steps + 1, seeds))
    for t in range(steps + 1):
        told[:, t] = [read(chances, wordings) for read in (validity, effective_number, divergence)]
        if t == steps:
            break
        counts = rng.multinomial(drawn, chances).astype(float)
        w = _weights(objective, counts, worth=worth, chances=chances)
        moved = np.clip(moved + rate * (w - chances * w.sum(axis=1, keepdims=True)), -CLIP, CLIP)
        chances = begin * np.exp(moved - moved.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
    return Drift(told[0], told[1], told[2], chances)


def _policy(start: FloatArray, *, n: int) -> FloatArray:
    """The policy to begin with, checked."""
    found = floats(start, thing="chances to start with", way_out="use the row of a Course")
    if found.shape != (n,) or not (found >= 0).all() or not abs(found.sum() - 1) < 1e-9:
        raise ValueError(
            f"start is {quoted(start)}, but must be {n} chances that sum to 1, of which the last "
            'is that of "I don\'t know"; a row of Course.chances is one'
        )
    return np.asarray(found / found.sum())


def _weights(
    objective: Objective, counts: FloatArray, *, worth: FloatArray, chances: FloatArray
) -> FloatArray:
    """`(S, R)` mean over the drawn answers of their advantage, on each response."""
    share = counts / counts.sum(axis=1, keepdims=True)
    match objective:
        case PSR():
            gain = np.maximum(worth, 0)
        case NSR():
            gain = np.minimum(worth, 0)
        case WReinforce(lam=lam):
            gain = np.maximum(worth, 0) * lam + np.minimum(worth, 0)
        case PolicyGradient(baseline=baseline):
            gain = worth - ((chances @ worth)[:, np.newaxis] if baseline is None else baseline)
        case GRPO() | RLOO():
            gain = _relative(objective, share, worth=worth)
        case RejectionSampling():
            kept = counts * (worth > 0)
            total = kept.sum(axis=1, keepdims=True)
            return np.divide(kept, total, out=np.zeros_like(kept), where=total > 0)
        case _:
            raise ValueError(
                f"{quoted(objective)} has no sampled form on wordings; use PolicyGradient, PSR, "
                "NSR, WReinforce, RejectionSampling, GRPO or RLOO"
            )
    return np.asarray(share * gain)


def _relative(objective: GRPO | RLOO, share: FloatArray, *, worth: FloatArray) -> FloatArray:
    """`(S, R)` advantage over the group; 0 where all its rewards are equal."""
    mean = (share @ worth)[:, np.newaxis]
    if isinstance(objective, RLOO):
        return np.asarray((worth - mean) * objective.group / (objective.group - 1))
    if not objective.std:
        return np.asarray(worth - mean)
    spread = np.sqrt(np.maximum((share @ worth**2)[:, np.newaxis] - mean**2, 0))
    equal = np.ptp(np.where(share > 0, worth, mean), axis=1) < 1e-9
    return np.divide(worth - mean, spread, out=np.zeros_like(share), where=~equal[:, np.newaxis])
