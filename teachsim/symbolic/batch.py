"""The engine of batched episodes: version spaces of many episodes cut by one mark each, at once.

A stack holds, for each instance, the hypotheses that hold it right and those that hold it wrong, so
that a mark picks a row and learning from it is one AND. The work goes through slabs of a thousand
words of hypotheses and a few hundred episodes, whose rows stay in cache.
Hypotheses lie in the order of preference, so that a conjecture is right when no bit below the
target's is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import AnyArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.boxes import boxes_of
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.words import WORD_BITS, WordArray

__all__ = ["CountArray", "Stack", "run", "stack_bytes", "stacked"]

CountArray = npt.NDArray[np.uint32]
ByteArray = npt.NDArray[np.uint8]

# Words of a row of a slab: enough that the overhead of a row is small, if the slab stays in cache.
_ROW_WORDS = 1024
_SLAB_BYTES = 2**21
# Version spaces cut at once, for each word also one that cuts it and the counts of some rounds: a
# few hundred, which spreads the overhead of calls, and still fits a share of the last-level cache.
_BLOCK_BYTES = 2**22
_BLOCK_BYTES_PER_WORD = 24
# Counts are bytes and are added as words, so slabs are whole words of counts.
_BYTE_LANES = 8
# Every second byte of a word: two counts of at most 64 become one of 16 bits, and 511 such fit.
_EVEN_BYTES = np.uint64(0x00FF00FF00FF00FF)
_BYTE = np.uint64(8)
# Rounds after which episodes that have nothing left in a slab are put aside, if they are half.
_ROUNDS_AT_ONCE = 8


@dataclass(frozen=True, eq=False)
class Stack:
    """What marks leave: `S` slabs of `w` words of hypotheses, the most preferred first.

    Attributes:
        slabs: `(S, 2 n + 1, w)` words: row x where instance x is right, row n + x where it is
            wrong, row 2 n for silence; pad bits are 0.
        place: `(m,)` place of each hypothesis.
    """

    slabs: WordArray
    place: IntArray


def stack_bytes(of: HypothesisClass) -> int:
    """Memory in bytes of the stack of a class, and as much again while it is made."""
    return 2 * 8 * words.n_words(len(of)) * (2 * of.n_instances + 1)


def stacked(of: HypothesisClass, *, order: IntArray) -> Stack:
    """The stack of a class with its hypotheses in the order `(m,)`."""
    m, n = of.table.shape
    most = max(_BYTE_LANES, min(_ROW_WORDS, _SLAB_BYTES // (8 * (2 * n + 1))))
    n_slabs = -(-words.n_words(m) // most)
    width = -(-words.n_words(m) // n_slabs)
    width = -(-width // _BYTE_LANES) * _BYTE_LANES
    members = np.full((1, n_slabs * width * WORD_BITS), m)
    members[0, :m] = order
    right = boxes_of(of.rows, members=members, n_instances=n).columns[0]
    everything = words.pack(members < m)
    rows = np.concatenate([right, right ^ everything, everything])
    slabs = np.ascontiguousarray(rows.reshape(-1, n_slabs, width).transpose(1, 0, 2))
    place = np.empty(m, dtype=np.int64)
    place[order] = np.arange(m)
    return Stack(slabs, place)


def run(stack: Stack, picked: IntArray, *, target: IntArray | None) -> tuple[CountArray, IntArray]:
    """Survivors `(T + 1, E)` and rounds `(E,)` after which the conjecture is right, -1 for never.

    Args:
        stack: what marks leave.
        picked: `(T, E)` the row that cuts each episode's version space in each round; each leaves
            the episode's target.
        target: `(E,)` target of each episode; None to leave the conjectures aside (all -1).
    """
    n_rounds, n_episodes = picked.shape
    width = stack.slabs.shape[2]
    left = np.zeros((n_rounds + 1, n_episodes), dtype=np.uint32)
    right = np.full(n_episodes, -1, dtype=np.int64)
    place = None if target is None else stack.place[target]
    at_once = max(1, _BLOCK_BYTES // (width * _BLOCK_BYTES_PER_WORD))
    for number, slab in enumerate(stack.slabs):
        for start in range(0, n_episodes, at_once):
            some = slice(start, start + at_once)
            first = number * width * WORD_BITS
            rivals = _rivals(None if place is None else place[some] - first, width=width)
            # Whoever is preferred to all in this slab must be refuted as well.
            earlier = (left[:, some] > 0).sum(axis=0)
            here = _cut(slab, picked[:, some], left=left[:, some], rivals=rivals)
            after = np.maximum(here, earlier)
            right[some] = np.where((here < 0) | (after > n_rounds), right[some], after)
    return left, right


@dataclass(frozen=True, eq=False)
class _Rivals:
    """For `u` of the episodes of a slab, those preferred to the target, and where one is left.

    Attributes:
        row: `(u,)` position of the episode among those still worked on.
        episode: `(u,)` its number in the slab.
        last: `(u,)` word in which its target lies; in the words before all are rivals.
        below: `(u,)` the rivals in that word.
        word: `(u,)` first word in which there may be rivals left.
        bits: `(u,)` the rivals in that one.
    """

    row: IntArray
    episode: IntArray
    last: IntArray
    below: WordArray
    word: IntArray
    bits: WordArray

    def take(self, some: AnyArray) -> _Rivals:
        """Those at some positions, or where a mask is true."""
        row, episode, word = self.row[some], self.episode[some], self.word[some]
        return _Rivals(row, episode, self.last[some], self.below[some], word, self.bits[some])


def _cut(slab: WordArray, picked: IntArray, *, left: CountArray, rivals: _Rivals) -> IntArray:
    """Rounds `(E,)` until no rival is left in the slab, -1 where that is not known.

    Args:
        slab: `(2 n + 1, w)` what marks leave.
        picked: `(T, E)` rows of it.
        left: `(T + 1, E)` survivors, to which those in the slab are added.
        rivals: whom to watch.
    """
    clear = np.full(picked.shape[1], -1, dtype=np.int64)
    episode = np.arange(picked.shape[1])
    alive = np.repeat(slab[-1:], len(episode), axis=0)
    cut, ones = _desk(alive)
    rivals = _watched(alive, rivals, clear=clear, done=0)
    left[0] += words.count(slab[-1]).astype(np.uint32)
    for start in range(0, len(picked), _ROUNDS_AT_ONCE):
        rounds = picked[start : start + _ROUNDS_AT_ONCE, episode]
        for done, (rows, counts) in enumerate(zip(rounds, ones, strict=False), start + 1):
            # Rows are in range; a mode other than "raise" lets take write where it is told to.
            slab.take(rows, axis=0, out=cut, mode="clip")
            np.bitwise_and(alive, cut, out=alive)
            np.bitwise_count(alive, out=counts)
            if len(rivals.row):
                rivals = _watched(alive, rivals, clear=clear, done=done)
        totals = _totals(ones[: len(rounds)])
        left[start + 1 : start + 1 + len(rounds), episode] += totals
        goes_on = totals[-1] > 0
        if 2 * goes_on.sum() < len(episode):
            episode, alive = episode[goes_on], alive[goes_on]
            cut, ones = _desk(alive)
            # A target is never refuted, so all that are watched go on.
            rivals = replace(rivals, row=np.searchsorted(episode, rivals.episode))
    return clear


def _desk(alive: WordArray) -> tuple[WordArray, ByteArray]:
    """Room for the rows that cut, and for the counts of some rounds."""
    return np.empty_like(alive), np.empty((_ROUNDS_AT_ONCE, *alive.shape), dtype=np.uint8)


def _totals(ones: ByteArray) -> CountArray:
    """The sums `(t, E)` of counts `(t, E, w)` of at most 64 each; the counts are spoilt.

    Eight counts are added as one word: bytes to four sums of 16 bits, those along the row.
    """
    lanes = ones.view(np.uint64)
    even = lanes & _EVEN_BYTES
    np.right_shift(lanes, _BYTE, out=lanes)
    np.bitwise_and(lanes, _EVEN_BYTES, out=lanes)
    sums = np.add.reduce(np.add(lanes, even, out=lanes), axis=2)
    totals: CountArray = sums.view(np.uint16).reshape(*sums.shape, 4).sum(axis=-1, dtype=np.uint32)
    return totals


def _rivals(place: IntArray | None, *, width: int) -> _Rivals:
    """The rivals in a slab of the targets that lie in it, at `(E,)` places counted from its first.

    None for no targets.
    """
    if place is None:
        place = np.zeros(0, dtype=np.int64)
    row = np.flatnonzero((place >= 0) & (place < width * WORD_BITS))
    last, bit = np.divmod(place[row], WORD_BITS)
    below = (np.uint64(1) << bit.astype(np.uint64)) - np.uint64(1)
    nowhere = np.zeros(len(row), dtype=np.uint64)
    return _Rivals(row, row, last, below, last, nowhere)


def _watched(alive: WordArray, rivals: _Rivals, *, clear: IntArray, done: int) -> _Rivals:
    """Those that still have rivals; for the others the rounds done are written down."""
    lost = np.flatnonzero((alive[rivals.row, rivals.word] & rivals.bits) == 0)
    if len(lost) == 0:
        return rivals
    # Targets are alive, so the first word that is not empty is at most the target's.
    first = (alive[rivals.row[lost]] != 0).argmax(axis=1)
    own = first == rivals.last[lost]
    held = alive[rivals.row[lost], first] & rivals.below[lost]
    found = ~own | (held != 0)
    word, bits = rivals.word.copy(), rivals.bits.copy()
    word[lost], bits[lost] = first, np.where(own, rivals.below[lost], ~np.uint64(0))
    moved = _Rivals(rivals.row, rivals.episode, rivals.last, rivals.below, word, bits)
    if found.all():
        return moved
    clear[rivals.episode[lost[~found]]] = done
    return moved.take(np.delete(np.arange(len(word)), lost[~found]))
