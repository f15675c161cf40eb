"""What each colour of a picture means: a swatch and a name for each, in lines from left to right.

For pictures whose parts may be too narrow to bear their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from teachsim.draw.blocks import CAPTION_SIZE, Block, words_at
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import Kind, Shape

_SWATCH: Final = 14.0
_GAP: Final = 7.0
_APART: Final = 12.0
_LINE: Final = 20.0


def colour_key(names: Mapping[str, str], *, left: float = 0.0, width: float) -> Block:
    """Return the key.

    Args:
        names: what each role is called.
        left: where lines begin.
        width: where they must end.
    """
    shapes: list[Shape] = []
    x, top = left, 0.0
    for role, name in names.items():
        wide = _SWATCH + _GAP + text_width(name, size=CAPTION_SIZE)
        if x > left and x + wide > width:
            x, top = left, top + _LINE
        shapes.append(Shape(f"key-{role}", Kind.RECT, (x, top, _SWATCH, _SWATCH, 0.0), role))
        y = top + CAPTION_SIZE * 0.86
        shapes.append(words_at(f"key-{role}-n", name, x=x + _SWATCH + _GAP, y=y))
        x += wide + _APART
    return Block(tuple(shapes), top + _LINE)
