"""The average teaching dimension: what the targets need, each as likely as any other."""

from __future__ import annotations

from fractions import Fraction

from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import Bounds, Needs, Refuted, Sets, Trivial
from teachsim.symbolic.complexity.linear import taught_alike
from teachsim.symbolic.complexity.separating import of_both_marks
from teachsim.symbolic.complexity.teaching import Rivals, mask_of, scan, taught
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["average_teaching_dimension"]


def average_teaching_dimension(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The mean over targets of the least number of marked examples; a fraction, exactly.

    Lee, Servedio & Wan 2007, "DNF are teachable in the average case". The certificate holds what
    each target needs at least (`Needs`; `Coset` where all are alike) and teaching sets (`Sets`).
    Targets that the budget leaves out count as 0 below, and as the number of instances that differ
    above.

    Args:
        of: The class.
        max_states: Stop after this many nodes of the search, with bounds; at most twice its part of
            what is left goes to one target.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> average_teaching_dimension(families.singletons(5, empty=True)).value
    Fraction(5, 3)
    """
    a_class(of)
    name = "average_teaching_dimension"
    meter, looks = Meter(max_states), Meter(max_states)
    alike = taught_alike(name, of, targets=range(len(of)))
    if alike is not None:
        return alike
    kept = of_both_marks(of)
    reach = mask_of(kept, of=of)
    least: dict[int, tuple[int, object]] = {}
    sets: dict[int, tuple[int, ...]] = {}
    try:
        for t in range(len(of)):
            rivals = Rivals(t, (of.rows ^ of.rows[t]) & reach)
            looks.spend(scan(rivals.parting.size))
            share = Meter(2 * (meter.limit - meter.spent) // (len(of) - t + 1))
            found = taught(rivals, meter=share, enough=0)
            meter.spend(share.spent)
            looks.spend(found.looked)
            least[t] = found.least, Refuted(t, kept, *found.proof) if found.least else Trivial()
            sets[t] = found.elements
    except OverBudgetError:
        pass
    missing = (len(of) - len(sets)) * len(kept)
    lower = Fraction(sum(size for size, _ in least.values()), len(of))
    upper = Fraction(sum(map(len, sets.values())) + missing, len(of))
    proofs = Bounds(Needs(least), Sets(sets))
    return Result(name, lower, upper, proofs, meter.spent + looks.spent)
