"""The driver of "all targets at once": version spaces that part until each target is alone.

A protocol is one function, which says into what the lessons of the next round part many version
spaces. The driver keeps the version spaces in boxes that shrink with them, writes down the tree,
and works on as many at once as fit its memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import AnyArray, BoolArray, IntArray, MarkArray
from teachsim.symbolic import words
from teachsim.symbolic.boxes import Boxes, boxes_of, capacity, first_place, laid, places, too_wide
from teachsim.symbolic.course import Course
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.words import WordArray

__all__ = ["Parting", "Spaces", "course"]

# Columns of boxes that are worked on together, and members that wait for a box of their own.
_BOXES_BYTES = 2**24
_WAITING_BYTES = 2**27


@dataclass(frozen=True, eq=False)
class Spaces:
    """`B` version spaces, each with the targets that have got there.

    Attributes:
        boxes: where their hypotheses lie, the most preferred lowest.
        box: `(B,)` box of each.
        alive: `(B, W)` words over the places of the box: hypotheses still possible.
        targets: `(B, W)` words: the targets among them.
        size: `(B,)` number of hypotheses still possible.
        node: `(B,)` node of the tree.
        round: `(B,)` number of rounds done.
    """

    boxes: Boxes
    box: IntArray
    alive: WordArray
    targets: WordArray
    size: IntArray
    node: IntArray
    round: IntArray

    def take(self, rows: AnyArray) -> Spaces:
        """The version spaces at some positions, or where a mask is true."""
        alive, targets = self.alive[rows], self.targets[rows]
        node, done = self.node[rows], self.round[rows]
        return Spaces(self.boxes, self.box[rows], alive, targets, self.size[rows], node, done)

    @property
    def conjecture(self) -> IntArray:
        """`(B,)` most preferred hypothesis of each."""
        return self.boxes.members[self.box, first_place(self.alive)]


@dataclass(frozen=True, eq=False)
class Parting:
    """The `K` version spaces that one round makes of `B`; those of which it makes none have ended.

    Attributes:
        origin: `(K,)` position of the version space that it was.
        instance: `(K,)` instance that was marked, -1 for none.
        mark: `(K,)` +1 right, -1 wrong, 0 for none.
        alive: `(K, W)` hypotheses still possible.
        targets: `(K, W)` targets among them; together they are those of the origin.
        size: `(K,)` number of hypotheses still possible.
    """

    origin: IntArray
    instance: IntArray
    mark: MarkArray
    alive: WordArray
    targets: WordArray
    size: IntArray


@dataclass(frozen=True, eq=False)
class _Waiting:
    """Version spaces that wait for a box: members and targets, one set after the other."""

    members: IntArray
    is_target: BoolArray
    size: IntArray
    node: IntArray
    round: IntArray


def course(
    of: HypothesisClass,
    part: Callable[[Spaces], Parting],
    *,
    order: IntArray,
    rounds: int | None,
) -> Course:
    """The tree that a protocol grows from the whole class, each hypothesis being a target once.

    Args:
        of: the class.
        part: what the next round makes of version spaces with two or more hypotheses.
        order: `(m,)` hypotheses, the most preferred first.
        rounds: rounds after which to stop, None to go on while anything parts.
    """
    m = len(of)
    zero = np.zeros(1, dtype=np.int64)
    grown: list[tuple[AnyArray, ...]] = [(zero - 1, zero, zero + m, zero - 1, zero, order[:1])]
    leaf = np.zeros(m, dtype=np.int64)
    n_nodes = 1
    first = _Waiting(order, np.ones(m, dtype=np.bool_), zero + m, zero, zero)
    todo = {words.n_words(m): [first]}
    while todo:
        waiting = sum(few.members.nbytes for rest in todo.values() for few in rest)
        width = max(todo) if waiting < _WAITING_BYTES else min(todo)
        for boxed in _boxed(of, todo.pop(width), width=width):
            spaces = boxed
            while len(spaces.node):
                spaces = _going_on(spaces, leaf, rounds=rounds)
                parted = part(spaces)
                _end(spaces.take(np.delete(np.arange(len(spaces.node)), parted.origin)), leaf)
                spaces, branches = _children(spaces, parted, n_nodes=n_nodes)
                grown.append(branches)
                n_nodes += len(spaces.node)
                move = too_wide(spaces.size, width=width) & (spaces.size > 1)
                for smaller, few in _loose(spaces.take(move)):
                    todo.setdefault(smaller, []).append(few)
                spaces = spaces.take(~move)
    parent, done, size, instance, mark, conjecture = map(np.concatenate, zip(*grown, strict=True))
    return Course(parent, done, size, instance, mark.astype(np.int8), conjecture, leaf)


def _going_on(spaces: Spaces, leaf: IntArray, *, rounds: int | None) -> Spaces:
    """The version spaces that have another round; the targets of the others get their leaf."""
    goes_on = spaces.size > 1
    if rounds is not None:
        goes_on &= spaces.round < rounds
    _end(spaces.take(~goes_on), leaf)
    return spaces.take(goes_on)


def _end(spaces: Spaces, leaf: IntArray) -> None:
    """Write down where the courses of all targets in these version spaces end."""
    if len(spaces.node):
        sets, place = places(spaces.targets)
        leaf[spaces.boxes.members[spaces.box[sets], place]] = spaces.node[sets]


def _children(
    spaces: Spaces, parted: Parting, *, n_nodes: int
) -> tuple[Spaces, tuple[AnyArray, ...]]:
    """The version spaces after the round, and the columns of their nodes."""
    node = np.arange(n_nodes, n_nodes + len(parted.origin))
    done = spaces.round[parted.origin] + 1
    box = spaces.box[parted.origin]
    after = Spaces(spaces.boxes, box, parted.alive, parted.targets, parted.size, node, done)
    parent = spaces.node[parted.origin]
    return after, (parent, done, parted.size, parted.instance, parted.mark, after.conjecture)


def _loose(spaces: Spaces) -> Iterator[tuple[int, _Waiting]]:
    """The version spaces out of their boxes, by the width of the box that each now fits."""
    width = 1
    while len(spaces.node):
        fits = spaces.size <= width * words.WORD_BITS
        few = spaces.take(fits)
        if len(few.node):
            sets, place = places(few.alive)
            is_target = words.unpack(few.targets, n_bits=few.boxes.members.shape[1])[sets, place]
            members = few.boxes.members[few.box[sets], place]
            yield width, _Waiting(members, is_target, few.size, few.node, few.round)
        spaces = spaces.take(~fits)
        width = capacity(width * words.WORD_BITS + 1)


def _boxed(of: HypothesisClass, waiting: list[_Waiting], *, width: int) -> Iterator[Spaces]:
    """The waiting version spaces, each in a box of its own, as many at once as memory allows."""
    members = np.concatenate([few.members for few in waiting])
    is_target = np.concatenate([few.is_target for few in waiting])
    size = np.concatenate([few.size for few in waiting])
    node = np.concatenate([few.node for few in waiting])
    done = np.concatenate([few.round for few in waiting])
    ends = np.append(0, np.cumsum(size))
    at_once = max(1, _BOXES_BYTES // (of.n_instances * width * 8))
    for start in range(0, len(size), at_once):
        stop = min(start + at_once, len(size))
        some, flat = slice(start, stop), slice(ends[start], ends[stop])
        put = laid(members[flat], sizes=size[some], width=width, nobody=len(of))
        alive = words.pack(put < len(of))
        targets = words.pack(laid(is_target[flat], sizes=size[some], width=width, nobody=0) > 0)
        boxes = boxes_of(of.rows, members=put, n_instances=of.n_instances)
        box = np.arange(stop - start)
        yield Spaces(boxes, box, alive, targets, size[some], node[some], done[some])
