"""Playing a game by its certificate: the learner's questions, and the adversary's answers.

A version space is a bit set of hypotheses; all of them are `(1 << len(H)) - 1`, and each answer
says what it leaves. The learner keeps the version space that it remembers; the adversary the true
one and a `Floor`, which says how many queries it still forces.
"""

from __future__ import annotations

from teachsim.core.arrays import BoolArray
from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.games.blocks import floor_by_block
from teachsim.symbolic.games.chains import floor_by
from teachsim.symbolic.games.check import UNTIL_YES
from teachsim.symbolic.games.grids import floor_by_grid
from teachsim.symbolic.games.halves import floor_by_coset
from teachsim.symbolic.games.records import Answer, Floor, Game, Node, Question, Strategy
from teachsim.symbolic.games.rules import a_strategy, answers, held, maximal, mixed
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["heard", "question", "reply", "unfold", "until_yes"]

_MAX_NODES = 10_000
_DEEPEST = 200  # of a tree, for the sake of Python's stack


def until_yes(result: Result) -> Result:
    """The same game counted until an equivalence query is answered "yes": one query more.

    Until then the adversary never says "yes", as any other answer leaves at least as much; and who
    has identified the target asks for it.

    Raises:
        ValueError: this is no result, its game has no equivalence queries, or is counted so
            already.

    >>> from teachsim.symbolic import families, games
    >>> until_yes(games.equivalence(families.singletons(9))).value
    9
    """
    one_of(Result, result, thing="result", way_out="pass what a function of games returned")
    strategy = result.certificate
    game = strategy.game if isinstance(strategy, Strategy) else None
    if game is None or result.quantity != game.quantity or not any(k.claiming for k in game):
        raise ValueError(
            f"{result.quantity} are not counted until yes; pass a result of games.equivalence, or "
            "of a mixture with such queries"
        )
    name, explored = result.quantity + UNTIL_YES, result.explored
    return Result(name, result.lower + 1, result.upper + 1, result.certificate, explored)


def question(of: HypothesisClass, strategy: Strategy, *, alive: int) -> Question | None:
    """What the learner of this strategy asks; None where at most one hypothesis is left.

    In a version space that the strategy does not list it asks the first instance that tells some
    hypotheses apart (membership); the hypothesis still possible that is nearest to all of them
    together (equivalence), the largest (subset) or the smallest (superset); or predicts what most
    hypotheses say (arbitrary equivalence, full information) or what the first one says (bandit). In
    a mixture it then makes an arbitrary claim if it may, or asks the first kind of question in the
    order of `Game`.

    Raises:
        ValueError: this is no class, no strategy, or `alive` no bit set of its hypotheses.
    """
    a_strategy(strategy)
    possible = held(of, alive)
    if len(possible) <= 1:
        return None
    chosen = dict(strategy.moves.get(alive, ()))
    game = strategy.game
    code = min(chosen, default=0)
    if code < 0:
        return mixed(game, chosen[code], kind=Game(-code))
    kind = Game.ARBITRARY if Game.ARBITRARY in game else next(iter(game))
    if kind.predicting:
        first = kind is Game.BANDIT or bool(chosen)
        voters = possible[:1] if first else possible
        # Where a listed move is silent all hypotheses agree, so that the first one speaks for all.
        predicted = _predicted(of, voters, game=kind)
        return mixed(game, tuple(chosen.get(at, y) for at, y in enumerate(predicted)), kind=kind)
    return mixed(game, _untabled(of.table[possible], possible, kind=kind), kind=kind)


def _untabled(rows: BoolArray, possible: list[int], *, kind: Game) -> int:
    """What to ask where no table says so: an instance, or one of the hypotheses of these rows."""
    if kind is Game.MEMBERSHIP:
        return int((rows.any(axis=0) & ~rows.all(axis=0)).argmax())
    sizes = rows.sum(axis=1)
    if kind is Game.EQUIVALENCE:
        votes = 2 * rows.sum(axis=0) - len(rows)  # on how many more it is right than wrong
        return possible[int((rows @ votes).argmax())]
    return possible[int(sizes.argmax() if kind is Game.SUBSET else sizes.argmin())]


def heard(
    of: HypothesisClass, strategy: Strategy, *, alive: int, asked: Question, answer: Answer
) -> int:
    """What the learner of this strategy holds possible after an answer.

    It forgets: an answer that leaves a part of what another would have left is taken for that
    other one, so that its table needs to list fewer version spaces; no query is lost by that.

    Args:
        of: the class.
        strategy: the certificate of a result.
        alive: what it held possible.
        asked: what it asked.
        answer: what it was told; `leaves` is not read.

    Raises:
        ValueError: nobody would answer so, or this is no answer; or as `answers`, or this is no
            strategy.
    """
    a_strategy(strategy)
    one_of(Answer, answer, thing="answer", way_out="pass one of games.answers")
    said = answers(strategy.game, of, alive=alive, question=asked)
    told = (answer.yes, answer.witness, answer.response)
    for one in said:
        if (one.yes, one.witness, one.response) == told:
            wide = maximal(other.leaves for other in said)
            return min(other for other in wide if not one.leaves & ~other)
    raise ValueError(
        f"the answer {answer} to {asked} is true of no hypothesis still possible; pass one of "
        "games.answers"
    )


