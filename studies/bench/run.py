"""Speed, as ratios of times taken in one run: `make bench`.

`python -m studies.bench.run --quick` is a shorter run.

Every pair is timed in turns (ours, theirs, ours, theirs, ...) on one thread in processor time, and
medians are compared, so that a busy machine slows both alike. "Naive" is what one would write
first: frozensets, one target at a time. Where that would take hours a sample of targets is run, and
the time for all of them extrapolated; the table says so.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded

import networkx as nx
import numpy as np

from studies.bench import automata, closures, theory
from studies.bench.timing import timed, where
from teachsim.core.regimes import INFORMANT
from teachsim.symbolic import HypothesisClass, episodes, families, games, order, refinement

ROUNDS = 40
WIDTH = 68


@dataclass(frozen=True)
class Row:
    """One line of the table: seconds of ours and theirs, or a share of the roofline."""

    what: str
    ours: float
    theirs: float | None = None
    bar: str = "-"
    note: str = ""

    def __str__(self) -> str:
        """The line."""
        if self.theirs is None:
            return f"{self.what:<{WIDTH}} {self.ours * 1e3:12,.3f} {'':>36}  {self.note}"
        share = self.theirs / self.ours
        said = f"{share:.1%}" if self.bar.endswith("%") else f"{share:,.1f}x"
        times = f"{self.ours * 1e3:12,.3f} {self.theirs * 1e3:14,.3f}"
        return f"{self.what:<{WIDTH}} {times} {said:>10} {self.bar:>9}  {self.note}"


# ---------------------------------------------------------------- what one would write first
@dataclass(frozen=True)
class Naive:
    """Hypotheses as frozensets of instances, instances as frozensets of hypotheses."""

    hypotheses: tuple[frozenset[int], ...]
    holders: tuple[frozenset[int], ...]

    @staticmethod
    def of(H: HypothesisClass) -> Naive:
        """The class."""
        rows = tuple(frozenset(np.flatnonzero(row).tolist()) for row in H.table)
        return Naive(rows, tuple(frozenset(np.flatnonzero(held).tolist()) for held in H.table.T))

    def halving(self, target: int) -> int:
        """Number of membership queries until only the target is left."""
        alive, asked = frozenset(range(len(self.hypotheses))), 0
        while len(alive) > 1:
            held = [alive & holders for holders in self.holders]
            best = min(range(len(held)), key=lambda x: abs(2 * len(held[x]) - len(alive)))
            alive = held[best] if target in held[best] else alive - held[best]
            asked += 1
        return asked

    def filtered(self, target: int, draws: list[int]) -> list[int]:
        """Survivors round by round: the hypotheses that agree, one by one."""
        alive = list(self.hypotheses)
        left = [len(alive)]
        for x in draws:
            right = x in self.hypotheses[target]
            alive = alive if x < 0 else [h for h in alive if (x in h) == right]
            left.append(len(alive))
        return left

    def intersected(self, target: int, draws: list[int]) -> list[int]:
        """Survivors round by round: what is left of one frozenset of numbers."""
        alive = frozenset(range(len(self.hypotheses)))
        left = [len(alive)]
        for x in draws:
            if x >= 0:
                right = target in self.holders[x]
                alive = alive & self.holders[x] if right else alive - self.holders[x]
            left.append(len(alive))
        return left


# ---------------------------------------------------------------- the comparisons
def all_targets(*, quick: bool) -> Iterator[Row]:
    """All targets at once against one by one."""
    n = 40 if quick else 140
    H = families.intervals(n, empty=True)
    naive = Naive.of(H)
    sample = np.random.default_rng(0).choice(len(H), 2 if quick else 12, replace=False).tolist()
    course = refinement.membership(H)
    assert [naive.halving(target) for target in sample] == course.rounds[sample].tolist()
    ours, theirs = timed(
        lambda: refinement.membership(H),
        lambda: [naive.halving(target) for target in sample],
        repeats=3,
    )
    what = f"all {len(H):,} targets of intervals({n}), halving, to frozensets"
    note = f"naive: {len(sample)} targets, extrapolated"
    yield Row(what, ours, theirs / len(sample) * len(H), ">= 5000x", note)
    (examined,) = timed(lambda: refinement.examination(H), repeats=3)
    yield Row("  the same class, examined by an adversary", examined)


def million(*, quick: bool) -> Iterator[Row]:
    """A large class: seconds, with nothing to compare with."""
    m, n = (5_000, 60) if quick else (1_000_000, 200)
    rng = np.random.default_rng(0)
    H = HypothesisClass(rng.random((m, n)) < 0.3)
    listed = rng.permutation(n)
    (halving,) = timed(lambda: refinement.membership(H), repeats=1)
    yield Row(f"all {m:,} targets on {n} instances, halving", halving)
    (marked,) = timed(lambda: refinement.in_order(H, listed, regime=INFORMANT), repeats=1)
    note = f"{m / marked:,.0f} episodes a second"
    yield Row("  the same class, marked in one common order", marked, note=note)


def batched(*, quick: bool) -> Iterator[Row]:
    """Batched episodes against frozensets, which get cheaper as version spaces get smaller."""
    rng = np.random.default_rng(0)
    n_episodes, sample = (200, 2) if quick else (4_000, 20)
    broad = HypothesisClass(rng.random((2_000 if quick else 10_000, 300)) < 0.95)
    narrow = families.intervals(60 if quick else 140, empty=True)
    for name, H in (("intervals", narrow), ("broad", broad)):
        naive = Naive.of(H)
        targets = rng.integers(0, len(H), n_episodes)
        draws = rng.integers(0, H.n_instances, (n_episodes, ROUNDS))
        shown = np.where(H.table[targets[:, None], draws], draws, -1)
        lists = [(int(targets[e]), shown[e].tolist()) for e in range(sample)]
        batch = partial(episodes.demonstrated, H, targets, draws=shown)
        counted = partial(batch, prefer=None)
        by_filter = partial(each, naive.filtered, lists)
        by_sets = partial(each, naive.intersected, lists)
        left = counted().survivors
        assert left[:, :sample].T.tolist() == by_filter() == by_sets()
        ours, also, filtered, intersected = timed(counted, batch, by_filter, by_sets, repeats=5)
        scale = n_episodes / sample
        what = f"{n_episodes:,} episodes, {name}, m = {len(H):,}"
        note = f"{sample} naive ones, extrapolated; {left[-1].mean():,.0f} survive"
        bar = ">= 500x" if name == "broad" else "-"
        yield Row(f"{what}, to filtered frozensets", ours, filtered * scale, bar, note)
        yield Row("  to intersected frozensets", ours, intersected * scale, bar)
        yield Row("  with conjectures, to intersected frozensets", also, intersected * scale)


def each(
    run: Callable[[int, list[int]], list[int]], lists: list[tuple[int, list[int]]]
) -> list[list[int]]:
    """What each target's lessons leave."""
    return [run(target, draws) for target, draws in lists]


