"""What can be bet on the panes of the page Lab: how many are right, and what they say to it."""

from __future__ import annotations

from typing import Final

from teachsim.draw.words import listed
from teachsim.gallery.lab import Bench, Runs
from teachsim.symbolic import Verdict, outcome
from teachsim.ui.viewing import Bet
from teachsim.ui.words import amount, say

__all__ = ["answer", "called", "choices", "question", "right"]

_COUNTS: Final = (
    Bet.NONE_OF_SIX,
    Bet.ONE_OF_SIX,
    Bet.TWO_OF_SIX,
    Bet.THREE_OF_SIX,
    Bet.MORE_OF_SIX,
)


def choices(bench: Bench) -> tuple[Bet, ...]:
    """Return what can be bet: none, one, up to all of the panes."""
    return _COUNTS[: len(bench.lanes) + 1]


def called(bench: Bench, bet: Bet) -> str:
    """Return a bet in words."""
    return say(f"lab-bet-{len(bench.lanes)}-{bet}")


def question(bench: Bench) -> str:
    """Return what is asked."""
    n = len(bench.lanes)
    words = say("lab-bet-one" if n == 1 else "lab-bet-some")
    return words.format(n=say(f"lab-n-{n}"), rounds=amount(bench.rounds, "n-rounds"))


def right(runs: Runs) -> tuple[int, ...]:
    """Return the panes that end at the truth, counted from 1, as the rules settle it."""
    verdicts = (outcome(transcript).verdict for transcript in runs.transcripts)
    return tuple(i for i, verdict in enumerate(verdicts, start=1) if verdict is Verdict.RIGHT)


def answer(bench: Bench, ended: tuple[int, ...], *, placed: Bet | None) -> str:
    """Return what the end says to a bet, in words; empty if there was none.

    Args:
        bench: What was run.
        ended: The panes that end at the truth: see `right`.
        placed: The bet.
    """
    if placed is None or placed not in choices(bench):
        return ""
    number = ("none", "one")[len(ended)] if len(ended) < 2 else "some"
    which = say(f"lab-right-{number}").format(panes=listed([str(i) for i in ended]))
    won = placed is _COUNTS[len(ended)]
    words = say("lab-won" if won else "lab-lost")
    return words.format(bet=called(bench, placed), which=which)
