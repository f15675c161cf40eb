"""Closures, against two packages of formal concept analysis.

There a hypothesis is an object, an instance an attribute, and a closure an intent. Each package is
given what it takes best: `concepts` names, or its own bit sets; `caspailleur` bit arrays, ready
made; ours a table of true and false, a row a set. `caspailleur` and what it needs beyond our own
packages are not among the pins: `make bench` puts them into a folder of their own.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import concepts
import numpy as np

from studies.bench.timing import Line, timed
from teachsim.core.arrays import BoolArray
from teachsim.symbolic import HypothesisClass, families, order

Compared = tuple[Callable[[], object], str]
"""What the other does, and the bar."""

FOLDER = Path(__file__).parents[2] / ".stamps" / "caspailleur"
AGAIN = 10
LEAST = 1_000  # hypotheses for which there are bars: of fewer, a few numpy calls decide


def rows(*, quick: bool) -> Iterator[Line]:
    """The lines of the table."""
    rng = np.random.default_rng(0)
    n_sets = 50 if quick else 200
    for m, n in ((100, 20), (1_000, 40)):
        H = families.random_class(n, m, rng=rng, density=0.6)
        yield from compared(f"{m:,} hypotheses on {n}", H, sets=drawn(n, n_sets, rng=rng))
    H = families.intervals(20 if quick else 100)
    yield from compared(f"{len(H):,} intervals", H, sets=drawn(H.n_instances, n_sets, rng=rng))


def drawn(n: int, n_sets: int, *, rng: np.random.Generator) -> BoolArray:
    """`(n_sets, n)` sets of one to five instances."""
    sets = np.zeros((n_sets, n), dtype=np.bool_)
    for some in sets:
        some[rng.choice(n, rng.integers(1, 6), replace=False)] = True
    return sets


def compared(of: str, H: HypothesisClass, *, sets: BoolArray) -> Iterator[Line]:
    """The lines of one class."""
    works: dict[str, Compared] = {
        "one by one": (lambda: [order.closure(H, some) for some in sets], "-"),
        **to_concepts(H, sets),
        **(to_caspailleur(H, sets) if FOLDER.is_dir() else {}),
    }
    for name, (work, bar) in works.items():
        times = timed(again(partial(order.closure, H, sets)), again(work), repeats=7)
        ours, theirs = (seconds / AGAIN for seconds in times)
        fair = bar if len(H) >= LEAST else "-"
        yield f"{len(sets)} closures, {of}, to {name}", ours, theirs, fair, ""


def again(work: Callable[[], object]) -> Callable[[], None]:
    """The same several times, as one time is over before the processor has it at hand."""

    def several() -> None:
        for _ in range(AGAIN):
            work()

    return several


def to_concepts(H: HypothesisClass, sets: BoolArray) -> dict[str, Compared]:
    """Closures as `concepts` documents them, and as fast as it can."""
    # Names of hypotheses may be those of instances, which it would refuse.
    context = concepts.Context([f"h{h}" for h in range(len(H))], H.instances, H.table.tolist())
    named = [[H.instances[x] for x in np.flatnonzero(some)] for some in sets]

    def by_names() -> list[tuple[str, ...]]:
        return [context.intension(context.extension(names)) for names in named]

    def by_bits() -> list[object]:
        return [context.extension(names, raw=True).prime() for names in named]

    closed = order.closure(H, sets)
    expected = [{H.instances[x] for x in np.flatnonzero(some)} for some in closed]
    assert [set(names) for names in by_names()] == expected
    return {"concepts": (by_names, ">= 5x"), "concepts, raw": (by_bits, "-")}


def to_caspailleur(H: HypothesisClass, sets: BoolArray) -> dict[str, Compared]:
    """Closures of `caspailleur`, from bit arrays to bit arrays."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it imports
        sys.path.append(str(FOLDER))  # last, as pip puts packages there that we have, too
        from bitarray import bitarray, frozenbitarray
        from caspailleur.base_functions import closure

        sys.path.remove(str(FOLDER))
    columns = [bitarray(column.tolist()) for column in H.table.T]
    arrays = [frozenbitarray(some.tolist()) for some in sets]

    def by_arrays() -> list[list[bool]]:
        return [closure(some, columns) for some in arrays]

    assert (np.array([list(some) for some in by_arrays()]) == order.closure(H, sets)).all()
    return {"caspailleur": (by_arrays, ">= 4x")}
