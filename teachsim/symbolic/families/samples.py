"""Classes that follow no formula: drawn at random, or observed in the world."""

from __future__ import annotations

import importlib.resources
import io

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.core.checks import chance
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_generator
from teachsim.symbolic.families.limit import LIMIT, MOST_BITS, Limit, affordable, whole
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["living_beings_and_water", "random_class"]

# Up to this many instances all rows are weighed at once; beyond, repeated draws are rare.
_WEIGHED = 16
# Draws in a row with nothing new before we give up: only densities near 0 or 1 come to that.
_PATIENCE = 1_000


def random_class(
    n: int,
    size: int,
    *,
    rng: np.random.Generator,
    density: float = 0.5,
    limit: Limit = LIMIT,
) -> HypothesisClass:
    """Exactly `size` different hypotheses, each instance right with chance `density`.

    Rows are drawn one by one, a row that was drawn before is drawn again.

    Args:
        n: number of instances, at least 1.
        size: number of hypotheses, in [1, 2^n].
        rng: source of chance, consumed.
        density: chance that a hypothesis holds an instance right, in (0, 1).
        limit: refuse a larger class.

    Raises:
        ValueError: an argument is out of range, or the density is so near 0 or 1 that so many
            different hypotheses are not found.
    """
    n = whole(n, "n")
    size = whole(size, "size", high=2 ** min(n, MOST_BITS))
    a_generator(rng)
    if chance(density, thing="density") in (0.0, 1.0):
        raise ValueError(f"density is {density} but must lie strictly between 0 and 1; choose 0.5")
    affordable(f"random_class({n}, {size})", size, n_instances=n, limit=limit)
    drawn = _weighed if n <= _WEIGHED else _redrawn
    return HypothesisClass(drawn(n, size, rng=rng, density=density))


def living_beings_and_water() -> HypothesisClass:
    """Eight living beings and the nine attributes that each has: a classic of concept analysis.

    Source: B. Ganter and R. Wille, "Formal Concept Analysis: Mathematical Foundations", Springer,
    1999, figure 1.1 (from a Hungarian educational film, "Living beings and water").
    """
    file = importlib.resources.files("teachsim.symbolic") / "data" / "living_beings_and_water.csv"
    return HypothesisClass.from_csv(io.StringIO(file.read_text(encoding="utf-8")))


def _weighed(n: int, size: int, *, rng: np.random.Generator, density: float) -> BoolArray:
    """Rows drawn without replacement by their chances: the same law as drawing again.

    Source: J. I. Yellott, "The relationship between Luce's choice axiom, Thurstone's theory of
    comparative judgment, and the double exponential distribution", 1977 (the Gumbel trick).
    """
    table = (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(np.bool_)
    held = table.sum(axis=1)
    chances = held * np.log(density) + (n - held) * np.log1p(-density)
    order = np.argsort(-(chances + rng.gumbel(size=2**n)), kind="stable")
    return table[order[:size]]


def _redrawn(n: int, size: int, *, rng: np.random.Generator, density: float) -> BoolArray:
    table = np.empty((0, n), dtype=np.bool_)
    for _ in range(_PATIENCE):
        more = rng.random((size, n)) < density
        table = np.concatenate([table, more])
        first: IntArray = words.first_occurrences(words.pack(table))
        table = table[first]
        if len(table) >= size:
            return table[:size]
    raise ValueError(
        f"only {len(table)} different hypotheses were found in {_PATIENCE * size:,} draws at "
        f"density {density}, not {size}; choose a density nearer to 0.5"
    )
