"""The board of who demonstrates: the picture, what the learner believes, the next example."""

from __future__ import annotations

import streamlit as st

from teachsim.draw.saying import point
from teachsim.draw.stage import legend
from teachsim.draw.words import listed
from teachsim.gallery.classes import build_class
from teachsim.gallery.play import Match
from teachsim.gallery.play_fool import Course
from teachsim.ui import play_data, play_fooling, play_markup, play_saying
from teachsim.ui.play_session import Game
from teachsim.ui.viewing import Control
from teachsim.ui.views import board
from teachsim.ui.views.play_buttons import buttons, hint, points
from teachsim.ui.words import say


def show(game: Game) -> None:
    """Show the game."""
    match = game.match
    played = play_data.fooled(match)
    right_ones = build_class(match.ideas)[match.target].nonzero()[0].tolist()
    left_to_show = [x for x in right_ones if x not in match.moves]
    left, right = st.columns([7, 5], gap="medium")
    with left:
        board.show(
            play_data.board(match),
            legend=legend(build_class(match.ideas)),
            pick="point",
            allowed=[] if played.over else left_to_show,
            plain=game.viewing.plain,
        )
    with right:
        st.html(play_markup.said(_shown(match, played), play_fooling.stands(match, played)))
        st.html(play_markup.tally(_counts(played)))
        if played.over:
            st.html(play_markup.verdict(play_fooling.ending(match, played)))
        else:
            points(match, left_to_show, label=say("choose-example"))
        buttons(game, over=played.over)
        if game.hinted and not played.over:
            told, best = play_fooling.hint(match, played)
            hint(told, do=say("hint-do-show"), move=best)
    if played.over and game.viewing.shown(Control.EXPLAIN):
        reasons = (play_fooling.why(match, played),)
        margin = play_fooling.margin(match)
        st.html(play_markup.section(say("why-fool"), reasons, margin=margin))


def _shown(match: Match, played: Course) -> str:
    """Return what the learner has seen."""
    if not played.shown:
        return say("shown-none")
    H = build_class(match.ideas)
    names = [point(H, x) for x in match.moves[: played.shown]]
    return say("shown").format(what=listed(names, most=12))


def _counts(played: Course) -> tuple[tuple[str, str], ...]:
    """Return the numbers of the game; the best is told at its end."""
    counts = [
        play_saying.tallied(played.shown, "count-shown"),
        play_saying.tallied(played.size, "count-size"),
        play_saying.tallied(played.moments[-1].left, "count-left"),
    ]
    if played.over:
        counts[1:] = [
            (str(played.best), say("count-best")),
            play_saying.tallied(played.score, "count-fooled"),
        ]
    return tuple(counts)
