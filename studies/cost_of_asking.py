"""Claim A3: who asks cannot be misled; whether asking is cheaper depends on the class.

Shown: the examples that do if the teacher means to help (recursive teaching: both know the order of
targets), and the share of targets lost if it shows one example and withholds the others: a learner,
however it guesses, can protect the rest only. Asked: the queries at worst whatever the teacher says
that is true; the certificate is checked, so that only the truth is left. All numbers are proved
bounds, equal where exact; --seeds has no effect.
"""

from collections.abc import Callable

import numpy as np

from teachsim import sweep
from teachsim.draw import plot, plot_costs
from teachsim.gallery.classes import studied
from teachsim.symbolic import HypothesisClass, complexity, demonstration, families, games
from teachsim.symbolic.games import Game
from teachsim.symbolic.result import Result

SHOWN = {"right answers": "TD+", "right answers, order agreed": "RTD+"}
MARKED = {"both marks": "TD", "both marks, order agreed": "RTD"}
ASKED: dict[str, Callable[[HypothesisClass], Result]] = {
    "does it belong?": games.membership,
    "is it this?": games.equivalence,
    "is it this? (any set)": lambda H: games.equivalence(H, proper=False),
    "either of the two": lambda H: games.mixture(H, Game.MEMBERSHIP | Game.EQUIVALENCE),
    "is it part of it?": games.subset,
    "does it hold it all?": games.superset,
    "either of these two": lambda H: games.mixture(H, Game.SUBSET | Game.SUPERSET),
}
figure = plot_costs.costs_figure


def classes(*, quick: bool) -> dict[str, HypothesisClass]:
    """Those of the other studies, and some in which showing and asking differ most."""
    more = {
        "singletons": families.singletons(10),
        "singletons or none": families.singletons(10, empty=True),
        "all subsets": families.powerset(4),
        "parities": families.parities(3),
        "orders": families.linear_orders(4),
        "decision lists": families.decision_lists(2),
    }
    return studied(quick=quick) | ({} if quick else more)


def rows_of(family: str, H: HypothesisClass) -> list[sweep.Row]:
    """The rows of one family."""
    numbers = complexity.report(H)
    found = []
    both = HypothesisClass(np.hstack([H.table, ~H.table]))  # an example is an instance and its mark
    for shown, ways in ((H, SHOWN), (both, MARKED)):
        lost = 1.0 - float(complexity.protected(shown, at_least=1).upper) / len(H)
        found += [(f"shown: {way}", numbers[ways[way]], lost) for way in ways]
    misled = len(demonstration.misled(H, complete=True)) / len(H)
    found.append(("shown: all of them: ideas given up", demonstration.mind_changes(H), misled))
    for way, ask in ASKED.items():
        games.check(H, result := ask(H))
        found.append((f"asked: {way}", result, 0.0))
    about: sweep.Row = {"family": family, "hypotheses": len(H)}
    return [{**about, "way": way, **sweep.bounds(r), "lost": lost} for way, r, lost in found]


def one_family(_: object, *, family: str, quick: bool) -> sweep.Found:
    """The rows of one family, by name."""
    return sweep.packed(rows_of(family, classes(quick=quick)[family]))


def main() -> None:
    """Run the study."""
    asked = sweep.options("cost_of_asking", __doc__ or "", seeds=1)
    cells = sweep.grid({"family": classes(quick=asked.quick), "quick": [asked.quick]})
    sweep.write_table(sweep.rows(one_family, cells, asked=asked), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
