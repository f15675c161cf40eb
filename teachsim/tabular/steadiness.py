"""How large a step may be: beyond that, training swings about its target and never settles.

A step of gradient ascent settles where rate times curvature is below 2. The log likelihood of a
softmax has curvature at most 1/2, that of the matrix diag p - p p^T; *stiffness* says how many
times that an objective may have. Demonstrations, own samples that are kept, and distillation have
1; a divergence weighed by beta has beta; preferences have beta^2 / 4, the greatest slope of
beta sigmoid(-beta D). The expected reward alone has none to speak of: it ends in a corner, where
steps of any size end too. What is memorised of an item moves its logits as well. That is the worst
case: demonstrations of right answers alone end in a corner, where larger steps end too, so `exact`
looks whether such a course did swing. Sampling cannot tell that from noise, and does not begin it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.tabular.objectives.distilled import Distillation
from teachsim.tabular.objectives.one_sided import BestOfN, RejectionSampling
from teachsim.tabular.objectives.preference import DPO
from teachsim.tabular.objectives.reward_driven import KLRegularised
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.objectives.supervised import SFT

__all__ = ["check_begun", "check_settled", "check_steady", "stiffness"]

_STEADY = 4.0
"""Greatest rate times stiffness: 2 over the curvature of a softmax."""

_LATE = 20  # steps at the end of a phase that are looked at
_STILL = 0.01  # sum of a chance's changes over these that count as none


def stiffness(objective: Objective) -> float:
    """How many times the curvature of a softmax an objective may have; 0 where steps cannot swing.

    An objective of one's own is not judged: 0.
    """
    if isinstance(objective, KLRegularised):
        return objective.beta
    if isinstance(objective, DPO):
        return objective.beta**2 / 4
    copies = isinstance(objective, (SFT, Distillation, RejectionSampling, BestOfN))
    return 1.0 if copies else 0.0


def check_steady(objective: Objective, *, rate: float, memory: float) -> None:
    """Refuse steps so large that training may swing about its target for ever.

    Raises:
        ValueError: If they are; it names the largest rate that is safe.
    """
    if rate > _safe(objective, memory=memory):
        raise ValueError(_refusal(objective, rate=rate, memory=memory))


def check_begun(phases: Sequence[tuple[Objective, int]], *, rate: float, memory: float) -> None:
    """Refuse the same before a course is begun, but for what can be seen to swing afterwards."""
    for objective, _ in phases:
        if memory or not _pulls_back(objective):
            check_steady(objective, rate=rate, memory=memory)


def check_settled(
    phases: Sequence[tuple[Objective, int]], told: FloatArray, *, rate: float, memory: float
) -> None:
    """Refuse a course that still swings about its target where a phase of too large steps ends.

    Args:
        phases: Objectives and steps.
        told: `(steps + 1, n)` chances read off before each step and at the end.
        rate: Learning rate.
        memory: That of rote memory, relative to it.

    Raises:
        ValueError: If it swings; it names the largest rate that is safe.
    """
    end = 0
    for objective, steps in phases:
        start, end = end, end + steps
        if rate <= _safe(objective, memory=memory):
            continue
        last = told[max(start, end - _LATE) : end + 1]
        way = np.abs(np.diff(last, axis=0)).sum(axis=0)
        if (way > np.maximum(_STILL, 2 * np.abs(last[-1] - last[0]))).any():
            raise ValueError(_refusal(objective, rate=rate, memory=memory))


def _pulls_back(objective: Objective) -> bool:
    """Whether a step that went too far is always followed by one back: labels do not wane.

    What weighs by its own chances may instead be thrown into a corner, and stay there.
    """
    demonstrates = isinstance(objective, Distillation) and objective.direction == "forward"
    return demonstrates or isinstance(objective, SFT)


def _safe(objective: Objective, *, memory: float) -> float:
    """The largest rate at which no course swings for ever."""
    pull = stiffness(objective) * (1 + memory)
    return _STEADY / pull if pull > 0 else math.inf


def _refusal(objective: Objective, *, rate: float, memory: float) -> str:
    safe = _safe(objective, memory=memory)
    return (
        f"rate is {rate:g}, but {type(objective).__name__} with memory {memory:g} swings about "
        f"its target for ever above {safe:.3g}; use that or less, and more steps"
    )
