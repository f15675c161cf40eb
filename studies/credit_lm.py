"""Claim B7 on a transformer: a mark at the end of an answer, or one for each token.

A model that knows nothing is taught a few facts of T tokens (of 4 values each) by heart: by showing
them, by marking each answer as a whole, and by crediting the tokens of the longest right beginning.
Shown: the chance of a right answer to what was taught over the steps, and at the end over T. A
whole answer is right by luck once in 4^T tries: the longer it is, the longer nothing is heard at
all. Mean over seeds, 95 % interval (Student's t). Where it fails: for answers of one token a mark
for the whole is as good; and credit by prefix buys only part of it back, as a sampled gradient
stops for good where all samples of a question agree, right or wrong, which exact dynamics never do.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.bridge import evaluation
from teachsim.bridge.classroom import classroom, settled
from teachsim.bridge.finetune import finetune
from teachsim.bridge.language import Language
from teachsim.bridge.pace import Pace
from teachsim.bridge.pretrain import Pretraining
from teachsim.bridge.world import World
from teachsim.draw import plot
from teachsim.draw.plot_lines import lines_figure
from teachsim.tabular import Reward, objectives
from teachsim.tabular.objectives import Objective

LENGTHS = (1, 2, 3, 4)
EVERY, MOST, READ, LEARNED, FREE = 25, 400, 100, 0.95, Reward(wrong=0)
WAYS: dict[str, tuple[Objective, str]] = {
    "shown": (objectives.SFT("gold"), "sequence"),
    "credit by prefix": (objectives.RLOO(8), "prefix"),
    "a mark for the whole": (objectives.RLOO(8), "sequence"),
}
figure = partial(lines_figure, columns=3)


def course(length: int, *, seed: int, most: int, read: int) -> dict[str, list[float]]:
    """The chance of a right answer to what is taught, every so many steps, each way."""
    world = World(96, 32, known=0.0, language=Language(values=4, length=length, relations=1))
    room = classroom(world, Pretraining(read, 64), seed=seed)
    found: dict[str, list[float]] = {name: [] for name in WAYS}
    for name, (what, credit) in WAYS.items():
        model, pace = room.model, Pace(1e-3, 32, 32, credit=credit)
        for at in range(0, most + 1, EVERY):
            found[name].append(float(evaluation.rates(model, room.taught)[:, 0].mean()))
            steps = EVERY if at < most and found[name][-1] < LEARNED else 0
            model = finetune(model, room.taught, what, FREE, rng=at, steps=steps, pace=pace)
    return found


@settled()
def one_seed(_: object, *, seed: int, quick: bool) -> sweep.Found:
    """All lines of one seed."""
    most, read, lengths = (EVERY, 20, LENGTHS[:1]) if quick else (MOST, READ, LENGTHS)
    at = np.arange(0, most + 1, EVERY)
    runs: list[sweep.Run] = []
    ends: dict[str, list[float]] = {name: [] for name in WAYS}
    for length in lengths:
        found = course(length, seed=seed, most=most, read=read)
        about = f"{length} tokens", "steps", "chance of a right answer"
        runs += sweep.panel(about, at.tolist(), lines=found)
        for name, chances in found.items():
            ends[name].append(chances[-1])
    about = f"After {most} steps", "tokens", "chance of a right answer"
    return sweep.packed([*runs, *sweep.panel(about, lengths, lines=ends)])


def main() -> None:
    """Run the study."""
    asked = sweep.options("credit_lm", __doc__ or "", seeds=3)
    sweep.curves_of(one_seed, asked.every_seed, asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
