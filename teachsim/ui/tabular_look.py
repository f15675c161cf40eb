"""How a visitor looks at a page about the tabular language model: bet and locks, as parameters.

Controls are the knobs of the page and `PARTS`. Reading never raises: what cannot be read is left
out and said in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from teachsim.ui import locks
from teachsim.ui.locks import quoted
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.words import WORDS, say

PRESET: Final = "preset"
BET: Final = "bet"
KNOB: Final = "knob"
EXPLAIN: Final = "explain"
TAKE: Final = "take"
PARTS: Final = (PRESET, BET, KNOB, EXPLAIN, TAKE)
"""What can be hidden beside single knobs; the first three can be locked, too."""

SKIPPED: Final = "skipped"


@dataclass(frozen=True)
class Look:
    """What is on the screen, apart from the run itself.

    Attributes:
        bet: What was bet; empty as long as nothing was.
        lock: Controls that are shown but cannot be changed.
        hide: Controls that are not shown.
    """

    bet: str = ""
    lock: frozenset[str] = frozenset()
    hide: frozenset[str] = frozenset()

    def shown(self, control: str) -> bool:
        """Return whether the control is on the page."""
        return control not in self.hide

    def locked(self, control: str) -> bool:
        """Return whether the control cannot be changed."""
        return control in self.lock


def to_query(look: Look) -> dict[str, str]:
    """Return the parameters that differ from what a fresh page shows."""
    query = {"bet": look.bet} if look.bet else {}
    return query | locks.listed(look.lock, look.hide)


def lockable(chapter: Chapter) -> frozenset[str]:
    """Return what can be locked on a page."""
    return hideable(chapter) - {EXPLAIN, TAKE}


def hideable(chapter: Chapter) -> frozenset[str]:
    """Return what can be hidden on a page."""
    return frozenset({knob.name for knob in chapter.page.knobs} | set(PARTS))


def from_query(chapter: Chapter, query: Mapping[str, str]) -> tuple[Look, tuple[str, ...]]:
    """Return what a link shows and, for each parameter that could not be used, a sentence."""
    problems: list[str] = []
    bet = query.get("bet", "")
    if bet and bet != SKIPPED and f"{chapter.prefix}-bet-{bet}" not in WORDS:
        problems.append(say("link-unused").format(name="bet", value=quoted(bet)))
        bet = ""
    lock, unlocked = locks.read("lock", query, known=lockable(chapter))
    hide, unhidden = locks.read("hide", query, known=hideable(chapter))
    return Look(bet, lock, hide), (*problems, *unlocked, *unhidden)
