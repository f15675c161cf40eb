"""Knowing by degrees: how often must the text have told a fact before the model answers?

Entities are told of 0 to 30 times in all of the pretraining text, each as often as its group; after
a few examples of "I don't know" the model is taught by reward on half of them. Shown for the other
half, over the number of tellings: how right it was before, how often it answers afterwards, and how
often it is right. Mean over seeds, 95 % interval (Student's t). Where it fails: whether a name was
heard before tells the model almost as much as what was said of it, so between never and rarely told
it answers more than it should, or less, as the seed has it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.bridge import contrast, evaluation
from teachsim.bridge.classroom import settled
from teachsim.bridge.finetune import finetune
from teachsim.bridge.pretrain import pretrain
from teachsim.bridge.questions import questions_of
from teachsim.bridge.world import KnowledgeBase
from teachsim.draw import plot
from teachsim.draw.plot_lines import lines_figure
from teachsim.tabular import objectives

TOLD = np.array([0, 1, 2, 4, 8, 15, 30])
figure = partial(lines_figure, columns=2)


def told_by_degrees(sizes: contrast.Sizes, *, seed: int) -> tuple[KnowledgeBase, np.ndarray]:
    """The facts, and `(F,)` how often each is told, on average; known ones take up the rest."""
    base = KnowledgeBase.draw(sizes.world, rng=seed)
    R, how = sizes.world.language.relations, sizes.pretraining
    of_entity = np.random.default_rng(seed).choice(TOLD, size=sizes.world.entities)
    times = np.where(base.known | base.tail, 0, np.repeat(of_entity, R)).astype(float)
    text = how.steps * how.sentences * (1 - sizes.world.tail_share)
    often = times + np.where(base.known, max(text - times.sum(), 0) / base.known.sum(), 0)
    return replace(base, often=often), times


@settled()
def one_seed(_: object, *, seed: int, quick: bool) -> sweep.Found:
    """All lines of one seed."""
    sizes = contrast.TINY if quick else contrast.Sizes()
    base, times = told_by_degrees(sizes, seed=seed)
    once = replace(sizes.pretraining, least=0.0)  # to read again is to be told twice as often
    model = pretrain(base, once, rng=seed)
    taught, held = (np.flatnonzero((base.taught == side) & ~base.tail) for side in (True, False))
    asked = questions_of(base, held, device="cpu")
    before = evaluation.rates(model, asked)
    questions = questions_of(base, taught, device="cpu")
    warm = contrast.warmed(model, questions, rng=seed, steps=sizes.warm)
    rewarded = finetune(warm, questions, objectives.GRPO(8), rng=seed, steps=sizes.asked)
    after = evaluation.rates(rewarded, asked)
    groups = [(times[held] == n) & ~base.known[held] for n in TOLD]
    right = [[float(rates[some, 0].mean()) for some in groups] for rates in (before, after)]
    answers = [float(1 - after[some, 2].mean()) for some in groups]
    panels = {
        "After a few IDK and reward": {"answers after": answers, "right before": right[0]},
        "What it costs": {"right before": right[0], "right after": right[1]},
    }
    return sweep.packed(
        run
        for title, lines in panels.items()
        for run in sweep.panel((title, "times told", "chance"), TOLD.tolist(), lines=lines)
    )


def main() -> None:
    """Run the study."""
    asked = sweep.options("graded_knowledge", __doc__ or "", seeds=5)
    sweep.curves_of(one_seed, asked.every_seed, asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
