"""Claim A5: Gold's adversary beats every identifier, and yet one can generate for ever.

Each identifier of `limit` meets the adversary. Then four tasks from a text and an informant, on a
target drawn among the first of a family: share of runs right in a round. And, from slow examples,
how much of the target is shown or said, against what is made up late. Means, 95 % intervals (t).
"""

from collections.abc import Callable
from functools import partial
from itertools import islice

import numpy as np

from teachsim import sweep
from teachsim.draw import plot, plot_curves
from teachsim.symbolic import limit
from teachsim.symbolic.limit import Family, families, generators, gold, texts
from teachsim.symbolic.limit import identifiers as by

HORIZON, LATE, TARGETS, REACH = 90, slice(45, None), 12, 182  # rounds; targets; in sight
FINITE = families.finite_sets_and_all(segments_early=True)  # {0, ..., n} is L_(2n + 1): in sight
LURED = (families.segments_and_all(), families.half_lines_and_all(), FINITE)
TAUGHT = (families.cofinite_sets, families.half_lines_and_all, families.multiples)
IDENTIFIERS = (by.enumeration, by.infinite_first, by.tell_tale, by.smallest, by.closure)
ROUNDS, KINDS = range(1, HORIZON + 1, 3), ("Gold", "right answers", "both marks", "slowly")
GENERATORS: dict[str, tuple[Callable[[Family], generators.Generator], bool]] = {
    "first that agrees": (generators.first_consistent, False),
    "critical": (generators.critical, False),
    "closure": (generators.closure, False),
    "breadth by tell-tales": (lambda F: generators.breadth(F, by.tell_tale(F)), False),
    "breadth, both marks": (lambda F: generators.breadth(F, by.enumeration(F)), True),
}
figure = partial(plot_curves.curves_figure, columns=len(LURED))


def lured(family: Family) -> sweep.Runs:
    """How often each identifier is led on below the first language, which has no tell-tale."""
    for maker in IDENTIFIERS:
        duel = gold.adversary(limit.lure(family, 0), maker(family, reach=REACH), horizon=HORIZON)
        about = maker.__name__.replace("_", " "), "rounds", "ideas led to in vain"
        yield (f"Gold: {family.title}", *about), ROUNDS, duel.led_on[::3].tolist()


def taught(family: Family, *, seed: int) -> sweep.Runs:
    """Whether each task is done right, round by round, and what generators say at the horizon."""
    rng = np.random.default_rng(seed)
    language = family.language(target := int(rng.integers(TARGETS)))
    both = texts.honest(language, rng=rng), texts.informant(language, rng=rng)
    text, informant = (tuple(islice(one, HORIZON)) for one in both)
    for cell in limit.panel(family, target, horizon=HORIZON, text=text, informant=informant).cells:
        panel = f"{'both marks' if cell.negatives else 'right answers'}: {family.title}"
        about = cell.task.value, "rounds", "share of runs right"
        yield (panel, *about), ROUNDS, cell.right[::3].astype(float).tolist()
    for name, (generator, negatives) in GENERATORS.items():
        slow = (example for example in (text, informant)[negatives] for _ in range(3))
        run = limit.present(slow, generator(family), horizon=HORIZON)
        scores = limit.scored(run, language, first=HORIZON)
        made_up = scores.hallucinated[LATE].sum() / max(scores.spoke[LATE].sum(), 1)
        line = (f"slowly: {family.title}", name, "share made up", "share of target covered")
        yield line, [float(made_up)], [float(scores.coverage[-1])]


def part(_: object, *, of: int, seed: int | None) -> sweep.Found:
    """The runs of one family: led on, or taught in one seed."""
    return sweep.packed(lured(LURED[of]) if seed is None else taught(TAUGHT[of](), seed=seed))


def main() -> None:
    """Run the study."""
    asked = sweep.options("gold", __doc__ or "", seeds=100)
    n = 1 if asked.quick else len(LURED)
    cells = sweep.grid({"seed": (None, *range(asked.seeds)), "of": range(n)})
    runs = sweep.runs(part, cells, asked=asked)
    runs.sort(key=lambda run: KINDS.index(run[0][0].split(":")[0]))
    sweep.write_table(sweep.curves(runs), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
