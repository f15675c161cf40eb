"""Training objectives, one coefficient each: what supervised and reinforcement learning ascend."""

from teachsim.tabular.objectives.distilled import Distillation
from teachsim.tabular.objectives.group import GRPO, RLOO
from teachsim.tabular.objectives.one_sided import (
    NSR,
    PSR,
    BestOfN,
    RejectionSampling,
    WReinforce,
)
from teachsim.tabular.objectives.preference import DPO
from teachsim.tabular.objectives.reward_driven import (
    PPO,
    KLRegularised,
    NaturalGradient,
    PolicyGradient,
)
from teachsim.tabular.objectives.situation import Demonstrating, Objective, Situation
from teachsim.tabular.objectives.supervised import SFT, Labels

__all__ = [
    "DPO",
    "GRPO",
    "NSR",
    "PPO",
    "PSR",
    "RLOO",
    "SFT",
    "BestOfN",
    "Demonstrating",
    "Distillation",
    "KLRegularised",
    "Labels",
    "NaturalGradient",
    "Objective",
    "PolicyGradient",
    "RejectionSampling",
    "Situation",
    "WReinforce",
]
