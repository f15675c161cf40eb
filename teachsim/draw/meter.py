"""The threshold meter: what each way of training says at each confidence, and where theory ends it.

One row for each way, confidence running from 0 to 1. Of its height, the part below is the chance of
a right answer, then that of one that is made up, then that of "I don't know". A tick marks the
confidence from which theory says that it answers; a dot, where the trained model does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, words_at
from teachsim.draw.chart import Frame, Scale, numeral
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape
from teachsim.draw.wall import BANDS
from teachsim.draw.words import say

WIDTH: Final = 540.0
_TOP: Final = 22.0
_ROW: Final = 24.0
_BETWEEN: Final = 7.0
_RIGHT: Final = 66.0
_AXIS: Final = 46.0
_OVER: Final = 4.0


@dataclass(frozen=True, eq=False)
class Row:
    """One way of training.

    Attributes:
        name: what it is called.
        p: `(n,)` confidences, ascending.
        answering: `(n,)` chance that it answers at each.
        predicted: where theory says that it begins to answer, 0 always and 1 never; None if
            theory draws no such line.
        measured: the same of the trained model.
    """

    name: str
    p: FloatArray
    answering: FloatArray
    predicted: float | None = None
    measured: float | None = None


def meter(rows: Sequence[Row], *, title: str, width: float = WIDTH) -> Picture:
    """Return the meter.

    Args:
        rows: the ways of training, from the top.
        title: what it is, in a few words.
        width: of all of it.

    Raises:
        ValueError: if there is no row.
    """
    if not rows:
        raise ValueError("a meter got no row; pass one for each way of training")
    left = max(text_width(row.name, size=CAPTION_SIZE) for row in rows) + 14
    wide = width - left - _RIGHT
    shapes = [
        words_at("theory", say("meter-theory"), x=width - 2, y=_TOP - 8, anchor=END),
        words_at("legend", say("meter-legend"), x=left, y=_TOP - 8),
    ]
    for i, row in enumerate(rows):
        top = _TOP + i * (_ROW + _BETWEEN)
        frame = Frame(left, top, wide, _ROW, Scale(0, 1), Scale(0, 1))
        shapes += _row(i, row, frame=frame, right=width - 2)
    high = len(rows) * (_ROW + _BETWEEN) - _BETWEEN
    shapes += _axis(Frame(left, _TOP, wide, high, Scale(0, 1), Scale(0, 1)))
    told = " ".join(_told(row) for row in rows)
    return picture(
        Block(tuple(shapes), _TOP + high + _AXIS), title=title, description=told, width=width
    )


def _row(i: int, row: Row, *, frame: Frame, right: float) -> Iterator[Shape]:
    """Return one row: its name, its bands, theory's tick and the dot that was measured."""
    baseline = frame.top + frame.height / 2 + CAPTION_SIZE * 0.36
    yield words_at(f"name-{i}", row.name, x=frame.left - 9, y=baseline, anchor=END)
    p = np.concatenate([[0.0], row.p, [1.0]])
    answers = np.concatenate([row.answering[:1], row.answering, row.answering[-1:]])
    tops = (np.zeros(len(p)), p * answers, answers, np.ones(len(p)))
    for b, band in enumerate(BANDS):
        upper = frame.path(p.tolist(), tops[b + 1].tolist())
        lower = frame.path(p[::-1].tolist(), tops[b][::-1].tolist())
        yield Shape(f"band-{i}-{band}", Kind.AREA, (*upper, *lower), f"band-{band}")
    theory = say("meter-none")
    if row.predicted is not None:
        x = frame.x(row.predicted)
        ends = (x, frame.top - _OVER, x, frame.top + frame.height + _OVER)
        yield Shape(f"tick-{i}-edge", Kind.LINE, ends, "halo")
        yield Shape(f"tick-{i}", Kind.LINE, ends, "tick")
        theory = {0.0: say("meter-always"), 1.0: say("meter-never")}.get(
            row.predicted, numeral(round(row.predicted, 2))
        )
    if row.measured is not None:
        spot = (frame.x(row.measured), frame.top + frame.height / 2, 4.0)
        yield Shape(f"dot-{i}", Kind.CIRCLE, spot, "meter-dot")
    yield words_at(f"theory-{i}", theory, x=right, y=baseline, anchor=END)


def _axis(frame: Frame) -> Iterator[Shape]:
    """Return the confidences below."""
    bottom = frame.top + frame.height + _OVER
    for i, value in enumerate((0.0, 0.25, 0.5, 0.75, 1.0)):
        x = frame.x(value)
        yield Shape(f"axis-{i}", Kind.LINE, (x, bottom, x, bottom + 4), "rule")
        y = bottom + 5 + CAPTION_SIZE
        yield words_at(f"axis-{i}-n", numeral(value), x=x, y=y, anchor=MIDDLE)
    x, y = frame.left + frame.width / 2, bottom + 4 + 2 * CAPTION_SIZE + 4
    yield words_at("axis-title", say("meter-confidence"), x=x, y=y, anchor=MIDDLE)


def _told(row: Row) -> str:
    """Return a row in words."""
    if row.predicted is None:
        return say("meter-told-none", {"name": row.name})
    found = say("meter-none") if row.measured is None else f"{row.measured:.2f}"
    return say(
        "meter-told", {"name": row.name, "theory": f"{row.predicted:.2f}", "measured": found}
    )
