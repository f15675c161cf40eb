"""The checker: does a certificate prove the bounds of its result?

It is written apart from the solvers, shares no code with them, and reads the table of the class and
the certificate only. What it accepts is proved, whatever the solver did.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from teachsim.core.checks import one_of, whole_number
from teachsim.symbolic import games, liars
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity import (
    check_cores,
    check_laws,
    check_quantities,
    check_shattering,
    check_stars,
    check_structure,
    check_teaching,
    check_trees,
)
from teachsim.symbolic.complexity.certificates import Bounds, Core
from teachsim.symbolic.complexity.evidence import demand
from teachsim.symbolic.complexity.law_proofs import Found, Implied
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError, Result, is_number

__all__ = ["MAX_WORK", "CertificateError", "check"]

MAX_WORK = 500_000_000
"""Steps that a check by exhaustion may take, of 10 nanoseconds or so: five seconds of one core."""

_RESTING = (Found, Implied)


def check(of: HypothesisClass, result: Result, *, max_work: int = MAX_WORK) -> None:
    """Raise unless the certificate of a result, also of `games` or `liars`, proves its bounds.

    Args:
        of: The class that the result is about.
        result: What one of the functions here, of `games` or of `liars` returned.
        max_work: Refuse, rather than try, what takes more steps than this.

    Raises:
        CertificateError: If the certificate does not prove the bounds, has not the form that its
            function says, or would take too long.
        ValueError: If `of` is no class, `result` no result, or `max_work` no whole number.
    """
    a_class(of)
    one_of(Result, result, thing="result", way_out="pass what a function of complexity returned")
    whole_number(max_work, thing="max_work", least=0, way_out="say how many steps it may take")
    numbers = is_number(result.lower) and is_number(result.upper)
    demand(numbers, claim=f"[{result.lower!r}, {result.upper!r}] are no bounds")
    if isinstance(result.certificate, games.Strategy):
        games.check(of, result)
        return
    if isinstance(result.certificate, (liars.Strategy, liars.Alike)):
        liars.check(of, result)
        return
    bounds = result.certificate
    if not isinstance(bounds, Bounds):
        raise CertificateError(f"the certificate of {result.quantity} must be a Bounds record")
    try:
        if isinstance(bounds.lower, _RESTING) or isinstance(bounds.upper, _RESTING):
            again = partial(check, max_work=max_work)
            lower, upper = check_laws.bounds(of, result, check=again, max_work=max_work)
        else:
            lower, upper = _proved(of, result, bounds=bounds, max_work=max_work)
    except CertificateError:
        raise
    except (
        AssertionError,
        AttributeError,
        LookupError,
        OverflowError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        message = f"the certificate of {result.quantity} has not the form it should have"
        raise CertificateError(message) from error
    if lower < result.lower or upper > result.upper:
        raise CertificateError(
            f"the certificate proves that {result.quantity} lies in [{lower}, {upper}], not in "
            f"[{result.lower}, {result.upper}]"
        )


def _proved(
    of: HypothesisClass, result: Result, *, bounds: Bounds, max_work: int
) -> tuple[float | Fraction, float | Fraction]:
    """The bounds that a certificate proves."""
    below, above = bounds.lower, bounds.upper
    match result.quantity:
        case "vc_dimension":
            most = int(result.upper)
            return (
                check_shattering.vc_lower(of, below),
                check_shattering.vc_upper(of, above, claimed=most, max_work=max_work),
            )
        case "littlestone_dimension":
            return (
                check_trees.littlestone_lower(of, below),
                check_trees.littlestone_upper(of, above, claimed=int(result.upper)),
            )
        case "self_directed_complexity":
            least = int(result.lower)
            return (
                check_trees.errors_lower(of, below, claimed=least),
                check_trees.errors_upper(of, above),
            )
        case "star_number":
            most = int(result.upper)
            return (
                check_stars.star_lower(of, below),
                check_stars.star_upper(of, above, claimed=most, max_work=max_work),
            )
        case name if name in check_quantities.QUANTITIES:
            return check_quantities.proved(of, result, bounds=bounds, max_work=max_work)
        case name if name.startswith("tell_tale"):
            targets, claimed = _targets(of, name, thing="tell_tale"), float(result.lower)
            return (
                check_teaching.tell_tale_lower(of, below, targets=targets, claimed=claimed),
                check_teaching.tell_tale_upper(of, above, targets=targets),
            )
        case name if check_structure.known(name):
            return check_structure.proved(of, result, bounds=bounds)
        case _:
            return _taught(of, result, bounds=bounds, max_work=max_work)


def _taught(
    of: HypothesisClass, result: Result, *, bounds: Bounds, max_work: int
) -> tuple[float, float]:
    """The bounds that a certificate about teaching proves."""
    below, above, name = bounds.lower, bounds.upper, result.quantity
    positive = name.startswith("positive_")
    name = name.removeprefix("positive_")
    if positive and name == "minimum_teaching_dimension":
        raise CertificateError(f"{result.quantity} is no quantity of this package")
    if name == "minimum_teaching_dimension" or name == "recursive_teaching_dimension":
        least = int(result.lower)
        lower = check_cores.core_lower(
            of, below, claimed=least, positive=positive, max_work=max_work
        )
        if name == "recursive_teaching_dimension":
            return lower, check_teaching.plan_upper(of, above, positive=positive)
        everyone = isinstance(below, Core) and sorted(below.hypotheses) == [*range(len(of))]
        demand(everyone or isinstance(below, Coset), claim="the minimum is over all hypotheses")
        return lower, check_teaching.minimum_upper(of, above)
    targets = _targets(of, name, thing="teaching_dimension")
    lower_ = check_teaching.target_lower(
        of, below, targets=targets, positive=positive, claimed=float(result.lower)
    )
    upper = check_teaching.sets_upper(of, above, targets=targets, positive=positive)
    return lower_, math.inf if math.isinf(lower_) else upper


def _targets(of: HypothesisClass, quantity: str, *, thing: str) -> Sequence[int]:
    """The targets that a quantity is about: all, or the one whose index ends its name."""
    if quantity == thing:
        return range(len(of))
    start, _, target = quantity.partition(" of ")
    if start != thing or not target.isdecimal():
        raise CertificateError(f"{quantity} is no quantity of this package")
    return [int(target)]
