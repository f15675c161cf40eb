"""The Boolean cube: points, literals and terms of v variables x1 to xv.

Point "011" has x1 = 0, x2 = 1, x3 = 1; points come in the order of binary numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray

__all__ = ["MOST_VARIABLES", "cube", "points", "terms", "variables"]

# With 30 variables one function alone takes a gigabyte.
MOST_VARIABLES = 30


def cube(v: int) -> BoolArray:
    """The points `(2^v, v)` of the cube: row p holds the values of x1 to xv."""
    bits: IntArray = np.arange(2**v)[:, None] >> np.arange(v - 1, -1, -1) & 1
    return bits.astype(np.bool_)


def points(v: int) -> list[str]:
    """Names of the 2^v points: the values of x1 to xv, as in "011"."""
    return ["".join(values) for values in itertools.product("01", repeat=v)]


def variables(chosen: BoolArray) -> Iterator[list[str]]:
    """Names of the variables that each row of `(m, v)` chooses, as in ["x1", "x3"]."""
    names = np.array([f"x{i}" for i in range(1, chosen.shape[1] + 1)], dtype=np.object_)
    return (names[row].tolist() for row in chosen)


def terms(v: int, *, longest: int) -> tuple[BoolArray, list[str]]:
    """The consistent conjunctions of at most `longest` literals, shortest first.

    Returns:
        Table `(m, 2^v)` and m names, the first of them "true".
    """
    # In each place 0 is the variable, 1 its negation, 2 neither.
    code = np.array(list(itertools.product(range(3), repeat=v)), dtype=np.int8).reshape(-1, v)
    size = (code < 2).sum(axis=1)
    code = code[np.argsort(size, kind="stable")[: np.count_nonzero(size <= longest)]]
    table = np.ones((len(code), 2**v), dtype=np.bool_)
    for place, value in zip(code.T, cube(v).T, strict=True):
        table &= (place == 2)[:, None] | (value == (place == 0)[:, None])
    literal = [(f"x{i}", f"not x{i}", "") for i in range(1, v + 1)]
    names = [
        " and ".join(filter(None, map(tuple.__getitem__, literal, row))) or "true"
        for row in code.tolist()
    ]
    return table, names
