"""What proves the value of a game with a liar: a table of the learner, a table of the teacher.

A *state* says what may still be the case: which hypotheses are possible, and how many lies each of
them implies. It is a tuple `(spent, L_0, ..., L_e)` of whole numbers. L_i is the bit set of the
hypotheses that imply exactly i lies; those that imply more than e are refuted. What is spent:

- re-askable lies: nothing, always 0;
- persistent lies: the bit set of the instances that were asked;
- silences: the number of silences so far, or, where they persist, the bit set of the instances on
  which the teacher is silent; there is one level, as a silent teacher never lies;
- Ulam's game: nothing, and L_i is the *number* of the candidates that imply i lies, as any set of
  them may be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

__all__ = ["EVERY", "Alike", "Answer", "Asked", "Floor", "Game", "Node", "State", "Strategy"]

State = tuple[int, ...]

Asked = int | tuple[int, ...]
"""An instance; how many of each level are asked for (Ulam); a label for each instance (claims)."""

EVERY = -1
"""In place of an instance: whatever the learner asks."""


class Game(Enum):
    """Who deceives how; the value is the name of the quantity."""

    REASKABLE = "queries_despite_reaskable_lies"
    PERSISTENT = "queries_despite_persistent_lies"
    EXAMINED = "claims_despite_false_counterexamples"
    SILENT = "queries_despite_reaskable_silences"
    MUTE = "queries_despite_persistent_silences"
    ULAM = "yes_or_no_questions_despite_lies"

    @property
    def silent(self) -> bool:
        """Whether the teacher keeps silent in place of lying."""
        return self in (Game.SILENT, Game.MUTE)


@dataclass(frozen=True)
class Floor:
    """Why no learner needs fewer than `least` more queries from a state.

    Attributes:
        least: The lower bound.
        keeps: Bit set of hypotheses (Ulam: a number of candidates, those that imply the fewest
            lies). Each question has an answer that at most one of them calls a lie. While three of
            them are possible the teacher answers so, and of the last two it spares whichever it
            likes: so all the lies that they may still imply, and one more each, take a query each,
            but for the last. None for another reason.
        round: Each claim about this instance, or each question if it is `EVERY`, has an answer that
            leaves a state with a floor of `least - 1`. None for another reason; without both it is
            Berlekamp's weight: see `weights`.
    """

    least: int
    keeps: int | None = None
    round: int | None = None


@dataclass(frozen=True, eq=False)
class Strategy:
    """The optimal, or best known, play of both sides of a game with a liar.

    Attributes:
        game: Which one.
        most: How many lies, or silences, there may be.
        moves: What the learner asks in a state: one pair of `EVERY` and the question, or for claims
            pairs of an instance and its label. Where nothing is listed it asks what
            `play.question` says.
        floors: Why the learner needs as many queries as the lower bound says, by state.
    """

    game: Game
    most: int
    moves: Mapping[State, tuple[tuple[int, Asked], ...]]
    floors: Mapping[State, Floor]

    def __post_init__(self) -> None:
        """Make the tables read-only."""
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))
        object.__setattr__(self, "floors", MappingProxyType(dict(self.floors)))


@dataclass(frozen=True)
class Alike:
    """Two hypotheses that no questions tell apart for sure: the certificate of an infinite value.

    Attributes:
        game: Which game.
        most: How many lies, or silences, there may be.
        pair: Both hypotheses.
        differ: Bit set of the instances on which they differ: at most `2 * most` for lies, as the
            teacher may lie about half of them in either case, and at most `most` for silences.
    """

    game: Game
    most: int
    pair: tuple[int, int]
    differ: int


@dataclass(frozen=True)
class Answer:
    """One thing that the teacher may say.

    Attributes:
        said: "yes" or "no", None for silence; for claims, whether none is wrong.
        witness: The instance that is said to be wrong, None where none is named.
        leaves: The state after it.
    """

    said: bool | None
    witness: int | None
    leaves: State


@dataclass(frozen=True)
class Node:
    """A place in a strategy tree.

    Attributes:
        state: What may still be the case.
        question: What the learner asks; None where one hypothesis is left.
        children: What the teacher may say, and where that leads.
    """

    state: State
    question: Asked | None
    children: tuple[tuple[Answer, Node], ...]

    @property
    def depth(self) -> int:
        """Most queries from here."""
        return max((1 + child.depth for _, child in self.children), default=0)
