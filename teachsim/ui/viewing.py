"""How a visitor looks at a run, as query parameters and back: round, bet, locks.

Beside the setting (`teachsim.gallery.link`), which decides the run, a link carries what was on the
screen. Reading never raises: what cannot be read is left out and said in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from teachsim.ui import locks
from teachsim.ui.locks import quoted
from teachsim.ui.words import say

MOST_ROUND: Final = 9_999
_MOST_PROBLEMS: Final = 12
_LONGEST: Final = 300


class Bet(StrEnum):
    """What a visitor expects, of two learners or of six."""

    BOTH = "both"
    WATCHER = "watcher"
    ASKER = "asker"
    NEITHER = "neither"
    NONE_OF_SIX = "0"
    ONE_OF_SIX = "1"
    TWO_OF_SIX = "2"
    THREE_OF_SIX = "3"
    MORE_OF_SIX = "4"
    SKIPPED = "skipped"


class Control(StrEnum):
    """A control that a link can lock or hide."""

    PRESET = "preset"
    CLASS = "class"
    OWN = "own"
    TARGET = "target"
    TEACHER = "teacher"
    BIAS = "bias"
    ASKER = "asker"
    ROUNDS = "rounds"
    SEED = "seed"
    VIEW = "view"
    BET = "bet"
    KNOB = "knob"
    HINT = "hint"
    EXPLAIN = "explain"
    TAKE = "take"


LOCKABLE: Final = frozenset(Control) - {Control.EXPLAIN, Control.TAKE}
RULES: Final = LOCKABLE - {Control.PRESET, Control.BET, Control.KNOB, Control.HINT}
"""What stands behind the button of the rules."""


@dataclass(frozen=True)
class Viewing:
    """What is on the screen, apart from the run itself.

    Attributes:
        round: The round shown first; None for the page's own choice.
        bet: What was bet; None as long as nothing was.
        plain: Whether the picture is shown without the player.
        lock: Controls that are shown but cannot be changed.
        hide: Controls that are not shown.
    """

    round: int | None = None
    bet: Bet | None = None
    plain: bool = False
    lock: frozenset[Control] = frozenset()
    hide: frozenset[Control] = frozenset()

    def shown(self, control: Control) -> bool:
        """Return whether the control is on the page."""
        return control not in self.hide

    def locked(self, control: Control) -> bool:
        """Return whether the control cannot be changed."""
        return control in self.lock

    def rules(self, controls: frozenset[Control]) -> bool:
        """Return whether anything of a page stands behind the button of the rules."""
        return bool((controls & RULES) - self.hide)


def to_query(viewing: Viewing) -> dict[str, str]:
    """Return the parameters that differ from what a fresh page shows."""
    query: dict[str, str] = {}
    if viewing.round is not None:
        query["round"] = str(viewing.round)
    if viewing.bet is not None:
        query["bet"] = viewing.bet.value
    if viewing.plain:
        query["player"] = "plain"
    return query | locks.listed(viewing.lock, viewing.hide)


def address(query: Mapping[str, str]) -> str:
    """Return the query of a link, but for the round, which the player knows."""
    return "?" + urlencode({name: value for name, value in query.items() if name != "round"})


def from_query(
    query: Mapping[str, str], *, controls: Collection[Control] = frozenset(Control)
) -> tuple[Viewing, tuple[str, ...]]:
    """Return what a link shows and, for each parameter that could not be used, a sentence.

    Args:
        query: The parameters; those of the run itself are passed over.
        controls: Those that the page has.
    """
    problems: list[str] = []
    at = query.get("round")
    round_ = None
    if at is not None:
        if re.fullmatch(r"[0-9]{1,4}", at):
            round_ = min(int(at), MOST_ROUND)
        else:
            problems.append(say("link-unused").format(name="round", value=quoted(at)))
    bet = _bet(query.get("bet"), problems)
    player = query.get("player", "film")
    if player not in {"film", "plain"}:
        problems.append(say("link-unused").format(name="player", value=quoted(player)))
    lock, unlocked = locks.read("lock", query, known=LOCKABLE.intersection(controls))
    hide, unhidden = locks.read("hide", query, known=controls)
    named = (frozenset(map(Control, names)) for names in (lock, hide))
    viewing = Viewing(round_, bet, player == "plain", *named)
    return viewing, (*problems, *unlocked, *unhidden)


def _bet(asked: str | None, problems: list[str]) -> Bet | None:
    if asked is None:
        return None
    found = next((bet for bet in Bet if bet.value == asked), None)
    if found is None:
        problems.append(say("link-unused").format(name="bet", value=quoted(asked)))
    return found


def briefly(problems: Sequence[str]) -> tuple[str, ...]:
    """Return what is told of the problems of a link, which may quote far too much of it."""
    return tuple(
        problem if len(problem) <= _LONGEST else f"{problem[:_LONGEST]}…"
        for problem in problems[:_MOST_PROBLEMS]
    )
