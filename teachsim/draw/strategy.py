"""A strategy of asking as an outline: each question, and what every answer leaves possible.

A line is an answer and the question that follows it; lines further in come later. A small strategy
is drawn whole. Of a large one the line is followed that a hostile teacher forces, who says what
keeps the learner asking longest; other answers are closed: they say how many ideas they leave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.draw.blocks import CAPTION_SIZE, Block, picture, words_at
from teachsim.draw.lettering import plain, runs, shorten, text_width
from teachsim.draw.saying import idea, point
from teachsim.draw.shapes import END, PEN_UP, Kind, Picture, Shape
from teachsim.draw.words import say
from teachsim.symbolic import games
from teachsim.symbolic.games import Answer, Floor, Game, Question
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

WIDTH: Final = 560.0
MOST_NODES: Final = 48
"""A strategy with more nodes is not drawn whole."""

MOST_QUESTIONS: Final = 14
"""Questions along the line of a hostile teacher."""

_STEP: Final = 16.0
_ROW: Final = 24.0
_LEFT: Final = 12.0
_COUNTS: Final = 78.0

_ASKS: Final = {
    Game.MEMBERSHIP: "asks-point",
    Game.EQUIVALENCE: "asks-this",
    Game.ARBITRARY: "asks-this",
    Game.SUBSET: "asks-too-much",
    Game.SUPERSET: "asks-too-little",
}


@dataclass(frozen=True)
class Line:
    """One line of the outline.

    Attributes:
        depth: Questions asked before.
        text: The answer that leads here, and what is asked next.
        left: Ideas still possible.
        forced: Whether a hostile teacher leads here.
        at_most: Whether the line stands for several answers, of which some leave fewer.
    """

    depth: int
    text: str
    left: int
    forced: bool
    at_most: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a game stands.

    Attributes:
        possible: What is still possible, a bit set.
        remembered: What the learner holds possible: it may forget (`games.heard`).
        floor: What the adversary still forces; None where it does not lead here.
        depth: Questions asked before.
        said: The answer that leads here, in words.
    """

    possible: int
    remembered: int
    floor: Floor | None
    depth: int
    said: str


def strategy_picture(H: HypothesisClass, result: Result, *, title: str) -> Picture:
    """Return the strategy of a game as an outline.

    Args:
        H: the class.
        result: of one of the games with yes-or-no questions (`teachsim.symbolic.games`).
        title: what it is, in a few words.

    Raises:
        ValueError: if it is the result of something else.
    """
    lines = outline(H, result)
    shapes = [*_branches(lines)]
    for i, line in enumerate(lines):
        y = _ROW * (i + 0.7)
        x = _x(line.depth) + 10
        fitting = _fitting(line.text, room=WIDTH - x - _COUNTS)
        shapes += [
            words_at(f"line-{i}", fitting, x=x, y=y, role="body"),
            words_at(f"left-{i}", _counted(line), x=WIDTH - 8, y=y, anchor=END),
        ]
    told = " ".join(f"{plain(line.text)} {_counted(line)}".strip() + "." for line in lines)
    high = _ROW * len(lines) + 8
    return picture(Block(tuple(shapes), high), title=title, description=told, width=WIDTH)


def outline(H: HypothesisClass, result: Result) -> tuple[Line, ...]:
    """Return the lines of the outline.

    Raises:
        ValueError: if the result is not that of a game with yes-or-no questions.
    """
    strategy = result.certificate
    if not isinstance(strategy, games.Strategy) or strategy.game not in _ASKS:
        raise ValueError(
            f"{result.quantity} has no strategy of yes-or-no questions to draw; pass a result of "
            "games.membership, equivalence, subset or superset"
        )
    everything = (1 << len(H)) - 1
    return tuple(
        _lines(
            H,
            strategy,
            place=_Place(everything, everything, Floor(0), 0, ""),
            whole=_small(H, strategy),
        )
    )


def _small(H: HypothesisClass, strategy: games.Strategy) -> bool:
    """Return whether the strategy is drawn whole."""
    try:
        games.unfold(H, strategy, max_nodes=MOST_NODES)
    except ValueError:
        return False
    return True


