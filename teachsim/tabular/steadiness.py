"""How large a step may be: beyond that, training swings about its target and never settles.

A step of gradient ascent settles where rate times curvature is below 2. The log likelihood of a
softmax has curvature at most 1/2, that of the matrix diag p - p p^T; *stiffness* says how many
times that an objective may have. Demonstrations, own samples that are kept, and distillation have
1; a divergence weighed by beta has beta; preferences have beta^2 / 4, the greatest slope of
beta sigmoid(-beta D). The expected reward alone has none to speak of: it ends in a corner, where
steps of any size end too. What is memorised of an item moves its logits as well.
"""

from __future__ import annotations

from teachsim.tabular.objectives.distilled import Distillation
from teachsim.tabular.objectives.one_sided import BestOfN, RejectionSampling
from teachsim.tabular.objectives.preference import DPO
from teachsim.tabular.objectives.reward_driven import KLRegularised
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.objectives.supervised import SFT

__all__ = ["check_steady", "stiffness"]

_STEADY = 4.0
"""Greatest rate times stiffness: 2 over the curvature of a softmax."""


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
    """Refuse steps so large that training would swing about its target for ever.

    Raises:
        ValueError: If they are; it names the largest rate.
    """
    pull = stiffness(objective) * (1 + memory)
    if rate * pull > _STEADY:
        raise ValueError(
            f"rate is {rate:g}, but {type(objective).__name__} with memory {memory:g} swings about "
            f"its target for ever above {_STEADY / pull:.3g}; use that or less, and more steps"
        )
