"""Claim B2: rewarded, and charged c for a wrong answer, a model answers iff surer than c / (1 + c).

Where it fails: GRPO divided by the standard deviation loses the charge, if a question is always or
never answered right (epistemic); without a charge, or if IDK is charged too, all is answered;
without self-knowledge (d' = 0) the better of all and nothing is left; fast item memory leaves
held-out questions as they were.
"""

from functools import partial

from teachsim import sweep
from teachsim.draw import plot
from teachsim.draw.plot_lines import PREDICTED, Look, lines_figure
from teachsim.tabular import Knowledge, Reward, exact, objectives, rote, thresholds

ALSO: dict[str, objectives.Objective] = {"PPO": objectives.PPO(), "RLOO": objectives.RLOO()}
USUAL, ASKED = thresholds.USUAL, ("policy gradient", "Dr. GRPO", "GRPO", "KL-RL", "NSR")
RL, COSTS = USUAL["policy gradient"], [0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 9.0]
OVER = {"charges": [0.0, *COSTS], "skills": [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0]}
OVER["memories"] = [0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0]
WORLD, DEAR, KINDS = Knowledge(), Reward(wrong=-3), tuple(map(str, thresholds.Ignorance))
figure = partial(lines_figure, columns=3, looks={"Item memory": Look(log_x=True)})


def meter(costs: list[float], *, ignorance: str) -> sweep.Runs:
    """Thresholds over c, measured and predicted."""
    about = f"Threshold, {ignorance} ignorance", "c, charge for a wrong answer", "chance needed"
    for name, one in (ALSO | {name: USUAL[name] for name in ASKED}).items():
        at = [(one, Reward(wrong=-c)) for c in costs]
        found = [thresholds.effective(*pair, ignorance=ignorance, grid=50) for pair in at]
        told = [thresholds.predicted(*pair, ignorance=ignorance) or 0.0 for pair in at]
        yield from sweep.panel(about, costs, lines={name: found, name + PREDICTED: told})


def charges(costs: list[float]) -> sweep.Runs:
    """What is made up if wrong answers cost little, or "I don't know" as much."""
    about = "No charge, or IDK charged too", "c, charge for a wrong answer", "share made up"
    for name, share in (("IDK is free", 0.0), ("IDK costs c too", 1.0)):
        rewards = [Reward(wrong=-c, abstain=-c * share) for c in costs]
        found = [float(exact.train(WORLD, RL, one).hallucinated[-1]) for one in rewards]
        best = [exact.optimum(WORLD, one).hallucinated for one in rewards]
        yield from sweep.panel(about, costs, lines={name: found, name + PREDICTED: best})


def skills(values: list[float]) -> sweep.Runs:
    """The reward where wrong costs 3, over how well the model knows what it knows."""
    about = "Self-knowledge", "d', how well it knows what it knows", "mean reward, wrong costs 3"
    worlds = [Knowledge(d_prime=d) for d in values]
    found = {"reward" + PREDICTED: [exact.optimum(world, DEAR).reward for world in worlds]}
    for name, objective in (("reward", RL), ("SFT: right answers", USUAL["SFT gold"])):
        ends = [exact.train(world, objective, DEAR).held_out for world in worlds]
        found[name] = [float(end.reward(DEAR.of_answers())[-1]) for end in ends]
    yield from sweep.panel(about, values, lines=found)


def memories(values: list[float]) -> sweep.Runs:
    """IDK on unknown questions, taught and held out, over the pace of item memory."""
    runs = [rote.train(WORLD, RL, memory=mu, steps=1_000) for mu in values]
    about = "Item memory", "mu, pace of item memory", "chance of IDK if unknown"
    found = {"taught": [float(run.taught.prudence[-1]) for run in runs]}
    found["held out"] = [float(run.held_out.prudence[-1]) for run in runs]
    yield from sweep.panel(about, values, lines=found)


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The runs of one panel."""
    values = OVER.get(of, COSTS)[: 2 if quick else None]
    make = {"charges": charges, "skills": skills, "memories": memories}.get(of)
    return sweep.packed(make(values) if make else meter(values, ignorance=of))


def main() -> None:
    """Run the study."""
    asked = sweep.options("rl_is_honest", __doc__ or "", seeds=1)
    sweep.curves_of(part, asked.parts(*KINDS, *OVER), asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
