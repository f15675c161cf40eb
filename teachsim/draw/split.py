"""Bars split into shares, one below the other: who knows what, and what is done about it.

All bars of a picture are as long as one another, so that a share above can be compared with one
below. A dashed line across a bar is where theory says that a part must end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from teachsim.draw.blocks import CAPTION_SIZE, LABEL_SIZE, Block, picture, stacked, words_at
from teachsim.draw.key import colour_key
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import END, MIDDLE, Kind, Picture, Shape

WIDTH: Final = 560.0
_LEFT: Final = 122.0
_EDGE: Final = 6.0
_BAR: Final = 32.0
_GAP: Final = 7.0
_HEAD: Final = 28.0
_CAPTION: Final = 19.0
_OVER: Final = 5.0
_BETWEEN: Final = 18.0
_ROUNDING: Final = 1e-6

_LETTERS: Final = MappingProxyType(
    {
        "band-truthful": "on-truthful",
        "band-made-up": "on-made-up",
        "band-idk": "on-idk",
    }
)
"""Letters on a band of a colour; on anything else those of the page."""


@dataclass(frozen=True)
class Part:
    """A part of a bar.

    Attributes:
        share: of the bar, in [0, 1].
        role: what it stands for.
        labels: what it is called, the longest first: the first is said aloud, and the first that
            has room is written.
    """

    share: float
    role: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """A bar.

    Attributes:
        name: what it is of.
        parts: from left to right; their shares sum to 1.
        theory: where theory says that a part ends, in [0, 1]; None for nowhere.
        theory_name: what stands below that place.
    """

    name: str
    parts: tuple[Part, ...]
    theory: float | None = None
    theory_name: str = ""

    def __post_init__(self) -> None:
        """Check the shares.

        Raises:
            ValueError: if they do not sum to 1, or theory is beyond the bar.
        """
        total = sum(part.share for part in self.parts)
        fits = self.theory is None or -_ROUNDING <= self.theory <= 1 + _ROUNDING
        if abs(total - 1) > _ROUNDING or not fits:
            raise ValueError(
                f"bar {self.name!r} has shares that sum to {total:g} and theory at {self.theory}; "
                "the shares must sum to 1, and theory lie in [0, 1]"
            )


@dataclass(frozen=True)
class Group:
    """Bars that belong together.

    Attributes:
        title: what they are about.
        bars: from the top.
    """

    title: str
    bars: tuple[Bar, ...]


def split_bars(
    groups: Sequence[Group], *, key: Mapping[str, str], title: str, width: float = WIDTH
) -> Picture:
    """Return the bars, below them what each colour means: a narrow part has no room to say so.

    Args:
        groups: from the top.
        key: what each role is called.
        title: what it is, in a few words.
        width: of the picture.
    """
    blocks = [_group(i, group, width=width) for i, group in enumerate(groups)]
    whole = stacked([*blocks, colour_key(key, width=width)], gap=_BETWEEN)
    return picture(whole, title=title, description=_told(groups), width=width)


def _group(i: int, group: Group, *, width: float) -> Block:
    """Return the bars of one group below their title."""
    size = LABEL_SIZE - 1
    title = words_at(f"group-{i}", group.title, x=0, y=18, role="label", size=size)
    shapes, y = [title], _HEAD
    for k, bar in enumerate(group.bars):
        shapes += _bar(f"{i}-{k}", bar, top=y, width=width)
        y += _BAR + (_CAPTION if bar.theory_name else _GAP)
    return Block(tuple(shapes), y)


def _bar(key: str, bar: Bar, *, top: float, width: float) -> Iterator[Shape]:
    """Return one bar, with its name at the left and theory across it."""
    whole = width - _LEFT - _EDGE
    y = top + _BAR / 2 + CAPTION_SIZE * 0.36
    yield words_at(f"bar-{key}", bar.name, x=_LEFT - 10, y=y, anchor=END, role="body")
    left = _LEFT
    for k, part in enumerate(bar.parts):
        wide = whole * part.share
        box = (left, top, wide, _BAR, 0)
        yield Shape(f"part-{key}-{k}", Kind.RECT, box, part.role, note=part.labels[0])
        text = _fitting(part.labels, room=wide - 10)
        if text:
            role = _LETTERS.get(part.role, "body")
            yield words_at(
                f"name-{key}-{k}", text, x=left + wide / 2, y=y, anchor=MIDDLE, role=role
            )
        left += wide
    if bar.theory is not None:
        x = _LEFT + whole * bar.theory
        ends = (x, top - _OVER, x, top + _BAR + _OVER)
        yield Shape(f"theory-{key}-edge", Kind.LINE, ends, "halo")
        yield Shape(f"theory-{key}", Kind.LINE, ends, "split-theory")
        half = text_width(bar.theory_name, size=CAPTION_SIZE) / 2
        x = min(max(x, _LEFT + half), width - _EDGE - half)
        y = top + _BAR + CAPTION_SIZE
        yield words_at(f"theory-{key}-n", bar.theory_name, x=x, y=y, anchor=MIDDLE)


def _fitting(labels: Sequence[str], *, room: float) -> str:
    """Return the first label that has room, or nothing."""
    fits = (text for text in labels if text_width(text, size=CAPTION_SIZE, bold=True) <= room)
    return next(fits, "")


def _told(groups: Sequence[Group]) -> str:
    """Return all bars in words."""
    told = []
    for group in groups:
        for bar in group.bars:
            parts = ", ".join(part.labels[0] for part in bar.parts)
            theory = f" ({bar.theory_name})" if bar.theory_name else ""
            told.append(f"{group.title}, {bar.name}: {parts}{theory}.")
    return " ".join(told)
