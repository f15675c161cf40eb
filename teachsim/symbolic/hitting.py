"""The chance that random draws hit every one of some sets, exactly, in one sweep.

Elements that lie in the same sets count as one group, with the sum of their chances. The sweep goes
through the groups; its state is what sets no draw has hit yet, and a state in which a set can no
longer be hit is dropped. It is a forward Markov chain, with two laws for its steps:

- *independent*: every element is drawn with chance p; a group of c is hit with chance
  1 - (1 - p)^c.
- *with replacement*: K - 1 uniform draws. Each state carries the chance for every number k of draws
  at once: if of k draws from the first g groups, Binomial(k, share of group g) fall on group g, the
  others are draws from the first g - 1. All terms are positive, so nothing cancels, unlike in
  inclusion and exclusion.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.symbolic import words

__all__ = ["Group", "Step", "groups_of", "independent", "swept", "with_replacement"]

Step = tuple[FloatArray, FloatArray]
"""Of one group and K numbers of draws: `(K, K)` chances to be hit, `(K,)` chances to be missed."""


@dataclass(frozen=True)
class Group:
    """Elements that lie in the same sets.

    Attributes:
        sets: Bit s is 1 where they lie in set s.
        size: How many they are.
    """

    sets: int
    size: int


def groups_of(member: BoolArray) -> list[Group]:
    """The groups, so ordered that few sets are in the balance at a time.

    Args:
        member: `(s, L)` whether each element lies in each set.
    """
    if member.size == 0:  # no set, or no element
        return [Group(0, member.shape[1])] if member.shape[1] else []
    patterns, sizes = np.unique(member.T, axis=0, return_counts=True)
    left = patterns.copy()
    order: list[int] = []
    while left.any():
        # The set that fewest groups to come can hit, and all of these: that settles it.
        hitting = left.sum(axis=0)
        tightest = np.where(hitting > 0, hitting, len(left) + 1).argmin()
        batch = np.flatnonzero(left[:, tightest])
        order.extend(batch.tolist())
        left[batch] = False
    order.extend(sorted(set(range(len(patterns))) - set(order)))
    sets = words.integers(words.pack(patterns))
    return [Group(sets[g], int(sizes[g])) for g in order]


def independent(groups: Iterable[Group], p: float) -> Iterator[Step]:
    """The steps where every element is drawn with chance `p`; K = 1."""
    for group in groups:
        missed = np.array([(1.0 - p) ** group.size])
        yield 1.0 - missed[:, None], missed


def with_replacement(groups: Iterable[Group], n_draws: int) -> Iterator[Step]:
    """The steps for 0 to `n_draws` uniform draws; K = n_draws + 1."""
    k = np.arange(n_draws + 1)
    others = k[None, :]
    here = k[:, None] - others  # how many of k draws fall on the group
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(k[1:]))])
    seen = 0
    for group in groups:
        seen += group.size
        share = group.size / seen
        if share == 1.0:  # the first group: all draws fall on it
            yield ((others == 0) & (here > 0)).astype(np.float64), (k == 0).astype(np.float64)
            continue
        logs = (
            log_factorial[:, None]
            - log_factorial[np.maximum(here, 0)]
            - log_factorial[others]
            + here * math.log(share)
            + others * math.log1p(-share)
        )
        hit = np.exp(np.where(here > 0, logs, -math.inf))
        missed: FloatArray = np.power(1.0 - share, k)
        yield hit, missed


def swept(
    groups: list[Group], steps: Iterable[Step], *, n_sets: int, n_counts: int, most: int
) -> FloatArray:
    """`(K,)` the chance that every set is hit, for each number of draws.

    Args:
        groups: All elements.
        steps: One for each group.
        n_sets: Number of sets.
        n_counts: K, how many numbers of draws are followed at once.
        most: Refuse to hold more chances than this at a time.

    Raises:
        ValueError: If it would.
    """
    later = [0]
    for group in reversed(groups):
        later.append(later[-1] | group.sets)
    later.reverse()
    states = {(1 << n_sets) - 1: np.ones(n_counts)}
    for (hit, missed), group, reachable in zip(steps, groups, later[1:], strict=True):
        after: dict[int, FloatArray] = {}
        for state, chances in states.items():
            for left, part in (
                (state & ~group.sets, hit @ chances),
                (state, missed * chances),
            ):
                if not left & ~reachable:  # every set left can still be hit
                    after[left] = after[left] + part if left in after else part
        states = after
        if len(states) * n_counts > most:
            raise ValueError(
                f"the sweep holds {len(states):,} sets of rivals times {n_counts:,} numbers of "
                f"draws, over the limit of {most:,}; lower rounds, raise max_chances, or simulate"
            )
    return states.get(0, np.zeros(n_counts))
