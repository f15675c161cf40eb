"""Claim B4 on a transformer: what it takes over from another model, right and wrong.

It copies the answers of a teacher that knows other facts: gold where the teacher knows, "I don't
know" where it does not. On held-out questions it then answers what it does not know as often as the
teacher knows such questions, and abstains on what it knows as often as the teacher does not know
those (dashed: P(T | not S), P(not T | S)). Reward afterwards repairs both. Mean over seeds, 95 %
interval (Student's t). Where it fails: a teacher whose knowledge lies around the student's causes
no abstention; one that knows a tenth may leave a student that says "I don't know" so often that
reward ends there; what is copied until it is known by heart leaves reward too little to explore.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from teachsim import sweep
from teachsim.bridge import contrast, evaluation
from teachsim.bridge.classroom import classroom, settled
from teachsim.bridge.finetune import finetune
from teachsim.bridge.pace import Pace
from teachsim.bridge.ways import COPY, GENTLE
from teachsim.draw import plot
from teachsim.draw.plot_lines import PREDICTED, Look, lines_figure
from teachsim.tabular import objectives
from teachsim.tabular.distillation import Teacher

SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
TEACHERS: dict[str, Callable[[float], Teacher]] = {
    "independent": Teacher.independent,
    "knows all that the student does": lambda share: Teacher(1.0, share),
    "knows what the student does not": lambda share: Teacher(1 - share, share),
}
INVENTED, SILENT = "answers what it does not know", "abstains on what it knows"
REPAIRED = "then reward"
LOOKS = {f"Teacher: {name}": Look(top=1.0) for name in TEACHERS}
figure = partial(lines_figure, columns=3, looks=LOOKS)


@settled()
def one_seed(_: object, *, seed: int, quick: bool) -> sweep.Found:
    """All lines of one seed."""
    sizes = contrast.TINY if quick else contrast.Sizes()
    room = classroom(sizes.world, sizes.pretraining, seed=seed)
    unknown, known = room.asked(known=False), room.asked(known=True)
    shares = SHARES[1:4:2] if quick else SHARES
    runs: list[sweep.Run] = []
    for name, teacher in list(TEACHERS.items())[: 1 if quick else 3]:
        lines: dict[str, list[float]] = {}
        for share in shares:
            who = teacher(share)
            what, pace = objectives.Distillation(who), Pace(rate=GENTLE)
            copied = finetune(
                room.model, room.taught, what, rng=seed, steps=sizes.steps(COPY), pace=pace
            )
            found = {"": copied}
            if name == "independent":
                found[f", {REPAIRED}"] = finetune(
                    copied, room.taught, objectives.GRPO(8), rng=seed, steps=sizes.asked
                )
            for after, model in found.items():
                idk = [evaluation.rates(model, asked)[:, 2].mean() for asked in (unknown, known)]
                lines.setdefault(INVENTED + after, []).append(1 - float(idk[0]))
                lines.setdefault(SILENT + after, []).append(float(idk[1]))
            lines.setdefault(INVENTED + PREDICTED, []).append(who.given_unknown)
            lines.setdefault(SILENT + PREDICTED, []).append(1 - who.given_known)
        about = f"Teacher: {name}", "share that the teacher knows", "chance"
        runs += sweep.panel(about, shares, lines=lines)
    return sweep.packed(runs)


def main() -> None:
    """Run the study."""
    asked = sweep.options("distillation_lm", __doc__ or "", seeds=3)
    sweep.curves_of(one_seed, asked.every_seed, asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
