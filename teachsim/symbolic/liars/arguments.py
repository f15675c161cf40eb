"""Arguments that the functions of a game with a liar share, each refused in a sentence."""

from __future__ import annotations

import numpy as np

from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.families.limit import rounded
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.records import Asked, Game, State, Strategy

__all__ = [
    "MOST_DIGITS",
    "a_game",
    "a_question",
    "a_state",
    "a_strategy",
    "few_lies",
    "few_silences",
    "naturals",
    "no_more",
]

# A state has a level for each number of lies, and bounds of so many take seconds before any search.
_MOST_LIES = 300
# A silence costs a query, and so many are told apart where numbers are floats.
_MOST_SILENCES = 2**50
# Binary digits of a number of candidates: bounds of more do not fit a float.
MOST_DIGITS = 1_000
# More hypotheses than fit the memory of any class here.
_MOST_HYPOTHESES = 2**24

_NO_STATE = "begin with liars.start"


def few_lies(most: int) -> None:
    """Refuse more lies than a state can keep count of.

    Raises:
        ValueError: There may be more.
    """
    _few(most, most=_MOST_LIES, thing="lies", why="number of lies is counted apart")


def few_silences(most: int) -> None:
    """Refuse more silences than a bound can be told in.

    Raises:
        ValueError: There may be more.
    """
    _few(most, most=_MOST_SILENCES, thing="silences", why="takes a query")


def _few(given: int, *, most: int, thing: str, why: str) -> None:
    """Refuse more of something than there may be."""
    if given > most:
        raise ValueError(
            f"{thing} are up to {rounded(given)}, but must be up to {most:,} at most, as each "
            f"{why}; allow fewer"
        )


def no_more(n: int, *, game: Game) -> None:
    """Refuse more hypotheses, or candidates, than a state can hold.

    Raises:
        ValueError: There are more.
    """
    if game is not Game.ULAM and n > _MOST_HYPOTHESES:
        raise ValueError(
            f"n is {rounded(n)}, but no class has more than {_MOST_HYPOTHESES:,} hypotheses; pass "
            "len(H)"
        )
    if n.bit_length() > MOST_DIGITS:
        raise ValueError(
            f"n is {rounded(n)}, but must have {MOST_DIGITS:,} binary digits at most; choose a "
            "smaller number"
        )


def a_game(game: Game, of: HypothesisClass | int) -> None:
    """Refuse what is no game, and a class, or a number of candidates, of another.

    Raises:
        ValueError: It is one of these.
    """
    one_of(Game, game, thing="game", way_out="pass one of liars.Game")
    if game is Game.ULAM:
        way_out = "say how many numbers there are"
        no_more(whole_number(of, thing="n", least=1, way_out=way_out), game=game)
    else:
        a_class(of)  # type: ignore[arg-type]  # a number is refused


def a_strategy(strategy: Strategy) -> None:
    """Refuse what is no strategy, such as the result that certifies with it.

    Raises:
        ValueError: It is something else.
    """
    one_of(Strategy, strategy, thing="strategy", way_out="pass result.certificate")


def naturals(values: object) -> bool:
    """Whether these are a tuple of whole numbers of at least 0."""
    return isinstance(values, tuple) and all(
        isinstance(value, (int, np.integer)) and not isinstance(value, bool) and value >= 0
        for value in values
    )


def a_state(game: Game, of: HypothesisClass | int, *, most: int, state: State) -> None:
    """Refuse a state of another game.

    Raises:
        ValueError: It is one.
    """
    levels = 1 if game.silent else most + 1
    fine = naturals(state) and len(state) == levels + 1
    if isinstance(of, int):
        if not fine:
            raise ValueError(
                f"state is {quoted(state)}, but must be 0 and how many candidates imply each of 0 "
                f"to {most} lies; {_NO_STATE}"
            )
    elif not fine or max(state[1:]).bit_length() > len(of):
        raise ValueError(
            f"state is {quoted(state)}, but must be {levels + 1} numbers, the last {levels} of "
            f"them bit sets of the {len(of)} hypotheses; {_NO_STATE}"
        )


def a_question(game: Game, of: HypothesisClass | int, *, state: State, question: Asked) -> None:
    """Refuse a question of another game.

    Raises:
        ValueError: It is one.
    """
    asked = question if isinstance(question, tuple) else ()
    if isinstance(of, int):
        numbers = state[1:]
        fine = naturals(question) and len(asked) == len(numbers)
        fine = fine and all(q <= n for q, n in zip(asked, numbers, strict=True))
        rule = f"say of how many of each of {numbers} candidates it is"
    elif game is Game.EXAMINED:
        fine = naturals(question) and len(asked) == of.n_instances and set(asked) <= {0, 1}
        rule = f"be a label, 0 or 1, for each of the {of.n_instances} instances"
    else:
        fine = naturals((question,)) and question < of.n_instances  # type: ignore[operator]  # whole
        rule = f"be an instance, 0 to {of.n_instances - 1}"
    if not fine:
        raise ValueError(f"question is {quoted(question)}, but must {rule}; ask another")
