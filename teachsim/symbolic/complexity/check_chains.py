"""Checks of chains, and of proofs that there is none."""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.complexity.certificates import Trivial
from teachsim.symbolic.complexity.chain_proofs import Chain, NoChain
from teachsim.symbolic.complexity.evidence import columns_right, coset_dimension, demand
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["chain_lower", "chain_upper", "ranked"]


def ranked(of: HypothesisClass, *, prefer: str) -> list[int]:
    """The hypotheses in a learner's order, the most preferred first."""
    sign = {"smallest": 1, "largest": -1, "first": 0}[prefer]
    sizes = of.table.sum(axis=1).tolist()
    return sorted(range(len(of)), key=lambda h: (sign * sizes[h], h))


def chain_lower(of: HypothesisClass, proof: object, *, prefer: str | None = None) -> int:
    """How many steps a chain has, of the learner with that preference if there is one."""
    assert isinstance(proof, Chain)
    instances = [x for x, _ in proof.steps]
    demand(
        bool(of.table[proof.within, instances].all()),
        claim=f"hypothesis {proof.within} must hold all instances of the chain",
    )
    order = None if prefer is None else ranked(of, prefer=prefer)
    for i, (x, h) in enumerate(proof.steps):
        held = bool(of.table[h, instances[:i]].all()) and not of.table[h, x]
        demand(held, claim=f"hypothesis {h} must hold the {i} instances before, and lack the next")
        if order is not None:
            fits = of.table[order][:, instances[:i]].all(axis=1)
            demand(h == order[int(fits.argmax())], claim=f"the learner must conjecture {h} then")
    return len(proof.steps)


def chain_upper(
    of: HypothesisClass, proof: object, *, claimed: int, prefer: str | None = None
) -> int:
    """How many steps are shown to be too many, less one."""
    if isinstance(proof, Coset):
        return coset_dimension(of, proof)
    table: BoolArray = of.table if prefer is None else of.table[ranked(of, prefer=prefer)]
    ordered = HypothesisClass(table)
    columns = columns_right(ordered)
    full = (1 << len(of)) - 1
    if isinstance(proof, Trivial):
        return _steps(columns, full)
    assert isinstance(proof, NoChain)
    short = _short(proof.claims)
    demand(full in short and short[full] <= claimed + 1, claim="nothing is said of the whole class")
    for space, steps in proof.claims:
        demand(steps >= 1, claim="a chain of no step is everywhere")
        first = space & -space
        sides = {c & space for c in columns if prefer is None or not c & first} - {0, space}
        _all_short(columns, sides, steps=steps - 1, short=short, nested=prefer is None)
    return claimed


def _short(claims: frozenset[tuple[int, int]]) -> dict[int, int]:
    """Of each version space the least number of steps that is claimed to be too many."""
    short: dict[int, int] = {}
    for space, steps in claims:
        short[space] = min(steps, short.get(space, steps))
    return short


def _all_short(
    columns: list[int], sides: set[int], *, steps: int, short: dict[int, int], nested: bool
) -> None:
    """Refuse version spaces in which chains of so many steps are not shown to be missing."""
    shown: list[int] = []
    for side in sorted(sides, key=int.bit_count, reverse=True):
        if nested and any(side & ~larger == 0 for larger in shown):
            continue
        claimed = short.get(side, steps + 1) <= steps
        demand(
            claimed or side.bit_count() <= steps or _steps(columns, side) < steps,
            claim=f"an instance leaves room for a chain of {steps} more steps",
        )
        shown.append(side)


def _steps(columns: list[int], space: int) -> int:
    """The hypotheses of a version space, less one, or the most different sides that hold one."""
    sides = {column & space for column in columns} - {0, space}
    length = (space.bit_length() + 7) // 8
    packed = b"".join(side.to_bytes(length, "little") for side in sides)
    bits = np.unpackbits(np.frombuffer(packed, dtype=np.uint8).reshape(-1, length), axis=1)
    held = bits.sum(axis=0, dtype=np.int64) if len(sides) else np.zeros(1, dtype=np.int64)
    return min(space.bit_count() - 1, int(held.max()))
