"""The consistency dimension: examples that refute, whatever the labels are.

CD = max over all labellings f of X outside H of the least |S| such that no hypothesis agrees with f
on S; 0 where H holds all labellings. Whoever claims that f is in H can be refuted by so many.
"""

from __future__ import annotations

from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter
from teachsim.symbolic.complexity.certificates import Bounds, Trivial
from teachsim.symbolic.complexity.hitting_proofs import Counted
from teachsim.symbolic.complexity.labelling_proofs import Hard
from teachsim.symbolic.complexity.labellings import Hardest, hardest
from teachsim.symbolic.complexity.separating import everything, of_both_marks
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["consistency_dimension"]


def consistency_dimension(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The most examples it takes to refute all hypotheses, if the labels are those of none.

    Balcazar, Castro, Guijarro & Simon 2002, "The consistency dimension and distribution-dependent
    learning from queries": the least d such that a labelling of all of X which agrees with some
    hypothesis on each d instances is in H. Labellings of parts of X (the strong form) do not count.
    Unlike the other dimensions, it hears of instances on which all hypotheses agree, and of columns
    that repeat another or its complement: labels that fall out of step there are refuted by 1 or 2.
    The certificate is as that of `extended_teaching_dimension`; the trivial upper bound is the
    number of instances that differ, or m, or 0 where these instances take all labels.

    Args:
        of: The class.
        max_states: Stop after about this many choices, with bounds.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> consistency_dimension(families.initial_segments(12)).value
    2
    """
    a_class(of)
    meter = Meter(max_states)
    found = _in_step(of, meter=meter)
    least, lower = found.least, Trivial() if found.hard is None else found.hard
    out_of_step = _out_of_step(of)
    if least < out_of_step:
        least, lower = out_of_step, _broken(of)
    most = max(found.most, out_of_step)
    upper = Trivial() if found.tree is None else found.tree
    return Result("consistency_dimension", least, most, Bounds(lower, upper), meter.spent)


def _in_step(of: HypothesisClass, *, meter: Meter) -> Hardest:
    """The hardest labelling in which equal columns have equal labels."""
    n = len(of_both_marks(of))
    if len(of) == 1 << n:
        return Hardest(0, None, 0, None)
    return hardest(of, spare=0, most=min(n, len(of)), meter=meter)


def _out_of_step(of: HypothesisClass) -> int:
    """How many examples refute the others: 0 where there are none."""
    full = everything(of)
    constant = sum(column in {0, full} for column in of.column_bits)
    again = of.n_instances - constant - len(of_both_marks(of))
    return 2 if again else min(constant, 1)


def _broken(of: HypothesisClass) -> Hard:
    """A labelling by the first hypothesis, but for one instance that others determine."""
    kept = {*of_both_marks(of)}
    full = everything(of)
    rest = [x for x in range(of.n_instances) if x not in kept]
    x = next((x for x in rest if of.column_bits[x] not in {0, full}), rest[0])
    labels = [bool(label) for label in of.table[0]]
    labels[x] = not labels[x]
    return Hard(tuple(labels), tuple(range(of.n_instances)), tuple(range(len(of))), Counted())
