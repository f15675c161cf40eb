"""The forms of proof that rest on what a class is: `linear`, `closures` and `inclusion` say why."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Closed", "Coset", "Nested"]


@dataclass(frozen=True)
class Closed:
    """That no more instances are shattered than a hypothesis has largest proper parts.

    Attributes:
        makers: Hypotheses of which all others are intersections, and which have an intersection
            with each that is a hypothesis, or nothing.
        turned: Whether this is so of the complements of all hypotheses.
    """

    makers: tuple[int, ...]
    turned: bool


@dataclass(frozen=True)
class Coset:
    """That the class is closed under the exclusive or of any three hypotheses, of dimension d.

    Then each target needs d examples, a star has at most d rays, and a learner that chooses its
    instances errs d times at worst.

    Attributes:
        instances: `(d,)` instances on which each pattern occurs once.
    """

    instances: tuple[int, ...]


@dataclass(frozen=True)
class Nested:
    """That of any two hypotheses one holds all that the other holds: `check` compares them anew.

    Then no two instances are shattered, a star has at most two rays, and two examples identify,
    whatever the labels are.
    """
