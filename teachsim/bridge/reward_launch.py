"""Starting the kernels of `reward_kernel`: outputs, tiles, programs.

The tile of a program is chosen from sizes alone, and nothing is tried out: as many whole groups as
keep its threads in 16 tokens each, but few enough that the whole device has something to do.
"""

from __future__ import annotations

import contextlib
from functools import lru_cache

import torch
from torch import Tensor

from teachsim.bridge.reward_kernel import INTERPRETED, advantage_kernel, reward_kernel
from teachsim.bridge.reward_reference import Answers, GroupReward, Rules, Scale, TokenCredit

__all__ = ["check_device", "group_advantage", "group_reward", "plan"]

_WARPS, _MOST_WARPS = 4, 16  # of 32 threads
_CELLS = 2048  # of a tile of 4 warps: 16 tokens of 4 bytes a thread, or half as many of 8
_BYTES = 32  # of a row at once, at least: what memory moves in one go
_PROGRAMS = 256  # as many, at least, keep a large device busy


def check_device(device: torch.device) -> None:
    """Refuse a device on which no kernel runs.

    Raises:
        ValueError: If it is no GPU, and kernels are not interpreted.
    """
    if device.type != "cuda" and not INTERPRETED:
        raise ValueError(
            f"backend is 'triton', but the tensors are on {device.type}, where no kernel runs; "
            "move them to a GPU, use backend='auto', or set TRITON_INTERPRET=1 before triton is "
            "imported for the first time"
        )


def group_reward(answers: Answers, *, rules: Rules) -> GroupReward:
    """The rewards of groups of completions, in one launch."""
    rows, T = answers.completions.shape
    device = answers.completions.device
    found = GroupReward(
        reward=torch.empty(rows, dtype=torch.float32, device=device),
        advantage=torch.empty(rows, dtype=torch.float32, device=device),
        outcome=torch.empty(rows, dtype=torch.int8, device=device),
        weight=torch.empty((rows, T), dtype=torch.float32, device=device),
        prefix=torch.empty(rows, dtype=torch.int32, device=device),
    )
    n_groups = rows // rules.group
    if n_groups == 0:
        return found
    constants, warps = plan(answers, rules=rules)
    worth = rules.reward
    with _on(device):
        reward_kernel[(-(-n_groups // int(constants["GROUPS"])),)](
            *(answers.completions, answers.gold, answers.n_gold, answers.abstain),
            *(found.reward, found.advantage, found.outcome, found.weight, found.prefix),
            *(n_groups, rules.pad, rules.eos),
            *(float(worth.right), float(worth.wrong), float(worth.abstain)),
            **constants,
            num_warps=warps,
            enable_fp_fusion=False,
        )
    return found


def group_advantage(scores: Tensor, *, group: int, scale: Scale) -> Tensor:
    """`(B * G,)` float32: scores `(B * G,)` compared within groups, in one launch."""
    advantage = torch.empty(scores.shape, dtype=torch.float32, device=scores.device)
    n_groups = len(scores) // group
    if n_groups == 0:
        return advantage
    members = _power(group)
    groups = _groups(n_groups, most=_CELLS // members)
    with _on(scores.device):
        advantage_kernel[(-(-n_groups // groups),)](
            *(scores, advantage, n_groups),
            G=group,
            SCALE=scale.value,
            GROUPS=groups,
            MEMBERS=members,
            num_warps=_warps(groups * members, most=_CELLS),
            enable_fp_fusion=False,
        )
    return advantage


def plan(answers: Answers, *, rules: Rules) -> tuple[dict[str, int | str], int]:
    """What the kernel of `group_reward` is compiled for, and the warps of its programs."""
    (rows, T), (_, K, TG) = answers.completions.shape, answers.gold.shape
    A, TA = answers.abstain.shape
    reach = min(T, TG + 1) if rules.credit is TokenCredit.PREFIX else T
    size = answers.completions.element_size()
    groups, members, columns, warps = _tile(rows, T, group=rules.group, size=size)
    return {
        "G": rules.group, "T": T, "K": K, "TG": TG, "A": A, "TA": TA, "REACH": reach,
        "SCALE": rules.scale.value, "CREDIT": rules.credit.value,
        "GROUPS": groups, "MEMBERS": members, "COLUMNS": columns,
    }, warps  # fmt: skip


@lru_cache  # a step is short, and the next has the same sizes
def _tile(rows: int, T: int, *, group: int, size: int) -> tuple[int, int, int, int]:
    """Groups, members and columns of a tile, and warps, for tokens of some bytes."""
    most = _CELLS * 4 // size
    members = _power(group)
    columns = min(_power(T), max(_BYTES // size, most // members))
    groups = _groups(rows // group, most=most // (members * columns))
    return groups, members, columns, _warps(groups * members * columns, most=most)


def _groups(n_groups: int, *, most: int) -> int:
    """Groups of a program."""
    return max(1, min(most, _power(-(-n_groups // _PROGRAMS))))


def _warps(cells: int, *, most: int) -> int:
    """Warps of a program: 4 for the usual `most` cells, more for a larger group."""
    return min(max(_WARPS * cells // most, 1), _MOST_WARPS)


def _power(n: int) -> int:
    """The least power of two that is at least n, itself at least 1."""
    return 1 << (n - 1).bit_length()


def _on(device: torch.device) -> contextlib.AbstractContextManager[object]:
    """Kernels go to the current device: make it that of the tensors."""
    return torch.cuda.device(device) if device.type == "cuda" else contextlib.nullcontext()
