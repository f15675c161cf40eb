"""The games by name."""

from __future__ import annotations

import numpy as np

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_class, a_switch
from teachsim.symbolic.games.play import question
from teachsim.symbolic.games.records import Game, Question, Strategy
from teachsim.symbolic.games.rules import held, playable
from teachsim.symbolic.games.solver import solved
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = [
    "MAX_BYTES",
    "MAX_STATES",
    "bandit",
    "best_question",
    "equivalence",
    "full_information",
    "membership",
    "mixture",
    "subset",
    "superset",
]

# Some seconds on one core.
MAX_STATES = 500_000
MAX_BYTES = 2**30


def membership(
    of: HypothesisClass, *, max_states: int = MAX_STATES, max_bytes: int = MAX_BYTES
) -> Result:
    """Membership queries that the best learner needs at worst, until one hypothesis is left.

    Args:
        of: the class.
        max_states: version spaces to look at, large ones counting for more; then bounds are
            returned that are not yet equal.
        max_bytes: memory for them, likewise.

    Returns:
        In queries (identify). The certificate is a `Strategy`; `games.check` checks it.

    Raises:
        ValueError: this is no class, or a budget no whole number of at least 1.

    >>> from teachsim.symbolic import families
    >>> membership(families.intervals(9)).value
    8
    """
    return _value(Game.MEMBERSHIP, of, max_states=max_states, max_bytes=max_bytes)


def equivalence(
    of: HypothesisClass,
    *,
    proper: bool = True,
    max_states: int = MAX_STATES,
    max_bytes: int = MAX_BYTES,
) -> Result:
    """Equivalence queries that the best learner needs at worst, until one hypothesis is left.

    The teacher picks the counterexample. Counted until a query is answered "yes" it is one more:
    `until_yes`. With arbitrary claims the value is Littlestone's dimension (Littlestone, "Learning
    quickly when irrelevant attributes abound: a new linear-threshold algorithm", 1988).

    Args:
        of: the class.
        proper: whether claims are hypotheses of the class, or any sets of instances.
        max_states: as in `membership`.
        max_bytes: as in `membership`.

    Raises:
        ValueError: as `membership`, or `proper` is no bool.

    >>> from teachsim.symbolic import families
    >>> equivalence(families.singletons(9)).value
    8
    >>> equivalence(families.singletons(9, empty=True)).value
    1
    """
    a_switch(proper, thing="proper")
    game = Game.EQUIVALENCE if proper else Game.ARBITRARY
    return _value(game, of, max_states=max_states, max_bytes=max_bytes)


def subset(
    of: HypothesisClass, *, max_states: int = MAX_STATES, max_bytes: int = MAX_BYTES
) -> Result:
    """Subset queries that the best learner needs at worst, until one hypothesis is left.

    A query asks whether a hypothesis of the class holds only what is right; "no" names something
    that is not. The arguments are those of `membership`.

    Raises:
        ValueError: as `membership`.
    """
    return _value(Game.SUBSET, of, max_states=max_states, max_bytes=max_bytes)


def superset(
    of: HypothesisClass, *, max_states: int = MAX_STATES, max_bytes: int = MAX_BYTES
) -> Result:
    """Superset queries that the best learner needs at worst, until one hypothesis is left.

    A query asks whether a hypothesis of the class holds all that is right; "no" names something
    that it lacks. The arguments are those of `membership`.

    Raises:
        ValueError: as `membership`.
    """
    return _value(Game.SUPERSET, of, max_states=max_states, max_bytes=max_bytes)


