"""How cost grows with size, against the exponent that theory gives it.

    python -m studies.bench.growth [--quick] [--out docs]

Writes growth.png, log-log, and prints the slope of the larger half of sizes: the smaller ones show
what a call costs that does nothing. Times are processor time of one thread, medians.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from studies.bench.timing import timed
from teachsim import sweep
from teachsim.symbolic import HypothesisClass, complexity, episodes, families, order, refinement
from teachsim.tabular import Start, grid

ROUNDS, EPISODES, CLOSURES, STEPS = 20, 200, 50, 50
PANELS = 3  # in a row


@dataclass(frozen=True)
class Growth:
    """Something that takes longer the larger it is.

    Attributes:
        what: What is done, and what its size counts.
        exponent: Of the size, by theory; None if nobody has one.
        why: The theory.
        sizes: From small to large.
        work: What is timed, of a size.
    """

    what: str
    exponent: float | None
    why: str
    sizes: tuple[int, ...]
    work: Callable[[int], Callable[[], object]]


Found = tuple[Growth, tuple[int, ...], list[float]]
"""Something, sizes, and seconds of each."""


# ---------------------------------------------------------------- what is timed
def drawn(m: int, n: int, *, density: float) -> HypothesisClass:
    """A random class."""
    return HypothesisClass(np.random.default_rng(0).random((m, n)) < density)


def shown(m: int) -> Callable[[], object]:
    """Demonstrations in a class of m hypotheses."""
    H, rng = drawn(m, 100, density=0.8), np.random.default_rng(1)
    targets = rng.integers(0, m, EPISODES)
    draws = rng.integers(0, H.n_instances, (EPISODES, ROUNDS))
    kept = np.where(H.table[targets[:, None], draws], draws, -1)
    return partial(episodes.demonstrated, H, targets, draws=kept, prefer=None)


def halved(m: int) -> Callable[[], object]:
    """All targets of a class of m hypotheses, by halving."""
    return partial(refinement.membership, drawn(m, 60, density=0.3))


def closed(m: int) -> Callable[[], object]:
    """Closures in a class of m hypotheses."""
    H, rng = drawn(m, 60, density=0.6), np.random.default_rng(1)
    sets = np.zeros((CLOSURES, 60), dtype=np.bool_)
    for some in sets:
        some[rng.choice(60, 3, replace=False)] = True
    return partial(order.closure, H, sets)


def compared(m: int) -> Callable[[], object]:
    """Which of m hypotheses include which."""
    return partial(order.inclusion, drawn(m, 64, density=0.5))


def deepened(n: int) -> Callable[[], object]:
    """The Littlestone dimension of the intervals on n points."""
    return partial(complexity.littlestone_dimension, families.intervals(n))


def climbed(n: int) -> Callable[[], object]:
    """Exact policy gradient on n grid points."""
    right = np.random.default_rng(0).random((n, 20))
    cost = np.linspace(0.1, 4, n)[:, np.newaxis]
    recall, guess = right - (1 - right) * cost, np.broadcast_to(0.02 - 0.98 * cost, right.shape)
    return partial(grid.ascend, recall, guess, start=Start(), steps=STEPS)


GROWTHS = (
    Growth(
        f"{EPISODES} demonstrations of {ROUNDS} rounds, hypotheses",
        1.0,
        "a bit of each hypothesis a round",
        (2**13, 2**14, 2**15, 2**16, 2**17, 2**18, 2**19),
        shown,
    ),
    Growth(
        "halving for all targets, hypotheses",
        1.0,
        "each of log m levels reads every row once",
        (2**12, 2**13, 2**14, 2**15, 2**16, 2**17, 2**18),
        halved,
    ),
    Growth(
        f"{CLOSURES} closures, hypotheses",
        1.0,
        "a bit of each hypothesis, then a row of each that is left",
        (2**12, 2**14, 2**15, 2**16, 2**17, 2**18, 2**19),
        closed,
    ),
    Growth(
        "inclusions of a class, hypotheses",
        2.0,
        "a word of each pair",
        (2**8, 2**9, 2**10, 2**11, 2**12, 2**13),
        compared,
    ),
    Growth(
        "Littlestone dimension of intervals, points",
        None,
        "the search ends early where bounds meet: no exponent is known",
        (15, 21, 30, 42, 60, 85, 120),
        deepened,
    ),
    Growth(
        f"exact policy gradient, {STEPS} steps, grid points",
        1.0,
        "each point for itself",
        (2**8, 2**9, 2**10, 2**11, 2**12, 2**13),
        climbed,
    ),
)


# ---------------------------------------------------------------- what is told
def slope(sizes: tuple[int, ...], seconds: list[float]) -> float:
    """The slope of the larger half of sizes, by least squares."""
    half = len(sizes) // 2
    return float(np.polyfit(np.log(sizes[half:]), np.log(seconds[half:]), 1)[0])


def draw(axes: Axes, growth: Growth, *, seconds: list[float], sizes: tuple[int, ...]) -> None:
    """Draw times, and the line of the theory through the largest."""
    if growth.exponent is not None:
        theory = seconds[-1] * (np.array(sizes) / sizes[-1]) ** growth.exponent
        label = f"theory: {growth.exponent:g}"
        axes.loglog(sizes, 1e3 * theory, "--", color="#8a867c", label=label)
    label = f"measured: {slope(sizes, seconds):.2f}"
    axes.loglog(sizes, 1e3 * np.array(seconds), "o-", color="#0072B2", markersize=4, label=label)
    told = (sizes[0], sizes[len(sizes) // 2], sizes[-1])
    axes.set_xticks(told, [f"{size:,}" for size in told])
    axes.xaxis.minorticks_off()
    axes.set_title(growth.what, fontsize=8)
    axes.set_ylabel("ms", fontsize=8)
    axes.tick_params(labelsize=7)
    axes.legend(fontsize=7, frameon=False)


def picture(found: list[Found]) -> bytes:
    """The figure, as PNG."""
    rows = -(-len(found) // PANELS)
    figure = Figure(figsize=(3.4 * PANELS, 2.6 * rows), layout="constrained", dpi=110)
    for (growth, sizes, seconds), axes in zip(
        found, figure.subplots(rows, PANELS).flat, strict=True
    ):
        draw(axes, growth, seconds=seconds, sizes=sizes)
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def main() -> None:
    """Time, print, and draw."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, for a look")
    parser.add_argument("--out", type=Path, help="folder of the figure; none is drawn without it")
    asked = parser.parse_args()
    found: list[Found] = []
    for growth in GROWTHS:
        sizes = growth.sizes[:3] if asked.quick else growth.sizes
        seconds = [timed(growth.work(size), repeats=3)[0] for size in sizes]
        found.append((growth, sizes, seconds))
        theory = "none" if growth.exponent is None else f"{growth.exponent:g}"
        times = (f"{n}: {1e3 * took:.3g} ms" for n, took in zip(sizes, seconds, strict=True))
        told = f"theory {theory}, measured {slope(sizes, seconds):.2f}"
        sys.stdout.write(f"{growth.what}: {told}\n    {', '.join(times)}\n")
        sys.stdout.flush()
    if asked.out is not None:
        sweep.write_file(asked.out / "growth.png", picture(found))


if __name__ == "__main__":
    main()
