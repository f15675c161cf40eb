"""How each role looks: its colours, its pen, its letters; and the style sheet made of that.

A role is what a shape stands for. Meaning never rests on colour alone: what is still possible has
an edge and what was ruled out has none, the decoy is dashed, evidence carries + or -.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from teachsim.draw.tokens import SANS, SERIF, TOKENS, Theme, colour

HIDDEN: Final = "hidden"
"""The role of a shape that is not there in this round: it keeps its key, and waits."""


@dataclass(frozen=True)
class Style:
    """How one role is drawn. Token names; an empty one means "none".

    Attributes:
        fill: token inside.
        stroke: token of the pen.
        pen: width of the pen.
        dash: lengths of dash and gap, empty for a solid line.
        bold: whether words are set in bold.
        serif: whether words are set in the serif of headings.
        halo: whether words and lines get an edge of paper, so that they read on any ground.
    """

    fill: str = ""
    stroke: str = ""
    pen: float = 0.0
    dash: tuple[float, ...] = ()
    bold: bool = False
    serif: bool = False
    halo: bool = False


def _words(token: str, *, bold: bool = False, halo: bool = False) -> Style:
    return Style(fill=token, bold=bold, halo=halo)


def _line(token: str, pen: float, *, dash: tuple[float, ...] = ()) -> Style:
    return Style(stroke=token, pen=pen, dash=dash)


# Pens of a chart: line, letters, dash. A curve is told by its dash and by its name, too.
_PENS: Final = (
    ("ink", "ink", ()),
    ("truth", "truth-text", (7, 3)),
    ("decoy", "decoy-text", (2.5, 2.5)),
    ("yes", "yes-text", (9, 3, 2, 3)),
    ("no-text", "no-text", (5, 2, 1, 2)),
    ("alive-edge", "truth-text", (12, 3)),
    ("just-edge", "decoy-text", (1.5, 3)),
    ("caption", "caption", (4, 4)),
)


def _pens() -> dict[str, Style]:
    """Return the roles of a chart's pens: its curves, dots, names and what theory says."""
    found: dict[str, Style] = {}
    for i, (line, letters, dash) in enumerate(_PENS):
        found[f"pen-{i}"] = _line(line, 2.4, dash=dash)
        found[f"theory-{i}"] = _line(line, 1.3, dash=(3, 3))
        found[f"spot-{i}"] = Style(line)
        found[f"name-{i}"] = _words(letters, bold=True, halo=True)
    return found


STYLES: Final[Mapping[str, Style]] = MappingProxyType(
    {
        # hypotheses
        "alive": Style("alive", "alive-edge", 1),
        "just": Style("just", "just-edge", 1.2, (2.5, 2)),
        "out": Style("out"),
        "alive-truth": Style("truth", "truth-text", 1),
        "alive-decoy": Style("decoy", "decoy-text", 1),
        "just-truth": Style("just", "truth", 2.4, (2.5, 2)),
        "just-decoy": Style("just", "decoy", 2.4, (2.5, 2)),
        "out-truth": Style("out", "truth", 2.4),
        "out-decoy": Style("out", "decoy", 2.4, (4, 2.5)),
        "learner-ring": _line("ink", 3),
        "floor": _line("ink", 1.8),
        "ceiling": _line("ink", 1.8, dash=(3, 2)),
        "col-alive": Style("in-column"),
        "col-just": Style("just"),
        "col-out": Style("out"),
        "cells-alive": Style("alive-edge"),
        "cells-just": Style("just-edge"),
        "cells-out": Style("hair"),
        "truth-frame": _line("truth", 2.6),
        "learner-frame": _line("ink", 2.2),
        "decoy-frame": _line("decoy", 2.6, dash=(6, 4)),
        # instances
        "unseen": Style("paper", "rule", 1),
        "yes": Style("yes", "yes-text", 1),
        "no": Style("no", "no-text", 1),
        "newest": _line("ink", 2.6),
        "sign": _words("sign", bold=True),
        "sign-pen": _line("sign", 2.2),
        # sets of instances
        "truth-bar": _line("truth", 5),
        "learner-bar": _line("ink", 5),
        "decoy-bar": _line("decoy", 5, dash=(6, 4)),
        "truth-outline": _line("truth", 3.4),
        "learner-outline": _line("ink", 3),
        "decoy-outline": _line("decoy", 3, dash=(7, 4)),
        "in-all": Style("alive", "alive-edge", 1),
        "in-some": Style("paper", "alive-edge", 1),
        "in-none": Style("out"),
        "hatch": _line("alive-edge", 1.2),
        "fresh-all": Style("alive", "just-edge", 2.4, (4, 2)),
        "fresh-none": Style("just", "just-edge", 1.4, (2.5, 2)),
        # what a learner in the limit held and said, round by round
        "col-held": Style("alive", "alive-edge", 0.8),
        "col-excess": Style("just", "decoy", 0.9),
        "dot-yes": Style("yes-text"),
        "dot-no": Style("no-text"),
        "made-up": _line("decoy-text", 2.2),
        # words in pictures
        "label": _words("ink", bold=True, halo=True),
        "label-truth": _words("truth-text", bold=True, halo=True),
        "label-decoy": _words("decoy-text", bold=True, halo=True),
        "label-yes": _words("yes-text", bold=True),
        "caption": _words("caption"),
        "on-solid": _words("paper", bold=True),
        "body": _words("ink"),
        "heading": Style(fill="ink", bold=True, serif=True),
        "lead": _line("ink", 1.4),
        "lead-truth": _line("truth-text", 1.4),
        "lead-decoy": _line("decoy-text", 1.4),
        "halo": _line("paper", 4),
        # lines and frames
        "rule": _line("rule", 1),
        "hair": _line("hair", 1),
        "edge": _line("rule", 1.2),
        "edge-out": _line("hair", 1),
        "card": Style("paper", "hair", 1),
        "cursor": _line("ink", 1.4),
        "run-0": _line("ink", 2.6),
        "run-1": _line("truth", 2.6, dash=(7, 3)),
        "run-2": _line("decoy", 2.6, dash=(2.5, 2.5)),
        "run-3": _line("no-text", 2.6, dash=(9, 3, 2, 3)),
        "dot-0": Style("ink"),
        "dot-1": Style("truth"),
        "dot-2": Style("decoy"),
        "dot-3": Style("no-text"),
        "label-0": _words("ink", bold=True, halo=True),
        "label-1": _words("truth-text", bold=True, halo=True),
        "label-2": _words("decoy-text", bold=True, halo=True),
        "label-3": _words("no-text", bold=True, halo=True),
        # bands of a wall
        "band-truthful": Style("truth"),
        "band-made-up": Style("decoy"),
        "band-idk": Style("idk"),
        "on-truthful": _words("paper", bold=True),
        "on-made-up": _words("sign", bold=True),
        "on-idk": _words("ink", bold=True),
        "split-theory": _line("ink", 2, dash=(4, 3)),
        # wordings, and letters on a dark shade
        "bar-valid": Style("truth"),
        "bar-wrong": Style("paper", "decoy-text", 1),
        "bar-hatch": _line("decoy-text", 1),
        "on-dark": _words("white", bold=True),
        **_pens(),
        # a heat map with theory over it, the goal of a square, a threshold meter
        **{f"heat-{k}": Style(f"heat-{k}", f"heat-{k}", 0.6) for k in range(16)},
        "over": _line("white", 2.2, dash=(6, 4)),
        "over-edge": _line("black", 4),
        "here": _line("white", 1.6),
        "square-goal": Style("paper", "yes-text", 3),
        "tick": _line("ink", 2.4),
        "meter-dot": Style("ink", "paper", 1.4),
        "verdict-open": Style("paper", "rule", 1.2),
        "verdict-right": Style("paper", "yes-text", 1.6),
        "verdict-undetermined": Style("paper", "caption", 1.6, (5, 3)),
        "verdict-misled": Style("paper", "decoy-text", 1.6),
        HIDDEN: Style(),
    }
)
"""The look of every role. A shape with another role is an error."""


