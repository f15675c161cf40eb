"""What proves the value of a game: a table of the learner above, a table of the teacher below.

Both say what to do in a version space, written as a bit set: bit h of the Python integer is 1 where
hypothesis h is still possible. A strategy tree has one node for each way to reach a version
space; the tables have one entry for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

__all__ = ["EVERY", "Answer", "Floor", "Game", "Node", "Question", "Strategy"]

Question = int | tuple[int, ...]
"""An instance (membership), a hypothesis (equivalence, subset, superset), or predictions: for each
instance 0 or 1 (arbitrary equivalence), for each prompt a response (the multi-valued games)."""

EVERY = -1
"""In place of a prompt: whatever the learner asks."""


class Game(Enum):
    """Which questions there are, and what is answered."""

    MEMBERSHIP = "membership_queries"
    EQUIVALENCE = "proper_equivalence_queries"
    ARBITRARY = "arbitrary_equivalence_queries"
    SUBSET = "subset_queries"
    SUPERSET = "superset_queries"
    BANDIT = "bandit_mistakes"
    FULL_INFORMATION = "full_information_mistakes"

    @property
    def predicting(self) -> bool:
        """Whether a question is a prediction everywhere, and an answer names one that is wrong."""
        return self in (Game.ARBITRARY, Game.BANDIT, Game.FULL_INFORMATION)


@dataclass(frozen=True)
class Floor:
    """Why no learner needs fewer than `least` more queries from a version space V.

    Attributes:
        least: The lower bound.
        keeps: Bit set of hypotheses in V. Each question has an answer that refutes at most one of
            them, so all but one of them take a query each. None for another reason.
        round: Each prediction at this prompt (instance), or each question if it is `EVERY`, has an
            answer that leaves a version space with a floor of `least - 1`. None for another reason;
            without both, V is too large: two hypotheses take a query, 2^k take k yes or no.
    """

    least: int
    keeps: int | None = None
    round: int | None = None


@dataclass(frozen=True, eq=False)
class Strategy:
    """The optimal, or best known, play of both sides of a game.

    Attributes:
        game: Which one.
        moves: What the learner asks in a version space: pairs of a prompt and its prediction; for
            the games without prompts, one pair of `EVERY` and the question. In a version space that
            is not listed it asks what `play.question` says. It remembers what `play.heard` says.
        floors: Why the learner needs as many queries as the lower bound says, by version space.
    """

    game: Game
    moves: Mapping[int, tuple[tuple[int, int], ...]]
    floors: Mapping[int, Floor]

    def __post_init__(self) -> None:
        """Make the tables read-only."""
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))
        object.__setattr__(self, "floors", MappingProxyType(dict(self.floors)))


@dataclass(frozen=True)
class Answer:
    """One thing that a truthful teacher may say to a question.

    Attributes:
        yes: Whether it is "yes" (for predictions: that none is wrong).
        witness: The instance (or prompt) that shows why not; None where none is named.
        response: The right response to that prompt, where it is revealed.
        leaves: Bit set of the hypotheses that this answer leaves possible.
    """

    yes: bool
    witness: int | None
    response: int | None
    leaves: int


@dataclass(frozen=True)
class Node:
    """A place in a strategy tree.

    Attributes:
        alive: Bit set of the hypotheses still possible.
        question: What the learner asks; None where one hypothesis is left.
        children: What the teacher may answer, and where that leads.
    """

    alive: int
    question: Question | None
    children: tuple[tuple[Answer, Node], ...]

    @property
    def depth(self) -> int:
        """Most queries from here."""
        return max((1 + child.depth for _, child in self.children), default=0)
