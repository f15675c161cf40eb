"""Eleven phase diagrams: what training does, over two knobs, with the closed-form boundary on each.

Claims B1 to B9 at a glance, each explained in its own study. Labels are drawn (means, 95 %
intervals), and so is one proxy; all else is exact.
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
figure = partial(plot_maps.maps_figure, columns=5, looks=LOOKS)
KEYS = ("panel", "x is", "y is", "value is", "line", "x", "y", "value", "half width")
PROXY = ("Climbing a proxy", "root of divergence", "mean reward", "")
BOUGHT, WORLD = ("Human labels", "labels", "reward", ""), Knowledge()
MAPS: dict[str, Callable[..., phases.Diagram]] = {
    "policy gradient": partial(phases.charge, RL, title="Who answers: policy gradient"),
    "GRPO": partial(phases.charge, objectives.GRPO(), title="Who answers: GRPO"),
    **{one.__name__: one for one in (phases.narrow, phases.doubt, phases.window, phases.grader)},
    "SFT": partial(phases.memory, objectives.SFT("gold"), title="SFT and memory"),
    "reward": partial(phases.memory, RL, title="Reward and memory"),
    "copies": phases.copies,
    "credit": lambda n: phases.credit(longest=min(n, 8), choices=min(n + 1, 8)),
}


def curves(*, few: bool, seeds: int) -> Iterator[tuple[tuple[str, ...], FloatArray]]:
    """The lines of the three that are curves; where labels are drawn, with their intervals."""
    proxy, s = proxies.Proxy(), np.linspace(0, 2.3, 24)
    it, law = proxies.tilted(proxy.draw(0), s), proxies.tilted_limit(proxy, s)
    for name, at, y in (("gold", it, it.gold), ("proxy", it, it.proxy), ("theory", law, law.gold)):
        yield (*PROXY, name), np.c_[at.kl.clip(0) ** 0.5, y]
    labels = np.geomspace(20, 5_000, 2 if few else 7).round()
    yield (*BOUGHT, "theory: optimum"), np.c_[labels, labels * 0 + exact.optimum(WORLD).reward]
    for method, name in (("gold", "SFT"), ("r_tuning", "R-Tuning"), ("auto_graded", "auto-graded")):
        ask = [label_ledger.entry(WORLD, method, labels=int(L), seeds=seeds) for L in labels]
        both = [sweep.mean_interval(entry.rewards.tolist()) for entry in ask]
        yield (*BOUGHT, name), np.insert(np.c_[labels, both], 2, np.nan, axis=1)
    ours, valid = wording.Wordings.zipf(), np.linspace(0.3801, 0.999, 40)
    about = "Valid and varied", "validity", "effective number of wordings", ""
    told = wording.effective_number(wording.curve(ours, valid), ours)
    yield (*about, "theory: reward"), np.c_[valid, told]
    for name, what in {"reward": RL, "KL-RL, beta 1": objectives.KLRegularised(1.0)}.items():
        run = wording.train(ours, what, steps=2_000, rate=0.2)
        yield (*about, name), np.c_[run.validity[::20], run.effective[::20]]


def points_of(of: phases.Diagram) -> Iterator[tuple[tuple[str, ...], FloatArray]]:
    """Its cells, then its boundaries."""
    yield (of.title, *of.axes, ""), np.dstack([*np.meshgrid(of.x, of.y), of.value]).reshape(-1, 3)
    yield from (((of.title, *of.axes, name), line) for name, line in of.boundaries.items())


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The rows of a map, or of the curves."""
    n = 2 if quick else 16
    found = points_of(MAPS[of](n=n)) if of in MAPS else curves(few=quick, seeds=seeds)
    lines = ((*heads, *point) for heads, points in found for point in points.tolist())
    return sweep.packed(dict(zip(KEYS, (*line, np.nan, np.nan), strict=False)) for line in lines)


def main() -> None:
    """Run the study."""
    asked = sweep.options("phase_diagrams", __doc__ or "", seeds=50)
    sweep.write_table(sweep.rows(part, asked.parts(*MAPS, "curves"), asked=asked), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