def _lines(
    H: HypothesisClass, strategy: games.Strategy, *, place: _Place, whole: bool
) -> Iterator[Line]:
    """Return the lines from one place on: what is said and asked here, then what may be said."""
    asked = games.question(H, strategy, alive=place.remembered)
    left, forced = place.possible.bit_count(), place.floor is not None
    if asked is None or left == 1 or not (whole or forced):
        found = say("found", {"idea": _only(H, place.possible)}) if left == 1 else ""
        yield Line(place.depth, f"{place.said} {found}".strip(), left, forced)
        return
    if place.depth == MOST_QUESTIONS:
        yield Line(place.depth, f"{place.said} {say('so-on')}".strip(), left, forced)
        return
    question = _question(H, strategy.game, asked=asked)
    yield Line(place.depth, f"{place.said} **{question}**".strip(), left, forced)
    said, floor = _answers(H, strategy, place=place, asked=asked)
    if not whole and len(said) > 2:
        most = max(one.leaves.bit_count() for one in said[:-1])
        others = say("other-answers", {"n": len(said) - 1})
        yield Line(place.depth + 1, others, most, forced=False, at_most=True)
        said = said[-1:]
    for i, one in enumerate(said, start=1):
        after = _Place(
            one.leaves,
            games.heard(H, strategy, alive=place.remembered, asked=asked, answer=one),
            floor if i == len(said) else None,
            place.depth + 1,
            _said(H, answer=one),
        )
        yield from _lines(H, strategy, place=after, whole=whole)


def _answers(
    H: HypothesisClass, strategy: games.Strategy, *, place: _Place, asked: Question
) -> tuple[list[Answer], Floor | None]:
    """Return the answers, the hostile teacher's last, and what it still forces then, if it does."""
    said = list(games.answers(strategy.game, H, alive=place.possible, question=asked))
    if place.floor is None:
        return sorted(said, key=lambda one: one.leaves.bit_count()), None
    standing = place.floor if place.depth else None
    hostile, floor = games.reply(H, strategy, alive=place.possible, floor=standing, asked=asked)
    return sorted(said, key=lambda one: (one == hostile, one.leaves.bit_count())), floor


def _question(H: HypothesisClass, game: Game, *, asked: Question) -> str:
    """Return a question in words."""
    if game is Game.MEMBERSHIP:
        assert isinstance(asked, int)
        return say(_ASKS[game], {"what": point(H, asked)})
    row = H.table[asked] if isinstance(asked, int) else np.array(asked, dtype=np.bool_)
    return say(_ASKS[game], {"what": idea(H, row)})


def _said(H: HypothesisClass, *, answer: Answer) -> str:
    """Return an answer in words."""
    if answer.yes or answer.witness is None:
        return say("yes" if answer.yes else "no")
    member = next(h for h in range(len(H)) if answer.leaves >> h & 1)
    belongs = bool(H.table[member, answer.witness])
    what = {"what": point(H, answer.witness)}
    return say("no-belongs" if belongs else "no-not", what)


def _only(H: HypothesisClass, possible: int) -> str:
    """Return the name of the one idea that is left."""
    return idea(H, H.table[possible.bit_length() - 1])


def _counted(line: Line) -> str:
    """Return how many ideas a line leaves."""
    counted = say("ideas-one" if line.left == 1 else "ideas", {"n": f"{line.left:,}"})
    return f"≤ {counted}" if line.at_most else counted


def _x(depth: int) -> float:
    return _LEFT + _STEP * depth


def _fitting(text: str, *, room: float) -> str:
    """Return the text, without its bold and cut where it is too long."""
    wide = sum(text_width(part, size=CAPTION_SIZE, bold=bold) for part, bold in runs(text))
    if wide <= room:
        return text
    return shorten(plain(text), size=CAPTION_SIZE, room=room)


def _branches(lines: tuple[Line, ...]) -> Iterator[Shape]:
    """Return the strokes that join each line to the one that it follows."""
    strokes: dict[bool, list[float]] = {False: [], True: []}
    above: dict[int, float] = {}
    for i, line in enumerate(lines):
        y = _ROW * (i + 0.7) - CAPTION_SIZE * 0.36
        if line.depth:
            x = _x(line.depth - 1) + 3
            bend = [x, above[line.depth - 1] + 6, x, y, _x(line.depth) + 5, y]
            strokes[line.forced] += [*bend, PEN_UP]
        above[line.depth] = y
    for forced, numbers in strokes.items():
        role = "lead-decoy" if forced else "rule"
        yield Shape(f"branches-{role}", Kind.PATH, tuple(numbers), role)
