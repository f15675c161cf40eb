"""What can be bet on a run of the page Gold, and which bet wins."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.gold import Setting, View
from teachsim.gallery.gold_run import Pair
from teachsim.symbolic.limit import Panel
from teachsim.ui import gold_table
from teachsim.ui.viewing import Bet
from teachsim.ui.words import amount, say

PAIR: Final = (Bet.BOTH, Bet.WATCHER, Bet.ASKER, Bet.NEITHER)
FOUR: Final = (
    Bet.NONE_OF_SIX,
    Bet.ONE_OF_SIX,
    Bet.TWO_OF_SIX,
    Bet.THREE_OF_SIX,
    Bet.MORE_OF_SIX,
)


def choices(setting: Setting) -> tuple[Bet, ...]:
    """Return what can be bet on a run: on two learners, or how many of four tasks."""
    return FOUR if setting.view is View.PANEL else PAIR


def question(setting: Setting) -> str:
    """Return what is bet on."""
    rounds = setting.rounds
    return say(f"gold-bet-{setting.view}").format(round=rounds, rounds=amount(rounds, "n-rounds"))


def called(setting: Setting, bet: Bet) -> str:
    """Return the words of a bet."""
    return say(f"gold-bet-{setting.view}-{bet}")


def outcome(done: Pair | Panel) -> Bet:
    """Return the bet that wins."""
    if isinstance(done, Panel):
        return FOUR[gold_table.done_from_right_answers(done)]
    one, other = (since is not None for since in done.since)
    return {
        (True, True): Bet.BOTH,
        (True, False): Bet.WATCHER,
        (False, True): Bet.ASKER,
        (False, False): Bet.NEITHER,
    }[one, other]


def answer(setting: Setting, done: Pair | Panel, *, placed: Bet | None) -> str:
    """Return what the end of the run says to a bet, in words; empty if there was none."""
    if placed is None or placed not in choices(setting):
        return ""
    wins = outcome(done)
    words = {"bet": called(setting, placed), "truth": called(setting, wins)}
    return say("won-pair" if wins is placed else "lost-pair").format(**words)
