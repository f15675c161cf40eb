"""What can be answered, and how an answer can come about: the two short axes of every array here.

The V answers to a question are lumped into three classes, as those of a class are alike for every
objective: the gold answer, the wrong answer that is believed where memory fails, and all others.
"I don't know" is the fourth column, neither right nor wrong.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ABSTAIN",
    "ANSWERS",
    "BELIEVED",
    "GOLD",
    "GUESS",
    "IDK",
    "MODES",
    "NOT_TAUGHT",
    "OTHER",
    "RECALL",
]

GOLD, BELIEVED, OTHER, IDK = range(4)
ANSWERS: Final = 4
"""Axis A: classes of answers."""

RECALL, GUESS, ABSTAIN = range(3)
MODES: Final = 3
"""Axis M: what the gate chooses among. Modes are latent: a demonstration shows an answer."""

NOT_TAUGHT: Final = -1
"""In place of an answer class: this item is not demonstrated."""
