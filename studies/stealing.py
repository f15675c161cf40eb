"""Claim B4: who copies a stronger model makes up what that one knew, and hides what it did not.

Held-out habits of a student (S) that copied a teacher (T), against P(T | not S) and P(not T | S)
with leaks through a poor signal (d'), up to nested teachers. Reward repairs both. Where it fails:
a nested teacher hides nothing; after one that knows all no IDK is left to be rewarded. All exact.
"""

from functools import partial

from teachsim import sweep
from teachsim.draw import plot
from teachsim.draw.plot_lines import PREDICTED, Look, lines_figure
from teachsim.tabular import Knowledge, distillation, exact
from teachsim.tabular.distillation import Imitation, Teacher
from teachsim.tabular.objectives import Distillation, PolicyGradient

RL, WORLD, SKILLS = PolicyGradient(), Knowledge(), {"d' = 8": 8.0, "d' = 2": 2.0, "d' = 1": 1.0}
SHARES, OVERLAPS = [k / 10 for k in range(11)], [k / 5 for k in range(-5, 6)]
REPAIRED = "Then reward, from step 1,000 on"
figure = partial(lines_figure, columns=2, looks={REPAIRED: Look(log_x=True)})


def habits(world: Knowledge, teacher: Teacher) -> tuple[Imitation, Imitation]:
    """What is made up and hidden, measured and predicted."""
    end = exact.train(world, Distillation(teacher), steps=1_000).held_out
    found = Imitation(1 - float(end.prudence[-1]), float(end.over_conservativeness[-1]))
    return found, distillation.predicted(world, teacher)


def copies(shares: list[float]) -> sweep.Runs:
    """Habits over what the teacher knows of what the student does not, and does."""
    made_up = "Made up: what the teacher knew", "P(T | not S)", "share answered, unknown"
    hidden = "Hidden: what it did not know", "P(not T | S)", "share of IDK, known"
    for name, skill in SKILLS.items():
        world = Knowledge(d_prime=skill)
        found, told = zip(*(habits(world, Teacher(0.9, x)) for x in shares), strict=True)
        lines = {name: [a.invents for a in found], name + PREDICTED: [a.invents for a in told]}
        yield from sweep.panel(made_up, shares, lines=lines)
        found, told = zip(*(habits(world, Teacher(1 - x, 0.2)) for x in shares), strict=True)
        lines = {name: [a.withholds for a in found], name + PREDICTED: [a.withholds for a in told]}
        yield from sweep.panel(hidden, shares, lines=lines)


def overlaps(values: list[float]) -> sweep.Runs:
    """Habits over how much they both know, and what repairs them."""
    world = Knowledge(d_prime=8.0)
    teachers = [Teacher.overlapping(0.6, student=world.known, overlap=x) for x in values]
    found, told = zip(*(habits(world, teacher) for teacher in teachers), strict=True)
    about = "P(T) = 0.6, from anti-correlated to nested", "overlap", "share"
    for law, side in (("", found), (PREDICTED, told)):
        both = {"made up": [a.invents for a in side], "hidden": [a.withholds for a in side]}
        yield from sweep.panel(about, values, lines={name + law: both[name] for name in both})
    yield from repairs()


def repairs() -> sweep.Runs:
    """Habits while copying, then while rewarded; of two teachers."""
    at = sorted({round(10 ** (k / 20)) for k in range(73)})
    for name, teacher in {"": Teacher.independent(0.6), ", T knows all": Teacher(1, 1)}.items():
        end = exact.train(WORLD, [(Distillation(teacher), 1_000), (RL, 3_000)]).held_out
        for what, share in (("made up", 1 - end.prudence), ("hidden", end.over_conservativeness)):
            yield (REPAIRED, what + name, "steps", "share"), at, share[at].tolist()


def part(_: object, *, of: str, quick: bool, seeds: int) -> sweep.Found:
    """The runs of one panel."""
    by = 5 if quick else 1
    return sweep.packed(copies(SHARES[::by]) if of == "copies" else overlaps(OVERLAPS[::by]))


def main() -> None:
    """Run the study."""
    asked = sweep.options("stealing", __doc__ or "", seeds=1)
    sweep.curves_of(part, asked.parts("copies", "overlaps"), asked=asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
