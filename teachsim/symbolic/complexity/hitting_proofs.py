"""The forms of proof that k instances do not hit all of some sets: a tree of cases.

Each set is known by a hypothesis: that which the set tells from the target. `complexity.check`
verifies the proofs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Branch", "Counted", "Disjoint", "HittingProof"]


@dataclass(frozen=True)
class Disjoint:
    """That k instances hit not all of some sets: more than k are disjoint, or one is empty.

    Attributes:
        sets: The hypotheses whose sets these are.
    """

    sets: tuple[int, ...]


@dataclass(frozen=True)
class Counted:
    """That k instances hit not all of some sets: even those in most sets lie in too few."""


@dataclass(frozen=True)
class Branch:
    """That k instances hit not all of some sets: one of `on` must be chosen, and none helps.

    Attributes:
        on: The hypothesis whose set this is.
        parts: All elements of the set, each with a proof that k - 1 instances hit not all of the
            sets left when it is chosen, and those before it are not.
    """

    on: int
    parts: tuple[tuple[int, HittingProof], ...]


HittingProof: TypeAlias = Disjoint | Counted | Branch
