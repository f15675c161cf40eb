"""What proves the value of a game: a table of the learner above, a table of the teacher below.

Both say what to do in a version space, written as a bit set: bit h of the Python integer is 1 where
hypothesis h is still possible. A strategy tree has one node for each way to reach a version
space; the tables have one entry for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, auto
from types import MappingProxyType
from typing import Final

__all__ = ["EVERY", "Answer", "Floor", "Game", "Node", "Question", "Strategy"]

Question = int | tuple[int, ...]
"""An instance (membership), a hypothesis (equivalence, subset, superset), or predictions: for each
instance 0 or 1 (arbitrary equivalence), for each prompt a response (the multi-valued games). In a
mixture the value of its kind comes first: `(Game.MEMBERSHIP.value, 7)` asks about instance 7."""

EVERY = -1
"""In place of a prompt: whatever the learner asks."""


class Game(Flag):
    """Which questions there are, and what is answered.

    A mixture, such as `Game.MEMBERSHIP | Game.EQUIVALENCE`, is the game of a learner who may, at
    each turn, ask any question of any of these kinds.
    """

    MEMBERSHIP = auto()
    EQUIVALENCE = auto()
    ARBITRARY = auto()
    SUBSET = auto()
    SUPERSET = auto()
    BANDIT = auto()
    FULL_INFORMATION = auto()

    @property
    def quantity(self) -> str:
        """The name of its value, for a `Result`."""
        return "_and_".join(_QUANTITIES[kind] for kind in self)

    @property
    def predicting(self) -> bool:
        """Whether a question is a prediction everywhere, and an answer names one that is wrong."""
        return self in (Game.ARBITRARY, Game.BANDIT, Game.FULL_INFORMATION)

    @property
    def claiming(self) -> bool:
        """Whether questions are claims of which any error may be named."""
        return self in (Game.ARBITRARY, Game.EQUIVALENCE)


_QUANTITIES: Final = {
    Game.MEMBERSHIP: "membership_queries",
    Game.EQUIVALENCE: "proper_equivalence_queries",
    Game.ARBITRARY: "arbitrary_equivalence_queries",
    Game.SUBSET: "subset_queries",
    Game.SUPERSET: "superset_queries",
    Game.BANDIT: "bandit_mistakes",
    Game.FULL_INFORMATION: "full_information_mistakes",
}


@dataclass(frozen=True)
class Floor:
    """Why no learner needs fewer than `least` more queries from a version space V.

    Attributes:
        least: The lower bound.
        keeps: Bit set of hypotheses in V. Each question has an answer that refutes at most one of
            them, so all but one of them take a query each. None for another reason.
        round: Each prediction at this prompt (instance), or each question if it is `EVERY`, has an
            answer that leaves a version space with a floor of `least - 1`; in a mixture, so has
            each question that predicts nothing there. None for another reason.
        chain: Bit set of hypotheses in V, each of which holds all that the one before it holds.
            Each question has an answer that leaves half of them, so N of them take ceil(log2 N)
            queries, or floor(log2 N) where hypotheses may be claimed. None for another reason.
        block: Bit set of hypotheses in V: all sets of one size within some instances (`blocks`).
        coset: Bit set of 2^d hypotheses in V: the exclusive or of any three is one (`halves`), so
            that they take d queries.
        grid: Bit set of hypotheses in V that combine places in some chains in all ways (`grids`):
            a chain of N takes floor(log2 N) claims. Without any of these V is too large: two
            hypotheses take a query, 2^k take k yes or no.
    """

    least: int
    keeps: int | None = None
    round: int | None = None
    chain: int | None = None
    block: int | None = None
    coset: int | None = None
    grid: int | None = None


@dataclass(frozen=True, eq=False)
class Strategy:
    """The optimal, or best known, play of both sides of a game.

    Attributes:
        game: Which one.
        moves: What the learner asks in a version space: pairs of a prompt and its prediction; for
            the games without prompts, one pair of `EVERY` and the question (in a mixture, of the
            negative value of its kind and the question). In a version space that is not listed it
            asks what `play.question` says. It remembers what `play.heard` says.
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
