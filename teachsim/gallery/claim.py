"""What a claim is, and how sure it can be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Claim", "Surety"]


class Surety(StrEnum):
    """How sure a number or sentence is."""

    THEOREM = "theorem"
    EXACT = "exact computation"
    MEASURED = "measured"


@dataclass(frozen=True)
class Claim:
    """One claim.

    Attributes:
        id: As in code, tests, studies and pages.
        question: What a reader is asked.
        argument: Three sentences.
        surety: How sure it is.
        source: Who proved or stated it.
        fails: When it does not hold.
        study: The script that shows it in full.
    """

    id: str
    question: str
    argument: str
    surety: Surety
    source: str
    fails: str
    study: str
