"""The board of who asks: the picture, the last answer, the next question, and the end."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from teachsim.draw import Theme, to_svg
from teachsim.draw.choose import choose
from teachsim.draw.stage import legend
from teachsim.gallery.classes import build_class
from teachsim.gallery.play import MAX_MOVES, Match, Query
from teachsim.gallery.play_ask import Standing, Turn, best
from teachsim.ui import data, markup, play_data, play_markup, play_saying, play_session
from teachsim.ui.play_session import Game
from teachsim.ui.viewing import Control
from teachsim.ui.views import board
from teachsim.ui.views.play_buttons import buttons, hint, points
from teachsim.ui.words import say


def show(game: Game) -> None:
    """Show the game."""
    match = game.match
    opening = play_data.first(match.ideas, match.query)
    turns = play_data.turns(match.ideas, match.query, moves=match.moves)
    standing = turns[-1].after if turns else opening
    over = match.over or standing.left == 1
    open_ = play_data.open_questions(match)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        board.show(
            play_data.board(match),
            legend=legend(build_class(match.ideas)),
            pick="point" if match.query is Query.BELONGS else "idea",
            allowed=[] if over else open_,
            plain=game.viewing.plain,
        )
    with right:
        st.html(_said(match, turns))
        st.html(play_markup.tally(_counts(opening, turns, over=over)))
        if over:
            ended = play_saying.ending(match, turns, opening=opening)
            st.html(play_markup.verdict(ended))
        elif len(match.moves) < MAX_MOVES:
            if play_saying.put_for_you(match):
                st.html(markup.small(say("said-begun").format(undo=say("undo"))))
            _ask(match, open_)
        buttons(game, over=over)
        if game.hinted and not over:
            _hint(match, standing)
    if turns:
        st.html(play_markup.steps(say("log"), play_saying.log(match, turns, costs=over)))
    if over and game.viewing.shown(Control.EXPLAIN):
        _explain(match, opening)


def _explain(match: Match, opening: Standing) -> None:
    """Show why nobody needs fewer questions, and those of the best learner."""
    checked = play_data.checked(match.ideas, match.query)
    told = play_saying.why(match, opening, checked=checked)
    margin = play_saying.margin(match.side)
    drawn = play_data.best_questions(match.ideas, match.query)
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    st.html(
        play_markup.section(say("why-least"), told, margin=margin)
        + markup.heading(say("proof-questions"))
        + markup.scrolling(
            markup.image(to_svg(drawn, theme=theme), alt=drawn.description, most=drawn.width),
            name=drawn.title,
        )
    )


def _said(match: Match, turns: tuple[Turn, ...]) -> str:
    """Return the last question with its answer."""
    if not turns:
        return play_markup.said("", say("said-first"))
    last = turns[-1]
    return play_markup.said(
        play_saying.question(match, last.asked), play_saying.answer(match, last)
    )


def _counts(
    opening: Standing, turns: tuple[Turn, ...], *, over: bool
) -> tuple[tuple[str, str], ...]:
    """Return the numbers of the game."""
    standing = turns[-1].after if turns else opening
    counts = [
        play_saying.tallied(len(turns), "count-asked"),
        (play_saying.number(opening), play_saying.tallied(opening.most, "count-optimum")[1]),
        play_saying.tallied(standing.left, "count-left"),
    ]
    if over and standing.left == 1 and opening.needed is not None:
        score = round(100 * opening.needed / len(turns)) if turns else 100
        counts[2] = (f"{score} %", say("count-score"))
    return tuple(counts)


def _ask(match: Match, open_: Sequence[int]) -> None:
    """Show the questions to choose from."""
    H = build_class(match.ideas)
    if match.query is Query.BELONGS:
        points(match, open_, label=say("choose-point"))
        return
    key = f"question-{match.query}-{len(match.moves)}"
    names = data.names(match.ideas)
    with st.form(f"form-{key}", border=False):
        st.selectbox(
            say("choose-idea" if choose(H) == "grid" else "choose-idea-or-click"),
            open_,
            format_func=lambda h: say(f"question-{match.query}").format(what=names[h]),
            index=None,
            placeholder=say("choose-placeholder"),
            key=key,
        )
        st.form_submit_button(
            say("ask"),
            type="primary",
            on_click=lambda: play_session.move(st.session_state[key]),
        )


def _hint(match: Match, standing: Standing) -> None:
    """Show the best question, and the button that asks it."""
    chosen = best(build_class(match.ideas), standing)
    assert chosen is not None  # the game is not over
    words = say("hint-ask" if standing.needed is not None else "hint-ask-bounded")
    told = words.format(question=play_saying.question(match, chosen))
    hint(told, do=say("hint-do-ask"), move=chosen)
