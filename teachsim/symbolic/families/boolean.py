"""Families of Boolean functions of v variables; the instances are the 2^v points of the cube.

Point "011" has x1 = 0, x2 = 1, x3 = 1; points come in the order of binary numbers.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.arguments import a_switch
from teachsim.symbolic.families.cube import MOST_VARIABLES, cube, points, terms, variables
from teachsim.symbolic.families.limit import LIMIT, Limit, affordable, whole
from teachsim.symbolic.families.naming import after_nothing
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = [
    "affine_parities",
    "conjunctions",
    "monotone_conjunctions",
    "monotone_functions",
    "parities",
]

# Dedekind's numbers, sequence A000372 of the OEIS: the next would not fit into any limit.
_DEDEKIND = (2, 3, 6, 20, 168, 7_581, 7_828_354, 2_414_682_040_998)


def monotone_conjunctions(v: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The 2^v conjunctions of some of v variables; of none of them it is "true".

    VC v; one positive example teaches any of them recursively. Source: L. G. Valiant, "A theory of
    the learnable", Communications of the ACM 27, 1984.

    Args:
        v: number of variables, at least 1.
        limit: refuse a larger class.

    Raises:
        ValueError: v is out of range, or the class is above the limit.
    """
    v = whole(v, "v", high=MOST_VARIABLES)
    affordable(f"monotone_conjunctions({v})", 2**v, n_instances=2**v, limit=limit)
    chosen = cube(v)
    table = np.ones((2**v, 2**v), dtype=np.bool_)
    for needs, value in zip(chosen.T, chosen.T, strict=True):
        table &= ~needs[:, None] | value
    names = (" and ".join(some) or "true" for some in variables(chosen))
    return HypothesisClass(table, names, instances=points(v))


def conjunctions(v: int, *, false: bool = True, limit: Limit = LIMIT) -> HypothesisClass:
    """The 3^v conjunctions of literals, and "false", which contradictory ones come to.

    VC v for v >= 2. With "false" the class is closed under intersection.
    Source: L. G. Valiant, "A theory of the learnable", Communications of the ACM 27, 1984.

    Args:
        v: number of variables, at least 1.
        false: is the function that is never true a hypothesis too?
        limit: refuse a larger class.

    Raises:
        ValueError: v is out of range, `false` is no bool, or the class is above the limit.
    """
    v = whole(v, "v", high=MOST_VARIABLES)
    a_switch(false, thing="false")
    affordable(f"conjunctions({v})", 3**v + false, n_instances=2**v, limit=limit)
    table, names = terms(v, longest=v)
    if false:
        table, names = after_nothing(table, names, called="false")
    return HypothesisClass(table, names, instances=points(v))


def parities(v: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The 2^v parities of some of v variables: x -> a . x mod 2.

    VC, Littlestone, teaching and recursive teaching dimension, star number and every number of
    queries are v; the no-clash teaching dimension is 1 up to v = 4, and 2 for v = 5 and 6. Source:
    P. Fischer and H. U. Simon, "On learning ring-sum-expansions", SIAM Journal on Computing 21,
    1992.

    Args:
        v: number of variables, at least 1.
        limit: refuse a larger class.

    Raises:
        ValueError: v is out of range, or the class is above the limit.
    """
    v = whole(v, "v", high=MOST_VARIABLES)
    affordable(f"parities({v})", 2**v, n_instances=2**v, limit=limit)
    table, names = _parities(v)
    return HypothesisClass(table, names, instances=points(v))


def affine_parities(v: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The 2^(v + 1) parities and their complements: x -> a . x + b mod 2; VC v + 1.

    Args:
        v: number of variables, at least 1.
        limit: refuse a larger class.

    Raises:
        ValueError: v is out of range, or the class is above the limit.
    """
    v = whole(v, "v", high=MOST_VARIABLES)
    affordable(f"affine_parities({v})", 2 ** (v + 1), n_instances=2**v, limit=limit)
    table, names = _parities(v)
    opposite = [f"not ({name})" if " xor " in name else f"not {name}" for name in names]
    opposite[0] = "true"
    return HypothesisClass(np.vstack([table, ~table]), names + opposite, instances=points(v))


def monotone_functions(v: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """All monotone Boolean functions of v variables: Dedekind's 2, 3, 6, 20, 168, 7,581, ...

    VC is the largest antichain, binomial(v, floor(v / 2)): a set of points is shattered iff it is
    one (E. Sperner, "Ein Satz ueber Untermengen einer endlichen Menge", 1928).

    Args:
        v: number of variables, at least 0.
        limit: refuse a larger class.

    Raises:
        ValueError: v is out of range, or the class is above the limit.
    """
    v = whole(v, "v", low=0, high=len(_DEDEKIND) - 1)
    affordable(f"monotone_functions({v})", _DEDEKIND[v], n_instances=2**v, limit=limit)
    table = np.array([[False], [True]])
    for _ in range(v):
        # A function of one variable more is a pair f(0, .) <= f(1, .) of monotone functions.
        above = (~table).astype(np.float32)
        low, high = np.nonzero(table.astype(np.float32) @ above.T == 0)
        table = np.hstack([table[low], table[high]])
    return HypothesisClass(table, _minimal_terms(table, v), instances=points(v))


def _parities(v: int) -> tuple[BoolArray, list[str]]:
    chosen = cube(v)
    table = np.zeros((2**v, 2**v), dtype=np.bool_)
    for counts, value in zip(chosen.T, chosen.T, strict=True):
        table ^= counts[:, None] & value
    return table, [" xor ".join(some) or "false" for some in variables(chosen)]


def _minimal_terms(table: BoolArray, v: int) -> list[str]:
    """Name of each monotone function `(m, 2^v)`: the "or" of its minimal true points."""
    minimal = table.copy()
    at = np.arange(2**v)
    for i in range(v):
        minimal &= ~(table[:, at & ~(1 << i)] & (at >> i & 1).astype(np.bool_))
    term = [" and ".join(some) or "true" for some in variables(cube(v))]
    names = []
    for row in minimal:
        parts = [term[p] for p in np.flatnonzero(row)[::-1]]  # x1 before x2
        if len(parts) > 1:
            parts = [f"({part})" if " and " in part else part for part in parts]
        names.append(" or ".join(parts) or "false")
    return names
