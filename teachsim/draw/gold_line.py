"""A learner in the limit on the number line: what was shown, what it holds, and all that before.

The head stands above the line's past: one thin row a round, downwards, on the same line. A learner
who is led on without end draws a staircase; one who believes too much, an arrow for ever.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from teachsim.draw.blocks import CAPTION_SIZE, Axis, Block, picture, words_at
from teachsim.draw.gold_bars import LEFT, axis, bar
from teachsim.draw.gold_track import NOWHERE, Line, Span, Step, Track
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import END, MIDDLE, PEN_UP, Kind, Picture, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say

_NAMES: Final = 16.0
_EVIDENCE: Final = 34.0
_MIND: Final = 58.0
_TRUTH: Final = 78.0
_PAST: Final = 94.0
_ROOM: Final = 150.0
_THICKEST: Final = 15.0
_LEAST_FOR_SIGN: Final = 9.0
_MOST_NUMBERED: Final = 8

Painter = Callable[[int], Picture]


def painted(track: Track, line: Line, *, speaks: bool) -> Painter:
    """Return what draws a run after each round.

    Args:
        track: the run.
        line: the window.
        speaks: whether it says instances, instead of holding a language.
    """
    along = axis(line)
    ground = _ground(track.truth, along=along, line=line) if speaks else []
    past = [
        _past(t, step, along=along, line=line, n=len(track.steps)) for t, step in _from_1(track)
    ]
    hidden = [tuple(_hidden(shape) for shape in row) for row in past]
    still = (
        *ground,
        *_names(line, along),
        *_row("truth", y=_TRUTH),
        *_row("says" if speaks else "believes", y=_MIND),
        *_row("shown", y=_EVIDENCE),
        *_rounds(len(track.steps)),
    )

    def at(t: int) -> Picture:
        now = track.steps[t - 1] if t else None
        shapes = [*still, *_truth(track, now, along=along, line=line)]
        shapes += _evidence(track.steps[:t], along=along, line=line)
        shapes += _mind(now, along=along, line=line, speaks=speaks)
        for k, row in enumerate(past, start=1):
            shapes.extend(row if k <= t else hidden[k - 1])
        block = Block(tuple(shapes), _PAST + _ROOM + 9)
        return picture(block, title=track.title, description=track.told[t].say)

    return at


def _from_1(track: Track) -> list[tuple[int, Step]]:
    return list(enumerate(track.steps, start=1))


def _ground(truth: Span, *, along: Axis, line: Line) -> list[Shape]:
    """Return the truth as a ground for all rounds: what is said beside it was made up."""
    room = (_ROOM + 4) / 2
    return bar(
        "ground",
        replace(truth, before=False, beyond=False),
        along=along,
        line=line,
        y=_PAST - 2 + room,
        high=2 * room,
        role="col-alive",
    )


def _truth(track: Track, now: Step | None, *, along: Axis, line: Line) -> list[Shape]:
    """Return the truth, or what passes for it so far: nothing before the first round."""
    first = track.steps[0].aim
    aim = now.aim if now is not None else None if first is None else NOWHERE
    truth = track.truth if aim is None else aim
    return bar("truth", truth, along=along, line=line, y=_TRUTH, high=5.0, role="dot-1")


def _hidden(shape: Shape) -> Shape:
    return Shape(shape.key, shape.kind, shape.geometry, HIDDEN)


def _names(line: Line, along: Axis) -> list[Shape]:
    """Return the names of the places, as many as have room."""
    widest = max(text_width(name, size=CAPTION_SIZE) for name in line.names)
    every = max(1, math.ceil((widest + 7) / along.pitch))
    every = next((e for e in (1, 2, 5, 10, 20, 50) if e >= every), every)
    return [
        words_at(f"name-{i}", name, x=along.x(i), y=_NAMES, anchor=MIDDLE)
        for i, name in enumerate(line.names)
        if (line.low + i) % every == 0
    ]


def _row(which: str, *, y: float) -> list[Shape]:
    role = "label-truth" if which == "truth" else "caption"
    x = LEFT - 14
    return [words_at(f"row-{which}", say(which), x=x, y=y + 5, role=role, anchor=END)]


def _rounds(n: int) -> list[Shape]:
    """Return the word "round" and some of its numbers, beside the past."""
    every = next(e for e in (1, 2, 4, 5, 10, 20, 50) if n / e <= _MOST_NUMBERED or e == 50)
    pitch = _pitch(n)
    y = [_PAST + pitch * (t - 0.5) + 5 for t in range(1, n + 1)]
    numbered = [t for t in range(1, n + 1) if t % every == 0 or t == 1]
    kept = [t for t in numbered if t == 1 or (t - 1) * pitch >= CAPTION_SIZE]
    words = [words_at(f"round-{t}", str(t), x=LEFT - 14, y=y[t - 1], anchor=END) for t in kept]
    return [words_at("rounds", say("rounds"), x=8, y=y[0]), *words]


def _pitch(n: int) -> float:
    return min(_ROOM / n, _THICKEST)


def _evidence(steps: tuple[Step, ...], *, along: Axis, line: Line) -> list[Shape]:
    """Return every mark heard so far, at its place, the newest with a ring."""
    marks = {step.shown: step.mark for step in steps if step.shown is not None}
    radius = min(along.pitch * 0.42, 8.0)
    shapes: list[Shape] = []
    for i in range(along.count):
        mark = marks.get(line.low + i)
        at = (along.x(i), _EVIDENCE, radius)
        role = "unseen" if mark is None else "yes" if mark else "no"
        kind = Kind.CIRCLE
        shapes.append(
            Shape(f"mark-{i}", kind, at, role if radius >= 2 or mark is not None else HIDDEN)
        )
        if along.pitch >= _LEAST_FOR_SIGN:
            shapes += _signs(i, at, mark=mark)
    newest = steps[-1].shown if steps else None
    spot = along.x(0 if newest is None else newest - line.low), _EVIDENCE, radius + 1.6
    return [*shapes, Shape("newest", Kind.CIRCLE, spot, HIDDEN if newest is None else "newest")]


def _signs(i: int, at: tuple[float, float, float], *, mark: bool | None) -> list[Shape]:
    """Return the + and the - of a place, both there in every round, at most one seen."""
    x, y, radius = at
    arm = radius * 0.55
    level, upright = (x - arm, y, x + arm, y), (x, y - arm, x, y + arm)
    return [
        Shape(f"level-{i}", Kind.LINE, level, HIDDEN if mark is None else "sign-pen"),
        Shape(f"upright-{i}", Kind.LINE, upright, "sign-pen" if mark else HIDDEN),
    ]


def _mind(step: Step | None, *, along: Axis, line: Line, speaks: bool) -> list[Shape]:
    """Return what the learner holds now, or said just now."""
    if speaks:
        at = (0, 0) if step is None or step.said is None else (step.said - line.low, 1)
        spot = (along.x(at[0]), _MIND, min(max(along.pitch * 0.5, 4.0), 8.0))
        seen = bool(at[1]) and step is not None
        role = "alive-truth" if step is not None and step.true else "alive-decoy"
        return [Shape("said", Kind.DIAMOND, spot, role if seen else HIDDEN)]
    held = Span() if step is None else step.held
    excess = Span() if step is None else step.excess
    return [
        *bar("held", held, along=along, line=line, y=_MIND, high=9.0, role="dot-0"),
        *bar("excess", excess, along=along, line=line, y=_MIND, high=9.0, role="dot-2"),
    ]


def _past(t: int, step: Step, *, along: Axis, line: Line, n: int) -> tuple[Shape, ...]:
    """Return the row of one round: what was held, of that the excess, what was shown and said."""
    pitch = _pitch(n)
    y = _PAST + pitch * (t - 0.5)
    high = pitch - 1.2 if pitch > 4 else pitch * 0.75
    shapes = [
        *bar(f"held-{t}", step.held, along=along, line=line, y=y, high=high, role="col-held"),
        *bar(f"excess-{t}", step.excess, along=along, line=line, y=y, high=high, role="col-excess"),
    ]
    radius = min(max(pitch * 0.36, 1.6), along.pitch * 0.5, 4.5)
    if step.shown is not None:
        spot = (along.x(step.shown - line.low), y, radius)
        kind = Kind.CIRCLE if step.mark else Kind.DIAMOND
        shapes.append(Shape(f"dot-{t}", kind, spot, "dot-yes" if step.mark else "dot-no"))
    if step.said is not None:
        shapes.append(_said(t, step, x=along.x(step.said - line.low), y=y, radius=radius + 0.8))
    return tuple(shapes)


def _said(t: int, step: Step, *, x: float, y: float, radius: float) -> Shape:
    """Return what was said: a diamond if it is true, a cross if it was made up."""
    if step.true:
        return Shape(f"said-{t}", Kind.DIAMOND, (x, y, radius), "dot-1")
    r = radius
    cross = (x - r, y - r, x + r, y + r, PEN_UP, x - r, y + r, x + r, y - r)
    return Shape(f"said-{t}", Kind.PATH, cross, "made-up")
