"""Mind changes: how often honest examples can make a learner with an order of preference move.

The learner conjectures the first in its order that holds all examples, V's first. An example that
its conjecture holds moves nothing; shown later, once a conjecture lacks it, it moves the learner
at least as often. So the longest run of mind changes shows counterexamples alone: a chain in which
each instance is lacked by the first of the hypotheses that hold those before.
"""

from __future__ import annotations

from dataclasses import replace

from teachsim.symbolic.complexity.budget import MAX_STATES
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.chain_proofs import Chain
from teachsim.symbolic.complexity.chains import longest
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.preference import Preference, preference_order
from teachsim.symbolic.result import Result

__all__ = ["mind_changes"]


def mind_changes(
    of: HypothesisClass, *, prefer: Preference = "smallest", max_states: int = MAX_STATES
) -> Result:
    """How often honest right answers can make this learner change its mind, at worst.

    The certificate holds an optimal text (`Chain`): the instances to show, each with the conjecture
    that it refutes, and a truth that holds them all; and, unless the number of hypotheses or the
    size of the largest proves the upper bound (`Trivial`), a `NoChain` in which bit r stands for
    the hypothesis that the learner ranks r-th. The quantity's name ends with the preference. No
    such learner moves more often than the `elasticity`.

    Args:
        of: The class.
        prefer: The learner's preference; "majority" is no fixed order.
        max_states: Stop after this many cuts, with bounds; what is kept takes up to 64 bytes each.

    Raises:
        ValueError: If `of` is no class, `prefer` no fixed order, or `max_states` not a whole
            number, at least 0.

    >>> H = HypothesisClass.from_strings(["000", "100", "110", "111"])
    >>> mind_changes(H).certificate.lower
    Chain(steps=((0, 0), (1, 1), (2, 2)), within=3)
    >>> mind_changes(H, prefer="largest").value  # it starts at the end
    0
    """
    order = preference_order(of, prefer=prefer)
    ranked = of.subclass(order)
    found = longest(f"mind_changes {prefer}", ranked, parts=_moved, max_states=max_states)
    bounds = found.certificate
    assert isinstance(bounds, Bounds)
    assert isinstance(bounds.lower, Chain)
    steps = tuple((x, int(order[rank])) for x, rank in bounds.lower.steps)
    text = Chain(steps, int(order[bounds.lower.within]))
    return replace(found, certificate=Bounds(text, bounds.upper))


def _moved(space: int, columns: tuple[int, ...]) -> list[int]:
    """What the counterexamples to the first hypothesis leave, the largest first."""
    first = space & -space
    parts = {column & space for column in columns if not column & first} - {0}
    return sorted(parts, key=int.bit_count, reverse=True)
