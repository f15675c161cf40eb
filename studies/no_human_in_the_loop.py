"""Claim B8: a few human references make a grader that is never tired, and that may be wrong.

Thresholds under a grader that takes wrong for right with chance phi and right for wrong with chance
psi, measured and in closed form, where wrong costs 3; the reward that human labels buy, by what
they are used for; gold and proxy reward under more and more pressure on the proxy. Where it fails:
from phi = 3/4 on everything is answered; GRPO divided by the standard deviation has another law;
too hard a climb after a flawed proxy lowers what is meant (dashed: in the limit of many responses).
Labels and responses are drawn: mean over seeds, 95 % interval (Student's t).
"""

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.draw import plot
from teachsim.draw.plot_lines import PREDICTED, Look, lines_figure
from teachsim.tabular import Knowledge, Reward, exact, label_ledger, objectives, thresholds
from teachsim.tabular import overoptimisation as proxies
from teachsim.tabular.objectives import Objective

DEAR, WORLD, LABELS = Reward(wrong=-3), Knowledge(), [20, 50, 100, 200, 500, 1_000, 2_000, 5_000]
USES, PRESSURE = ("SFT", "R-Tuning", "auto-graded", "human-graded"), np.linspace(0, 2.5, 26)
LEDGER, CLIMB = "What a human label buys", "Climbing a flawed proxy"
figure = partial(lines_figure, columns=3, looks={LEDGER: Look(log_x=True)})


def grader() -> sweep.Runs:
    """Thresholds over phi."""
    ways: list[tuple[str, Objective, float]] = [("GRPO, psi = 0", objectives.GRPO(), 0.0)]
    ways[:0] = [(f"psi = {psi:g}", objectives.PolicyGradient(), psi) for psi in (0.0, 0.1, 0.2)]
    for name, what, psi in ways:
        phis = [k / 20 for k in range(20) if k / 20 + psi < 1]
        at = [thresholds.Setting(DEAR, false_positive=x, false_negative=psi) for x in phis]
        found = [thresholds.measure(what, one, grid=50).value or 0.0 for one in at]
        told = [thresholds.explain(what, one).value for one in at]
        lines = {name: found, name + PREDICTED: [np.nan if t is None else t for t in told]}
        about = "A grader that errs, wrong costs 3", "phi, wrong taken for right", "chance needed"
        yield from sweep.panel(about, phis, lines=lines)


def ledger(labels: list[int], *, seeds: int) -> sweep.Runs:
    """Reward over the number of labels."""
    about = LEDGER, "human labels", "mean reward, wrong costs 1"
    best = [exact.optimum(WORLD).reward] * len(labels)
    yield from sweep.panel(about, labels, lines={"optimum" + PREDICTED: best})
    for method, name in zip(label_ledger.Method, USES, strict=True):
        made = [label_ledger.entry(WORLD, method, labels=n, seeds=seeds) for n in labels]
        for one in np.stack([entry.rewards for entry in made], axis=1).tolist():
            yield from sweep.panel(about, labels, lines={name: one})


def climb(*, seeds: int) -> sweep.Runs:
    """Gold and proxy over the square root of the divergence."""
    about, proxy = (CLIMB, "square root of the divergence", "mean reward"), proxies.Proxy()
    told = proxies.tilted_limit(proxy, PRESSURE)
    drawn = [proxies.tilted(proxy.draw(seed), PRESSURE) for seed in range(seeds)]
    for law, curves in (("", drawn), (PREDICTED, [told])):
        for curve in curves:
            x = np.sqrt(np.maximum(curve.kl, 0)).tolist()
            lines = {"proxy" + law: curve.proxy.tolist(), "gold" + law: curve.gold.tolist()}
            yield from sweep.panel(about, x, lines=lines)


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The runs of one panel."""
    if of == "ledger":
        return sweep.packed(ledger(LABELS[: 3 if quick else None], seeds=seeds))
    return sweep.packed(grader() if of == "grader" else climb(seeds=seeds))


def main() -> None:
    """Run the study."""
    asked = sweep.options("no_human_in_the_loop", __doc__ or "", seeds=50)
    sweep.curves_of(part, asked.parts("grader", "ledger", "climb"), asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
