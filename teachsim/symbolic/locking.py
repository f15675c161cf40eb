"""Locking sequences: examples after which no further honest example moves a learner.

Every learner that is right in the end on each complete text of a target has one: else its
mind could be changed again and again along a text. And what it conjectures then is the target.
Breadth-first search finds a shortest one for a learner of a finite class, which hears each right
answer of the target once: repeating it tells nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_class, a_function, a_switch, an_index
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["Locking", "Shown", "locking_sequence"]

_MAX_STATES = 200_000

Shown = tuple[int, ...]
"""Instances in the order in which they were first shown."""


@dataclass(frozen=True)
class Locking:
    """Examples that hold a learner fast.

    Attributes:
        sequence: Instances to show, in this order.
        conjecture: Index of the hypothesis that the learner keeps from then on.
    """

    sequence: Shown
    conjecture: int


def locking_sequence(
    of: HypothesisClass,
    learner: Callable[[Shown], int],
    *,
    target: int,
    ordered: bool = True,
    max_states: int = _MAX_STATES,
) -> Locking:
    """A shortest sequence of right answers of the target that locks a learner; all of them lock it.

    Blum & Blum 1975, "Toward a mathematical theory of inductive inference". Whether the learner is
    a function of what it was shown is not checked.

    Args:
        of: The class.
        learner: From what has been shown to the index of its conjecture; a pure function.
        target: Index of the truth.
        ordered: Whether the order of the examples may matter to the learner; if not, it is asked
            about each set once, in ascending order.
        max_states: How many sequences, or sets, the learner may be asked about.

    Raises:
        ValueError: If `of` is no class, `learner` no function, `target` not one of its indices, the
            learner conjectures something else, or that many sequences do not tell.

    >>> H = HypothesisClass.from_strings(["100", "110", "111"])
    >>> smallest = lambda shown: next(h for h in range(3) if H[h][list(shown)].all())
    >>> locking_sequence(H, smallest, target=2)
    Locking(sequence=(2,), conjecture=2)
    """
    a_class(of)
    a_function(learner, thing="learner", way_out="pass one from what was shown to an index")
    answers = np.flatnonzero(of[an_index(target, of=of)]).tolist()
    a_switch(ordered, thing="ordered")
    whole_number(max_states, thing="max_states", least=1, way_out="say how many to ask about")
    asked = _Asked(of, learner, answers, ordered, max_states, {})
    level: list[Shown] = [()]
    while True:
        for shown in level:
            if _locked(asked, shown):
                return Locking(shown, _conjecture(asked, shown))
        level = list(dict.fromkeys(after for shown in level for after in _longer(asked, shown)))


@dataclass(frozen=True, eq=False)
class _Asked:
    """What a learner has been asked about.

    Attributes:
        of: The class.
        learner: The learner.
        answers: The right answers of the target.
        ordered: Whether their order may matter.
        most: How often it may be asked.
        heard: Its conjectures.
    """

    of: HypothesisClass
    learner: Callable[[Shown], int]
    answers: list[int]
    ordered: bool
    most: int
    heard: dict[Shown, int]


def _conjecture(asked: _Asked, shown: Shown) -> int:
    """What the learner conjectures.

    Raises:
        ValueError: If it has been asked too often, or names no hypothesis.
    """
    if shown not in asked.heard:
        if len(asked.heard) == asked.most:
            raise ValueError(
                f"{asked.most:,} sequences of the {len(asked.answers)} right answers do not tell "
                "where this learner is locked; take a smaller target, pass ordered=False if "
                "order does not matter to it, or raise max_states"
            )
        asked.heard[shown] = an_index(asked.learner(shown), of=asked.of)
    return asked.heard[shown]


def _longer(asked: _Asked, shown: Shown) -> Iterator[Shown]:
    """What may have been shown one example later."""
    for x in asked.answers:
        if x not in shown:
            yield (*shown, x) if asked.ordered else tuple(sorted((*shown, x)))


def _locked(asked: _Asked, start: Shown) -> bool:
    """Whether no further examples move the learner."""
    kept, waiting, met = _conjecture(asked, start), [start], {start}
    while waiting:
        for after in _longer(asked, waiting.pop()):
            if _conjecture(asked, after) != kept:
                return False
            if after not in met:
                met.add(after)
                waiting.append(after)
    return True
