"""Speed of the tabular side, as ratios taken in one run: `python -m studies.bench.tabular`.

The work is exact policy gradient on 2,048 grid points of 20 bins and 3 modes, 300 steps, on one
thread. "Plain numpy" is what one would write first: a softmax over the last axis, three logits. The
torch rows appear where torch can be imported: all points in one autograd graph; a loop over grid
points, as one would write it (kinds of items, log-likelihoods, an optimiser); and a lean loop, of
nothing but the expected reward. Of loops a few points are run, and the time extrapolated. All are
compared with each other before they are timed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded

import numpy as np

from studies.bench.timing import timed
from teachsim.core.arrays import FloatArray
from teachsim.tabular import Knowledge, Reward, Start, exact, grid, objectives, pace
from teachsim.tabular.items import by_mode, items_of

BINS = 20
WIDTH = 68


@dataclass(frozen=True)
class Row:
    """One line of the table: microseconds of ours and theirs for a step of a grid point, or ms."""

    what: str
    ours: float
    theirs: float | None = None
    bar: str = "-"
    note: str = ""

    def __str__(self) -> str:
        """The line."""
        if self.theirs is None:
            return f"{self.what:<{WIDTH}} {self.ours:12,.3f} {'':>25} {self.bar:>9}  {self.note}"
        ratio = f"{self.theirs / self.ours:,.1f}x"
        numbers = f"{self.ours:12,.3f} {self.theirs:14,.3f} {ratio:>10}"
        return f"{self.what:<{WIDTH}} {numbers} {self.bar:>9}  {self.note}"


# ---------------------------------------------------------------- what one would write first
def plain(worth: FloatArray, *, steps: int) -> FloatArray:
    """Gates `(N, K, M)` of exact policy gradient; `worth` is `(N, K, M)`, what each mode pays."""
    logits = np.tile(Start().logits, (*worth.shape[:-1], 1))
    for _ in range(steps):
        gate = softmax(logits)
        mean = (gate * worth).sum(axis=-1, keepdims=True)
        logits = logits + gate * (worth - mean)
    return softmax(logits)


def softmax(logits: FloatArray) -> FloatArray:
    """Chances, over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def by_autograd(worth: FloatArray, *, steps: int, torch: Any) -> FloatArray:
    """The same by gradient ascent on the expected reward, differentiated by torch."""
    paid = torch.from_numpy(worth)
    start = torch.from_numpy(Start().logits)
    logits = start.expand(paid.shape).clone().requires_grad_(True)
    for _ in range(steps):
        (slope,) = torch.autograd.grad((torch.softmax(logits, dim=-1) * paid).sum(), logits)
        with torch.no_grad():
            logits += slope
    return np.asarray(torch.softmax(logits, dim=-1).detach().numpy())


def each_by_autograd(worth: FloatArray, *, steps: int, torch: Any) -> FloatArray:
    """The same, one grid point after the other."""
    return np.stack([by_autograd(point, steps=steps, torch=torch) for point in worth])


def usual(worlds: Sequence[Knowledge], reward: Reward, *, steps: int, torch: Any) -> FloatArray:
    """Gates `(N, K, M)` of one world after the other, as a training loop is usually written."""
    worth = torch.from_numpy(reward.of_answers())
    base = torch.from_numpy(Start().logits)
    found = []
    for world in worlds:
        items = items_of(world)
        modes = torch.from_numpy(by_mode(world, items.known))
        mass, kind = torch.from_numpy(items.mass)[:, None], torch.from_numpy(items.bin)
        moved = torch.nn.Parameter(torch.zeros(world.bins, 3, dtype=torch.float64))
        optimiser = torch.optim.SGD([moved], lr=float(world.bins))  # bins of mass 1 / K
        for _ in range(steps):
            optimiser.zero_grad()
            gate = torch.softmax(base + moved, dim=-1)[kind]
            chances = torch.einsum("cm,cma->ca", gate, modes)
            gain = (worth - (chances * worth).sum(-1, keepdim=True)).detach()
            chosen = mass * chances.detach() * gain
            (-(chosen * torch.log(chances.clamp_min(1e-300))).sum()).backward()
            optimiser.step()
        found.append(torch.softmax(base + moved, dim=-1).detach().numpy())
    return np.stack(found)


