"""The extended teaching dimension: examples that identify, whatever the labels are.

XTD = max over all labellings f of X, also outside H, of the least |S| such that at most one
hypothesis agrees with f on S. Over the hypotheses alone it is the teaching dimension.
"""

from __future__ import annotations

from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter
from teachsim.symbolic.complexity.certificates import Bounds, Trivial
from teachsim.symbolic.complexity.inclusion import labelled
from teachsim.symbolic.complexity.labellings import hardest
from teachsim.symbolic.complexity.linear import all_labels, coset_of
from teachsim.symbolic.complexity.separating import of_both_marks
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["extended_teaching_dimension"]


def extended_teaching_dimension(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The most examples it takes, whatever the labels are, to leave at most one hypothesis.

    Hegedus 1995, "Generalized teaching dimensions and the query complexity of learning", of whom
    membership queries take at least as many. The certificate holds a labelling (`Hard`; `Trivial`
    for 0, `Coset` where all targets are alike) and a tree of choices (`Asked`, or instances;
    `Nested` of a chain); or, where the number of instances that differ or m - 1 is the upper bound,
    `Trivial`.

    Args:
        of: The class.
        max_states: Stop after about this many choices, with bounds.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> extended_teaching_dimension(families.intervals(12)).value
    11
    """
    a_class(of)
    name, meter = "extended_teaching_dimension", Meter(max_states)
    chain = labelled(name, of)
    if chain is not None:
        return chain
    coset = coset_of(of)
    if coset is not None:
        d, tree = len(coset.instances), all_labels(coset.instances)
        return Result(name, d, d, Bounds(coset, tree), 0)
    trivial = min(len(of_both_marks(of)), len(of) - 1)
    found = hardest(of, spare=1, most=trivial, meter=meter)
    lower = Trivial() if found.hard is None else found.hard
    upper = Trivial() if found.tree is None else found.tree
    return Result(name, found.least, found.most, Bounds(lower, upper), meter.spent)
