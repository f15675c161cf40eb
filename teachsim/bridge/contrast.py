"""The contrast in one table: each way of teaching on four substrates, for questions not taught.

Here the transformer is trained and measured; `fit` and `predictions` say what it will do before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch

import teachsim as ts
from teachsim.bridge import evaluation
from teachsim.bridge.actor import Actor
from teachsim.bridge.classroom import classroom, settled
from teachsim.bridge.demonstrations import Labelled
from teachsim.bridge.finetune import finetune
from teachsim.bridge.fit import fitted
from teachsim.bridge.predictions import Fit
from teachsim.bridge.pretrain import Pretraining
from teachsim.bridge.questions import Questions
from teachsim.bridge.ways import WARM, WAYS
from teachsim.bridge.world import KnowledgeBase, World
from teachsim.core.arrays import FloatArray, IntArray

__all__ = ["QUICK", "TINY", "Cell", "Seed", "Sizes", "run"]

_GROUP = 8  # answers drawn to each question

Asked = Mapping[tuple[bool, bool], Questions]
"""By whether they are taught, and whether they are known."""


@dataclass(frozen=True)
class Sizes:
    """How large a contrast is.

    Attributes:
        world: Of the facts.
        pretraining: Of the base model.
        warm: Steps of the few examples of "I don't know".
        shown: Steps of other supervised fine-tuning.
        asked: Steps of reinforcement learning.
    """

    world: World = field(default_factory=World)
    pretraining: Pretraining = field(default_factory=Pretraining)
    warm: int = 100
    shown: int = 300
    asked: int = 300

    def steps(self, name: str) -> int:
        """Steps of a way of teaching on the network."""
        if name == WARM:
            return self.warm
        regime = getattr(WAYS[name].objective, "regime", ts.QUERY)
        return self.shown if regime == ts.DEMONSTRATION else self.asked


QUICK = Sizes(World(480, 60), Pretraining(600, 64), warm=100, shown=120, asked=300)
"""Small, and still the contrast."""

TINY = Sizes(World(96, 16), Pretraining(60, 32), warm=10, shown=10, asked=10)
"""Too small to show anything but that a study runs."""


@dataclass(frozen=True)
class Cell:
    """One seed of a contrast.

    Attributes:
        sizes: How large it is.
        seed: Of everything.
        names: The ways of teaching, each after the one that it goes on from.
        device: Where the network is.
    """

    sizes: Sizes
    seed: int
    names: tuple[str, ...]
    device: str = "cpu"


@dataclass(frozen=True, eq=False)
class Seed:
    """What one seed found.

    Attributes:
        fit: The tabular world of its base model.
        rates: By way: `(2, 2, 3)` truthful, made up, "I don't know" at temperature 1, on unknown
            and known questions, held out (0) and taught (1).
        greedy: The same, decoded greedily.
        counts: By way: `(2, 3)` how many of the sampled answers to unknown and known held-out
            questions were each.
        auroc: By way: area under the ROC curve of entropy, held out.
    """

    fit: Fit
    rates: Mapping[str, FloatArray]
    greedy: Mapping[str, FloatArray]
    counts: Mapping[str, IntArray]
    auroc: Mapping[str, float]


@settled()
def run(cell: Cell) -> Seed:
    """One seed: the base model, its fit, and each way of teaching, measured."""
    room = classroom(cell.sizes.world, cell.sizes.pretraining, seed=cell.seed, device=cell.device)
    base, taught = room.base, room.taught
    asked = {
        (taught_too, known): room.asked(known=known, taught=taught_too)
        for taught_too in (False, True)
        for known in (False, True)
    }
    models: dict[str, Actor] = {}
    for name in cell.names:
        way = WAYS[name]
        if way.objective is None:
            models[name] = room.model
            continue
        shown = _labels(base) if way.by_category else way.objective
        steps, seed = cell.sizes.steps(name), np.random.default_rng([cell.seed, len(models)])
        models[name] = finetune(models[way.after], taught, shown, way.reward, rng=seed, steps=steps)
    return Seed(
        fitted(room.model, taught),
        {name: _read(model, asked, how=_drawn) for name, model in models.items()},
        {name: _read(model, asked, how=_greedily) for name, model in models.items()},
        {name: _counts(model, asked, seed=cell.seed) for name, model in models.items()},
        {name: _area(model, asked) for name, model in models.items()},
    )


def _labels(base: KnowledgeBase) -> Labelled:
    """Labels by relation: "I don't know" for every other one, whatever is known."""
    facts = np.flatnonzero(base.taught & ~base.tail)
    return Labelled(facts % base.world.language.relations % 2 == 1)


def _read(
    actor: Actor, asked: Asked, *, how: Callable[[Actor, Questions], FloatArray]
) -> FloatArray:
    """`(2, 2, 3)` mean rates of the four kinds of questions."""
    return np.array(
        [[how(actor, asked[taught, known]) for known in (False, True)] for taught in (False, True)]
    )


def _drawn(actor: Actor, questions: Questions) -> FloatArray:
    """`(3,)` chances of the three kinds of answers at temperature 1."""
    return evaluation.rates(actor, questions).mean(axis=0)


def _greedily(actor: Actor, questions: Questions) -> FloatArray:
    """`(3,)` shares of the three kinds among the likeliest answers, token by token."""
    counts = evaluation.counted(actor, questions, group=1, generator=None)
    return np.array([count.share for count in counts])


def _counts(actor: Actor, asked: Asked, *, seed: int) -> IntArray:
    """`(2, 3)` how many sampled answers to held-out questions were of each kind."""
    device = actor.device
    luck = torch.Generator(device).manual_seed(seed)
    found = [
        evaluation.counted(actor, asked[False, known], group=_GROUP, generator=luck)
        for known in (False, True)
    ]
    return np.array([[round(count.share * count.n) for count in side] for side in found])


def _area(actor: Actor, asked: Asked) -> float:
    """Area under the ROC curve of entropy on held-out questions, unknown against known."""
    sides = [evaluation.entropy(actor, asked[False, known]) for known in (False, True)]
    unknown = np.repeat([True, False], [len(side) for side in sides])
    return evaluation.auroc(np.concatenate(sides), unknown)
