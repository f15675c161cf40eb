"""What each objective descends, one line of loss each, on samples of the model's own answers.

The tabular side's objectives are the settings (`teachsim.tabular.objectives`): there each is one
coefficient w(y | q) in expectation, here its estimate from a group of G sampled answers. Whatever
ascends E[A(y) grad log pi(y)] descends -A log pi, with A, the advantage, held fixed.

Shapes: B prompts, G answers each, T tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

import torch
from torch import Tensor
from torch.nn import functional

from teachsim.bridge.rewards import group_advantage
from teachsim.core.checks import quoted
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.objectives import (
    DPO,
    GRPO,
    NSR,
    PPO,
    PSR,
    RLOO,
    BestOfN,
    Distillation,
    KLRegularised,
    PolicyGradient,
    RejectionSampling,
    WReinforce,
)
from teachsim.tabular.objectives.situation import Objective

__all__ = ["Sample", "advantage", "comparison", "loss", "needs_old", "needs_reference"]


@dataclass(frozen=True, eq=False)
class Sample:
    """Answers to a batch of prompts, marked.

    Attributes:
        reward: `(B, G)` of each answer.
        weight: `(B, G, T)` what each token counts: the credit it gets for its answer's reward; or,
            by token, what it is worth itself, compared.
        old: `(B, G, T)` log chance of each token when the answers were drawn; 0 where it is not
            needed.
        reference: `(B, G, T)` the same for the model at the start of the phase.
        teacher: `(B, G)` log chance of each answer for a teacher model; 0 where there is none.
        by_token: Whether tokens are worth something each, and not their answer as a whole.
    """

    reward: Tensor
    weight: Tensor
    old: Tensor
    reference: Tensor
    teacher: Tensor
    by_token: bool = False


def needs_reference(objective: Objective) -> bool:
    """Whether an objective compares with the model at the start of the phase."""
    return isinstance(objective, (KLRegularised, DPO))


def needs_old(objective: Objective) -> bool:
    """Whether an objective compares with the model that the answers were drawn from."""
    return isinstance(objective, (KLRegularised, PPO, Distillation))


def comparison(objective: object) -> str | None:
    """How an objective compares rewards within a group, where that is all it does with them."""
    if isinstance(objective, GRPO):
        return "std" if objective.std else "none"
    others = isinstance(objective, RLOO) or objective == PolicyGradient()
    return "loo" if others else None


@singledispatch
def advantage(objective: Objective, at: Sample) -> Tensor:
    """`(B, G)` what each answer is worth, compared; held fixed in the loss.

    Raises:
        ValueError: If the objective has no form for sampled answers.
    """
    raise ValueError(
        f"objective {quoted(objective)} has no form for answers sampled from a network; use one of "
        "SFT, PolicyGradient, PPO, GRPO, RLOO, KLRegularised, PSR, NSR, WReinforce, "
        "RejectionSampling, BestOfN, DPO, Distillation"
    )


def less_others(gain: Tensor) -> Tensor:
    """`(B, G)` each gain less the mean of the others in its group: an unbiased baseline."""
    return group_advantage(gain.flatten(), group=gain.shape[1], scale="loo").view_as(gain)


@advantage.register
def _(objective: PolicyGradient, at: Sample) -> Tensor:
    # The mean over the policy's own answers is estimated by the others of the group: no bias.
    return less_others(at.reward) if objective.baseline is None else at.reward - objective.baseline


@advantage.register
def _(objective: RLOO, at: Sample) -> Tensor:
    return less_others(at.reward)


@advantage.register
def _(objective: GRPO, at: Sample) -> Tensor:
    scale = comparison(objective) or "none"
    return group_advantage(at.reward.flatten(), group=at.reward.shape[1], scale=scale).view_as(
        at.reward
    )


@advantage.register
def _(objective: KLRegularised, at: Sample) -> Tensor:
    return less_others(at.reward - objective.beta * (at.old - at.reference).sum(-1))


@advantage.register
def _(objective: PSR, at: Sample) -> Tensor:
    return at.reward.clamp(min=0)


@advantage.register
def _(objective: NSR, at: Sample) -> Tensor:
    return at.reward.clamp(max=0)


@advantage.register
def _(objective: WReinforce, at: Sample) -> Tensor:
    return objective.lam * at.reward.clamp(min=0) + at.reward.clamp(max=0)


@advantage.register
def _(objective: RejectionSampling, at: Sample) -> Tensor:
    kept = (at.reward > 0).to(at.reward.dtype)
    # An estimate of pi(y) / pi(kept): the mean over those kept, a prompt without any says nothing.
    return kept * kept.shape[1] / kept.sum(1, keepdim=True).clamp(min=1)


@advantage.register
def _(objective: BestOfN, at: Sample) -> Tensor:
    best = (at.reward == at.reward.amax(1, keepdim=True)).to(at.reward.dtype)
    return best * best.shape[1] / best.sum(1, keepdim=True)  # shared over ties


@advantage.register
def _(objective: Distillation, at: Sample) -> Tensor:
    return less_others(at.teacher - at.old.sum(-1))  # reverse: KL(student | teacher)


@advantage.register
def _(objective: NoisyGrader, at: Sample) -> Tensor:
    return advantage(objective.objective, at)  # its grades are in the reward


@singledispatch
def loss(objective: Objective, at: Sample, *, now: Tensor) -> Tensor:
    """The mean over answers of what is descended, a scalar.

    Args:
        objective: What is ascended.
        at: The answers, marked.
        now: `(B, G, T)` log chance of each token now, with its gradient.
    """
    worth = at.weight
    if not at.by_token:
        worth = worth * advantage(objective, at).detach()[..., None]
    return -(worth * now).sum(-1).mean()


@loss.register
def _(objective: PPO, at: Sample, *, now: Tensor) -> Tensor:
    gain = less_others(at.reward).detach()
    ratio = (now - at.old).sum(-1).exp()  # of whole answers, as on the tabular side
    clipped = ratio.clamp(1 - objective.clip, 1 + objective.clip)
    return -torch.minimum(gain * ratio, gain * clipped).mean()


@loss.register
def _(objective: DPO, at: Sample, *, now: Tensor) -> Tensor:
    moved = (now - at.reference).sum(-1)  # (B, G)
    apart = objective.beta * (moved[:, :, None] - moved[:, None, :])
    gap = at.reward[:, :, None] - at.reward[:, None, :]
    sure = objective.labels == "deterministic"
    prefers = (1 + gap.sign()) / 2 if sure else gap.sigmoid()
    pairs = ~torch.eye(gap.shape[1], dtype=torch.bool, device=gap.device)
    return -(prefers * functional.logsigmoid(apart))[:, pairs].mean()
