"""Are k examples enough for all labellings? A tree of choices that says why, or one that is not.

The tree asks for the label of one instance after the other, the one that cuts what is left most
evenly first. A way ends when, of the instances on it, few enough leave few enough hypotheses: each
of those that are too many may take one more.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from teachsim.symbolic.complexity.budget import Meter, OverBudgetError
from teachsim.symbolic.complexity.covering import Sets, covered, family_of
from teachsim.symbolic.complexity.labelling_proofs import Asked, Labellings, MissProof

__all__ = ["Missed", "Problem", "Way", "enough_for_all", "needs_more"]

Way = dict[int, bool]
"""Labels of some instances."""

Missed = tuple[tuple[int, ...], MissProof]
"""Hypotheses, and a proof that more of their sets are missed than may be spared."""

# Python's stack: a longer way is given up.
_LONGEST = 300
# What one choice may spend on looking for fewer instances than greed finds.
_LOOK = 40
# A choice looks at all hypotheses, and at the instances on the way as often as some are chosen: so
# many take as long as a state elsewhere.
_ROWS_A_STATE = 16
_BITS_A_STATE = 100_000
# A bit set takes as long as so many hypotheses even if they are fewer.
_LEAST_BITS = 2000


@dataclass(frozen=True, eq=False)
class Problem:
    """What is looked for, and in what.

    Attributes:
        rows: `(m,)` the instances of each hypothesis, of those that matter, bit sets.
        columns: Of each instance that matters the hypotheses that hold it right, a bit set.
        full: All hypotheses, a bit set.
        spare: How many hypotheses may be left: 1 to identify, 0 to refute, in which case only
            labellings outside the class count.
    """

    rows: tuple[int, ...]
    columns: dict[int, int]
    full: int
    spare: int


def enough_for_all(problem: Problem, *, size: int, meter: Meter) -> Labellings | Way:
    """Why so many examples are enough for all labellings, or a labelling that needs more.

    Raises:
        OverBudgetError: If the meter runs out, or a way gets too long for Python's stack.
    """
    return _choice(problem, {}, alive=problem.full, size=size, meter=meter)


def _choice(problem: Problem, way: Way, *, alive: int, size: int, meter: Meter) -> Labellings | Way:
    if len(way) + _rest(problem, alive) <= size:
        return tuple(way)
    looks = len(problem.columns) + len(way) * size
    meter.spend(1 + looks * (_LEAST_BITS + len(problem.rows)) // _BITS_A_STATE)
    chosen, left = _greedy(problem, way, size=size)
    if left.bit_count() <= problem.spare + size - len(chosen):
        return chosen
    free = [x for x in problem.columns if x not in way]
    if not free and alive and not problem.spare:
        return tuple(way)  # a hypothesis: there is nothing to refute
    if not free:
        return _last(problem, way, size=size, meter=meter)
    if alive.bit_count() <= problem.spare:
        found = _looked(problem, way, size=size, meter=meter)
        if found is not None:
            return found
    if len(way) > _LONGEST:
        raise OverBudgetError
    pool = alive if alive & (alive - 1) else left
    x = min(free, key=lambda x: _gap(problem, x, pool=pool))
    return _both(problem, way, x=x, alive=alive, pool=pool, size=size, meter=meter)


def _last(problem: Problem, way: Way, *, size: int, meter: Meter) -> tuple[int, ...] | Way:
    """Few enough instances for a labelling of all of them, or the labelling, which needs more."""
    meter.spend(len(problem.rows) // _ROWS_A_STATE)
    family = family_of(_sets(problem, way), spare=problem.spare)
    chosen, proof = covered(family, size=size, spare=problem.spare, meter=meter)
    return chosen if proof is None else dict(way)


def _both(
    problem: Problem, way: Way, *, x: int, alive: int, pool: int, size: int, meter: Meter
) -> Labellings | Way:
    """Both labels of an instance, the one of more hypotheses first."""
    column = problem.columns[x]
    sides: dict[bool, Labellings] = {}
    first = 2 * (pool & column).bit_count() > pool.bit_count()
    for label in (first, not first):
        after = alive & column if label else alive & ~column
        found = _choice(problem, {**way, x: label}, alive=after, size=size, meter=meter)
        if isinstance(found, dict):
            return found
        sides[label] = found
    return Asked(x, sides[False], sides[True])


def _gap(problem: Problem, x: int, *, pool: int) -> int:
    return abs(2 * (problem.columns[x] & pool).bit_count() - pool.bit_count())


def _rest(problem: Problem, alive: int) -> int:
    """How many more instances cut off all but those that may be left, whatever the labels."""
    return max(alive.bit_count() - problem.spare, 0)


def _errs(problem: Problem, x: int, *, label: bool) -> int:
    """The hypotheses that one example rules out."""
    return problem.full & ~problem.columns[x] if label else problem.columns[x]


def _greedy(problem: Problem, way: Way, *, size: int) -> tuple[tuple[int, ...], int]:
    """Instances on the way that rule out most, and the hypotheses they leave."""
    errs = {x: _errs(problem, x, label=label) for x, label in way.items()}
    left = problem.full
    chosen: list[int] = []
    while errs and left.bit_count() > problem.spare + size - len(chosen) and len(chosen) < size:
        x = max(errs, key=lambda x: (errs[x] & left).bit_count())
        left &= ~errs.pop(x)
        chosen.append(x)
    return tuple(chosen), left


def _looked(problem: Problem, way: Way, *, size: int, meter: Meter) -> tuple[int, ...] | None:
    """Few enough instances on the way, if a short look finds them."""
    meter.spend(len(problem.rows) // _ROWS_A_STATE)
    share = Meter(min(_LOOK, meter.limit - meter.spent))
    sets = _sets(problem, way)
    hits = {x: _errs(problem, x, label=label) for x, label in way.items()}
    family = Sets(tuple(sets), tuple(sets.values()), hits)
    found: tuple[int, ...] | None = None
    with suppress(OverBudgetError):
        chosen, proof = covered(family, size=size, spare=problem.spare, meter=share)
        found = chosen if proof is None else None
    meter.spend(share.spent)
    return found


def _sets(problem: Problem, way: Way) -> dict[int, int]:
    """Of each hypothesis the instances on the way on which the labelling errs."""
    mask = sum(1 << x for x in way)
    labels = sum(1 << x for x, label in way.items() if label)
    return {h: (row & mask) ^ labels for h, row in enumerate(problem.rows)}


def needs_more(problem: Problem, way: Way, *, size: int, meter: Meter) -> Missed | None:
    """Why so many examples are not enough for a labelling of all instances, if they are not.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    meter.spend(1 + len(problem.rows) // _ROWS_A_STATE)
    sets = _sets(problem, way)
    spare = problem.spare - sum(not some for some in sets.values())
    if spare < 0:
        return None  # a hypothesis cannot be refuted
    family = family_of({h: some for h, some in sets.items() if some}, spare=spare)
    proof = covered(family, size=size, spare=spare, meter=meter)[1]
    return None if proof is None else (family.names, proof)
