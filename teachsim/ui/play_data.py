"""What the page Play computes, each position at most once: its caches, each of them bounded.

A game is solved move by move; what was found for the moves before is found again in the cache.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

from teachsim.draw import Pane, Picture, board_picture, pane_picture
from teachsim.gallery.classes import Ideas, build_class
from teachsim.gallery.play import SCENES, Match, Query, Side
from teachsim.gallery.play_ask import Standing, Turn, asked, opening
from teachsim.gallery.play_fool import Course, course
from teachsim.gallery.play_run import asking, fooling, might_be
from teachsim.symbolic import games
from teachsim.ui import beside, guard, proof
from teachsim.ui.words import say

KEPT_OPENINGS: Final = 32
KEPT_TURNS: Final = 128
KEPT_PICTURES: Final = 64

MOST_CHECKED: Final = 600
"""Positions that a proof may go through to be checked while somebody waits: half a second."""


@lru_cache(maxsize=KEPT_OPENINGS)
def first(ideas: Ideas, query: Query) -> Standing:
    """Return the position in which nothing was asked.

    Raises:
        RefusedError: if the server is busy.
    """
    return beside.compute(_cost(ideas), partial(_first, ideas, query))


def _first(ideas: Ideas, query: Query) -> Standing:
    return opening(build_class(ideas), query)


def _cost(ideas: Ideas) -> int:
    """Return the work of solving a position, in the marks of `guard`."""
    return guard.MARKS_A_CELL * build_class(ideas).table.size


def turns(
    ideas: Ideas,
    query: Query,
    *,
    moves: tuple[int, ...],
    clock: Callable[[], float] = time.monotonic,
) -> tuple[Turn, ...]:
    """Return the turns of a game, up to the one that leaves a single idea.

    Time is that of the clock, as another process follows them; to wait for it counts as well.

    Raises:
        RefusedError: if the server is busy, or the moves take too long to follow from the start;
            those that were followed are kept, so that it goes on from there when asked again.
    """
    end = clock() + guard.PATIENCE_SECONDS + guard.DEADLINE_SECONDS
    for n in range(len(moves)):
        _turns(ideas, query, moves=moves[: n + 1])
        if clock() > end and n + 1 < len(moves):
            raise guard.RefusedError(say("play-slow").format(followed=n + 1, all=len(moves)))
    return _turns(ideas, query, moves=moves)


@lru_cache(maxsize=KEPT_TURNS)
def _turns(ideas: Ideas, query: Query, *, moves: tuple[int, ...]) -> tuple[Turn, ...]:
    if not moves:
        return ()
    before = _turns(ideas, query, moves=moves[:-1])
    standing = before[-1].after if before else first(ideas, query)
    if standing.left == 1:
        return before
    order = partial(_asked, ideas, query, standing=standing, question=moves[-1])
    return (*before, beside.compute(_cost(ideas), order))


def _asked(ideas: Ideas, query: Query, *, standing: Standing, question: int) -> Turn:
    return asked(build_class(ideas), query, standing=standing, question=question)


def open_questions(match: Match) -> list[int]:
    """Return the questions worth asking: points on which the ideas left differ, or ideas.

    An idea that was ruled out is no good guess, but it may be a good bound.
    """
    H = build_class(match.ideas)
    done = turns(match.ideas, match.query, moves=match.moves)
    alive = done[-1].after.alive if done else (1 << len(H)) - 1
    if match.query is Query.BELONGS:
        return [x for x, column in enumerate(H.column_bits) if alive & column not in {0, alive}]
    return [h for h in range(len(H)) if match.query is not Query.THIS or alive >> h & 1]


@lru_cache(maxsize=KEPT_OPENINGS)
def checked(ideas: Ideas, query: Query) -> bool:
    """Return whether a second program agrees with the optimum; False too where it takes long."""
    result = first(ideas, query).result
    strategy = result.certificate
    assert isinstance(strategy, games.Strategy)  # it always is
    if len(strategy.moves) + len(strategy.floors) > MOST_CHECKED:
        return False
    games.check(build_class(ideas), result)
    return True


@lru_cache(maxsize=KEPT_OPENINGS)
def best_questions(ideas: Ideas, query: Query) -> Picture:
    """Return what the best learner asks, drawn."""
    return proof.questions_drawn(build_class(ideas), first(ideas, query).result)


@lru_cache(maxsize=KEPT_PICTURES)
def fooled(match: Match) -> Course:
    """Return the game of a demonstrator."""
    return course(match)


@lru_cache(maxsize=KEPT_PICTURES)
def board(match: Match) -> Picture:
    """Return the picture of a game as it stands.

    Raises:
        RefusedError: if the server is busy.
    """
    return _asked_board(match) if match.side is Side.ASK else _fooled_board(match)


def _asked_board(match: Match) -> Picture:
    H = build_class(match.ideas)
    done = turns(match.ideas, match.query, moves=match.moves)
    standing = done[-1].after if done else first(match.ideas, match.query)
    about = done[-1].asked if done and match.query is not Query.BELONGS else None
    run = Pane("", "", asking(H, match.query, turns=done), H, might_be(standing))
    return board_picture(run, round=len(done), asked=about)


def _fooled_board(match: Match) -> Picture:
    H = build_class(match.ideas)
    played = fooled(match)
    decoy = match.decoy if match.decoy != match.target else None
    run = Pane("", "", fooling(match, played), H, match.target, decoy)
    return pane_picture(run, round=played.shown)


def warm() -> None:
    """Load and compute what the first visitor of the page will ask for."""
    board(SCENES[0].match)
    checked(SCENES[0].match.ideas, SCENES[0].match.query)
