"""The VC dimension: the most instances on which all patterns of right and wrong occur.

A set of d instances is shattered iff it cuts the class into 2^d parts, none of them empty. The
search adds one instance at a time; with r still to come, each part needs 2^r hypotheses.
"""

from __future__ import annotations

from contextlib import suppress

from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import Bounds, Exhausted, Shattered, Trivial
from teachsim.symbolic.complexity.closures import closed_within
from teachsim.symbolic.complexity.inclusion import shattered
from teachsim.symbolic.complexity.separating import everything, of_both_marks, one_of
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["vc_dimension"]

# Finding out whether the class is closed may take this share of what may be spent.
_SHARE = 4


def vc_dimension(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The VC dimension, at least 0; a class is never empty, and one hypothesis has 0.

    Vapnik & Chervonenkis 1971, "On the uniform convergence of relative frequencies of events to
    their probabilities". The certificate proves the lower bound by a shattered set with a
    hypothesis for each pattern. The upper bound is that of log2 of the hypotheses or of the
    instances (`Trivial`), that of a class closed under intersection (`Closed`), that of a chain
    (`Nested`), or `Exhausted`, which `check` proves by a search of its own.

    Args:
        of: The class.
        max_states: Stop after this many sets of instances, with bounds.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> vc_dimension(families.intervals(20)).value
    2
    """
    a_class(of)
    chain = shattered("vc_dimension", of)
    if chain is not None:
        return chain
    meter = Meter(max_states)
    kept = of_both_marks(of)
    most = min(len(of).bit_length() - 1, len(kept))
    best: tuple[int, ...] = ()
    upper: object = Trivial()
    share = Meter(max_states // _SHARE)
    with suppress(OverBudgetError):
        closed = closed_within(of, meter=share)
        if closed is not None and closed[0] < most:
            most, upper = closed
    with suppress(OverBudgetError):
        meter.spend(share.spent)
        while len(best) < most:
            found = _shattered(of, kept, size=len(best) + 1, meter=meter)
            if found is None:
                most, upper = len(best), Exhausted()
            else:
                best = found
    lower = Shattered(best, _witnesses(of, best))
    return Result("vc_dimension", len(best), most, Bounds(lower, upper), meter.spent)


def _shattered(
    of: HypothesisClass, kept: tuple[int, ...], *, size: int, meter: Meter
) -> tuple[int, ...] | None:
    """Instances that are shattered, `size` of them, None where there are none."""
    columns = of.column_bits

    def halves(parts: list[int], *, x: int, need: int) -> list[int] | None:
        column = columns[x]
        cut: list[int] = []
        for part in parts:
            right = part & column
            wrong = part ^ right
            if right.bit_count() < need or wrong.bit_count() < need:
                return None
            cut += (right, wrong)
        return cut

    def grow(parts: list[int], instances: list[int], *, left: int) -> tuple[int, ...] | None:
        meter.spend(1 + len(instances))
        if left == 0:
            return ()
        # An instance that cuts too unevenly here does so in all parts of these parts.
        cuts = [(x, cut) for x in instances if (cut := halves(parts, x=x, need=1 << (left - 1)))]
        for i in range(len(cuts) - left + 1):
            rest = grow(cuts[i][1], [x for x, _ in cuts[i + 1 :]], left=left - 1)
            if rest is not None:
                return (cuts[i][0], *rest)
        return None

    half = len(of) / 2
    ordered = sorted(kept, key=lambda x: abs(columns[x].bit_count() - half))
    return grow([everything(of)], ordered, left=size)


def _witnesses(of: HypothesisClass, instances: tuple[int, ...]) -> tuple[int, ...]:
    """A hypothesis for each pattern on shattered instances, bit i of its number for instance i."""
    parts = [everything(of)]
    for x in instances:
        column = of.column_bits[x]
        parts = [part & ~column for part in parts] + [part & column for part in parts]
    return tuple(one_of(part) for part in parts)
