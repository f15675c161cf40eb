"""You ask, and the adversary answers as unhelpfully as truth allows.

It holds on to no truth: it keeps the version space V, and of all that some idea in V makes true it
answers what leaves you the most queries, D(V and answer). A question is a *loss* where
D(V and answer) + 1 > D(V): so many queries more than the best learner needs. The losses and the
optimum add up to what you needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teachsim.gallery.play import Query
from teachsim.symbolic import HypothesisClass
from teachsim.symbolic.games import Answer, Floor, Strategy, answers, question, reply
from teachsim.symbolic.games.solver import solved
from teachsim.symbolic.result import Result

__all__ = [
    "MAX_STATES",
    "TURN_STATES",
    "Standing",
    "Turn",
    "asked",
    "best",
    "first_loss",
    "opening",
    "played",
]

MAX_STATES = 200_000
"""Version spaces to look at for the opening, and where it was solved: a second at most."""

TURN_STATES = 60_000
"""For all answers to a question together."""

_MAX_BYTES = 2**27
_LEAST_STATES = 2_000  # for each of many answers


@dataclass(frozen=True, eq=False)
class Standing:
    """A position of the game, with what is known about it.

    Attributes:
        alive: Bit set of the ideas still possible.
        result: The game from here on, solved within the budget.
        promise: What the adversary can still force by an older proof, where that is more.
        most: Upper bound of the queries that the best learner still needs.
    """

    alive: int
    result: Result
    promise: tuple[Strategy, Floor] | None
    most: int

    @property
    def left(self) -> int:
        """Number of ideas still possible."""
        return self.alive.bit_count()

    @property
    def least(self) -> int:
        """Lower bound of the queries that the best learner still needs."""
        lower = int(self.result.lower)
        return max(lower, self.promise[1].least) if self.promise else lower

    @property
    def needed(self) -> int | None:
        """Queries that the best learner still needs; None if only bounds are known."""
        return self.most if self.least == self.most else None

    @property
    def strategy(self) -> Strategy:
        """What the adversary plays by."""
        if self.promise:
            return self.promise[0]
        return _strategy(self.result)


@dataclass(frozen=True, eq=False)
class Turn:
    """One question with its answer.

    Attributes:
        asked: The idea, or the point.
        answer: What the adversary said.
        before: Where you stood.
        after: Where you stand.
    """

    asked: int
    answer: Answer
    before: Standing
    after: Standing

    @property
    def loss(self) -> int | None:
        """Queries that the question threw away; None if only bounds are known."""
        if self.before.needed is None or self.after.needed is None:
            return None
        return self.after.needed + 1 - self.before.needed


def opening(H: HypothesisClass, query: Query) -> Standing:
    """The position in which nothing was asked."""
    result = _solve(H, query, alive=(1 << len(H)) - 1, states=MAX_STATES)
    return Standing((1 << len(H)) - 1, result, None, int(result.upper))


def asked(H: HypothesisClass, query: Query, *, standing: Standing, question: int) -> Turn:
    """The adversary's answer to a question, and where that leads.

    Where the values of all answers are known it takes the highest; else it keeps what it is sure to
    force: the floor of `games.reply`.

    Raises:
        ValueError: The question is none of this game.
    """
    alive = standing.alive
    said = answers(query.game, H, alive=alive, question=question)
    different = {answer.leaves for answer in said} - {alive}
    share = max(TURN_STATES // max(len(different), 1), _LEAST_STATES)
    found = {leaves: _solve(H, query, alive=leaves, states=share) for leaves in different}
    found[alive] = standing.result
    chosen = max(said, key=lambda answer: _worth(found[answer.leaves], answer))
    floor = standing.promise[1] if standing.promise else None
    safe, kept = reply(H, standing.strategy, alive=alive, floor=floor, asked=question)
    if chosen.leaves != alive and found[chosen.leaves].lower >= kept.least:
        result = found[chosen.leaves]
        if not result.exact:
            states = TURN_STATES if standing.needed is None else MAX_STATES
            again = _solve(H, query, alive=chosen.leaves, states=states)
            result = max(result, again, key=lambda r: (r.lower, -r.upper))
        after = Standing(chosen.leaves, result, None, _most(result, standing))
    elif safe.leaves == alive or chosen.leaves == alive:  # nothing learned: a question wasted
        chosen = safe if safe.leaves == alive else chosen
        after = standing
    else:
        chosen, result = safe, found[safe.leaves]
        after = Standing(safe.leaves, result, (standing.strategy, kept), _most(result, standing))
    return Turn(question, chosen, standing, after)


def played(
    H: HypothesisClass, query: Query, *, moves: Sequence[int]
) -> tuple[Standing, tuple[Turn, ...]]:
    """The opening, and the turns up to the one that leaves a single idea; later moves are void."""
    first = standing = opening(H, query)
    turns: list[Turn] = []
    for move in moves:
        if standing.left == 1:
            break
        turns.append(asked(H, query, standing=standing, question=move))
        standing = turns[-1].after
    return first, tuple(turns)


def best(H: HypothesisClass, standing: Standing) -> int | None:
    """The best question that is known; None where one idea is left."""
    chosen = question(H, _strategy(standing.result), alive=standing.alive)
    assert not isinstance(chosen, tuple)  # no prediction is asked here
    return chosen


def first_loss(turns: Sequence[Turn]) -> int | None:
    """Place of the first question that threw a query away, None if none is known to."""
    return next((i for i, turn in enumerate(turns) if turn.loss), None)


def _worth(result: Result, answer: Answer) -> tuple[float, float, int, bool]:
    """How hard an answer makes it: by what is sure, by what may be, by ideas left; "no" first."""
    return float(result.lower), float(result.upper), answer.leaves.bit_count(), not answer.yes


def _most(result: Result, standing: Standing) -> int:
    """The upper bound: knowing more, nobody needs more than before."""
    return min(int(result.upper), standing.most)


def _solve(H: HypothesisClass, query: Query, *, alive: int, states: int) -> Result:
    return solved(query.game, H, alive=alive, max_states=states, max_bytes=_MAX_BYTES)


def _strategy(result: Result) -> Strategy:
    strategy = result.certificate
    assert isinstance(strategy, Strategy)  # it always is
    return strategy
