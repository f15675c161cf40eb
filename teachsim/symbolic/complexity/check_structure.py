"""Checks of chains and neighbours, by the name of the quantity."""

from __future__ import annotations

from fractions import Fraction

from teachsim.symbolic.complexity import check_chains, check_neighbours
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.evidence import demand
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["known", "proved"]

_STARTS = ("elasticity", "mind_changes ", "one_inclusion_", "protected at ")


def known(quantity: str) -> bool:
    """Whether a quantity is one of those checked here."""
    return quantity.startswith(_STARTS)


def proved(
    of: HypothesisClass, result: Result, *, bounds: Bounds
) -> tuple[float | Fraction, float | Fraction]:
    """The bounds that a certificate proves."""
    below, above, name = bounds.lower, bounds.upper, result.quantity
    if name == "elasticity":
        return (
            check_chains.chain_lower(of, below),
            check_chains.chain_upper(of, above, claimed=int(result.upper)),
        )
    if name.startswith("mind_changes "):
        prefer = name.removeprefix("mind_changes ")
        return (
            check_chains.chain_lower(of, below, prefer=prefer),
            check_chains.chain_upper(of, above, claimed=int(result.upper), prefer=prefer),
        )
    if name == "one_inclusion_degeneracy":
        return (
            check_neighbours.degeneracy_lower(of, below),
            check_neighbours.degeneracy_upper(of, above),
        )
    if name.startswith("one_inclusion_"):
        return (
            check_neighbours.counted(of, below, quantity=name),
            check_neighbours.counted(of, above, quantity=name),
        )
    number = name.removeprefix("protected at ")
    demand(number.isdecimal(), claim=f"{name} is no quantity of this package")
    return (
        check_neighbours.apart_lower(of, below, at_least=int(number)),
        check_neighbours.apart_upper(of, above, at_least=int(number), claimed=int(result.upper)),
    )
