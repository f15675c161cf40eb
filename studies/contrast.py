"""Claim C1: the same contrast on four substrates, for questions that were never taught.

A small transformer learns some facts and not others, and is then taught in fourteen ways. Beside
what it ends up saying stands what three others predict from the base model alone, before it is
fine-tuned: exact dynamics of the tabular language model, the same by sampling, and a learner that
keeps a version space of habits. Mean over seeds, 95 % interval (Student's t). Where it fails: a
learner of habits gives up at once what is marked wrong, while a network that never says "I don't
know" never learns to by reward alone; fine-tuning costs the network some of what it knew, which no
prediction has; greedy decoding hides part of it. On a GPU all of it runs there.
"""

from __future__ import annotations

import numpy as np
import torch

from teachsim import sweep
from teachsim.bridge import contrast, predictions
from teachsim.bridge.ways import CORE, WAYS
from teachsim.draw import plot, plot_bars

SIDES, SAID = ("unknown", "known"), ("truthful", "made up", "I don't know")
SHOWN = ("transformer", "tabular, exact", "tabular, sampled", "symbolic", "transformer, greedy")
WEAK = 0.9  # a base model right less often on what it knows says little about a way of teaching


def rows_of(name: str, seeds: list[contrast.Seed]) -> list[sweep.Row]:
    """A way of teaching on all substrates, `(seeds, known, 3)` rates each."""
    network = np.stack([seed.rates[name] for seed in seeds])  # (seeds, taught, known, 3)
    greedy = np.stack([seed.greedy[name] for seed in seeds])
    exact = np.stack([seed.exact[name] for seed in seeds])
    drawn = np.stack([seed.sampled[name] for seed in seeds])
    habit = predictions.habits(name)
    habits = np.full((1, 2, 3), np.nan) if habit is None else habit[np.newaxis]
    held = dict(zip(SHOWN, (network[:, 0], exact, drawn, habits, greedy), strict=True))
    cells = {
        (who, f"{side}, held out"): held[who][:, k] for k, side in enumerate(SIDES) for who in SHOWN
    }
    cells |= {(SHOWN[0], f"{side}, taught"): network[:, 1, k] for k, side in enumerate(SIDES)}
    about = ({"way": name, "substrate": who, "questions": side} for who, side in cells)
    return [sweep.said(where, runs) for where, runs in zip(about, cells.values(), strict=True)]


def say(rows: list[sweep.Row]) -> None:
    """Print the held-out rates, truthful / made up / "I don't know", in percent."""
    places = [(who, f"{side}, held out") for side in SIDES for who in SHOWN[:2]]
    print(" " * 36 + "".join(f"{f'{questions}: {who}':>38}" for who, questions in places))
    for name in dict.fromkeys(str(row["way"]) for row in rows):
        here = {(row["substrate"], row["questions"]): row for row in rows if row["way"] == name}
        told = [" / ".join(f"{100 * float(here[at][said]):.0f}" for said in SAID) for at in places]
        print(f"{name:36}" + "".join(f"{text:>38}" for text in told))


def main() -> None:
    """Run the study."""
    asked = sweep.options("contrast", __doc__ or "", seeds=3)
    sizes, names = (contrast.QUICK, CORE) if asked.quick else (contrast.Sizes(), tuple(WAYS))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    parts = [names] if asked.quick else contrast.parts(names)
    cells = [contrast.Cell(sizes, n, part, device) for n in range(asked.seeds) for part in parts]
    found = sweep.spread(contrast.run, cells, label=f"contrast on {device}")
    seeds = [contrast.whole(found[i : i + len(parts)]) for i in range(0, len(found), len(parts))]
    say(rows := [row for name in names for row in rows_of(name, seeds)])
    if any(seed.rates[names[0]][0, 1, 0] < WEAK for seed in seeds):
        print(f"weak base model (right on less than {WEAK:.0%} of what it knows): judge no regime")
    table = sweep.write_table(rows, asked)
    bars = [{"case": f"{row['questions']}: {row['substrate']}", **row} for row in rows]
    figure = plot_bars.bars_figure([bar for bar in bars if "held" in str(bar["case"])], columns=5)
    sweep.write_file(table.with_suffix(".png"), plot.png(figure, source=sweep.source(table, asked)))


if __name__ == "__main__":
    main()
