"""The wordings of one answer as bars, a panel for each way of training: who keeps how many.

A right wording is a filled bar, a wrong one a hatched one; a tick is where training must end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, stacked, words_at
from teachsim.draw.lettering import shorten
from teachsim.draw.shapes import END, PEN_UP, Kind, Picture, Shape, moved

WIDTH: Final = 560.0
_NARROWEST: Final = 190.0
_WIDEST: Final = 260.0
_MOST_COLUMNS: Final = 4
_BETWEEN: Final = 24.0
_HIGH: Final = 84.0
_TOP: Final = 40.0
_GAP: Final = 16.0
_HATCH: Final = 5.0
_SMALLEST: Final = 0.4
_SWATCH: Final = 14.0
_BOLD: Final = 1.1  # as much wider are bold letters


@dataclass(frozen=True, eq=False)
class Panel:
    """One way of training.

    Attributes:
        title: its name.
        note: what came of it, in a few words.
        chances: `(W,)` chance of each wording; the rest is not drawn.
        end: `(W,)` where theory says that it ends; None for nothing to say.
    """

    title: str
    note: str
    chances: FloatArray
    end: FloatArray | None = None


@dataclass(frozen=True)
class Legend:
    """What the marks mean.

    Attributes:
        valid: a filled bar.
        wrong: a hatched bar.
        end: a tick.
        order: the order of the bars.
    """

    valid: str
    wrong: str
    end: str
    order: str


def wordings(
    panels: Sequence[Panel], *, valid: BoolArray, legend: Legend, title: str, width: float = WIDTH
) -> Picture:
    """Return the panels, as many abreast as have room, over what their marks mean.

    Args:
        panels: the ways of training.
        valid: `(W,)` which wordings are right.
        legend: what the marks mean.
        title: what it is, in a few words.
        width: of the picture.

    Raises:
        ValueError: if a panel has another number of wordings.
    """
    if any(panel.chances.shape != valid.shape for panel in panels):
        raise ValueError(
            f"the panels have wordings of shapes {[p.chances.shape for p in panels]}, but valid "
            f"has {valid.shape}; pass a chance for each wording"
        )
    across = min(int((width + _BETWEEN) / (_NARROWEST + _BETWEEN)), _MOST_COLUMNS)
    wide = (width - _BETWEEN * (across - 1)) / across
    rows = []
    for first in range(0, len(panels), across):
        shapes: list[Shape] = []
        for c, panel in enumerate(panels[first : first + across]):
            drawn = _panel(str(first + c), panel, valid=valid, wide=wide)
            shapes += [moved(shape, dx=c * (wide + _BETWEEN), dy=0) for shape in drawn]
        rows.append(Block(tuple(shapes), _TOP + _HIGH + 2))
    whole = stacked([*rows, _legend(legend, width=width)], gap=_GAP)
    told = " ".join(f"{panel.title}: {panel.note}." for panel in panels)
    return picture(whole, title=title, description=told, width=width)


def _panel(key: str, panel: Panel, *, valid: BoolArray, wide: float) -> Iterator[Shape]:
    """Return one panel: title, what came of it, bars on a floor."""
    title = shorten(panel.title, size=(CAPTION_SIZE + 1) * _BOLD, room=wide)
    yield words_at(f"title-{key}", title, x=0, y=15, role="label", size=CAPTION_SIZE + 1)
    note = shorten(panel.note, size=CAPTION_SIZE - 1, room=wide)
    yield words_at(f"note-{key}", note, x=0, y=32, size=CAPTION_SIZE - 1)
    pitch, floor = wide / len(valid), _TOP + _HIGH
    half = (0.0, floor - _HIGH / 2, wide, floor - _HIGH / 2)
    yield Shape(f"half-{key}", Kind.LINE, half, "hair")
    if key == "0":  # once is enough
        y = half[1] - 3
        yield words_at(f"half-{key}-n", "50 %", x=wide, y=y, size=CAPTION_SIZE - 3, anchor=END)
    for w, right in enumerate(valid.tolist()):
        left, thick = pitch * (w + 0.12), pitch * 0.76
        yield from _wording(f"{key}-{w}", float(panel.chances[w]), at=(left, thick), right=right)
        if panel.end is not None and panel.end[w] * _HIGH > _SMALLEST:
            y = floor - _HIGH * float(panel.end[w])
            ends = (left - pitch * 0.1, y, left + thick + pitch * 0.1, y)
            yield Shape(f"end-{key}-{w}", Kind.LINE, ends, "cursor")
    yield Shape(f"floor-{key}", Kind.LINE, (0, floor, wide, floor), "rule")


def _wording(key: str, chance: float, *, at: tuple[float, float], right: bool) -> Iterator[Shape]:
    """Return the bar of one wording; one too low to be seen is left out."""
    left, thick = at
    high = _HIGH * min(chance, 1.0)
    if high < _SMALLEST:
        return
    box = (left, _TOP + _HIGH - high, thick, high, 0)
    yield Shape(f"bar-{key}", Kind.RECT, box, "bar-valid" if right else "bar-wrong")
    if not right:
        yield Shape(f"hatch-{key}", Kind.PATH, _hatch(*box[:4]), "bar-hatch")


def _hatch(left: float, top: float, wide: float, high: float) -> tuple[float, ...]:  # noqa: PLR0917
    """Return slanted strokes inside a box, from lower left to upper right."""
    path: list[float] = []
    for start in np.arange(-wide + _HATCH / 2, high, _HATCH).tolist():
        low, up = max(start, 0.0), min(start + wide, high)  # heights above the floor
        if up > low:
            x1, x2 = left + low - start, left + up - start
            path += [x1, top + high - low, x2, top + high - up, PEN_UP]
    return tuple(path[:-1])


def _legend(legend: Legend, *, width: float) -> Block:
    """Return what the marks mean, in two columns."""
    column = min(width / 2, _WIDEST)
    shapes: list[Shape] = []
    box = (0.0, 4.0, _SWATCH, _SWATCH, 0.0)
    shapes.append(Shape("key-valid", Kind.RECT, box, "bar-valid"))
    box = (column, 4.0, _SWATCH, _SWATCH, 0.0)
    shapes.append(Shape("key-wrong", Kind.RECT, box, "bar-wrong"))
    shapes.append(Shape("key-hatch", Kind.PATH, _hatch(*box[:4]), "bar-hatch"))
    shapes.append(Shape("key-end", Kind.LINE, (0, 34, _SWATCH, 34), "cursor"))
    for name, x, y in (
        ("valid", 0.0, 16.0),
        ("wrong", column, 16.0),
        ("end", 0.0, 39.0),
        ("order", column, 39.0),
    ):
        gap = 0.0 if name == "order" else _SWATCH + 8
        text = {"valid": legend.valid, "wrong": legend.wrong, "end": legend.end}.get(name)
        told = shorten(text or legend.order, size=CAPTION_SIZE - 1, room=column - gap - 6)
        shapes.append(words_at(f"key-{name}-n", told, x=x + gap, y=y, size=CAPTION_SIZE - 1))
    return Block(tuple(shapes), 46.0)
