"""Claim B1: who is shown the right answer to everything makes things up where it knows nothing.

Exact training of a model that knows half of the questions and can tell (d' = 2), with labels that
know more and more of what it knows, and by reward. Held out: questions of the same kinds that were
not taught. Where it fails: nothing is made up if all is known; labels that say "I don't know" where
the model does not know (R-Tuning) bring it to P(known), and said greedily to what reward does; and
if every answer is memorised as fast, held-out questions are hardly touched, for good or ill.
Nothing is drawn at random: --seeds has no effect.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.core.arrays import FloatArray
from teachsim.draw import plot, plot_bars
from teachsim.tabular import Knowledge, exact, objectives, rote
from teachsim.tabular.objectives import Objective

WAYS: dict[str, Objective] = {
    "SFT: right answers": objectives.SFT("gold"),
    "SFT: only what it knows": objectives.SFT("known"),
    "SFT: random IDK, 40 %": objectives.SFT("random", idk=0.4),
    "SFT: IDK where unknown": objectives.SFT("oracle"),
    "reward, wrong costs 1": objectives.PolicyGradient(),
}
HALF, ALL = Knowledge(), Knowledge(known=1.0)
MEMORY = 100.0  # an item's own logits move so much faster than what is shared
figure = partial(plot_bars.bars_figure, columns=3)


def greedy(world: Knowledge, gate: FloatArray) -> FloatArray:
    """`(2, 3)` rates on unknown and known questions if bins are answered or not, by recall."""
    answered = (gate > 0.5) @ world.mass / world.mass.sum(axis=0)
    right = np.array([(1 - world.misbelief) / (world.answers - 1), world.recall])
    return np.stack([answered * right, answered * (1 - right), 1 - answered], axis=1)


def row(case: str, way: str, *, rates: FloatArray) -> sweep.Row:
    """One bar."""
    told = dict(zip(("truthful", "made up", "I don't know"), rates.tolist(), strict=True))
    return {"case": case, "way": way, **told}


def rows_of(way: str, objective: Objective, *, steps: int) -> list[sweep.Row]:
    """A way of training in all cases."""
    half = exact.train(HALF, objective, steps=steps)
    every = exact.train(ALL, objective, steps=steps).held_out.by_knowledge[-1, 1]
    by_rote = rote.train(HALF, objective, memory=MEMORY, steps=steps)
    return [
        row("held out, unknown", way, rates=half.held_out.by_knowledge[-1, 0]),
        row("held out, known", way, rates=half.held_out.by_knowledge[-1, 1]),
        row("held out, if everything is known", way, rates=every),
        row("held out, unknown, greedy", way, rates=greedy(HALF, half.gate[-1])[0]),
        row("memorising, held out, unknown", way, rates=by_rote.held_out.by_knowledge[-1, 0]),
        row("memorising, taught, unknown", way, rates=by_rote.taught.by_knowledge[-1, 0]),
    ]


def one_way(_: object, *, way: str, steps: int) -> sweep.Found:
    """The rows of a way of training, by name; of none in no steps."""
    return sweep.packed(rows_of(way, WAYS.get(way, objectives.PolicyGradient()), steps=steps))


def main() -> None:
    """Run the study."""
    asked = sweep.options("sft_lies", __doc__ or "", seeds=1)
    trained = sweep.grid({"way": WAYS, "steps": [200 if asked.quick else 2_000]})
    cells = (*sweep.grid({"way": ["before"], "steps": [0]}), *trained)
    sweep.write_table(sweep.rows(one_way, cells, asked=asked), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
