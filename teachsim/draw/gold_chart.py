"""A count that grows, round by round: one line a learner, drawn as far as the run was played."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, spread, words_at
from teachsim.draw.lettering import shorten, text_width
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say

WIDTH: Final = 460.0
HEIGHT: Final = 110.0
_LEFT: Final = 40.0
_TOP: Final = 14.0
_BOTTOM: Final = 84.0
_LABELS: Final = 168.0
_APART: Final = 17.0
_MOST_TICKS: Final = 8

_Where = tuple[int, int]  # rounds, the top of the scale


def counting(
    counts: Sequence[Sequence[int]], *, names: Sequence[str], title: str, t: int
) -> Picture:
    """Return the lines of two to four learners after round t.

    Args:
        counts: for each learner `(T + 1,)` what is counted.
        names: one short name a learner.
        title: what is counted.
        t: rounds drawn so far.

    Raises:
        ValueError: if there is not one name for each line.
    """
    if len(counts) != len(names):
        raise ValueError(f"{len(counts)} lines have {len(names)} names; pass one name for each")
    rounds = len(counts[0]) - 1
    where = rounds, max(4, *(max(line) for line in counts))
    shapes = [*_scale(where), *_feet(rounds, t=t)]
    for i, line in enumerate(counts):
        shapes += _steps(i, line, where=where, t=t)
    shapes += _labels(counts, names, where=where, t=t)
    told = ", ".join(f"{name} {line[t]}" for name, line in zip(names, counts, strict=True))
    return picture(
        Block(tuple(shapes), HEIGHT), title=title, description=f"{title}: {told}.", width=WIDTH
    )


def _y(count: int, most: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * count / most


def _x(t: int, rounds: int) -> float:
    return _LEFT + (WIDTH - _LEFT - _LABELS) * t / rounds


def _scale(where: _Where) -> list[Shape]:
    """Return the scale: nothing, the middle and the most."""
    shapes: list[Shape] = []
    most = where[1]
    for n in (0, most // 2, most):
        y = _y(n, most)
        line = (_LEFT, y, WIDTH - _LABELS, y)
        shapes.append(Shape(f"grid-{n}", Kind.LINE, line, "hair"))
        shapes.append(words_at(f"tick-{n}", str(n), x=_LEFT - 6, y=y + 5, anchor=END))
    return shapes


def _feet(rounds: int, *, t: int) -> list[Shape]:
    """Return the rounds along the foot, and the line of the round that is shown."""
    every = next(
        (e for e in (1, 2, 3, 4, 5, 10, 20) if rounds / e <= _MOST_TICKS),
        math.ceil(rounds / _MOST_TICKS),
    )
    x = _x(t, rounds)
    shapes = [Shape("cursor", Kind.LINE, (x, _TOP - 4, x, _BOTTOM + 4), "cursor")]
    for k in range(0, rounds + 1, every):
        shapes.append(words_at(f"round-{k}", str(k), x=_x(k, rounds), y=HEIGHT - 6, anchor=MIDDLE))
    foot = words_at("axes", say("count-axes"), x=WIDTH - _LABELS + 16, y=HEIGHT - 6)
    return [*shapes, foot]


def _steps(i: int, line: Sequence[int], *, where: _Where, t: int) -> list[Shape]:
    """Return one line, a shape a round, those to come hidden; lines that meet run side by side."""
    rounds, most = where
    aside = 2.4 * i
    shapes = []
    for k in range(1, rounds + 1):
        before, now = (_y(line[j], most) - aside for j in (k - 1, k))
        step = (_x(k - 1, rounds), before, _x(k, rounds), before, _x(k, rounds), now)
        shapes.append(Shape(f"step-{i}-{k}", Kind.PATH, step, f"run-{i}" if k <= t else HIDDEN))
    at = (_x(t, rounds), _y(line[t], most) - aside, 4.0)
    return [*shapes, Shape(f"dot-{i}", Kind.CIRCLE, at, f"dot-{i}")]


def _labels(
    counts: Sequence[Sequence[int]], names: Sequence[str], *, where: _Where, t: int
) -> list[Shape]:
    """Return "both marks 1" at the end of each line, apart from each other."""
    wanted = [_y(line[t], where[1]) + 5 for line in counts]
    places = spread(wanted, apart=_APART, low=_TOP + 4, high=_BOTTOM + 6)
    shapes = []
    for i, (name, line, y) in enumerate(zip(names, counts, places, strict=True)):
        count = f" {line[t]}"
        room = _LABELS - 16 - text_width(count, size=CAPTION_SIZE + 1, bold=True)
        words = shorten(name, size=CAPTION_SIZE + 2.4, room=room) + count
        x, size = WIDTH - _LABELS + 12, CAPTION_SIZE + 1
        shapes.append(words_at(f"end-{i}", words, x=x, y=y, role=f"label-{i}", size=size))
    return shapes
