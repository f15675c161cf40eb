"""The log of a run: one JSON object a line, in the order in which things happen.

What it is, the tabular world fitted to its base model, what that predicts of each way of teaching,
and only then, while the model is taught, the rates at regular steps: no prediction has seen what
it predicts.

    {"run": {"world": "names", "seed": 0, ...}}
    {"fit": {"d_prime": 5.1, ...}}
    {"predicted": {"way": "IDK, then reward", "rates": [[0.0, 0.97], [0.99, 0.0]]}}
    {"at": {"way": "IDK, then reward", "share": 0.5}}
    {"point": {"way": "IDK, then reward", "step": 10, "rates": [[0.0, 0.2], [0.6, 0.1]]}}
    {"end": "done"}

A run that was stopped and gone on from says `run`, `fit` and `predicted` again, the same as before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from teachsim.bridge.predictions import Fit
from teachsim.bridge.recorded import (
    About,
    Course,
    Recorded,
    Rows,
    fields_of,
    fit_of,
    object_of,
    rows_of,
)
from teachsim.core.arrays import sealed
from teachsim.core.checks import chance, quoted, whole_number

__all__ = ["DONE", "LATE", "STOPPED", "read_log"]

DONE: Final = "done"
STOPPED: Final = "stopped"
LATE: Final = "late"
"""How a run may end; anything else says what went wrong."""

_ABOUT: Final = ("world", "seed", "device", "version", "command", "names")
_LONGEST_LINE: Final = 10_000
_MOST_LINES: Final = 50_000
_MOST_STEPS: Final = 10_000_000  # a thousand times as many as any run here


@dataclass(frozen=True, eq=False)
class _Draft:
    """What was read so far: lists of at most one, and points by way and step."""

    about: list[About] = field(default_factory=list)
    fit: list[Fit] = field(default_factory=list)
    predicted: dict[str, Rows] = field(default_factory=dict)
    points: dict[str, dict[int, Rows]] = field(default_factory=dict)
    under_way: list[tuple[str, float]] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


def read_log(text: str) -> Recorded:
    """The run of a log, as far as it has come; a last line without its end is still being written.

    Raises:
        ValueError: If a line is none of a log, or the log does not begin with its run.
    """
    lines = text.split("\n")[:-1]
    if len(lines) > _MOST_LINES:
        raise ValueError(f"the log has {len(lines):,} lines, but at most {_MOST_LINES:,} are read")
    draft = _Draft()
    for number, line in enumerate(lines, 1):
        try:
            _take(draft, line)
        except (ValueError, TypeError, RecursionError) as error:
            raise ValueError(f"line {number} of the log: {error}") from error
    if not draft.about:
        raise ValueError("the log does not say what was run; it must begin with a line on that")
    return Recorded(
        draft.about[0],
        draft.fit[0] if draft.fit else None,
        MappingProxyType(
            {way: _course(points, draft.predicted[way]) for way, points in draft.points.items()}
        ),
        draft.under_way[-1] if draft.under_way and not draft.ends else None,
        draft.ends[-1] if draft.ends else "",
    )


def _take(draft: _Draft, line: str) -> None:
    """Add what a line says."""
    if len(line) > _LONGEST_LINE:
        raise ValueError(f"it has {len(line):,} characters, but at most {_LONGEST_LINE:,} are read")
    said = json.loads(line, object_pairs_hook=object_of, parse_constant=_no_number)
    if not isinstance(said, dict) or len(said) != 1 or not said.keys() <= _KINDS.keys():
        raise ValueError(f"it is {quoted(said)}, but must be one of {', '.join(_KINDS)}")
    ((kind, value),) = said.items()
    if not draft.about and kind != "run":
        raise ValueError(f"it is {kind!r}, but a log begins with its run")
    _KINDS[kind](draft, value)


def _no_number(word: str) -> float:
    """Refuse what JSON does not have, and Python reads."""
    raise ValueError(f"{word} is no number; write one")


def _names(value: object) -> tuple[str, ...]:
    """The ways of teaching of a run."""
    names = value if isinstance(value, list) else []
    if not names or len({str(name) for name in names}) < len(names):
        raise ValueError(f"names are {quoted(value)}, but must be a list of different words")
    return tuple(names)


def _run(draft: _Draft, value: Any) -> None:
    """What is run; said again by a run that goes on."""
    told = fields_of(value, names=_ABOUT, thing="a run")
    texts = {name: str(told[name]) for name in ("world", "device", "version", "command")}
    about = About(seed=told["seed"], names=_names(told["names"]), **texts)
    if draft.about and draft.about[0] != about:
        raise ValueError(f"it is of another run, {quoted(about)}; give each run a log of its own")
    draft.about[:] = [about]
    draft.ends.clear()  # it goes on


def _fit(draft: _Draft, value: Any) -> None:
    """The tabular world of the base model."""
    draft.fit[:] = [fit_of(value)]


def _predicted(draft: _Draft, value: Any) -> None:
    """What it predicts of a way of teaching."""
    told = fields_of(value, names=("way", "rates"), thing="a prediction")
    draft.predicted[_way(draft, told)] = rows_of(told["rates"])


def _at(draft: _Draft, value: Any) -> None:
    """How far it has come."""
    told = fields_of(value, names=("way", "share"), thing="progress")
    draft.under_way[:] = [(str(told["way"]), chance(told["share"], thing="a share"))]


def _point(draft: _Draft, value: Any) -> None:
    """What it says at a step; the same again is the same."""
    told = fields_of(value, names=("way", "step", "rates"), thing="a point")
    way = _way(draft, told)
    if way not in draft.predicted:
        raise ValueError(f"a point of {quoted(way)} comes before what was predicted of it")
    step = whole_number(told["step"], thing="a step", least=0, way_out="count from 0")
    if step > _MOST_STEPS:
        raise ValueError(f"a step is {quoted(step)}, but must be at most {_MOST_STEPS:,}")
    draft.points.setdefault(way, {})[step] = rows_of(told["rates"])


def _end(draft: _Draft, value: Any) -> None:
    """How it ended."""
    draft.ends[:] = [str(value)]


_KINDS: Final[Mapping[str, Callable[[_Draft, Any], None]]] = MappingProxyType(
    {
        "run": _run,
        "fit": _fit,
        "predicted": _predicted,
        "at": _at,
        "point": _point,
        "end": _end,
    }
)


def _way(draft: _Draft, told: Mapping[str, Any]) -> str:
    """The way of teaching that a line is about."""
    way = told["way"]
    if way not in draft.about[0].names:
        raise ValueError(f"the way is {quoted(way)}, but the run has {draft.about[0].names}")
    return str(way)


def _course(points: Mapping[int, Rows], predicted: Rows) -> Course:
    """The points of a way in their order."""
    steps = sorted(points)
    return Course(sealed(np.array(steps)), sealed(np.stack([points[s] for s in steps])), predicted)
