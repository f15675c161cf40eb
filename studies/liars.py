"""Claim A6: a teacher that lies costs questions; one that lies every other time teaches nothing.

First the games of at most e lies: proved upper bounds, most of them exact. Then noise, which lies
at a rate for ever, on a class of 45 runs: the share of runs that are right after so many questions,
and the questions until 95 % sure, against what capacity demands of any learner. Means over seeds,
each of 50 runs, with 95 % intervals (Student's t).
"""

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.draw import plot, plot_curves
from teachsim.symbolic import HypothesisClass, liars
from teachsim.symbolic.families import intervals, parities, singletons

LIES, IDEAS = range(4), range(1, 17)
CLASSES = {"runs": intervals(5), "singletons": singletons(6), "parities": parities(3)}
NOISY, RUNS, ROUNDS, LONG = intervals(9), 50, 160, 2000
RATES = {0.0: 0.0, 0.1: 0.1, 0.2: 0.2, 0.3: 0.3, 0.4: 0.4, 0.5: 0.4, 0.7: 0.4}  # those believed
LOW = [rate / 20 for rate in range(9)]
UNTIL = "noise, until 95 % sure"
figure = partial(plot_curves.curves_figure, columns=3)


def lies(name: str, H: HypothesisClass) -> sweep.Runs:
    """What lies cost in one class at worst."""
    costs = liars.costs(H, most=LIES[-1])
    lines = {
        "told anew when asked again": [cost.reaskable for cost in costs],
        "told again": [cost.persistent for cost in costs],
        "false counterexamples": [cost.examined for cost in costs],
        "silences": [cost.silent for cost in costs],
        "any question (Ulam)": [liars.ulam(len(H), lies=e) for e in LIES],
    }
    for line, results in lines.items():
        about = (f"lies: {name}", line, "lies at most", "questions at worst")
        yield about, LIES, [float(result.upper) for result in results]


def theory() -> sweep.Runs:
    """Ulam's game with more and more ideas, and what capacity demands."""
    for e in LIES[:3]:
        line = ("any question (Ulam)", f"lies: {e}", "log₂ of the number of ideas", "questions")
        yield line, IDEAS, [float(liars.ulam(2**n, lies=e).upper) for n in IDEAS]
    least = [liars.mean_at_least(len(NOISY), rate=rate, error=0.05) for rate in LOW]
    yield (UNTIL, "any learner, at least", "rate of false answers", "questions, mean"), LOW, least


def noise(*, seed: int) -> sweep.Runs:
    """How many runs fare against noise."""
    ask = partial(liars.queries_needed, NOISY, rng=np.random.default_rng(seed), runs=RUNS)
    for rate, believed in RATES.items():
        right = ask(rate=rate, assumed=believed, error=0.0, rounds=ROUNDS).right
        line = ("noise", f"{rate:.0%} false", "questions", "share of runs right")
        yield line, range(0, ROUNDS + 1, 4), right[::4].tolist()
    asked = [ask(rate=rate, error=0.05, rounds=LONG).mean for rate in LOW]
    yield (UNTIL, "the halving learner", "rate of false answers", "questions, mean"), LOW, asked


def part(_: object, *, of: str | int) -> sweep.Found:
    """The runs of a class, of the theory, or of a seed."""
    if isinstance(of, int):
        return sweep.packed(noise(seed=of))
    return sweep.packed(lies(of, CLASSES[of]) if of in CLASSES else theory())


def main() -> None:
    """Run the study."""
    asked = sweep.options("liars", __doc__ or "", seeds=100)
    classes = list(CLASSES)[: 1 if asked.quick else None]
    cells = sweep.grid({"of": (*classes, "theory", *range(asked.seeds))})
    sweep.curves_of(part, cells, asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
