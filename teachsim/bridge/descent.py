"""One loop of descent for pretraining and fine-tuning: resumable, and stopped when it diverges.

Every step draws from a stream of its own, by seed, phase and step. So a state is the weights and
the optimiser's moments alone, and a run that was killed ends as it would have ended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge import keeping
from teachsim.bridge.actor import Actor
from teachsim.bridge.adamw import AdamW
from teachsim.bridge.parallel import ALONE, Shard
from teachsim.core.checks import one_of, whole_number

__all__ = ["DivergenceError", "Keep", "Leg", "descend", "stream"]

_LOOK = 25  # steps between looks at the loss: each waits for the device
_MOST_LOSS = 50.0  # nats a token: a uniform guess among a million tokens costs 14
_WORSE = 3.0  # times the first loss, as a model may begin as wrong as it likes
_GROWN = 100.0  # times the largest weight there was: AdamW moves weights by about its rate a step

Watch = Callable[[str, int, int, float], None]
"""Told the leg, the steps done, the steps of the leg and the loss, at every look; may raise."""


class DivergenceError(ArithmeticError):
    """The loss is no number any more; the message names step, objective and learning rate.

    Attributes:
        good: The weights when it last was one.
    """

    def __init__(self, message: str, good: Mapping[str, Tensor]) -> None:
        """Keep the weights beside the message."""
        super().__init__(message)
        self.good = dict(good)


@dataclass(frozen=True)
class Keep:
    """Where and how often a run is kept.

    Attributes:
        folder: Of its checkpoint. A run that finds one there of its own goes on from it.
        every: Steps between checkpoints.
    """

    folder: Path
    every: int = 100

    def __post_init__(self) -> None:
        """Refuse what is nowhere, or never.

        Raises:
            ValueError: If it is no path, or no number of steps.
        """
        one_of(Path, self.folder, thing="folder", way_out='pass Path("runs/1")')
        whole_number(self.every, thing="every", least=1, way_out="use 100")


@dataclass(frozen=True, eq=False)
class Leg:
    """A stretch of training with one loss.

    Attributes:
        name: What it is, as shown and in errors.
        steps: How many.
        rate: Learning rate at a step.
        loss: The loss at a step, with its gradient.
        recipe: All that decides where it ends: a checkpoint of another is not gone on from.
        together: Steps that share something that no checkpoint holds: it is kept between them only.
        unit: Of the loss: tokens of an answer, times what it is worth at most.
    """

    name: str
    steps: int
    rate: Callable[[int], float]
    loss: Callable[[int], Tensor]
    recipe: str
    together: int = 1
    unit: float = 1.0


def stream(seed: int, *, leg: int, step: int) -> np.random.Generator:
    """The stream of a step."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(leg, step)))


def descend(
    actor: Actor,
    leg: Leg,
    *,
    keep: Keep | None = None,
    number: int = 0,
    watch: Watch | None = None,
    shard: Shard = ALONE,
) -> None:
    """Descend the loss of a leg, in place.

    Args:
        actor: What is trained.
        leg: How.
        keep: Where its checkpoints go; one of the same recipe is gone on from. None for none.
        number: Of the leg in its run, which names its checkpoint.
        watch: Called at every look, and may raise to stop: the last checkpoint stays.
        shard: Which of several processes this is: gradients are averaged, the first one keeps.

    Raises:
        DivergenceError: If the loss is no number any more, or out of all bounds.
        ValueError: If the checkpoint is damaged, or of another run, or not all processes see it.
    """
    optimiser = AdamW(actor.parameters())
    place = None if keep is None else _place(keep, leg, number=number, shard=shard)
    start = 0 if place is None else keeping.begin(actor, optimiser, place=place)
    every = 0 if keep is None else -(-keep.every // leg.together) * leg.together
    good, rate = _copy(actor), 0.0
    widest = _GROWN * max(1.0, _largest(actor))
    worst = first = torch.zeros((), device=actor.device)
    # Whether weights are sound is told by the next loss, so that is found before they are kept;
    # after the last step there is none, and the last batch is looked at again.
    for step in range(start, leg.steps + (start < leg.steps)):
        last = step == leg.steps
        loss = leg.loss(step - last)
        worst = torch.maximum(worst, loss.detach().abs())  # NaN is kept
        first = worst if step == start else first
        kept = place is not None and (last or step % every == 0)
        if step > start and (last or kept or step % _LOOK == 0):
            most = max(_MOST_LOSS * leg.unit, _WORSE * float(first))
            found = {"loss": (float(worst), most), "largest weight": (_largest(actor), widest)}
            good = _checked(actor, leg, at=(step, rate), found=found, good=good)
            worst = torch.zeros_like(worst)
            if watch is not None:
                watch(leg.name, step, leg.steps, float(loss.detach()))
            if kept and place is not None:
                keeping.write(actor, optimiser, place=place, done=step)
        if last:
            break
        rate = leg.rate(step)
        optimiser.forget()
        loss.backward()
        shard.average(actor)
        optimiser.step(rate)


def _place(keep: Keep, leg: Leg, *, number: int, shard: Shard) -> keeping.Place:
    """Where a leg is kept."""
    path = keep.folder / f"leg-{number}.safetensors"
    return keeping.Place(path, leg.recipe, leg.steps, shard)


def _copy(actor: Actor) -> dict[str, Tensor]:
    """The weights as they are."""
    return {name: tensor.detach().clone() for name, tensor in actor.state_dict().items()}


def _largest(actor: Actor) -> float:
    """The largest weight; NaN if one is no number."""
    each = [tensor.detach().abs().max().float() for tensor in actor.state_dict().values()]
    return float(torch.stack(each).max())


def _checked(
    actor: Actor,
    leg: Leg,
    *,
    at: tuple[int, float],
    found: Mapping[str, tuple[float, float]],
    good: Mapping[str, Tensor],
) -> dict[str, Tensor]:
    """The weights, if what was found is a number within its bound; else it is said what is not."""
    step, rate = at
    wrong = [
        f"{what} reached {value:g}" for what, (value, most) in found.items() if not value <= most
    ]
    if not wrong:
        return _copy(actor)
    raise DivergenceError(
        f"{leg.name} diverged by step {step} of {leg.steps}: its {' and its '.join(wrong)} at a "
        f"learning rate of {rate:g}; use a smaller rate (the weights of the last sound step are "
        "kept)",
        good,
    )
