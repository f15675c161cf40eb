"""Eleven phase diagrams: what training does, over two knobs, with the closed-form boundary on each.

Claims B1 to B9 at a glance, each explained in its own study. Labels are drawn, all else is exact.
"""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.core.arrays import FloatArray
from teachsim.draw import plot, plot_maps
from teachsim.draw.plot_lines import Look
from teachsim.tabular import Knowledge, exact, label_ledger, objectives, phases, wording
from teachsim.tabular import overoptimisation as proxies

RL: objectives.Objective = objectives.PolicyGradient()
LOOKS = dict.fromkeys(("SFT and memory", "Reward and memory", "Human labels"), Look(log_x=True))
LOOKS |= {"Cold start": Look(log_x=True, log_y=True), "The window shuts": Look(log_y=True)}
KEYS, WORLD = ("panel", "x is", "y is", "value is", "line", "x", "y", "value"), Knowledge()
PROXY, BOUGHT = "Climbing a proxy; root of divergence; mean reward", "Human labels; labels; reward"
MAPS: dict[str, Callable[..., phases.Diagram]] = {
    "policy gradient": partial(phases.charge, RL, title="Who answers: policy gradient"),
    "GRPO": partial(phases.charge, objectives.GRPO(), title="Who answers: GRPO"),
    **{one.__name__: one for one in (phases.narrow, phases.doubt, phases.window, phases.grader)},
    "SFT": partial(phases.memory, objectives.SFT("gold"), title="SFT and memory"),
    "reward": partial(phases.memory, RL, title="Reward and memory"),
    "copies": phases.copies,
    "credit": lambda n: phases.credit(longest=min(n, 8), choices=min(n + 1, 8)),
}


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
    yield about, "theory: reward", valid, wording.effective_number(wording.curve(ours, valid), ours)
    for name, what in {"reward": RL, "KL-RL, beta 1": objectives.KLRegularised(1.0)}.items():
        run = wording.train(ours, what, steps=2_000, rate=0.2)
        yield about, name, run.validity[::20], run.effective[::20]


def points_of(one: phases.Diagram) -> Iterator[tuple[tuple[str, ...], FloatArray]]:
    """Its cells, then its boundaries."""
    cells = np.stack([*np.meshgrid(one.x, one.y), one.value], axis=2)
    yield (one.title, *one.axes, ""), cells.reshape(-1, 3)
    for name, points in one.boundaries.items():
        yield (one.title, *one.axes, name), np.insert(points, 2, np.nan, axis=1)


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The rows of a map, or of the curves."""
    if of in MAPS:
        found = points_of(MAPS[of](n=2 if quick else 16))
    else:
        drawn = curves(few=quick, seeds=seeds)
        found = (((*t.split("; "), "", name), np.c_[x, y, x * np.nan]) for t, name, x, y in drawn)
    lines = ((*heads, *point) for heads, points in found for point in points.tolist())
    return sweep.packed(dict(zip(KEYS, line, strict=True)) for line in lines)


def main() -> None:
    """Run the study."""
    asked = sweep.options("phase_diagrams", __doc__ or "", seeds=50)
    sweep.write_table(rows := sweep.rows(part, asked.parts(*MAPS, "curves"), asked=asked), asked)
    sweep.write_figure(plot.png, plot_maps.maps_figure(rows, columns=5, looks=LOOKS), asked=asked)


if __name__ == "__main__":
    main()
