"""Play: find my idea, or fool the learner."""

from __future__ import annotations

import streamlit as st

from teachsim.gallery.classes import build_class
from teachsim.gallery.play import Match, Side
from teachsim.gallery.setting import Setting
from teachsim.ui import data, markup, play_data, play_fooling, play_saying, play_session
from teachsim.ui.panes import rule
from teachsim.ui.views import play_ask, play_fool, play_rules, play_takeaway
from teachsim.ui.words import say


def show() -> None:
    """Show the page."""
    game = play_session.arrive()
    match = game.match
    try:
        title, intro = _ask(match) if match.side is Side.ASK else _fool(match)
        play_data.board(match)
    except (ValueError, MemoryError) as error:
        why = str(error) or say("no-memory")
        st.html(markup.alert(say("refused").format(why=why)))
        play_rules.row(game)
    else:
        st.html(markup.title(title, intro))
        if game.problems:
            st.html(markup.notice(game.problems))
        play_rules.row(game)
        (play_ask if match.side is Side.ASK else play_fool).show(game)
        play_takeaway.show(game)


def _ask(match: Match) -> tuple[str, str]:
    """Return what is to be found, and how well that can be done."""
    opening = play_data.first(match.ideas, match.query)
    secret = rule(Setting(ideas=match.ideas), build_class(match.ideas))
    best, how = play_saying.optimum(opening), say(f"how-{match.query}")
    intro = say("play-ask-intro").format(rule=secret, how=how, best=best)
    hard = f" {say('too-hard')}" if opening.needed is None else ""
    return say("play-ask-title"), intro + hard


def _fool(match: Match) -> tuple[str, str]:
    """Return who is to be fooled, and how."""
    intro = say("play-fool-intro").format(
        truth=data.names(match.ideas)[match.target],
        belief=say(f"belief-{match.bias}"),
        goal=play_fooling.goal(match),
    )
    return say("play-fool-title"), intro
