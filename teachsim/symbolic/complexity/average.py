"""The average teaching dimension: what the targets need, each as likely as any other."""

from __future__ import annotations

from fractions import Fraction

from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import Bounds, Needs, Sets
from teachsim.symbolic.complexity.separating import of_both_marks
from teachsim.symbolic.complexity.teaching import teaching_dimension
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["average_teaching_dimension"]

# Each target looks at the table anew: so many entries take as long as a state elsewhere.
_ENTRIES_A_STATE = 10_000


def average_teaching_dimension(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The mean over targets of the least number of marked examples; a fraction, exactly.

    Lee, Servedio & Wan 2007, "DNF are teachable in the average case". The certificate holds what
    each target needs at least (`Needs`) and teaching sets (`Sets`). Targets that the budget leaves
    out count as 0 below, and as the number of instances that differ above.

    Args:
        of: The class.
        max_states: Stop after this many nodes of the search, with bounds; at most half of what is
            left goes to one target.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> average_teaching_dimension(families.singletons(5, empty=True)).value
    Fraction(5, 3)
    """
    a_class(of)
    meter = Meter(max_states)
    least: dict[int, tuple[int, object]] = {}
    sets: dict[int, tuple[int, ...]] = {}
    try:
        for t in range(len(of)):
            meter.spend(1 + of.table.size // _ENTRIES_A_STATE)
            found = teaching_dimension(of, t, max_states=(meter.limit - meter.spent) // 2)
            meter.spend(found.explored)
            bounds = found.certificate
            assert isinstance(bounds, Bounds)
            least[t] = (int(found.lower), bounds.lower)
            if isinstance(bounds.upper, Sets):
                sets |= bounds.upper.taught
    except OverBudgetError:
        pass
    missing = (len(of) - len(sets)) * len(of_both_marks(of))
    lower = Fraction(sum(size for size, _ in least.values()), len(of))
    upper = Fraction(sum(map(len, sets.values())) + missing, len(of))
    proofs = Bounds(Needs(least), Sets(sets))
    return Result("average_teaching_dimension", lower, upper, proofs, meter.spent)
