"""The search for the longest chain of instances, each of which cuts off a hypothesis held so far.

A chain starts from a version space V; a first step leaves a *part* of V, those that hold its
instance, and the chain goes on from there. Which first steps count is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from teachsim.symbolic.complexity.budget import HYPOTHESES_A_STATE, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import Bounds, Trivial
from teachsim.symbolic.complexity.chain_proofs import Chain, NoChain
from teachsim.symbolic.complexity.separating import everything, of_right_marks, one_of
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["Parts", "longest"]

# Python's stack: a longer chain is looked for by greed alone.
_DEEPEST = 300

Parts = Callable[[int, tuple[int, ...]], list[int]]
"""Of a version space and the different columns: what first steps leave, the most hopeful first."""


@dataclass(frozen=True, eq=False)
class _Search:
    """What is known of chains.

    Attributes:
        columns: The different columns, constant ones left out.
        parts: What first steps leave.
        looked: The parts of the version spaces looked at.
        after: Of a version space and a number of steps, what the first step of such a chain leaves;
            None where there is no chain.
        meter: What may be spent.
    """

    columns: tuple[int, ...]
    parts: Parts
    looked: dict[int, list[int]]
    after: dict[tuple[int, int], int | None]
    meter: Meter


def longest(quantity: str, of: HypothesisClass, *, parts: Parts, max_states: int) -> Result:
    """The length of the longest chain; a part of V must have no longer chain than V has, less one.

    Args:
        quantity: Name of the result.
        of: The class.
        parts: What first steps leave.
        max_states: Stop after this many cuts, with bounds.
    """
    columns = tuple(of.column_bits[x] for x in of_right_marks(of))
    search = _Search(columns, parts, {}, {}, Meter(max_states))
    full = everything(of)
    length, most = 0, _at_most(search, full)
    upper: object = Trivial()
    try:
        length = _greedy(search, full)
        while length < most:
            if _lasts(search, full, steps=length + 1):
                length += 1
            else:
                upper = NoChain(_claims(search, full, steps=length + 1))
                most = length
    except OverBudgetError:
        pass
    chain = _chain(of, search, steps=length)
    return Result(quantity, length, most, Bounds(chain, upper), search.meter.spent)


def _at_most(search: _Search, space: int) -> int:
    """The number of hypotheses, less one, or of the different sides that one of them lies in."""
    sides = {column & space for column in search.columns} - {0, space}
    return min(space.bit_count() - 1, _deepest(sides))


def _deepest(sides: set[int]) -> int:
    """In how many of some sets the element lies that lies in most of them.

    The counts of all elements are added at once, in binary: plane p holds bit p of each.
    """
    planes: list[int] = []
    for side in sides:
        carry, p = side, 0
        while carry:
            if p == len(planes):
                planes.append(0)
            planes[p], carry, p = planes[p] ^ carry, planes[p] & carry, p + 1
    left, count = -1, 0
    for p in reversed(range(len(planes))):
        if planes[p] & left:
            left, count = left & planes[p], count | 1 << p
    return count


def _look(search: _Search, space: int) -> list[int]:
    """What first steps leave of a version space."""
    if space not in search.looked:
        search.meter.spend(_cost(search, space))
        search.looked[space] = search.parts(space, search.columns)
    return search.looked[space]


def _cost(search: _Search, space: int) -> int:
    return len(search.columns) + space.bit_length() // HYPOTHESES_A_STATE


def _greedy(search: _Search, space: int) -> int:
    """The length of the chain that takes the most hopeful step each time, within budget."""
    passed: list[tuple[int, int]] = []
    try:
        while left := _look(search, space):
            passed.append((space, left[0]))
            space = left[0]
    except OverBudgetError:
        pass
    for steps, (before, after) in enumerate(reversed(passed), 1):
        search.after[before, steps] = after
    return len(passed)


def _lasts(search: _Search, space: int, *, steps: int) -> bool:
    """Whether a chain of so many steps starts here; `after` learns how, or that none does."""
    if steps == 0:
        return True
    if space.bit_count() <= steps:
        return False
    if steps > _DEEPEST:
        raise OverBudgetError
    if (space, steps) not in search.after:
        found = None
        if space not in search.looked:
            search.meter.spend(_cost(search, space))
        if space in search.looked or _at_most(search, space) >= steps:
            left = _look(search, space)
            found = next((part for part in left if _lasts(search, part, steps=steps - 1)), None)
        search.after[space, steps] = found
    return search.after[space, steps] is not None


def _claims(search: _Search, space: int, *, steps: int) -> frozenset[tuple[int, int]]:
    """The claims on which the one that no chain of so many steps starts here rests."""
    claims: set[tuple[int, int]] = set()
    left = [(space, steps)]
    while left:
        space, steps = claim = left.pop()
        if claim not in claims and space in search.looked:  # else it is too small
            claims.add(claim)
            left += [(part, steps - 1) for part in search.looked[space]]
    return frozenset(claims)


def _chain(of: HypothesisClass, search: _Search, *, steps: int) -> Chain:
    """The chain that `after` tells of; the first hypothesis that it cuts off is named."""
    space = everything(of)
    chain: list[tuple[int, int]] = []
    for left in range(steps, 0, -1):
        after = search.after[space, left]
        assert after is not None
        x = next(x for x, column in enumerate(of.column_bits) if column & space == after)
        chain.append((x, one_of(space ^ after)))
        space = after
    return Chain(tuple(chain), one_of(space))
