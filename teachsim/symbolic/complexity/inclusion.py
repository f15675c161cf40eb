"""Chains of inclusions: each hypothesis holds all that the one before it holds.

Whether an instance is right is then a matter of a place in the chain. No two are shattered, as one
of them is right wherever the other is. Around a centre instances are hit by all above some place,
or by all below one: a star has one of each. A labelling that changes between two places that follow
each other leaves one hypothesis at most, by two examples; one that does not leaves an end, by one.
Each hypothesis shows what it is the first to hold, which is wrong by all before it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from teachsim.symbolic import words
from teachsim.symbolic.complexity.certificates import (
    Bounds,
    Core,
    Plan,
    Sets,
    Shattered,
    Star,
    Trivial,
)
from teachsim.symbolic.complexity.chain_proofs import Chain
from teachsim.symbolic.complexity.hitting_proofs import Disjoint
from teachsim.symbolic.complexity.labelling_proofs import Hard
from teachsim.symbolic.complexity.separating import of_both_marks
from teachsim.symbolic.complexity.structure_proofs import Nested
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["climbed", "labelled", "planned", "shattered", "starred", "taught"]

# A search is as quick for fewer hypotheses, and says more.
_FEWEST: Final = 32

_Ascending = tuple[tuple[int, ...], tuple[int, ...]]
"""The hypotheses of a chain, the smallest first; of all but that one the first new instance."""


def _ascending(of: HypothesisClass) -> _Ascending | None:
    order = np.argsort(words.count(of.rows), kind="stable")
    rows = of.rows[order]
    if len(of) < _FEWEST or (rows[:-1] & ~rows[1:]).any():
        return None
    table = of.table[order]
    new: list[int] = (table[1:] & ~table[:-1]).argmax(axis=1).tolist()
    return tuple(order.tolist()), tuple(new)


def climbed(name: str, of: HypothesisClass) -> Result | None:
    """The elasticity of a large chain; None of another class."""
    found = _ascending(of)
    if found is None:
        return None
    steps = tuple(zip(found[1], found[0][:-1], strict=True))
    return Result(name, len(steps), len(steps), Bounds(Chain(steps, found[0][-1]), Trivial()), 0)


def shattered(name: str, of: HypothesisClass) -> Result | None:
    """The VC dimension of a large chain; None of another class."""
    found = _ascending(of)
    if found is None:
        return None
    (least, *_, most), (new, *_) = found
    return Result(name, 1, 1, Bounds(Shattered((new,), (least, most)), Nested()), 0)


def planned(name: str, of: HypothesisClass) -> Result | None:
    """The recursive teaching dimension of a large chain by right answers; None of another class."""
    found = _ascending(of)
    if found is None:
        return None
    steps = [*reversed([*zip(found[0], [(), *((x,) for x in found[1])], strict=True)])]
    everyone = Core(tuple(range(len(of))))
    return Result(name, 1, 1, Bounds(everyone, Plan(tuple(steps))), 0)


def taught(name: str, of: HypothesisClass) -> Result | None:
    """The no-clash teaching dimension of a large chain, also positive; None of another class."""
    found = _ascending(of)
    if found is None:
        return None
    shown = dict(zip(found[0], [(), *((x,) for x in found[1])], strict=True))
    return Result(name, 1, 1, Bounds(Trivial(), Sets(shown)), 0)


def starred(name: str, of: HypothesisClass) -> Result | None:
    """The star number of a large chain; None of another class."""
    found = _ascending(of)
    if found is None:
        return None
    (below, centre, above, *_), (first, second, *_) = found
    star = Star(centre, ((first, below), (second, above)))
    return Result(name, 2, 2, Bounds(star, Nested()), 0)


def labelled(name: str, of: HypothesisClass) -> Result | None:
    """The extended teaching dimension of a large chain; None of another class."""
    found = _ascending(of)
    if found is None:
        return None
    below, centre, above, *_ = found[0]
    labels = tuple(map(bool, of.table[centre]))
    hard = Hard(labels, of_both_marks(of), (below, above), Disjoint((below, above)))
    return Result(name, 2, 2, Bounds(hard, Nested()), 0)
