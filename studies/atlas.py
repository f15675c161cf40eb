"""An atlas: every quantity of `complexity.report` on every family, in growing sizes.

One row a class and quantity: bounds that are proved, and equal where the quantity is exact. Nothing
is simulated (random classes are those of generator 0), so --seeds has no effect. In the figure a
cell is a quantity of the largest class, and the line in it how it grew.
"""

from collections.abc import Callable

import networkx as nx
import numpy as np

from teachsim import sweep
from teachsim.draw import plot, plot_atlas
from teachsim.symbolic import HypothesisClass, complexity, families

FAMILIES: dict[str, tuple[Callable[[int], HypothesisClass], tuple[int, ...]]] = {
    "initial segments": (families.initial_segments, (3, 7, 15, 31)),
    "runs": (families.intervals, (3, 5, 8, 11)),
    "boxes": (lambda n: families.boxes(n, n), (2, 3, 4)),
    "half-planes": (lambda n: families.half_planes(n, 3), (1, 2, 3)),
    "singletons": (families.singletons, (4, 8, 16, 32)),
    "singletons or none": (lambda n: families.singletons(n, empty=True), (4, 8, 16, 32)),
    "pairs": (lambda n: families.subsets_of_size(n, 2), (4, 5, 6, 8)),
    "at most two": (lambda n: families.subsets_up_to(n, 2), (3, 4, 6, 8)),
    "neighbours on a circle": (families.cyclic_pairs, (4, 6, 8, 12)),
    "all subsets": (families.powerset, (2, 3, 4, 6)),
    "monotone conjunctions": (families.monotone_conjunctions, (2, 3, 4, 5)),
    "conjunctions": (families.conjunctions, (1, 2, 3, 4)),
    "two-term DNF": (lambda v: families.k_term_dnf(v, 2), (1, 2, 3)),
    "decision lists": (families.decision_lists, (1, 2, 3)),
    "monotone functions": (families.monotone_functions, (1, 2, 3, 4)),
    "parities": (families.parities, (2, 3, 4)),
    "parities, or all but": (families.affine_parities, (1, 2, 3, 4)),
    "functions to 3 answers": (lambda p: families.all_functions(p, 3), (1, 2, 3)),
    "permutations": (families.permutations, (2, 3, 4)),
    "orders": (families.linear_orders, (2, 3, 4)),
    "arcs of a circle": (lambda n: families.connected_subgraphs(nx.cycle_graph(n)), (3, 5, 8)),
    "paths on a ladder": (lambda n: families.paths(nx.ladder_graph(n)), (1, 2, 3, 4)),
    "balls on a path": (lambda n: families.closed_neighbourhoods(nx.path_graph(n)), (4, 8, 16)),
    "automata, 2 states": (lambda n: families.dfa_languages(2, "ab", length=n), (1, 3)),
    "1-reversible": (lambda n: families.k_reversible(1, "ab", states=2, length=n), (1, 3)),
    "2-testable": (lambda n: families.k_testable(2, "ab", length=n), (2, 3)),
    "patterns": (lambda n: families.pattern_languages("ab", n, word_length=n), (1, 2, 3)),
    "random": (lambda m: families.random_class(9, m, rng=np.random.default_rng(0)), (8, 16, 32)),
    "living beings": (lambda _: families.living_beings_and_water(), (1,)),
    "Warmuth's class": (lambda _: families.warmuth(), (1,)),
}
figure = plot_atlas.atlas_figure


def rows_of(family: str, H: HypothesisClass) -> list[sweep.Row]:
    """The rows of one class."""
    found = complexity.report(H)
    about: sweep.Row = {"family": family, "hypotheses": len(H), "instances": found.n_instances}
    return [
        {**about, "quantity": row.title, "symbol": row.symbol, **sweep.bounds(row.result)}
        for row in found.rows
    ]


def one_class(_: object, *, family: str, size: int) -> sweep.Found:
    """The rows of one class, by name."""
    return sweep.packed(rows_of(family, FAMILIES[family][0](size)))


def main() -> None:
    """Run the study."""
    asked = sweep.options("atlas", __doc__ or "", seeds=1)
    few, chosen = (2 if asked.quick else None), list(FAMILIES)[:: 6 if asked.quick else 1]
    sizes = {name: FAMILIES[name][1][:few] for name in chosen}
    cells = [
        cell for name in chosen for cell in sweep.grid({"family": [name], "size": sizes[name]})
    ]
    sweep.write_table(sweep.rows(one_class, cells, asked=asked), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
