"""A way of teaching the transformer as it is shown: its steps, where it ended, what was predicted.

A way that goes on from another is shown with that one in front, as one course.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from teachsim.bridge.recorded import Course, Rows
from teachsim.bridge.ways import WARM, WAYS
from teachsim.core.arrays import FloatArray
from teachsim.tabular.means import half_width

__all__ = ["NAMES", "Column", "column_of", "phases"]

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sft": "SFT, right answers",
        "cold": "reward, cold",
        "few": WARM,
        "few_sft": "IDK, then SFT",
        "few_reward": "IDK, then reward",
        "few_free": "IDK, then reward, wrong costs 0",
        "few_praise": "IDK, then right marks only",
        "sft_known": "SFT, what it knows",
        "sft_oracle": "SFT, IDK where unknown",
        "copy": "copying another model",
        "copy_reward": "copying, then reward",
    }
)
"""The ways of teaching, by their word on the page."""


@dataclass(frozen=True, eq=False)
class Column:
    """One way of teaching, means over the models.

    Attributes:
        way: Its word.
        steps: `(n,)` steps from the base model on, the phases before it included.
        rates: `(n, 2, 3)` truthful, made up, "I don't know", on unknown and known questions.
        ends: Steps at which its phases end.
        ended: `(models, 2, 3)` where each model ended.
        predicted: `(models, 2, 3)` what was predicted of each, before it was taught.
    """

    way: str
    steps: FloatArray
    rates: FloatArray
    ends: tuple[int, ...]
    ended: FloatArray
    predicted: FloatArray

    @property
    def end(self) -> Rows:
        """`(2, 3)` where it ended, mean over the models."""
        return self.ended.mean(axis=0)

    @property
    def aim(self) -> Rows:
        """`(2, 3)` what was predicted, mean over the models."""
        return self.predicted.mean(axis=0)

    @property
    def half(self) -> Rows:
        """`(2, 3)` half width of the 95 % interval of the mean (Student's t); NaN for one model."""
        return half_width(self.ended)


def column_of(way: str, courses: Sequence[Mapping[str, Course]]) -> Column:
    """A way, the phases before it in front, of one model or several.

    Args:
        way: Its word.
        courses: Of each model, by name; all looked at at the same steps.
    """
    steps: list[FloatArray] = [np.zeros(1)]
    rates: list[FloatArray] = []
    ends = [0]
    for name in phases(way):
        looks = courses[0][name].steps
        steps.append((looks[1:] + ends[-1]).astype(float))
        rates.append(np.mean([course[name].rates for course in courses], axis=0))
        ends.append(ends[-1] + int(looks[-1]))
    last = [course[NAMES[way]] for course in courses]
    return Column(
        way,
        np.concatenate(steps),
        np.concatenate([rates[0][:1], *(one[1:] for one in rates)]),
        tuple(ends[1:]),
        np.stack([course.rates[-1] for course in last]),
        np.stack([course.predicted for course in last]),
    )


def phases(way: str) -> list[str]:
    """The names of a way and of those that it goes on from, the first one first."""
    name = NAMES[way]
    found = [name]
    while WAYS[WAYS[name].after].objective is not None:
        name = WAYS[name].after
        found.insert(0, name)
    return found
