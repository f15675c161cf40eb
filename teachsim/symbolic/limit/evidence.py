"""What a learner in the limit has been shown, and the loop that shows it.

A learner is a pure function of the evidence: it remembers nothing else, so that anybody can ask
what it would think of other evidence. That is what Gold's adversary and a search for locking
sequences need. Nothing said here is about the limit: a run has a horizon, and says it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic.arguments import a_function, many
from teachsim.symbolic.families.limit import rounded

__all__ = ["MOST_EXAMPLES", "Evidence", "Example", "Presentation", "following", "present", "taken"]

# Long before it a run takes hours: each example is added to a copy of those before it.
MOST_EXAMPLES = 2**20

Example = tuple[int, bool]
"""An instance and its mark: True right, False wrong."""

State = TypeVar("State")


@dataclass(frozen=True)
class Evidence:
    """What was shown, in order.

    Attributes:
        shown: `(t,)` pairs of an instance and its mark, True right, False wrong; an instance may be
            shown again, and by a noisy text with the other mark.

    >>> Evidence().plus(3, mark=True).plus(5, mark=False).right
    (3,)
    """

    shown: tuple[Example, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no list of marked natural numbers.

        Raises:
            ValueError: It is no tuple, or an entry is no pair of a natural number and a bool.
        """
        one_of(tuple, self.shown, thing="shown", way_out="pass pairs, such as ((7, True),)")
        for entry in self.shown:
            _example(entry)

    def __len__(self) -> int:
        """How many examples were shown, repetitions included."""
        return len(self.shown)

    @property
    def right(self) -> tuple[int, ...]:
        """The instances marked right, each once, in the order in which they came first."""
        return tuple(dict.fromkeys(x for x, mark in self.shown if mark))

    @property
    def wrong(self) -> tuple[int, ...]:
        """The instances marked wrong, each once, in the order in which they came first."""
        return tuple(dict.fromkeys(x for x, mark in self.shown if not mark))

    def plus(self, x: int, *, mark: bool = True) -> Evidence:
        """The evidence with one example more.

        Raises:
            ValueError: It is none.
        """
        _example(example := (x, mark))
        more = object.__new__(Evidence)  # the examples before were checked: once is enough
        object.__setattr__(more, "shown", (*self.shown, example))
        return more


@dataclass(frozen=True)
class Presentation:
    """One learner's run on the first examples of a text; nothing in it is about the limit.

    Attributes:
        evidence: All that was shown.
        said: `(T,)` what the learner said after each example: the index conjectured or the instance
            generated, None for nothing.
    """

    evidence: Evidence
    said: tuple[int | None, ...]

    def __post_init__(self) -> None:
        """Refuse words without an example each.

        Raises:
            ValueError: There are more of the one than of the other.
        """
        if len(self.evidence) != len(self.said):
            raise ValueError(
                f"the learner said {len(self.said)} things after {len(self.evidence)} examples, "
                "but it says one after each; use present()"
            )

    @property
    def horizon(self) -> int:
        """How many examples were shown."""
        return len(self.said)

    @property
    def changes(self) -> tuple[int, ...]:
        """The rounds, from 1, in which it changed its mind: conjectured other than it last did.

        The first conjecture is no change, and saying nothing is none.
        """
        made = [(t, said) for t, said in enumerate(self.said, start=1) if said is not None]
        return tuple(t for (_, last), (t, said) in itertools.pairwise(made) if said != last)

    @property
    def last_change(self) -> int | None:
        """The round of the last change of mind, None where there was none."""
        return self.changes[-1] if self.changes else None


def present(
    text: Iterable[Example], learner: Callable[[Evidence], int | None], *, horizon: int
) -> Presentation:
    """The learner's run on the first `horizon` examples of a text.

    Args:
        text: Pairs of an instance and its mark.
        learner: An identifier or a generator, a pure function of the evidence.
        horizon: How many examples to show, at least 1.

    Raises:
        ValueError: The text is none or ends before the horizon, an example is none, the learner is
            no function, or the horizon is no whole number of at least 1.

    >>> present([(4, True), (2, True), (9, True)], lambda e: max(e.right), horizon=3).changes
    (3,)
    """
    a_function(learner, thing="learner", way_out="pass one of limit.identifiers or generators")
    examples = taken(text, horizon=horizon)
    evidence, said = Evidence(), []
    for x, mark in examples:
        evidence = evidence.plus(x, mark=mark)
        said.append(learner(evidence))
    return Presentation(evidence, tuple(said))


def taken(text: Iterable[Example], *, horizon: int) -> tuple[Example, ...]:
    """The first examples of a text.

    Raises:
        ValueError: There are fewer, the text is none, or the horizon is no whole number of at least
            1, or above `MOST_EXAMPLES`.
    """
    many(text, thing="the text", way_out="pass pairs such as (7, True), or one of limit.texts")
    whole_number(horizon, thing="horizon", least=1, way_out="say how many examples to show")
    if horizon > MOST_EXAMPLES:
        raise ValueError(
            f"horizon is {rounded(horizon)}, but a run has {MOST_EXAMPLES:,} examples at most, as "
            "learners are shown all of them each time; shorten it"
        )
    examples = tuple(itertools.islice(text, horizon))
    if len(examples) < horizon:
        raise ValueError(
            f"the text ends after {len(examples)} examples, but the horizon is {horizon}; shorten "
            "the horizon, or let the text repeat itself"
        )
    return examples


def following(
    start: Callable[[], State], take: Callable[[State, Example], State]
) -> Callable[[Evidence], State]:
    """A function of evidence that goes through it from the start, `take` by `take`.

    It is pure, but where it is called with evidence that continues the last one it goes on from
    there: a run of T rounds costs T steps instead of T squared.

    Args:
        start: Makes the state before anything was shown.
        take: The state after one example more; it may change the state that it was given.
    """
    memory: list[tuple[tuple[Example, ...], State]] = []

    def state(evidence: Evidence) -> State:
        before, reached = memory.pop() if memory else ((), start())
        if evidence.shown[: len(before)] != before:
            before, reached = (), start()
        for example in evidence.shown[len(before) :]:
            reached = take(reached, example)
        memory.append((evidence.shown, reached))
        return reached

    return state


def _example(entry: Any) -> None:
    """Refuse what is no example.

    Raises:
        ValueError: It is none.
    """
    pair = isinstance(entry, tuple) and len(entry) == 2
    if not pair or not isinstance(entry[1], bool):
        raise ValueError(
            f"an example is {quoted(entry)}, but must be an instance and its mark; pass a pair "
            "such as (7, True)"
        )
    way_out = "instances are numbered 0, 1, 2, ..."
    whole_number(entry[0], thing="an instance shown", least=0, way_out=way_out)
