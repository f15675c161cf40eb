"""Claim A4: who believes too much needs both, own answers marked and wrong ones called wrong.

For every target of each family a hostile teacher with the worst decoy teaches a learner in each of
the six regimes, and with approval that may not be withheld. Where the learner may ask it puts its
own idea, or its own answers; the cautious one, who believes nothing yet, puts the even split.
Shares of targets are exact: every target is run. The same with a teacher who means no harm but
picks at random, as a mean over seeds with the half width of its 95 % interval (Student's t).
"""

from __future__ import annotations

from functools import partial

import teachsim as ts
from teachsim import sweep
from teachsim.draw import plot
from teachsim.gallery.classes import studied
from teachsim.gallery.setting import Bias
from teachsim.gallery.shares import ends
from teachsim.symbolic import HypothesisClass, Verdict

BIASES = (Bias.LARGEST, Bias.SMALLEST, Bias.CAUTIOUS)
SHOWN = (ts.DEMONSTRATION, ts.INFORMANT)
ASKED = (ts.APPROVAL, ts.STRICT_APPROVAL, ts.QUERY)
REGIMES = (*SHOWN, *ASKED, ts.OMISSIONS_ONLY, ts.EXAMINATION)
BY_NAME = {regime.name: regime for regime in REGIMES}
figure = partial(plot.ends_figure, rows_by="family", columns_by="learner", bars_by="regime")


def row_of(H: HypothesisClass, regime: ts.Regime, *, bias: Bias, seeds: int) -> sweep.Row:
    """The ends of one learner in one regime."""
    hostile = ends(H, regime, bias=bias)
    right = [ends(H, regime, bias=bias, seed=seed)[Verdict.RIGHT] for seed in range(seeds)]
    mean, half = sweep.mean_interval(right)
    return {
        **{verdict.value: share for verdict, share in hostile.items()},
        "right with a random teacher": mean,
        "half width": half,
    }


def one(
    _: object, *, family: str, learner: str, regime: str, seeds: int, quick: bool
) -> sweep.Found:
    """The ends of a learner in a regime, by name."""
    H = studied(quick=quick)[family]
    return row_of(H, BY_NAME[regime], bias=Bias(learner), seeds=seeds)


def main() -> None:
    """Run the study."""
    asked = sweep.options("both_factors", __doc__ or "", seeds=5)
    where = {"family": studied(quick=asked.quick), "learner": map(str, BIASES), "regime": BY_NAME}
    cells = sweep.grid({**where, "seeds": [asked.seeds], "quick": [asked.quick]})
    found = sweep.found(one, cells, asked=asked)
    rows = [
        {**{name: str(cell[name]) for name in where}, **row}
        for cell, row in zip(cells, found, strict=True)
    ]
    sweep.write_table(rows, asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
