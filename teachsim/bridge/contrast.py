"""The contrast in one table: each way of teaching on four substrates, for questions not taught.

Here the transformer is trained and measured; `fit` and `predictions` say what it will do before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

import teachsim as ts
from teachsim.bridge import evaluation, predictions
from teachsim.bridge.actor import Actor
from teachsim.bridge.classroom import Classroom, classroom, settled
from teachsim.bridge.demonstrations import Labelled
from teachsim.bridge.descent import Keep, Watch
from teachsim.bridge.finetune import finetune
from teachsim.bridge.fit import fitted
from teachsim.bridge.pace import Pace
from teachsim.bridge.predictions import Fit
from teachsim.bridge.pretrain import SURE, Pretraining, Replay
from teachsim.bridge.questions import Questions
from teachsim.bridge.ways import BASE, COPY, WARM, WAYS
from teachsim.bridge.world import KnowledgeBase, World
from teachsim.core.arrays import FloatArray

__all__ = ["FIT", "QUICK", "TINY", "Cell", "Seed", "Sizes", "run", "taught", "warmed"]

Model = TypeVar("Model", bound=Actor)


@dataclass(frozen=True)
class Sizes:
    """How large a contrast is.

    Attributes:
        world: Of the facts.
        pretraining: Of the base model.
        warm: Steps of the few examples of "I don't know".
        copied: Passes over all that is taught, of copying another model: it is how often a
            question comes back that makes a network learn its label by heart.
        shown: Steps of other supervised fine-tuning.
        asked: Steps of reinforcement learning.
    """

    world: World = field(default_factory=World)
    pretraining: Pretraining = SURE
    warm: int = 200
    copied: int = 27
    shown: int = 300
    asked: int = 300

    def steps(self, name: str) -> int:
        """Steps of a way of teaching on the network."""
        if name == WARM:
            return self.warm
        if name == COPY:
            taught = (self.world.entities - self.world.tail) // 2 * self.world.language.relations
            return max(1, round(self.copied * taught / Pace.shown))
        regime = getattr(WAYS[name].objective, "regime", ts.QUERY)
        return self.shown if regime == ts.DEMONSTRATION else self.asked


QUICK = Sizes(World(480, 60), Pretraining(600, 64, least=0.9), shown=120, asked=200)
"""Small, and still the contrast."""

TINY = Sizes(World(96, 16), Pretraining(8, 32), warm=2, copied=1, shown=2, asked=2)
"""Too small to show anything but that a study runs."""

FIT = replace(TINY, world=World(48, 8), pretraining=Pretraining(100, 32))
"""The same for a study with a fit, which needs a model that knows something."""


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
        exact: By way: `(2, 3)` what exact dynamics predict of unknown and known questions, held
            out, before any is taught.
        sampled: By way: the same by sampling.
        rates: By way: `(2, 2, 3)` truthful, made up, "I don't know" at temperature 1, on unknown
            and known questions, held out (0) and taught (1).
        greedy: By way: `(2, 3)` the same decoded greedily, held out.
    """

    fit: Fit
    exact: Mapping[str, FloatArray]
    sampled: Mapping[str, FloatArray]
    rates: Mapping[str, FloatArray]
    greedy: Mapping[str, FloatArray]

    def held_out(self, name: str) -> Mapping[str, FloatArray]:
        """By substrate: `(2, 3)` rates of a way, on unknown and known questions, held out.

        NaN for the learner of habits where no habit fits.
        """
        habit = predictions.habits(name)
        return {
            "transformer": self.rates[name][0],
            "tabular, exact": self.exact[name],
            "tabular, sampled": self.sampled[name],
            "symbolic": np.full((2, 3), np.nan) if habit is None else habit,
            "transformer, greedy": self.greedy[name],
        }


@settled()
def run(cell: Cell) -> Seed:
    """One seed: the base model, its fit, what that predicts, and each way of teaching, measured."""
    room = classroom(cell.sizes.world, cell.sizes.pretraining, seed=cell.seed, device=cell.device)
    fit = fitted(room.model, room.taught)
    exact = {name: predictions.exactly(fit, name) for name in cell.names}
    sampled = {name: predictions.sampling(fit, name, rng=0) for name in cell.names}
    models: dict[str, Actor] = {BASE: room.model}
    for name in cell.names:
        if WAYS[name].objective is not None:
            before = models[WAYS[name].after]
            models[name] = taught(room, name, before=before, sizes=cell.sizes, seed=cell.seed)
    held = [room.asked(known=known) for known in (False, True)]
    every = [held, [room.asked(known=known, taught=True) for known in (False, True)]]
    return Seed(
        fit,
        exact,
        sampled,
        {name: np.stack([_drawn(models[name], side) for side in every]) for name in cell.names},
        {name: _greedily(models[name], held) for name in cell.names},
    )


def taught(
    room: Classroom,
    name: str,
    *,
    before: Actor,
    sizes: Sizes,
    seed: int,
    keep: Keep | None = None,
    watch: Watch | None = None,
) -> Actor:
    """A model taught in one way, by luck of its own: the same whichever others are run.

    Args:
        room: What is taught.
        name: The way.
        before: The model that it goes on from.
        sizes: How many steps it takes.
        seed: Of the contrast.
        keep: Where checkpoints go; those of the same run are gone on from.
        watch: Told of progress; may raise to stop.

    Raises:
        DivergenceError: If the loss is no number any more.
        ValueError: If a checkpoint is of another run.
    """
    way = WAYS[name]
    assert way.objective is not None
    return finetune(
        before,
        room.taught,
        _labels(room.base) if way.by_category else way.objective,
        way.reward,
        rng=np.random.default_rng([seed, [*WAYS].index(name)]),
        steps=sizes.steps(name),
        pace=Pace(rate=way.rate),
        keep=keep,
        watch=watch,
    )


def warmed(
    actor: Model,
    questions: Questions,
    *,
    rng: int | np.random.Generator,
    steps: int = Sizes.warm,
    replay: Replay | None = None,
) -> Model:
    """A copy of a model after a few examples of "I don't know", from which reward can go on.

    Args:
        actor: The model before.
        questions: What is taught; the label of three in ten is "I don't know".
        rng: A seed, or a generator, which is consumed.
        steps: How many.
        replay: Pretraining text that is told again beside each step; None for none.
    """
    way = WAYS[WARM]
    assert way.objective is not None
    pace = Pace(rate=way.rate)
    return finetune(actor, questions, way.objective, rng=rng, steps=steps, pace=pace, replay=replay)


def _labels(base: KnowledgeBase) -> Labelled:
    """Labels by relation: "I don't know" for every other one, whatever is known."""
    facts = np.flatnonzero(base.taught & ~base.tail)
    return Labelled(facts % base.world.language.relations % 2 == 1)


def _drawn(actor: Actor, sides: Sequence[Questions]) -> FloatArray:
    """`(2, 3)` mean chances of the three kinds of answers at temperature 1."""
    return np.stack([evaluation.rates(actor, side).mean(axis=0) for side in sides])


def _greedily(actor: Actor, sides: Sequence[Questions]) -> FloatArray:
    """`(2, 3)` shares of the three kinds among the likeliest answers, token by token."""
    each = [evaluation.counted(actor, side, group=1, generator=None) for side in sides]
    return np.array([[count.share for count in counts] for counts in each])
