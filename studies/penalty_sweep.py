"""Claim B2 on a transformer: how sure must it be to answer, as wrong answers cost more?

The text tells one to twelve versions of each fact, equally often, and one of them is true: the
model's answer is right with chance p = 1 / k, and it can tell k by its own indecision. It is taught
by reward about half of the entities, and asked about the others. Shown are the chance of an answer
over p, and the bar (where that crosses one half, between the p that there are) over the penalty c,
beside c / (1 + c), and 1/2 for GRPO with its standard deviation. Mean over seeds, 95 % interval
(Student's t). Where it fails: the bar rises with c as it should, but a network moves all answers at
once before it has told its p apart. Where wrong is cheap it answers everything; where it is dear
plain gradient falls silent about everything (a bar of 1), and from there never samples an answer
again. GRPO, which takes the size of the penalty out, does not. Only the exact dynamics settle.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.bridge import evaluation
from teachsim.bridge.classroom import settled
from teachsim.bridge.finetune import finetune
from teachsim.bridge.language import Language
from teachsim.bridge.pretrain import Pretraining, pretrain
from teachsim.bridge.questions import questions_of
from teachsim.bridge.world import KnowledgeBase, World
from teachsim.draw import plot
from teachsim.draw.plot_lines import PREDICTED, lines_figure
from teachsim.tabular import Reward, objectives, thresholds
from teachsim.tabular.objectives import Objective

VERSIONS = np.array([1, 2, 3, 4, 6, 12])
COSTS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0)
WORLD = World(850, 50, known=1.0, language=Language(relations=1))
WARM = objectives.SFT("random", idk=0.3)
WAYS: dict[str, Objective] = {"RLOO": objectives.RLOO(8), "GRPO": objectives.GRPO(8)}
figure = partial(lines_figure, columns=2)


@settled()
def one_seed(_: object, *, seed: int, quick: bool) -> sweep.Found:
    """All lines of one seed."""
    base, rng = KnowledgeBase.draw(WORLD, rng=seed), np.random.default_rng(seed)
    k = rng.choice(VERSIONS, size=len(base.gold))
    base = base.contradicted(k, rng=rng)
    model = pretrain(base, Pretraining(10 if quick else 900), rng=seed)
    taught, held = (np.flatnonzero((base.taught == side) & ~base.tail) for side in (True, False))
    asked = questions_of(base, held, device="cpu")
    costs, found = COSTS[4:] if quick else COSTS, {}
    for way, what in WAYS.items():
        for c in costs:
            course = ((WARM, 5 if quick else 100), (what, 5 if quick else 600))
            questions = questions_of(base, taught, device="cpu")
            after = finetune(model, questions, course, Reward(wrong=-c), rng=seed)
            said = 1 - evaluation.rates(after, asked)[:, 2]
            found[way, c] = [float(said[k[held] == n].mean()) for n in VERSIONS[::-1]]
    p = (1 / VERSIONS[::-1]).tolist()
    about = "Chance of an answer, RLOO", "p, chance to be right", "chance of an answer"
    runs = [*sweep.panel(about, p, lines={f"c = {c:g}": found["RLOO", c] for c in costs})]
    bars = {way: [float(np.interp(0.5, found[way, c], p)) for c in costs] for way in WAYS}
    for way, what in WAYS.items():
        told = [thresholds.predicted(what, Reward(wrong=-c)) for c in costs]
        bars[way + PREDICTED] = [np.nan if t is None else t for t in told]
    about = "The bar", "c, cost of a wrong answer", "p needed"
    return sweep.packed([*runs, *sweep.panel(about, costs, lines=bars)])


def main() -> None:
    """Run the study."""
    asked = sweep.options("penalty_sweep", __doc__ or "", seeds=3)
    sweep.curves_of(one_seed, asked.every_seed, asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
