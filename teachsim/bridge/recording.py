"""Recording a run: a base model, what is predicted of it, and then each way of teaching, measured.

Rates are read off the checkpoints that a run keeps anyway, so a run that was killed and gone on
from shows the very points that it would have shown: nothing is measured of a model that is lost.
"""

from __future__ import annotations

import copy
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from teachsim.bridge import checkpoint, evaluation, predictions
from teachsim.bridge.actor import Actor
from teachsim.bridge.classroom import Classroom, settled
from teachsim.bridge.contrast import QUICK, Sizes, taught
from teachsim.bridge.descent import Keep, Watch
from teachsim.bridge.fit import fitted
from teachsim.bridge.pretrain import pretrain
from teachsim.bridge.recorded import WORLDS, About, Rows, fit_told, rows_told
from teachsim.bridge.ways import BASE, WAYS
from teachsim.bridge.world import KnowledgeBase

__all__ = ["EVERY", "named", "record", "sizes_of"]

EVERY = 10  # steps between the points of a course
_EVERY_PRETRAINING = 100

Say = Callable[[Mapping[str, Any]], None]
"""Told each line of the log, see `replay_log`."""
Stop = Callable[[], None]
"""Asked at every look; raises to stop."""


@dataclass(frozen=True, eq=False)
class _Place:
    """Where and of what a run is recorded.

    Attributes:
        room: The base model and its questions.
        sizes: How large it is.
        folder: Of the checkpoints, one for each way of teaching.
        seed: Of everything.
        say: Told each line.
        stop: Asked at every look.
    """

    room: Classroom
    sizes: Sizes
    folder: Path
    seed: int
    say: Say
    stop: Stop


def sizes_of(world: str, *, quick: bool) -> Sizes:
    """How large a run in a world is; a quick one has fewer names, and takes fewer steps."""
    whole = WORLDS[world]
    if not quick:
        return Sizes(whole)
    small = QUICK.world
    tail = small.tail if whole.tail else 0
    return replace(QUICK, world=replace(whole, entities=small.entities, tail=tail))


def named(device: str) -> str:
    """A device in words."""
    if device == "cpu":
        return f"cpu, {platform.machine()}"
    return torch.cuda.get_device_name(device)


@settled()
def record(
    about: About,
    say: Say,
    *,
    sizes: Sizes,
    folder: Path,
    device: str = "cpu",
    stop: Stop = lambda: None,
) -> None:
    """Run it, and say what happens; one that was stopped is gone on from.

    Args:
        about: What is run; the device in words is said, not obeyed.
        say: Told each line of the log.
        sizes: How large it is; the world is the one named.
        folder: Where checkpoints are kept.
        device: Where it is run.
        stop: Asked at every look; raises to stop, and the last checkpoints stay.

    Raises:
        DivergenceError: If a loss is no number any more.
        ValueError: If the folder holds checkpoints of another run.
    """
    told = {name: getattr(about, name) for name in ("world", "device", "version", "command")}
    say({"run": {**told, "seed": about.seed, "names": list(about.names)}})
    base = KnowledgeBase.draw(sizes.world, rng=about.seed)
    model = pretrain(
        base,
        sizes.pretraining,
        rng=about.seed,
        device=device,
        keep=Keep(folder / "base", _EVERY_PRETRAINING),
        watch=_watching(BASE, say, stop=stop),
    )
    place = _Place(Classroom(base, model, device), sizes, folder, about.seed, say, stop)
    fit = fitted(model, place.room.taught)
    say({"fit": fit_told(fit)})
    for way in about.names:
        say({"predicted": {"way": way, "rates": rows_told(predictions.exactly(fit, way))}})
    models: dict[str, Actor] = {BASE: model}
    for way in about.names:
        models[way] = _taught(place, way, before=models[WAYS[way].after])


def _taught(place: _Place, way: str, *, before: Actor) -> Actor:
    """A model taught in one way, its points said as it goes."""
    steps, folder = place.sizes.steps(way), place.folder / f"way-{[*WAYS].index(way)}"
    kept, spare, seen = folder / "leg-0.safetensors", copy.deepcopy(before), {0, steps}
    _point(place, way, model=before, step=0)

    def look() -> None:
        step = _last(spare, kept) if kept.exists() else 0
        if step not in seen:
            seen.add(step)
            _point(place, way, model=spare, step=step)

    model = taught(
        place.room,
        way,
        before=before,
        sizes=place.sizes,
        seed=place.seed,
        keep=Keep(folder, EVERY),
        watch=_watching(way, place.say, stop=place.stop, also=look),
    )
    _point(place, way, model=model, step=steps)
    return model


def _last(spare: Actor, path: Path) -> int:
    """The step of a checkpoint, whose weights are loaded."""
    state = checkpoint.read(path, device=spare.device)
    spare.load_state_dict({name: state.tensors[f"weight {name}"] for name in spare.state_dict()})
    step = state.about["step"]
    assert isinstance(step, int)
    return step


def _watching(way: str, say: Say, *, stop: Stop, also: Stop = lambda: None) -> Watch:
    """Tells how far a way has come."""

    def watch(leg: str, done: int, steps: int, loss: float) -> None:  # noqa: PLR0917  # a `Watch`
        stop()
        say({"at": {"way": way, "share": done / steps}})
        also()

    return watch


def _point(place: _Place, way: str, *, model: Actor, step: int) -> None:
    """Say what a model says to questions that it was not taught."""
    say = {"way": way, "step": step, "rates": rows_told(_rates(place.room, model))}
    place.say({"point": say})


def _rates(room: Classroom, model: Actor) -> Rows:
    """Mean rates at temperature 1, on unknown and known questions, held out."""
    sides = [room.asked(known=known) for known in (False, True)]
    return np.stack([evaluation.rates(model, side).mean(axis=0) for side in sides])
