"""What a phase diagram of the page Lab shows: two knobs, and a quantity over them.

There are two kinds. *Learners*: any two knobs of one lane of the bench, and how its runs end, or
the exact chance that it is right. *Model*: any two knobs of the page "Know or make it up", and what
the tabular language model says in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from teachsim.gallery.classes import build_class
from teachsim.gallery.lab import Bench
from teachsim.gallery.lab_axes import AXES, Spot, offered
from teachsim.gallery.tabular import know

__all__ = [
    "RUNS",
    "SHADES",
    "Chart",
    "Shade",
    "Side",
    "Study",
    "fit_chart",
    "knobs_of",
    "mended",
    "shape",
    "spot_at",
    "values_of",
    "world_at",
]

RUNS = (4, 8, 16, 32, 64)
"""Runs of each cell that are offered."""


class Side(StrEnum):
    """Whose knobs they are."""

    LEARNERS = "learners"
    MODEL = "model"


class Shade(StrEnum):
    """The quantity."""

    RIGHT = "right"  # share of the runs that end so
    MISLED = "misled"
    UNDECIDED = "undecided"
    CHANCE = "chance"  # that it is right, exactly
    MADE_UP = "made-up"  # share of the answers to what the model does not know
    IDK = "idk"  # the same
    KNOWS = "knows"  # share of right answers to what it knows


SHADES = {
    Side.LEARNERS: (Shade.RIGHT, Shade.MISLED, Shade.UNDECIDED, Shade.CHANCE),
    Side.MODEL: (Shade.MADE_UP, Shade.IDK, Shade.KNOWS),
}
"""The quantities of each side."""


@dataclass(frozen=True)
class Chart:
    """Which phase diagram is meant.

    Attributes:
        side: Whose knobs they are.
        across: Word of the knob along x.
        up: Word of the knob along y.
        shade: The quantity.
        lane: Number of the learner that is measured; for learners.
        runs: Number of runs of each cell; for learners.
        trained: How the model is trained, one of `know.WAYS`; for the model.
    """

    side: Side = Side.LEARNERS
    across: str = "rounds"
    up: str = "withheld"
    shade: Shade = Shade.RIGHT
    lane: int = 0
    runs: int = 8
    trained: str = "rl"

    def __post_init__(self) -> None:
        """Refuse what no phase diagram has.

        Raises:
            ValueError: If a part is not offered.
        """
        if self.across == self.up:
            raise ValueError(f"both axes are {self.up!r}, but must differ; choose another for one")
        if self.shade not in SHADES[self.side]:
            raise ValueError(
                f"{self.shade!s} is no quantity of {self.side!s}; use one of "
                f"{', '.join(SHADES[self.side])}"
            )
        if self.runs not in RUNS or self.trained not in know.WAYS:
            raise ValueError(
                f"a phase diagram has {self.runs} runs and training {self.trained!r}; use one of "
                f"{RUNS} and of {know.WAYS}"
            )


@dataclass(frozen=True)
class Study:
    """All that the page shows: the bench, and a phase diagram around it.

    Attributes:
        bench: What stands side by side.
        chart: The phase diagram.
    """

    bench: Bench = field(default_factory=Bench)
    chart: Chart = field(default_factory=Chart)


def knobs_of(study: Study, side: Side) -> tuple[str, ...]:
    """The words of the knobs that axes can have."""
    if side is Side.MODEL:
        return tuple(knob.name for knob in know.KNOBS)
    return offered(study.bench)


def values_of(study: Study, word: str) -> Sequence[Any]:
    """The values along an axis."""
    if study.chart.side is Side.MODEL:
        return next(knob.values for knob in know.KNOBS if knob.name == word)
    return AXES[word].values(study.bench)


def shape(study: Study) -> tuple[int, int]:
    """Number of columns and of rows."""
    return len(values_of(study, study.chart.across)), len(values_of(study, study.chart.up))


def fit_chart(study: Study) -> None:
    """Refuse a phase diagram whose knobs the bench does not have.

    Raises:
        ValueError: If it does not have one.
    """
    chart, words = study.chart, knobs_of(study, study.chart.side)
    for word in (chart.across, chart.up):
        if word not in words:
            raise ValueError(f"axis {word!r} is not offered here; use one of {', '.join(words)}")
    if not 0 <= chart.lane < len(study.bench.lanes):
        raise ValueError(
            f"the diagram measures pane {chart.lane + 1} of {len(study.bench.lanes)}; choose one "
            "that is there"
        )


def mended(study: Study) -> Study:
    """The study with a phase diagram that its bench has: its own, or what of it is left."""
    chart = study.chart
    words = knobs_of(study, chart.side)
    across = chart.across if chart.across in words else next(w for w in words if w != chart.up)
    up = chart.up if chart.up in words else next(w for w in words if w != across)
    lane = chart.lane if 0 <= chart.lane < len(study.bench.lanes) else 0
    return replace(study, chart=replace(chart, across=across, up=up, lane=lane))


def spot_at(study: Study, x: int, y: int) -> Spot:  # noqa: PLR0917  # a place has two numbers
    """The cell of column x and row y, of learners."""
    bench, chart = study.bench, study.chart
    share = len(bench.withheld) / build_class(bench.ideas).n_instances
    spot = Spot(bench, chart.lane, share)
    # A size changes the class, so it goes first: what else is turned must then stay.
    turns = [(chart.across, x), (chart.up, y)]
    for word, at in sorted(turns, key=lambda turn: not turn[0].startswith("size")):
        spot = AXES[word].put(spot, AXES[word].values(bench)[at])
    return spot


def world_at(study: Study, x: int, y: int) -> know.Setting:  # noqa: PLR0917  # as above
    """The cell of column x and row y, of the model: else as "Know or make it up" opens."""
    chart = study.chart
    turned = {
        chart.across: values_of(study, chart.across)[x],
        chart.up: values_of(study, chart.up)[y],
    }
    return replace(know.PAGE.default.setting, **turned)
