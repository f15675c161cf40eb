"""Claim C1: the same contrast on four substrates, for questions that were never taught.

A small transformer learns some facts and not others, and is then taught in thirteen ways. Beside
what it ends up saying stands what three others predict from the base model alone, before it is
fine-tuned: exact dynamics of the tabular language model, the same by sampling, and a learner that
keeps a version space of habits. Mean over seeds, 95 % interval (Student's t). Where it fails: a
learner of habits gives up at once what is marked wrong, while a network that never says "I don't
know" never learns to by reward alone; fine-tuning costs the network some of what it knew, which no
prediction has; greedy decoding hides part of it. `--quick` shows nothing, `--seeds 1` the contrast.
"""

from teachsim import sweep
from teachsim.bridge.ways import BASE, WARM, WAYS, parts
from teachsim.draw import plot, plot_bars

SIDES, TOLD = ("unknown", "known"), ("transformer", "tabular, exact")
FEW = (BASE, "SFT, right answers", WARM, "IDK, then reward")  # of a quick run
WEAK = 0.9  # a base model right less often on what it knows says little about a way of teaching


def ways(*, quick: bool) -> list[tuple[str, ...]]:
    """The ways of teaching, in the parts that are run apart."""
    return [FEW] if quick else parts(tuple(WAYS))


def one_part(_: object, *, seed: int, part: int, quick: bool) -> sweep.Found:
    """What one seed comes to in a part of the ways of teaching, on all substrates."""
    import torch  # by those who run it: the driver of a study starts its workers without

    from teachsim.bridge import contrast

    device = "cuda" if torch.cuda.is_available() else "cpu"
    sizes, names = (contrast.FIT if quick else contrast.Sizes()), ways(quick=quick)[part]
    found = contrast.run(contrast.Cell(sizes, seed, names, device))
    rows, sides = list[sweep.Row](), [*enumerate(SIDES)]
    for name in names:
        held = found.held_out(name)
        cells = {(who, f"{side}, held out"): held[who][k] for k, side in sides for who in held}
        cells |= {(TOLD[0], f"{side}, taught"): found.rates[name][1, k] for k, side in sides}
        for (who, side), chances in cells.items():
            said = dict(zip(sweep.SAID, chances.tolist(), strict=True))
            rows.append({"way": name, "substrate": who, "questions": side, **said})
    # Habits draw nothing: one seed has said all.
    return sweep.packed(row for row in rows if seed == 0 or row["substrate"] != "symbolic")


def say(rows: list[sweep.Row]) -> None:
    """Print the held-out rates, truthful / made up / "I don't know", in percent."""
    places = [(who, f"{side}, held out") for side in SIDES for who in TOLD]
    print(" " * 36 + "".join(f"{f'{questions}: {who}':>38}" for who, questions in places))
    for name in dict.fromkeys(str(row["way"]) for row in rows):
        here = {(row["substrate"], row["questions"]): row for row in rows if row["way"] == name}
        told = [" / ".join(f"{100 * float(here[at][s]):.0f}" for s in sweep.SAID) for at in places]
        print(f"{name:36}" + "".join(f"{text:>38}" for text in told))


def figure(rows: list[sweep.Row]) -> object:
    """The figure of the table: what was never taught."""
    bars = [{"case": f"{row['questions']}: {row['substrate']}", **row} for row in rows]
    return plot_bars.bars_figure([bar for bar in bars if "held" in str(bar["case"])], columns=5)


def main() -> None:
    """Run the study."""
    asked = sweep.options("contrast", __doc__ or "", seeds=3)
    where = {"seed": range(asked.seeds), "part": range(len(ways(quick=asked.quick)))}
    cells = sweep.grid({**where, "quick": [asked.quick]})
    found = sweep.rows(one_part, cells, asked=asked)
    found.sort(key=lambda row: [*WAYS].index(str(row["way"])))
    base = {"way": BASE, "substrate": TOLD[0], "questions": "known, held out"}
    right = [float(row["truthful"]) for row in found if base.items() <= row.items()]
    say(rows := sweep.over_seeds(found))
    if min(right) < WEAK:
        print(f"weak base model (right on less than {WEAK:.0%} of what it knows): judge no regime")
    sweep.write_table(rows, asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
