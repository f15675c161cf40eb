"""Sets of instances on a line: unbroken runs, pointed where the set goes on beyond the window."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from teachsim.draw.blocks import PANE_WIDTH, Axis
from teachsim.draw.gold_track import Line, Span
from teachsim.draw.shapes import PEN_UP, Kind, Shape
from teachsim.draw.styles import HIDDEN

__all__ = ["LEFT", "RIGHT", "axis", "bar"]

LEFT: Final = 84.0
RIGHT: Final = 24.0
_ARROW: Final = 12.0


def axis(line: Line) -> Axis:
    """Return an axis on which every place of the window has a cell."""
    count = len(line.names)
    return Axis(LEFT, (PANE_WIDTH - LEFT - RIGHT) / count, count)


def bar(
    key: str, span: Span, *, along: Axis, line: Line, y: float, high: float, role: str
) -> list[Shape]:
    """Return a set of instances as one area; hidden where none of it is in the window.

    Args:
        key: of the shape, behind "bar-".
        span: the set.
        along: the axis.
        line: the window.
        y: its middle.
        high: how high it is.
        role: what it stands for.
    """
    outlines = [
        _run(run, span, along=along, line=line, y=y, high=high) for run in _runs(span.places)
    ]
    numbers: list[float] = []
    for outline in outlines:
        numbers += [PEN_UP] if numbers else []
        numbers += outline
    shown = role if numbers else HIDDEN
    return [Shape(f"bar-{key}", Kind.AREA, tuple(numbers) or (0.0, y, 0.0, y), shown)]


def _runs(places: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the first and last of each unbroken run."""
    grouped = groupby(enumerate(places), key=lambda pair: pair[1] - pair[0])
    found = [[place for _, place in run] for _, run in grouped]
    return [(run[0], run[-1]) for run in found]


def _run(
    run: tuple[int, int], span: Span, *, along: Axis, line: Line, y: float, high: float
) -> list[float]:
    """Return the outline of one run: a rectangle, pointed where the set goes on."""
    half, gap = high / 2, min(along.pitch * 0.12, 1.5)
    left = along.x(run[0] - line.low - 0.5) + gap
    right = along.x(run[1] - line.low + 0.5) - gap
    outline = [left, y - half]
    if span.beyond and run[1] == span.places[-1]:
        far = PANE_WIDTH - RIGHT + 4 if run[1] == line.high else right
        outline += [far, y - half, far + min(_ARROW, half + 5), y, far, y + half]
    else:
        outline += [right, y - half, right, y + half]
    outline += [left, y + half]
    if span.before and run[0] == line.low:
        outline += [left - min(_ARROW, half + 5), y]
    return outline
