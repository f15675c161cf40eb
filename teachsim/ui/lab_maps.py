"""The phase diagrams of the page Lab: what is ordered of a worker, and what comes back, drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw import Picture
from teachsim.draw.chart import numeral
from teachsim.draw.mosaic import Line, mosaic
from teachsim.gallery import lab_link
from teachsim.gallery.classes import choice
from teachsim.gallery.lab import Bench
from teachsim.gallery.lab_chart import Chart, Shade, Side, Study, shape, spot_at, values_of
from teachsim.gallery.lab_cost import Cost, cost
from teachsim.gallery.lab_map import TASK
from teachsim.gallery.setting import Bias, Kind
from teachsim.ui.guard import RefusedError
from teachsim.ui.words import say
from teachsim.ui.worker import Order

__all__ = [
    "MOST_SECONDS",
    "affordable",
    "axis_named",
    "flat",
    "names",
    "order",
    "picture",
    "seconds",
]

MOST_SECONDS: Final = 60.0
"""Longest map that is started, by estimate."""

_MINUTE: Final = 90.0


def order(study: Study) -> Order:
    """Return what a worker is asked: the same for all studies whose map is the same."""
    columns, rows = shape(study)
    asked = Study(Bench(), study.chart)
    if study.chart.side is Side.LEARNERS:
        asked = Study(_measured(study), replace(study.chart, lane=0))
    return Order(TASK, json.dumps(lab_link.order(asked), sort_keys=True), columns * rows)


def _measured(study: Study) -> Bench:
    """Return the bench without what a map turns, draws anew or does not measure.

    So a place that is opened has the map that it was opened from.
    """
    turned = {study.chart.across, study.chart.up}
    spot = spot_at(study, 0, 0)
    blind = 0 if "withheld" in turned else len(study.bench.withheld)
    return replace(
        study.bench,
        lanes=(spot.learner,),
        rounds=spot.bench.rounds,
        at_least=spot.bench.at_least,
        target=0,
        decoy=None,
        withheld=tuple(range(blind)),
    )


def affordable(study: Study) -> Cost:
    """Return the cost of a map that a page may start.

    Raises:
        RefusedError: If it may not, with the estimate.
    """
    needed = cost(study)
    if needed.seconds > MOST_SECONDS:
        words = {"seconds": seconds(needed.seconds), "most": seconds(MOST_SECONDS)}
        raise RefusedError(say("lab-too-long").format(**words))
    return needed


def seconds(n: float) -> str:
    """Return a time in words: seconds, or minutes where there are many."""
    if n > _MINUTE:
        return say("lab-minutes").format(n=round(n / 60))
    whole = max(1, round(n))
    return say("lab-second") if whole == 1 else say("lab-seconds").format(n=whole)


def axis_named(study: Study, word: str) -> str:
    """Return an axis in words."""
    if study.chart.side is Side.MODEL:
        return say(f"know-knob-{word}")
    if word in {"size", "size2"}:
        unit = choice(study.bench.ideas.word).sizes[word == "size2"].word
        return say(f"lab-axis-{word}").format(unit=unit)
    return say(f"lab-axis-{word}")


def names(study: Study) -> tuple[list[str], list[str]]:
    """Return the values along x and along y in words; where there is less room, in few."""
    across, up = study.chart.across, study.chart.up
    return (
        [
            _named(study, across, value=value, ways="lab-brief")
            for value in values_of(study, across)
        ],
        [_named(study, up, value=value, ways="lab-way") for value in values_of(study, up)],
    )


def _named(study: Study, word: str, *, value: Any, ways: str) -> str:
    """Return a value along an axis."""
    families = {"teacher": "kind", "bias": "bias", "way": ways, "ask": "lab-ask"}
    if study.chart.side is Side.LEARNERS and word in families:
        return say(f"{families[word]}-{value}")
    if word == "withheld":
        return f"{100 * value:.0f} %"
    return numeral(float(value))


def flat(study: Study) -> tuple[str, ...]:
    """Return what of the chosen knobs and quantity means nothing to the learner, in sentences."""
    chart = study.chart
    if chart.side is Side.MODEL:
        return ()
    lane, turned = study.bench.lanes[chart.lane], {chart.across, chart.up}
    told = {
        "withheld": "teacher" not in turned and lane.teacher is not Kind.NEGLIGENT,
        "least": "teacher" not in turned and lane.teacher is not Kind.HOSTILE,
        "ask": "way" not in turned and not lane.asks,
    }
    found = [say(f"lab-flat-{word}") for word, holds in told.items() if holds and word in turned]
    if chart.shade is Shade.CHANCE and not turned & {"way", "teacher", "bias", "lies"}:
        draws = lane.teacher in {Kind.NEGLIGENT, Kind.RANDOM} and not lane.lies
        if lane.way != "demonstration" or not draws or lane.bias is Bias.MAJORITY:
            found.append(say("lab-flat-chance"))
    return tuple(line.format(i=chart.lane + 1) for line in found)


def _table(study: Study, rows: Sequence[Mapping[str, Any]]) -> tuple[FloatArray, FloatArray]:
    """Return `(rows, columns)` the values, NaN for none, and 1 where they are computed."""
    columns, lines = shape(study)
    values, known = np.full((lines, columns), np.nan), np.zeros((lines, columns))
    for row in rows:
        known[row["y"], row["x"]] = 1.0
        if row["value"] is not None:
            values[row["y"], row["x"]] = row["value"]
    return values, known


def _titled(chart: Chart) -> str:
    """Return what a map shows."""
    shade = say(f"lab-shade-{chart.shade}")
    if chart.side is Side.MODEL:
        return say("lab-map-title").format(shade=shade[:1].upper() + shade[1:])
    return say("lab-map-title-pane").format(shade=shade, i=chart.lane + 1)


def picture(study: Study, rows: Sequence[Mapping[str, Any]]) -> Picture:
    """Return the map as far as it is computed."""
    values, known = _table(study, rows)
    called = names(study)
    across = Line(axis_named(study, study.chart.across), called[0])
    up = Line(axis_named(study, study.chart.up), called[1])
    return mosaic(
        values,
        known,
        across=across,
        up=up,
        title=_titled(study.chart),
        description=_told(study.chart, values, names=called),
    )


def _told(chart: Chart, values: FloatArray, *, names: tuple[Sequence[str], Sequence[str]]) -> str:
    """Return the map in a sentence: its least and its greatest value, and where."""
    shade = _titled(chart)
    if np.isnan(values).all():
        return say("lab-map-empty").format(shade=shade)
    found: dict[str, str] = {}
    for end, at in (("low", np.nanargmin(values)), ("high", np.nanargmax(values))):
        y, x = map(int, np.unravel_index(int(at), values.shape))
        found |= {end: f"{100 * values[y, x]:.0f}", f"{end}_at": f"{names[0][x]}, {names[1][y]}"}
    return say("lab-map-told").format(shade=shade, **found)
