"""Checks of what is said about graphs of hypotheses: who differs on one instance, who shares many.

The rows are compared as Python integers, one pair at a time.
"""

from __future__ import annotations

from fractions import Fraction

from teachsim.symbolic.complexity.certificates import Core, Exhausted, Trivial
from teachsim.symbolic.complexity.evidence import as_integers, demand
from teachsim.symbolic.complexity.neighbour_proofs import Apart, Cliques, Peeled
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError

__all__ = ["apart_lower", "apart_upper", "counted", "degeneracy_lower", "degeneracy_upper"]


def counted(of: HypothesisClass, proof: object, *, quantity: str) -> Fraction:
    """A number of the one-inclusion graph that is found by counting.

    Raises:
        CertificateError: If the quantity is none of these.
    """
    assert isinstance(proof, Exhausted)
    degrees = [len(near) for near in _one_apart(of)]
    match quantity:
        case "one_inclusion_density":
            return Fraction(sum(degrees), 2 * len(of))
        case "one_inclusion_minimum_degree":
            return Fraction(min(degrees))
        case "one_inclusion_maximum_degree":
            return Fraction(max(degrees))
        case _:
            raise CertificateError(f"{quantity} is not found by counting")


def degeneracy_lower(of: HypothesisClass, proof: object) -> int:
    """How many neighbours each hypothesis of a core has in it."""
    assert isinstance(proof, Core)
    core, near = {*proof.hypotheses}, _one_apart(of)
    demand(core <= {*range(len(of))}, claim="a core has hypotheses of the class")
    return min(len(near[h] & core) for h in core)


def degeneracy_upper(of: HypothesisClass, proof: object) -> int:
    """The most neighbours that are left when a hypothesis is taken away."""
    assert isinstance(proof, Peeled)
    demand(sorted(proof.order) == [*range(len(of))], claim="each hypothesis is taken away once")
    near, left, most = _one_apart(of), {*proof.order}, 0
    for h in proof.order:
        left.remove(h)
        most = max(most, len(near[h] & left))
    return most


def _one_apart(of: HypothesisClass) -> list[set[int]]:
    """Of each hypothesis those that differ from it on one instance."""
    rows = as_integers(of.table)
    place = {row: h for h, row in enumerate(rows)}
    others = ([row ^ 1 << x for x in range(of.n_instances)] for row in rows)
    return [{place[other] for other in some if other in place} for some in others]


def apart_lower(of: HypothesisClass, proof: object, *, at_least: int) -> int:
    """How many hypotheses are shown to share fewer than so many right answers, pair by pair."""
    assert isinstance(proof, Apart)
    chosen = proof.hypotheses
    known = {*chosen} <= {*range(len(of))}  # -1 would be a second name of the last
    demand(known, claim="a target must be a hypothesis of the class")
    demand(len({*chosen}) == len(chosen), claim="a target is protected once")
    rows = as_integers(of.table[list(chosen)]) if chosen else []
    for i, row in enumerate(rows):
        few = all((row & other).bit_count() < at_least for other in rows[:i])
        demand(few, claim=f"hypothesis {chosen[i]} shares {at_least} right answers with another")
    return len(chosen)


def apart_upper(of: HypothesisClass, proof: object, *, at_least: int, claimed: int) -> int:
    """How many hypotheses are shown to be the most."""
    if isinstance(proof, Trivial):
        return len(of)
    rows = as_integers(of.table)
    _covered(rows, proof, left={*range(len(of))}, at_least=at_least, most=claimed)
    return claimed


def _covered(rows: list[int], proof: object, *, left: set[int], at_least: int, most: int) -> None:
    """Refuse what does not prove that at most so many of some hypotheses are apart."""
    assert isinstance(proof, Cliques)
    demand(len(proof.cliques) <= most, claim=f"{most} is less than the number of cliques")
    for clique in proof.cliques:
        for i, h in enumerate(clique):
            many = all((rows[h] & rows[g]).bit_count() >= at_least for g in clique[:i])
            demand(many, claim=f"hypothesis {h} is no neighbour of all others of its clique")
    parts = [h for h, _ in proof.parts]
    known = {h for clique in proof.cliques for h in clique} | {*parts}
    demand(left <= known, claim="a hypothesis is in no clique and no part")
    for h, part in proof.parts:
        left = left - {h}
        beside = {g for g in left if (rows[h] & rows[g]).bit_count() < at_least}
        demand(most >= 1, claim=f"hypothesis {h} alone is one too many")
        _covered(rows, part, left=beside, at_least=at_least, most=most - 1)
