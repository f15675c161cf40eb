"""The bet: what a visitor expects before the run is played."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.setting import Setting, View
from teachsim.symbolic.outcome import Verdict
from teachsim.ui import session
from teachsim.ui.numbers import Numbers
from teachsim.ui.viewing import Bet, Control
from teachsim.ui.views import bet_row
from teachsim.ui.visit import Visit
from teachsim.ui.words import amount, say

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
    setting, viewing = visit.setting, visit.viewing
    if not viewing.shown(Control.BET):
        return
    asked = "bet-lies" if setting.view is View.LIES else "bet-pair" if setting.pair else "bet-table"
    bet_row.row(
        viewing.bet,
        question=say(asked).format(rounds=amount(setting.rounds, "n-rounds")),
        choices=choices(setting),
        called=lambda bet: called(bet, setting),
        locked=viewing.locked(Control.BET),
        bet=session.bet,
    )
