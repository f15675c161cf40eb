"""One round of QUERY and of EXAMINATION for many version spaces at once.

The rules of the learner are those of `asking`, those of the examiner `core.teachers.Adversary`'s.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.symbolic import words
from teachsim.symbolic.boxes import counts, places
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.parting import Parting, Spaces

__all__ = ["DETERMINED", "Determined", "examined", "queried"]

Determined = Literal["halving", "greedy", "conjecture"]
"""The questions of `asking` that are no draw."""

DETERMINED: tuple[Determined, ...] = ("halving", "greedy", "conjecture")
# Entries of a table that are compared at once: one byte each, and eight for what is counted.
_BLOCK_ENTRIES = 2**20


def queried(spaces: Spaces, *, of: HypothesisClass, ask: Determined) -> Parting:
    """What the mark of the answer that is asked about makes of each version space."""
    right = counts(spaces.boxes, box=spaces.box, alive=spaces.alive)
    size = spaces.size[:, None]
    is_open = (right > 0) & (right < size)
    if ask == "halving":
        asked = np.abs(2 * right - size).argmin(axis=1)  # an answer that is not open is worst
    elif ask == "greedy":
        asked = np.where(is_open, right, 0).argmax(axis=1)
    else:
        is_open &= of.table[spaces.conjecture]
        asked = is_open.argmax(axis=1)
    some = np.flatnonzero(is_open[np.arange(len(asked)), asked])
    asked = asked[some]
    yes = spaces.alive[some] & spaces.boxes.columns[spaces.box[some], asked]
    n_yes = right[some, asked]
    after = np.concatenate([yes, spaces.alive[some] ^ yes])
    return Parting(
        origin=np.tile(some, 2),
        instance=np.tile(asked, 2),
        mark=np.repeat(np.array([1, -1], dtype=np.int8), len(some)),
        alive=after,
        targets=after,
        size=np.concatenate([n_yes, spaces.size[some] - n_yes]),
    )


def examined(spaces: Spaces, *, of: HypothesisClass, ask: Determined) -> Parting:
    """What the errors that the examiner names, one to each target, make of each version space."""
    right = counts(spaces.boxes, box=spaces.box, alive=spaces.alive)
    size = spaces.size[:, None]
    if ask == "halving":
        claims = 2 * right > size
    elif ask == "greedy":
        claims = of.table[_safest(spaces, of=of, right=right)]
    else:
        claims = of.table[spaces.conjecture]
    left = np.where(claims, size - right, right)  # by an error at each instance
    sets, place = places(spaces.targets)
    target = spaces.boxes.members[spaces.box[sets], place]
    error = _named(of.table[target], sets=sets, claims=claims, left=left)
    # Targets with the same error go on together; -1, no error, has a number of its own.
    heard, part = np.unique(sets * (of.n_instances + 1) + error + 1, return_inverse=True)
    origin, instance = np.divmod(heard, of.n_instances + 1)
    instance -= 1
    targets = np.zeros((len(heard), spaces.alive.shape[1]), dtype=np.uint64)
    word, bit = np.divmod(place, words.WORD_BITS)
    np.bitwise_or.at(targets, (part, word), np.uint64(1) << bit.astype(np.uint64))
    said_no = instance < 0
    wrong = claims[origin, instance] & ~said_no
    yes = spaces.alive[origin] & spaces.boxes.columns[spaces.box[origin], instance]
    alive = np.where(wrong[:, None], spaces.alive[origin] ^ yes, yes)
    return Parting(
        origin=origin,
        instance=instance,
        mark=np.where(said_no, 0, np.where(wrong, -1, 1)).astype(np.int8),
        alive=np.where(said_no[:, None], targets, alive),
        targets=targets,
        size=np.where(said_no, 1, left[origin, instance]),
    )


def _named(table: BoolArray, *, sets: IntArray, claims: BoolArray, left: IntArray) -> IntArray:
    """`(A,)` the error named to each target, -1 for none.

    Args:
        table: `(A, n)` what is right for each target.
        sets: `(A,)` version space of each.
        claims: `(B, n)` what the learner claims in each version space.
        left: `(B, n)` how many hypotheses each error would leave.
    """
    error = np.empty(len(sets), dtype=np.int64)
    step = max(1, _BLOCK_ENTRIES // table.shape[1])
    for start in range(0, len(sets), step):
        some = slice(start, start + step)
        wrong = table[some] ^ claims[sets[some]]
        leaves = np.where(wrong, left[sets[some]], -1)
        best = leaves.argmax(axis=1)
        error[some] = np.where(wrong.any(axis=1), best, -1)
    return error


def _safest(spaces: Spaces, *, of: HypothesisClass, right: IntArray) -> IntArray:
    """`(B,)` the possible hypothesis whose least telling error still leaves the fewest."""
    sets, place = places(spaces.alive)
    hypothesis = spaces.boxes.members[spaces.box[sets], place]
    worst = np.empty(len(sets), dtype=np.int64)
    step = max(1, _BLOCK_ENTRIES // of.n_instances)
    for start in range(0, len(sets), step):
        some = slice(start, start + step)
        held = right[sets[some]]
        errors = np.where(of.table[hypothesis[some]], spaces.size[sets[some], None] - held, held)
        worst[some] = errors.max(axis=1)
    # Of equally safe ones the lowest: both in one number, to take the least of each version space.
    ranked = np.minimum.reduceat(
        worst * len(of) + hypothesis, np.searchsorted(sets, range(len(right)))
    )
    return ranked % len(of)
