"""Claim B5: shown one wording, a model forgets the others; rewarded for any valid one, it need not.

One prompt with 20 wordings, Zipf in the base model, 8 of them valid: chance of a valid one and the
effective number of those in use, step by step and where training ends. Where it fails: reward alone
collapses, too, to the likeliest valid wording, along one curve known in closed form; a divergence
penalty, a natural gradient and samples drawn once keep their variety, at the least divergence,
-ln(valid mass). Drawn, where nothing is wrong any more: right marks alone (PSR) drift until one
wording is left (mean over seeds, 95 % interval).
"""

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.draw import plot
from teachsim.draw.plot_lines import PREDICTED, Look, lines_figure
from teachsim.tabular import objectives, wording
from teachsim.tabular.objectives import Objective
from teachsim.tabular.wording import Wordings

OURS = Wordings.zipf()
WAYS: dict[str, Objective] = {
    "reward": objectives.PolicyGradient(),
    "KL-RL, beta .1": objectives.KLRegularised(0.1),
    "KL-RL, beta 1": objectives.KLRegularised(1.0),
    "natural gradient": objectives.NaturalGradient(),
    "SFT, own valid samples": OURS.kept(),
    "SFT, many writers": OURS.diverse(),
    "SFT, one writer": OURS.only(16),
}
DRIFTING = objectives.PSR(), objectives.NSR(), objectives.GRPO(), objectives.RLOO()
STEPS, DRAWS = 4_000, 1_000
COURSE, FAR = "Step by step", "Divergence from the base model"
LOOKS, NUMBER = {COURSE: Look(log_x=True), FAR: Look(log_x=True)}, "effective number of wordings"
figure = partial(lines_figure, columns=2, looks=LOOKS)


def courses() -> sweep.Runs:
    """Validity, variety and divergence of each way of training."""
    at = np.unique(np.geomspace(1, STEPS, 50).astype(int)) - 1
    valid = np.linspace(OURS.valid_mass, 0.999, 60)
    told = wording.effective_number(wording.curve(OURS, valid), OURS)
    plane, far = ("Valid and varied", "chance of a valid wording", NUMBER), (FAR, "steps", "nats")
    yield from sweep.panel(plane, valid.tolist(), lines={"reward" + PREDICTED: told.tolist()})
    for name, objective in WAYS.items():
        run, x = wording.train(OURS, objective, steps=STEPS, rate=0.5), (at + 1).tolist()
        varied = {name: run.effective[at].tolist()}
        yield from sweep.panel(plane, run.validity[at].tolist(), lines=varied)
        yield from sweep.panel((COURSE, "steps", NUMBER), x, lines=varied)
        yield from sweep.panel(far, x, lines={name: run.divergence[at].tolist()})
    least = [-float(np.log(OURS.valid_mass))] * len(at)
    yield from sweep.panel(far, x, lines={"least, all valid" + PREDICTED: least})


def drifts(*, seeds: int) -> sweep.Runs:
    """Variety from few samples, where all is valid."""
    begin = wording.limit(OURS, objectives.NaturalGradient())
    at = list(range(0, DRAWS + 1, 25))
    for objective in DRIFTING:
        found = wording.drift(OURS, objective, steps=DRAWS, seeds=seeds, rng=0, start=begin)
        line = "Drawn, 8 a step, all valid", type(objective).__name__, "steps", NUMBER
        yield from ((line, at, one) for one in found.effective[at].T.tolist())


def part(_: object, *, seeds: int | None) -> sweep.Found:
    """The runs of what is exact, or drawn with so many seeds."""
    return sweep.packed(courses() if seeds is None else drifts(seeds=seeds))


def main() -> None:
    """Run the study."""
    asked = sweep.options("diversity", __doc__ or "", seeds=50)
    runs = sweep.runs(part, sweep.grid({"seeds": (None, asked.seeds)}), asked=asked)
    sweep.write_table(sweep.curves(runs), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
