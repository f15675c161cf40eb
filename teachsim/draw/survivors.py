"""How many ideas are left, round by round: one line a pane, on a logarithmic scale.

The line grows as the run is played: what has not happened yet is not drawn, as it would give the
end away before anybody has bet on it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from teachsim.core.arrays import IntArray
from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, spread, words_at
from teachsim.draw.lettering import shorten, text_width
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say

WIDTH: Final = 460.0
HEIGHT: Final = 110.0
_LEFT: Final = 46.0
_TOP: Final = 12.0
_BOTTOM: Final = 86.0
_LABELS: Final = 168.0
_APART: Final = 17.0
_TICK_APART: Final = 15.0
_MOST_TICKS: Final = 12


def survivors(counts: Sequence[IntArray], *, names: Sequence[str], most: int, t: int) -> Picture:
    """Return the lines of up to four panes after round t.

    Args:
        counts: for each pane `(T + 1,)` ideas left; shorter runs keep their last count.
        names: one short name a pane.
        most: ideas at the start, the top of the scale.
        t: rounds drawn so far.

    Raises:
        ValueError: if there is not one name for each pane.
    """
    if len(counts) != len(names):
        raise ValueError(
            f"survivors got {len(counts)} lines and {len(names)} names; pass one name for each"
        )
    rounds = max(len(c) for c in counts) - 1
    shapes = [*_scale(most), *_rounds(rounds, t=t)]
    heights = []
    for i, line in enumerate(counts):
        steps = [_y(int(n), most) for n in line] + [_y(int(line[-1]), most)] * (
            rounds + 1 - len(line)
        )
        heights.append(steps[t])
        # Lines that run together are drawn side by side, a pen apart.
        shapes.extend(_steps(i, [y + 2.2 * i for y in steps], rounds=rounds, t=t))
    shapes.extend(_labels(counts, names=names, heights=heights, t=t))
    told = ", ".join(f"{n} {_at(c, t)}" for n, c in zip(names, counts, strict=True))
    return picture(
        Block(tuple(shapes), HEIGHT),
        title=say("survivors"),
        description=say("describe-survivors", {"round": t, "counts": told}),
        width=WIDTH,
    )


def _at(line: IntArray, t: int) -> int:
    return int(line[min(t, len(line) - 1)])


def _y(count: int, most: int) -> float:
    """Return the height of a count: logarithmic from 1 to `most`."""
    share = math.log(max(count, 1)) / math.log(max(most, 2))
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _x(t: int, rounds: int) -> float:
    return _LEFT + (WIDTH - _LEFT - _LABELS) * t / max(rounds, 1)


def _scale(most: int) -> list[Shape]:
    """Return ticks and numbers at 1, 10, 100, ... and the number of ideas at the start."""
    shapes: list[Shape] = []
    powers = [10**k for k in range(int(math.log10(max(most, 1))) + 1)]
    wanted = [n for n in powers if _y(n, most) - _y(most, most) >= _TICK_APART]
    kept = [1]
    for n in [*wanted[1:], most]:
        if _y(kept[-1], most) - _y(n, most) >= _TICK_APART:
            kept.append(n)
    for n in kept:
        y = _y(n, most)
        right = WIDTH - _LABELS
        shapes.append(Shape(f"grid-{n}", Kind.LINE, (_LEFT, y, right, y), "hair"))
        shapes.append(
            words_at(f"tick-{n}", _short(n), x=_LEFT - 6, y=y + CAPTION_SIZE * 0.36, anchor=END)
        )
    return shapes


def _short(n: int) -> str:
    """Return a count in at most four characters: "9999", "225k", "1M"."""
    for below, unit, sign in ((10_000, 1, ""), (1_000_000, 1_000, "k")):
        if n < below:
            return f"{n // unit}{sign}"
    return f"{n // 1_000_000}M"


def _rounds(rounds: int, *, t: int) -> list[Shape]:
    """Return the rounds along the foot, and the line of the round that is shown."""
    every = math.ceil((rounds + 1) / _MOST_TICKS)
    shapes = [
        Shape("cursor", Kind.LINE, (_x(t, rounds), _TOP - 4, _x(t, rounds), _BOTTOM + 4), "cursor")
    ]
    for k in range(0, rounds + 1, every):
        shapes.append(words_at(f"round-{k}", str(k), x=_x(k, rounds), y=HEIGHT - 4, anchor=MIDDLE))
    foot = words_at("axes", say("survivors-axes"), x=WIDTH - _LABELS + 16, y=HEIGHT - 4)
    return [*shapes, foot]


def _steps(i: int, heights: list[float], *, rounds: int, t: int) -> list[Shape]:
    """Return one pane's line, a shape a round, those to come hidden."""
    shapes = []
    for k in range(1, rounds + 1):
        x, before = _x(k, rounds), _x(k - 1, rounds)
        step = (before, heights[k - 1], x, heights[k - 1], x, heights[k])
        shapes.append(Shape(f"step-{i}-{k}", Kind.PATH, step, f"run-{i}" if k <= t else HIDDEN))
    at = (_x(t, rounds), heights[t], 4.0)
    return [*shapes, Shape(f"dot-{i}", Kind.CIRCLE, at, f"dot-{i}")]


def _labels(
    counts: Sequence[IntArray], *, names: Sequence[str], heights: list[float], t: int
) -> list[Shape]:
    """Return "watching 42" at the end of each line, apart from each other."""
    wanted = [y + CAPTION_SIZE * 0.36 for y in heights]
    places = spread(wanted, apart=_APART, low=_TOP + 4, high=_BOTTOM)
    shapes = []
    x = WIDTH - _LABELS + 12
    for i, (name, line, y) in enumerate(zip(names, counts, places, strict=True)):
        count = f" {_at(line, t)}"
        room = _LABELS - 16 - text_width(count, size=CAPTION_SIZE + 1, bold=True)
        words = shorten(name, size=CAPTION_SIZE + 2.4, room=room) + count
        shapes.append(
            words_at(f"end-{i}", words, x=x, y=y, role=f"label-{i}", size=CAPTION_SIZE + 1)
        )
    return shapes
