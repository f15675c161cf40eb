"""Checks of bounds that follow from other results by a law.

The laws are listed here once more, as words: only what stands here is accepted, and what it says is
worked out from the words.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.evidence import as_integers, columns_both, demand
from teachsim.symbolic.complexity.law_proofs import Found, Implied
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError, Result

__all__ = ["bounds"]

Number = int | float | Fraction

_NAMES: Final = {
    "VC": "vc_dimension",
    "Ldim": "littlestone_dimension",
    "SD": "self_directed_complexity",
    "TD": "teaching_dimension",
    "TD min": "minimum_teaching_dimension",
    "TD avg": "average_teaching_dimension",
    "TD+": "positive_teaching_dimension",
    "RTD": "recursive_teaching_dimension",
    "RTD+": "positive_recursive_teaching_dimension",
    "NCTD": "no_clash_teaching_dimension",
    "NCTD+": "positive_no_clash_teaching_dimension",
    "XTD": "extended_teaching_dimension",
    "CD": "consistency_dimension",
    "star": "star_number",
    "density": "one_inclusion_density",
    "degeneracy": "one_inclusion_degeneracy",
    "deg min": "one_inclusion_minimum_degree",
    "deg max": "one_inclusion_maximum_degree",
    "elasticity": "elasticity",
    "tell-tale": "tell_tale",
    "MQ": "membership_queries",
    "EQ": "proper_equivalence_queries",
    "EQ*": "arbitrary_equivalence_queries",
    "Sub": "subset_queries",
    "Sup": "superset_queries",
    "MQ|EQ": "membership_queries_and_proper_equivalence_queries",
    "Sub|Sup": "subset_queries_and_superset_queries",
}
_MAY_BE_FRACTIONS: Final = ("TD avg", "density")

# Chains of inequalities, each side at most the next.
_CHAINS: Final = (
    "VC <= Ldim <= floor(log2 |H|)",
    "SD <= Ldim <= n",
    "Ldim <= elasticity <= |H| - 1",
    "|H| <= sum of C(n, i), i <= VC",
    "|H| <= sum of C(n, i), i <= RTD",
    "density <= VC <= star <= n",
    "density <= degeneracy <= RTD <= RTD+ <= TD+",
    "deg min <= degeneracy <= deg max <= TD",
    "deg min <= TD min <= RTD <= TD <= XTD <= star <= |H| - 1",
    "TD min <= TD avg <= TD <= TD+",
    "RTD <= floor(log2 |H|)",
    "RTD+ <= |H| - 1",
    "min(1, |H| - 1) <= NCTD <= RTD",
    "NCTD <= NCTD+ <= RTD+",
    "NCTD <= ceil(n / 2)",
    "RTD <= VC if VC = 1",
    "RTD <= VC if |H| is the most for VC",
    "RTD+ <= VC if H is closed under intersection",
    "EQ <= elasticity if H is closed under intersection",
    "tell-tale <= elasticity",
    "tell-tale <= TD",
    "XTD <= MQ <= n",
    "ceil(log2 |H|) <= MQ <= |H| - 1",
    "MQ <= XTD ceil(log2 |H|)",
    "Ldim <= EQ* <= EQ <= |H| - 1",
    "EQ* <= Ldim <= EQ",
    "min(1, |H| - 1) <= MQ|EQ <= MQ",
    "MQ|EQ <= EQ",
    "min(1, |H| - 1) <= Sub|Sup <= Sub <= |H| - 1",
    "min(1, |H| - 1) <= Sub",
    "min(1, |H| - 1) <= Sup",
    "Sub|Sup <= Sup <= |H| - 1",
    "Sub|Sup <= 2 EQ",
    "CD <= XTD + 1",
    "tell-tale <= NCTD+",
)


def bounds(
    of: HypothesisClass,
    result: Result,
    *,
    check: Callable[[HypothesisClass, Result], None],
    max_work: int,
) -> tuple[Number, Number]:
    """The bounds that a `Found` or an `Implied` each prove, once `check` accepts their grounds.

    Args:
        of: The class.
        result: What is proved.
        check: Raises where a result is not proved.
        max_work: Steps that the search for a missing intersection may take.

    Raises:
        CertificateError: If nothing is proved.
    """
    assert isinstance(result.certificate, Bounds)
    proofs = (result.certificate.lower, result.certificate.upper)
    grounds: dict[int, Result] = {}
    for proof in proofs:
        assert isinstance(proof, (Found, Implied))
        some = (proof.by,) if isinstance(proof, Found) else proof.by
        grounds |= {id(one): one for one in some}
    for one in grounds.values():
        check(of, one)
    lower, upper = (
        _bound(of, result, proof=proof, upper=upper, max_work=max_work)
        for proof, upper in zip(proofs, (False, True), strict=True)
    )
    return lower, upper


def _bound(
    of: HypothesisClass, result: Result, *, proof: object, upper: bool, max_work: int
) -> Number:
    """The bound that a proof gives whose grounds have been checked."""
    if isinstance(proof, Found):
        demand(proof.by.quantity == result.quantity, claim="a search is for the same quantity")
        return proof.by.upper if upper else proof.by.lower
    assert isinstance(proof, Implied)
    by = {one.quantity: one for one in proof.by}
    words, _, condition = proof.law.partition(" if ")
    small, _, large = words.partition(" <= ")
    demand(_listed(small, large, condition=condition), claim=f"{proof.law} is no known law")
    _met(of, condition, by=by, max_work=max_work)
    own, other = (small, large) if upper else (large, small)
    known = {"m": len(of), "n": len(columns_both(of))}
    limit = _value(other, by=by, known=known, upper=upper)
    if _NAMES.get(own) == result.quantity:
        return limit if own in _MAY_BE_FRACTIONS else _whole(limit, upper=upper)
    demand(not upper, claim=f"{proof.law} says nothing of {result.quantity}")
    return _least(own, limit, quantity=result.quantity, known=known)


def _listed(small: str, large: str, *, condition: str) -> bool:
    """Whether one of the chains says that the one side is at most the other."""
    suffix = f" if {condition}" if condition else ""
    for chain in _CHAINS:
        words, _, only_if = chain.partition(" if ")
        if suffix == (f" if {only_if}" if only_if else ""):
            sides = [words] if "sum of" in words else words.split(" <= ")
            if f"{small} <= {large}" == words or (small, large) in itertools.pairwise(sides):
                return True
    return False


def _whole(limit: Number, *, upper: bool) -> Number:
    if isinstance(limit, float) and math.isinf(limit):
        return limit
    return math.floor(limit) if upper else math.ceil(limit)


def _value(side: str, *, by: dict[str, Result], known: dict[str, int], upper: bool) -> Number:
    """A bound of one side of a law."""
    m, n = known["m"], known["n"]
    counts = {
        "|H|": m,
        "|H| - 1": m - 1,
        "min(1, |H| - 1)": 0 if m == 1 else 1,
        "n": n,
        "ceil(n / 2)": -(-n // 2),
        "floor(log2 |H|)": len(bin(m)) - 3,
        "ceil(log2 |H|)": _halvings(m),
    }
    if side in counts:
        return counts[side]
    symbol, times, plus = _line(side, m=m)
    result = by[_NAMES[symbol]]
    return times * (result.upper if upper else result.lower) + plus


def _line(side: str, *, m: int) -> tuple[str, int, int]:
    """The quantity of a side, how often it counts there, and what is added."""
    match side:
        case "XTD ceil(log2 |H|)":
            return "XTD", _halvings(m), 0
        case "XTD + 1":
            return "XTD", 1, 1
        case "2 EQ":
            return "EQ", 2, 0
        case _:
            return side, 1, 0


def _halvings(m: int) -> int:
    """The number of times that m things must be halved until one is left, at worst."""
    halvings = 0
    while 2**halvings < m:
        halvings += 1
    return halvings


def _least(side: str, limit: Number, *, quantity: str, known: dict[str, int]) -> int:
    """The least value of a quantity with which a side that grows with it reaches a limit."""
    sauer = side.startswith("sum of")
    symbol, times, plus = _line(side.rpartition(" ")[2] if sauer else side, m=known["m"])
    demand(_NAMES[symbol] == quantity, claim=f"{side} says nothing of {quantity}")
    if not sauer:
        return math.ceil((Fraction(limit) - plus) / max(1, times))
    value = reached = 0
    while True:
        reached += math.comb(known["n"], value)
        if reached >= limit:
            return value
        value += 1


def _met(of: HypothesisClass, condition: str, *, by: dict[str, Result], max_work: int) -> None:
    """Refuse a condition that is not met."""
    rows = as_integers(of.table)
    if condition == "H is closed under intersection":
        if len(rows) ** 2 // 2 > max_work:
            raise CertificateError(
                f"all pairs of {len(rows):,} hypotheses are over max_work={max_work:,}; raise it"
            )
        held = {*rows}
        closed = all(a & b in held for i, a in enumerate(rows) for b in rows[:i])
        demand(closed, claim="two hypotheses have an intersection that is none")
    elif condition:
        vc = by["vc_dimension"]
        demand(vc.exact, claim="the VC dimension must be known")
        n, d = len(columns_both(of)), int(vc.lower)
        most = sum(math.comb(n, i) for i in range(d + 1))
        demand(
            d == 1 if condition == "VC = 1" else len(rows) == most,
            claim=f"it is not so that {condition}",
        )
