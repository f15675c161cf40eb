"""What does a model of your own know, and what do SFT and RL make of what it does not?

    python studies/own_model.py --model FOLDER --questions FILE [--prompt TEXT] [--end TEXT]

FOLDER: any causal language model and its tokenizer, as transformers saves them; nothing is fetched.
FILE: CSV with the columns question and answers, accepted answers parted by "|". TEXT: see
`spelling` and `local_model`; a model that was only ever trained to continue text needs examples in
its prompt, and a line break as the end. Half of each kind (`probing`) is taught; exact rates of the
other half, means over seeds with 95 % intervals (Student's t). Without a model, a small GPT-2 is
made. Where it fails: a lesson on "I don't know" (IDK) that is long enough to learn its answers by
heart leaves reward nothing to mend.
"""

import gc
from functools import partial

import numpy as np
import torch

from teachsim import sweep
from teachsim.bridge import evaluation, probing
from teachsim.bridge.classroom import settled
from teachsim.bridge.examined import Source, examined_once
from teachsim.bridge.finetune import finetune
from teachsim.bridge.pace import Pace
from teachsim.draw import plot, plot_bars
from teachsim.tabular.objectives import GRPO, SFT

OWN = {"model": str, "questions": str, "prompt": str, "end": str, "rate": float}
IDK, GOLD, RL = SFT("random", idk=0.3), SFT("gold"), GRPO(group=8)
PLANS = {"before": (), "SFT": (GOLD,), "IDK": (IDK,), "IDK, SFT": (IDK, GOLD), "IDK, RL": (IDK, RL)}
STEPS = {IDK: 25, GOLD: 200, RL: 200}
figure = partial(plot_bars.bars_figure, columns=3)


@settled()
def one_seed(
    _: object, *, seed: int, quick: bool, source: str, rate: float, device: str
) -> sweep.Found:
    """A row for each way of training and each kind of held-out question."""
    knights, steps = (16, 3) if quick else (400, 450)
    mine = examined_once(source, device=device, knights=knights, steps=steps)
    taught = probing.halves(mine.probe, rng=np.random.default_rng(seed))
    lessons = mine.questions.take(torch.from_numpy(np.flatnonzero(taught)).to(device))
    rows, pace = list[sweep.Row](), Pace(rate=rate)
    for way, phases in PLANS.items():
        plan = [(each, 1 if quick else STEPS[each]) for each in phases]
        actor = finetune(mine.actor, lessons, plan, rng=seed, pace=pace) if plan else mine.actor
        rates = evaluation.rates(actor, mine.questions)
        for kind in probing.Grade:
            here = rates[mine.probe.of(kind) & ~taught]
            if len(here):
                row = {"model": mine.actor.fingerprint, "case": f"held out, {kind}", "way": way}
                said = dict(zip(sweep.SAID, here.mean(axis=0).tolist(), strict=True))
                rows.append({**row, "questions": len(here), **said})
    return sweep.packed(rows)


def main() -> None:
    """Run the study."""
    asked = sweep.options("own_model", __doc__ or "", seeds=3, own=OWN)
    if asked.quick:
        gc.disable()  # a quick run is imports, most of all, and these make no garbage
    source = Source(**{name: str(text) for name, text in asked.own.items() if name != "rate"})
    device = "cuda" if torch.cuda.is_available() else "cpu"
    where = {"source": source.told, "rate": asked.own.get("rate", 3e-4), "device": device}
    cells = [{**seed, **where} for seed in asked.every_seed]
    sweep.write_table(rows := sweep.over_seeds(sweep.rows(one_seed, cells, asked=asked)), asked)
    for row in rows:
        said = (f"{name} {float(row[name]):.2f}" for name in sweep.SAID)
        print(f"{row['case']:17} {row['way']:9}", *said)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
