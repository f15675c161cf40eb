"""The best that a gate can do which sees the bins and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.core.checks import one_of
from teachsim.tabular.answers import ABSTAIN, GUESS, MODES, RECALL
from teachsim.tabular.items import by_mode, items_of
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.readout import rates
from teachsim.tabular.reward import Reward

__all__ = ["Optimum", "optimum"]

# Of equally good modes the first: what is indifferent abstains.
_PREFERRED = (ABSTAIN, RECALL, GUESS)


@dataclass(frozen=True, eq=False)
class Optimum:
    """The best that a gate over the bins can do.

    Attributes:
        answers: `(K,)` whether a bin is answered; what is indifferent is not.
        truthful: Chance of a right answer.
        hallucinated: Chance of a wrong one.
        abstained: Chance of "I don't know".
        reward: The mean reward.
    """

    answers: BoolArray
    truthful: float
    hallucinated: float
    abstained: float
    reward: float


def optimum(world: Knowledge, reward: Reward | None = None) -> Optimum:
    """The best gate: in each bin the mode with the greatest mean reward.

    Guessing is never better than recall as long as recall is right more often.

    Raises:
        ValueError: If the world or the reward is none.

    >>> best = optimum(Knowledge(), Reward())
    >>> f"{best.truthful:.3f} {best.hallucinated:.3f} {best.abstained:.3f} {best.reward:.3f}"
    '0.400 0.100 0.500 0.301'
    """
    one_of(Knowledge, world, thing="the world", way_out="pass Knowledge()")
    if reward is not None:
        one_of(Reward, reward, thing="the reward", way_out="pass Reward(1, -1, 0)")
    worth = (reward or Reward()).of_answers()
    items = items_of(world)
    modes = by_mode(world, items.known)
    gains = items.mass[:, np.newaxis] * (modes @ worth)
    by_bin = np.stack([np.bincount(items.bin, gains[:, m]) for m in range(MODES)], axis=1)
    by_bin = by_bin[:, _PREFERRED]
    best = np.array(_PREFERRED)[by_bin.argmax(axis=1)]
    chances = modes[np.arange(len(items)), best[items.bin]]
    told = rates(chances, items)
    share = np.array([1 - world.known, world.known])
    truthful, hallucinated, abstained = (share @ told).tolist()
    return Optimum(
        best != ABSTAIN, truthful, hallucinated, abstained, float(by_bin.max(axis=1).sum())
    )
