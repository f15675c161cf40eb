"""Recursive teaching: peel off what few examples teach, then teach the rest among themselves.

A hypothesis is taught by k examples iff some k instances cut it off alone. With k allowed the peel
goes on until nothing is left, or until it is stuck at a core in which every hypothesis needs more:
that proves more than k, since no plan teaches all of the core.
"""

from __future__ import annotations

from teachsim.symbolic.arguments import a_class, a_switch
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import Bounds, Core, Plan, Sets, Trivial
from teachsim.symbolic.complexity.inclusion import planned
from teachsim.symbolic.complexity.linear import coset_of, plan_alike, taught_alike
from teachsim.symbolic.complexity.separating import (
    everything,
    members,
    of_both_marks,
    of_right_marks,
    one_of,
)
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["minimum_teaching_dimension", "recursive_teaching_dimension"]

# Looking at so many cuts takes as long as a state elsewhere.
_CUTS_A_STATE = 4

_Step = tuple[int, tuple[int, ...]]


def minimum_teaching_dimension(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The least number of marked examples that leave some hypothesis alone: the easiest target.

    The certificate holds a teaching set (`Sets`) and, for the lower bound, the whole class as a
    `Core`, or a `Coset`. Where the budget ends first the upper bound is min(n, log2 m) rounded
    down: halving, with the smaller side always kept, ends at one hypothesis (`Trivial`).

    Args:
        of: The class.
        max_states: Stop after this many parts of the class, with bounds.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> minimum_teaching_dimension(families.intervals(20)).value
    2
    """
    a_class(of)
    name, meter = "minimum_teaching_dimension", Meter(max_states)
    alike = taught_alike(name, of, targets=[0])
    if alike is not None:
        return alike
    kept = of_both_marks(of)
    size, most = 0, min(len(of).bit_length() - 1, len(kept))
    everyone = Core(tuple(range(len(of))))
    try:
        while True:
            space = everything(of)
            steps = _peeled(of, space, kept=kept, size=size, signs=(True, False), meter=meter)
            if steps:
                taught = Sets(dict(steps[:1]))
                return Result(name, size, size, Bounds(everyone, taught), meter.spent)
            size += 1
    except OverBudgetError:
        return Result(name, size, most, Bounds(everyone, Trivial()), meter.spent)


def recursive_teaching_dimension(
    of: HypothesisClass, *, positive: bool = False, max_states: int = MAX_STATES
) -> Result:
    """The recursive teaching dimension; with right answers alone it is finite as well.

    Doliwa, Fan, Simon & Zilles 2014, "Recursive teaching dimension, VC-dimension and sample
    compression". The certificate holds a `Plan` and a `Core` (`Coset` where all targets are alike).
    Where the budget ends before the best plan is found, the plan is a greedy one, for which the
    same may be spent again; without one the upper bound is log2 m rounded down, since halving
    teaches some hypothesis of every subclass, and the number of instances that differ (with right
    answers alone this and m - 1: `Trivial`).

    Args:
        of: The class.
        positive: Whether only right answers are shown.
        max_states: Stop after this many parts of the class, with bounds.

    Raises:
        ValueError: If `of` is no class, `positive` no switch, or `max_states` not a whole number,
            at least 0.

    >>> from teachsim.symbolic import families
    >>> recursive_teaching_dimension(families.warmuth()).value
    3
    """
    a_class(of)
    a_switch(positive, thing="positive")
    signs = (True,) if positive else (True, False)
    kept = of_right_marks(of) if positive else of_both_marks(of)
    name = "positive_recursive_teaching_dimension" if positive else "recursive_teaching_dimension"
    chain = planned(name, of)
    if chain is not None:
        return chain
    meter = Meter(max_states)
    coset = coset_of(of)
    if coset is not None and not positive:
        d = len(coset.instances)
        return Result(name, d, d, Bounds(coset, plan_alike(of, proof=coset)), 0)
    size, left = 0 if coset is None else len(coset.instances), everything(of)
    lower: Core | Coset = coset or Core(tuple(members(left)))
    steps: list[_Step] = []
    most = min(len(kept), len(of) - 1 if positive else len(of).bit_length() - 1)
    above: Plan | None = None
    try:
        while left:
            found = _peeled(of, left, kept=kept, size=size, signs=signs, meter=meter)
            steps += found
            left &= ~sum(1 << h for h, _ in found)
            if not found:
                size, lower = size + 1, Core(tuple(members(left)))
        most, above = size, Plan(tuple(steps))
    except OverBudgetError:
        again = Meter(max_states)
        plan = _greedy(of, kept=kept, signs=signs, most=most, meter=again)
        most, above = (most, None) if plan is None else (_longest(plan), plan)
        meter = Meter(2 * max_states, [meter.spent + again.spent])
    return Result(name, size, most, Bounds(lower, above or Trivial()), meter.spent)


def _greedy(
    of: HypothesisClass,
    *,
    kept: tuple[int, ...],
    signs: tuple[bool, ...],
    most: int,
    meter: Meter,
) -> Plan | None:
    """A plan of fewer than `most` examples a step, with the fewest left after each; None if none.

    Some instance always leaves less than all, even with right answers alone, as two hypotheses that
    are left differ on one.
    """
    left, steps = everything(of), []
    try:
        while left:
            part = left
            chosen: list[int] = []
            while part.bit_count() > 1 and len(chosen) < most:
                meter.spend(1 + len(kept) // _CUTS_A_STATE)
                sides = ((x, part & of.column_bits[x]) for x in kept)
                cuts = [(s if sign else part ^ s, x) for x, s in sides for sign in signs]
                part, x = min(
                    (cut for cut in cuts if cut[0] not in {0, part}),
                    key=lambda cut: cut[0].bit_count(),
                )
                chosen.append(x)
            if len(chosen) == most:
                return None
            steps.append((one_of(part), tuple(chosen)))
            left ^= part
    except OverBudgetError:
        return None
    return Plan(tuple(steps))


def _longest(plan: Plan) -> int:
    return max(len(chosen) for _, chosen in plan.steps)


def _peeled(
    of: HypothesisClass,
    left: int,
    *,
    kept: tuple[int, ...],
    size: int,
    signs: tuple[bool, ...],
    meter: Meter,
) -> list[_Step]:
    """Hypotheses that at most `size` instances tell from all left after them; one look at each.

    Args:
        of: The class.
        left: The hypotheses to be taught, a bit set.
        kept: The instances that may be used.
        size: How many of them.
        signs: Which labels may be shown.
        meter: What may be spent.

    Returns:
        Steps of a plan; none iff no hypothesis can be told from all others left.
    """
    steps: list[_Step] = []

    def cut(part: int, *, start: int, chosen: tuple[int, ...]) -> None:
        nonlocal left
        meter.spend()
        for i in range(start, len(kept) if len(chosen) < size else start):
            part &= left
            if part.bit_count() <= 1:
                break
            right = part & of.column_bits[kept[i]]
            if right not in {0, part}:
                for side in (right if sign else part ^ right for sign in signs):
                    cut(side & left, start=i + 1, chosen=(*chosen, kept[i]))
        part &= left
        if part.bit_count() == 1:
            steps.append((one_of(part), chosen))
            left ^= part

    cut(left, start=0, chosen=())
    return steps
