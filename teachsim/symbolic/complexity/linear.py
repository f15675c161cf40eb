"""Cosets settle at once what a search of them would not: all targets are alike.

Of dimension d, any d - 1 instances leave each target together with another hypothesis, and d
independent ones leave it alone: it needs d examples. The hypotheses around a centre, less it, are
linearly independent in a star, so it has at most d rays; d independent instances make one. And
whatever a learner predicts, it may be wrong, and half of the hypotheses are left.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from teachsim.symbolic.complexity.certificates import Bounds, Plan, Sets, Star
from teachsim.symbolic.complexity.labelling_proofs import Asked, Labellings
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.cosets import independent
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["all_labels", "coset_of", "plan_alike", "star_of", "taught_alike"]

# A search is as quick for fewer hypotheses, and says more.
_FEWEST: Final = 32


def coset_of(of: HypothesisClass) -> Coset | None:
    """Independent instances of a class that is a coset, and large enough; None of another."""
    instances = independent(of.row_bits) if len(of) >= _FEWEST else None
    return None if instances is None else Coset(instances)


def taught_alike(name: str, of: HypothesisClass, *, targets: Iterable[int]) -> Result | None:
    """How many examples some targets need, the least, the most or on average; None if no coset."""
    proof = coset_of(of)
    if proof is None:
        return None
    taught = Sets(dict.fromkeys(targets, proof.instances))
    d = len(proof.instances)
    return Result(name, d, d, Bounds(proof, taught), 0)


def plan_alike(of: HypothesisClass, *, proof: Coset) -> Plan:
    """The plan that shows the independent instances of each hypothesis, in any order."""
    return Plan(tuple((h, proof.instances) for h in range(len(of))))


def star_of(of: HypothesisClass, *, proof: Coset) -> Star:
    """The star around the first hypothesis whose rays end at the independent instances."""
    mask = sum(1 << x for x in proof.instances)
    at = {(row ^ of.row_bits[0]) & mask: h for h, row in enumerate(of.row_bits)}
    return Star(0, tuple((x, at[1 << x]) for x in proof.instances))


def all_labels(instances: tuple[int, ...], asked: tuple[int, ...] = ()) -> Labellings:
    """The tree that asks for all labels of some instances."""
    if not instances:
        return asked
    below = all_labels(instances[1:], (*asked, instances[0]))
    return Asked(instances[0], below, below)
