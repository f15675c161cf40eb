"""Claim B5 on a transformer: four right wordings of each fact, and what teaching leaves of them.

Shown for held-out questions that it knows: the chance of a right answer, and the effective number
of right wordings (exponential of their entropy, 1 to 4). Supervised training on one wording leaves
one, on wordings at random four. Mean over seeds, 95 % interval (Student's t). Where it fails:
policy gradient drifts towards fewer wordings, as nothing in its reward holds it back; a weight on
the divergence from the base model does.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import torch

from teachsim import sweep
from teachsim.bridge import contrast
from teachsim.bridge.actor import Actor
from teachsim.bridge.classroom import classroom, settled
from teachsim.bridge.finetune import finetune
from teachsim.bridge.language import Language
from teachsim.bridge.questions import Questions
from teachsim.draw import plot
from teachsim.draw.plot_lines import lines_figure
from teachsim.tabular import objectives
from teachsim.tabular.objectives import Objective

WAYS: dict[str, Objective] = {
    "SFT, one wording": objectives.SFT("gold"),
    "SFT, wordings at random": objectives.SFT("gold"),
    "GRPO": objectives.GRPO(8),
    "KL-regularised": objectives.KLRegularised(0.3),
    "right answers kept": objectives.RejectionSampling(),
    "wrong answers unlearned": objectives.NSR(),
}
STEPS = (0, 25, 50, 100, 200, 300)
figure = partial(lines_figure, columns=2)


@torch.no_grad()
def wordings(model: Actor, known: Questions) -> tuple[float, float]:
    """Mean chance of a right answer, and mean effective number of its wordings."""
    each = model.log_likelihood(known.prompts, known.gold).sum(-1).exp()
    share = each / each.sum(-1, keepdim=True)
    spread = -torch.special.xlogy(share, share).sum(-1)
    return float(each.sum(-1).mean()), float(spread.exp().mean())


@settled()
def one_seed(_: object, *, seed: int, quick: bool) -> sweep.Found:
    """All lines of one seed."""
    sizes, steps = (contrast.TINY, (0, contrast.TINY.shown)) if quick else (contrast.Sizes(), STEPS)
    world = replace(sizes.world, language=Language(wordings=4))
    room = classroom(world, sizes.pretraining, seed=seed)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
    for name, what in WAYS.items():
        taught, model = room.taught, room.model
        taught = taught.varied(rng=np.random.default_rng(seed)) if "random" in name else taught
        for before, upto in zip((0, *steps), steps, strict=False):
            model = finetune(model, taught, what, rng=seed, steps=upto - before)
            found[name].append(wordings(model, room.asked(known=True)))
    runs: list[sweep.Run] = []
    for i, (title, value) in enumerate({"Right": "chance", "Variety": "effective number"}.items()):
        lines = {name: [both[i] for both in found[name]] for name in WAYS}
        runs += sweep.panel((title, "steps", value), steps, lines=lines)
    return sweep.packed(runs)


def main() -> None:
    """Run the study."""
    asked = sweep.options("diversity_lm", __doc__ or "", seeds=3)
    sweep.curves_of(one_seed, asked.every_seed, asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
