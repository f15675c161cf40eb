"""A stage or a table of regimes as one picture: for README, print and slides."""

from __future__ import annotations

from collections.abc import Sequence

from teachsim.draw.blocks import PANE_WIDTH, Block, stacked
from teachsim.draw.layout import GAP, badge, columns, drawing, paragraph, sheet, swatches
from teachsim.draw.saying import closing, left, sentence, verdict
from teachsim.draw.scene import Pane, Scene, read
from teachsim.draw.shapes import Picture
from teachsim.draw.stage import chart, checked, legend, paint_pane, spoken
from teachsim.draw.words import MARKS, WORDS, say

_TITLE = 24.0
_HEADING = 19.0
_SMALL = 14.0


def stage_picture(
    panes: Sequence[Pane], *, title: str, round: int | None = None, abreast: int | None = None
) -> Picture:
    """Return one round of one to four runs as a single picture.

    Args:
        panes: the runs.
        title: its heading; empty for none.
        round: from 0 to the last; None for the last.
        abreast: panes side by side; None for all, or two by two if there are four. 1 stacks them.

    Raises:
        ValueError: if there is no pane, more than four, or no such round.
    """
    checked(panes)
    scenes = [read(pane) for pane in panes]
    rounds = max(scene.rounds for scene in scenes)
    t = rounds if round is None else round
    if not 0 <= t <= rounds:
        raise ValueError(f"round is {t}; these runs have rounds 0 to {rounds}")
    abreast = abreast or (2 if len(panes) == 4 else len(panes))
    width = abreast * PANE_WIDTH + (abreast - 1) * GAP
    made = [
        _pane(i, pane, scene=scene, t=t)
        for i, (pane, scene) in enumerate(zip(panes, scenes, strict=True))
    ]
    rows = [columns(made[i : i + abreast], width=PANE_WIDTH) for i in range(0, len(made), abreast)]
    top = _top(panes, scenes, t=t, title=title, width=width)
    foot = swatches(legend(panes[0].hypotheses), width=width)
    told = spoken(panes, scenes, t=t)
    return sheet(stacked([top, *rows, foot], gap=14), title=title, description=told, width=width)


def _top(
    panes: Sequence[Pane], scenes: Sequence[Scene], *, t: int, title: str, width: float
) -> Block:
    """Return title, round and fingerprint, and the survivors line at their right or below."""
    rounds = max(scene.rounds for scene in scenes)
    prints = " ".join(dict.fromkeys(p.transcript.fingerprint for p in panes))
    small = f"{say('round-short', {'round': t, 'rounds': rounds})} · " + say(
        "fingerprint", {"fingerprint": prints}
    )
    words = stacked(
        [
            paragraph("title", title, width=PANE_WIDTH, size=_TITLE, role="heading"),
            paragraph("round", small, width=PANE_WIDTH, size=_SMALL, role="caption"),
        ],
        gap=4,
    )
    line = drawing("chart", chart(panes, scenes, t=t))
    if width < 2 * PANE_WIDTH:
        return stacked([words, line], gap=8)
    return columns([[words], [line]], width=PANE_WIDTH, between=0)


def _pane(i: int, pane: Pane, *, scene: Scene, t: int) -> list[Block]:
    """Return one pane from top to bottom."""
    now = min(t, scene.rounds)
    stands = verdict(scene, t=now)
    end = closing(pane, scene) if t >= scene.rounds else ""
    return [
        paragraph(f"h{i}", pane.title, width=PANE_WIDTH, size=_HEADING, role="heading"),
        paragraph(f"s{i}", pane.subtitle, width=PANE_WIDTH, size=_SMALL, role="caption"),
        paragraph(f"r{i}", sentence(pane, scene, t=now), width=PANE_WIDTH),
        badge(
            f"v{i}",
            f"{MARKS[stands]} {WORDS[stands]}",
            stands=stands,
            beside=left(scene, t=now),
        ),
        drawing(f"p{i}", paint_pane(pane, scene)(t)),
        paragraph(f"e{i}", f"**{end}**" if end else "", width=PANE_WIDTH),
    ]
