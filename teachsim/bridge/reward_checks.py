"""What rewards are computed from: one refusal for each way in which tensors do not fit together.

Types, shapes and devices are known on the host, and checked at each call. Values are not, and to
read them waits for the device: `check_answers` is for once, before training.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge.reward_reference import Answers
from teachsim.core.checks import one_of, whole_number
from teachsim.tabular.reward import Reward

__all__ = ["check_answers", "check_scores", "check_tensors", "checked_reward"]

_TOKENS = (torch.int32, torch.int64)
_LARGEST = torch.finfo(torch.float32).max
_CONTENTS = {"gold": "an accepted answer", "abstain": "a way to abstain"}


def checked_reward(reward: object) -> Reward:
    """The reward, rounded to float32.

    Raises:
        ValueError: If it is none, or beyond float32.
    """
    one_of(Reward, reward, thing="reward", way_out="use Reward(right=1, wrong=-1, abstain=0)")
    assert isinstance(reward, Reward), "checked above"
    return _rounded(reward)


@lru_cache  # a run has one reward, and many steps
def _rounded(reward: Reward) -> Reward:
    worth = (reward.right, reward.wrong, reward.abstain)
    if max(map(abs, worth)) > _LARGEST:
        raise ValueError(f"{reward} is beyond {_LARGEST:.3g}, but must fit float32; use less")
    return Reward(*(float(np.float32(one)) for one in worth))


def check_tensors(answers: Answers, *, group: int) -> None:
    """Refuse completions and answers whose types, shapes or devices do not fit together.

    Raises:
        ValueError: If they do not.
    """
    completions, gold = answers.completions, answers.gold
    _check_tokens(completions, thing="completions", axes=("prompts * group", "tokens"))
    _check_tokens(gold, thing="gold", axes=("prompts", "answers", "tokens"))
    _check_tokens(answers.n_gold, thing="n_gold", axes=("prompts",))
    _check_tokens(answers.abstain, thing="abstain", axes=("ways to abstain", "tokens"))
    for thing, tensor in (("gold", gold), ("n_gold", answers.n_gold), ("abstain", answers.abstain)):
        if tensor.device != completions.device:
            raise ValueError(
                f"{thing} is on {tensor.device} and completions are on {completions.device}, but "
                f"they must be on one device; move {thing} there once, before training"
            )
    _check_groups(completions.shape[0], group=group, thing="completions")
    n_prompts = completions.shape[0] // group
    if gold.shape[0] != n_prompts or answers.n_gold.shape[0] != n_prompts:
        raise ValueError(
            f"gold and n_gold have {gold.shape[0]} and {answers.n_gold.shape[0]} rows, but must "
            f"have {n_prompts}: completions are {completions.shape[0]} in groups of {group}"
        )
    _check_widths(completions.shape[1], gold.shape[2], of_abstain=answers.abstain.shape[1])


def check_scores(scores: object, *, group: int) -> None:
    """Refuse scores that are no contiguous vector of floats, in whole groups.

    Raises:
        ValueError: If they are not.
    """
    if not isinstance(scores, Tensor) or not scores.is_floating_point():
        kind = scores.dtype if isinstance(scores, Tensor) else type(scores).__name__
        raise ValueError(f"scores are {kind}, but must be a tensor of floats; use .float()")
    _check_layout(scores, thing="scores", axes=("prompts * group",))
    _check_groups(scores.shape[0], group=group, thing="scores")


def check_answers(gold: Tensor, n_gold: Tensor, *, abstain: Tensor, pad: int, eos: int) -> None:
    """Refuse answers that could never match, or not as meant: reads values, so use it once.

    Args:
        gold: `(B, K, Tg)` accepted answers.
        n_gold: `(B,)` how many of the K answers there are.
        abstain: `(A, Ta)` ways to abstain.
        pad: Token that fills rows up.
        eos: The end token.

    Raises:
        ValueError: If n_gold is outside 0..K, or an answer or a way to abstain has no end token, or
            something else than padding after it, or padding before it.
    """
    _check_tokens(gold, thing="gold", axes=("prompts", "answers", "tokens"))
    _check_tokens(n_gold, thing="n_gold", axes=("prompts",))
    _check_tokens(abstain, thing="abstain", axes=("ways to abstain", "tokens"))
    whole_number(pad, thing="pad", least=0, way_out="give the id of a token")
    whole_number(eos, thing="eos", least=0, way_out="give the id of a token")
    K = gold.shape[1]
    if n_gold.shape[0] != gold.shape[0] or bool(((n_gold < 0) | (n_gold > K)).any()):
        raise ValueError(
            f"n_gold is {n_gold.tolist()[:5]}, but must be one number in 0..{K} for each of the "
            f"{gold.shape[0]} rows of gold; count the accepted answers of each prompt"
        )
    listed = torch.arange(K, device=gold.device) < n_gold[:, None]
    for thing, rows in (("gold", gold[listed]), ("abstain", abstain)):
        ended = (rows == eos).cumsum(-1) > 0  # at its first end token, and after it
        after = torch.nn.functional.pad(ended, (1, 0))[:, :-1]
        wrong = ~ended.any(-1) | (after & (rows != pad)).any(-1)
        if pad != eos:
            wrong |= (~ended & (rows == pad)).any(-1)
        if bool(wrong.any()):
            raise ValueError(
                f"{thing} has the row {rows[wrong][0].tolist()}, but {_CONTENTS[thing]} is tokens, "
                f"then the end token {eos}, then padding {pad}; write it so"
            )


def _check_tokens(tensor: object, *, thing: str, axes: tuple[str, ...]) -> None:
    """Refuse what is no contiguous tensor of token ids with these axes."""
    if not isinstance(tensor, Tensor) or tensor.dtype not in _TOKENS:
        kind = tensor.dtype if isinstance(tensor, Tensor) else type(tensor).__name__
        raise ValueError(
            f"{thing} is of {kind}, but must be a tensor of int32 or int64; use torch.tensor or "
            ".long()"
        )
    _check_layout(tensor, thing=thing, axes=axes)


def _check_layout(tensor: Tensor, *, thing: str, axes: tuple[str, ...]) -> None:
    """Refuse a tensor that has other axes, or is not contiguous."""
    if tensor.dim() != len(axes):
        raise ValueError(
            f"{thing} has shape {tuple(tensor.shape)}, but must be ({', '.join(axes)}); reshape it"
        )
    if not tensor.is_contiguous():
        raise ValueError(
            f"{thing} has strides {tensor.stride()} for shape {tuple(tensor.shape)}, but must be "
            "contiguous, as rows are read in one go; call .contiguous()"
        )


def _check_groups(rows: int, *, group: int, thing: str) -> None:
    """Refuse rows that are no whole number of groups."""
    if rows % group:
        raise ValueError(
            f"{thing} has {rows} rows, but must have a multiple of {group}, the group; draw as "
            "many completions for each prompt"
        )


def _check_widths(tokens: int, of_gold: int, *, of_abstain: int) -> None:
    """Refuse rows without tokens, and ways to abstain that are wider than accepted answers."""
    if min(tokens, of_gold, of_abstain) == 0:
        raise ValueError(
            f"completions, gold and abstain are {tokens}, {of_gold} and {of_abstain} tokens wide, "
            "but must have at least 1; an empty answer is an end token, and no way to abstain is "
            "abstain[:0]"
        )
    if of_abstain > of_gold:
        raise ValueError(
            f"abstain is {of_abstain} tokens wide and gold {of_gold}, but no more than the width "
            "of gold is matched; pad gold to that width"
        )
