"""Rewards and advantages of groups of completions: the definition, in torch, on any device.

No Python loop over rows, and nothing is read back to the host. The fused kernel of `reward_kernel`
computes the same. Conventions are stated in `rewards`; shapes: B prompts, G completions each, of T
tokens; K accepted answers of at most Tg tokens; A ways to abstain, of at most Ta.

A group has members of three kinds, so that its mean and variance follow from three counts: they do
not depend on the order of the members, and the kernel finds the same numbers, bit for bit. They are
taken in float64, where G equal rewards add up to exactly G times one of them, so that advantages of
equal rewards are exactly 0; so are those of equal scores, whose sums may be taken in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Tensor

from teachsim.tabular.reward import Reward

__all__ = ["Answers", "GroupReward", "Rules", "Scale", "TokenCredit", "advantage", "group_reward"]


class Scale(StrEnum):
    """How a reward r is compared with the others of its group, whose mean is m."""

    STD = "std"  # (r - m) / s, with the unbiased s, of divisor G - 1
    NONE = "none"  # r - m
    LOO = "loo"  # r - mean of the other G - 1


class TokenCredit(StrEnum):
    """What the tokens of a completion are credited with."""

    SEQUENCE = "sequence"  # each with the advantage
    LENGTH = "length"  # each with its share of the advantage
    PREFIX = "prefix"  # each with its own, until the first that leaves all accepted answers


@dataclass(frozen=True)
class Rules:
    """What counts, and for how much.

    Attributes:
        group: G, at least 1.
        pad: Token that fills rows up; it agrees with nothing, unless it is the end token as well.
        eos: The end token.
        reward: Worth of each kind of answer, in numbers that float32 can hold exactly.
        scale: How rewards are compared within a group.
        credit: What tokens are credited with.
    """

    group: int
    pad: int
    eos: int
    reward: Reward
    scale: Scale
    credit: TokenCredit


@dataclass(frozen=True, eq=False)
class Answers:
    """Completions and what they are compared with; int32 or int64, contiguous, on one device.

    Attributes:
        completions: `(B * G, T)` tokens.
        gold: `(B, K, Tg)` accepted answers.
        n_gold: `(B,)` how many of the K are.
        abstain: `(A, Ta)` ways to abstain.
    """

    completions: Tensor
    gold: Tensor
    n_gold: Tensor
    abstain: Tensor


@dataclass(frozen=True, eq=False)
class GroupReward:
    """What completions are worth; all on the device of the completions.

    Attributes:
        reward: `(B * G,)` float32, one of the three worths of `Reward`.
        advantage: `(B * G,)` float32, the reward compared within its group.
        outcome: `(B * G,)` int8: 0 wrong, 1 right, 2 abstained.
        weight: `(B * G, T)` float32, 0 after the end of a completion. By sequence or length it
            multiplies the advantage; by prefix it *is* the advantage of each token.
        prefix: `(B * G,)` int32, tokens that agree with the accepted answer that goes along
            furthest, in 0..min(T, Tg); the end token counts.
    """

    reward: Tensor
    advantage: Tensor
    outcome: Tensor
    weight: Tensor
    prefix: Tensor


def group_reward(answers: Answers, *, rules: Rules) -> GroupReward:
    """The rewards of groups of completions."""
    B, T = answers.gold.shape[0], answers.completions.shape[1]
    tokens = answers.completions.view(B, rules.group, T)
    position = torch.arange(T, dtype=torch.int32, device=tokens.device)
    end = position.masked_fill(tokens != rules.eos, T).amin(-1)  # (B, G), T if there is none
    number = torch.arange(answers.gold.shape[1], device=tokens.device)
    listed = number < answers.n_gold[:, None]
    agreed = _agreed(tokens, answers.gold, listed=listed, rules=rules)
    every = torch.ones((1, len(answers.abstain)), dtype=torch.bool, device=tokens.device)
    silent = _agreed(tokens, answers.abstain[None], listed=every, rules=rules)
    right = end < agreed
    abstained = (end < silent) & ~right
    length = (end + 1).clamp(max=T)
    prefix = torch.minimum(agreed, length)
    reward = torch.full(right.shape, rules.reward.wrong, device=tokens.device, dtype=torch.float32)
    reward.masked_fill_(abstained, rules.reward.abstain).masked_fill_(right, rules.reward.right)
    relative = _relative(right, ~(right | abstained), abstained=abstained, rules=rules)
    weight = _weight(abstained, length, prefix=prefix, position=position, rules=rules)
    outcome = right.to(torch.int8) + 2 * abstained.to(torch.int8)
    flat = [whole.view(-1) for whole in (reward, relative, outcome, prefix)]
    return GroupReward(flat[0], flat[1], flat[2], weight.view(-1, T), flat[3])


def advantage(score: Tensor, *, scale: Scale) -> Tensor:
    """`(B, G)` float32: scores `(B, G)` compared within groups."""
    score, n = score.double(), score.shape[1]
    apart = score - score.sum(1, keepdim=True) / n
    if scale is Scale.LOO:
        apart = apart * (n / max(n - 1, 1))
    if scale is Scale.STD:
        variance = apart.square().sum(1, keepdim=True) / max(n - 1, 1)
        apart = apart * (1 / variance.masked_fill(variance == 0, 1.0).sqrt())
    return apart.float()


def _agreed(tokens: Tensor, patterns: Tensor, *, listed: Tensor, rules: Rules) -> Tensor:
    """`(B, G)` int32, first tokens that agree with the pattern that goes along furthest.

    Args:
        tokens: `(B, G, T)` completions.
        patterns: `(B, K, Tp)`, or `(1, K, Tp)` for all prompts alike.
        listed: `(B, K)` or `(1, K)` bool, which patterns there are.
        rules: For pad and end.
    """
    width = min(tokens.shape[-1], patterns.shape[-1])
    pattern = patterns[:, None, :, :width]
    same = (tokens[:, :, None, :width] == pattern) & listed[:, None, :, None]  # (B, G, K, width)
    if rules.pad != rules.eos:
        same &= pattern != rules.pad
    position = torch.arange(width, dtype=torch.int32, device=tokens.device)
    agreed = position.masked_fill(same, width).amin(-1)
    return torch.nn.functional.pad(agreed, (1, 0)).amax(-1)  # a first 0, as K may be 0


def _relative(right: Tensor, wrong: Tensor, *, abstained: Tensor, rules: Rules) -> Tensor:
    """`(B, G, ...)` float32 advantages, from how many members are of each kind; 0 for no kind.

    Args:
        right: `(B, G, ...)` bool, members that are right.
        wrong: `(B, G, ...)` bool, members that are wrong.
        abstained: `(B, G, ...)` bool, members that abstain.
        rules: For the worth of each kind, and the scale.
    """
    worth = rules.reward
    n_right, n_wrong, n_abstained = (
        kind.sum(1, keepdim=True).double() for kind in (right, wrong, abstained)
    )
    n = n_right + n_wrong + n_abstained
    total = n_right * worth.right + n_wrong * worth.wrong + n_abstained * worth.abstain
    mean = total / n.clamp(min=1)
    by_right, by_wrong, by_abstaining = worth.right - mean, worth.wrong - mean, worth.abstain - mean
    factor = torch.ones_like(n)
    if rules.scale is Scale.LOO:
        factor = n / (n - 1).clamp(min=1)
    if rules.scale is Scale.STD:
        squares = n_right * by_right.square() + n_wrong * by_wrong.square()
        variance = (squares + n_abstained * by_abstaining.square()) / (n - 1).clamp(min=1)
        factor = 1 / variance.masked_fill(variance == 0, 1.0).sqrt()
    found = torch.where(abstained, (by_abstaining * factor).float(), 0.0)
    found = torch.where(wrong, (by_wrong * factor).float(), found)
    return torch.where(right, (by_right * factor).float(), found)


def _weight(
    abstained: Tensor, length: Tensor, *, prefix: Tensor, position: Tensor, rules: Rules
) -> Tensor:
    """`(B, G, T)` float32 weight of each token."""
    within = position < length[..., None]
    if rules.credit is TokenCredit.SEQUENCE:
        return within.float()
    if rules.credit is TokenCredit.LENGTH:
        return within.float() / length[..., None].float()
    silent = within & abstained[..., None]
    stays = (position < prefix[..., None]) & ~abstained[..., None]
    leaves = (position == prefix[..., None]) & within & ~abstained[..., None]
    return _relative(stays, leaves, abstained=silent, rules=rules)
