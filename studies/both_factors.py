"""Claim A4: who believes too much needs both, own answers marked and wrong ones called wrong.

For every target of each family a hostile teacher with the worst decoy teaches a learner in each of
the six regimes, and with approval that may not be withheld. Where the learner may ask it puts its
own idea, or its own answers; the cautious one, who believes nothing yet, puts the even split.
Shares of targets are exact: every target is run. The same with a teacher who means no harm but
picks at random, as a mean over seeds with the half width of its 95 % interval (Student's t).
"""

from __future__ import annotations

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


def main() -> None:
    """Run the study."""
    asked = sweep.options("both_factors", __doc__ or "", seeds=5)
    classes = studied(quick=asked.quick)
    rows: list[sweep.Row] = []
    for family in sweep.progress(list(classes), "both factors"):
        for bias in BIASES:
            for regime in REGIMES:
                row = row_of(classes[family], regime, bias=bias, seeds=asked.seeds)
                rows.append({"family": family, "learner": bias, "regime": regime.name, **row})
    table = sweep.write_table(rows, asked)
    figure = plot.ends_figure(rows, rows_by="family", columns_by="learner", bars_by="regime")
    source = sweep.source(table, asked)
    sweep.write_file(table.with_suffix(".png"), plot.png(figure, source=source))
    print(f"{table} and its figure: {len(rows)} rows")


if __name__ == "__main__":
    main()
