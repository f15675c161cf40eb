"""The Littlestone dimension: the depth of the deepest complete mistake tree.

A tree of depth d fits into V iff some instance leaves, on both sides, version spaces into which a
tree of depth d - 1 fits; depth 0 needs one hypothesis.
"""

from __future__ import annotations

from collections.abc import Iterator

from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import (
    HYPOTHESES_A_STATE,
    MAX_STATES,
    Meter,
    OverBudgetError,
)
from teachsim.symbolic.complexity.certificates import Bounds, Mistakes, NoMistakes, Trivial
from teachsim.symbolic.complexity.separating import everything, of_both_marks, one_of
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["littlestone_dimension"]

# Looking at so many cuts takes as long as a state elsewhere.
_CUTS_A_STATE = 4

# Of a version space and a depth: the instance at the root of a tree, None where no tree fits.
_Roots = dict[tuple[int, int], int | None]


def littlestone_dimension(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The Littlestone dimension, at least 0; a class is never empty, and one hypothesis has 0.

    It is the number of mistakes of the best learner against the worst teacher, and that of
    equivalence queries with arbitrary sets until one hypothesis is left: Littlestone 1988,
    "Learning quickly when irrelevant attributes abound: a new linear-threshold algorithm". The
    certificate holds a mistake tree (`Mistakes`, or a hypothesis) and, unless log2 of the
    hypotheses or the number of instances proves the upper bound, a `NoMistakes`.

    Args:
        of: The class.
        max_states: Stop after four times as many cuts, with bounds; what is kept takes up to 64
            bytes a state.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> littlestone_dimension(families.initial_segments(511)).value
    9
    """
    a_class(of)
    meter = Meter(max_states)
    kept, full = of_both_marks(of), everything(of)
    most = min(len(of).bit_length() - 1, len(kept))
    depth = 0
    roots: _Roots = {}
    upper: object = Trivial()
    try:
        while depth < most:
            if _fits(of, full, kept=kept, depth=depth + 1, roots=roots, meter=meter):
                depth += 1
            else:
                upper = NoMistakes(_claims(of, full, kept=kept, depth=depth + 1, roots=roots))
                most = depth
    except OverBudgetError:
        pass
    lower = _tree(of, full, depth=depth, roots=roots)
    return Result("littlestone_dimension", depth, most, Bounds(lower, upper), meter.spent)


def _cuts(of: HypothesisClass, space: int, *, kept: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Instances that cut a version space, each with its right side, the most even cuts first."""
    size = space.bit_count()
    sides = ((x, of.column_bits[x] & space) for x in kept)
    cuts = [(abs(2 * side.bit_count() - size), x, side) for x, side in sides]
    yield from ((x, side) for gap, x, side in sorted(cuts) if gap < size)


def _fits(
    of: HypothesisClass,
    space: int,
    *,
    kept: tuple[int, ...],
    depth: int,
    roots: _Roots,
    meter: Meter,
) -> bool:
    """Whether a tree of this depth fits; `roots` learns where, or that it does not."""
    if space.bit_count() < 1 << depth:
        return False
    if depth <= 1:
        if depth == 1:
            roots[space, 1] = next(_cuts(of, space, kept=kept))[0]
        return True
    if (space, depth) in roots:
        return roots[space, depth] is not None
    meter.spend(1 + len(kept) // _CUTS_A_STATE + len(of) // HYPOTHESES_A_STATE)
    root: int | None = None
    cuts = list(_cuts(of, space, kept=kept))
    kept = tuple(x for x, _ in cuts)  # what is constant here is constant on all parts
    for x, right in cuts:
        sides = sorted((right, space ^ right), key=int.bit_count)
        if sides[0].bit_count() < 1 << (depth - 1):
            break  # so do all cuts that are less even
        if all(
            _fits(of, side, kept=kept, depth=depth - 1, roots=roots, meter=meter) for side in sides
        ):
            root = x
            break
    roots[space, depth] = root
    return root is not None


def _tree(of: HypothesisClass, space: int, *, depth: int, roots: _Roots) -> Mistakes | int:
    """The mistake tree that `roots` tells of."""
    if depth == 0:
        return one_of(space)
    x = roots[space, depth]
    assert x is not None
    right = space & of.column_bits[x]
    return Mistakes(
        x,
        _tree(of, space ^ right, depth=depth - 1, roots=roots),
        _tree(of, right, depth=depth - 1, roots=roots),
    )


def _claims(
    of: HypothesisClass, space: int, *, kept: tuple[int, ...], depth: int, roots: _Roots
) -> frozenset[tuple[int, int]]:
    """The claims on which the one that no tree of this depth fits into `space` rests."""
    claims: set[tuple[int, int]] = set()
    left = [(space, depth)]
    while left:
        claim = left.pop()
        if claim in claims:
            continue
        claims.add(claim)
        space, depth = claim
        for _, right in _cuts(of, space, kept=kept):
            sides = sorted((right, space ^ right), key=int.bit_count)
            if sides[0].bit_count() < 1 << (depth - 1):
                break
            # A side that was not looked at has no entry: the other one was enough.
            left.append(next((s, depth - 1) for s in sides if roots.get((s, depth - 1), s) is None))
    return frozenset(claims)
