"""Claims A1 and A2: on how many targets do right examples alone leave a learner wrong or in doubt?

Four demonstrators teach three learners, on every target of each family, round by round:

- hostile: by round T it must have shown T different right answers (or all); exact worst case.
- negligent: draws at random, blind to one point (mean over all points); exact chance.
- random: the same without a blind spot; exact chance, and a simulation beside it (one run a seed,
  share and 95 % interval).
- helpful: shows what rules out most; every target is run.

A learner that prefers the smallest or the largest idea is wrong until it is right (misled, at that
round); a cautious one is undetermined until one idea is left.
"""

from __future__ import annotations

import numpy as np

from teachsim import sweep
from teachsim.draw import plot
from teachsim.gallery.classes import studied
from teachsim.gallery.setting import Bias
from teachsim.gallery.shares import Shows, not_right, not_right_simulated
from teachsim.symbolic import HypothesisClass

BIASES = (Bias.SMALLEST, Bias.LARGEST, Bias.CAUTIOUS)
ROUNDS = 16


def rows_of(family: str, H: HypothesisClass, *, seeds: int) -> list[sweep.Row]:
    """The rows of one family."""
    rows: list[sweep.Row] = []
    for bias in BIASES:
        simulated = not_right_simulated(H, bias=bias, rounds=ROUNDS, seeds=seeds)
        for shows in Shows:
            exact = not_right(H, shows, bias=bias, rounds=ROUNDS)
            drawn = simulated if shows is Shows.RANDOM else np.full((ROUNDS + 1, 3), np.nan)
            for T in range(ROUNDS + 1):
                row: sweep.Row = {"family": family, "learner": bias, "demonstrator": shows}
                ends: sweep.Row = {
                    "rounds": T,
                    "misled": 0.0 if bias is Bias.CAUTIOUS else float(exact[T]),
                    "undetermined": float(exact[T]) if bias is Bias.CAUTIOUS else 0.0,
                    **dict(zip(("simulated", "low", "high"), drawn[T].tolist(), strict=True)),
                }
                rows.append({**row, **ends})
    return rows


def one_family(_: object, *, family: str, seeds: int, quick: bool) -> sweep.Found:
    """The rows of one family, by name."""
    return sweep.packed(rows_of(family, studied(quick=quick)[family], seeds=seeds))


def figure(rows: list[sweep.Row]) -> object:
    """The figure of the table."""
    counted = [{**row, "rounds": int(row["rounds"])} for row in rows]
    by = {"rows_by": "family", "columns_by": "learner", "lines_by": "demonstrator"}
    return plot.rounds_figure(counted, **by)


def main() -> None:
    """Run the study."""
    asked = sweep.options("withheld_examples", __doc__ or "", seeds=200)
    classes = studied(quick=asked.quick)
    cells = sweep.grid({"family": classes, "seeds": [asked.seeds], "quick": [asked.quick]})
    sweep.write_table(sweep.rows(one_family, cells, asked=asked), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
