"""The games of a liar, or a silent teacher, by name."""

from __future__ import annotations

import math

import numpy as np

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_class, a_switch
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.liars.arguments import few_silences
from teachsim.symbolic.liars.bounds import ceiling_of, floor_of
from teachsim.symbolic.liars.records import Alike, Game
from teachsim.symbolic.liars.rounds import alive_in, rounds_of
from teachsim.symbolic.liars.rules import start
from teachsim.symbolic.liars.solver import Search, solved
from teachsim.symbolic.result import Result

__all__ = ["MAX_STATES", "examined", "omitting", "persistent", "reaskable"]

MAX_STATES = 500_000
"""States that a solver looks at unless told otherwise: some seconds of one core."""

# To bound a state with so many hypotheses and instances takes as long as a look at one without.
_BOUNDED_AT_ONCE = 16
_BLOCK = 256  # rows that are compared with all others at once


def reaskable(of: HypothesisClass, *, lies: int, max_states: int = MAX_STATES) -> Result:
    """Membership queries needed at worst if up to so many answers are lies, and may be asked again.

    Each asking is answered anew, so every class can be learned: (lies + 1) MQ + lies queries do, as
    an instance may be asked until one answer was given once more often than there may be lies.
    Identified is a hypothesis when all others imply more lies.

    Args:
        of: The class.
        lies: The most lies that the teacher may tell, e, at least 0; without any it is the game of
            `games.membership`.
        max_states: States to look at, large ones counting for more; then bounds are returned that
            are not yet equal.

    Returns:
        In queries (identify). The certificate is a `Strategy`; `liars.check` checks it.

    Raises:
        ValueError: This is no class, a number is none, or there may be more than 300 lies.

    >>> from teachsim.symbolic import families
    >>> [reaskable(families.singletons(8), lies=e).value for e in range(3)]
    [7, 15, 23]
    """
    return _value(Game.REASKABLE, of, most=_most(lies, "lies"), max_states=max_states)


def persistent(of: HypothesisClass, *, lies: int, max_states: int = MAX_STATES) -> Result:
    """Membership queries needed at worst if the teacher lies about up to so many instances.

    Asked again it answers the same. Finite iff any two hypotheses differ on at least 2 lies + 1
    instances: the class is then a code that corrects so many errors.

    Args:
        of: The class; equal columns count, as each is an instance of its own.
        lies: About how many instances the teacher may lie, e, at least 0.
        max_states: As in `reaskable`.

    Returns:
        In queries (identify), or `math.inf`, with the two hypotheses, `Alike`, as certificate.

    Raises:
        ValueError: As `reaskable`.

    >>> from teachsim.symbolic import families
    >>> H = families.parities(3)
    >>> [persistent(H, lies=e).value for e in range(3)]
    [3, 6, inf]
    """
    return _value(Game.PERSISTENT, of, most=_most(lies, "lies"), max_states=max_states)


def examined(of: HypothesisClass, *, lies: int, max_states: int = MAX_STATES) -> Result:
    """Equivalence queries needed at worst if up to so many counterexamples are false.

    Claims may be any sets of instances. The examiner names an instance as wrong, which may be a
    lie; that nothing is wrong is never one, as in `teachsim.Noise`. Without lies this is
    Littlestone's dimension; weighted majority needs at most the least k with weight_k < 2^(k+1):
    see `weights`.

    Args:
        of: The class.
        lies: The most false counterexamples, e, at least 0.
        max_states: As in `reaskable`.

    Returns:
        In queries, until one hypothesis is left (identify).

    Raises:
        ValueError: As `reaskable`.

    >>> from teachsim.symbolic import families
    >>> [examined(families.initial_segments(7), lies=e).value for e in range(3)]
    [3, 5, 7]
    """
    return _value(Game.EXAMINED, of, most=_most(lies, "lies"), max_states=max_states)


def omitting(
    of: HypothesisClass,
    *,
    silences: int,
    persistent: bool = False,
    max_states: int = MAX_STATES,
) -> Result:
    """Membership queries needed at worst if the teacher may say "I don't know" so many times.

    It never lies. Where asking again is answered anew the value is MQ + silences (0 if there is
    nothing to ask): at worst the silences come first. Where silence persists it is finite iff any
    two hypotheses differ on more than `silences` instances, and at least as large.

    Args:
        of: The class; where silence persists, equal columns count.
        silences: How often, or about how many instances, the teacher may keep silent.
        persistent: Whether it keeps silent on the same instances for ever.
        max_states: As in `reaskable`.

    Returns:
        In queries (identify), or `math.inf`, with the two hypotheses, `Alike`, as certificate.

    Raises:
        ValueError: As `reaskable`, `persistent` is no bool, or there may be more silences than a
            bound can be told in (2^50).

    >>> from teachsim.symbolic import families
    >>> omitting(families.singletons(8), silences=2).value
    9
    >>> omitting(families.singletons(8), silences=2, persistent=True).value
    inf
    """
    a_switch(persistent, thing="persistent")
    game, most = Game.MUTE if persistent else Game.SILENT, _most(silences, "silences")
    if game is Game.SILENT:  # where silence persists, so many are too many, and the value infinite
        few_silences(most)
    return _value(game, of, most=most, max_states=max_states)


def _most(number: int, thing: str) -> int:
    return whole_number(number, thing=thing, least=0, way_out="use 0 for an honest teacher")


def _value(game: Game, of: HypothesisClass, *, most: int, max_states: int) -> Result:
    a_class(of)
    whole_number(max_states, thing="max_states", least=0, way_out="use 0 for bounds alone")
    closest = _closest(of) if game in (Game.PERSISTENT, Game.MUTE) else None
    if closest is not None:
        needed = 2 * most + 1 if game is Game.PERSISTENT else most + 1
        if closest[1].bit_count() < needed:
            alike = Alike(game, most, *closest)
            return Result(f"{game.value} of {most}", math.inf, math.inf, alike, 0)
    begin = start(game, len(of), most=most)
    search = Search(
        lambda state: alive_in(state).bit_count(),
        lambda state: 1 + (alive_in(state).bit_count() + of.n_instances) // _BOUNDED_AT_ONCE,
        rounds_of(game, of, most=most),
        ceiling_of(game, of, most=most),
        floor_of(game, of, most=most),
    )
    return solved(game, search, start=begin, most=most, max_states=max_states)


def _closest(of: HypothesisClass) -> tuple[tuple[int, int], int] | None:
    """The two hypotheses that differ on the fewest instances, and these; None of one alone."""
    if len(of) == 1:
        return None
    table, sizes = of.table.astype(np.float64), of.table.sum(axis=1)
    best: tuple[float, int, int] = (math.inf, 0, 0)
    for first in range(0, len(of), _BLOCK):
        rows = slice(first, first + _BLOCK)
        apart = sizes[rows, np.newaxis] + sizes - 2.0 * (table[rows] @ table.T)
        np.fill_diagonal(apart[:, first:], math.inf)
        at, other = np.unravel_index(apart.argmin(), apart.shape)
        best = min(best, (float(apart[at, other]), first + int(at), int(other)))
    pair = best[1:]
    return pair, of.row_bits[pair[0]] ^ of.row_bits[pair[1]]
