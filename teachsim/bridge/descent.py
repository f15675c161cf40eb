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

from teachsim.bridge import checkpoint
from teachsim.bridge.actor import Actor
from teachsim.bridge.checkpoint import Checkpoint
from teachsim.core.checks import one_of, quoted, whole_number

__all__ = ["DivergenceError", "Keep", "Leg", "descend", "stream"]

_LOOK = 25  # steps between looks at the loss: each waits for the device
_BETAS = (0.9, 0.98)
_RUN_UP = 20  # characters before the difference that tell where it is
_MOST_LOSS = 50.0  # nats a token: a uniform guess among a million tokens costs 14
_WORSE = 3.0  # times the first loss, as a model may begin as wrong as it likes
_GROWN = 100.0  # times the largest weight there was: AdamW moves weights by about its rate a step
_MOMENTS = ("step", "exp_avg", "exp_avg_sq")

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
    share: Callable[[Actor], None] | None = None,
) -> None:
    """Descend the loss of a leg, in place.

    Args:
        actor: What is trained.
        leg: How.
        keep: Where its checkpoints go; one of the same recipe is gone on from. None for none.
        number: Of the leg in its run, which names its checkpoint.
        watch: Called at every look, and may raise to stop: the last checkpoint stays.
        share: Called after each backward pass, before the step: averages gradients over processes.

    Raises:
        DivergenceError: If the loss is no number any more, or out of all bounds.
        ValueError: If the checkpoint is damaged, or of another run.
    """
    optimiser = torch.optim.AdamW(actor.parameters(), betas=_BETAS, fused=True)
    path = None if keep is None else keep.folder / f"leg-{number}.safetensors"
    start = 0 if path is None else _begin(actor, leg, optimiser=optimiser, path=path)
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
        kept = path is not None and (last or step % every == 0)
        if step > start and (last or kept or step % _LOOK == 0):
            most = max(_MOST_LOSS * leg.unit, _WORSE * float(first))
            found = {"loss": (float(worst), most), "largest weight": (_largest(actor), widest)}
            good = _checked(actor, leg, at=(step, rate), found=found, good=good)
            worst = torch.zeros_like(worst)
            if watch is not None:
                watch(leg.name, step, leg.steps, float(loss.detach()))
            if kept and path is not None:
                _write(actor, leg, optimiser=optimiser, done=step, path=path)
        if last:
            break
        rate = leg.rate(step)
        optimiser.zero_grad()
        loss.backward()
        if share is not None:
            share(actor)
        _step(optimiser, rate=rate)


def _copy(actor: Actor) -> dict[str, Tensor]:
    """The weights as they are."""
    return {name: tensor.detach().clone() for name, tensor in actor.state_dict().items()}


def _step(optimiser: torch.optim.Optimizer, *, rate: float) -> None:
    """One step at a learning rate."""
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.step()


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


def _write(
    actor: Actor, leg: Leg, *, optimiser: torch.optim.Optimizer, done: int, path: Path
) -> None:
    """Write weights and moments; weights that no loss has reached have none."""
    tensors = {f"weight {name}": tensor for name, tensor in actor.state_dict().items()}
    for name, weight in actor.named_parameters():
        for moment, tensor in optimiser.state[weight].items() if weight in optimiser.state else ():
            tensors[f"{moment} {name}"] = tensor
    checkpoint.write(path, Checkpoint({"recipe": leg.recipe, "step": done}, tensors))


def _begin(actor: Actor, leg: Leg, *, optimiser: torch.optim.Optimizer, path: Path) -> int:
    """The steps done so far: weights and moments are taken from a checkpoint, if there is one."""
    checkpoint.check_folder(path.parent)
    if not path.exists():
        return 0
    state = checkpoint.read(path, device=actor.device)
    _check_recipe(state.about.get("recipe"), leg.recipe, path=path)
    step = state.about.get("step")
    if not _fits(actor, state) or not isinstance(step, int) or not 0 <= step <= leg.steps:
        raise ValueError(
            f"checkpoint {str(path)!r} does not hold the weights of this model, or no step of "
            f"0 to {leg.steps}: it is of another model; delete it to start again"
        )
    actor.load_state_dict({name: state.tensors[f"weight {name}"] for name in actor.state_dict()})
    for name, weight in actor.named_parameters():
        if f"step {name}" in state.tensors:
            optimiser.state[weight] = {key: state.tensors[f"{key} {name}"] for key in _MOMENTS}
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
        if any(f"{moment} {name}" in shapes for moment in _MOMENTS):
            needed |= {f"{moment} {name}": weight.shape for moment in _MOMENTS}
            needed[f"step {name}"] = torch.Size()
    return shapes == needed