def style(role: str) -> Style:
    """Return how `role` looks.

    Raises:
        ValueError: if no such role exists.
    """
    if role not in STYLES:
        raise ValueError(f"no role is called {role!r}; add it to teachsim.draw.styles.STYLES")
    return STYLES[role]


def stylesheet(*, roles: Iterable[str] | None = None, theme: Theme | None = None) -> str:
    """Return CSS for the roles (all by default).

    Args:
        roles: only these; a single picture needs few.
        theme: one paper for ever; None follows the reader's system, and on a web page the
            attribute `data-theme` of an element of class `ts`.
    """
    chosen = [r for r in STYLES if roles is None or r in set(roles)]
    used = {t for r in chosen for t in (STYLES[r].fill, STYLES[r].stroke) if t}
    names = [t for t in TOKENS if roles is None or t in used | {"paper", "ink"}]
    text = (
        f".ts text{{font-family:{SANS};font-variant-numeric:tabular-nums}}"
        f".ts .{HIDDEN}{{visibility:hidden;opacity:0}}"
        ".ts svg,svg.ts{stroke-linejoin:round}"
    )
    return _papers(names, theme) + text + "".join(_rule(r) for r in chosen if r != HIDDEN)


def _papers(names: list[str], theme: Theme | None) -> str:
    """Return the custom properties of one paper, or of both with the switch between them."""
    sheets = {
        t: "".join(f"--{n}:{colour(n, t)};" for n in names) + f"color-scheme:{t.value}"
        for t in Theme
    }
    if theme is not None:
        return f".ts{{{sheets[theme]}}}"
    light, dark = sheets[Theme.LIGHT], sheets[Theme.DARK]
    return (
        f".ts{{{light}}}"
        f"@media (prefers-color-scheme:dark){{.ts:not([data-theme=light]){{{dark}}}}}"
        f".ts[data-theme=dark]{{{dark}}}"
    )


def _rule(role: str) -> str:
    """Return the CSS rule of one role."""
    look = STYLES[role]
    parts = [f"fill:var(--{look.fill})" if look.fill else "fill:none"]
    if look.stroke:
        parts.append(f"stroke:var(--{look.stroke});stroke-width:{look.pen:g}")
    if look.dash:
        parts.append(f"stroke-dasharray:{' '.join(f'{d:g}' for d in look.dash)}")
    if look.serif:
        parts.append(f"font-family:{SERIF}")
    if look.bold:
        parts.append("font-weight:600")
    if look.halo:
        parts.append("paint-order:stroke;stroke:var(--paper);stroke-width:4")
    return f".ts .{role}{{{';'.join(parts)}}}"
