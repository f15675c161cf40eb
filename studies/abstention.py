"""Claim B3: who never says "I don't know" is never rewarded for it; a short lesson first helps.

Time until a question better not answered is mostly not, over the base chance eps of "I don't know"
(IDK). Reward alone: about 1 / (2 gap eps) with two actions, 1 / eps^2 with three.
Shown IDK: log(1 / eps), but who knows when to show it? Shown at random, then reward: tens of steps.
Where it fails: answers alone, shown too long before, shut the window. Drawn: 16 questions a step.
"""

from functools import partial

from teachsim import sweep
from teachsim.draw import plot
from teachsim.draw.plot_lines import Look, lines_figure
from teachsim.tabular import Knowledge, exact, sampled, thresholds
from teachsim.tabular.objectives import SFT, Objective, PolicyGradient

DOUBTFUL = Knowledge(bins=1, known=0.3)  # recall is right less than half the time
RIGHT, ONLY = float(DOUBTFUL.right_given_bin[0]), 1 - 1e-9  # ONLY so much recalled: two actions
GAP, WORSE, RATE, END, RARE = 1 - 2 * RIGHT, 2 * RIGHT - 2 / DOUBTFUL.answers, 0.25, 2_000, 1e-3
RL, GOLD, IDK, WARM = PolicyGradient(), SFT("gold"), SFT("random", idk=1), SFT("random", idk=0.4)
BASES, LESSONS = [10**-k for k in (1, 1.5, 2, 2.5, 3)], [0, 10, 20, 40, 60, 80, 120, 160]
WARMED, TIME = "random IDK, then reward", ("Time to learn doubt", "one IDK in so many", "time")
COURSE = "Unknown questions, one IDK in 1,000", "steps", "chance of IDK"
WINDOW = "A lesson first: the window shuts", "steps of the lesson", "time of reward after it"
LOOKS = {TIME[0]: Look(log_x=True, log_y=True), COURSE[0]: Look(log_x=True)}
figure = partial(lines_figure, columns=3, looks=LOOKS | {WINDOW[0]: Look(log_y=True)})


def time_of(what: exact.Schedule, eps: float, *, recall: float = 0.7) -> float:
    """Time until IDK is said half of the time; a first lesson on some IDK never gets there."""
    run = exact.train(DOUBTFUL, what, rate=RATE, base_idk=eps, base_recall=recall)
    return RATE * float((run.abstained >= 0.5).argmax())


def times(bases: list[float]) -> sweep.Runs:
    """Times, measured and predicted; those of three modes as long as they are bearable."""
    two = {eps: thresholds.cold_start(GAP, eps) for eps in bases}
    three = {e: thresholds.cold_start_by_three(GAP, e, worse=WORSE) for e in bases[:4]}
    for name, found in {
        "IDK shown": [time_of([(IDK, 200)], eps, recall=ONLY) for eps in bases],
        "IDK shown, predicted": [thresholds.shown(eps) for eps in bases],
        "reward, 2 actions": [time_of([(RL, 50 + int(5 * two[e]))], e, recall=ONLY) for e in two],
        "reward, 2 actions, predicted": list(two.values()),
        "reward, 3 modes": [time_of([(RL, 50 + int(5 * three[eps]))], eps) for eps in three],
        "reward, 3 modes, predicted": list(three.values()),
        WARMED: [time_of([(WARM, 100), (RL, 800)], eps) for eps in bases],
    }.items():
        yield (TIME[0], name, *TIME[1:]), [1 / eps for eps in bases[: len(found)]], found


def courses(few: int | None, *, seeds: int) -> sweep.Runs:
    """IDK on unknown questions, step by step; time of reward after a first lesson."""
    at = sorted({round(10 ** (k / 15)) for k in range(50)})
    drawn = sampled.train(Knowledge(), RL, steps=END, items=16, seeds=seeds, rng=0, base_idk=RARE)
    for one in drawn.held_out.prudence[:, at].tolist():
        yield (COURSE[0], "reward alone, drawn", *COURSE[1:]), at, one
    firsts: tuple[Objective, ...] = RL, GOLD, WARM
    for name, first in zip(("reward alone", "answers, then reward", WARMED), firsts, strict=True):
        run = exact.train(Knowledge(), [(first, 100), (RL, END - 100)], base_idk=RARE)
        yield (COURSE[0], name, *COURSE[1:]), at, run.held_out.prudence[at].tolist()
    for name, first in {"answers first": GOLD, "random IDK first": WARM}.items():
        late = [time_of([(first, n), (RL, 4_000)], 0.2) - RATE * n for n in LESSONS[:few]]
        yield (WINDOW[0], name, *WINDOW[1:]), LESSONS[:few], late


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The runs of one panel, or two."""
    few = 2 if quick else None
    return sweep.packed(times(BASES[:few]) if of == "times" else courses(few, seeds=seeds))


def main() -> None:
    """Run the study."""
    asked = sweep.options("abstention", __doc__ or "", seeds=50)
    sweep.curves_of(part, asked.parts("times", "courses"), asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
