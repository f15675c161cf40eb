"""Slow and plain: training item by item and answer by answer, from the definitions alone.

Every item is followed by itself. Each of its V answers has a recall logit of its own, and expected
values are sums over single answers, groups of them or tuples of them: nothing is lumped.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.tabular import Features, Knowledge, Reward, objectives
from teachsim.tabular.objectives import Objective

COPIES = 2  # items that are alike, as the lumped engine claims that their number says nothing
GOLD, BELIEVED = 0, 1  # of the answers 0..V-1; V itself is "I don't know"
RECALL, GUESS, ABSTAIN = range(3)


@dataclass
class Item:
    bin: int
    known: bool
    weight: float
    labels: list[int | None]
    chances: list[float]  # of recall, of each of the V answers
    gate: FloatArray = field(default_factory=lambda: np.zeros(3))
    recall: FloatArray = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        self.recall = np.zeros(len(self.chances))


# ---------------------------------------------------------------- the world
def below(world: Knowledge, z: float, *, known: bool) -> float:
    """Share of all questions that are known, or not, and have a signal below z."""
    share = world.known if known else 1 - world.known
    mean = world.d_prime / 2 if known else -world.d_prime / 2
    return share * (1 + math.erf((z - mean) / math.sqrt(2))) / 2


def quantile(world: Knowledge, share: float) -> float:
    """The signal below which a share of all questions lies, by bisection."""
    low, high = -40.0, 40.0
    for _ in range(200):
        middle = (low + high) / 2
        total = below(world, middle, known=True) + below(world, middle, known=False)
        low, high = (middle, high) if total < share else (low, middle)
    return (low + high) / 2


def masses(world: Knowledge, *, known: bool) -> list[float]:
    """Share of all questions that are known, or not, in each bin."""
    edges = [-40.0, *(quantile(world, k / world.bins) for k in range(1, world.bins)), 40.0]
    reach = [below(world, edge, known=known) for edge in edges]
    return [high - low for low, high in itertools.pairwise(reach)]


def recalled(world: Knowledge, *, known: bool) -> list[float]:
    """Chance that recall gives each single answer."""
    top, mass = (GOLD, world.recall) if known else (BELIEVED, world.misbelief)
    rest = (1 - mass) / (world.answers - 1)
    return [mass if answer == top else rest for answer in range(world.answers)]


def shown(
    objective: Objective, world: Knowledge, *, bin_: int, known: bool
) -> dict[int | None, float]:
    """Share of the items of a kind that are shown each answer; None for nothing."""
    if not isinstance(objective, objectives.SFT):
        return {None: 1.0}
    silent = world.answers
    if objective.labels == "gold":
        return {GOLD: 1.0}
    if objective.labels == "known":
        return {GOLD: 1.0} if known else {None: 1.0}
    if objective.labels == "random":
        idk = objective.idk
    elif objective.labels == "oracle":
        idk = objective.error if known else 1 - objective.error
    else:  # unfamiliar: bins of equal mass, the least familiar first
        idk = min(max(objective.idk * world.bins - bin_, 0.0), 1.0)
    return {label: share for label, share in ((GOLD, 1 - idk), (silent, idk)) if share > 0}


def items_of(world: Knowledge, phases: Sequence[Objective], *, copies: int = COPIES) -> list[Item]:
    """Single items of a world, with a label for each phase; those of a kind share its mass."""
    found = []
    for known in (False, True):
        for bin_, mass in enumerate(masses(world, known=known)):
            kinds = [shown(phase, world, bin_=bin_, known=known).items() for phase in phases]
            for labels in itertools.product(*kinds):
                weight = mass * math.prod(share for _, share in labels) / copies
                marks = [label for label, _ in labels]
                for _ in range(copies):
                    found.append(Item(bin_, known, weight, marks, recalled(world, known=known)))
    return found


def phi_of(world: Knowledge, kind: Features) -> FloatArray:
    """The features of each bin, each with mean square 1."""
    if kind is Features.CONSTANT:
        return np.ones((world.bins, 1))
    if kind is Features.TABLE:
        return np.eye(world.bins) * math.sqrt(world.bins)
    z = np.array([quantile(world, (k + 0.5) / world.bins) for k in range(world.bins)])
    z -= z.mean()
    return np.stack([np.ones(world.bins), z / math.sqrt((z**2).mean())], axis=1)


# ---------------------------------------------------------------- the policy of one item
def normed(logits: FloatArray) -> FloatArray:
    return np.exp(logits) / np.exp(logits).sum()


def modes_of(item_chances: Sequence[float], recall: FloatArray) -> FloatArray:
    """`(3, V + 1)` chance of each single answer in each mode."""
    v = len(item_chances)
    found = np.zeros((3, v + 1))
    raised = np.array([p * math.exp(x) for p, x in zip(item_chances, recall, strict=True)])
    found[RECALL, :v] = raised / raised.sum()
    found[GUESS, :v] = 1 / v
    found[ABSTAIN, v] = 1
    return found


def gradient(
    w: Sequence[float], gate: FloatArray, modes: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Of sum over single y of w(y) log pi(y): for the gate, and for each recall logit."""
    v = modes.shape[1] - 1
    to_gate, to_recall = np.zeros(3), np.zeros(v)
    for y, weight in enumerate(w):
        total = sum(gate[m] * modes[m, y] for m in range(3))
        if total == 0:
            continue
        rho = np.array([gate[m] * modes[m, y] / total for m in range(3)])
        to_gate += weight * (rho - gate)
        for i in range(v):
            to_recall[i] += weight * rho[RECALL] * ((i == y) - modes[RECALL, i])
    return to_gate, to_recall


