"""What a solver returns: a value or bounds, and a certificate that another program can check."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["CertificateError", "Result"]


class CertificateError(ValueError):
    """A certificate does not prove the bounds of its result."""


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
        """Refuse bounds that contradict each other."""
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
