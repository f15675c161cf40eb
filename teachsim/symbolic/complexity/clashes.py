"""Is there a teacher with k examples each and no clash? One, or a proof that there is none.

The pair that fewest examples keep apart is branched on, each of its examples in turn barred from
the branches after it; a branch ends when some pairs need more examples than there is room for.
"""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.symbolic.complexity.budget import Meter, OverBudgetError
from teachsim.symbolic.complexity.crowding import Open, crowded, packed
from teachsim.symbolic.complexity.no_clash_proofs import Choice, ClashProof, Crowded
from teachsim.symbolic.complexity.separating import members

__all__ = ["Teacher", "searched"]

Teacher = tuple[int, ...]
"""`(m,)` the instances that each hypothesis shows, bit sets."""

# A node looks at all pairs that are open: so many take as long as a state elsewhere.
_PAIRS_A_STATE = 2
# Python's stack: a longer way is given up.
_DEEPEST = 300


@dataclass(frozen=True, eq=False)
class _Node:
    """Where the search stands.

    Attributes:
        shown: `(m,)` the examples that each hypothesis must show.
        barred: `(m,)` those that it may not show.
        open: Pairs that were not kept apart by what was shown before.
    """

    shown: list[int]
    barred: list[int]
    open: list[Open]


def searched(apart: list[list[int]], *, size: int, meter: Meter) -> Teacher | ClashProof:
    """A teacher with at most so many examples each, or a proof that there is none.

    Args:
        apart: `(m, m)` the instances with which hypothesis h, if it shows one, tells itself from g.
        size: How many examples each may show.
        meter: What the search may spend.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    m = len(apart)
    pairs = [(h, g, apart[h][g], apart[g][h]) for h in range(m) for g in range(h)]
    return _search(_Node([0] * m, [0] * m, pairs), size=size, meter=meter)


def _search(node: _Node, *, size: int, meter: Meter) -> Teacher | ClashProof:
    meter.spend(1 + len(node.open) // _PAIRS_A_STATE)
    if sum(some.bit_count() for some in node.shown) > _DEEPEST:
        raise OverBudgetError
    room = [size - some.bit_count() for some in node.shown]
    still = [pair for pair in node.open if not _kept_apart(node, pair)]
    if not still:
        return tuple(node.shown)
    left = _ordered([_allowed(node, pair, room=room) for pair in still], room=room)
    if _options(left[0]) > 1:
        many = crowded(packed(left), room=room, meter=meter)
        if many is not None:
            return Crowded(many)
    parts: list[tuple[tuple[int, int], ClashProof]] = []
    barred = list(node.barred)
    for h, x in _examples(left):
        shown = list(node.shown)
        shown[h] |= 1 << x
        found = _search(_Node(shown, list(barred), still), size=size, meter=meter)
        if isinstance(found, tuple):
            return found
        parts.append(((h, x), found))
        barred[h] |= 1 << x
    return Choice(left[0][:2], tuple(parts))


def _kept_apart(node: _Node, pair: Open) -> bool:
    """Whether an example that is shown keeps a pair apart."""
    h, g, own, other = pair
    return bool(node.shown[h] & own or node.shown[g] & other)


def _allowed(node: _Node, pair: Open, *, room: list[int]) -> Open:
    """A pair with the examples that may still keep it apart."""
    h, g, own, other = pair
    own &= ~node.barred[h] if room[h] else 0
    other &= ~node.barred[g] if room[g] else 0
    return h, g, own, other


def _ordered(left: list[Open], *, room: list[int]) -> list[Open]:
    """The pairs, those first that leave fewest ways on.

    A hypothesis that may show one more example must serve, with it, all pairs that it alone can.
    """
    ways: dict[int, int] = {}
    for h, g, own, other in left:
        if not own and room[g] == 1:
            ways[g] = ways.get(g, -1) & other
        if not other and room[h] == 1:
            ways[h] = ways.get(h, -1) & own

    def order(pair: Open) -> tuple[int, int]:
        h, g, own, other = pair
        alone = g if not own else h if not other else None
        many = _options(pair)
        return (many if alone not in ways else (ways[alone] & (own | other)).bit_count(), many)

    return sorted(left, key=order)


def _options(pair: Open) -> int:
    """How many examples may still keep a pair apart."""
    return pair[2].bit_count() + pair[3].bit_count()


def _examples(left: list[Open]) -> list[tuple[int, int]]:
    """The examples that keep the first pair apart, those first that serve most pairs."""
    h, g, own, other = left[0]
    examples = [*((h, x) for x in members(own)), *((g, x) for x in members(other))]
    if len(examples) == 1:
        return examples
    served = dict.fromkeys(examples, 0)
    for one, two, some, more in left:
        for end, bits in ((one, some), (two, more)):
            if end in {h, g}:
                for x in members(bits):
                    served[end, x] = served.get((end, x), 0) + 1
    return sorted(examples, key=lambda example: -served[example])