# ---------------------------------------------------------------- coefficients
def mean(pi: Sequence[float], r: Sequence[float]) -> float:
    return sum(p * x for p, x in zip(pi, r, strict=True))


def groups(pi: Sequence[float], size: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every group of single answers, in order, with its chance."""
    for group in itertools.product(range(len(pi)), repeat=size):
        yield group, math.prod(pi[y] for y in group)


def advantages(rewards: Sequence[float], *, std: bool) -> list[float]:
    """Reward less the group's mean, perhaps over its standard deviation."""
    middle = sum(rewards) / len(rewards)
    if not std:
        return [r - middle for r in rewards]
    spread = math.sqrt(sum((r - middle) ** 2 for r in rewards) / len(rewards))
    return [0.0 if min(rewards) == max(rewards) else (r - middle) / spread for r in rewards]


def group_relative(
    pi: Sequence[float], r: Sequence[float], *, group: int, std: bool
) -> list[float]:
    """Mean over groups of what one member's advantage says, over all places in the group."""
    w = [0.0] * len(pi)
    for members, chance in groups(pi, group):
        for y, gain in zip(members, advantages([r[y] for y in members], std=std), strict=True):
            w[y] += chance * gain / group
    return w


def leave_one_out(pi: Sequence[float], r: Sequence[float], *, group: int) -> list[float]:
    w = [0.0] * len(pi)
    for members, chance in groups(pi, group):
        total = sum(r[y] for y in members)
        for y in members:
            w[y] += chance * (r[y] - (total - r[y]) / (group - 1)) / group
    return w


def best_of(pi: Sequence[float], r: Sequence[float], *, n: int) -> list[float]:
    """Chance that each single answer is the best of n, ties broken by lot."""
    w = [0.0] * len(pi)
    for drawn, chance in groups(pi, n):
        top = [y for y in drawn if r[y] == max(r[z] for z in drawn)]
        for y in top:
            w[y] += chance / len(top)
    return w


def preferred(
    pi: Sequence[float], r: Sequence[float], reference: Sequence[float], *, by: objectives.DPO
) -> list[float]:
    """What pairs of single answers push up and down, by the definition of the loss."""
    w = [0.0] * len(pi)
    for i, j in itertools.product(range(len(pi)), repeat=2):
        if pi[i] == 0 or pi[j] == 0:
            continue
        gap = r[i] - r[j]
        prefers = 1 / (1 + math.exp(-gap)) if by.labels == "sampled" else (np.sign(gap) + 1) / 2
        apart = math.log(pi[i] / reference[i]) - math.log(pi[j] / reference[j])
        push = by.beta * reference[i] * reference[j] * prefers / (1 + math.exp(by.beta * apart))
        w[i] += push
        w[j] -= push
    return w


def clipped(
    pi: Sequence[float], r: Sequence[float], old: Sequence[float], *, clip: float
) -> list[float]:
    w = []
    for y, chance in enumerate(pi):
        gain = r[y] - mean(old, r)
        ratio = chance / old[y] if old[y] else 1.0
        inside = ratio < 1 + clip if gain > 0 else ratio > 1 - clip
        w.append(chance * gain if inside else 0.0)
    return w


def coefficients(  # noqa: C901, PLR0912  # one case for each row of the table
    objective: Objective,
    pi: Sequence[float],
    *,
    r: Sequence[float],
    label: int | None,
    reference: Sequence[float],
    old: Sequence[float],
) -> list[float]:
    """w of each single answer."""
    v = len(pi) - 1
    match objective:
        case objectives.SFT():
            return [float(y == label) for y in range(v + 1)]
        case objectives.PolicyGradient():
            base = mean(pi, r) if objective.baseline is None else objective.baseline
            return [p * (x - base) for p, x in zip(pi, r, strict=True)]
        case objectives.KLRegularised():
            rho = [
                x - objective.beta * math.log(p / q) if p else 0.0
                for p, q, x in zip(pi, reference, r, strict=True)
            ]
            return [p * (x - mean(pi, rho)) for p, x in zip(pi, rho, strict=True)]
        case objectives.PPO():
            return clipped(pi, r, old, clip=objective.clip)
        case objectives.GRPO():
            return group_relative(pi, r, group=objective.group, std=objective.std)
        case objectives.RLOO():
            return leave_one_out(pi, r, group=objective.group)
        case objectives.PSR():
            return [p * x * (x > 0) for p, x in zip(pi, r, strict=True)]
        case objectives.NSR():
            return [p * x * (x < 0) for p, x in zip(pi, r, strict=True)]
        case objectives.WReinforce():
            return [p * x * (objective.lam if x > 0 else 1.0) for p, x in zip(pi, r, strict=True)]
        case objectives.RejectionSampling():
            kept = sum(p for p, x in zip(pi, r, strict=True) if x > 0)
            return [p / kept if x > 0 and kept else 0.0 for p, x in zip(pi, r, strict=True)]
        case objectives.BestOfN():
            return best_of(pi, r, n=objective.n)
        case objectives.DPO():
            return preferred(pi, r, reference, by=objective)
    raise AssertionError(objective)


# ---------------------------------------------------------------- training
@dataclass
class Course:
    """A course of training: the rates of each side after each step."""

    held_out: FloatArray  # (T + 1, 2, 3) unknown, known; truthful, hallucinated, abstained
    taught: FloatArray


def rates_of(items: Sequence[Item], chances: Sequence[FloatArray]) -> FloatArray:
    found = np.zeros((2, 3))
    for known in (False, True):
        total = sum(item.weight for item in items if item.known == known)
        for item, pi in zip(items, chances, strict=True):
            if item.known == known:
                three = np.array([pi[GOLD], pi[1:-1].sum(), pi[-1]])
                found[int(known)] += item.weight / total * three
    return found


def train(  # noqa: PLR0915  # a course of training is one story
    world: Knowledge,
    schedule: Sequence[tuple[Objective, int]],
    *,
    reward: Reward,
    rate: float,
    memory: float,
    kind: Features = Features.TABLE,
    base: tuple[float, float] = (0.2, 0.7),
) -> Course:
    """The dynamics of every single item."""
    idk, recall = base
    start = np.log([(1 - idk) * recall, (1 - idk) * (1 - recall), idk])
    items = items_of(world, [objective for objective, _ in schedule])
    fresh = items_of(world, [], copies=1)
    r = [reward.right, *[reward.wrong] * (world.answers - 1), reward.abstain]
    phi = phi_of(world, kind)
    shared = np.zeros((phi.shape[1], 3))

    def look(item: Item) -> tuple[FloatArray, FloatArray, FloatArray]:
        gate = normed(start + phi[item.bin] @ shared + item.gate)
        modes = modes_of(item.chances, item.recall)
        return gate, modes, gate @ modes

    held_out, taught = [], []

    def read() -> None:
        held_out.append(rates_of(fresh, [look(item)[2] for item in fresh]))
        taught.append(rates_of(items, [look(item)[2] for item in items]))

    for phase, (objective, steps) in enumerate(schedule):
        reference = old = [look(item)[2] for item in items]
        for step in range(steps):
            read()
            now = [look(item) for item in items]
            if isinstance(objective, objectives.PPO) and step % objective.inner == 0:
                old = [pi for _, _, pi in now]
            moved = np.zeros_like(shared)
            for i, (item, (gate, modes, pi)) in enumerate(zip(items, now, strict=True)):
                if isinstance(objective, objectives.NaturalGradient):
                    worth = modes @ np.array(r)
                    to_gate, to_recall = worth - gate @ worth, np.zeros(world.answers)
                else:
                    w = coefficients(
                        objective,
                        pi.tolist(),
                        r=r,
                        label=item.labels[phase],
                        reference=reference[i].tolist(),
                        old=old[i].tolist(),
                    )
                    to_gate, to_recall = gradient(w, gate, modes)
                moved += item.weight * np.outer(phi[item.bin], to_gate)
                item.gate = item.gate + rate * memory * to_gate
                item.recall = item.recall + rate * memory * to_recall
            shared += rate * moved
    read()
    return Course(np.stack(held_out), np.stack(taught))
