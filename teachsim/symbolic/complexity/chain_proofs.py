"""The forms of proof that right answers force so many generalisations, or no more."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Chain", "NoChain"]


@dataclass(frozen=True)
class Chain:
    """Instances, each of which forces a learner to generalise: a text for it.

    Attributes:
        steps: Pairs of an instance and a hypothesis that holds the instances before it and lacks
            it.
        within: A hypothesis that holds all of the instances.
    """

    steps: tuple[tuple[int, int], ...]
    within: int


@dataclass(frozen=True)
class NoChain:
    """That no chain of some number of steps lies in some version spaces.

    Attributes:
        claims: Pairs of a version space, as a bit set of hypotheses, and a number of steps. What a
            first step leaves of a version space is claimed with one step less, lies in what another
            first step leaves, or is too small: k steps need more than k hypotheses, and one of them
            that holds k different columns, none of them constant.
    """

    claims: frozenset[tuple[int, int]]
