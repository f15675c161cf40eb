"""The frame of a chart: a rectangle of paper with two axes, ticks, and places for labels.

Curves are labelled at their ends, not in a legend; `spread` keeps the labels apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from teachsim.draw.blocks import CAPTION_SIZE, words_at
from teachsim.draw.lettering import text_width
from teachsim.draw.shapes import END, MIDDLE, Kind, Shape

_TICK: Final = 4.0
_BELOW: Final = 19.0
_MOST_TICKS: Final = 6
_APART: Final = 9.0
_ONES: Final = (1.0, 2.0, 5.0)


@dataclass(frozen=True)
class Scale:
    """One axis.

    Attributes:
        low: Value at its beginning.
        high: Value at its end.
        log: Whether steps are factors; then low must be above 0.
        title: What it measures.
    """

    low: float
    high: float
    log: bool = False
    title: str = ""

    def __post_init__(self) -> None:
        """Check the ends.

        Raises:
            ValueError: if they are no interval, or a log scale reaches 0.
        """
        if not self.low < self.high or (self.log and self.low <= 0):
            raise ValueError(
                f"the scale {self.title!r} goes from {self.low} to {self.high}; it must rise, and "
                "a scale of factors must begin above 0"
            )

    def share(self, value: float) -> float:
        """Return where a value lies, 0 at the beginning and 1 at the end; beyond is cut off."""
        low, high, at = self.low, self.high, min(max(value, self.low), self.high)
        if self.log:
            low, high, at = math.log(low), math.log(high), math.log(at)
        return (at - low) / (high - low)

    def ticks(self, most: int = 6) -> list[float]:
        """Return round values along it, at most so many."""
        if self.log:
            lowest, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
            powers = [10.0**k for k in range(lowest, last + 1)]
            return powers[:: max(1, math.ceil(len(powers) / most))]
        rough = (self.high - self.low) / most
        base = 10.0 ** math.floor(math.log10(rough))
        step = next(base * k for k in (*_ONES, 10.0) if base * k >= rough * (1 - 1e-9))
        count = math.floor((self.high - self.low) / step + 1e-9)
        first = math.ceil(self.low / step - 1e-9)
        return [step * (first + k) for k in range(count + 1) if step * (first + k) <= self.high]


@dataclass(frozen=True)
class Frame:
    """A chart's rectangle.

    Attributes:
        left: x of its left edge.
        top: y of its upper edge.
        width: how wide it is.
        height: how high.
        across: the scale along x.
        up: the scale along y.
    """

    left: float
    top: float
    width: float
    height: float
    across: Scale
    up: Scale

    def x(self, value: float) -> float:
        """Return the place of a value along x."""
        return self.left + self.width * self.across.share(value)

    def y(self, value: float) -> float:
        """Return the place of a value along y."""
        return self.top + self.height * (1 - self.up.share(value))

    def path(self, xs: Sequence[float], ys: Sequence[float]) -> tuple[float, ...]:
        """Return the geometry of a curve."""
        return tuple(v for x, y in zip(xs, ys, strict=True) for v in (self.x(x), self.y(y)))

    def axes(self, key: str = "axis") -> Iterator[Shape]:
        """Return hair lines at the ticks, their numbers and what the axes measure."""
        bottom, right = self.top + self.height, self.left + self.width
        for i, value in enumerate(self.up.ticks()):
            y = self.y(value)
            yield Shape(f"{key}-y-{i}", Kind.LINE, (self.left, y, right, y), "hair")
            at = y + CAPTION_SIZE * 0.36
            yield words_at(f"{key}-y-{i}-n", numeral(value), x=self.left - 7, y=at, anchor=END)
        for i, value in enumerate(self._spaced()):
            x = self.x(value)
            yield Shape(f"{key}-x-{i}", Kind.LINE, (x, bottom, x, bottom + _TICK), "rule")
            at = bottom + _TICK + CAPTION_SIZE
            yield words_at(f"{key}-x-{i}-n", numeral(value), x=x, y=at, anchor=MIDDLE)
        yield Shape(f"{key}-floor", Kind.LINE, (self.left, bottom, right, bottom), "rule")
        if self.across.title:
            middle, y = self.left + self.width / 2, bottom + _TICK + CAPTION_SIZE + _BELOW
            yield words_at(f"{key}-x-title", self.across.title, x=middle, y=y, anchor=MIDDLE)
        if self.up.title:
            yield words_at(f"{key}-y-title", self.up.title, x=self.left, y=self.top - 9)

    def _spaced(self) -> list[float]:
        """Return as many ticks along x as have room for their numbers."""
        ticks: list[float] = []
        for most in range(_MOST_TICKS, 1, -1):
            ticks = self.across.ticks(most)
            halves = [text_width(numeral(v), size=CAPTION_SIZE) / 2 for v in ticks]
            edges = [(self.x(v) - h, self.x(v) + h) for v, h in zip(ticks, halves, strict=True)]
            if all(b[0] - a[1] >= _APART for a, b in pairwise(edges)):
                break
        return ticks


def numeral(value: float) -> str:
    """Return a number as a tick says it: "0.5", "1,000", "10⁻⁴"."""
    if value == 0:
        return "0"
    size = abs(value)
    if size < 0.001 or size >= 1e6:
        power = round(math.log10(size))
        digits = str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"10{digits}"
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")
