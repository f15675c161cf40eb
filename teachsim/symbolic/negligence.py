"""The chance that a negligent demonstrator's examples identify the target (claim A2), exactly.

The learner is right as soon as what it has seen refutes every *rival*: the hypotheses that it
prefers to the target t, or all others if it is cautious. A right answer x refutes the rivals that
do not hold x, so the examples must hit the set t - r of every rival r. Only rivals that share a
maximal part of t with it matter. The sampling laws are those of `Negligent`: each right answer
belongs to the repertoire with chance *shown*; or *rounds* draws from it, uniform and with
replacement. Where the rivals form a family with a simple lattice the sums are closed forms: an
interval of two or more points is identified iff both ends are shown, with chance p^2, or
1 - 2 (1 - 1/L)^T + (1 - 2/L)^T after T draws from its L points.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np

from teachsim.core.arrays import AnyArray, BoolArray, FloatArray
from teachsim.core.checks import blind_spot, chance, whole_number
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_switch, an_index
from teachsim.symbolic.families.limit import rounded
from teachsim.symbolic.hitting import groups_of, independent, swept, with_replacement
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.preference import Preference, preference_order

__all__ = ["chance_identified", "chances_identified"]

# States times numbers of draws: 2^22 chances are 32 MiB. A matrix of draws has as many at T = 2047.
_MAX_CHANCES = 2**22


def chance_identified(
    of: HypothesisClass,
    target: int,
    *,
    shown: float | None = None,
    rounds: int | None = None,
    withheld: Collection[int] | AnyArray = (),
    prefer: Preference = "smallest",
    cautious: bool = False,
    max_chances: int = _MAX_CHANCES,
) -> float:
    """The chance in [0, 1] that a learner is right in the end, exact up to rounding.

    Args:
        of: The class.
        target: Index of the truth.
        shown: Chance of each right answer to be shown; or
        rounds: number of right answers drawn, uniformly and with replacement (a phase of T rounds
            with a batch of b makes T * b draws).
        withheld: Numbers of the answers in the blind spot, or `(n,)` bool, as in `Negligent`.
        prefer: The learner's preference; "majority" is no fixed order.
        cautious: Whether it must be in no doubt: one hypothesis left, whatever it prefers.
        max_chances: Refuse sweeps that hold more numbers than this at a time.

    Raises:
        ValueError: If not exactly one of `shown` and `rounds` is given, one of the arguments is out
            of range, or the sweep grows too large.

    >>> H = HypothesisClass.from_strings(["110", "011", "111"])
    >>> chance_identified(H, 2, shown=0.5)  # both ends must be shown
    0.25
    """
    if (shown is None) == (rounds is None):
        raise ValueError(
            f"shown is {shown} and rounds is {rounds}, but exactly one of them says how examples "
            "are drawn; leave the other out"
        )
    if rounds is not None:
        chances = chances_identified(
            of,
            target,
            rounds=rounds,
            withheld=withheld,
            prefer=prefer,
            cautious=cautious,
            max_chances=max_chances,
        )
        return float(chances[-1])
    assert shown is not None
    whole_number(max_chances, thing="max_chances", least=1, way_out="leave it out")
    shown = chance(shown, thing="shown")
    rivals = _rivals(of, target, withheld=withheld, prefer=prefer, cautious=cautious)
    groups = groups_of(~rivals)
    steps = independent(groups, shown)
    return float(swept(groups, steps, n_sets=len(rivals), n_counts=1, most=max_chances)[0])


def chances_identified(
    of: HypothesisClass,
    target: int,
    *,
    rounds: int,
    withheld: Collection[int] | AnyArray = (),
    prefer: Preference = "smallest",
    cautious: bool = False,
    max_chances: int = _MAX_CHANCES,
) -> FloatArray:
    """`(rounds + 1,)` chance in [0, 1] that the learner is right after 0, 1, ... draws, exact.

    Arguments are those of `chance_identified`.

    Raises:
        ValueError: If one of them is out of range, or the sweep grows too large.
    """
    whole_number(rounds, thing="rounds", least=0, way_out="give the number of draws")
    whole_number(max_chances, thing="max_chances", least=1, way_out="leave it out")
    if (rounds + 1) ** 2 > max_chances:
        most = math.isqrt(max_chances) - 1
        raise ValueError(
            f"rounds is {rounded(rounds)}, but must be 0 to {most}; change it or max_chances"
        )
    rivals = _rivals(of, target, withheld=withheld, prefer=prefer, cautious=cautious)
    groups = groups_of(~rivals)
    steps = with_replacement(groups, rounds)
    return swept(groups, steps, n_sets=len(rivals), n_counts=rounds + 1, most=max_chances)


def _rivals(
    of: HypothesisClass,
    target: int,
    *,
    withheld: Collection[int] | AnyArray,
    prefer: Preference,
    cautious: bool,
) -> BoolArray:
    """`(k, L)` what each rival that matters shares with the `L` right answers that may be seen."""
    order = preference_order(of, prefer=prefer)
    target = an_index(target, of=of)
    a_switch(cautious, thing="cautious")
    rank = int(np.flatnonzero(order == target)[0])
    rivals = np.delete(order, rank) if cautious else order[:rank]
    blind = blind_spot(withheld, n_answers=of.n_instances, thing="withheld")
    visible = of[target] & ~blind
    shared = of.table[rivals][:, visible]
    different = dict(zip(words.integers(words.pack(shared)), range(len(shared)), strict=True))
    kept: list[int] = []
    for bits in sorted(different, key=int.bit_count, reverse=True):
        if all(bits & ~larger for larger in kept):  # part of no larger one
            kept.append(bits)
    return shared[[different[bits] for bits in kept]]
