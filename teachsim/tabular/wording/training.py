"""Training on the wordings of one answer: every step of it, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import quoted
from teachsim.tabular.answers import ANSWERS, BELIEVED, GOLD, IDK, NOT_TAUGHT
from teachsim.tabular.numbers import MOST_COUNTED, count, number
from teachsim.tabular.objectives.group import GRPO
from teachsim.tabular.objectives.reward_driven import PPO, KLRegularised, NaturalGradient
from teachsim.tabular.objectives.situation import Demonstrating, Objective, Situation
from teachsim.tabular.policy import CLIP
from teachsim.tabular.reward import Reward, reward_of
from teachsim.tabular.wording.wordings import (
    Shown,
    Wordings,
    check_wordings,
    divergence,
    effective_number,
    validity,
)

__all__ = ["Course", "check", "train"]

_STEADY = 4.0
"""The rate times the pull to a target from which on steps may swing about it for ever: a step has
the derivative 1 - rate * pull * (diag pi - pi pi^T) there, with eigenvalues of at most 1 / 2."""

_MOST_KEPT = 20_000_000
"""Chances kept of a course: 160 MB."""


@dataclass(frozen=True, eq=False)
class Course:
    """A course of training on the wordings of one answer.

    Attributes:
        wordings: What was trained on.
        chances: `(steps + 1, R)` chance of each wording, and of "I don't know" as the last.
    """

    wordings: Wordings
    chances: FloatArray

    @property
    def validity(self) -> FloatArray:
        """`(steps + 1,)` chance that a valid wording is given."""
        return validity(self.chances, self.wordings)

    @property
    def effective(self) -> FloatArray:
        """`(steps + 1,)` effective number of valid wordings."""
        return effective_number(self.chances, self.wordings)

    @property
    def divergence(self) -> FloatArray:
        """`(steps + 1,)` divergence from the base model, in nats."""
        return divergence(self.chances, self.wordings)


def train(
    wordings: Wordings,
    objective: Objective,
    *,
    reward: Reward | None = None,
    steps: int = 2_000,
    rate: float = 1.0,
) -> Course:
    """The exact dynamics of training on the wordings of one answer.

    Args:
        wordings: The wordings and the base model.
        objective: `Shown`, as `wordings.diverse()`, or one that marks the policy's own answers.
        reward: What answers are worth; valid +1, others -1, "I don't know" 0 by default.
        steps: How many; steps * R is at most 20,000,000.
        rate: Learning rate, above 0, and below 4 for demonstrations, 4 / beta with a penalty;
            `rate * steps` is the time of the gradient flow.

    Raises:
        ValueError: If an argument is out of its range, or the objective shows labels of questions.

    >>> from teachsim.tabular import objectives
    >>> course = train(Wordings.zipf(), objectives.NaturalGradient())
    >>> f"{course.validity[-1]:.2f} {course.effective[-1]:.2f} {course.divergence[-1]:.3f}"
    '1.00 6.04 0.968'
    """
    check(wordings, objective)
    count(steps, thing="steps", least=0, most=MOST_COUNTED, way_out="use 2000")
    _steady(objective, number(rate, thing="rate", above=0, way_out="use 1"))
    start = wordings.start
    if steps * len(start) > _MOST_KEPT:
        raise ValueError(
            f"steps is {steps:,}, which with {len(start):,} responses makes more than "
            f"{_MOST_KEPT:,} chances to keep; raise the rate instead"
        )
    worth = wordings.worth(reward_of(reward))
    moved = np.zeros(len(start))
    chances = np.empty((steps + 1, len(start)))
    chances[0] = old = start
    for t in range(steps):
        if isinstance(objective, PPO) and t % objective.inner == 0:
            old = chances[t]
        w = _weights(objective, chances[t], worth=worth, start=start, old=old)
        moved = np.clip(moved + rate * w, -CLIP, CLIP)
        chances[t + 1] = start * np.exp(moved - moved.max())
        chances[t + 1] /= chances[t + 1].sum()
    return Course(wordings, chances)


def _steady(objective: Objective, rate: float) -> None:
    """Refuse a rate at which training swings about its target for ever."""
    if isinstance(objective, Shown):
        pull = 1.0
    elif isinstance(objective, KLRegularised):
        pull = objective.beta
    else:
        return
    if rate * pull >= _STEADY:
        raise ValueError(
            f"rate is {rate:g}, at which this objective overshoots its target for ever; it must be "
            f"below {_STEADY / pull:g}; use {1 / pull:g}"
        )


def check(wordings: Wordings, objective: object) -> None:
    """Refuse what are no wordings, and an objective that cannot be trained on them.

    Raises:
        ValueError: If it is none, shows labels of questions, or other wordings than these.
    """
    check_wordings(wordings)
    if not isinstance(objective, Objective) or isinstance(objective, Demonstrating):
        raise ValueError(
            f"the objective is {quoted(objective)}, but must mark the model's own answers or be "
            "demonstrations of wordings; pass wordings.only(1), .diverse() or .kept()"
        )
    if isinstance(objective, Shown) and len(objective.share) != len(wordings.base):
        raise ValueError(
            f"demonstrations are of {len(objective.share)} wordings, but there are "
            f"{len(wordings.base)}; make them with the same Wordings"
        )


def _weights(
    objective: Objective,
    chances: FloatArray,
    *,
    worth: FloatArray,
    start: FloatArray,
    old: FloatArray,
) -> FloatArray:
    """`(R,)` how the logits move: sum over y of w(y) grad log pi(y)."""
    if isinstance(objective, NaturalGradient):
        return np.asarray(worth - chances @ worth)
    if isinstance(objective, GRPO):
        w = _grouped(objective, chances, worth=worth)
    else:
        w = objective.weights(_situation(chances, worth=worth, start=start, old=old))[0]
    return np.asarray(w - chances * w.sum())


def _situation(
    chances: FloatArray, *, worth: FloatArray, start: FloatArray, old: FloatArray
) -> Situation:
    """One prompt, not shown any label, each of whose responses is a class of its own."""
    now, reference, drawn = chances[np.newaxis], start[np.newaxis], old[np.newaxis]
    return Situation(now, worth, np.full(1, NOT_TAUGHT), reference, drawn, np.ones_like(now))


def _grouped(objective: GRPO, chances: FloatArray, *, worth: FloatArray) -> FloatArray:
    """`(R,)` weights of GRPO, which tells no more than right, wrong and "I don't know"."""
    lump = np.full(len(worth), BELIEVED)
    lump[:-1][worth[:-1] == worth[:-1].max()] = GOLD
    lump[-1] = IDK
    mass = np.bincount(lump, chances, minlength=ANSWERS).astype(float)
    of_lump = np.array([worth[:-1].max(), worth[:-1].min(), worth[:-1].min(), worth[-1]])
    w = objective.weights(_situation(mass, worth=of_lump, start=mass, old=mass))[0]
    each = np.divide(w, mass, out=np.zeros(ANSWERS), where=mass > 0)
    return np.asarray(chances * each[lump])
