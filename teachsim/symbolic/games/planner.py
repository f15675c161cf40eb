"""The learner that plays optimally and forgets nothing: what to ask in any version space.

A `Strategy` says what to ask where its own play leads. For another version space V, take of all
those in its table that contain V the one for which the fewest queries are proved to do: whatever
is answered there, V is cut to a part of what that answer leaves, so that one query fewer does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.games.bounds import ceiling_of, floor_of
from teachsim.symbolic.games.play import question, reply
from teachsim.symbolic.games.records import Game, Question, Strategy
from teachsim.symbolic.games.rounds import chosen, largest, rounds_of
from teachsim.symbolic.games.rules import held, playable
from teachsim.symbolic.games.solver import solved
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["Planner", "WorstCase", "worst_case"]

# A second or less on one core for the class, and far less for each version space off its path.
_STATES = 200_000
_OFF_PATH_STATES = 10_000
_MAX_BYTES = 2**28
_KEPT = 1_000


@dataclass(frozen=True, eq=False)
class Planner:
    """The best questions of a class that are known within a budget; a pure function of it.

    Attributes:
        of: The class.
        max_states: Version spaces to look at, once for each game.
    """

    of: HypothesisClass
    max_states: int = _STATES

    def __post_init__(self) -> None:
        """Refuse what is no class, and no budget.

        Raises:
            ValueError: they are none.
        """
        a_class(self.of)
        whole_number(self.max_states, thing="max_states", least=1, way_out="say how many")

    def question(self, game: Game, *, alive: int) -> Question | None:
        """What to ask in a version space; None where at most one hypothesis is left.

        From all hypotheses on it needs no more queries than the value of the game, if that is found
        within the budget; otherwise it plays the best it knows.

        Args:
            game: which game, or mixture of games.
            alive: bit set of the hypotheses still possible.

        Raises:
            ValueError: this is no game, or no bit set of the hypotheses.

        >>> from teachsim.symbolic import families
        >>> Planner(families.initial_segments(7)).question(Game.MEMBERSHIP, alive=0b1111)
        1
        """
        playable(game)
        if len(held(self.of, alive)) <= 1:
            return None
        plan = self._plans(game)
        enough, space = plan.best(alive)
        if enough > floor_of(game, self.of, within=alive)(alive).least:
            afresh = self._afresh(game, alive)
            if afresh.exact and afresh.upper < enough:
                return question(self.of, _strategy(afresh), alive=alive)
        return question(self.of, plan.strategy, alive=space)

    @cached_property
    def _plans(self) -> Callable[[Game], _Plan]:
        @cache
        def plan(game: Game) -> _Plan:
            everyone = (1 << len(self.of)) - 1
            result = solved(
                game, self.of, alive=everyone, max_states=self.max_states, max_bytes=_MAX_BYTES
            )
            return _Plan(self.of, _strategy(result))

        return plan

    @cached_property
    def _afresh(self) -> Callable[[Game, int], Result]:
        @lru_cache(maxsize=_KEPT)
        def afresh(game: Game, alive: int) -> Result:
            states = min(self.max_states, _OFF_PATH_STATES)
            return solved(game, self.of, alive=alive, max_states=states, max_bytes=_MAX_BYTES)

        return afresh


@dataclass(frozen=True, eq=False)
class _Plan:
    """A strategy, and how many queries are sure to do where it says what to ask."""

    of: HypothesisClass
    strategy: Strategy

    def best(self, alive: int) -> tuple[int, int]:
        """How many queries do in a version space, and in which one it may believe to be for that.

        That is the version space itself where the strategy needs no table.
        """
        enough = self._ceiling(alive)
        for bound, space in self._listed:
            if bound >= enough:
                break
            if not alive & ~space:
                return bound, space
        return enough, alive

    @cached_property
    def _ceiling(self) -> Callable[[int], int]:
        return ceiling_of(self.strategy.game, self.of)

    @cached_property
    def _listed(self) -> tuple[tuple[int, int], ...]:
        """Queries that do, and the version space for which they do, the fewest first."""
        moves: Mapping[int, tuple[tuple[int, int], ...]] = self.strategy.moves
        expand = rounds_of(self.strategy.game, self.of, claims=chosen(self.strategy.game, moves))
        enough: dict[int, int] = {}
        for space in sorted(moves, key=int.bit_count):  # what a query leaves is smaller
            asked = dict(moves[space])
            parts = {
                part
                for prompts, options in chain.from_iterable(expand(space))
                for move, left in options
                if move == asked.get(prompts[0])
                for part in largest(left)
                if part & (part - 1)
            }
            enough[space] = 1 + max((enough.get(p, self._ceiling(p)) for p in parts), default=0)
        return tuple(sorted((bound, space) for space, bound in enough.items()))


def _strategy(result: Result) -> Strategy:
    strategy = result.certificate
    assert isinstance(strategy, Strategy)  # it always is
    return strategy


@dataclass(frozen=True)
class WorstCase:
    """The target that a learner needs longest for, and what a teacher says until it is found.

    Attributes:
        target: Index of the hypothesis.
        moves: For each question the instance that is named, or None where none is: the moves of
            `teachsim.Scripted`.
    """

    target: int
    moves: tuple[int | None, ...]


def worst_case(
    of: HypothesisClass,
    result: Result,
    *,
    ask: Callable[[int], Question | None] | None = None,
) -> WorstCase:
    """What the optimal adversary makes of a learner, as a target and a script.

    The adversary fixes no target, but answers so that many stay possible. If the learner is
    deterministic, the one that is left in the end, taught with the same answers, takes it as long:
    against the optimal learner, as many queries as the value says.

    Args:
        of: the class.
        result: what a function of `games` for queries returned.
        ask: what the learner asks in a version space, given as a bit set; default: as a `Planner`
            says, like `VersionSpace.learner(ask="optimal")`.

    Raises:
        ValueError: this is no class, the result is none or of no such game, or the learner asks for
            ever.

    >>> import teachsim as ts
    >>> from teachsim.symbolic import VersionSpace, families, games
    >>> H = families.initial_segments(15)
    >>> worst = worst_case(H, games.equivalence(H, proper=False))
    >>> phase = ts.Phase(ts.EXAMINATION, 6, teacher=ts.Scripted(worst.moves))
    >>> scenario = ts.Scenario("worst", H, H.key(worst.target), [phase])
    >>> run = ts.simulate(scenario, VersionSpace.learner(ask="optimal", cautious=True))
    >>> [bool(ts.metrics.identified(policy, scenario.key)) for policy in run.policies]
    [False, False, False, False, True, True, True]
    """
    a_class(of)
    one_of(Result, result, thing="result", way_out="pass what a function of games returned")
    strategy = result.certificate
    mistakes = Game.BANDIT | Game.FULL_INFORMATION
    if not isinstance(strategy, Strategy) or strategy.game & mistakes:
        raise ValueError(
            f"result is of {result.quantity}, for which no regime asks; pass one of queries"
        )
    if ask is None:
        planner = Planner(of)

        def ask(alive: int) -> Question | None:
            return planner.question(strategy.game, alive=alive)

    alive, floor, moves = (1 << len(of)) - 1, None, []
    while (asked := ask(alive)) is not None and alive & (alive - 1):
        answer, floor = reply(of, strategy, alive=alive, floor=floor, asked=asked)
        if answer.leaves == alive:
            raise ValueError(
                f"the learner asks {asked} with {alive.bit_count()} hypotheses left, which may "
                "tell it nothing for ever; pass one that makes progress"
            )
        moves.append(answer.witness)
        alive = answer.leaves
    return WorstCase(held(of, alive)[0], tuple(moves))
