"""Rows of an experiment: a number found by training beside what a closed form says it must be."""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.gallery.claim import Claim
from teachsim.gallery.claims import claim

__all__ = ["Experiment", "Row", "bent", "shown"]


@dataclass(frozen=True)
class Row:
    """One number, two ways.

    Attributes:
        name: What it is.
        found: As training has it, step by step.
        predicted: As the theory has it, in which no step enters.
        within: How far apart the two may be, as training is stopped and grids are coarse.
        holds: Whether it shows the claim, and not where the claim fails.
    """

    name: str
    found: float
    predicted: float
    within: float
    holds: bool

    @property
    def agrees(self) -> bool:
        """Whether what was found is what was predicted."""
        return abs(self.found - self.predicted) <= self.within


@dataclass(frozen=True)
class Experiment:
    """What is found about a claim, and where it fails.

    Attributes:
        id: Of the claim.
        rows: The numbers.
    """

    id: str
    rows: tuple[Row, ...]

    @property
    def claim(self) -> Claim:
        """The claim in words."""
        return claim(self.id)

    @property
    def holds(self) -> tuple[Row, ...]:
        """The rows that show the claim."""
        return tuple(row for row in self.rows if row.holds)

    @property
    def fails(self) -> tuple[Row, ...]:
        """The rows that show where it fails."""
        return tuple(row for row in self.rows if not row.holds)


def shown(name: str, *, found: float, predicted: float, within: float) -> Row:
    """A row that shows the claim."""
    return Row(name, float(found), float(predicted), within, holds=True)


def bent(name: str, *, found: float, predicted: float, within: float) -> Row:
    """A row that shows where the claim fails."""
    return Row(name, float(found), float(predicted), within, holds=False)
