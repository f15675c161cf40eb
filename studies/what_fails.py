"""Where the bridge fails: the same course where it is harder, or goes wrong.

A base model, a few examples of "I don't know", then reward (wrong costs 1), and copying another
model, in the world of `contrast` and with one thing changed: the output head tied to the embedding,
names of two tokens, knowledge by fact and not by entity, no text about names of which nothing can
be told, a base model that has read little, and pretraining text replayed during fine-tuning.
Held-out questions, mean over seeds, 95 % interval (Student's t), whiskers in the figure where it is
wide enough to be seen. A base model that does not know what it was told (too little text, names of
two tokens) ends at "I don't know" for all, and mostly one that has to tell by fact and not by name;
a tied head does no harm; replay keeps what fine-tuning would cost, and hides that copying teaches
to abstain on what is known.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.bridge import contrast, evaluation
from teachsim.bridge.classroom import Classroom, settled
from teachsim.bridge.finetune import finetune
from teachsim.bridge.pretrain import Replay
from teachsim.bridge.variants import VARIANTS
from teachsim.core.arrays import FloatArray
from teachsim.draw import plot, plot_bars
from teachsim.tabular import objectives
from teachsim.tabular.distillation import Teacher

WARM, RL = objectives.SFT("random", idk=0.3), objectives.GRPO(8)
COPY = objectives.Distillation(Teacher.independent(0.7))
MODELS, SIDES = ("base", "IDK, then reward", "copying another model"), ("unknown", "known")
CASES = [f"{model}: {side}" for model in MODELS for side in SIDES]
figure = partial(plot_bars.bars_figure, columns=3)


def found(room: Classroom, sizes: contrast.Sizes, *, replay: Replay | None) -> FloatArray:
    """`(3, 2, 3)` rates of base, reward and copying, on unknown and known held-out questions."""
    # Half as many lessons as in the contrast now, at the usual rate: so its table was made.
    courses = ((WARM, sizes.warm // 2), (RL, sizes.asked)), ((COPY, sizes.shown),)
    after = [finetune(room.model, room.taught, way, rng=0, replay=replay) for way in courses]
    sides, models = [room.asked(known=known) for known in (False, True)], [room.model, *after]
    return np.array([[evaluation.rates(m, side).mean(axis=0) for side in sides] for m in models])


@settled()
def one_room(_: object, *, variant: str, seed: int, quick: bool) -> sweep.Found:
    """What a variant comes to in one seed."""
    changed = VARIANTS[variant]
    sizes = changed.sizes(contrast.TINY if quick else contrast.Sizes())
    room = changed.room(sizes, seed=seed)
    told = found(room, sizes, replay=changed.replay(room)).reshape(len(CASES), -1).tolist()
    rows: list[sweep.Row] = [
        {"case": case, "way": variant, **dict(zip(sweep.SAID, chances, strict=True))}
        for case, chances in zip(CASES, told, strict=True)
    ]
    return sweep.packed(rows)


def main() -> None:
    """Run the study."""
    asked = sweep.options("what_fails", __doc__ or "", seeds=3)
    seeds, quick = range(asked.seeds), [asked.quick]
    cells = sweep.grid({"variant": VARIANTS, "seed": seeds, "quick": quick})
    rows = sweep.over_seeds(sweep.rows(one_room, cells, asked=asked))
    rows.sort(key=lambda row: CASES.index(str(row["case"])))
    sweep.write_table(rows, asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
