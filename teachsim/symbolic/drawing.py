"""What is said in many episodes at once: given and checked, or drawn as `Negligent` draws it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.core.checks import whole_numbers
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["SILENCE", "drawn", "goals_of", "said"]

# The number of no instance.
SILENCE = -1


def goals_of(of: HypothesisClass, targets: npt.ArrayLike) -> IntArray:
    """The targets as `(E,)` indices.

    Raises:
        ValueError: this is no class, or one of them no hypothesis.
    """
    a_class(of)
    way_out = f"give the index of a hypothesis, 0 to {len(of) - 1}, for each episode"
    goals = whole_numbers(targets, thing="targets", way_out=way_out)
    if goals.ndim != 1 or not ((goals >= 0) & (goals < len(of))).all():
        raise ValueError(f"targets of shape {goals.shape} are not all hypotheses; {way_out}")
    return goals


def said(
    of: HypothesisClass, targets: npt.ArrayLike, *, draws: npt.ArrayLike
) -> tuple[IntArray, IntArray]:
    """The targets `(E,)` as indices and what is said to their learners, `(E, T)` instances.

    Raises:
        ValueError: a number is out of range, or the shapes do not match.
    """
    goals = goals_of(of, targets)
    way_out = f"give each episode one instance a round, 0 to {of.n_instances - 1}, or -1 for none"
    lessons = whole_numbers(draws, thing="draws", way_out=way_out)
    if lessons.ndim != 2 or len(lessons) != len(goals):
        raise ValueError(f"draws of shape {lessons.shape} are for {len(goals)} targets; {way_out}")
    if not ((lessons >= SILENCE) & (lessons < of.n_instances)).all():
        raise ValueError(f"draws run from {lessons.min()} to {lessons.max()}; {way_out}")
    return goals, lessons


def drawn(repertoires: BoolArray, *, rounds: int, rng: np.random.Generator) -> IntArray:
    """`(E, T)` uniform draws, with replacement, from each repertoire; silence where it is empty.

    Args:
        repertoires: `(E, n)` what each teacher may draw.
        rounds: draws T.
        rng: consumed.
    """
    size = repertoires.sum(axis=1)
    listed = np.append(np.nonzero(repertoires)[1], SILENCE)
    first = np.cumsum(size) - size
    # A number below 1 times a size is below the size, also after rounding down.
    nth = (rng.random((len(size), rounds)) * size[:, None]).astype(np.int64)
    empty = (size == 0)[:, None]
    return listed[np.where(empty, len(listed) - 1, first[:, None] + nth)]
