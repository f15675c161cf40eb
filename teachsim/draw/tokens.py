"""Colours, by what they stand for, on light and on dark paper.

The palette is that of Okabe and Ito (2008), which readers who see few colours can still tell apart.
Each role has a fill and, where it also colours words, a darker (on dark paper: a lighter) tone for
text. `contrast` is WCAG's ratio; a test computes it for every pair that is used: at least 4.5 for
words, at least 3 for the edges by which a shape is recognised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

SANS: Final = '"Source Sans","Source Sans 3","Source Sans Pro",system-ui,sans-serif'
SERIF: Final = '"Source Serif","Source Serif 4","Source Serif Pro",Georgia,serif'


class Theme(Enum):
    """Which paper the ink is on."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Token:
    """One colour on both papers, as "#rrggbb"."""

    light: str
    dark: str


_CIVIDIS: Final = (
    "#00285b",
    "#053371",
    "#273e6e",
    "#3b496c",
    "#4b546c",
    "#5a5f6e",
    "#686a71",
    "#767676",
    "#848279",
    "#938e78",
    "#a39a74",
    "#b4a76f",
    "#c4b468",
    "#d5c25e",
    "#e7d150",
    "#f9e03a",
)
"""Sixteen steps of the colour map cividis, dark to light; the same on both papers."""

TOKENS: Final[Mapping[str, Token]] = MappingProxyType(
    {
        "paper": Token("#fbfaf7", "#15181c"),
        "ink": Token("#22252a", "#e8e6e0"),
        "caption": Token("#5a5c5f", "#b1b0ac"),  # ink at 74 %
        "rule": Token("#8b8c8d", "#75767a"),  # axes and edges: 3 to 1
        "hair": Token("#dcdbd8", "#34373b"),  # decoration only
        "out": Token("#eeedea", "#22252a"),  # ink at 6 %
        "truth": Token("#0072b2", "#56b4e9"),
        "truth-text": Token("#005f95", "#7cc5f0"),
        "decoy": Token("#d55e00", "#e8701a"),
        "decoy-text": Token("#a84600", "#f5a06a"),
        "yes": Token("#009e73", "#00a87b"),
        "yes-text": Token("#00664f", "#4fd1a9"),
        "no": Token("#cc79a7", "#cc79a7"),
        "no-text": Token("#8f3570", "#e5a7c8"),
        "sign": Token("#0d1512", "#0d1512"),  # the + and the - on those two fills
        "alive": Token("#a9cfe4", "#2b5f7d"),
        "alive-edge": Token("#3c82a8", "#6fa9cb"),
        "in-column": Token("#dbeaf3", "#1d3442"),
        "just": Token("#f0d9c4", "#523c2b"),
        "just-edge": Token("#b06a2c", "#c98a52"),
        "idk": Token("#c9c6bd", "#5b5952"),
        "white": Token("#ffffff", "#ffffff"),
        "black": Token("#0d1512", "#0d1512"),
        **{f"heat-{k}": Token(shade, shade) for k, shade in enumerate(_CIVIDIS)},
    }
)
"""Every colour of the program, by name."""

_LINEAR_BELOW: Final = 0.04045  # the next three numbers define sRGB (IEC 61966-2-1)
_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)
_FLARE: Final = 0.05  # WCAG 2.2, definition of contrast ratio


def colour(name: str, theme: Theme) -> str:
    """Return token `name` on that paper, as "#rrggbb".

    Raises:
        ValueError: if there is no such token.
    """
    if name not in TOKENS:
        raise ValueError(f"no colour is called {name!r}; choose one of {', '.join(TOKENS)}")
    token = TOKENS[name]
    return token.light if theme is Theme.LIGHT else token.dark


def luminance(hexadecimal: str) -> float:
    """Return the relative luminance of "#rrggbb", in [0, 1] (WCAG 2.2)."""
    channels = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= _LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip(_WEIGHTS, linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast ratio of two colours "#rrggbb", in [1, 21]."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + _FLARE) / (dim + _FLARE)