def roofline(*, quick: bool) -> Iterator[Row]:
    """Bits that episodes cut a second, as a share of what an in-place AND alone can do."""
    m, n, n_episodes = (20_000, 100, 100) if quick else (100_000, 100, 2_000)
    turns = 100 if quick else 1_000
    rng = np.random.default_rng(0)
    H = HypothesisClass(rng.random((m, n)) < 0.8)
    targets = rng.integers(0, m, n_episodes)
    draws = rng.integers(0, n, (n_episodes, ROUNDS))
    shown = np.where(H.table[targets[:, None], draws], draws, -1)
    # 512 KiB that start at a cache line: where it is fastest here.
    room = np.zeros(2**16 + 8, dtype=np.uint64)
    words = room[-room.ctypes.data // 8 % 8 :][: 2**16].reshape(2, -1)

    def cut() -> None:
        for _ in range(turns):
            np.bitwise_and(words[0], words[1], out=words[0])

    bits = turns * words[0].size * 64
    work = n_episodes * ROUNDS * m
    counted = partial(episodes.demonstrated, H, targets, draws=shown, prefer=None)
    marked = partial(episodes.labelled, H, targets, draws=draws, prefer=None)
    teachers: list[tuple[str, Callable[[], object], str]] = [
        ("shown", counted, ">= 12%"),
        ("marked", marked, ">= 12%"),
        ("shown, and conjectures", partial(counted, prefer="smallest"), "- %"),
    ]
    for name, teach, bar in teachers:
        ours, alone = timed(teach, cut, repeats=5)
        what = f"{n_episodes:,} episodes, m = {m:,}, {name}, to the roofline"
        note = f"{work / ours / 1e9:.0f} of {bits / alone / 1e9:.0f} Gbit/s"
        yield Row(what, ours, alone / bits * work, bar, note)


def closing(*, quick: bool) -> Iterator[Row]:
    """Closures against packages of formal concept analysis."""
    for what, ours, theirs, bar, note in closures.rows(quick=quick):
        yield Row(what, ours, theirs, bar, note)


def hasse(*, quick: bool) -> Iterator[Row]:
    """Hasse diagrams against networkx's transitive reduction."""
    for H in (families.intervals(14 if quick else 28), families.powerset(6 if quick else 8)):
        above: nx.DiGraph[int] = nx.DiGraph()
        above.add_edges_from((h, g) for h, g in np.argwhere(order.inclusion(H)).tolist())
        assert set(nx.transitive_reduction(above).edges) == set(order.hasse(H).edges)
        ours, theirs = timed(
            partial(order.covers, H), partial(nx.transitive_reduction, above), repeats=3
        )
        note = "inclusion given to networkx, found by us"
        yield Row(f"Hasse diagram of {len(H)} hypotheses, to networkx", ours, theirs, "-", note)


def query_games(*, quick: bool) -> Iterator[Row]:
    """Values of games, with their certificates; bars are seconds of one core."""
    n, side = (40, 6) if quick else (160, 12)
    for name, H, expected in (
        (f"intervals({n})", families.intervals(n), n - 1),
        (f"boxes({side}, {side})", families.boxes(side, side), side * side - 1),
    ):
        result = games.membership(H)
        assert result.value == expected
        solve, verify = timed(
            partial(games.membership, H), partial(games.check, H, result), repeats=3
        )
        what = f"membership queries of {name}, m = {len(H):,}"
        yield Row(what, solve, note=f"bar 2,000 ms; check: {verify * 1e3:,.0f} ms")
    H = families.initial_segments(127 if quick else 511)
    (proper,) = timed(partial(games.equivalence, H), repeats=3)
    yield Row(f"proper equivalence queries of {len(H)} thresholds", proper)


def dimensions(*, quick: bool) -> Iterator[Row]:
    """Dimensions against their definitions and against integer programs, and large classes."""
    for compared in (theory.definitions, theory.programs, theory.sizes):
        for what, ours, theirs, bar, note in compared(quick=quick):
            yield Row(what, ours, theirs, bar, note)


def learning(*, quick: bool) -> Iterator[Row]:
    """Learners of automata against a textbook L*."""
    for what, ours, theirs, bar, note in automata.rows(quick=quick):
        yield Row(what, ours, theirs, bar, note)


def compare(*, quick: bool) -> None:
    """Print the table."""
    print(where("numpy", "scipy", "networkx", "concepts"))
    columns = f"{'ours, ms':>12} {'theirs, ms':>14} {'ratio':>10} {'bar':>9}"
    print(f"{'':<{WIDTH}} {columns}")
    sets = (all_targets, batched, roofline, closing, hasse)
    for rows in (*sets, dimensions, query_games, learning, million):
        for row in rows(quick=quick):
            print(row, flush=True)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, for a look")
    compare(quick=parser.parse_args().quick)


if __name__ == "__main__":
    main()
