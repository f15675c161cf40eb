"""The table of regimes: who picks the answer that is marked, against which marks are heard.

Six runs of the same scenario, one a cell: three rows (the teacher shows, the learner asks, the
teacher must name an error), two columns (right answers only, right and wrong).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from teachsim.draw.blocks import Block, picture, stacked, words_at
from teachsim.draw.choose import choose, painter
from teachsim.draw.film import Film, Frame, Word
from teachsim.draw.layout import GAP, badge, columns, drawing, paragraph, sheet, swatches
from teachsim.draw.saying import left, verdict
from teachsim.draw.scene import Pane, Scene, read
from teachsim.draw.shapes import Kind, Picture, Shape, moved
from teachsim.draw.stage import legend, pane_words, spoken
from teachsim.draw.text import describe_scene
from teachsim.draw.words import MARKS, WORDS, say

ROWS: Final = ("teacher-shows", "learner-asks", "examiner")
COLUMNS: Final = ("right-only", "right-and-wrong")
_EDGE: Final = 7.0
_CELL: Final = 290.0
_NAMES: Final = 150.0
_SCALE: Final = 0.66
_WHO: Final = (
    {"truth": "alive-truth", "learner": "learner-ring", "decoy": "alive-decoy"},
    {"truth": "truth-outline", "learner": "learner-outline", "decoy": "decoy-outline"},
)
"""Swatches of those who play a part: where ideas are filled, and where they are outlined."""

Table = Sequence[Sequence[Pane]]


def _checked(table: Table) -> list[Pane]:
    """Return the six panes, row by row.

    Raises:
        ValueError: if it is not a table of three rows and two columns.
    """
    shape = [len(row) for row in table]
    if shape != [len(COLUMNS)] * len(ROWS):
        raise ValueError(
            f"the table of regimes has rows of {shape} runs; pass three rows (teacher shows, "
            "learner asks, teacher must name an error) of two (right only, right and wrong)"
        )
    return [pane for row in table for pane in row]


def cells_film(table: Table, *, title: str) -> Film:
    """Return the table of regimes as a film: all six runs in lockstep.

    Args:
        table: three rows of two panes, in the order of `ROWS` and `COLUMNS`.
        title: what it shows, in a few words.

    Raises:
        ValueError: if it is not a table of three rows and two columns.
    """
    panes = _checked(table)
    scenes = [read(pane) for pane in panes]
    painters = [tiny(scene) for scene in scenes]
    rounds = max(scene.rounds for scene in scenes)
    frames = []
    for t in range(rounds + 1):
        words = [Word("round", "round", say("round-short", {"round": t, "rounds": rounds}))]
        for i, (pane, scene) in enumerate(zip(panes, scenes, strict=True)):
            words += pane_words(i, pane, scene=scene, t=t)
        pictures = tuple(paint(t) for paint in painters)
        frames.append(Frame(pictures, tuple(words), spoken(panes, scenes, t=t)))
    return Film(
        title,
        tuple(frames),
        tuple((pane.title, pane.subtitle) for pane in panes),
        layout="table",
        legend=_legend(panes),
        fingerprint=" ".join(dict.fromkeys(p.transcript.fingerprint for p in panes)),
        heads=(tuple(map(say, ROWS)), tuple(map(say, COLUMNS))),
    )


def _legend(panes: Sequence[Pane]) -> tuple[tuple[str, str], ...]:
    """Return the legend: these pictures have no words, so it also says who is who."""
    H = panes[0].hypotheses
    drawn = _WHO[choose(H) in {"grid", "matrix"}]
    led = any(pane.decoy is not None for pane in panes)
    who = tuple((role, say(which)) for which, role in drawn.items() if led or which != "decoy")
    return (*who, *legend(H))


def tiny(scene: Scene) -> Callable[[int], Picture]:
    """Return what draws a scene without words, cut to what is drawn: it is read by its shape."""
    paint = painter(scene, bars=False)
    left_, top, right, bottom = _extent(_wordless(paint(0)))
    title = say(choose(scene.hypotheses))

    @cache  # most shapes are those of the round before
    def placed(shape: Shape) -> Shape:
        return moved(replace(shape, note=""), dx=_EDGE - left_, dy=_EDGE - top)

    def at(t: int) -> Picture:
        now = min(t, scene.rounds)
        block = Block(tuple(map(placed, _wordless(paint(now)))), bottom - top + 2 * _EDGE)
        told = describe_scene(scene, t=now, title=title)
        return picture(block, title=title, description=told, width=right - left_ + 2 * _EDGE)

    return at


def _wordless(block: Block) -> list[Shape]:
    """Return the shapes that are neither words nor leaders to them."""
    names = ("lead-", "sample-")
    return [s for s in block.shapes if s.kind is not Kind.TEXT and not s.key.startswith(names)]


def _extent(shapes: list[Shape]) -> tuple[float, float, float, float]:
    """Return the least and greatest x and y of the solid shapes."""
    boxes = []
    for s in shapes:
        g = s.geometry
        if s.kind in (Kind.CIRCLE, Kind.DIAMOND):
            boxes.append((g[0] - g[2], g[1] - g[2], g[0] + g[2], g[1] + g[2]))
        elif s.kind is Kind.RECT:
            boxes.append((g[0], g[1], g[0] + g[2], g[1] + g[3]))
    low, high = list(zip(*boxes, strict=True))[:2], list(zip(*boxes, strict=True))[2:]
    return min(low[0]), min(low[1]), max(high[0]), max(high[1])


def cells_picture(table: Table, *, title: str, round: int | None = None) -> Picture:
    """Return one round of the table of regimes as a single picture.

    Args:
        table: as in `cells_film`.
        title: its heading.
        round: from 0 to the last; None for the last.

    Raises:
        ValueError: if it is not such a table, or there is no such round.
    """
    panes = _checked(table)
    scenes = [read(pane) for pane in panes]
    rounds = max(scene.rounds for scene in scenes)
    t = rounds if round is None else round
    if not 0 <= t <= rounds:
        raise ValueError(f"round is {t}; these runs have rounds 0 to {rounds}")
    width = _NAMES + GAP / 2 + 2 * _CELL + GAP
    heads = Block(
        tuple(
            words_at(
                f"column-{k}",
                say(name),
                x=_NAMES + GAP / 2 + k * (_CELL + GAP),
                y=18,
                role="heading",
                size=18,
            )
            for k, name in enumerate(COLUMNS)
        ),
        26,
    )
    rows = [_row(r, panes, scenes=scenes, t=t) for r in range(len(ROWS))]
    block = stacked(
        [
            paragraph("title", title, width=width, size=26, role="heading"),
            heads,
            *rows,
            swatches(_legend(panes), width=width),
        ],
        gap=14,
    )
    return sheet(block, title=title, description=spoken(panes, scenes, t=t), width=width)


def _row(r: int, panes: list[Pane], *, scenes: list[Scene], t: int) -> Block:
    """Return one row of the table: its name, and a cell for each column."""
    name = paragraph(f"row-{r}", say(ROWS[r]), width=_NAMES, size=18, role="heading")
    cells = []
    for k in range(len(COLUMNS)):
        i = r * len(COLUMNS) + k
        scene, pane = scenes[i], panes[i]
        now = min(t, scene.rounds)
        stands = verdict(scene, t=now)
        words = f"{MARKS[stands]} {WORDS[stands]}"
        cells.append(
            [
                paragraph(f"t{i}", pane.title, width=_CELL, size=15, role="caption"),
                badge(f"v{i}", words, stands=stands, beside=left(scene, t=now)),
                drawing(f"p{i}", tiny(scene)(t), scale=_SCALE),
            ]
        )
    grid = columns(cells, width=_CELL)
    across = _NAMES + GAP / 2
    return Block(
        (*name.shapes, *(moved(s, dx=across, dy=0) for s in grid.shapes)),
        max(name.height, grid.height),
    )
