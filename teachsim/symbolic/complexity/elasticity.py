"""Elasticity: how often right answers can force a learner to generalise.

A chain of k steps is a list of instances w_1, ..., w_k, all of them held by some hypothesis, such
that for each i some hypothesis L_i holds w_1, ..., w_(i-1) and lacks w_i.

The intersection of all hypotheses that hold w_1, ..., w_i then grows with each step, and any
growing list of intersections of hypotheses gives a chain (take w_i from the i-th, not from the one
before). So the elasticity is the *height of the order of intersections*, the number of steps in its
longest chain. The intersection of no hypothesis, the set of all instances, is none of these: who
counts it as one finds a height of one more where it is no hypothesis.

No mistake tree is deeper: on its path of right answers each instance is lacked by the leaves to its
left, which hold those before. So Littlestone's dimension is at most the elasticity.
"""

from __future__ import annotations

from dataclasses import replace

from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import MAX_STATES
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.chains import longest
from teachsim.symbolic.complexity.inclusion import climbed
from teachsim.symbolic.complexity.linear import coset_of
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["elasticity"]


def elasticity(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The most steps in which right answers can force a learner to generalise, at least 0.

    It is the largest k with w_1, ..., w_k and L_1, ..., L_k in the class such that L_i holds
    w_1, ..., w_(i-1), not w_i, and some hypothesis holds all of them: Wright 1989, "Identification
    of unions of languages drawn from an identifiable class", as corrected by Motoki, Shinohara &
    Wright 1991, "The correct definition of finite elasticity"; theirs asks whether it is finite.
    A learner whose conjectures hold what it has seen, and that gives one up only when an example
    contradicts it, changes its mind at most that often. The certificate holds a `Chain` and, unless
    the number of hypotheses or the size of the largest proves the upper bound (`Trivial`), a
    `NoChain`, or a `Coset`: less one that holds all instances of a chain, its hypotheses are
    linearly independent there.

    Args:
        of: The class.
        max_states: Stop after this many cuts, with bounds; what is kept takes up to 64 bytes each.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> elasticity(families.intervals(20)).value
    20
    """
    a_class(of)
    chain = climbed("elasticity", of)
    if chain is not None:
        return chain
    found = longest("elasticity", of, parts=_largest, max_states=max_states)
    coset = None if found.exact else coset_of(of)
    if coset is None or len(coset.instances) >= found.upper:
        return found
    assert isinstance(found.certificate, Bounds)
    bounds = replace(found.certificate, upper=coset)
    return replace(found, upper=len(coset.instances), certificate=bounds)


def _largest(space: int, columns: tuple[int, ...]) -> list[int]:
    """The parts that lie in no other, the largest first: a part of a part has no longer chain."""
    kept: list[int] = []
    sides = {column & space for column in columns} - {0, space}
    for side in sorted(sides, key=int.bit_count, reverse=True):
        if all(side & ~larger for larger in kept):
            kept.append(side)
    return kept
