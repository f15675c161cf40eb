"""The rules of the games by definition: what is asked, and what the teacher may say.

Nothing here is shared with the solver; the checker and those who play go by these rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic.arguments import many
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.arguments import (
    a_game,
    a_question,
    a_state,
    few_lies,
    naturals,
    no_more,
)
from teachsim.symbolic.liars.records import Answer, Asked, Game, State

__all__ = ["answers", "heard", "implied", "left", "refuted", "start"]


def start(game: Game, n: int, *, most: int) -> State:
    """The state before the first question.

    Args:
        game: Which game.
        n: Number of hypotheses, or of candidates.
        most: How many lies, or silences, there may be.

    Raises:
        ValueError: This is no game, a number is none, or there may be more lies, or hypotheses,
            than a state keeps count of.

    >>> start(Game.REASKABLE, 3, most=2)
    (0, 7, 0, 0)
    """
    one_of(Game, game, thing="game", way_out="pass one of liars.Game")
    whole_number(n, thing="n", least=1, way_out="say how many there are")
    whole_number(most, thing="most", least=0, way_out="use 0 for an honest teacher")
    no_more(n, game=game)
    everyone = n if game is Game.ULAM else (1 << n) - 1
    if game.silent:
        return (0, everyone)
    few_lies(most)
    return (0, everyone, *[0] * most)


def left(game: Game, state: State) -> int:
    """Number of hypotheses, or candidates, still possible."""
    return sum(n if game is Game.ULAM else n.bit_count() for n in state[1:])


def implied(state: State) -> dict[int, int]:
    """How many lies each hypothesis implies that is still possible, by hypothesis.

    Raises:
        ValueError: The state is none.
    """
    if not naturals(state):
        raise ValueError(
            f"state is {quoted(state)}, but must be a tuple of whole numbers; begin with "
            "liars.start"
        )
    return {
        h: lies
        for lies, level in enumerate(state[1:])
        for h, bit in enumerate(reversed(f"{level:b}"))
        if bit == "1"
    }


def answers(
    game: Game, of: HypothesisClass | int, *, most: int, state: State, question: Asked
) -> tuple[Answer, ...]:
    """What the teacher may say to a question: all that leaves some hypothesis possible.

    Args:
        game: Which game.
        of: The class, or the number of candidates of Ulam's game.
        most: How many lies, or silences, there may be.
        state: What may be the case before.
        question: An instance; for claims a label, 0 or 1, for each instance; in Ulam's game how
            many of each level are asked for.

    Raises:
        ValueError: These do not belong together.
    """
    a_game(game, of)
    whole_number(most, thing="most", least=0, way_out="use 0 for an honest teacher")
    a_state(game, of, most=most, state=state)
    a_question(game, of, state=state, question=question)
    if isinstance(of, int):
        said = _ulam(state, question)
    elif isinstance(question, tuple):
        said = _examined(of, state=state, question=question)
    elif game.silent:
        said = _told(game, of, most=most, state=state, question=question)
    else:
        said = _marked(game, of, state=state, question=question)
    return tuple(answer for answer in said if any(answer.leaves[1:]))


def _marked(game: Game, of: HypothesisClass, *, state: State, question: int) -> Iterator[Answer]:
    """What "yes" and "no" leave: each is a lie to those that say otherwise."""
    persists = game is Game.PERSISTENT
    if persists and state[0] >> question & 1:
        # Asked before, it is answered as before, and nothing is learned.
        yield Answer(None, None, state)
        return
    asked = state[0] | 1 << question if persists else 0
    for said in (True, False):
        lie = of.table[:, question] != said
        yield Answer(said, None, _lied(state, lie, spent=asked))


def _told(
    game: Game, of: HypothesisClass, *, most: int, state: State, question: int
) -> Iterator[Answer]:
    """What the truth leaves, and what silence does."""
    silent_here = game is Game.MUTE and bool(state[0] >> question & 1)
    if not silent_here:
        for said in (True, False):
            agree = sum(1 << h for h in implied(state) if of.table[h, question] == said)
            yield Answer(said, None, (state[0], agree))
    used = state[0].bit_count() if game is Game.MUTE else state[0]
    if silent_here:
        yield Answer(None, None, state)
    elif used < most:
        spent = state[0] | 1 << question if game is Game.MUTE else state[0] + 1
        yield Answer(None, None, (spent, state[1]))


def _examined(of: HypothesisClass, *, state: State, question: tuple[int, ...]) -> Iterator[Answer]:
    """What it leaves that nothing is wrong, and that some label is."""
    lies = implied(state)
    same = [h for h in lies if tuple(of.table[h].astype(int).tolist()) == question]
    levels = [sum(1 << h for h in same if lies[h] == i) for i in range(len(state) - 1)]
    yield Answer(True, None, (0, *levels))
    for x, label in enumerate(question):
        yield Answer(False, x, refuted(of, state=state, at=x, label=label))


def refuted(of: HypothesisClass, *, state: State, at: int, label: int) -> State:
    """What it leaves that a claim's label of an instance is said to be wrong.

    Raises:
        ValueError: The label is neither 0 nor 1.
    """
    if label not in (0, 1):
        raise ValueError(f"label is {quoted(label)}, but must be 0 or 1; claim one of them")
    return _lied(state, of.table[:, at] == label, spent=0)


def heard(game: Game, answer: Answer, *, said: Iterable[Answer]) -> State:
    """What the learner remembers after an answer: the state that it leaves, or a wider one.

    It may forget. Who is told that an instance is wrong on which all agree hears of a lie; had
    another instance been named, fewer hypotheses would imply it. So the learner goes on as after
    that, and its table need not list this state.

    Args:
        game: Which game; all but claims leave what they leave.
        answer: What it was told; `leaves` is not read.
        said: What `answers` lists for the state that it remembered.

    Raises:
        ValueError: Nobody would answer so, or this is no game or no answer.
    """
    one_of(Game, game, thing="game", way_out="pass one of liars.Game")
    one_of(Answer, answer, thing="answer", way_out="pass one of liars.answers")
    many(said, thing="said", way_out="pass what liars.answers returned")
    known = {(one.said, one.witness): one.leaves for one in said}
    told = (answer.said, answer.witness)
    if told not in known:
        raise ValueError(
            f"the answer {quoted(told)} leaves no hypothesis possible; pass one of liars.answers"
        )
    if game is not Game.EXAMINED:
        return known[told]
    wider = [state for state in known.values() if _in(known[told], state)]
    return next(one for one in wider if not any(one != w and _in(one, w) for w in wider))


def _in(state: State, other: State) -> bool:
    """Whether each hypothesis of a state implies at most as many lies in another."""
    lies, fewer = implied(state), implied(other)
    return all(h in fewer and fewer[h] <= n for h, n in lies.items())


def _lied(state: State, lie: BoolArray, *, spent: int) -> State:
    """The state after an answer that some hypotheses call a lie."""
    liars = int.from_bytes(np.packbits(lie, bitorder="little").tobytes(), "little")
    levels = (level & ~liars | fewer & liars for fewer, level in pairwise((0, *state[1:])))
    return (spent, *levels)


def _ulam(state: State, question: Asked) -> Iterator[Answer]:
    """What is left by number: those asked for call "no" a lie, the others "yes"."""
    assert isinstance(question, tuple)
    others = tuple(n - q for q, n in zip(question, state[1:], strict=True))
    for said, spared, lied in ((True, question, others), (False, others, question)):
        moved = (0, *lied[:-1])
        yield Answer(said, None, (0, *(a + b for a, b in zip(spared, moved, strict=True))))
