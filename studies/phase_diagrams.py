"""Eleven phase diagrams: what training does, over two knobs, with the closed-form boundary on each.

Claims B1 to B9 at a glance, each explained in its own study. Labels are drawn, all else is exact.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from teachsim import sweep
from teachsim.core.arrays import FloatArray
from teachsim.draw import plot
from teachsim.draw.plot_lines import Look
from teachsim.draw.plot_maps import maps_figure
from teachsim.tabular import Knowledge, exact, label_ledger, objectives, phases, wording
from teachsim.tabular import overoptimisation as proxies
from teachsim.tabular.wording import effective_number

RL: objectives.Objective = objectives.PolicyGradient()
LOOKS = dict.fromkeys(("SFT and memory", "Reward and memory", "Human labels"), Look(log_x=True))
LOOKS |= {"Cold start": Look(log_x=True, log_y=True), "The window shuts": Look(log_y=True)}
KEYS, WORLD = ("panel", "x is", "y is", "value is", "line", "x", "y", "value"), Knowledge()
PROXY, BOUGHT = "Climbing a proxy; root of divergence; mean reward", "Human labels; labels; reward"


def diagrams(*, few: bool) -> Iterator[phases.Diagram]:
    """The maps; fewer cells if quick."""
    n = 2 if few else 16
    yield phases.charge(RL, title="Who answers: policy gradient", n=n)
    yield phases.charge(objectives.GRPO(), title="Who answers: GRPO", n=n)
    yield from (phases.narrow(n=n), phases.doubt(n=n), phases.window(n=n), phases.grader(n=n))
    yield phases.memory(objectives.SFT("gold"), title="SFT and memory", n=n)
    yield phases.memory(RL, title="Reward and memory", n=n)
    yield from (phases.copies(n=n), phases.credit(longest=min(n, 8), choices=min(n + 1, 8)))


def curves(*, few: bool, seeds: int) -> Iterator[tuple[str, str, FloatArray, FloatArray]]:
    """The three that are curves: title; across; up, and one line after the other."""
    proxy, s = proxies.Proxy(), np.linspace(0, 2.3, 24)
    drawn, told = proxies.tilted(proxy.draw(0), s), proxies.tilted_limit(proxy, s)
    for name, one in (("gold", drawn), ("proxy", drawn), ("theory", told)):
        yield PROXY, name, one.kl.clip(0) ** 0.5, one.proxy if name == "proxy" else one.gold
    labels = np.geomspace(20, 5_000, 2 if few else 7).round()
    yield BOUGHT, "theory: optimum", labels, labels * 0 + exact.optimum(WORLD).reward
    for method, name in (("gold", "SFT"), ("r_tuning", "R-Tuning"), ("auto_graded", "auto-graded")):
        ask = [label_ledger.entry(WORLD, method, labels=int(L), seeds=seeds) for L in labels]
        yield BOUGHT, name, labels, np.array([one.mean for one in ask])
    ours, valid = wording.Wordings.zipf(), np.linspace(0.3801, 0.999, 40)
    about = "Valid and varied; validity; effective number of wordings"
    yield about, "theory: reward", valid, effective_number(wording.curve(ours, valid), ours)
    for name, what in {"reward": RL, "KL-RL, beta 1": objectives.KLRegularised(1.0)}.items():
        run = wording.train(ours, what, steps=2_000, rate=0.2)
        yield about, name, run.validity[::20], run.effective[::20]


def points_of(one: phases.Diagram) -> Iterator[tuple[tuple[str, ...], FloatArray]]:
    """Its cells, then its boundaries."""
    cells = np.stack([*np.meshgrid(one.x, one.y), one.value], axis=2)
    yield (one.title, *one.axes, ""), cells.reshape(-1, 3)
    for name, points in one.boundaries.items():
        yield (one.title, *one.axes, name), np.insert(points, 2, np.nan, axis=1)


def main() -> None:
    """Run the study."""
    asked = sweep.options("phase_diagrams", __doc__ or "", seeds=50)
    parts = [part for one in diagrams(few=asked.quick) for part in points_of(one)]
    for title, name, x, y in curves(few=asked.quick, seeds=asked.seeds):
        parts.append(((*title.split("; "), "", name), np.stack([x, y, x * np.nan], axis=1)))
    lines = ((*heads, *point) for heads, points in parts for point in points.tolist())
    rows: list[sweep.Row] = [dict(zip(KEYS, line, strict=True)) for line in lines]
    table = sweep.write_table(rows, asked)
    figure = maps_figure(rows, columns=5, looks=LOOKS)
    sweep.write_file(table.with_suffix(".png"), plot.png(figure, source=sweep.source(table, asked)))


if __name__ == "__main__":
    main()
