"""What a solver returns: a value or bounds, and a certificate that another program can check."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from numbers import Real

__all__ = ["CertificateError", "Result", "is_number"]


class CertificateError(ValueError):
    """A certificate does not prove the bounds of its result."""


def is_number(bound: object) -> bool:
    """Whether a bound can be compared with others: a switch, and what is not a number, cannot."""
    if isinstance(bound, bool):
        return False
    return isinstance(bound, Real) and not math.isnan(bound)


@dataclass(frozen=True, eq=False)
class Result:
    """A quantity of a class, exact or bounded.

    Attributes:
        quantity: Its name, as that of the function that computed it; `complexity.check` reads it.
        lower: Greatest proved lower bound; a `Fraction` where the quantity is a mean.
        upper: Least proved upper bound; `math.inf` where the quantity may be infinite.
        certificate: What proves the bounds; its form is said by the function.
        explored: Number of states that the solver looked at.
    """

    quantity: str
    lower: float | Fraction
    upper: float | Fraction
    certificate: object
    explored: int

    def __post_init__(self) -> None:
        """Refuse bounds that are no numbers, or contradict each other."""
        for bound in (self.lower, self.upper):
            if not is_number(bound):
                raise ValueError(
                    f"a bound of {self.quantity} is {bound!r}, which is no number; pass a whole "
                    "number, a fraction, or math.inf"
                )
        if self.lower > self.upper:
            raise ValueError(
                f"{self.quantity} lies in [{self.lower}, {self.upper}], which is empty; one of the "
                "bounds is wrong"
            )

    @property
    def exact(self) -> bool:
        """Whether the bounds meet."""
        return self.lower == self.upper

    @property
    def value(self) -> int | float | Fraction | None:
        """The value, None when only bounds are known.

        It is an integer, or `math.inf`; a mean is a fraction where it is not whole.
        """
        if not self.exact:
            return None
        if math.isinf(self.lower):
            return math.inf
        whole = int(self.lower)
        return whole if whole == self.lower else Fraction(self.lower)
