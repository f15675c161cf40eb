"""The phase diagrams of the page Lab, cell by cell: for a process that reports as it goes.

Every run of a cell draws a truth, a blind spot and its own course from one seed, so that cells of
the same class are compared on the same truths. The first run of a cell is what a click opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

import teachsim as ts
from teachsim.gallery.classes import build_class
from teachsim.gallery.lab import Bench, Way, scenario
from teachsim.gallery.lab_axes import Spot
from teachsim.gallery.lab_chart import Shade, Side, Study, shape, spot_at, world_at
from teachsim.gallery.lab_link import from_order
from teachsim.gallery.setting import Bias, Kind, taste
from teachsim.gallery.tabular import know
from teachsim.symbolic import Verdict, demonstration, outcome

__all__ = ["TASK", "cell", "cells", "drawn", "opened"]

TASK = "teachsim.gallery.lab_map:cells"
"""What a worker runs."""

_MOST_CHANCES = 200_000  # numbers that one exact chance may hold: a tenth of a second
_SEEDS = 2**32
_UNKNOWN, _KNOWN = 0, 1  # rows of `by_knowledge`
_RIGHT, _MADE_UP, _IDK = 0, 1, 2  # its columns

_VERDICTS = {
    Shade.RIGHT: Verdict.RIGHT,
    Shade.MISLED: Verdict.MISLED,
    Shade.UNDECIDED: Verdict.UNDETERMINED,
}


def cells(told: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Column, row, value and, where runs were counted, both ends of Wilson's 95 % interval.

    The value is None where the quantity has no exact form. Rows come from below, each from left to
    right.

    Args:
        told: What `lab_link.order` says of a study.
    """
    study = from_order(told)
    columns, rows = shape(study)
    for y in range(rows):
        for x in range(columns):
            yield {"x": x, "y": y} | cell(study, x, y)


def cell(study: Study, x: int, y: int) -> dict[str, object]:  # noqa: PLR0917  # a place of a study
    """What one cell says: its value, and the ends of its interval if runs were counted."""
    chart = study.chart
    if chart.side is Side.MODEL:
        return {"value": _said(world_at(study, x, y), chart.trained, shade=chart.shade)}
    spot = spot_at(study, x, y)
    benches = [drawn(spot, number) for number in range(chart.runs)]
    if chart.shade is Shade.CHANCE:
        return {"value": _chance(spot, benches)}
    ends = [_verdict(spot, bench) for bench in benches]
    return _counted(ends.count(_VERDICTS[chart.shade]), len(ends))


def _counted(hits: int, n: int) -> dict[str, object]:
    """A share with its interval."""
    from scipy.stats import binomtest  # half a second to import: only where it is needed

    ends = binomtest(hits, n).proportion_ci(method="wilson")
    return {"value": hits / n, "low": float(ends.low), "high": float(ends.high)}


def drawn(spot: Spot, number: int) -> Bench:
    """The bench of one run of a cell: its own truth, blind spot and seed.

    A larger share that is withheld holds the smaller ones of the same run.
    """
    H = build_class(spot.bench.ideas)
    seed = (spot.bench.seed + number) % _SEEDS
    rng = np.random.default_rng(seed)
    target = int(rng.integers(len(H)))
    order = rng.permutation(H.n_instances)
    withheld = np.sort(order[: round(spot.withheld * H.n_instances)])
    bench = replace(spot.bench, target=target, decoy=None, seed=seed)
    return replace(bench, withheld=tuple(withheld.tolist()))


def opened(study: Study, x: int, y: int) -> Study | know.Setting:  # noqa: PLR0917  # a place of a study
    """What a click on a cell opens: the first run of learners, or the model's training."""
    if study.chart.side is Side.MODEL:
        return world_at(study, x, y)
    return replace(study, bench=drawn(spot_at(study, x, y), 0))


def _verdict(spot: Spot, bench: Bench) -> Verdict:
    """How the measured learner ends in one run."""
    taught, learner = scenario(bench, spot.learner, build_class(bench.ideas))
    run = ts.simulate(taught, learner, rng=bench.seed, keep_every=bench.rounds)
    return outcome(run).verdict


def _chance(spot: Spot, benches: list[Bench]) -> float | None:
    """Mean exact chance to be right over the truths and blind spots of all runs; None if unknown.

    It is known for who only watches a demonstrator that draws at random and never lies, and has a
    fixed order of preference (claim A2).
    """
    lane = spot.learner
    draws = lane.teacher in {Kind.NEGLIGENT, Kind.RANDOM}
    if lane.way is not Way.DEMONSTRATION or not draws or lane.bias is Bias.MAJORITY or lane.lies:
        return None
    prefer, cautious = taste(lane.bias)
    try:
        chances = [
            demonstration.chance_identified(
                build_class(bench.ideas),
                bench.target,
                rounds=bench.rounds,
                withheld=bench.withheld if lane.teacher is Kind.NEGLIGENT else (),
                prefer=prefer,
                cautious=cautious,
                max_chances=_MOST_CHANCES,
            )
            for bench in benches
        ]
    except ValueError:  # too many ways to be shown
        return None
    return float(np.mean(chances))


def _said(world: know.Setting, way: str, *, shade: Shade) -> float:
    """What the model says to new questions in the end."""
    knows = know.train(world, way).held_out.by_knowledge[-1]
    row, column = {
        Shade.MADE_UP: (_UNKNOWN, _MADE_UP),
        Shade.IDK: (_UNKNOWN, _IDK),
        Shade.KNOWS: (_KNOWN, _RIGHT),
    }[shade]
    return float(knows[row, column])
