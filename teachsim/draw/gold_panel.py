"""Four tasks, from right answers and from both: eight strips, right above a line, wrong below.

A strip has one cell for each round; where members are said, a line below it shows how much of the
truth is covered. All eight run in lockstep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, words_at
from teachsim.draw.film import Film, Frame, Word
from teachsim.draw.gold_track import Told
from teachsim.draw.lettering import plain
from teachsim.draw.shapes import END, Kind, Picture, Shape
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import MARKS, say

__all__ = ["Strip", "strips_film"]

WIDTH: Final = 320.0
_LEFT: Final = 50.0
_MIDDLE: Final = 28.0
_TALL: Final = 20.0
_STRIP: Final = 54.0
_COVER: Final = 46.0
_MARGIN: Final = 4.0


@dataclass(frozen=True)
class Strip:
    """One task from one kind of evidence.

    Attributes:
        title: the task and the evidence.
        subtitle: what is proved about it.
        right: `(T,)` whether it was right in each round.
        coverage: `(T,)` share of the truth that was shown or said, in [0, 1]; empty for tasks in
            which nothing is said.
        told: `(T + 1,)` words.
        end: how it ended.
    """

    title: str
    subtitle: str
    right: tuple[bool, ...]
    coverage: tuple[float, ...]
    told: tuple[Told, ...]
    end: str


def strips_film(
    strips: Sequence[Strip], *, title: str, rows: Sequence[str], columns: Sequence[str]
) -> Film:
    """Return the table of strips as a film.

    Args:
        strips: row by row.
        title: what it shows.
        rows: names of the rows.
        columns: names of the columns.

    Raises:
        ValueError: if there is not one strip for each row and column.
    """
    if len(strips) != len(rows) * len(columns):
        raise ValueError(
            f"the table {title!r} has {len(strips)} strips for {len(rows)} rows and "
            f"{len(columns)} columns; pass one for each pair"
        )
    rounds = len(strips[0].right)
    drawn = [_shapes(strip) for strip in strips]
    frames = []
    for t in range(rounds + 1):
        words = [Word("round", "round", say("round-short", {"round": t, "rounds": rounds}))]
        pictures = []
        for i, strip in enumerate(strips):
            words += _words(i, strip, t=t)
            pictures.append(_picture(strip, drawn[i], t=t))
        frames.append(Frame(tuple(pictures), tuple(words), _told(strips, t)))
    return Film(
        title,
        tuple(frames),
        tuple((strip.title, strip.subtitle) for strip in strips),
        layout="table strips",
        legend=(
            ("cells-alive", say("legend-strip-right")),
            ("cells-just", say("legend-strip-wrong")),
            ("", say("legend-strip")),
        ),
        heads=(tuple(rows), tuple(columns)),
    )


def _words(i: int, strip: Strip, *, t: int) -> list[Word]:
    now, over = strip.told[t], t == len(strip.right)
    return [
        Word(f"badge-{i}", f"badge badge-{now.stands}", f"{MARKS[now.stands]} {now.badge}"),
        Word(f"left-{i}", "left", now.left),
        Word(f"say-{i}", "say", now.say),
        Word(f"end-{i}", "end" if over else f"end {HIDDEN}", strip.end if over else "–"),
    ]


def _told(strips: Sequence[Strip], t: int) -> str:
    parts = [say("round", {"round": t, "rounds": len(strips[0].right)})]
    parts += [f"{s.title}: {s.told[t].badge}. {s.told[t].say}" for s in strips]
    return plain(" ".join(parts))


def _x(k: int, rounds: int) -> float:
    return _LEFT + (WIDTH - _LEFT - _MARGIN) * k / rounds


def _shapes(strip: Strip) -> list[tuple[int, Shape, Shape]]:
    """Return what each round adds: the round, and the shapes seen and hidden."""
    rounds = len(strip.right)
    found = []
    for k, right in enumerate(strip.right):
        x, wide = _x(k, rounds), _x(k + 1, rounds) - _x(k, rounds)
        gap = 0.8 if wide > 4 else 0.0
        top = _MIDDLE - _TALL if right else _MIDDLE
        shape = Shape(
            f"cell-{k}",
            Kind.RECT,
            (x, top, wide - gap, _TALL, 0),
            "cells-alive" if right else "cells-just",
        )
        found.append((k + 1, shape, _hidden(shape)))
    for k in range(1, len(strip.coverage)):
        before, now = (_cover(strip.coverage[j]) for j in (k - 1, k))
        step = (_x(k, rounds), before, _x(k + 1, rounds), now)
        line = Shape(f"cover-{k}", Kind.PATH, step, "run-0")
        found.append((k + 1, line, _hidden(line)))
    return found


def _hidden(shape: Shape) -> Shape:
    return Shape(shape.key, shape.kind, shape.geometry, HIDDEN)


def _cover(share: float) -> float:
    return _STRIP + _COVER - 6 - (_COVER - 12) * share


def _picture(strip: Strip, drawn: list[tuple[int, Shape, Shape]], *, t: int) -> Picture:
    """Return a strip after round t."""
    shapes = [seen if t >= since else hidden for since, seen, hidden in drawn]
    axis = (_LEFT, _MIDDLE, WIDTH - _MARGIN, _MIDDLE)
    shapes.append(Shape("axis", Kind.LINE, axis, "rule"))
    for which, y in (("right", _MIDDLE - 6), ("wrong", _MIDDLE + 16)):
        shapes.append(
            words_at(f"name-{which}", say(f"strip-{which}"), x=_LEFT - 6, y=y, anchor=END)
        )
    if strip.coverage:
        shapes += _scale()
    height = _STRIP + (_COVER + 3 if strip.coverage else 0)
    block = Block(tuple(shapes), height)
    return picture(block, title=strip.title, description=strip.told[t].say, width=WIDTH)


def _scale() -> list[Shape]:
    """Return the scale of coverage: nothing and all."""
    shapes = []
    for share, name in ((0.0, "strip-none"), (1.0, "strip-all")):
        y = _cover(share)
        line = (_LEFT, y, WIDTH - _MARGIN, y)
        shapes.append(Shape(f"grid-{name}", Kind.LINE, line, "hair"))
        x, y = _LEFT - 6, y + CAPTION_SIZE * 0.36
        shapes.append(words_at(f"tick-{name}", say(name), x=x, y=y, anchor=END))
    return shapes
