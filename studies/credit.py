"""Claim B7: a score at the end of a long answer hardly says which of its tokens were good.

Time until T independent tokens, one of 4 choices good in each, are all right with chance .9: like
4^T if only the whole is rewarded, linear in T if tokens are shown or rewarded on their own. An
oracle that stops at the first bad token buys part of it back. The same by drawing 64 sequences a
step (mean over seeds, 95 % interval), and the variance of the gradient, T (T - 1) / 16 for the sum
of fair binary tokens. Where it fails: a base model that is mostly right waits for nothing.
"""

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.draw import plot
from teachsim.draw.plot_lines import PREDICTED, Look, lines_figure
from teachsim.tabular import tokens, tokens_sampled
from teachsim.tabular.tokens import Credit, Sequences

NAMES = {
    Credit.SEQUENCE: "whole sequence",
    Credit.PREFIX: "until the first bad token",
    Credit.TOKEN: "each token",
    Credit.DEMONSTRATION: "each token shown",
}
SUMS = {Credit.TOTAL: "all tokens", Credit.TO_GO: "tokens to come", **NAMES}
LENGTHS, RATE, MOST, DRAWN = [1, 2, 3, 4, 6, 8], 0.2, 100_000, 400
TIMES, WARM, DRAWS = "Time to .9, from 1 in 4", "From mostly right", "Drawn, 4 tokens"
figure = partial(lines_figure, columns=2, looks={TIMES: Look(log_y=True), DRAWS: Look(log_x=True)})


def times(title: str, lengths: list[int], *, start: float | None) -> sweep.Runs:
    """Times over the length, measured as long as that is bearable, and predicted."""
    for credit, name in NAMES.items():
        all_of = [Sequences(T, start=start) for T in lengths]
        told = [tokens.time_to(one, credit) for one in all_of]
        runs = [
            tokens.train(one, credit, steps=int(1.2 * time / RATE) + 9, rate=RATE)
            for one, time in zip(all_of, told, strict=True)
            if time < RATE * MOST
        ]
        found = [RATE * float((run.sequence >= 0.9).argmax()) for run in runs]
        about = title, "T, tokens", "time"
        yield from sweep.panel(about, lengths, lines={name: found, name + PREDICTED: told})


def variances(lengths: list[int]) -> sweep.Runs:
    """Variance of the gradient of one sequence over the length, for fair binary tokens."""
    about = "Noise of one drawn sequence", "T, fair binary tokens", "variance of the gradient"
    for credit in (Credit.TOTAL, Credit.TO_GO, Credit.SEQUENCE, Credit.TOKEN):
        told = [tokens_sampled.variance(Sequences(T, 2), credit) for T in lengths]
        yield from sweep.panel(about, lengths, lines={SUMS[credit] + PREDICTED: told})


def drawn(*, seeds: int) -> sweep.Runs:
    """Sequences right, step by step."""
    at = np.unique(np.geomspace(1, DRAWN, 40).astype(int))
    for credit, name in {Credit.TO_GO: "tokens to come", **NAMES}.items():
        run = tokens_sampled.train(Sequences(4), credit, steps=DRAWN, seeds=max(seeds, 2))
        for seed in run.sequence[at].T.tolist():
            yield (DRAWS, name, "steps", "share of sequences right"), at.tolist(), seed


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The runs of one panel."""
    lengths = LENGTHS[: 3 if quick else None]
    if of in {TIMES, WARM}:
        return sweep.packed(times(of, lengths, start=None if of == TIMES else 0.8))
    return sweep.packed(drawn(seeds=seeds) if of == DRAWS else variances(lengths))


def main() -> None:
    """Run the study."""
    asked = sweep.options("credit", __doc__ or "", seeds=50)
    sweep.curves_of(part, asked.parts(TIMES, WARM, "", DRAWS), asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
