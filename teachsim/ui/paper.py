"""Pictures as files for papers and slides: on light paper, whatever the screen shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from teachsim.draw import Picture, Theme, figure_bytes, to_svg

__all__ = ["as_pdf", "as_svg", "pdf_of", "svg_of"]

_MARGIN: Final = 24.0  # of SVG; PDF brings its own


def as_svg(picture: Picture) -> bytes:
    """Return a picture as SVG."""
    return to_svg(picture, theme=Theme.LIGHT, margin=_MARGIN).encode()


def as_pdf(picture: Picture) -> bytes:
    """Return a picture as PDF."""
    return figure_bytes(picture, "pdf")


def svg_of(picture: Callable[[Any], Picture], run: Any) -> bytes:
    """Return the picture of a run as SVG."""
    return as_svg(picture(run))


def pdf_of(picture: Callable[[Any], Picture], run: Any) -> bytes:
    """Return the picture of a run as PDF."""
    return as_pdf(picture(run))
