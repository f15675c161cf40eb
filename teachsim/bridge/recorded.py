"""A recorded run: what a transformer says while it is taught, and what was predicted before.

Records, and how their numbers are written as JSON; `replay_log` and the gallery read whole runs.
Nothing here needs torch: the pages read what was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from teachsim.bridge.predictions import Fit
from teachsim.bridge.ways import WAYS
from teachsim.bridge.world import Scope, World
from teachsim.core.arrays import FloatArray, IntArray, sealed
from teachsim.core.checks import chance, quoted, whole_number
from teachsim.tabular import Knowledge

__all__ = [
    "RECORDED",
    "WORLDS",
    "About",
    "Course",
    "Recorded",
    "Rows",
    "fields_of",
    "fit_of",
    "fit_told",
    "object_of",
    "rows_of",
    "rows_told",
]

WORLDS: Final[Mapping[str, World]] = MappingProxyType(
    {
        "names": World(),
        "facts": World(scope=Scope.FACT),
        "no-tail": World(entities=1_050, tail=0),
    }
)
"""By word: all facts of a name are known or none; each fact for itself; and the first without the
text from which a model learns that some answers cannot be told."""

RECORDED: Final = (
    "SFT, right answers",
    "reward, cold",
    "a few examples of IDK",
    "IDK, then SFT",
    "IDK, then reward",
    "IDK, then reward, wrong costs 0",
    "IDK, then right marks only",
    "SFT, what it knows",
    "SFT, IDK where unknown",
    "copying another model",
    "copying, then reward",
)
"""The ways of teaching that are recorded, each after the one that it goes on from."""

_DIGITS: Final = 5
_FIT: Final = ("bins", "d_prime", "known", "recall", "misbelief", "answers")
_BASE: Final = ("base_idk", "base_recall", "auroc")

Rows = FloatArray
"""`(2, 3)` truthful, made up, "I don't know", on unknown and known questions, held out."""


@dataclass(frozen=True)
class About:
    """What a run is.

    Attributes:
        world: A word of `WORLDS`.
        seed: Of everything.
        device: Where it was measured, in words.
        version: Of teachsim.
        command: What runs it again.
        names: The ways of teaching.
    """

    world: str
    seed: int
    device: str
    version: str
    command: str
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what is no run of ours.

        Raises:
            ValueError: If the world or a way is none of ours, or the seed no seed.
        """
        if self.world not in WORLDS:
            raise ValueError(
                f"the world is {quoted(self.world)}, but must be one of {', '.join(WORLDS)}"
            )
        whole_number(self.seed, thing="the seed", least=0, way_out="use 0")
        strange = [name for name in self.names if name not in WAYS or not chained(name, self.names)]
        if strange or not self.names:
            raise ValueError(
                f"the ways of teaching are {quoted(self.names)}, but each must be one of "
                f"teachsim.bridge.ways, after the one that it goes on from; see {quoted(strange)}"
            )


@dataclass(frozen=True, eq=False)
class Course:
    """One way of teaching, as it went.

    Attributes:
        steps: `(n,)` steps of its own phase, ascending from 0.
        rates: `(n, 2, 3)` what was said then, as `Rows`.
        predicted: What was predicted of its end.
    """

    steps: IntArray
    rates: FloatArray
    predicted: Rows


@dataclass(frozen=True, eq=False)
class Recorded:
    """A run, as far as it is known.

    Attributes:
        about: What it is.
        fit: The tabular world of its base model; None before it was measured.
        courses: By way of teaching, those that have begun, in order.
        done: Way and share of its steps that are done, of what is under way; None for nothing.
        end: How it ended: "done", "stopped", "late", or what went wrong; empty while it goes on.
    """

    about: About
    fit: Fit | None
    courses: Mapping[str, Course]
    done: tuple[str, float] | None = None
    end: str = ""


def chained(name: str, names: Iterable[str]) -> bool:
    """Whether what a way goes on from comes before it."""
    after = WAYS[name].after
    earlier = [*names][: [*names].index(name)]
    return WAYS[after].objective is None or after in earlier


# ---------------------------------------------------------------- values as JSON
def rows_told(rates: Rows) -> list[list[float]]:
    """Truthful and "I don't know" of each row, rounded: what is made up is the rest."""
    return [[round(float(row[0]), _DIGITS), round(float(row[2]), _DIGITS)] for row in rates]


def rows_of(value: object) -> Rows:
    """The rates of a pair of pairs.

    Raises:
        ValueError: If they are none.
    """
    pairs = value if isinstance(value, list) else []
    if len(pairs) != 2 or any(not isinstance(pair, list) or len(pair) != 2 for pair in pairs):
        raise ValueError(
            f'rates are {quoted(value)}, but must be truthful and "I don\'t know" of unknown and '
            "of known questions, two pairs"
        )
    right, silent = np.array([[chance(x, thing="a rate") for x in pair] for pair in pairs]).T
    if (right + silent > 1 + 10**-_DIGITS).any():
        raise ValueError(f"rates are {quoted(value)}, but no pair may sum to more than 1")
    return sealed(np.stack([right, np.clip(1 - right - silent, 0, 1), silent], axis=1))


def fit_told(fit: Fit) -> dict[str, float | int]:
    """A fit as JSON."""
    return {name: getattr(fit.world, name) for name in _FIT} | {
        name: getattr(fit, name) for name in _BASE
    }


def fit_of(value: object) -> Fit:
    """The fit of a JSON object.

    Raises:
        ValueError: If it is none.
    """
    told = fields_of(value, names=(*_FIT, *_BASE), thing="the fit")
    base = [chance(told[name], thing=name) for name in _BASE]
    return Fit(Knowledge(*(told[name] for name in _FIT)), *base)


def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, none of whose names stands twice: the hook of a strict reader.

    Raises:
        ValueError: If one does.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{quoted(twice)} stands twice in one object; leave one out")
    return found


def fields_of(value: object, *, names: tuple[str, ...], thing: str) -> dict[str, Any]:
    """The fields of a JSON object, all of them and no other.

    Raises:
        ValueError: If one is missing or unknown.
    """
    if not isinstance(value, dict) or set(value) != set(names):
        found = sorted(value) if isinstance(value, dict) else value
        raise ValueError(f"{thing} has {quoted(found)}, but must have {', '.join(names)}")
    return value
