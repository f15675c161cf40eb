"""What a run keeps: weights and the optimiser's moments, with the recipe that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from teachsim.bridge import checkpoint
from teachsim.bridge.actor import Actor
from teachsim.bridge.adamw import MOMENTS, AdamW
from teachsim.bridge.checkpoint import Checkpoint
from teachsim.bridge.parallel import Shard
from teachsim.core.checks import quoted

__all__ = ["Place", "begin", "write"]

_RUN_UP = 20  # characters before the difference that tell where it is


@dataclass(frozen=True)
class Place:
    """Where a run is kept.

    Attributes:
        path: Of its checkpoint.
        recipe: All that decides where the run ends: a checkpoint of another is not gone on from.
        steps: Most that can be done.
        shard: Which of several processes this is. The first one writes, and all read.
    """

    path: Path
    recipe: str
    steps: int
    shard: Shard


def write(actor: Actor, optimiser: AdamW, *, place: Place, done: int) -> None:
    """Write weights and moments; weights that no loss has reached have none.

    Raises:
        ValueError: If they cannot be written: what was there before is left.
    """
    if place.shard.rank == 0:
        tensors = _tensors(actor, optimiser)
        checkpoint.write(place.path, Checkpoint({"recipe": place.recipe, "step": done}, tensors))
    place.shard.wait()


def _tensors(actor: Actor, optimiser: AdamW) -> dict[str, Tensor]:
    """Weights and moments by name."""
    tensors = {f"weight {name}": tensor for name, tensor in actor.state_dict().items()}
    for name, weight in actor.named_parameters():
        for moment, tensor in optimiser.moments.get(weight, {}).items():
            tensors[f"{moment} {name}"] = tensor
    return tensors


def begin(actor: Actor, optimiser: AdamW, *, place: Place) -> int:
    """The steps done so far: weights and moments are taken from a checkpoint, if there is one.

    Raises:
        ValueError: If its folder cannot be written to, it is damaged or of another run, or not all
            processes find the same.
    """
    checkpoint.check_folder(place.path.parent)
    done = _read(actor, optimiser, place=place) if place.path.exists() else 0
    place.shard.check_same(done, thing="step of the last checkpoint")
    return done


def _read(actor: Actor, optimiser: AdamW, *, place: Place) -> int:
    """The step of a checkpoint whose weights and moments are taken."""
    state = checkpoint.read(place.path, device=actor.device)
    _check_recipe(state.about.get("recipe"), place.recipe, path=place.path)
    step = state.about.get("step")
    if not _fits(actor, state) or not isinstance(step, int) or not 0 <= step <= place.steps:
        raise ValueError(
            f"checkpoint {str(place.path)!r} does not hold the weights of this model, or no step "
            f"of 0 to {place.steps}: it is of another model; delete it to start again"
        )
    actor.load_state_dict({name: state.tensors[f"weight {name}"] for name in actor.state_dict()})
    for name, weight in actor.named_parameters():
        if f"step {name}" in state.tensors:
            optimiser.moments[weight] = {key: state.tensors[f"{key} {name}"] for key in MOMENTS}
    return step


def _check_recipe(found: object, recipe: str, *, path: Path) -> None:
    """Refuse the checkpoint of another run, and say where they part."""
    if found == recipe:
        return
    same = [a == b for a, b in zip(str(found), recipe, strict=False)]
    at = max(0, [*same, False].index(False) - _RUN_UP)
    raise ValueError(
        f"checkpoint {str(path)!r} is of another run: {quoted(str(found)[at:])}, not "
        f"{quoted(recipe[at:])}; name another folder, or delete it to start again"
    )


def _fits(actor: Actor, state: Checkpoint) -> bool:
    """Whether there is each weight in its shape and, of those that were trained, each moment."""
    shapes = {name: tensor.shape for name, tensor in state.tensors.items()}
    needed = {f"weight {name}": tensor.shape for name, tensor in actor.state_dict().items()}
    for name, weight in actor.named_parameters():
        if any(f"{moment} {name}" in shapes for moment in MOMENTS):
            needed |= {f"{moment} {name}": weight.shape for moment in MOMENTS}
            needed[f"step {name}"] = torch.Size()
    return shapes == needed
