"""What the page Lab would compute, in seconds of one core, from sizes alone; nothing is run.

The constants were measured on one core of 2026. They are there to refuse what is too much, and to
say how long the rest takes; how far they are off is for a test to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.gallery.classes import build_class
from teachsim.gallery.lab import Ask, Bench, Lane
from teachsim.gallery.lab_axes import Spot
from teachsim.gallery.lab_chart import Shade, Side, Study, shape, spot_at, world_at

__all__ = ["Cost", "cost", "seconds_of"]

_A_RUN = 5e-3
_A_ROUND = 1e-3
_A_NUMBER = 2e-9  # of the class's table, in each round
_A_PLAN = 3e-5  # the same, once, to plan the best questions
_LONGEST_PLAN = 3.0  # the planner's own budget
_A_CHANCE = 2e-3
_A_CHANCE_NUMBER = 1e-6
_A_TRAINING = 0.15
_A_MEMORY = 0.25  # a training in which single questions are memorised


@dataclass(frozen=True)
class Cost:
    """What a phase diagram takes, by estimate.

    Attributes:
        cells: Number of cells.
        runs: Number of runs, or trainings.
        seconds: On one core.
    """

    cells: int
    runs: int
    seconds: float


def cost(study: Study) -> Cost:
    """The cost of the phase diagram of a study."""
    columns, rows = shape(study)
    places = [(x, y) for y in range(rows) for x in range(columns)]
    if study.chart.side is Side.MODEL:
        memories = sum(world_at(study, x, y).memory > 0 for x, y in places)
        seconds = (len(places) - memories) * _A_TRAINING + memories * _A_MEMORY
        return Cost(len(places), len(places), seconds)
    seconds = sum(_of_spot(spot_at(study, x, y), study.chart.shade) for x, y in places)
    return Cost(len(places), len(places) * study.chart.runs, seconds * study.chart.runs)


def seconds_of(bench: Bench, lane: Lane) -> float:
    """Seconds of one run of a lane."""
    numbers = build_class(bench.ideas).table.size
    plans = lane.asks and lane.ask is Ask.OPTIMAL
    planned = min(numbers * _A_PLAN, _LONGEST_PLAN) if plans else 0.0
    return _A_RUN + planned + bench.rounds * (_A_ROUND + numbers * _A_NUMBER)


def _of_spot(spot: Spot, shade: Shade) -> float:
    """Seconds of one run of a cell."""
    if shade is Shade.CHANCE:
        return _A_CHANCE + build_class(spot.bench.ideas).table.size * _A_CHANCE_NUMBER
    return seconds_of(spot.bench, spot.learner)
