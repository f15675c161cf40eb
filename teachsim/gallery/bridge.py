"""Page "Bridge" (C1): stored runs of a transformer beside what the tabular side said before.

The runs come with the program, as `studies/bridge_runs.py` made them; nothing here needs torch, and
nothing is trained when a page is opened.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
from scipy.special import stdtrit

from teachsim.bridge.recorded import WORLDS, Course, Rows
from teachsim.bridge.ways import WARM, WAYS
from teachsim.core.arrays import FloatArray
from teachsim.gallery import bridge_file
from teachsim.gallery.bridge_file import Stored
from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit

__all__ = [
    "ALL",
    "COMPARED",
    "KNOBS",
    "NAMES",
    "PAGE",
    "Column",
    "Runs",
    "Setting",
    "column_of",
    "phases",
    "run",
    "script",
    "stored",
]

ALL: Final = "all"
SEEDS: Final = 3
"""Base models of each world that come with the program."""

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

COMPARED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "contrast": ("sft", "cold", "few_reward"),
        "marks": ("few_sft", "few_praise", "few_reward"),
        "labels": ("sft", "sft_known", "sft_oracle"),
        "copy": ("copy", "copy_reward"),
    }
)
"""Columns, by the comparison that they make."""

KNOBS: Final = (
    Knob("compared", tuple(COMPARED)),
    Knob("world", tuple(WORLDS)),
    Knob("model", (ALL, *(str(seed) for seed in range(SEEDS)))),
)

_LEVEL: Final = 0.975  # two-sided 95 %


@dataclass(frozen=True)
class Setting:
    """Everything that decides what is shown.

    Attributes:
        compared: Which ways of teaching stand beside each other.
        world: How knowledge comes, a word of `WORLDS`.
        model: One base model, by its seed; or the mean of all.
    """

    compared: str = "contrast"
    world: str = "names"
    model: str = ALL

    def __post_init__(self) -> None:
        """Refuse what the page does not offer.

        Raises:
            ValueError: If a value is not offered.
        """
        fit(self, KNOBS)


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
        n = len(self.ended)
        if n < 2:
            return np.full((2, 3), np.nan)
        spread = self.ended.std(axis=0, ddof=1) / np.sqrt(n)
        return np.asarray(stdtrit(n - 1, _LEVEL) * spread)


@dataclass(frozen=True, eq=False)
class Runs:
    """What is shown.

    Attributes:
        setting: What was asked for.
        stored: Where it comes from.
        seeds: Of the models shown.
    """

    setting: Setting
    stored: Stored
    seeds: tuple[int, ...]

    @cached_property
    def ways(self) -> Mapping[str, Column]:
        """All ways of teaching in this world, by their word."""
        return MappingProxyType({way: column_of(way, self._courses) for way in NAMES})

    @property
    def _courses(self) -> list[Mapping[str, Course]]:
        """Of each model, the ways that it was taught in, by name."""
        return [self.stored.runs[self.setting.world, seed].courses for seed in self.seeds]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those that are compared."""
        return tuple(self.ways[way] for way in COMPARED[self.setting.compared])

    @property
    def auroc(self) -> float:
        """Mean area under the ROC curve of the base models' entropy, unknown against known."""
        fits = [self.stored.runs[self.setting.world, seed].fit for seed in self.seeds]
        return float(np.mean([fit.auroc for fit in fits]))

    @property
    def d_prime(self) -> float:
        """Mean d' of the base models."""
        fits = [self.stored.runs[self.setting.world, seed].fit for seed in self.seeds]
        return float(np.mean([fit.world.d_prime for fit in fits]))

    @property
    def fingerprint(self) -> str:
        """What the script prints."""
        told = [(column.rates, column.ended, column.predicted) for column in self.columns]
        return fingerprint(*(part for parts in told for part in parts))


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


@lru_cache(maxsize=1)
def stored() -> Stored:
    """The runs that come with the program.

    >>> stored().seeds
    (0, 1, 2, 3, 4)
    """
    file = importlib.resources.files("teachsim.gallery") / "data" / "bridge_runs.json"
    return bridge_file.read(file.read_text(encoding="utf-8"))


def run(setting: Setting) -> Runs:
    """What is shown of a setting."""
    found = stored()
    return Runs(setting, found, found.seeds if setting.model == ALL else (int(setting.model),))


def script(setting: Setting) -> str:
    """Python source of six lines at most; run, it prints the fingerprint of the setting."""
    return "\n".join(
        (
            "from teachsim.gallery import bridge",
            f"runs = bridge.run(bridge.{setting!r})",
            "for column in runs.columns:",
            "    told = column.end.round(3).tolist(), column.aim.round(3).tolist()",
            '    print(bridge.NAMES[column.way], "measured {}, predicted {}".format(*told))',
            "print(runs.fingerprint)",
            "",
        )
    )


PAGE: Final = Page(
    "bridge",
    KNOBS,
    (
        Scene("contrast", "C1", Setting()),
        Scene("marks", "C1", Setting("marks")),
        Scene("labels", "C1", Setting("labels")),
        Scene("copy", "C1", Setting("copy")),
        Scene("no-tail", "C1", Setting(world="no-tail")),
        Scene("facts", "C1", Setting(world="facts")),
    ),
    run,
    script,
)
