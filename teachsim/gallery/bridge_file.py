"""The stored runs of the transformer: one JSON file, and the strict reader of it.

    {"format": ..., "version": ..., "command": ..., "seed": "0 to 4", "device": ..., "runs": [
    {"world": "names", "seed": 0, "fit": {...}, "courses": {
    "SFT, right answers": {"predicted": [[...], [...]], "steps": [...], "rates": [[[...], [...]]]}}}
    ]}

Rates are truthful and "I don't know", of unknown and of known questions; what is made up is left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from teachsim.bridge.predictions import Fit
from teachsim.bridge.recorded import (
    RECORDED,
    WORLDS,
    Course,
    Recorded,
    fields_of,
    fit_of,
    fit_told,
    object_of,
    rows_of,
    rows_told,
)
from teachsim.core.arrays import IntArray, sealed
from teachsim.core.checks import quoted, whole_number

__all__ = ["FORMAT", "Run", "Stored", "read", "written"]

FORMAT: Final = "teachsim-bridge-runs-1"
_HEAD: Final = ("format", "version", "command", "seed", "device")
_MOST: Final = 2_000_000  # characters
_MOST_STEPS: Final = 10_000_000  # a thousand times as many as any run here


@dataclass(frozen=True, eq=False)
class Run:
    """One base model, and what became of it in each way of teaching.

    Attributes:
        fit: The tabular world that it lives in.
        courses: By way of teaching.
    """

    fit: Fit
    courses: Mapping[str, Course]


@dataclass(frozen=True, eq=False)
class Stored:
    """All stored runs.

    Attributes:
        version: Of teachsim.
        command: What makes the file.
        seed: Which seeds, in words.
        device: Where it was measured, in words.
        runs: By world and seed.
    """

    version: str
    command: str
    seed: str
    device: str
    runs: Mapping[tuple[str, int], Run]

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds, ascending."""
        return tuple(sorted({seed for _, seed in self.runs}))


def written(recorded: Sequence[Recorded], *, head: Mapping[str, str]) -> str:
    """The file of runs that came to their end.

    Args:
        recorded: The runs.
        head: Version, command and seed.

    Raises:
        ValueError: If there are none, they are of several devices, or one did not come to its end.
    """
    devices = {run.about.device for run in recorded}
    if len(devices) != 1:
        raise ValueError(f"the runs are of {sorted(devices)}, but a file is of one device")
    about = {"format": FORMAT, **head, "device": devices.pop()}
    top = ",\n".join(f"{json.dumps(name)}: {json.dumps(about[name])}" for name in _HEAD)
    runs = ",\n".join(_written(run) for run in recorded)
    return f'{{{top},\n"runs": [\n{runs}\n]}}\n'


def _written(run: Recorded) -> str:
    """A run, a line for each way of teaching."""
    if run.fit is None or run.end != "done":
        raise ValueError(f"run {quoted(run.about)} ended with {run.end!r}; run it to its end")
    head = {"world": run.about.world, "seed": run.about.seed, "fit": fit_told(run.fit)}
    courses = ",\n".join(
        f"{json.dumps(way)}: "
        + json.dumps(
            {
                "predicted": rows_told(course.predicted),
                "steps": course.steps.tolist(),
                "rates": [rows_told(rates) for rates in course.rates],
            },
            separators=(",", ":"),
        )
        for way, course in run.courses.items()
    )
    return f'{json.dumps(head)[:-1]}, "courses": {{\n{courses}}}}}'


def read(text: str) -> Stored:
    """The stored runs of a file.

    Raises:
        ValueError: If it is none of ours, or a run or way is missing or there twice.
    """
    if len(text) > _MOST:
        raise ValueError(f"the file has {len(text):,} characters, but at most {_MOST:,} are read")
    try:
        content = json.loads(text, object_pairs_hook=object_of)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the file is no JSON: {error}") from error
    told = fields_of(content, names=(*_HEAD, "runs"), thing="the file")
    if told["format"] != FORMAT:
        raise ValueError(f"the format is {quoted(told['format'])}, but must be {FORMAT!r}")
    runs: dict[tuple[str, int], Run] = {}
    for value in _list(told["runs"], thing="the runs"):
        place, run = _run(value)
        if place in runs:
            raise ValueError(f"run {place} is there twice; drop one")
        runs[place] = run
    _check(runs)
    head = {name: _text(told[name], thing=f"the {name}") for name in _HEAD[1:]}
    return Stored(runs=MappingProxyType(runs), **head)


def _list(value: Any, *, thing: str) -> list[Any]:
    """The value, which must be a list."""
    if not isinstance(value, list):
        raise ValueError(f"{thing} are {quoted(value)}, but must be a list")
    return value


def _text(value: Any, *, thing: str) -> str:
    """The value, which must be a text."""
    if not isinstance(value, str):
        raise ValueError(f"{thing} is {quoted(value)}, but must be a text")
    return value


def _run(value: Any) -> tuple[tuple[str, int], Run]:
    """A run and where it belongs."""
    told = fields_of(value, names=("world", "seed", "fit", "courses"), thing="a run")
    world = _text(told["world"], thing="the world")
    if world not in WORLDS:
        raise ValueError(f"the world is {quoted(world)}, but must be one of {[*WORLDS]}")
    seed = whole_number(told["seed"], thing="the seed", least=0, way_out="use 0")
    named = fields_of(told["courses"], names=RECORDED, thing="the courses")
    courses = {way: _course(named[way], way=way) for way in RECORDED}
    return (world, seed), Run(fit_of(told["fit"]), MappingProxyType(courses))


def _course(value: Any, *, way: str) -> Course:
    """The course of a way."""
    told = fields_of(value, names=("predicted", "steps", "rates"), thing=way)
    steps = [
        whole_number(step, thing=f"a step of {way}", least=0, way_out="count from 0")
        for step in _list(told["steps"], thing=f"the steps of {way}")
    ]
    if len(steps) < 2 or steps[0] != 0 or sorted(set(steps)) != steps or steps[-1] > _MOST_STEPS:
        raise ValueError(
            f"the steps of {way} are {quoted(steps)}, but must ascend from 0 to {_MOST_STEPS:,} at "
            "most"
        )
    pairs = _list(told["rates"], thing=f"the rates of {way}")
    if len(pairs) != len(steps):
        raise ValueError(f"{way} has {len(pairs)} rates at {len(steps)} steps")
    rates = np.stack([rows_of(pair) for pair in pairs])
    places: IntArray = np.array(steps)
    return Course(sealed(places), sealed(rates), rows_of(told["predicted"]))


def _check(runs: Mapping[tuple[str, int], Run]) -> None:
    """Refuse runs that cannot be compared.

    Raises:
        ValueError: If a world lacks a seed, or a way was looked at at other steps.
    """
    seeds = {seed for _, seed in runs}
    missing = [(world, seed) for world in WORLDS for seed in seeds if (world, seed) not in runs]
    if not runs or missing:
        raise ValueError(f"runs are missing: {missing or [*WORLDS]}; record them, too")
    for way in RECORDED:
        looks = {tuple(run.courses[way].steps.tolist()) for run in runs.values()}
        if len(looks) > 1:
            raise ValueError(f"{way} was looked at at different steps; record all runs alike")
