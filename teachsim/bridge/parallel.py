"""Data-parallel training: each process takes its part of every batch, and gradients are averaged.

Started by torchrun (gloo on processors, nccl on GPUs). Every process draws the same batch from the
same stream and keeps its own rows, so the average of the gradients is that of one process with the
whole batch. They are averaged here, in one message, and not by DistributedDataParallel: that hooks
into `forward`, and a model here is read in two other ways. Checkpoints are written by the first
process and read by all: the folder must be one that all of them see.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import distributed

from teachsim.bridge.actor import Actor
from teachsim.core.arrays import IntArray
from teachsim.core.checks import whole_number

__all__ = ["ALONE", "Shard", "joined"]


@dataclass(frozen=True)
class Shard:
    """Which part of each batch is this process's.

    Attributes:
        rank: Number of this process, from 0.
        size: Number of processes.
    """

    rank: int = 0
    size: int = 1

    def __post_init__(self) -> None:
        """Refuse a part of nothing.

        Raises:
            ValueError: If there is no such process.
        """
        whole_number(self.size, thing="size", least=1, way_out="use 1")
        whole_number(self.rank, thing="rank", least=0, way_out="number processes from 0")
        if self.rank >= self.size:
            raise ValueError(
                f"rank is {self.rank}, but there are {self.size} processes; number them from 0"
            )

    def of(self, rows: IntArray) -> IntArray:
        """This process's rows of a batch.

        Raises:
            ValueError: If the batch cannot be parted evenly: the mean would weigh rows unequally.
        """
        if len(rows) % self.size:
            raise ValueError(
                f"a batch of {len(rows)} cannot be parted evenly among {self.size} processes; use "
                "a multiple"
            )
        part = len(rows) // self.size
        return rows[self.rank * part : (self.rank + 1) * part]

    def average(self, actor: Actor) -> None:
        """Average the gradients of all processes, in place."""
        if self.size == 1:
            return
        weights = [weight for weight in actor.parameters() if weight.grad is not None]
        flat = torch.cat([weight.grad.flatten() for weight in weights if weight.grad is not None])
        distributed.all_reduce(flat)
        flat /= self.size
        at = 0
        for weight in weights:
            weight.grad = flat[at : at + weight.numel()].view_as(weight)
            at += weight.numel()

    def wait(self) -> None:
        """Wait until all processes are here."""
        if self.size > 1:
            distributed.barrier()

    def check_same(self, number: int, *, thing: str) -> None:
        """Refuse to go on where processes found different numbers.

        Raises:
            ValueError: If they did, in all of them.
        """
        if self.size == 1:
            return
        found: list[object] = [None] * self.size
        distributed.all_gather_object(found, number)
        if len({*found}) > 1:
            raise ValueError(
                f"the {thing} is {number} in process {self.rank}, but {found} in all of them, and "
                "must be the same; name a folder that all of them see"
            )


ALONE = Shard()


@contextmanager
def joined() -> Iterator[tuple[Shard, torch.device]]:
    """This process's part and device under torchrun; alone, and on the processor, without.

    Raises:
        ValueError: If torchrun's numbers are none.
    """
    if "RANK" not in os.environ:
        yield ALONE, torch.device("cuda" if torch.cuda.is_available() else "cpu")
        return
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ["LOCAL_RANK"])) if cuda else torch.device("cpu")
    if cuda:
        torch.cuda.set_device(device)
    distributed.init_process_group("nccl" if cuda else "gloo")
    try:
        yield Shard(distributed.get_rank(), distributed.get_world_size()), device
    finally:
        distributed.destroy_process_group()
