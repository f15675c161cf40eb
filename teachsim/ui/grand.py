"""The grand table in words and HTML: what was measured, what was predicted, where that failed."""

from __future__ import annotations

import math
import re
from html import escape

from teachsim.bridge.ways import BASE
from teachsim.gallery.grand_table import FAR, Row, Substrate, misses, rows, source
from teachsim.ui.markup import rich
from teachsim.ui.percent import cut
from teachsim.ui.words import WORDS, say


def called(way: str) -> str:
    """Return the name of a way of teaching; one without words of its own stands as in the study."""
    return WORDS.get(f"way-{word(way)}", way)


def word(way: str) -> str:
    """Return a way's name as part of a key.

    >>> word("IDK, then SFT")
    'idk-then-sft'
    """
    return re.sub(r"[^a-z0-9]+", "-", way.lower()).strip("-")


def predicted() -> dict[str, int]:
    """Return how many ways of teaching there are, and predictions, and near ones among these."""
    off = [
        missed
        for row in rows()
        for who in Substrate
        if who is not Substrate.NETWORK and not math.isnan(row.cells[who].made_up)
        for missed in misses(row, who)
    ]
    ways = sum(row.way != BASE for row in rows())  # where nothing was taught is none
    return {"ways": ways, "all": len(off), "near": len(off) - sum(off), "points": round(100 * FAR)}


def table() -> str:
    """Return the table; in a window that is too narrow it is scrolled sideways."""
    heads = "".join(
        f'<th scope="colgroup" colspan="{len(Substrate)}">{rich(say(f"grand-{side}"))}</th>'
        for side in ("made-up", "right")
    )
    names = "".join(
        f'<th scope="col">{rich(say(f"substrate-{who.name}"))}</th>' for who in Substrate
    )
    body = "".join(_line(row) for row in rows())
    caption = say("grand-caption")
    return (
        f'<div class="ts-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="ts-table ts-grand"><caption><span>{rich(caption)}</span></caption>'
        f'<thead><tr><th scope="col" rowspan="2">{rich(say("grand-way"))}</th>{heads}</tr>'
        f"<tr>{names * 2}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def with_interval(share: float, half: float) -> str:
    """Return a share with its interval, in per cent: "78 ± 14", by its ends if it is cut at 100.

    >>> with_interval(0.78, 0.14), with_interval(0.93, 0.08)
    ('78 ± 14', '93 (85 to 100)')
    """
    ends = cut(share, half) or cut(round(share, 2), round(half, 2))  # nor as it is written
    if ends is not None:
        low, high = (f"{100 * end:.0f}" for end in ends)
        return say("grand-interval").format(share=f"{100 * share:.0f}", low=low, high=high)
    return f"{100 * share:.0f} ± {100 * half:.0f}"


def provenance() -> str:
    """Return where the table comes from, in one line."""
    return " · ".join(source())


def _line(row: Row) -> str:
    cells = (
        [
            (row.cells[who].made_up, row.cells[who].made_up_half, misses(row, who)[0], who)
            for who in Substrate
        ],
        [
            (row.cells[who].right, row.cells[who].right_half, misses(row, who)[1], who)
            for who in Substrate
        ],
    )
    made_up, right = (
        "".join(_cell(share, half, off=off, who=who, kind=kind) for share, half, off, who in told)
        for told, kind in zip(cells, ("bad", "good"), strict=True)
    )
    return f'<tr><th scope="row">{rich(called(row.way))}</th>{made_up}{right}</tr>'


def _cell(share: float, half: float, *, off: bool, who: Substrate, kind: str) -> str:
    """Return one number over a bar as long as it is."""
    if math.isnan(share):
        return f"<td>{escape(say('grand-none'))}</td>"
    text = f"{100 * share:.0f}"
    if who is Substrate.NETWORK and not math.isnan(half):
        text = with_interval(share, half)
    if off:
        text += f' <b title="{escape(say("grand-off"))}">≠</b>'
    strong = ' class="ts-measured"' if who is Substrate.NETWORK else ""
    return (
        f'<td{strong}><span class="ts-bar ts-{kind}" style="--share:{share:.1%}">{text}</span></td>'
    )
