"""Which of the hypotheses still possible a learner conjectures: its inductive bias.

Three preferences are a fixed total order of the class, so that the conjecture is the first in that
order which agrees with every mark; the vote of the majority is no order, and need not be a
hypothesis of the class.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from teachsim.core.arrays import IntArray
from teachsim.core.checks import quoted
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["PREFERENCES", "Preference", "chosen_word", "preference_order"]

Preference = Literal["smallest", "largest", "first", "majority"]
"""Fewest right answers; most right answers; lowest index (which also settles ties); the vote."""

PREFERENCES: tuple[Preference, ...] = get_args(Preference)


def preference_order(of: HypothesisClass, *, prefer: Preference) -> IntArray:
    """Indices `(m,)` of the hypotheses of a class, the most preferred first.

    Args:
        of: The class.
        prefer: "smallest", "largest" or "first"; ties go to the lowest index.

    Raises:
        ValueError: If `prefer` is "majority", which is no order, or is none of the words, or if
            `of` is no class.

    >>> from teachsim.symbolic import HypothesisClass
    >>> preference_order(HypothesisClass.from_strings(["01", "11", "10"]), prefer="smallest")
    array([0, 2, 1])
    """
    a_class(of)
    chosen_word(prefer, words=PREFERENCES, what="prefer")
    if prefer == "majority":
        raise ValueError(
            "prefer='majority' is a vote and ranks no hypothesis above another; "
            "use 'smallest', 'largest' or 'first'"
        )
    sizes = words.count(of.rows)
    if prefer == "first":
        return np.arange(len(sizes))
    return np.argsort(sizes if prefer == "smallest" else -sizes, kind="stable")


def chosen_word(word: str, *, words: Sequence[str], what: str) -> None:
    """Refuse a word that is none of the words.

    Raises:
        ValueError: If it is not.
    """
    if word not in words:
        choices = ", ".join(map(repr, words))
        raise ValueError(f"{what} is {quoted(word)}, but must be one of {choices}")
