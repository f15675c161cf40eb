"""What does a model of your own know, and what do SFT and RL make of what it does not?

    python studies/own_model.py --model FOLDER --questions FILE [--prompt TEXT] [--end TEXT]

FOLDER: any causal language model and its tokenizer, as transformers saves them; nothing is fetched.
FILE: CSV with the columns question and answers, accepted answers parted by "|". TEXT: see
`spelling` and `local_model`; a model that was only ever trained to continue text needs examples in
its prompt, and a line break as the end. Half of each kind (`probing`) is taught; exact rates of the
other half, means over seeds. Without a model, a small GPT-2 is made. Where it fails: a lesson on "I
don't know" (IDK) that is long enough to learn its answers by heart leaves reward nothing to mend.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch

from teachsim import sweep
from teachsim.bridge import evaluation, local_model, probing, question_file, specimen, spelling
from teachsim.bridge.finetune import finetune
from teachsim.bridge.pace import Pace
from teachsim.draw import plot, plot_bars
from teachsim.tabular.objectives import GRPO, SFT

IDK, GOLD, RL = SFT("random", idk=0.3), SFT("gold"), GRPO(group=8)
PLANS = {"before": (), "SFT": (GOLD,), "IDK": (IDK,), "IDK, SFT": (IDK, GOLD), "IDK, RL": (IDK, RL)}
STEPS = {IDK: 25, GOLD: 200, RL: 200}


def rows_of(given: argparse.Namespace, asked: sweep.Options) -> list[sweep.Row]:
    """A row for each way of training and each kind of held-out question."""
    chip = "cuda" if torch.cuda.is_available() else "cpu"
    mine = local_model.load(given.model, end=given.end, device=chip)
    template = spelling.Template(given.prompt or spelling.Template.text)
    every = spelling.spelled(question_file.read(given.questions), mine, template=template)
    every = probing.marked_known(every, probe := probing.probe(mine.actor, every, rng=0))
    halves = [probing.halves(probe, rng=np.random.default_rng(n)) for n in range(asked.seeds)]
    rows, pace = list[sweep.Row](), Pace(rate=given.rate)
    for way in sweep.progress(list(PLANS), "own model"):
        plan, found = [(each, STEPS[each] // 8**asked.quick) for each in PLANS[way]], []
        for n, taught in enumerate(halves):
            lessons = every.take(torch.from_numpy(np.flatnonzero(taught)).to(chip))
            actor = finetune(mine.actor, lessons, plan, rng=n, pace=pace) if plan else mine.actor
            found.append((evaluation.rates(actor, every), ~taught))
        for kind in probing.Grade:
            here = [rates[probe.of(kind) & held] for rates, held in found]
            each = np.transpose([rates.mean(axis=0) for rates in here if len(rates)]).tolist()
            if each:
                (right, _), (wrong, half), (silent, _) = map(sweep.mean_interval, each)
                row = {"model": mine.actor.fingerprint, "case": f"held out, {kind}", "way": way}
                said = {"truthful": right, "made up": wrong, "I don't know": silent}
                rows.append({**row, "questions": len(here[0]), **said, "half width": half})
                print(f"{kind:8} {way:9}", *(f"{name} {share:.2f}" for name, share in said.items()))
    return rows


def main() -> None:
    """Run the study."""
    own = argparse.ArgumentParser(add_help=False)
    for option in ("--model", "--questions", "--prompt", "--end"):
        own.add_argument(option)
    own.add_argument("--rate", type=float, default=3e-4)
    given, rest = own.parse_known_args()
    asked = sweep.options("own_model", __doc__ or "", seeds=3, argv=rest)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    with tempfile.TemporaryDirectory() as folder:
        if given.model is given.questions is None:
            knights, steps = (60, 60) if asked.quick else (400, 450)
            given.questions = specimen.build(Path(folder), rng=0, knights=knights, steps=steps)
            given.model = folder
        rows = rows_of(given, asked)
    table, figure = sweep.write_table(rows, asked), plot_bars.bars_figure(rows, columns=3)
    sweep.write_file(table.with_suffix(".png"), plot.png(figure, source=sweep.source(table, asked)))


if __name__ == "__main__":
    main()
