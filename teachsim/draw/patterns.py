"""A few ideas on a few points, as rows of cells: what proves a number, drawn.

Some points carry the proof and are drawn with + and - in full colour: on a *shattered set* every
pattern of the two occurs; a *teaching set* tells the truth from every other idea. The other points
stay pale, and are left out where there are too many to tell apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from teachsim.draw.blocks import CAPTION_SIZE, Axis, Block, picture, words_at
from teachsim.draw.lettering import shorten, text_width
from teachsim.draw.saying import idea, point
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape
from teachsim.draw.words import say
from teachsim.symbolic.hypothesis_class import HypothesisClass

WIDTH: Final = 560.0
MOST_ROWS: Final = 16
MOST_POINTS: Final = 24
"""Points up to which all are drawn; of more only those that carry the proof."""

_NAMES: Final = 150.0
_NAMES_BESIDE_FEW: Final = 270.0
_ROW: Final = 24.0
_HEAD: Final = 26.0
_WIDEST: Final = 34.0
_WIDEST_OF_FEW: Final = 64.0
_SIGN: Final = 9.0


def patterns(
    H: HypothesisClass, rows: Sequence[int], *, points: Sequence[int], title: str
) -> Picture:
    """Return ideas as rows of cells, the cells of some points in full colour.

    Args:
        H: the class.
        rows: the ideas, as indices; of more than `MOST_ROWS` the first.
        points: the points that carry the proof, as indices.
        title: what it is, in a few words.
    """
    every = H.n_instances <= MOST_POINTS
    shown = [*range(H.n_instances)] if every else list(points[:MOST_POINTS]) or [0]
    names, widest = (_NAMES, _WIDEST) if every else (_NAMES_BESIDE_FEW, _WIDEST_OF_FEW)
    along = Axis(names, min((WIDTH - names - 8) / len(shown), widest), len(shown))
    shapes = list(_heads(H, shown, points=points, along=along))
    for i, h in enumerate(rows[:MOST_ROWS]):
        y = _HEAD + _ROW * i
        name = shorten(idea(H, H.table[h]), size=CAPTION_SIZE, room=names - 16)
        shapes.append(words_at(f"name-{i}", name, x=names - 8, y=y + 16, anchor=END, role="body"))
        shapes += _cells(H, h, place=(i, y), shown=shown, points=points, along=along)
    height = _HEAD + _ROW * min(len(rows), MOST_ROWS) + 6
    if len(rows) > MOST_ROWS:
        told = say("first-rows", {"shown": MOST_ROWS, "all": len(rows)})
        shapes.append(words_at("more", told, x=names, y=height + 12))
        height += 20
    block = Block(tuple(shapes), height)
    return picture(block, title=title, description=_told(H, rows, points=points), width=WIDTH)


def _heads(
    H: HypothesisClass, shown: Sequence[int], *, points: Sequence[int], along: Axis
) -> Iterator[Shape]:
    """Return the names of the points that carry the proof, as far as they have room."""
    last = 0.0
    for k, x in enumerate(shown):
        if x not in points:
            continue
        middle = along.x(k)
        name = shorten(point(H, x), size=CAPTION_SIZE, room=max(along.pitch * 3, 2 * CAPTION_SIZE))
        half = text_width(name, size=CAPTION_SIZE, bold=True) / 2
        middle = min(middle, WIDTH - half - 2)
        if middle - half >= last:
            last = middle + half + 4
            yield words_at(f"head-{x}", name, x=middle, y=17, anchor=MIDDLE, role="label")


def _cells(
    H: HypothesisClass,
    h: int,
    *,
    place: tuple[int, float],
    shown: Sequence[int],
    points: Sequence[int],
    along: Axis,
) -> Iterator[Shape]:
    """Return the cells of one idea."""
    i, y = place
    for k, x in enumerate(shown):
        right, proves = bool(H.table[h, x]), x in points
        role = ("yes" if right else "no") if proves else ("in-all" if right else "out")
        wide = along.pitch - 2
        cell = (along.x(k) - wide / 2, y + 2, wide, _ROW - 4, 2)
        yield Shape(f"cell-{i}-{x}", Kind.RECT, cell, role)
        if proves and wide > _SIGN:
            sign = "+" if right else "−"
            at = along.x(k)
            yield words_at(f"sign-{i}-{x}", sign, x=at, y=y + 17, role="sign", anchor=MIDDLE)


def _told(H: HypothesisClass, rows: Sequence[int], *, points: Sequence[int]) -> str:
    """Return the rows in words."""
    signs = ("−", "+")
    told = [
        f"{idea(H, H.table[h])}: "
        + ", ".join(f"{point(H, x)} {signs[int(H.table[h, x])]}" for x in points)
        for h in rows[:MOST_ROWS]
    ]
    return "; ".join(told) + "."
