"""The buttons of a game: back, the best move, the end, and once more."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from teachsim.draw.saying import point
from teachsim.gallery.classes import OWN, build_class
from teachsim.gallery.play import Match, Side
from teachsim.ui import markup, play_session
from teachsim.ui.play_session import Game
from teachsim.ui.viewing import Control
from teachsim.ui.words import say


def buttons(game: Game, *, over: bool) -> None:
    """Show the buttons of a game, which may be over."""
    played = bool(game.match.moves) or game.match.over
    with st.container(horizontal=True, gap="small", key="ts-moves"):
        st.button(
            say("undo"), key="undo", icon=":material/undo:", disabled=not played,
            on_click=play_session.undo,
        )  # fmt: skip
        if not over:
            if game.viewing.shown(Control.HINT):
                st.button(
                    say("hint"), key="hint", disabled=game.viewing.locked(Control.HINT),
                    on_click=play_session.hint,
                )  # fmt: skip
            words = say("give-up" if game.match.side is Side.ASK else "stop")
            st.button(words, key="end", on_click=play_session.end)
        if played:
            st.button(
                say("again"), key="again", type="primary" if over else "tertiary",
                on_click=play_session.again,
            )  # fmt: skip


def hint(told: str, *, do: str, move: int | None) -> None:
    """Show what is best now and, unless it is to stop, the button that does it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-hint"):
        st.html(markup.remark(told), width="content")
        if move is not None:
            st.button(do, key="hint-do", on_click=play_session.move, args=(move,))


def points(match: Match, options: Sequence[int], *, label: str) -> None:
    """Show points to choose from; choosing one is a move.

    Pills take their labels for Markdown, which would fetch what a name in a stranger's class points
    to: there a list has to do.
    """
    H = build_class(match.ideas)
    key = f"point-{len(match.moves)}"

    def chosen() -> None:
        play_session.move(st.session_state[key])

    if match.ideas.word == OWN:
        st.selectbox(
            label, options, index=None, format_func=lambda x: point(H, x), key=key,
            placeholder=say("choose-placeholder-point"), on_change=chosen,
        )  # fmt: skip
        return
    st.pills(
        label, options, format_func=lambda x: point(H, x), key=key, wrap=True, on_change=chosen
    )
