"""Page "Bridge" (C1): stored runs of a transformer beside what the tabular side said before.

The runs come with the program, as `studies/bridge_runs.py` made them; nothing here needs torch, and
nothing is trained when a page is opened.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np

from teachsim.bridge.recorded import WORLDS, Course
from teachsim.gallery import bridge_file
from teachsim.gallery.bridge_column import NAMES, Column, column_of
from teachsim.gallery.bridge_file import Stored
from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit

__all__ = [
    "ALL",
    "COMPARED",
    "KNOBS",
    "NAMES",
    "PAGE",
    "SEEDS",
    "Runs",
    "Setting",
    "run",
    "script",
    "stored",
]

ALL: Final = "all"
SEEDS: Final = 3
"""Base models of each world that come with the program."""

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


@lru_cache(maxsize=1)
def stored() -> Stored:
    """The runs that come with the program.

    >>> stored().seeds == tuple(range(SEEDS))
    True
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
