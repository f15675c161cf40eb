"""Eleven phase diagrams: what training does, over two knobs, with the closed-form boundary on each.

Claims B1 to B9 at a glance. Labels and proxies are drawn (means, 95 % intervals), all else exact.
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
    law = proxies.tilted_limit(proxy, s)
    runs = [proxies.tilted(proxy.draw(seed), s) for seed in range(seeds)]
    x = np.mean([one.kl for one in runs], axis=0).clip(0) ** 0.5
    for name in ("gold", "proxy"):
        both = sweep.mean_intervals([getattr(one, name) for one in runs])
        yield (*PROXY, name), np.insert(np.c_[x, both], 2, np.nan, axis=1)
    yield (*PROXY, "theory"), np.c_[law.kl.clip(0) ** 0.5, law.gold]
    labels = np.geomspace(20, 5_000, 2 if few else 7).round()
    yield (*BOUGHT, "theory: optimum"), np.c_[labels, labels * 0 + exact.optimum(WORLD).reward]
    for method, name in (("gold", "SFT"), ("r_tuning", "R-Tuning"), ("auto_graded", "auto-graded")):
        ask = [label_ledger.entry(WORLD, method, labels=int(L), seeds=seeds) for L in labels]
        both = sweep.mean_intervals(np.transpose([one.rewards for one in ask]))
        yield (*BOUGHT, name), np.insert(np.c_[labels, both], 2, np.nan, axis=1)
    ours, valid = wording.Wordings.zipf(), np.linspace(0.3801, 0.999, 40)
    about = "Valid and varied", "validity", "effective number of wordings", ""
    told = wording.effective_number(wording.curve(ours, valid), ours)
    yield (*about, "theory: reward"), np.c_[valid, told]
    for name, what in {"reward": RL, "KL-RL, beta 1": objectives.KLRegularised(1.0)}.items():
        run = wording.train(ours, what, steps=2_000, rate=0.2)
        yield (*about, name), np.c_[run.validity[::20], run.effective[::20]]


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The rows of a map, its cells and then its boundaries, or of the curves."""
    found = curves(few=quick, seeds=seeds)
    if of in MAPS:
        it = MAPS[of](n=2 if quick else 16)
        cells = np.dstack([*np.meshgrid(it.x, it.y), it.value]).reshape(-1, 3)
        found = (((it.title, *it.axes, k), at) for k, at in [("", cells), *it.boundaries.items()])
    lines = ((*heads, *point) for heads, points in found for point in points.tolist())
    return sweep.packed(dict(zip(KEYS, (*line, np.nan, np.nan), strict=False)) for line in lines)


def main() -> None:
    """Run the study."""
    asked = sweep.options("phase_diagrams", __doc__ or "", seeds=50)
    sweep.write_table(sweep.rows(part, asked.parts(*MAPS, "curves"), asked=asked), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
