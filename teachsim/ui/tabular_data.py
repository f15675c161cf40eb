"""What the pages about the tabular language model compute: caches, each of them bounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from teachsim.draw import Picture, Theme, to_svg
from teachsim.draw.blocks import Block, stacked
from teachsim.draw.layout import drawing, paragraph, sheet
from teachsim.draw.shapes import moved
from teachsim.ui import markup, tabular_doors, tabular_notes
from teachsim.ui.tabular_chapter import Bet, Chapter, Sheet
from teachsim.ui.tabular_session import Trip, opened
from teachsim.ui.words import say

KEPT_RUNS: Final = 32
KEPT_PICTURES: Final = 48

_HEADING: Final = 18.0
_SMALL: Final = 14.0
_GAP: Final = 30.0


@lru_cache(maxsize=KEPT_RUNS)
def run(chapter: Chapter, setting: Any) -> Any:  # each page has its own
    """Return the run of a setting."""
    return chapter.page.run(setting)


@lru_cache(maxsize=KEPT_RUNS)
def numbers(chapter: Chapter, setting: Any) -> Mapping[str, str]:
    """Return the numbers of a run by name."""
    return chapter.numbers(run(chapter, setting))


@lru_cache(maxsize=KEPT_RUNS)
def bet(chapter: Chapter, setting: Any) -> Bet:
    """Return what can be bet on a run."""
    return chapter.bet(run(chapter, setting))


@lru_cache(maxsize=KEPT_RUNS)
def fingerprint(chapter: Chapter, setting: Any) -> str:
    """Return what the script of a setting prints."""
    return str(run(chapter, setting).fingerprint)


@lru_cache(maxsize=KEPT_PICTURES)
def shown(trip: Trip, *, theme: Theme) -> str:
    """Return the pictures as HTML: for wide windows and, hidden in those, for narrow ones."""
    done = run(trip.chapter, trip.setting)
    return "".join(
        markup.gallery(
            [
                [
                    (picture.title, _image(picture, trip, theme=theme), picture.width)
                    for picture in row
                ]
                for row in trip.chapter.pictures(done, narrow)
            ],
            narrow=narrow,
        )
        for narrow in (False, True)
    )


def _image(picture: Picture, trip: Trip, *, theme: Theme) -> str:
    image = markup.image(to_svg(picture, theme=theme), alt=picture.description)
    links, remark = tabular_doors.over(trip, picture)
    over = markup.clickable(image, links, remark=remark) if links else image
    told = numbers(trip.chapter, trip.setting)
    below = tabular_notes.note(trip.chapter.prefix, title=picture.title, numbers=told)
    return over + tabular_notes.drawn(below)


def figure(chapter: Chapter, setting: Any) -> Picture:
    """Return all pictures of a run on one sheet, under the question and with the fingerprint."""
    rows: Sheet = chapter.pictures(run(chapter, setting), False)
    wide = max(sum(p.width for p in row) + _GAP * (len(row) - 1) for row in rows)
    named = say(f"{chapter.prefix}-page")
    small = f"{named} · {say('fingerprint')} {fingerprint(chapter, setting)}"
    blocks = [paragraph("small", small, width=wide, size=_SMALL, role="caption")]
    for r, row in enumerate(rows):
        cells = [
            stacked(
                [
                    paragraph(f"h-{r}-{i}", p.title, width=p.width, size=_HEADING, role="heading"),
                    drawing(f"p-{r}-{i}", p),
                ],
                gap=6,
            )
            for i, p in enumerate(row)
        ]
        blocks.append(_beside(cells, widths=[p.width for p in row]))
    told = " ".join(p.description for row in rows for p in row)
    return sheet(stacked(blocks, gap=16), title=named, description=told, width=wide)


def _beside(blocks: Sequence[Block], *, widths: Sequence[float]) -> Block:
    """Return blocks side by side."""
    lefts = [sum(widths[:i]) + _GAP * i for i in range(len(blocks))]
    shapes = tuple(
        moved(shape, dx=left, dy=0.0)
        for left, block in zip(lefts, blocks, strict=True)
        for shape in block.shapes
    )
    return Block(shapes, max(block.height for block in blocks))


def warm(chapters: Sequence[Chapter]) -> None:
    """Compute and draw what the first visitor of each page will ask for."""
    for chapter in chapters:
        shown(opened(chapter, {}), theme=Theme.LIGHT)


def clear() -> None:
    """Forget everything."""
    for cached in (run, numbers, bet, fingerprint, shown):
        cached.cache_clear()
