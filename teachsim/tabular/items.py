"""Items of one kind follow the same path, so only the kinds are followed: exact lumping.

A kind of item is its bin, whether it is known, and how it is labelled in each phase of training.
Full-batch dynamics then need a state of the size of the bins, whatever the number of items.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray, IntArray
from teachsim.tabular.answers import (
    ABSTAIN,
    ANSWERS,
    BELIEVED,
    GOLD,
    GUESS,
    IDK,
    MODES,
    NOT_TAUGHT,
    OTHER,
    RECALL,
)
from teachsim.tabular.knowledge import Knowledge

__all__ = ["MOST_KINDS", "Items", "by_mode", "counts", "items_of", "split"]

MOST_KINDS = 50_000
_TINY = 1e-290  # floats have all their digits down to 2e-308


@dataclass(frozen=True, eq=False)
class Items:
    """Kinds of items; C of them.

    Attributes:
        bin: `(C,)` confidence bin.
        known: `(C,)` whether recall would mostly be right.
        mass: `(C,)` share of all items; sums to 1.
        labels: One `(C,)` array for each phase: the answer class demonstrated, or `NOT_TAUGHT`.
    """

    bin: IntArray
    known: BoolArray
    mass: FloatArray
    labels: tuple[IntArray, ...] = ()

    def __len__(self) -> int:
        """Number of kinds."""
        return len(self.bin)

    @cached_property
    def sides(self) -> tuple[tuple[FloatArray, float], ...]:
        """Of the unknown and of the known kinds: `(C,)` their masses, 0 for others, and the sum.

        Where that is so small that a product with a chance would lose digits, in parts of it.
        """
        masses = [self.mass * (self.known == side) for side in (0, 1)]
        masses = [m / m.sum() if 0 < m.sum() < _TINY else m for m in masses]
        return tuple((mass, float(mass.sum())) for mass in masses)

    def by_bin(self, each: FloatArray, *, bins: int) -> FloatArray:
        """`(K, M)` sums over the items of each bin, weighted by mass, of `(C, M)` numbers."""
        weighted = self.mass[:, np.newaxis] * each
        found = np.empty((bins, each.shape[1]))
        for m in range(each.shape[1]):
            found[:, m] = np.bincount(self.bin, weighted[:, m], minlength=bins)
        return found


def items_of(world: Knowledge) -> Items:
    """The 2K kinds of a world, without labels: unknown ones of each bin first, then known ones."""
    bins = np.arange(world.bins)
    known = np.repeat([False, True], world.bins)
    return Items(np.tile(bins, 2), known, world.mass.T.reshape(-1).copy())


def split(items: Items, shares: FloatArray) -> Items:
    """The kinds told apart by one more label.

    Args:
        items: The kinds so far.
        shares: `(C, A)` share of each kind that is labelled with each answer class, in [0, 1]; what
            is missing to 1 is not taught.

    Raises:
        ValueError: If more kinds must be told apart than can be followed.
    """
    every = np.concatenate([shares, 1.0 - shares.sum(axis=1, keepdims=True)], axis=1)
    kind, label = np.nonzero(every > 0)
    if len(kind) > MOST_KINDS:
        raise ValueError(
            f"the labels of the schedule tell {len(kind):,} kinds of items apart, over "
            f"{MOST_KINDS:,}; use fewer phases with labels by chance, or fewer bins"
        )
    labels = np.where(label == ANSWERS, NOT_TAUGHT, label)
    return Items(
        items.bin[kind],
        items.known[kind],
        items.mass[kind] * every[kind, label],
        (*(old[kind] for old in items.labels), labels),
    )


def counts(world: Knowledge, known: BoolArray) -> FloatArray:
    """`(C, A)` number of answers in each class; a known item has no wrong answer it believes."""
    found = np.empty((len(known), ANSWERS))
    found[:, GOLD], found[:, IDK] = 1, 1
    found[:, BELIEVED] = ~known
    found[:, OTHER] = world.answers - 1 - found[:, BELIEVED]
    return found


def by_mode(world: Knowledge, known: BoolArray) -> FloatArray:
    """`(C, M, A)` chance of each answer class in each mode, before anything is memorised."""
    n = counts(world, known)
    chances = np.zeros((len(known), MODES, ANSWERS))
    each_wrong = np.where(known, 1 - world.recall, 1 - world.misbelief) / (world.answers - 1)
    chances[:, RECALL] = n * each_wrong[:, np.newaxis]
    chances[:, RECALL, IDK] = 0
    chances[known, RECALL, GOLD] = world.recall
    chances[~known, RECALL, BELIEVED] = world.misbelief
    chances[:, GUESS, :IDK] = n[:, :IDK] / world.answers
    chances[:, ABSTAIN, IDK] = 1
    return chances
