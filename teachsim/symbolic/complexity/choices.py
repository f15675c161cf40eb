"""Are k examples enough for all labellings? A tree of choices that says why, or one that is not.

The tree asks for the label of one instance after the other, the one that cuts what is left most
evenly first. A way ends when, of the instances on it, few enough leave few enough hypotheses: each
of those that are too many may take one more.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from teachsim.symbolic.complexity.budget import Meter, OverBudgetError
from teachsim.symbolic.complexity.covering import Sets, covered, family_of
from teachsim.symbolic.complexity.labelling_proofs import Asked, Labellings
from teachsim.symbolic.complexity.separating import one_of

__all__ = ["Problem", "Way", "enough_for_all", "sets_of"]

Way = dict[int, bool]
"""Labels of some instances."""

# Python's stack: a deeper choice is given up.
_DEEPEST = 250
# What one choice may spend, for each so many hypotheses, to find fewer instances than greed does.
_LOOK = 20
# A choice looks at all hypotheses, and at the instances on the way as often as some are chosen: so
# many take as long as a state elsewhere.
_ROWS_A_STATE = 16
_BITS_A_STATE = 50_000
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


@dataclass(frozen=True, eq=False)
class _Search:
    """A search under way.

    Attributes:
        problem: What is looked for.
        size: How many examples may be chosen.
        meter: What may be spent.
        taught: Of hypotheses instances that leave them alone, few enough; None if there are none.
    """

    problem: Problem
    size: int
    meter: Meter
    taught: dict[int, tuple[int, ...] | None]


@dataclass(frozen=True, eq=False)
class _Place:
    """A place in the tree.

    Attributes:
        way: The labels on the way to it.
        errs: The hypotheses that each of them rules out.
        alive: Those that none of them does.
        depth: How many calls deep it lies.
    """

    way: Way
    errs: dict[int, int]
    alive: int
    depth: int


def enough_for_all(problem: Problem, *, size: int, meter: Meter) -> Labellings | Way:
    """Why so many examples are enough for all labellings, or a labelling that needs more.

    Raises:
        OverBudgetError: If the meter runs out, or a way gets too long for Python's stack.
    """
    return _choice(_Search(problem, size, meter, {}), _Place({}, {}, problem.full, 0))


def _choice(search: _Search, at: _Place) -> Labellings | Way:
    problem, size = search.problem, search.size
    if len(at.way) + max(at.alive.bit_count() - problem.spare, 0) <= size:
        return tuple(at.way)
    search.meter.spend()
    if at.depth > _DEEPEST:
        raise OverBudgetError
    if at.alive and not at.alive & (at.alive - 1):
        return _one_left(search, at)
    looks = len(problem.columns) + len(at.way) * size
    search.meter.spend(looks * (_LEAST_BITS + len(problem.rows)) // _BITS_A_STATE)
    # What was enough without the last label would have ended the way before it.
    chosen, left = _greedy(search, at.errs, size=size, first=next(reversed(at.way), None))
    if left.bit_count() <= problem.spare + size - len(chosen):
        return chosen
    free = [x for x in problem.columns if x not in at.way]
    if not free:
        return _last(search, at)
    found = None if at.alive else _looked(search, at)
    return found or _both(search, at, x=_even(problem, free, pool=at.alive or left))


def _one_left(search: _Search, at: _Place) -> Labellings | Way:
    """Where one hypothesis is left, the instances that teach it are asked for, if they are few.

    If they are not, it is a labelling that needs more; unless it is to be refuted: then the next
    instances are, until it is refuted, or nothing else.
    """
    problem, h = search.problem, one_of(at.alive)
    if h not in search.taught:
        search.taught[h] = _teaching(search, h)
    taught = search.taught[h]
    if taught is None and problem.spare:
        return {x: bool(column >> h & 1) for x, column in problem.columns.items()}
    asked = [x for x in problem.columns if x not in at.way and (taught is None or x in taught)]
    sides: list[tuple[int, bool, Labellings]] = []
    for x in asked:
        label = bool(problem.columns[x] >> h & 1)
        found = _choice(search, _after(search, at, x=x, label=not label))
        if isinstance(found, dict):
            return found
        sides.append((x, label, found))
        at = replace(_after(search, at, x=x, label=label), depth=at.depth)
    tree: Labellings = tuple(at.way) if taught is None else taught
    for x, label, side in reversed(sides):
        tree = Asked(x, side, tree) if label else Asked(x, tree, side)
    return tree


def _teaching(search: _Search, h: int) -> tuple[int, ...] | None:
    """Few enough instances that leave a hypothesis alone; one fewer, if it is to be refuted then.

    None where there are none, or where greed finds none and it makes no difference.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    problem, meter = search.problem, search.meter
    size, row = search.size - (1 - problem.spare), problem.rows[h]
    errs = {
        x: problem.full & ~column if row >> x & 1 else column
        for x, column in problem.columns.items()
    }
    meter.spend(1 + len(errs) * size * (_LEAST_BITS + len(problem.rows)) // _BITS_A_STATE)
    chosen, left = _greedy(search, errs, size=size)
    while left & (left - 1) and len(chosen) < size:
        x = max(errs, key=lambda x: (errs[x] & left).bit_count())
        left &= ~errs[x]
        chosen = (*chosen, x)
    if not left & (left - 1):
        return chosen
    if not problem.spare:
        return None
    meter.spend(len(problem.rows) // _ROWS_A_STATE)
    apart = {g: other ^ row for g, other in enumerate(problem.rows) if g != h}
    found, proof = covered(family_of(apart, spare=0), size=size, spare=0, meter=meter)
    return found if proof is None else None


def _last(search: _Search, at: _Place) -> tuple[int, ...] | Way:
    """Few enough instances for a labelling of all of them, or the labelling, which needs more."""
    problem = search.problem
    search.meter.spend(len(problem.rows) // _ROWS_A_STATE)
    family = family_of(sets_of(problem, at.way), spare=problem.spare)
    chosen, proof = covered(family, size=search.size, spare=problem.spare, meter=search.meter)
    return chosen if proof is None else dict(at.way)


def _both(search: _Search, at: _Place, *, x: int) -> Labellings | Way:
    """Both labels of an instance, the one of more hypotheses first."""
    column = search.problem.columns[x]
    first = 2 * (at.alive & column).bit_count() > at.alive.bit_count()
    sides: dict[bool, Labellings] = {}
    for label in (first, not first):
        found = _choice(search, _after(search, at, x=x, label=label))
        if isinstance(found, dict):
            return found
        sides[label] = found
    return Asked(x, sides[False], sides[True])


def _after(search: _Search, at: _Place, *, x: int, label: bool) -> _Place:
    """The place that one more label leads to."""
    column = search.problem.columns[x]
    errs = search.problem.full & ~column if label else column
    way, ruled_out = {**at.way, x: label}, {**at.errs, x: errs}
    return _Place(way, ruled_out, at.alive & ~errs, at.depth + 1)


def _even(problem: Problem, free: list[int], *, pool: int) -> int:
    """The instance that cuts some hypotheses most evenly."""
    size = pool.bit_count()
    return min(free, key=lambda x: abs(2 * (problem.columns[x] & pool).bit_count() - size))


def _greedy(
    search: _Search, errs: dict[int, int], *, size: int, first: int | None = None
) -> tuple[tuple[int, ...], int]:
    """Instances that rule out most hypotheses, and those they leave; one may come first."""
    errs, spare, left = dict(errs), search.problem.spare, search.problem.full
    chosen: list[int] = []
    while errs and left.bit_count() > spare + size - len(chosen) and len(chosen) < size:
        x = max(errs, key=lambda x: (errs[x] & left).bit_count()) if first is None else first
        left &= ~errs.pop(x)
        first = None
        chosen.append(x)
    return tuple(chosen), left


def _looked(search: _Search, at: _Place) -> tuple[int, ...] | None:
    """Few enough instances on the way, if a short look finds them."""
    problem, meter = search.problem, search.meter
    meter.spend(len(problem.rows) // _ROWS_A_STATE)
    look = _LOOK * (1 + len(problem.rows) // _ROWS_A_STATE)
    share = Meter(min(look, meter.limit - meter.spent))
    sets = sets_of(problem, at.way)
    family = Sets(tuple(sets), tuple(sets.values()), at.errs)
    found: tuple[int, ...] | None = None
    with suppress(OverBudgetError):
        chosen, proof = covered(family, size=search.size, spare=problem.spare, meter=share)
        found = chosen if proof is None else None
    meter.spend(share.spent)
    return found


def sets_of(problem: Problem, way: Way) -> dict[int, int]:
    """Of each hypothesis the instances on the way on which the labelling errs."""
    mask = sum(1 << x for x in way)
    labels = sum(1 << x for x, label in way.items() if label)
    return {h: (row & mask) ^ labels for h, row in enumerate(problem.rows)}
