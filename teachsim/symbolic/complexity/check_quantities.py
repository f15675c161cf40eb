"""Which checks prove the bounds of quantities over all labellings, over teachers, and of means."""

from __future__ import annotations

from fractions import Fraction

from teachsim.symbolic.complexity import check_labellings, check_no_clash, check_teaching
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["QUANTITIES", "proved"]

QUANTITIES = frozenset(
    {
        "average_teaching_dimension",
        "consistency_dimension",
        "extended_teaching_dimension",
        "no_clash_teaching_dimension",
        "positive_no_clash_teaching_dimension",
    }
)
"""Whose certificates `proved` reads."""


def proved(
    of: HypothesisClass, result: Result, *, bounds: Bounds, max_work: int
) -> tuple[float | Fraction, float | Fraction]:
    """The bounds that a certificate proves.

    Raises:
        CertificateError: If it proves none, or would take more than `max_work` steps.
    """
    below, above, name = bounds.lower, bounds.upper, result.quantity
    if name == "average_teaching_dimension":
        return check_teaching.mean_lower(of, below), check_teaching.mean_upper(of, above)
    least = int(result.lower)
    if name.endswith("no_clash_teaching_dimension"):
        positive = name.startswith("positive_")
        return (
            check_no_clash.clash_lower(
                of, below, positive=positive, claimed=least, max_work=max_work
            ),
            check_no_clash.teacher_upper(of, above, positive=positive, max_work=max_work),
        )
    spare = int(name == "extended_teaching_dimension")
    return (
        check_labellings.labelling_lower(of, below, spare=spare, claimed=least),
        check_labellings.labellings_upper(of, above, spare=spare),
    )
