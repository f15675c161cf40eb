"""Queries against lies: what each further lie costs in a class."""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.arguments import few_lies
from teachsim.symbolic.liars.records import Game
from teachsim.symbolic.liars.rules import start
from teachsim.symbolic.liars.values import (
    MAX_STATES,
    examined,
    omitting,
    persistent,
    reaskable,
)
from teachsim.symbolic.liars.weights import rounds_needed
from teachsim.symbolic.result import Result

__all__ = ["Cost", "costs"]


@dataclass(frozen=True, eq=False)
class Cost:
    """What it costs to learn a class from a teacher that may deceive so often.

    Attributes:
        lies: How often, e.
        reaskable: Membership queries where lies are told afresh.
        persistent: Where they are told again.
        examined: Claims (equivalence queries), with false counterexamples.
        silent: Membership queries, with silences in place of lies.
        counted: The lower bound on `reaskable` by Berlekamp's weight; any question would meet it.
        repeated: The upper bound on it by asking each question of the best honest game again:
            (e + 1) MQ + e; None where MQ is not known.
    """

    lies: int
    reaskable: Result
    persistent: Result
    examined: Result
    silent: Result
    counted: int
    repeated: int | None


def costs(of: HypothesisClass, *, most: int = 2, max_states: int = MAX_STATES) -> tuple[Cost, ...]:
    """What 0, 1, ..., `most` lies cost in a class: see `Cost`.

    Args:
        of: The class.
        most: The most lies.
        max_states: Of each game, as in `reaskable`.

    Raises:
        ValueError: This is no class, a number is none, or there may be more than 300 lies.

    >>> from teachsim.symbolic import families
    >>> [(c.reaskable.value, c.silent.value) for c in costs(families.initial_segments(7))]
    [(3, 3), (7, 4), (10, 5)]
    """
    a_class(of)
    whole_number(most, thing="most", least=0, way_out="use 0 for an honest teacher alone")
    few_lies(most)
    honest = reaskable(of, lies=0, max_states=max_states).value
    found = []
    for e in range(most + 1):
        fresh = start(Game.REASKABLE, len(of), most=e)[1:]
        found.append(
            Cost(
                e,
                reaskable(of, lies=e, max_states=max_states),
                persistent(of, lies=e, max_states=max_states),
                examined(of, lies=e, max_states=max_states),
                omitting(of, silences=e, max_states=max_states),
                rounds_needed([level.bit_count() for level in fresh]) if len(of) > 1 else 0,
                None if honest is None else int(honest) * (e + 1) + e * (len(of) > 1),
            )
        )
    return tuple(found)
