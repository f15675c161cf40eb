"""The bet: what a visitor expects before the run is played."""

from __future__ import annotations

from typing import Final

import streamlit as st

from teachsim.gallery.setting import Setting, View
from teachsim.symbolic.outcome import Verdict
from teachsim.ui import session
from teachsim.ui.markup import rich
from teachsim.ui.numbers import Numbers
from teachsim.ui.viewing import Bet, Control
from teachsim.ui.visit import Visit
from teachsim.ui.words import say

PAIR: Final = (Bet.BOTH, Bet.WATCHER, Bet.ASKER, Bet.NEITHER)
TABLE: Final = (Bet.NONE_OF_SIX, Bet.ONE_OF_SIX, Bet.TWO_OF_SIX, Bet.THREE_OF_SIX, Bet.MORE_OF_SIX)


def choices(setting: Setting) -> tuple[Bet, ...]:
    """Return what can be bet on a run."""
    return PAIR if setting.pair else TABLE


def outcome(setting: Setting, told: Numbers) -> Bet:
    """Return the bet that wins."""
    if not setting.pair:
        return TABLE[min(told.right, len(TABLE) - 1)]
    watcher, asker = (s.verdict is Verdict.RIGHT for s in told.standings)
    return {
        (True, True): Bet.BOTH,
        (True, False): Bet.WATCHER,
        (False, True): Bet.ASKER,
        (False, False): Bet.NEITHER,
    }[watcher, asker]


def called(bet: Bet, setting: Setting) -> str:
    """Return a bet in words."""
    return say(f"bet-lies-{bet}" if setting.view is View.LIES else f"bet-{bet}")


def answer(visit: Visit, told: Numbers) -> str:
    """Return what the end of the run says to the bet, in words; empty if there was none."""
    placed = visit.viewing.bet
    if placed is None or placed not in choices(visit.setting):
        return ""
    wins = outcome(visit.setting, told)
    words = {"bet": called(placed, visit.setting), "truth": called(wins, visit.setting)}
    return say("won-pair" if wins is placed else "lost-pair").format(**words)


def show(visit: Visit) -> None:
    """Show the row that takes a bet, or says which one was placed."""
    if not visit.viewing.shown(Control.BET):
        return
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="ts-bet")
    placed = visit.viewing.bet
    locked = visit.viewing.locked(Control.BET)
    with row:
        if placed is None or (placed is not Bet.SKIPPED and placed not in choices(visit.setting)):
            _ask(visit.setting, locked=locked)
            return
        skipped = placed is Bet.SKIPPED
        words = say("bet-skipped" if skipped else "bet-placed")
        words = words if skipped else words.format(bet=called(placed, visit.setting))
        st.html(f'<p class="ts-line">{rich(words)}</p>', width="content")
        st.button(
            say("bet-first" if skipped else "bet-again"),
            key="bet-again",
            type="tertiary",
            disabled=locked,
            on_click=session.bet,
            args=(None,),
        )


def _ask(setting: Setting, *, locked: bool) -> None:
    """Show the question and a button for each answer."""
    asked = "bet-lies" if setting.view is View.LIES else "bet-pair" if setting.pair else "bet-table"
    question = say(asked).format(rounds=setting.rounds)
    st.html(
        f'<p class="ts-line"><strong>{say("bet")}</strong> {rich(question)}</p>', width="content"
    )
    for choice in choices(setting):
        st.button(
            called(choice, setting), key=f"bet-{choice}", disabled=locked,
            on_click=session.bet, args=(choice,),
        )  # fmt: skip
    st.button(
        say("bet-skip"), key="bet-skip", type="tertiary", on_click=session.bet,
        args=(Bet.SKIPPED,),
    )  # fmt: skip
