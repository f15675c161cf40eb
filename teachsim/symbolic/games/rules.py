"""The rules of the games by definition: what is asked, and what a truthful teacher may answer.

Nothing here is shared with the solver; the checker and those who play go by these rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.games.records import Answer, Game, Question, Strategy
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = [
    "a_strategy",
    "answers",
    "foreseen",
    "held",
    "maximal",
    "mixed",
    "playable",
    "unmixed",
]


def playable(game: Game) -> Game:
    """The game.

    Raises:
        ValueError: it is none that can be played.
    """
    way_out = "pass one of games.Game, or several of those that count queries, joined by |"
    one_of(Game, game, thing="game", way_out=way_out)
    counted = not game & (Game.BANDIT | Game.FULL_INFORMATION)
    if len(game) == 0 or (len(game) > 1 and not counted):
        raise ValueError(f"game is {game!r}, which nobody can play; {way_out}")
    return game


def held(of: HypothesisClass, alive: int) -> list[int]:
    """The hypotheses of a bit set, ascending.

    Raises:
        ValueError: this is no class, or no bit set, or it has others than those of the class.
    """
    a_class(of)
    way_out = "start from (1 << len(H)) - 1"
    alive = whole_number(alive, thing="alive", least=0, way_out=way_out)
    if alive.bit_length() > len(of):
        raise ValueError(
            f"alive is {quoted(alive)}, but must be a bit set of the {len(of)} hypotheses; "
            f"{way_out}"
        )
    return [h for h, bit in enumerate(reversed(f"{alive:b}")) if bit == "1"]


def a_strategy(strategy: Strategy) -> None:
    """Refuse what is no strategy, such as the result that certifies with it.

    Raises:
        ValueError: it is something else.
    """
    one_of(Strategy, strategy, thing="strategy", way_out="pass result.certificate")


def maximal(left: Iterable[int]) -> list[int]:
    """The version spaces among these that lie in no other.

    A learner may forget: who hears an answer that leaves a part of what another answer leaves can
    go on as after that other answer, and is no worse off than it would have been.
    """
    kept: list[int] = []
    for one in sorted(set(left), key=int.bit_count, reverse=True):
        if all(one & ~other for other in kept):
            kept.append(one)
    return kept


def mixed(game: Game, question: Question, *, kind: Game) -> Question:
    """The question of a game: of a mixture, its kind and what is asked."""
    if len(game) == 1:
        return question
    return (kind.value, *(question if isinstance(question, tuple) else (question,)))


def unmixed(game: Game, question: Question) -> tuple[Game, Question]:
    """The kind of a question, and what is asked.

    Raises:
        ValueError: it says of no kind of this game.
    """
    if len(game) == 1:
        return game, question
    kinds = {kind.value: kind for kind in game}
    if not isinstance(question, tuple) or len(question) < 2 or question[0] not in kinds:
        raise ValueError(
            f"question is {quoted(question)}, but in a mixture must be a tuple of one of "
            f"{sorted(kinds)}, the values of its kinds, and what is asked; put that first"
        )
    kind = kinds[question[0]]
    single = len(question) == 2 and not kind.predicting
    return kind, question[1] if single else question[1:]


def answers(
    game: Game, of: HypothesisClass, *, alive: int, question: Question
) -> tuple[Answer, ...]:
    """What the teacher may answer: all that some hypothesis still possible makes true.

    Args:
        game: which game.
        of: the class.
        alive: bit set of the hypotheses still possible.
        question: a `Question` of this game.

    Raises:
        ValueError: it is none, `alive` no bit set, `of` no class, or `game` no game.
    """
    held(of, alive)
    playable(game)
    game, question = unmixed(game, question)
    _of_game(game, of, question=question)
    said = _refutations(game, of, alive=alive, question=question)
    if game is Game.MEMBERSHIP:
        return tuple(answer for answer in said if answer.leaves)
    refuted = [answer for answer in said if answer.leaves]
    fits = alive
    for answer in refuted:
        fits &= ~answer.leaves
    return (Answer(True, None, None, fits), *refuted) if fits else tuple(refuted)


def foreseen(game: Game, of: HypothesisClass, *, alive: int, at: int) -> Iterator[list[int]]:
    """For each prediction at one prompt, what its refutations leave possible.

    Args:
        game: a game of prediction; proper equivalence is treated as if claims were arbitrary.
        of: the class.
        alive: bit set of the hypotheses still possible.
        at: a prompt (an instance, where claims are sets).
    """
    parts = _parts(game, of, alive=alive, at=at)
    for predicted, part in enumerate(parts):
        others = [other for y, other in enumerate(parts) if y != predicted and other]
        yield [alive & ~part] if game is Game.BANDIT and others else others


def _parts(game: Game, of: HypothesisClass, *, alive: int, at: int) -> list[int]:
    """Who holds which response to a prompt right, or an instance wrong and right."""
    if game in (Game.BANDIT, Game.FULL_INFORMATION):
        first = at * of.n_responses
        return [alive & c for c in of.column_bits[first : first + of.n_responses]]
    right = of.column_bits[at]
    return [alive & ~right, alive & right]


def _refutations(
    game: Game, of: HypothesisClass, *, alive: int, question: Question
) -> Iterator[Answer]:
    """What may be said against the question, and by whom; for membership, all that may be said."""
    if isinstance(question, tuple) and game is not Game.ARBITRARY:
        for at, predicted in enumerate(question):
            yield from _corrections(game, of, alive=alive, at=(at, predicted))
    elif isinstance(question, int) and game is Game.MEMBERSHIP:
        wrong, right = _parts(game, of, alive=alive, at=question)
        yield Answer(True, None, None, right)
        yield Answer(False, None, None, wrong)
    else:
        claim = of.table[question] if isinstance(question, int) else question
        for x, claimed in enumerate(claim):
            wrong, right = _parts(game, of, alive=alive, at=x)
            if claimed and game is not Game.SUPERSET:
                yield Answer(False, x, None, wrong)
            if not claimed and game is not Game.SUBSET:
                yield Answer(False, x, None, right)


def _corrections(
    game: Game, of: HypothesisClass, *, alive: int, at: tuple[int, int]
) -> Iterator[Answer]:
    """What may be said against the prediction of a response to a prompt."""
    prompt, predicted = at
    parts = _parts(game, of, alive=alive, at=prompt)
    if game is Game.BANDIT:
        yield Answer(False, prompt, None, alive & ~parts[predicted])
        return
    for right, part in enumerate(parts):
        if right != predicted:
            yield Answer(False, prompt, right, part)


def _of_game(game: Game, of: HypothesisClass, *, question: Question) -> None:
    """Refuse what is no question of the game.

    Raises:
        ValueError: it is none.
    """
    if game.predicting:
        arbitrary = game is Game.ARBITRARY
        long, most = (of.n_instances, 2) if arbitrary else (of.n_prompts, of.n_responses)
        fine = isinstance(question, tuple) and len(question) == long
        fine = fine and all(_is_below(r, most) for r in question)  # type: ignore[union-attr]  # a tuple
        rule = f"a tuple of {long} numbers from 0 to {most - 1}"
    else:
        most = of.n_instances if game is Game.MEMBERSHIP else len(of)
        fine = _is_below(question, most)
        rule = f"a number from 0 to {most - 1}"
    if not fine:
        raise ValueError(f"question is {quoted(question)}, but must be {rule}; ask another")


def _is_below(number: object, most: int) -> bool:
    """Whether it is a whole number in [0, most); a bool is none."""
    whole = isinstance(number, (int, np.integer)) and not isinstance(number, bool)
    return whole and 0 <= number < most  # type: ignore[operator]  # it is an integer here
