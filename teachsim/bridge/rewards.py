"""Rewards of sampled answers without a trip to the host: token ids against accepted answers.

G completions of each prompt are compared with the answers that are accepted for it and with the
ways to say "I don't know"; each gets a reward, and an advantage over the others of its group. One
kernel does it on a GPU, plain torch elsewhere, and both mean the same:

- A completion ends with its first end token; what follows does not count. One without is wrong.
- It is right if it equals an accepted answer, its end token included. Answers and ways to abstain
  carry theirs, and are padded after it; a row without one accepts nothing. Only the first Tg tokens
  can match. Of the K rows of `gold` the first `n_gold` count, whatever stands in the others.
- It abstains if it equals a way to abstain as a whole: an answer that contains one does not. What
  is accepted *and* a way to abstain is right: somebody listed it as an answer.
- `std` divides by the unbiased deviation (divisor G - 1), as TRL and verl do, but adds nothing to
  it: equal rewards have the advantage 0, exactly, and so has a group of one, on every scale.
- By `prefix` each token is a decision of its own, of those members that were on their way to an
  accepted answer until then. It is worth `right` if it stays on the way, `wrong` if it is the first
  to leave it; tokens of an abstention are worth `abstain`. It is compared, as `scale` says, with
  the same token of the other members on the way, and that is its weight: an advantage of its own,
  so that a group in which all are wrong can still learn from who was wrong latest. Tokens after the
  first that leaves have weight 0.
- By `sequence` each token up to the end has weight 1, by `length` 1 / length. A completion without
  an end token is as long as its row, T, even if that is filled up with padding.

Shapes are checked, values are not: `check_answers` does that, once, before training.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from typing import TypeVar

import torch
from torch import Tensor

from teachsim.bridge import reward_reference as reference
from teachsim.bridge.reward_checks import (
    check_answers,
    check_scores,
    check_tensors,
    checked_reward,
)
from teachsim.bridge.reward_reference import Answers, GroupReward, Rules, Scale, TokenCredit
from teachsim.core.checks import quoted, whole_number
from teachsim.tabular.reward import Reward

__all__ = [
    "Backend",
    "GroupReward",
    "Scale",
    "TokenCredit",
    "check_answers",
    "group_advantage",
    "group_reward",
]

_LARGEST_GROUP = 1024  # of the kernel: a group must fit into one program
Choice = TypeVar("Choice", bound=StrEnum)


class Backend(StrEnum):
    """What computes rewards."""

    AUTO = "auto"  # the kernel on a GPU where triton is installed, else torch
    TORCH = "torch"
    TRITON = "triton"


def group_reward(  # noqa: PLR0917  # four tensors that belong together, read in this order
    completions: Tensor,
    gold: Tensor,
    n_gold: Tensor,
    abstain: Tensor,
    *,
    group: int,
    pad: int,
    eos: int,
    reward: Reward,
    scale: str = "std",
    credit: str = "sequence",
    backend: str = "auto",
) -> GroupReward:
    """What completions are worth, computed where they are.

    The same numbers, bit for bit, whatever computes them. Nothing waits for the device, so that a
    CUDA graph can hold it.

    Args:
        completions: `(B * G, T)` int32 or int64 token ids, the G completions of a prompt in a row.
        gold: `(B, K, Tg)` accepted answers, each with its end token, then padded.
        n_gold: `(B,)` how many of the K answers there are.
        abstain: `(A, Ta)` ways to abstain, each with its end token, then padded; Ta <= Tg.
        group: G, at least 1; at most 1,024 with the kernel.
        pad: Token that fills rows up; it agrees with nothing, unless it is the end token as well.
        eos: The end token.
        reward: Worth of each kind of answer.
        scale: "std", "none" or "loo": how rewards are compared within a group.
        credit: "sequence", "length" or "prefix": what tokens are credited with.
        backend: "auto", "torch" or "triton".

    Raises:
        ValueError: If a tensor is not of this kind, shape or device, or not contiguous, an option
            is unknown, or there is no kernel where one is asked for.

    >>> IDK, END, PAD = 1, 0, 9
    >>> said = torch.tensor([[5, 6, END], [IDK, END, PAD], [5, 7, END], [5, 6, 6]])
    >>> found = group_reward(
    ...     said, torch.tensor([[[5, 6, END]]]), torch.tensor([1]), torch.tensor([[IDK, END]]),
    ...     group=4, pad=PAD, eos=END, reward=Reward(right=1, wrong=-1, abstain=0), scale="none",
    ... )
    >>> found.outcome.tolist(), found.advantage.tolist(), found.prefix.tolist()
    ([1, 2, 0, 0], [1.25, 0.25, -0.75, -0.75], [3, 0, 1, 2])
    """
    rules = Rules(
        group=whole_number(group, thing="group", least=1, way_out="it is completions per prompt"),
        pad=whole_number(pad, thing="pad", least=0, way_out="give the id of a token"),
        eos=whole_number(eos, thing="eos", least=0, way_out="give the id of a token"),
        reward=checked_reward(reward),
        scale=_named(Scale, scale, thing="scale"),
        credit=_named(TokenCredit, credit, thing="credit"),
    )
    answers = Answers(completions, gold, n_gold, abstain)
    check_tensors(answers, group=rules.group)
    if not _takes_kernel(backend, device=completions.device, group=rules.group):
        return reference.group_reward(answers, rules=rules)
    from teachsim.bridge import reward_launch  # imports triton

    return reward_launch.group_reward(answers, rules=rules)


def group_advantage(
    scores: Tensor, *, group: int, scale: str = "std", backend: str = "auto"
) -> Tensor:
    """`(B * G,)` float32 advantages of the scores of a learned reward model, or of any other.

    Statistics are taken in float64 and rounded once; kernel and torch may add in another order, and
    so differ by a unit in the last place. No gradient flows. A score that is not finite gives its
    group NaN.

    Args:
        scores: `(B * G,)` of a floating type, the G of a prompt in a row.
        group: G, at least 1; at most 1,024 with the kernel.
        scale: "std", "none" or "loo": how they are compared within a group.
        backend: "auto", "torch" or "triton".

    Raises:
        ValueError: As `group_reward` does.

    >>> group_advantage(torch.tensor([1.0, 2.0, 6.0]), group=3, scale="loo").tolist()
    [-3.0, -1.5, 4.5]
    """
    n = whole_number(group, thing="group", least=1, way_out="it is completions per prompt")
    kind = _named(Scale, scale, thing="scale")
    check_scores(scores, group=n)
    scores = scores.detach()
    if _takes_kernel(backend, device=scores.device, group=n):
        from teachsim.bridge import reward_launch  # imports triton

        return reward_launch.group_advantage(scores, group=n, scale=kind)
    return reference.advantage(scores.view(-1, n), scale=kind).view(-1)


def _takes_kernel(backend: str, *, device: torch.device, group: int) -> bool:
    """Whether the kernel is to compute it.

    Raises:
        ValueError: If it is asked for, and cannot be had.
    """
    kind = _named(Backend, backend, thing="backend")
    if kind is Backend.TORCH:
        return False
    if kind is Backend.AUTO:
        return device.type == "cuda" and group <= _LARGEST_GROUP and _triton_is_installed()
    if not _triton_is_installed():
        raise ValueError(
            "backend is 'triton', but triton is not installed; install teachsim[kernel], which "
            "needs Linux, or use backend='auto'"
        )
    if group > _LARGEST_GROUP:
        raise ValueError(
            f"group is {group}, but the kernel takes at most {_LARGEST_GROUP}; use backend='torch'"
        )
    from teachsim.bridge import reward_launch  # imports triton

    reward_launch.check_device(device)
    return True


@cache
def _triton_is_installed() -> bool:
    return find_spec("triton") is not None


def _named(kind: type[Choice], value: str, *, thing: str) -> Choice:
    """The choice of that name.

    Raises:
        ValueError: If there is none.
    """
    try:
        return kind(value)
    except ValueError:
        raise ValueError(
            f"{thing} is {quoted(value)}, but must be one of {', '.join(kind)}"
        ) from None
