"""Pictures as matplotlib figures: PDF, PNG and SVG for papers, the same bytes on every run.

matplotlib is imported when a figure is made, not before, and without pyplot, which keeps state.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from teachsim.draw.lettering import plain, runs, text_width
from teachsim.draw.shapes import Kind, Picture, Shape, strokes
from teachsim.draw.styles import HIDDEN, Style, style
from teachsim.draw.tokens import Theme, colour

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

FORMATS: Final = ("svg", "pdf", "png")
_UNITS_PER_INCH: Final = 96.0  # as in SVG
_POINTS: Final = 72.0 / _UNITS_PER_INCH
_DPI: Final = 192
_SALT: Final = "teachsim"  # ids in the SVG are hashes: of this, not of the clock
_MARGIN: Final = 12.0


def to_figure(picture: Picture, *, theme: Theme = Theme.LIGHT) -> Figure:
    """Return the picture as a matplotlib figure, ready to be saved or shown in a notebook."""
    from matplotlib.figure import Figure

    wide, high = picture.width + 2 * _MARGIN, picture.height + 2 * _MARGIN
    figure = Figure(
        figsize=(wide / _UNITS_PER_INCH, high / _UNITS_PER_INCH),
        facecolor=colour("paper", theme),
    )
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-_MARGIN, picture.width + _MARGIN)
    axes.set_ylim(picture.height + _MARGIN, -_MARGIN)
    axes.set_axis_off()
    for order, shape in enumerate(picture.shapes):
        if shape.role == HIDDEN:
            continue
        for artist in _artists(shape, axes, theme=theme):
            artist.set_zorder(order)
    return figure


def figure_bytes(picture: Picture, format: str, *, theme: Theme = Theme.LIGHT) -> bytes:
    """Return the picture as a file.

    Args:
        picture: what to draw.
        format: "svg", "pdf" or "png".
        theme: paper.

    Raises:
        ValueError: if the format is another.
    """
    if format not in FORMATS:
        raise ValueError(f"format is {format!r}; choose one of {', '.join(FORMATS)}")
    import matplotlib as mpl

    # What a viewer shows as title; dates are left out, so that the bytes do not change.
    dates: dict[str, dict[str, str | None]] = {
        "svg": {"Date": None, "Title": picture.title},
        "pdf": {"CreationDate": None, "Title": picture.title},
        "png": {"Title": picture.title.encode("latin-1", "replace").decode("latin-1")},
    }
    with (
        mpl.rc_context({"svg.hashsalt": _SALT, "svg.fonttype": "path", "pdf.fonttype": 42}),
        io.BytesIO() as out,
    ):
        to_figure(picture, theme=theme).savefig(
            out, format=format, dpi=_DPI, metadata=dates[format]
        )
        return out.getvalue()


def _artists(shape: Shape, axes: Axes, *, theme: Theme) -> list[Artist]:
    """Return what matplotlib draws for one shape, already on the axes."""
    look = style(shape.role)
    if shape.kind is Kind.TEXT:
        return _letters(shape, axes, look=look, theme=theme)
    patch = _patch(shape)
    if patch is None:
        return []
    patch.set_facecolor(colour(look.fill, theme) if look.fill else "none")
    patch.set_edgecolor(colour(look.stroke, theme) if look.stroke else "none")
    patch.set_linewidth(look.pen * _POINTS)
    if look.dash:
        # matplotlib counts dashes in widths of the pen, SVG in units.
        patch.set_linestyle((0, tuple(d / look.pen for d in look.dash)))
    patch.set_capstyle("butt")
    patch.set_joinstyle("round")
    axes.add_patch(patch)
    return [patch]


def _patch(shape: Shape) -> Patch | None:
    """Return the outline of a shape; None if it has no extent."""
    from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle

    numbers = shape.geometry
    if shape.kind is Kind.CIRCLE:
        return Circle((numbers[0], numbers[1]), numbers[2])
    if shape.kind is Kind.DIAMOND:
        x, y, half = numbers
        return Polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], closed=True)
    if shape.kind is Kind.RECT:
        x, y, wide, high, radius = numbers
        if not radius:
            return Rectangle((x, y), wide, high)
        corner = min(radius, wide / 2, high / 2)
        return FancyBboxPatch(
            (x + corner, y + corner),
            wide - 2 * corner,
            high - 2 * corner,
            boxstyle=f"round,pad={corner},rounding_size={corner}",
        )
    return _strokes(shape)


def _strokes(shape: Shape) -> Patch | None:
    """Return a line, path or area."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if shape.kind is Kind.LINE:
        x1, y1, x2, y2 = shape.geometry
        parts = [[(x1, y1), (x2, y2)]]
    else:
        parts = strokes(shape)
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for part in parts:
        points += part
        codes += [int(Path.MOVETO)] + [int(Path.LINETO)] * (len(part) - 1)
        if shape.kind is Kind.AREA:
            points.append(part[0])
            codes.append(int(Path.CLOSEPOLY))
    return PathPatch(Path(points, codes)) if points else None


def _letters(shape: Shape, axes: Axes, *, look: Style, theme: Theme) -> list[Artist]:
    """Return the words of a text, each stretch in its weight."""
    from matplotlib.patheffects import withStroke

    x, y, size, anchor, angle = shape.geometry
    parts = runs(shape.text)
    whole = sum(text_width(part, size=size, bold=bold or look.bold) for part, bold in parts)
    x -= whole * (anchor + 1) / 2
    drawn: list[Artist] = []
    for part, bold in parts:
        weight = "bold" if bold or look.bold else "normal"
        letters = axes.text(
            x,
            y,
            plain(part).replace("$", r"\$"),
            fontsize=size * _POINTS,
            color=colour(look.fill or "ink", theme),
            weight=weight,
            family="DejaVu Serif" if look.serif else "DejaVu Sans",
            rotation=-angle,
            rotation_mode="anchor",
            ha="left",
            va="baseline",
        )
        if look.halo:
            halo = withStroke(linewidth=4 * _POINTS, foreground=colour("paper", theme))
            letters.set_path_effects([halo])
        x += text_width(part, size=size, bold=weight == "bold")
        drawn.append(letters)
    return drawn
