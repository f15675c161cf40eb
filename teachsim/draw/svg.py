"""Pictures as SVG: the attributes of each shape, and the text of a whole file.

`attributes` is the single place where a shape becomes SVG; files, films and pages are all made of
it. Colours come from the style sheet by role, so one drawing serves light and dark paper.
"""

from __future__ import annotations

from html import escape
from typing import Final

from teachsim.draw.lettering import runs
from teachsim.draw.shapes import PEN_UP, Kind, Picture, Shape
from teachsim.draw.styles import style, stylesheet
from teachsim.draw.tokens import Theme

_ANCHORS: Final = {-1: "start", 0: "middle", 1: "end"}
_TAGS: Final = {
    Kind.RECT: "rect",
    Kind.DIAMOND: "path",
    Kind.CIRCLE: "circle",
    Kind.LINE: "line",
    Kind.PATH: "path",
    Kind.AREA: "path",
    Kind.TEXT: "text",
}
_NAMES: Final = {
    Kind.RECT: ("x", "y", "width", "height", "rx"),
    Kind.CIRCLE: ("cx", "cy", "r"),
    Kind.LINE: ("x1", "y1", "x2", "y2"),
}
INSIDE: Final = "text"
"""The name under which `attributes` gives the words inside an element."""


def number(value: float) -> str:
    """Return the number with at most one decimal: a tenth of a unit cannot be seen."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def attributes(shape: Shape) -> dict[str, str]:
    """Return the SVG attributes of the shape, `INSIDE` being its words; `class` is its role."""
    style(shape.role)
    found = {"class": shape.role}
    numbers = shape.geometry
    if shape.kind in _NAMES:
        pairs = zip(_NAMES[shape.kind], numbers, strict=True)
        found |= {name: number(value) for name, value in pairs}
        if found.get("rx") == "0":
            del found["rx"]
    elif shape.kind is Kind.DIAMOND:
        x, y, half = (number(v) for v in (numbers[0], numbers[1] - numbers[2], numbers[2]))
        found["d"] = f"M{x},{y}l{half},{half}-{half},{half}-{half}-{half}z"
    elif shape.kind is Kind.TEXT:
        found |= _lettering(shape)
    else:
        found["d"] = _strokes(numbers, closed=shape.kind is Kind.AREA)
    return found


def _lettering(shape: Shape) -> dict[str, str]:
    """Return the attributes of a text."""
    x, y, size, anchor, angle = shape.geometry
    found = {"x": number(x), "y": number(y), "font-size": number(size)}
    if anchor != -1:
        found["text-anchor"] = _ANCHORS[round(anchor)]
    if angle:
        found["transform"] = f"rotate({number(angle)},{number(x)},{number(y)})"
    found[INSIDE] = shape.text
    return found


def _strokes(numbers: tuple[float, ...], *, closed: bool) -> str:
    """Return the path data of points and lifts of the pen."""
    parts: list[str] = []
    command = "M"
    at = 0
    while at < len(numbers):
        if numbers[at] == PEN_UP:
            parts.append("z" if closed else "")
            command = "M"
            at += 1
            continue
        parts.append(f"{command}{number(numbers[at])},{number(numbers[at + 1])}")
        command = "L"
        at += 2
    return "".join(parts) + ("z" if closed and numbers else "")


def inner(text: str) -> str:
    """Return the words of a text as SVG, stretches between ** in bold."""
    return "".join(
        f'<tspan font-weight="600">{escape(part, quote=False)}</tspan>'
        if bold
        else escape(part, quote=False)
        for part, bold in runs(text)
    )


def element(shape: Shape) -> str:
    """Return the shape as one element of an SVG file, with its key as `data-key`."""
    found = attributes(shape)
    words = inner(found.pop(INSIDE, ""))
    rest = "".join(f' {name}="{value}"' for name, value in found.items())
    note = f"<title>{escape(shape.note, quote=False)}</title>" if shape.note else ""
    tag = _TAGS[shape.kind]
    head = f'<{tag} data-key="{escape(shape.key)}"{rest}'
    return f"{head}>{note}{words}</{tag}>" if note or words else f"{head}/>"


def terse(shape: Shape) -> str:
    """Return the shape as one element within HTML, which needs few quotes: a third less to send.

    The player finds it by its place, so it carries no key; notes are sent once for all drawings.
    """
    found = attributes(shape)
    words = inner(found.pop(INSIDE, ""))
    rest = "".join(f" {name}={_value(value)}" for name, value in found.items())
    tag = _TAGS[shape.kind]
    return f"<{tag}{rest}>{words}</{tag}>" if shape.kind is Kind.TEXT else f"<{tag}{rest} />"


def _value(value: str) -> str:
    """Return an attribute's value for HTML, in quotes where it needs them."""
    return f"'{value}'" if " " in value or not value else value


def to_svg(picture: Picture, *, theme: Theme | None = None, margin: float = 0.0) -> str:
    """Return the picture as an SVG file of its own.

    Args:
        picture: what to draw.
        theme: light or dark paper; None follows the reader's system.
        margin: paper left on all sides.
    """
    width, height = picture.width + 2 * margin, picture.height + 2 * margin
    roles = {shape.role for shape in picture.shapes}
    box = " ".join(number(v) for v in (-margin, -margin, width, height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ts" viewBox="{box}" '
        f'width="{number(width)}" height="{number(height)}" role="img" '
        'aria-labelledby="ts-title ts-desc">'
        f'<title id="ts-title">{escape(picture.title, quote=False)}</title>'
        f'<desc id="ts-desc">{escape(picture.description, quote=False)}</desc>'
        f"<style>{stylesheet(roles=roles, theme=theme)}</style>"
        f'<rect x="{number(-margin)}" y="{number(-margin)}" width="{number(width)}" '
        f'height="{number(height)}" style="fill:var(--paper)"/>'
        f"{''.join(map(element, picture.shapes))}</svg>\n"
    )
