"""A course of teaching for every target at once: the tree in which the targets part.

With a deterministic teacher and learner, the targets that have heard the same lessons share one
version space. A node of the tree is such a version space; the targets in it go on together until a
lesson tells them apart. Every number about a target is read off its path from the root to its leaf,
and averages and extremes over all targets are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from teachsim.core.arrays import FloatArray, IntArray, MarkArray
from teachsim.core.checks import whole_number

__all__ = ["Course"]

# A page of numbers for each round and target; a laptop has a few gigabytes.
_BUDGET_BYTES = 2**30


@dataclass(frozen=True, eq=False)
class Course:
    """What a deterministic protocol does with each of `m` targets, as a tree of `N` nodes.

    A node comes after its parent; the root is node 0.

    Attributes:
        parent: `(N,)` node that it comes from, -1 for the root.
        round: `(N,)` number of rounds done when it is reached.
        size: `(N,)` number of hypotheses still possible, at least 1.
        instance: `(N,)` instance that was marked in the round that led to it; -1 for the root, and
            where an examiner named no error.
        mark: `(N,)` that mark: +1 right, -1 wrong, 0 at the root and for "no error".
        conjecture: `(N,)` hypothesis that the learner conjectures there.
        leaf: `(m,)` node where each target's course ends.
    """

    parent: IntArray
    round: IntArray
    size: IntArray
    instance: IntArray
    mark: MarkArray
    conjecture: IntArray
    leaf: IntArray

    @property
    def rounds(self) -> IntArray:
        """`(m,)` rounds until one hypothesis is left, or until the course ends without that."""
        return self.round[self.leaf]

    @property
    def identified(self) -> FloatArray:
        """`(T + 1,)` share of the targets that are the only hypothesis left after each round."""
        done = self.rounds[self.size[self.leaf] == 1]
        return np.cumsum(np.bincount(done, minlength=self._length)) / len(self.leaf)

    @property
    def errors(self) -> IntArray:
        """`(m,)` counterexamples named to each target's learner, in an examination."""
        closing = (self.mark == 0) & (self.round > 0)
        named: IntArray = self.rounds - closing[self.leaf]
        return named

    @cached_property
    def targets(self) -> IntArray:
        """`(N,)` number of targets that pass through each node."""
        through = np.bincount(self.leaf, minlength=len(self.parent))
        by_round = np.argsort(self.round, kind="stable")
        ends = np.cumsum(np.bincount(self.round))
        for last in range(self._length - 1, 0, -1):
            nodes = by_round[ends[last - 1] : ends[last]]
            np.add.at(through, self.parent[nodes], through[nodes])
        return through

    @property
    def mean_survivors(self) -> FloatArray:
        """`(T + 1,)` mean over all targets of the hypotheses still possible after each round."""
        here = np.bincount(self.round, weights=self.targets * self.size, minlength=self._length)
        ended = np.bincount(self.rounds, weights=self.size[self.leaf], minlength=self._length)
        before = np.cumsum(ended) - ended
        return (here + before) / len(self.leaf)

    @property
    def most_survivors(self) -> IntArray:
        """`(T + 1,)` most hypotheses that any target has left after each round."""
        most = np.zeros(self._length, dtype=np.int64)
        np.maximum.at(most, self.round, self.size)
        ended = np.zeros(self._length, dtype=np.int64)
        np.maximum.at(ended, self.rounds, self.size[self.leaf])
        return np.maximum(most, np.maximum.accumulate(ended))

    @cached_property
    def right_after(self) -> IntArray:
        """`(m,)` rounds after which the conjecture is, and stays, the target; -1 if it never is.

        It stays, as it is the most preferred of a version space that only gets smaller.
        """
        target = np.arange(len(self.leaf))
        first = np.full(len(self.leaf), -1)
        node = self.leaf.copy()
        while len(target):
            right = self.conjecture[node] == target
            first[target[right]] = self.round[node[right]]
            # What is wrong here was wrong before: such paths need not be followed up.
            target, node = target[right], self.parent[node[right]]
            target, node = target[node >= 0], node[node >= 0]
        return first

    def survivors(self, *, budget_bytes: int = _BUDGET_BYTES) -> IntArray:
        """`(T + 1, m)` number of hypotheses still possible after each round, for each target.

        Args:
            budget_bytes: refuse to fill more memory than this.

        Raises:
            ValueError: it would take more, or the budget is no number of bytes.
        """
        whole_number(budget_bytes, thing="budget_bytes", least=1, way_out="leave it out")
        needed = self._length * len(self.leaf) * 8
        if needed > budget_bytes:
            raise ValueError(
                f"survivors of {len(self.leaf):,} targets after {self._length:,} rounds would take "
                f"{needed:,} bytes, above the budget of {budget_bytes:,}; use mean_survivors and "
                "most_survivors, or raise budget_bytes"
            )
        left = np.empty((self._length, len(self.leaf)), dtype=np.int64)
        node = self.leaf
        for done in range(self._length - 1, -1, -1):
            node = np.where(self.round[node] > done, self.parent[node], node)
            left[done] = self.size[node]
        return left

    @property
    def _length(self) -> int:
        """Number of rounds T of the longest course, plus one."""
        return int(self.round.max()) + 1
