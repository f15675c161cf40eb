"""One round of any film on one sheet: what a file for print or a plain page shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from teachsim.draw.blocks import PANE_WIDTH, Block, stacked
from teachsim.draw.film import Film, Word
from teachsim.draw.layout import GAP, badge, columns, drawing, paragraph, sheet, swatches
from teachsim.draw.shapes import Picture
from teachsim.draw.styles import HIDDEN
from teachsim.draw.words import say

_TITLE: Final = 24.0
_HEADING: Final = 19.0
_SMALL: Final = 14.0
_WORDS: Final = 4  # a pane's texts: the verdict, what is counted, what happened, the end


def still(film: Film, *, round: int | None = None, title: str = "", abreast: int = 2) -> Picture:
    """Return one round of a film as a single picture.

    Args:
        film: what to show.
        round: from 0 to the last; None for the last.
        title: its heading; empty for none.
        abreast: panes side by side; 1 stacks them.

    Raises:
        ValueError: if there is no such round.
    """
    t = film.rounds if round is None else round
    if not 0 <= t <= film.rounds:
        raise ValueError(f"round is {t}; this film has rounds 0 to {film.rounds}")
    frame = film.frames[t]
    width = abreast * PANE_WIDTH + (abreast - 1) * GAP
    pictures = list(frame.pictures)
    top = _top(film, t=t, title=title)
    if film.layout == "stage":
        chart = drawing("chart", pictures.pop(0))
        beside = abreast > 1
        top = columns([[top], [chart]], width=PANE_WIDTH) if beside else stacked([top, chart])
    made = [
        _pane(i, film.panes[i], drawn=drawn, words=frame.words[1 + _WORDS * i :])
        for i, drawn in enumerate(pictures)
    ]
    rows = [columns(made[i : i + abreast], width=PANE_WIDTH) for i in range(0, len(made), abreast)]
    foot = swatches(film.legend, width=width)
    block = stacked([top, *rows, foot], gap=14)
    return sheet(block, title=title or film.title, description=frame.spoken, width=width)


def _top(film: Film, *, t: int, title: str) -> Block:
    """Return title, round and fingerprint."""
    small = say("round-short", {"round": t, "rounds": film.rounds})
    if film.fingerprint:
        small += f" · {say('fingerprint', {'fingerprint': film.fingerprint})}"
    return stacked(
        [
            paragraph("title", title, width=PANE_WIDTH, size=_TITLE, role="heading"),
            paragraph("round", small, width=PANE_WIDTH, size=_SMALL, role="caption"),
        ],
        gap=4,
    )


def _pane(
    i: int, heading: tuple[str, str], *, drawn: Picture, words: Sequence[Word]
) -> list[Block]:
    """Return one pane from top to bottom."""
    stands, left, happened, end = words[:_WORDS]
    closing = f"**{end.text}**" if HIDDEN not in end.role else ""
    return [
        paragraph(f"h{i}", heading[0], width=PANE_WIDTH, size=_HEADING, role="heading"),
        paragraph(f"s{i}", heading[1], width=PANE_WIDTH, size=_SMALL, role="caption"),
        paragraph(f"r{i}", happened.text, width=PANE_WIDTH),
        badge(f"v{i}", stands.text, stands=stands.role.rpartition("badge-")[2], beside=left.text),
        drawing(f"p{i}", drawn),
        paragraph(f"e{i}", closing, width=PANE_WIDTH),
    ]
