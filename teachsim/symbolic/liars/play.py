"""Playing a game by its certificate: the learner's questions, and the liar's answers."""

from __future__ import annotations

from math import comb

from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.arguments import a_game, a_state, a_strategy
from teachsim.symbolic.liars.bounds import slack
from teachsim.symbolic.liars.records import EVERY, Answer, Asked, Floor, Game, Node, State, Strategy
from teachsim.symbolic.liars.rounds import counts_in
from teachsim.symbolic.liars.rules import answers, heard, implied, left, start
from teachsim.symbolic.liars.weights import claims_that_do, rounds_needed

__all__ = ["question", "reply", "unfold"]

_MAX_NODES = 10_000
_DEEPEST = 200  # of a tree, for the sake of Python's stack


def question(of: HypothesisClass | int, strategy: Strategy, *, state: State) -> Asked | None:
    """What the learner of this strategy asks; None where one hypothesis is left.

    In a state that the strategy does not list it asks the first instance that tells some hypotheses
    apart, and that the teacher was not asked, or silent on, for ever; claims what is right by
    Berlekamp's weight; or asks, in Ulam's game, for one candidate with the fewest lies.

    Args:
        of: The class; for Ulam's game the number n.
        strategy: The certificate of a result.
        state: What may be the case: `liars.start` at the start, then what the answers leave.

    Raises:
        ValueError: This is no strategy, or the class, the number or the state of another game.
    """
    a_strategy(strategy)
    a_game(strategy.game, of)
    a_state(strategy.game, of, most=strategy.most, state=state)
    if left(strategy.game, state) <= 1:
        return None
    listed = dict(strategy.moves.get(state, ()))
    if strategy.game is Game.ULAM or isinstance(of, int):
        first = next(i for i, n in enumerate(state[1:]) if n)
        alone = tuple(int(i == first) for i in range(len(state) - 1))
        return listed.get(EVERY, alone)
    if strategy.game is Game.EXAMINED:
        right = _weightiest(of, state)
        return tuple(int(listed.get(x, label)) for x, label in enumerate(right))  # type: ignore[arg-type]  # labels
    if listed:
        return listed[EVERY]
    rows = of.table[[*implied(state)]]
    closed = state[0] if strategy.game in (Game.PERSISTENT, Game.MUTE) else 0
    return next(
        x for x, column in enumerate(rows.T) if not closed >> x & 1 and 0 < column.sum() < len(rows)
    )


def _weightiest(of: HypothesisClass, state: State) -> list[bool]:
    """For each instance the label of more weight, with as many claims to come as surely do."""
    lies, spare, k = implied(state), len(state) - 2, claims_that_do(counts_in(state))
    # What a hypothesis loses if its label is said to be wrong.
    stakes = {h: comb(max(k - 1, 0), spare - n) for h, n in lies.items()}
    right = []
    for column in of.table.T:
        ayes = [h for h in lies if column[h]]
        heavier = 2 * sum(stakes[h] for h in ayes) > sum(stakes.values())
        # Where all agree it says so: all stakes may be 0.
        right.append(len(ayes) == len(lies) or (heavier and bool(ayes)))
    return right


def reply(
    of: HypothesisClass | int,
    strategy: Strategy,
    *,
    state: State,
    asked: Asked,
    floor: Floor | None = None,
) -> tuple[Answer, Floor]:
    """What the hostile teacher says, and its floor after that: one lower at most.

    Args:
        of: The class; for Ulam's game the number n.
        strategy: The certificate of a result.
        state: What may be the case.
        asked: Any question of the game, also one that is not optimal.
        floor: What the last reply returned; None at the start.

    Raises:
        ValueError: It is no question of this game, no hypothesis is left, or as `question`.
    """
    a_strategy(strategy)
    if floor is not None:
        one_of(Floor, floor, thing="floor", way_out="pass what the last reply returned, or None")
    said = answers(strategy.game, of, most=strategy.most, state=state, question=asked)
    if not said:
        raise ValueError(f"the state {state} leaves no hypothesis; begin with liars.start")
    standing = floor or _standing(strategy, state)
    after = [
        (one, standing if one.leaves == state else _after(strategy, standing, state=one.leaves))
        for one in said
    ]
    return max(after, key=lambda pair: (pair[1].least, left(strategy.game, pair[0].leaves)))


def _after(strategy: Strategy, floor: Floor, *, state: State) -> Floor:
    """The best floor that is known after an answer."""
    found = _standing(strategy, state)
    if floor.keeps is not None:
        kept = _by_keeping(strategy, state, keeps=floor.keeps)
        if kept > found.least:
            return Floor(kept, keeps=floor.keeps)
    return found


def _standing(strategy: Strategy, state: State) -> Floor:
    """The floor of a state: the one listed, or what it says itself."""
    if left(strategy.game, state) <= 1:
        return Floor(0)
    listed = strategy.floors.get(state)
    own = Floor(1 if strategy.game is Game.EXAMINED else _by_weight(strategy, state))
    return listed if listed is not None and listed.least > own.least else own


def _by_weight(strategy: Strategy, state: State) -> int:
    """How many questions are needed by Berlekamp's weight."""
    counts = state[1:] if strategy.game is Game.ULAM else counts_in(state)
    return rounds_needed(counts) + slack(strategy.game, state, most=strategy.most)


def _by_keeping(strategy: Strategy, state: State, *, keeps: int) -> int:
    """How many questions are needed by keeping some hypotheses: see `Floor`."""
    levels = state[1:]
    if strategy.game is Game.ULAM:
        few: list[int] = []
        for n in levels:
            few.append(min(n, keeps - sum(few)))
        numbers = tuple(few)
    else:
        numbers = tuple((level & keeps).bit_count() for level in levels)
    if sum(numbers) < 2:
        return 0
    steps = sum(n * (len(levels) - i) for i, n in enumerate(numbers)) - 1
    return steps + slack(strategy.game, state, most=strategy.most)


def unfold(of: HypothesisClass | int, strategy: Strategy, *, max_nodes: int = _MAX_NODES) -> Node:
    """The strategy tree of the learner, for pictures: one node for each course of answers.

    Args:
        of: The class; for Ulam's game the number n.
        strategy: The certificate of a result.
        max_nodes: Refuse a larger tree; the tables of the strategy stay small where it does not.

    Raises:
        ValueError: It is larger, `max_nodes` is no whole number of at least 1, or as `question`.
    """
    a_strategy(strategy)
    a_game(strategy.game, of)
    whole_number(max_nodes, thing="max_nodes", least=1, way_out="say how many may be made")
    made = [0]

    def grown(state: State, depth: int) -> Node:
        made[0] += 1
        if made[0] > max_nodes or depth > _DEEPEST:
            raise ValueError(
                f"the strategy tree has more than {max_nodes:,} nodes, or is deeper than "
                f"{_DEEPEST}; raise max_nodes, or follow one course with liars.question"
            )
        asked = question(of, strategy, state=state)
        if asked is None:
            return Node(state, None, ())
        said = answers(strategy.game, of, most=strategy.most, state=state, question=asked)
        after = (grown(heard(strategy.game, one, said=said), depth + 1) for one in said)
        return Node(state, asked, tuple(zip(said, after, strict=True)))

    n = of if isinstance(of, int) else len(of)
    return grown(start(strategy.game, n, most=strategy.most), 0)
