"""Lessons and exercises: the one source of page "Teach & cite" and of `docs/lessons`.

Their text may be shared and changed under CC BY 4.0, unlike the program, which is under MIT.
"""

from __future__ import annotations

from typing import Final

from teachsim.gallery.exercises_answering import ANSWERING
from teachsim.gallery.exercises_improving import IMPROVING
from teachsim.gallery.exercises_network import NETWORK
from teachsim.gallery.exercises_theory import THEORY
from teachsim.gallery.lesson import Exercise, Place, Plan, Step, place, restored
from teachsim.gallery.lesson_plans import LONG, MIDDLE, SHORT

__all__ = [
    "EXERCISES",
    "LICENCE",
    "PLANS",
    "Exercise",
    "Place",
    "Plan",
    "Step",
    "exercise",
    "place",
    "restored",
]

LICENCE: Final = "CC-BY-4.0"
"""SPDX identifier of the licence of the lessons' text."""

PLANS: Final = (SHORT, MIDDLE, LONG)
"""From the shortest to the longest."""

EXERCISES: Final = tuple(
    sorted((*THEORY, *ANSWERING, *IMPROVING, *NETWORK), key=lambda exercise: exercise.claim)
)
"""In the order of the claims."""


def exercise(id: str) -> Exercise:
    """The exercise with this id.

    Raises:
        ValueError: If there is none.

    >>> exercise("A3-single").link
    'mislead?preset=slow'
    """
    for candidate in EXERCISES:
        if candidate.id == id:
            return candidate
    raise ValueError(f"exercise {id!r} does not exist; use one of {[e.id for e in EXERCISES]}")
