"""A stage on one sheet: headings, sentences, verdicts and drawings set in type.

The page sets them in HTML, which wraps by itself; a file for print has to know where lines break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from teachsim.draw.blocks import LINE_HEIGHT, Block, words_at
from teachsim.draw.lettering import plain, text_width, wrap
from teachsim.draw.shapes import Kind, Picture, Shape, moved, scaled

GAP: Final = 44.0
_BADGE: Final = 15.0
_SHRUNK: Final = 0.8
_ACROSS: Final = 10.0
_UP: Final = 5.0


def paragraph(
    key: str, text: str, *, width: float, size: float = 15.0, role: str = "body"
) -> Block:
    """Return text broken into lines of at most `width`."""
    lines = wrap(text, size=size, room=width)
    step = size * LINE_HEIGHT
    shapes = tuple(
        words_at(f"{key}-{i}", line, x=0, y=step * i + size, role=role, size=size)
        for i, line in enumerate(lines)
    )
    return Block(shapes, step * len(lines))


def badge(key: str, text: str, *, stands: str, beside: str) -> Block:
    """Return a verdict in its frame, and the words beside it."""
    wide = text_width(text, size=_BADGE, bold=True) + 2 * _ACROSS
    high = _BADGE + 2 * _UP
    label = {"right": "label-yes", "misled": "label-decoy"}.get(stands, "caption")
    baseline = high / 2 + _BADGE * 0.36
    return Block(
        (
            Shape(f"{key}-frame", Kind.RECT, (1, 1, wide, high - 2, high / 2), f"verdict-{stands}"),
            words_at(f"{key}-word", text, x=1 + _ACROSS, y=baseline, role=label, size=_BADGE),
            words_at(f"{key}-left", beside, x=wide + 12, y=baseline, size=_BADGE),
        ),
        high,
    )


def drawing(key: str, picture: Picture, *, scale: float = 1.0) -> Block:
    """Return a picture as a block, its keys behind `key`."""
    shapes = tuple(replace(scaled(s, scale), key=f"{key}-{s.key}") for s in picture.shapes)
    return Block(shapes, picture.height * scale)


def swatches(items: Sequence[tuple[str, str]], *, width: float, size: float = 14.0) -> Block:
    """Return a legend, broken into lines of at most `width`."""
    shapes: list[Shape] = []
    x, y, step = 0.0, size, size * 1.6
    for i, (role, text) in enumerate(items):
        lead = size * 1.4 if role else 0.0
        for k, line in enumerate(wrap(text, size=size, room=width - lead)):
            wide = lead + text_width(plain(line), size=size)
            if x and (k or x + wide > width):
                x, y = 0.0, y + step
            if role and not k:
                spot = (x + size * 0.5, y - size * 0.36, size * 0.5)
                shapes.append(Shape(f"legend-{i}-swatch", Kind.DIAMOND, spot, role))
            shapes.append(words_at(f"legend-{i}-{k}", line, x=x + lead, y=y, size=size))
            x += wide + size * 1.6
    return Block(tuple(shapes), y + size * 0.5)


def columns(
    cells: Sequence[Sequence[Block]], *, width: float, gap: float = GAP, between: float = 8.0
) -> Block:
    """Return columns of blocks whose rows share heights.

    Args:
        cells: for each column its blocks, from top to bottom; equally many in each.
        width: of a column.
        gap: between columns.
        between: between rows.
    """
    shapes: list[Shape] = []
    y = 0.0
    for row in zip(*cells, strict=True):
        for i, block in enumerate(row):
            shapes += [moved(s, dx=i * (width + gap), dy=y) for s in block.shapes]
        y += max(block.height for block in row) + between
    return Block(tuple(shapes), y)


def _shrunk(shape: Shape) -> Shape:
    """Return the mark of an idea ruled out just now smaller: dashed edges that touch look broken.

    In a film the style sheet does it (player.css): new sizes would make it a quarter larger.
    """
    if not shape.role.startswith("just") or shape.kind not in {Kind.CIRCLE, Kind.DIAMOND}:
        return shape
    x, y, reach = shape.geometry
    return replace(shape, geometry=(x, y, reach * _SHRUNK))


def sheet(block: Block, *, title: str, description: str, width: float) -> Picture:
    """Return a block as a picture without what is hidden."""
    shapes = tuple(replace(_shrunk(s), note="") for s in block.shapes if s.role != "hidden")
    return Picture(width, block.height, shapes, title, description)
