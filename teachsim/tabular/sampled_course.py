"""The steps of training by sampling: all seeds at once, as one more axis of the kinds of items."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.arrays import FloatArray, IntArray
from teachsim.tabular.answers import ABSTAIN, ANSWERS, BELIEVED, GOLD, IDK, MODES, OTHER
from teachsim.tabular.draws import draw, estimate
from teachsim.tabular.items import Items, by_mode, items_of
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.objectives.reward_driven import PPO, NaturalGradient
from teachsim.tabular.objectives.situation import Objective, Situation
from teachsim.tabular.policy import CLIP, Outlook, gate_gradient, outlook, recall_gradient
from teachsim.tabular.schedule import Schedule

__all__ = ["Course", "run"]


@dataclass(frozen=True, eq=False)
class Learned:
    """What training changes; all of it starts at 0.

    Attributes:
        shared: `(seeds, F, M)` W of each seed.
        gate: `(seeds * C, M)` what is memorised of the kinds of items.
        recall: `(seeds * C, A)` likewise, a logit for each single answer of a class.
    """

    shared: FloatArray
    gate: FloatArray
    recall: FloatArray


@dataclass(frozen=True, eq=False)
class Course:
    """What stays the same in a course of training.

    Attributes:
        items: The kinds of items, C of them.
        base: `(M,)` logits of the base gate.
        phi: `(K, F)` features.
        modes: `(seeds * C, M, A)` chances in each mode, the same for each seed.
        n: `(seeds * C, A)` answers in each class.
        worth: `(A,)` rewards.
        rates: Learning rate, and that of rote memory relative to it.
        batch: Questions of a step, and answers to each.
    """

    items: Items
    base: FloatArray
    phi: FloatArray
    modes: FloatArray
    n: FloatArray
    worth: FloatArray
    rates: tuple[float, float]
    batch: tuple[int, int]

    def nothing_learned(self, seeds: int) -> Learned:
        """What the base model has learned."""
        kinds = seeds * len(self.items)
        shared = np.zeros((seeds, self.phi.shape[1], MODES))
        return Learned(shared, np.zeros((kinds, MODES)), np.zeros((kinds, ANSWERS)))

    def gate(self, shared: FloatArray) -> FloatArray:
        """`(seeds, K, M)` chance of each mode in each bin."""
        logits = np.clip(self.base + self.phi @ shared, -CLIP, CLIP)
        gate = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(gate / gate.sum(axis=-1, keepdims=True))

    def look(self, at: Learned) -> Outlook:
        """The policy on the taught kinds of items, those of the first seed first."""
        shared = self.base + (self.phi @ at.shared)[:, self.items.bin]
        logits = shared.reshape(-1, shared.shape[-1]) + at.gate
        return outlook(logits, recall=at.recall, modes=self.modes)

    def step(self, at: Learned, weights: FloatArray, *, now: Outlook, gate: FloatArray) -> Learned:
        """What is learned after a step.

        Args:
            at: What was before it.
            weights: `(seeds * C, A)` what the objective makes of the answers drawn.
            now: The policy that drew them.
            gate: `(seeds * C, M)` gradient for the gate, summed over the questions drawn.
        """
        rate, memory = self.rates
        into = np.zeros((len(self.phi), len(self.items)))
        into[self.items.bin, np.arange(len(self.items))] = 1
        by_bin = into @ gate.reshape(len(at.shared), len(self.items), -1)
        shared = at.shared + rate * (self.phi.T @ by_bin) / self.batch[0]
        if not memory:
            return replace(at, shared=shared)
        mass = np.tile(self.items.mass, len(at.shared))[:, np.newaxis]
        expected = self.batch[0] * np.where(mass > 0, mass, 1.0)
        own = rate * memory / expected
        recall = recall_gradient(weights, now, n=self.n)
        return Learned(
            shared,
            np.clip(at.gate + own * gate, -CLIP, CLIP),
            np.clip(at.recall + own * recall, -CLIP, CLIP),
        )


@dataclass(frozen=True, eq=False)
class _Record:
    """What is read off, at each step.

    Attributes:
        held_out: `(seeds, steps + 1, 2, 3)` rates on new questions.
        taught: The same on the taught ones.
        gate: `(seeds, steps + 1, K)` chance to answer.
        by_mode: `(2, K, M, 3)` what a mode in a bin adds to the rates on new questions.
        sides: `(2, C)` share of each kind among the taught questions of a side; 0 if it has none.
    """

    held_out: FloatArray
    taught: FloatArray
    gate: FloatArray
    by_mode: FloatArray
    sides: FloatArray

    def read(self, t: int, *, gate: FloatArray, now: Outlook) -> None:
        """Read off one step: the shared gate, and the policy on what was taught."""
        self.held_out[:, t] = np.einsum("skm,ukmr->sur", gate, self.by_mode)
        self.gate[:, t] = 1 - gate[..., ABSTAIN]
        chances = now.chances.reshape(len(gate), -1, ANSWERS)
        wrong = chances[..., BELIEVED] + chances[..., OTHER]
        three = np.stack([chances[..., GOLD], wrong, chances[..., IDK]], axis=-1)
        missing = 1 - self.sides.sum(axis=1, keepdims=True).round()
        nobody = missing * np.array([0.0, 0.0, 1.0])  # as in `_rates_by_mode`
        self.taught[:, t] = np.einsum("uc,scr->sur", self.sides, three) + nobody


def run(
    world: Knowledge,
    course: Course,
    *,
    phases: Schedule,
    rng: np.random.Generator,
    seeds: int,
) -> tuple[FloatArray, FloatArray, FloatArray, tuple[int, ...]]:
    """Train, and read off before each step and at the end.

    Returns:
        `(seeds, steps + 1, 2, 3)` rates on unknown and known questions, new ones and taught ones,
        `(seeds, steps + 1, K)` chance to answer, and the step at which each phase ends.
    """
    learned = course.nothing_learned(seeds)
    told = _record(world, course, total=sum(steps for _, steps in phases), seeds=seeds)
    t, ends = 0, []
    for phase, (objective, steps) in enumerate(phases):
        labels = np.tile(course.items.labels[phase], seeds)
        reference = old = course.look(learned).chances
        for step in range(steps):
            now = course.look(learned)
            told.read(t, gate=course.gate(learned.shared), now=now)
            fresh = not isinstance(objective, PPO) or step % objective.inner == 0
            old = now.chances if fresh else old
            at = Situation(now.chances, course.worth, labels, reference, old, course.n)
            if fresh:
                taken = _questions(course, seeds=seeds, rng=rng)
                batch = draw(objective, at, taken=taken, group=course.batch[1], rng=rng)
            weights = estimate(objective, at, batch=batch, rng=rng)
            gate = _gate_gradient(objective, weights, now=now)
            learned = course.step(learned, weights, now=now, gate=gate)
            t += 1
        ends.append(t)
    told.read(t, gate=course.gate(learned.shared), now=course.look(learned))
    return told.held_out, told.taught, told.gate, tuple(ends)


def _record(world: Knowledge, course: Course, *, total: int, seeds: int) -> _Record:
    """Room for what is read off."""
    side = np.stack([~course.items.known, course.items.known]) * course.items.mass
    mass = side.sum(axis=1, keepdims=True)
    rates = (seeds, total + 1, 2, 3)
    return _Record(
        np.empty(rates),
        np.empty(rates),
        np.empty((seeds, total + 1, world.bins)),
        _rates_by_mode(world),
        np.divide(side, mass, out=np.zeros_like(side), where=mass > 0),
    )


def _questions(course: Course, *, seeds: int, rng: np.random.Generator) -> IntArray:
    """`(seeds * C,)` how many questions of each kind are drawn."""
    mass = course.items.mass
    return rng.multinomial(course.batch[0], mass / mass.sum(), size=seeds).reshape(-1)


def _gate_gradient(objective: Objective, weights: FloatArray, *, now: Outlook) -> FloatArray:
    """`(seeds * C, M)` the gradient for the gate, summed over what is drawn."""
    gate = gate_gradient(weights, now)
    if isinstance(objective, NaturalGradient):
        # The plain gradient is g (Q - J): each mode's gain, seen as often as the mode is drawn.
        return np.asarray(gate / now.gate)
    return gate


def _rates_by_mode(world: Knowledge) -> FloatArray:
    """`(2, K, M, 3)` what a gate that is 1 for a mode in a bin adds to the rates of each side."""
    items = items_of(world)  # unknown ones of each bin first, then known ones
    modes = by_mode(world, items.known).reshape(2, world.bins, MODES, ANSWERS)
    mass = items.mass.reshape(2, world.bins, 1, 1)
    wrong = modes[..., BELIEVED] + modes[..., OTHER]
    found = np.stack([modes[..., GOLD], wrong, modes[..., IDK]], axis=-1)
    total = mass.sum(axis=1, keepdims=True)
    nobody = np.array([0.0, 0.0, 1 / world.bins])  # a side without items counts as abstaining
    share = np.divide(mass, total, out=np.zeros_like(mass), where=total > 0)
    return np.where(total > 0, share * found, nobody)
