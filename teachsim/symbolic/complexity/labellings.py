"""The labelling that needs most examples: a search over all labellings, with proofs on both sides.

Examples S, marked by a labelling f, are enough if they leave at most `spare` hypotheses; instances
beside them may cut off what is left, one hypothesis each. That k are enough for all labellings is
proved by a tree of choices, at whose ends k instances on the way are; a way without them ends at a
labelling that needs more.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from teachsim.symbolic.complexity.budget import Meter, OverBudgetError
from teachsim.symbolic.complexity.choices import Problem, Way, enough_for_all, sets_of
from teachsim.symbolic.complexity.covering import covered, disjoint, family_of
from teachsim.symbolic.complexity.labelling_proofs import Hard, Labellings, MissProof
from teachsim.symbolic.complexity.separating import everything, of_both_marks
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["Hardest", "hardest", "spread"]

_Missed = tuple[tuple[int, ...], MissProof]
"""Hypotheses, and a proof that more of their sets are missed than may be spared."""

# Sets are compared in pairs: so many take as long as a state elsewhere.
_PAIRS_A_STATE = 100
_COMPARED = 100
# A step towards a first labelling looks at all instances: so many take as long as a state.
_INSTANCES_A_STATE = 64
# Looking for a first labelling takes this share of what may be spent.
_SHARE = 4
_FEW = 8


@dataclass(frozen=True)
class Hardest:
    """What is known of the labelling that needs most.

    Attributes:
        least: Some labelling needs so many examples.
        hard: One that does; None where `least` is 0.
        most: No labelling needs more.
        tree: Why; None where `most` was known before.
    """

    least: int
    hard: Hard | None
    most: int
    tree: Labellings | None


def hardest(of: HypothesisClass, *, spare: int, most: int, meter: Meter) -> Hardest:
    """The labelling that needs most, or bounds; half of what is left is spent on each size.

    Args:
        of: The class.
        spare: How many hypotheses may be left: 1 to identify, 0 to refute.
        most: An upper bound that is known.
        meter: What the search may spend.
    """
    kept = of_both_marks(of)
    mask = sum(1 << x for x in kept)
    rows = tuple(row & mask for row in of.row_bits)
    columns = {x: of.column_bits[x] for x in kept}
    problem = Problem(rows, columns, everything(of), spare)
    best, tree = Hardest(0, None, most, None), None
    with suppress(OverBudgetError):
        for way in _likely(problem, meter=meter):
            best = _raised(best, of, problem=problem, way=way, meter=meter)
        size = best.least
        while size < most:
            share = Meter((meter.limit - meter.spent) // 2)
            try:
                reply = enough_for_all(problem, size=size, meter=share)
            except OverBudgetError:
                meter.spend(1 + share.spent)
                size += 1 + size - best.least  # a larger size is proved sooner
                continue
            meter.spend(share.spent)
            if isinstance(reply, dict):
                best = _raised(best, of, problem=problem, way=reply, meter=meter)
                size = max(size + 1, best.least)
            else:
                most, tree = size, reply
    return Hardest(best.least, best.hard, most, tree)


def _likely(problem: Problem, *, meter: Meter) -> list[Way]:
    """Labellings that are likely hard: on each instance as most hypotheses that agree so far.

    One that ends as a hypothesis cannot be refuted: a few that differ from it once stand for it.
    """
    alive, free, way = problem.full, dict(problem.columns), Way()
    while free:
        meter.spend(1 + len(free) // _INSTANCES_A_STATE)
        x = min(free, key=lambda x: abs(2 * (free[x] & alive).bit_count() - alive.bit_count()))
        right = alive & free.pop(x)
        way[x] = 2 * right.bit_count() > alive.bit_count()
        alive = right if way[x] else alive ^ right
    if problem.spare or not alive:
        return [way]
    known = {*problem.rows}
    near = ({**way, x: not label} for x, label in reversed(way.items()))
    outside = (
        other for other in near if sum(1 << x for x, label in other.items() if label) not in known
    )
    return [*islice(outside, _FEW)]


def _raised(
    best: Hardest, of: HypothesisClass, *, problem: Problem, way: Way, meter: Meter
) -> Hardest:
    """What is known once a labelling is measured."""
    share = Meter((meter.limit - meter.spent) // _SHARE)
    with suppress(OverBudgetError):
        for size, missed in _needs_more(problem, way, size=best.least, meter=share):
            best = Hardest(size + 1, _hard(of, way, missed=missed), best.most, None)
    meter.spend(1 + share.spent)
    return best


def _needs_more(
    problem: Problem, way: Way, *, size: int, meter: Meter
) -> Iterator[tuple[int, _Missed]]:
    """Why that many examples, and one more, and so on, are not enough for a labelling.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    sets = sets_of(problem, way)
    spare = problem.spare - sum(not some for some in sets.values())
    if spare < 0:
        return  # a hypothesis cannot be refuted
    family = family_of({h: some for h, some in sets.items() if some}, spare=spare)
    meter.spend(1 + len(sets) * min(len(family.names), _COMPARED) // _PAIRS_A_STATE)
    apart = len(disjoint(family))
    for more in itertools.count(max(size, apart - spare - 1)):
        proof = covered(family, size=more, spare=spare, meter=meter)[1]
        if proof is None:
            return
        yield more, (family.names, proof)


def _hard(of: HypothesisClass, way: Way, *, missed: _Missed) -> Hard:
    return Hard(spread(of, way), tuple(sorted(way)), *missed)


def spread(of: HypothesisClass, way: Way) -> tuple[bool, ...]:
    """A labelling of all instances that goes on from those that matter: as columns repeat."""
    full = everything(of)
    marks = {0: False, full: True}
    for x, label in way.items():
        marks[of.column_bits[x]], marks[full ^ of.column_bits[x]] = label, not label
    return tuple(marks[column] for column in of.column_bits)
