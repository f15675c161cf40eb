"""One learner in the limit, as data for a drawing: what it was shown, held and said, by round.

Instances stand at places on a line: the integers at their value, words in their order. Only a
window of the line is drawn; a language that goes on beyond it ends in an arrow.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NOWHERE", "Line", "Span", "Step", "Told", "Track"]


@dataclass(frozen=True)
class Span:
    """A set of instances within the window.

    Attributes:
        places: those it holds, ascending.
        before: whether it goes on to the left of the window.
        beyond: whether it goes on to the right.
    """

    places: tuple[int, ...] = ()
    before: bool = False
    beyond: bool = False


NOWHERE = Span()
"""No instance."""


@dataclass(frozen=True)
class Step:
    """One round.

    Attributes:
        shown: the place of the example; None outside the window.
        mark: whether it was marked right.
        held: the part of the learner's idea that is true.
        excess: the part that is not.
        said: the place of the instance it said; None for none, or outside the window.
        true: whether what it said belongs to the truth.
        aim: what passes for the truth in this round; None where that is the truth throughout.
    """

    shown: int | None
    mark: bool
    held: Span = NOWHERE
    excess: Span = NOWHERE
    said: int | None = None
    true: bool = False
    aim: Span | None = None


@dataclass(frozen=True)
class Told:
    """The words beside a round.

    Attributes:
        stands: "open", "right", "undetermined" or "misled".
        badge: the verdict in words.
        left: what is counted.
        say: what happened.
    """

    stands: str
    badge: str
    left: str
    say: str


@dataclass(frozen=True)
class Track:
    """A learner's run.

    Attributes:
        title: who it is.
        subtitle: what it is shown.
        short: a name for the end of its line.
        steps: `(T,)` rounds.
        truth: the truth.
        counts: `(T + 1,)` what the chart counts.
        told: `(T + 1,)` words.
        end: how it ended.
    """

    title: str
    subtitle: str
    short: str
    steps: tuple[Step, ...]
    truth: Span
    counts: tuple[int, ...]
    told: tuple[Told, ...]
    end: str


@dataclass(frozen=True)
class Line:
    """The window.

    Attributes:
        low: its first place.
        high: its last place.
        names: how the instance at each place is written.
    """

    low: int
    high: int
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        """Check that each place has a name.

        Raises:
            ValueError: if there are more of the one than of the other, or none.
        """
        if len(self.names) != self.high - self.low + 1 or not self.names:
            raise ValueError(
                f"a line from {self.low} to {self.high} has {len(self.names)} names; pass one "
                "for each place"
            )