# ---------------------------------------------------------------- the comparisons
def gradients(*, quick: bool) -> Iterator[Row]:
    """Exact policy gradient on a grid of (reward, known share)."""
    n, steps, repeats = (256, 60, 3) if quick else (2_048, 300, 5)
    rng = np.random.default_rng(0)
    right = rng.random((n, BINS))
    cost = np.linspace(0.1, 4, n)[:, np.newaxis]
    recall, guess = right - (1 - right) * cost, np.broadcast_to(0.02 - 0.98 * cost, right.shape)
    worth = np.stack([recall, guess, np.zeros_like(right)], axis=-1)
    ours = partial(grid.ascend, recall, guess, start=Start(), steps=steps)
    theirs = partial(plain, worth, steps=steps)
    assert np.abs(ours() - theirs()).max() < 1e-12
    unit = 1e6 / (n * steps)
    fast, slow = timed(ours, theirs, repeats=repeats)
    what = f"{n:,} points x {BINS} bins, {steps} steps; us a step of a point"
    yield Row(f"{what}, to plain numpy", fast * unit, slow * unit)
    if find_spec("torch") is None:
        return
    torch = import_module("torch")
    torch.set_num_threads(1)
    worlds = [Knowledge(d_prime=d) for d in ((1.0,) if quick else (0.5, 1.0, 2.0))]
    batched = partial(by_autograd, worth, steps=steps, torch=torch)
    lean = partial(each_by_autograd, worth[: len(worlds)], steps=steps, torch=torch)
    looped = partial(usual, worlds, Reward(), steps=steps, torch=torch)
    assert np.abs(batched() - ours()).max() < 1e-12
    assert np.abs(lean() - ours()[: len(worlds)]).max() < 1e-12
    assert np.abs(looped() - grid.train(worlds, [Reward()], steps=steps).gate).max() < 1e-12
    fast, slow, slower, slowest = timed(ours, batched, lean, looped, repeats=3)
    each = 1e6 / (len(worlds) * steps)
    note = f"{len(worlds)} points, extrapolated"
    yield Row("  to batched torch", fast * unit, slow * unit, ">= 8x")
    yield Row("  to a torch loop", fast * unit, slowest * each, ">= 3000x", note)
    yield Row("  to a lean torch loop", fast * unit, slower * each, "-", note)


def sliders(*, quick: bool) -> Iterator[Row]:
    """A changed knob: d', known share or bins through the table, against training anew; in ms."""
    steps = 100 if quick else 300
    reward, objective = Reward(), objectives.PolicyGradient()
    build = partial(pace.table, Knowledge(), objective, reward, steps=steps)
    table = build()
    table.read(Knowledge())  # makes the spline
    knobs = iter(np.linspace(0.5, 3.5, 200).tolist())

    def turned() -> object:
        return table.read(Knowledge(d_prime=next(knobs)))

    def trained() -> object:
        return exact.train(Knowledge(d_prime=next(knobs)), objective, reward, steps=steps)

    ours, theirs, built = timed(turned, trained, build, repeats=9)
    what = f"a knob turned, {steps} steps in the film, ms"
    yield Row(f"{what}, to training anew", ours * 1e3, theirs * 1e3, "<= 20 ms")
    yield Row("  the table itself, once for an objective and a reward", built * 1e3)


def rows(*, quick: bool) -> Iterator[Row]:
    """All lines."""
    yield from gradients(quick=quick)
    yield from sliders(quick=quick)


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, for a look")
    quick = parser.parse_args().quick
    print(f"{'':<{WIDTH}} {'ours':>12} {'theirs':>14} {'ratio':>10} {'bar':>9}")
    for row in rows(quick=quick):
        print(row, flush=True)


if __name__ == "__main__":
    main()
