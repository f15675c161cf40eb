"""A game as far as it was played, as one pure value: which class, who you are, and every move.

Undo drops the last move; a link carries all of them. What the other side says is no part of the
value: it follows from the moves, as both the adversary and the learners are deterministic.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from teachsim.gallery.classes import Ideas, build_class
from teachsim.gallery.setting import Bias, telling_target
from teachsim.symbolic import HypothesisClass
from teachsim.symbolic.games import Game

__all__ = [
    "BIASES",
    "DEFAULT",
    "MAX_IDEAS",
    "MAX_MOVES",
    "MAX_POINTS",
    "SCENES",
    "Match",
    "Query",
    "Scene",
    "Side",
    "begun",
    "fit",
    "moved",
    "of_class",
    "undone",
]

MAX_MOVES = 64
MAX_IDEAS = 450
MAX_POINTS = 48
BIASES = (Bias.SMALLEST, Bias.LARGEST, Bias.FIRST, Bias.CAUTIOUS)
"""The learners that can be fooled by plan: a majority follows no fixed order."""


class Side(StrEnum):
    """Who you are."""

    ASK = "ask"  # the learner, against the best adversary
    FOOL = "fool"  # the demonstrator, against a learner


class Query(StrEnum):
    """What the learner may ask."""

    THIS = "this"  # "is it this?"
    BELONGS = "belongs"  # "does 7 belong?"
    PART = "part"  # "is this right throughout?"
    WHOLE = "whole"  # "is this all of it?"

    @property
    def game(self) -> Game:
        """The game that is played with such questions."""
        return _GAMES[self]


_GAMES = {
    Query.THIS: Game.EQUIVALENCE,
    Query.BELONGS: Game.MEMBERSHIP,
    Query.PART: Game.SUBSET,
    Query.WHOLE: Game.SUPERSET,
}


@dataclass(frozen=True)
class Match:
    """A game as far as it was played.

    Attributes:
        ideas: The class.
        side: Who you are.
        query: What you may ask, if you ask.
        target: Number of the truth that you demonstrate, if you fool.
        decoy: Number of the idea you want believed; None if any wrong one will do.
        bias: What your learner believes among the ideas left.
        moves: The questions asked, each an idea or a point; or the points shown.
        over: Whether you gave up, or will show no more.
    """

    ideas: Ideas = field(default_factory=Ideas)
    side: Side = Side.ASK
    query: Query = Query.THIS
    target: int = 0
    decoy: int | None = None
    bias: Bias = Bias.SMALLEST
    moves: tuple[int, ...] = ()
    over: bool = False

    def __post_init__(self) -> None:
        """Refuse what no class makes right; the rest is `fit` to one."""
        if self.bias not in BIASES:
            raise ValueError(
                f"bias is {self.bias.value!r}, which follows no fixed order; play against one of "
                f"{', '.join(BIASES)}"
            )
        if len(self.moves) > MAX_MOVES:
            raise ValueError(
                f"the game has {len(self.moves)} moves, but ends after {MAX_MOVES}; drop the last"
            )


def fit(match: Match) -> None:
    """Refuse a game whose numbers do not fit its class.

    Raises:
        ValueError: If a truth or decoy is no idea, or a move is not legal.
    """
    H = build_class(match.ideas)
    for name, value in (("target", match.target), ("decoy", match.decoy)):
        if value is not None and not 0 <= value < len(H):
            raise ValueError(
                f"{name} is {value}, but must lie in 0..{len(H) - 1}; choose one of those"
            )
    if match.side is Side.ASK:
        most = H.n_instances if match.query is Query.BELONGS else len(H)
        wrong = [move for move in match.moves if not 0 <= move < most]
    else:
        wrong = _not_to_be_shown(match, H)
    if wrong:
        raise ValueError(f"move {wrong[0]} is not legal in this game; choose another")


def _not_to_be_shown(match: Match, H: HypothesisClass) -> list[int]:
    """The examples shown that are not true, or not new."""
    right = H[match.target]
    seen: set[int] = set()
    wrong = []
    for x in match.moves:
        if not 0 <= x < H.n_instances or not right[x] or x in seen:
            wrong.append(x)
        seen.add(x)
    return wrong


def begun(match: Match) -> Match:
    """The game with nothing played."""
    return replace(match, moves=(), over=False)


def moved(match: Match, move: int) -> Match:
    """The game with one more move.

    Raises:
        ValueError: If it is over, or the move is not legal.
    """
    if match.over:
        raise ValueError("the game is over; take back a move, or start another")
    after = replace(match, moves=(*match.moves, move))
    fit(after)
    return after


def undone(match: Match) -> Match:
    """The game as it was before the last move; giving up is taken back first."""
    if match.over:
        return replace(match, over=False)
    return replace(match, moves=match.moves[:-1])


def of_class(match: Match, ideas: Ideas) -> Match:
    """The game with another class and nothing played: a truth that tells, and no decoy.

    Raises:
        ValueError: If the class cannot be built, or is too large for an answer within a second.
    """
    H = build_class(ideas)
    if len(H) > MAX_IDEAS or H.n_instances > MAX_POINTS:
        raise ValueError(
            f"the class has {len(H)} ideas on {H.n_instances} points, but a game takes at most "
            f"{MAX_IDEAS} on {MAX_POINTS}; use a smaller one, or games.reply in a script"
        )
    target = telling_target(H)
    return begun(replace(match, ideas=ideas, target=target, decoy=None))


@dataclass(frozen=True)
class Scene:
    """A game to start from.

    Attributes:
        word: Its word.
        match: The game.
    """

    word: str
    match: Match


# Numbers of runs of points, as in `presets`; a test checks their names.
_RUN_3_TO_7_OF_9, _RUN_4_TO_8_OF_13 = 21, 40

SCENES = (
    Scene(
        "all-of-it",
        Match(
            Ideas("intervals", (9,)),
            query=Query.WHOLE,
            target=_RUN_3_TO_7_OF_9,
            moves=(_RUN_3_TO_7_OF_9,),
        ),
    ),
    Scene("is-it-this", Match(Ideas("monotone-conjunctions", (4,)), target=4)),
    Scene("does-it-belong", Match(Ideas("segments", (13,)), query=Query.BELONGS, target=7)),
    Scene("no-way-round", Match(Ideas("singletons", (9,)), target=4)),
    Scene(
        "hide-the-rest",
        Match(
            Ideas("intervals", (13,)), side=Side.FOOL, query=Query.WHOLE, target=_RUN_4_TO_8_OF_13
        ),
    ),
    Scene(
        "too-broad",
        Match(
            Ideas("intervals", (13,)),
            side=Side.FOOL,
            query=Query.WHOLE,
            target=_RUN_4_TO_8_OF_13,
            bias=Bias.LARGEST,
        ),
    ),
)
"""Games that each show something: the first one has begun, so that nobody meets an empty board."""

DEFAULT = SCENES[0].match
