"""A base model and its questions: where every study of the transformer begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch

from teachsim.bridge.model import Architecture, Transformer
from teachsim.bridge.pretrain import Pretraining, pretrain
from teachsim.bridge.questions import Questions, questions_of
from teachsim.bridge.world import KnowledgeBase, World

__all__ = ["Classroom", "classroom", "settled"]


@dataclass(frozen=True, eq=False)
class Classroom:
    """A base model and what it may be asked.

    Attributes:
        base: The facts.
        model: What has read of them.
        device: Where it is.
    """

    base: KnowledgeBase
    model: Transformer
    device: str

    @property
    def taught(self) -> Questions:
        """The questions of fine-tuning, known and unknown ones."""
        return questions_of(
            self.base, np.flatnonzero(self.base.taught & ~self.base.tail), device=self.device
        )

    def asked(self, *, known: bool, taught: bool = False) -> Questions:
        """One of the four groups of questions."""
        facts = self.base.group(known=known, taught=taught)
        return questions_of(self.base, facts, device=self.device)


@contextmanager
def settled() -> Iterator[None]:
    """Torch as it is fastest for a network of this size, and afterwards as it was before.

    Two threads take longer than one here. Numbers that are nearly 0 count as 0, for all of this
    process while it lasts; afterwards they count, even if they did not before, as torch does not
    say which it was. It is a decorator, too.
    """
    threads, precision = torch.get_num_threads(), torch.get_float32_matmul_precision()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.set_float32_matmul_precision("high")  # without meaning but on a GPU
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        torch.set_flush_denormal(False)
        torch.set_float32_matmul_precision(precision)


def classroom(
    world: World,
    how: Pretraining,
    *,
    seed: int,
    device: str = "cpu",
    shape: Architecture | None = None,
) -> Classroom:
    """A knowledge base, drawn, and a transformer that has read of it."""
    base = KnowledgeBase.draw(world, rng=seed)
    return Classroom(base, pretrain(base, how, rng=seed, shape=shape, device=device), device)