def _predicted(of: HypothesisClass, voters: list[int], *, game: Game) -> list[int]:
    """What most of the voters say, everywhere; of equally many the lowest response."""
    votes = of.table[voters].sum(axis=0)
    if game is Game.ARBITRARY:
        return [int(2 * n > len(voters)) for n in votes.tolist()]
    responses: list[int] = votes.reshape(of.n_prompts, of.n_responses).argmax(axis=1).tolist()
    return responses


def reply(
    of: HypothesisClass, strategy: Strategy, *, alive: int, floor: Floor | None, asked: Question
) -> tuple[Answer, Floor]:
    """What the adversary answers, and its floor after that: at least one lower at most.

    Args:
        of: the class.
        strategy: the certificate of a result.
        alive: bit set of the hypotheses still possible, at least one.
        floor: what the last reply returned; None at the start.
        asked: any question of the game, also one that is not optimal.

    Raises:
        ValueError: it is no question of this game, `alive` no bit set, or empty, or this is no
            class or no strategy.
    """
    a_strategy(strategy)
    if floor is not None:
        one_of(Floor, floor, thing="floor", way_out="pass what the last reply returned, or None")
    said = answers(strategy.game, of, alive=alive, question=asked)
    if not said:
        raise ValueError("alive is empty, so that no answer is true; start from (1 << len(H)) - 1")
    standing = floor or _standing(strategy, alive)
    after = [
        (
            answer,
            standing
            if answer.leaves == alive
            else _after(of, strategy, floor=standing, leaves=answer.leaves),
        )
        for answer in said
    ]
    spent = {answer: 0 if _free(strategy.game, answer) else 1 for answer in said}
    return max(after, key=lambda pair: (spent[pair[0]] + pair[1].least, pair[0].leaves.bit_count()))


def _free(game: Game, answer: Answer) -> bool:
    """Whether it costs the learner nothing: mistakes are counted, and this is none."""
    return answer.yes and game in (Game.BANDIT, Game.FULL_INFORMATION)


def _after(of: HypothesisClass, strategy: Strategy, *, floor: Floor, leaves: int) -> Floor:
    """The best floor that is known after an answer."""
    found = _standing(strategy, leaves)
    if floor.keeps is not None:
        kept = floor.keeps & leaves
        if kept.bit_count() - 1 > found.least:
            return Floor(kept.bit_count() - 1, keeps=kept)
    if floor.chain is not None:
        found = max(found, floor_by(strategy.game, floor.chain & leaves), key=lambda f: f.least)
    if floor.block is not None:
        blocked = floor_by_block(strategy.game, of, block=floor.block & leaves)
        found = max(found, blocked, key=lambda f: f.least)
    if floor.coset is not None:
        halved = floor_by_coset(of, floor.coset & leaves)
        found = max(found, halved, key=lambda f: f.least)
    if floor.grid is not None:
        found = max(found, floor_by_grid(of, floor.grid & leaves), key=lambda f: f.least)
    return found


def _standing(strategy: Strategy, alive: int) -> Floor:
    """The floor of a version space: the one listed, or what its size says."""
    size = alive.bit_count()
    by_size = (size - 1).bit_length() if strategy.game is Game.MEMBERSHIP else min(size - 1, 1)
    listed = strategy.floors.get(alive)
    return listed if listed is not None and listed.least > by_size else Floor(by_size)


def unfold(of: HypothesisClass, strategy: Strategy, *, max_nodes: int = _MAX_NODES) -> Node:
    """The strategy tree of the learner, for pictures: one node for each course of answers.

    Args:
        of: the class.
        strategy: the certificate of a result.
        max_nodes: refuse a larger tree; the tables of the strategy stay small where it does not.

    Raises:
        ValueError: it is larger, `max_nodes` is no whole number of at least 1, or this is no class
            or no strategy.
    """
    a_class(of)
    a_strategy(strategy)
    whole_number(max_nodes, thing="max_nodes", least=1, way_out="say how many may be made")
    left = [max_nodes]

    def grown(alive: int, depth: int = 0) -> Node:
        left[0] -= 1
        if left[0] < 0 or depth > _DEEPEST:
            raise ValueError(
                f"the strategy tree has more than {max_nodes:,} nodes, or is deeper than "
                f"{_DEEPEST}; raise max_nodes, or follow one course with games.question"
            )
        asked = question(of, strategy, alive=alive)
        if asked is None:
            return Node(alive, None, ())
        said = answers(strategy.game, of, alive=alive, question=asked)
        kept = [answer for answer in said if not _free(strategy.game, answer)]
        after = (heard(of, strategy, alive=alive, asked=asked, answer=answer) for answer in kept)
        return Node(
            alive,
            asked,
            tuple((a, grown(leads, depth + 1)) for a, leads in zip(kept, after, strict=True)),
        )

    return grown((1 << len(of)) - 1)
