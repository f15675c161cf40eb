"""The row that takes a bet, or says which one was placed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from teachsim.ui.markup import rich
from teachsim.ui.viewing import Bet
from teachsim.ui.words import say

__all__ = ["row"]


def row(
    placed: str | None,
    *,
    question: str,
    choices: Sequence[str],
    called: Callable[[Any], str],
    locked: bool,
    bet: Callable[[Any], None],
) -> None:
    """Show the row.

    Args:
        placed: What was bet; what cannot be bet here counts as nothing.
        question: What is asked.
        choices: What can be bet.
        called: A bet in words.
        locked: Whether nothing but a skip may be placed.
        bet: What a click does: place a bet, skip it, or, with None, take it back.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-bet"):
        if placed == Bet.SKIPPED:
            _placed(say("bet-skipped"), again=say("bet-first"), locked=locked, bet=bet)
        elif placed is not None and placed in choices:
            words = say("bet-placed").format(bet=called(placed))
            _placed(words, again=say("bet-again"), locked=locked, bet=bet)
        else:
            _line(f"**{say('bet')}** {question}")
            for choice in choices:
                st.button(
                    called(choice), key=f"bet-{choice}", disabled=locked,
                    on_click=bet, args=(choice,),
                )  # fmt: skip
            st.button(
                say("bet-skip"), key="bet-skip", type="tertiary", on_click=bet,
                args=(Bet.SKIPPED,),
            )  # fmt: skip


def _placed(words: str, *, again: str, locked: bool, bet: Callable[[Any], None]) -> None:
    """Show what was bet, and a button that takes it back."""
    _line(words)
    st.button(again, key="bet-again", type="tertiary", disabled=locked, on_click=bet, args=(None,))


def _line(words: str) -> None:
    """Show words in the row."""
    st.html(f'<p class="ts-line">{rich(words)}</p>', width="content")
