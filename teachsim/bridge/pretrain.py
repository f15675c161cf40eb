"""Pretraining: the next token of an answer, on text that tells some facts and not others.

AdamW with betas (.9, .98), a short warm-up, then a cosine down to 5 %: 600 steps of 128 sentences
take seconds on one core, and leave what is known known (about .99). On one seed in twenty or so
they end on a plateau, at .8: such a model reads on.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge import evaluation
from teachsim.bridge.actor import Actor
from teachsim.bridge.descent import Keep, Leg, Watch, descend, stream
from teachsim.bridge.language import Language
from teachsim.bridge.model import Architecture, Transformer
from teachsim.bridge.questions import questions_of
from teachsim.bridge.world import KnowledgeBase
from teachsim.core.checks import generator, one_of, whole_number
from teachsim.tabular.numbers import number

__all__ = ["SURE", "Pretraining", "Replay", "architecture", "beginning", "pretrain", "telling"]

_WARM_UP = 50
_READINGS = 3  # at most: what does not know by then will not know
_LOWEST = 0.05  # of the rate, at the end of the cosine


@dataclass(frozen=True)
class Pretraining:
    """How long, and how fast.

    Attributes:
        steps: Number of steps.
        sentences: Sentences of a step.
        rate: Greatest learning rate.
        least: Chance of a right answer to what was told. A model below it reads as many steps
            again, twice at most; 0 for once, whatever comes of it.
    """

    steps: int = 600
    sentences: int = 128
    rate: float = 3e-3
    least: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no training.

        Raises:
            ValueError: If a number is out of its range.
        """
        whole_number(self.steps, thing="steps", least=0, way_out="use 600")
        whole_number(self.sentences, thing="sentences", least=1, way_out="use 128")
        number(self.rate, thing="rate", above=0, way_out="use 3e-3")
        number(self.least, thing="least", least=0, below=1, way_out="use 0.95, or 0")

    def at(self, step: int) -> float:
        """The learning rate at a step: up in a line, then down a cosine."""
        if step < _WARM_UP:
            return self.rate * (step + 1) / _WARM_UP
        done = (step - _WARM_UP) / max(1, self.steps - _WARM_UP)
        return self.rate * (_LOWEST + (1 - _LOWEST) * 0.5 * (1 + math.cos(math.pi * done)))


SURE: Final = Pretraining(least=0.95)
"""A base model from which fine-tuning can be judged: below .9 (claim C1) it says little."""


@dataclass(frozen=True, eq=False)
class Replay:
    """Pretraining text told again beside fine-tuning, so that less of it is forgotten.

    It rehearses the answers to held-out questions too: what fine-tuning does to those is then no
    longer seen alone.

    Attributes:
        base: What the text tells.
        sentences: Sentences of a step.
    """

    base: KnowledgeBase
    sentences: int = 64

    def __post_init__(self) -> None:
        """Refuse what is no text.

        Raises:
            ValueError: If it is none.
        """
        one_of(KnowledgeBase, self.base, thing="the text", way_out="pass a KnowledgeBase")
        whole_number(self.sentences, thing="sentences", least=1, way_out="use 64")

    def loss(self, actor: Actor, *, rng: np.random.Generator) -> Tensor:
        """The loss on a few sentences, in nats an answer; `rng` is consumed."""
        rows = torch.from_numpy(self.base.text(self.sentences, rng=rng)).to(actor.device)
        return telling(actor, rows, prompt=self.base.world.language.prompt)


def architecture(language: Language, *, entities: int) -> Architecture:
    """The sizes of the small transformer for a language."""
    return Architecture(
        language.vocabulary(entities),
        language.head,
        language.prompt + language.completion,
        language.padding,
    )


def beginning(shape: Architecture, *, rng: np.random.Generator) -> Transformer:
    """A transformer at random weights; `rng` is consumed, torch's own stream is left alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(int(rng.integers(2**63)))
        return Transformer(shape)


def telling(model: Actor, rows: Tensor, *, prompt: int) -> Tensor:
    """The loss on sentences `(n, prompt + T)`: nats an answer."""
    return -model.log_likelihood(rows[:, :prompt], rows[:, None, prompt:]).sum() / len(rows)


def pretrain(
    base: KnowledgeBase,
    how: Pretraining | None = None,
    *,
    rng: int | np.random.Generator,
    shape: Architecture | None = None,
    device: torch.device | str = "cpu",
    keep: Keep | None = None,
    watch: Watch | None = None,
) -> Transformer:
    """A transformer that has read text about a knowledge base.

    Args:
        base: What the text tells.
        how: How long, and how fast; `SURE` by default.
        rng: A seed, or a generator, which is consumed.
        shape: Its sizes; those of `architecture` by default.
        device: Where it is trained.
        keep: Where checkpoints go; one of the same run is gone on from.
        watch: Told of progress; may raise to stop.

    Raises:
        DivergenceError: If the loss is no number any more.
        ValueError: If an argument is out of its range, or a checkpoint of another run.
    """
    one_of(KnowledgeBase, base, thing="the knowledge base", way_out="KnowledgeBase.draw(World())")
    how = how or SURE
    one_of(Pretraining, how, thing="how", way_out="pass Pretraining()")
    if keep is not None:
        one_of(Keep, keep, thing="keep", way_out='pass Keep(Path("runs/1"))')
    rng = generator(rng, way_out="pass a seed such as 0, or a numpy Generator")
    language = base.world.language
    shape = shape or architecture(language, entities=base.world.entities)
    _check_shape(shape, architecture(language, entities=base.world.entities))
    model = beginning(shape, rng=rng).to(device)
    seed = int(rng.integers(2**63))

    recipe = f"{base.fingerprint} {shape} {how} {seed}"
    for reading in range(_READINGS):
        loss = _reading(model, base, how, seed=seed, leg=reading)
        leg = Leg("pretraining", how.steps, how.at, loss, recipe, unit=language.completion)
        descend(model, leg, keep=keep, number=reading, watch=watch)
        if how.least == 0 or _right(model, base) >= how.least:
            break
    return model


def _reading(  # noqa: PLR0917  # model, text and how are what reading is
    model: Transformer, base: KnowledgeBase, how: Pretraining, *, seed: int, leg: int
) -> Callable[[int], Tensor]:
    """The loss at a step of a reading."""

    def loss(step: int) -> Tensor:
        rows = base.text(how.sentences, rng=stream(seed, leg=leg, step=step))
        there = torch.from_numpy(rows).to(model.device)
        return telling(model, there, prompt=base.world.language.prompt)

    return loss


def _right(model: Transformer, base: KnowledgeBase) -> float:
    """Mean chance of a right answer to what was told; 1 if nothing was."""
    facts = np.flatnonzero(base.known & ~base.tail)
    if not len(facts):
        return 1.0
    told = questions_of(base, facts, device=model.device)
    return float(evaluation.rates(model, told)[:, 0].mean())


def _check_shape(shape: Architecture, needed: Architecture) -> None:
    """Refuse a transformer that cannot read or say what there is."""
    one_of(Architecture, shape, thing="shape", way_out="pass architecture(...), or None")
    for thing in ("vocabulary", "head", "positions", "padding"):
        if getattr(shape, thing) != getattr(needed, thing):
            raise ValueError(
                f"{thing} of the shape is {getattr(shape, thing)}, but the language of this world "
                f"needs {getattr(needed, thing)}; use dataclasses.replace on architecture(...)"
            )