def mixture(
    of: HypothesisClass,
    game: Game,
    *,
    max_states: int = MAX_STATES,
    max_bytes: int = MAX_BYTES,
) -> Result:
    """Queries that the best learner needs at worst if it may ask several kinds of them.

    At each turn it asks any question of any of the kinds. The other arguments are those of
    `membership`.

    Args:
        of: the class.
        game: the kinds, such as `Game.MEMBERSHIP | Game.EQUIVALENCE`; those that count queries.
        max_states: as in `membership`.
        max_bytes: as in `membership`.

    Raises:
        ValueError: as `membership`, or there are no two kinds, or they count mistakes.

    >>> from teachsim.symbolic import families
    >>> both = mixture(families.subsets_of_size(6, 2), Game.SUBSET | Game.SUPERSET)
    >>> both.quantity, both.value
    ('subset_queries_and_superset_queries', 2)
    """
    if len(playable(game)) == 1:
        raise ValueError(
            f"{game!r} has one kind of question; add one by |, or use its own function"
        )
    return _value(game, of, max_states=max_states, max_bytes=max_bytes)


def full_information(
    of: HypothesisClass, *, max_states: int = MAX_STATES, max_bytes: int = MAX_BYTES
) -> Result:
    """Mistakes of the best deterministic learner at worst if the right response is revealed.

    The teacher asks the prompts, in any order and as often as it likes. The arguments are those of
    `membership`; each hypothesis holds one response to each prompt right.

    Raises:
        ValueError: as `membership`, or a prompt has no or several right responses.

    >>> from teachsim.symbolic import families
    >>> full_information(families.all_functions(2, 3)).value
    2
    """
    _one_right_response(of)
    return _value(Game.FULL_INFORMATION, of, max_states=max_states, max_bytes=max_bytes)


def bandit(
    of: HypothesisClass, *, max_states: int = MAX_STATES, max_bytes: int = MAX_BYTES
) -> Result:
    """Mistakes of the best deterministic learner at worst if it only hears "wrong".

    Otherwise as `full_information` (Auer and Long, "Structural results about on-line learning
    models with and without queries", Machine Learning 36, 1999).

    Raises:
        ValueError: as `full_information`.

    >>> from teachsim.symbolic import families
    >>> bandit(families.all_functions(2, 3)).value
    4
    """
    _one_right_response(of)
    return _value(Game.BANDIT, of, max_states=max_states, max_bytes=max_bytes)


def best_question(
    of: HypothesisClass, game: Game, *, alive: int, max_states: int = MAX_STATES
) -> Question | None:
    """What an optimal learner asks next; None where at most one hypothesis is left.

    Solves the game from this version space on, so it serves a learner that got there by other play
    than a `Strategy`. Over budget it is the best question found, without a proof that it is best.

    Args:
        of: the class.
        game: which game.
        alive: bit set of the hypotheses still possible; for proper equivalence queries what
            truthful answers left, as other claims than these are not looked at.
        max_states: as in `membership`.

    Raises:
        ValueError: this is no class, no game, no bit set or no budget; or as `bandit`.

    >>> from teachsim.symbolic import families
    >>> best_question(families.initial_segments(7), Game.MEMBERSHIP, alive=0b11111111)
    3
    """
    a_class(of)
    playable(game)
    whole_number(max_states, thing="max_states", least=1, way_out="say how many to look at")
    if game in (Game.BANDIT, Game.FULL_INFORMATION):
        _one_right_response(of)
    if len(held(of, alive)) <= 1:
        return None
    result = solved(game, of, alive=alive, max_states=max_states, max_bytes=MAX_BYTES)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)  # it always is
    return question(of, strategy, alive=alive)


def _value(game: Game, of: HypothesisClass, *, max_states: int, max_bytes: int) -> Result:
    a_class(of)
    whole_number(max_states, thing="max_states", least=1, way_out="say how many to look at")
    whole_number(max_bytes, thing="max_bytes", least=1, way_out="say how much memory to use")
    everyone = (1 << len(of)) - 1
    return solved(game, of, alive=everyone, max_states=max_states, max_bytes=max_bytes)


def _one_right_response(of: HypothesisClass) -> None:
    a_class(of)
    right = of.table.reshape(len(of), of.n_prompts, of.n_responses).sum(axis=2)
    if (right != 1).any():
        h, p = np.argwhere(right != 1)[0]
        raise ValueError(
            f"hypothesis {of.names[h]!r} holds {right[h, p]} responses to prompt {p} right, but "
            "mistakes are counted where there is one; use HypothesisClass.from_answers"
        )
