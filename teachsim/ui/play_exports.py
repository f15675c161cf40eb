"""A game in every form that can be taken away, as the bytes of files. Nothing is streamlit's."""

from __future__ import annotations

import json

from teachsim.core.cells import csv_text
from teachsim.draw import picture_page
from teachsim.draw.saying import idea, point
from teachsim.gallery.classes import build_class
from teachsim.gallery.play import Match, Side
from teachsim.gallery.play_link import to_query
from teachsim.gallery.play_run import asking, fooling
from teachsim.gallery.play_script import script
from teachsim.ui import play_data, play_fooling, play_saying
from teachsim.ui.words import say

ASKED = ("move", "question", "answer", "ideas_left", "cost")
SHOWN = ("move", "example", "ideas_left", "believes", "fooled")

Rows = list[tuple[object, ...]]


def fingerprint(match: Match) -> str:
    """Return what the script of a game prints."""
    if match.side is Side.FOOL:
        return fooling(match, play_data.fooled(match)).fingerprint
    turns = play_data.turns(match.ideas, match.query, moves=match.moves)
    return asking(build_class(match.ideas), match.query, turns=turns).fingerprint


def as_csv(match: Match) -> bytes:
    """Return one line for each move."""
    head, rows = table(match)
    return csv_text([head, *rows]).encode()


def as_json(match: Match) -> bytes:
    """Return the moves with the class and the fingerprint."""
    H = build_class(match.ideas)
    head, rows = table(match)
    content = {
        "page": "play",
        "fingerprint": fingerprint(match),
        "link": to_query(match),
        "instances": list(H.instances),
        "hypotheses": {
            name: "".join("01"[int(x)] for x in row)
            for name, row in zip(H.names, H.table, strict=True)
        },
        "columns": head,
        "rows": rows,
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode()


def as_page(match: Match) -> bytes:
    """Return the board and the moves as a web page that opens from a file."""
    asks = match.side is Side.ASK
    return picture_page(
        [[play_data.board(match)]],
        title=say(f"play-{match.side}-title"),
        told=_told(match),
        margin=play_saying.margin(match.side) if asks else play_fooling.margin(match),
        code=(say("take-code"), script(match)),
        fingerprint=fingerprint(match),
    ).encode()


def as_script(match: Match) -> bytes:
    """Return the script that prints the fingerprint."""
    return script(match).encode()


def table(match: Match) -> tuple[tuple[str, ...], Rows]:
    """Return the moves of a game: the names of the columns, and a row for each move."""
    H = build_class(match.ideas)
    if match.side is Side.ASK:
        turns = play_data.turns(match.ideas, match.query, moves=match.moves)
        return ASKED, [
            (
                t,
                play_saying.question(match, turn.asked),
                play_saying.answer(match, turn).replace("**", ""),
                turn.after.left,
                "" if turn.loss is None else turn.loss,
            )
            for t, turn in enumerate(turns, start=1)
        ]
    played = play_data.fooled(match)
    return SHOWN, [
        (
            t,
            point(H, x),
            moment.left,
            "" if moment.believed is None else idea(H, H[moment.believed]),
            int(moment.fooled),
        )
        for t, (x, moment) in enumerate(
            zip(match.moves[: played.shown], played.moments[1:], strict=True), start=1
        )
    ]


def _told(match: Match) -> tuple[str, ...]:
    """Return what happened, a sentence or two a move."""
    if match.side is Side.ASK:
        turns = play_data.turns(match.ideas, match.query, moves=match.moves)
        opening = play_data.first(match.ideas, match.query)
        over = match.over or (bool(turns) and turns[-1].after.left == 1)
        ended = play_saying.ending(match, turns, opening=opening) if over else ()
        return (*play_saying.log(match, turns, costs=over), *ended)
    played = play_data.fooled(match)
    told = [play_fooling.stands(match, played)]
    return (*told, *(play_fooling.ending(match, played) if played.over else ()))
