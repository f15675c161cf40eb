"""Claim B9: does fine-tuning on new facts teach the facts, or teach to make things up? Both.

Right answers are shown to everything. Over mu, the pace of a question's own memory against the gate
all share: new facts answered right, and what is left of "I don't know" (IDK) elsewhere. Known
questions are fitted first. The gate moves by about 1 / mu (dashed, through the last). Where it
fails: slow memory lies and learns little, fast memory learns and hardly lies; then nothing carries
over, good or ill, and a reward gains as little. All exact: --seeds has no effect.
"""

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.draw import plot
from teachsim.draw.plot_lines import PREDICTED, Look, lines_figure
from teachsim.tabular import Knowledge, objectives, rote

WORLD, SHARES, LEVEL = Knowledge(bins=8), [0.2, 0.5, 0.8], 0.8
MEMORY = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0]
GOLD, RL, MU = objectives.SFT("gold"), objectives.PolicyGradient(), "mu, pace of memory over gate"
FIRST, MOVED = "Known questions are fitted first", "What carries over goes as 1 / mu"
LEARNED, OTHERS = "New facts, taught", "IDK left on other questions"
REWARD = "Rewarded: as little carries over"
LOOKS = dict.fromkeys((LEARNED, OTHERS, REWARD), Look(log_x=True))
LOOKS |= dict.fromkeys((FIRST, MOVED), Look(log_x=True, log_y=True))
figure = partial(lines_figure, columns=3, looks=LOOKS)


def charts(memory: list[float]) -> sweep.Runs:
    """What is learned, and what is no longer left open elsewhere."""
    found = rote.chart(GOLD, memory=memory, unknown=SHARES, world=WORLD)
    for about, values in (
        ((LEARNED, MU, "share right"), found.learned),
        ((OTHERS, MU, "IDK"), found.abstained),
    ):
        lines = {
            f"{share:.0%} new": column
            for share, column in zip(SHARES, values.T.tolist(), strict=True)
        }
        yield from sweep.panel(about, memory, lines=lines)


def singles(memory: list[float]) -> sweep.Runs:
    """When either kind is fitted, and how far held-out behaviour has moved."""
    shown = {mu: rote.train(WORLD, GOLD, memory=mu) for mu in memory}
    paid = {mu: rote.train(WORLD, RL, memory=mu) for mu in memory}
    told = {mu: rote.fitted(run, level=LEVEL) for mu, run in shown.items()}
    first = {"known": [at.known for at in told.values()]}
    first["new"] = [at.unknown for at in told.values()]
    for name, steps in first.items():
        times = [
            np.nan if n is None else n / max(1.0, mu) for n, mu in zip(steps, memory, strict=True)
        ]
        yield from sweep.panel((FIRST, MU, "time until 80 % right"), memory, lines={name: times})
    moved = [float(run.abstained[0] - run.abstained[-1]) for run in shown.values()]
    law = [moved[-1] * memory[-1] / mu for mu in memory if mu >= 1]
    about = MOVED, MU, "IDK lost, held out"
    yield from sweep.panel(about, memory, lines={"lost": moved})
    yield from sweep.panel(about, memory[-len(law) :], lines={"lost" + PREDICTED: law})
    for name in ("taught", "held out"):
        sides = [run.taught if name == "taught" else run.held_out for run in paid.values()]
        found = {name: [float(side.prudence[-1]) for side in sides]}
        yield from sweep.panel((REWARD, MU, "chance of IDK, new"), memory, lines=found)


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The runs of the charts, or of the others."""
    return sweep.packed({"charts": charts, "singles": singles}[of](MEMORY[:: 4 if quick else 1]))


def main() -> None:
    """Run the study."""
    asked = sweep.options("new_knowledge", __doc__ or "", seeds=1)
    sweep.curves_of(part, asked.parts("charts", "singles"), asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
