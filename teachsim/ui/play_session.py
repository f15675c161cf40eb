"""One visitor's game, and its address: the link is read first and written last.

The game is one frozen value; widgets own nothing, and each of their callbacks changes it by a pure
function of `teachsim.gallery.play`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from teachsim.gallery import play_link
from teachsim.gallery.play import SCENES, Match, begun, moved, of_class, undone
from teachsim.ui import data, staying
from teachsim.ui import viewing as views
from teachsim.ui.viewing import Control, Viewing

_STATE: Final = "play"

CONTROLS: Final = frozenset(Control) - {
    *(Control.ROUNDS, Control.SEED, Control.VIEW, Control.BET, Control.KNOB)
}
"""What the page has; its teacher is the side and the decoy, its asker the kind of question."""


@dataclass(frozen=True)
class Game:
    """What a visitor of the page Play has before them.

    Attributes:
        match: The game.
        viewing: How it is looked at: locked and hidden controls.
        problems: What of the link could not be used.
        hinted: Whether the best move is shown; until the next one.
    """

    match: Match
    viewing: Viewing = field(default_factory=Viewing)
    problems: tuple[str, ...] = ()
    hinted: bool = False


def opened(query: dict[str, str]) -> Game:
    """Return the game that a link opens; never raises."""
    match, problems = play_link.from_query(query)
    viewing, more = views.from_query(query, controls=CONTROLS)
    return Game(match, viewing, (*problems, *more))


def query_of(game: Game) -> dict[str, str]:
    """Return the parameters that restore the game."""
    return play_link.to_query(game.match) | views.to_query(game.viewing)


def address(game: Game) -> str:
    """Return the query that restores the game."""
    return "?" + urlencode(query_of(game))


def arrive() -> Game:
    """Return the game, the link's if it is new, else as it was left, and write its address."""
    return staying.arrive(_STATE, Game, opened=opened, query_of=query_of)


def current() -> Game:
    """Return the game, in a callback."""
    return staying.current(_STATE, Game, opened=opened)


def change(to: Callable[[Match], Match]) -> None:
    """Change the game; what is not legal leaves it as it was, as a browser may send anything."""
    game = current()
    try:
        match = to(game.match)
    except (ValueError, TypeError, OverflowError):
        return
    st.session_state[_STATE] = Game(match, game.viewing)


def move(number: object) -> None:
    """Make one move."""
    if isinstance(number, int):
        change(lambda match: moved(match, number))


def undo() -> None:
    """Take the last move back."""
    change(undone)


def again() -> None:
    """Start the same game again."""
    change(begun)


def end() -> None:
    """Give up, or show no more."""
    change(lambda match: replace(match, over=True))


def hint() -> None:
    """Show the best move."""
    st.session_state[_STATE] = replace(current(), hinted=True, problems=())


def bring(content: bytes) -> None:
    """Play on a visitor's own class.

    Raises:
        ValueError: if it is none, in the strict reader's own words, or too large.
    """
    game = current()
    ideas = data.brought(content)
    st.session_state[_STATE] = Game(of_class(game.match, ideas), game.viewing)


def choose(word: str | None) -> None:
    """Open a scene."""
    scene = next((scene for scene in SCENES if scene.word == word), None)
    if scene is not None:
        change(lambda _: scene.match)
