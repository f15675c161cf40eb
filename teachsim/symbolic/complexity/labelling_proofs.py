"""The forms of proof about all labellings of the instances, those outside the class as well.

A labelling errs, for each hypothesis, on some instances: examples marked by it rule the hypothesis
out iff they meet these. A labelling may spare hypotheses: examples that meet the sets of all but
these do. `complexity.check` verifies the proofs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from teachsim.symbolic.complexity.hitting_proofs import Counted, Disjoint

__all__ = ["Asked", "Hard", "Labellings", "MissProof", "Spared"]


@dataclass(frozen=True)
class Spared:
    """That k instances miss more sets than may be spared: all that may be done about one is tried.

    Attributes:
        on: The hypothesis whose set this is.
        parts: All elements of the set, each with a proof that k - 1 instances miss too many of the
            sets left when it is chosen, and those before it are not.
        without: The same for k instances and one spared set fewer, when this set is spared; None
            where none may be.
    """

    on: int
    parts: tuple[tuple[int, MissProof], ...]
    without: MissProof | None


MissProof: TypeAlias = Disjoint | Counted | Spared
"""Disjoint sets are as many as the instances and the spared sets together, and more; counts reach
too few sets even if those that may be spared are added."""


@dataclass(frozen=True)
class Hard:
    """A labelling that needs many examples.

    Attributes:
        labels: `(n,)` the marks of all instances.
        instances: Those that may be chosen; on each other one no hypothesis differs from the
            labelling, or the same ones do as on one of these.
        sets: Hypotheses: the proof is about their sets.
        proof: That fewer instances miss more of these than may be spared.
    """

    labels: tuple[bool, ...]
    instances: tuple[int, ...]
    sets: tuple[int, ...]
    proof: MissProof


@dataclass(frozen=True)
class Asked:
    """A choice between all labellings; at its ends stand instances, which are enough examples.

    Attributes:
        instance: What the labellings differ in.
        wrong: What follows where they mark it wrong.
        right: What follows where they mark it right.
    """

    instance: int
    wrong: Labellings
    right: Labellings


Labellings: TypeAlias = Asked | tuple[int, ...]
"""Instances, chosen among those on the way there, or another choice."""
