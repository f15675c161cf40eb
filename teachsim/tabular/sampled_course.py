"""The steps of training by sampling: all seeds at once, as one more axis of the kinds of items."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray, IntArray
from teachsim.tabular.answers import ABSTAIN, ANSWERS, BELIEVED, GOLD, IDK, MODES, OTHER
from teachsim.tabular.draws import Batch, draw, estimate
from teachsim.tabular.items import Items, by_mode, items_of
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.objectives.reward_driven import PPO, NaturalGradient
from teachsim.tabular.objectives.situation import Objective, Situation
from teachsim.tabular.policy import CLIP, Outlook, gradient
from teachsim.tabular.schedule import Schedule

__all__ = ["Course", "run"]


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
        rate: Learning rate.
        batch: Questions of a step, and answers to each.
    """

    items: Items
    base: FloatArray
    phi: FloatArray
    modes: FloatArray
    n: FloatArray
    worth: FloatArray
    rate: float
    batch: tuple[int, int]

    def gate(self, shared: FloatArray) -> FloatArray:
        """`(seeds, K, M)` chance of each mode in each bin."""
        logits = np.clip(self.base + self.phi @ shared, -CLIP, CLIP)
        gate = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(gate / gate.sum(axis=-1, keepdims=True))

    def look(self, gate: FloatArray) -> Outlook:
        """The policy on the kinds of items, those of the first seed first."""
        flat = gate[:, self.items.bin].reshape(-1, gate.shape[-1])
        return Outlook(flat, self.modes, np.einsum("cm,cma->ca", flat, self.modes))

    def step(self, shared: FloatArray, to_gate: FloatArray) -> FloatArray:
        """`(seeds, F, M)` the shared parameters after a step.

        Args:
            shared: `(seeds, F, M)` those before it.
            to_gate: `(seeds * C, M)` gradient for the gate, summed over the questions drawn.
        """
        into = np.zeros((len(self.phi), len(self.items)))
        into[self.items.bin, np.arange(len(self.items))] = 1
        by_bin = into @ to_gate.reshape(len(shared), len(self.items), -1)
        return np.asarray(shared + self.rate * (self.phi.T @ by_bin) / self.batch[0])


def run(
    world: Knowledge,
    course: Course,
    *,
    phases: Schedule,
    rng: np.random.Generator,
    seeds: int,
) -> tuple[FloatArray, FloatArray, tuple[int, ...]]:
    """Train, and read off before each step and at the end.

    Returns:
        `(seeds, steps + 1, 2, 3)` rates on unknown and known questions, `(seeds, steps + 1, K)`
        chance to answer, and the step at which each phase ends.
    """
    total = sum(steps for _, steps in phases)
    held_out, answers = np.empty((seeds, total + 1, 2, 3)), np.empty((seeds, total + 1, world.bins))
    shared = np.zeros((seeds, course.phi.shape[1], len(course.base)))
    table = _rates_by_mode(world)
    t, ends = 0, []

    def read(gate: FloatArray) -> None:
        held_out[:, t] = np.einsum("skm,ukmr->sur", gate, table)
        answers[:, t] = 1 - gate[..., ABSTAIN]

    for phase, (objective, steps) in enumerate(phases):
        labels = np.tile(course.items.labels[phase], seeds)
        reference = old = course.look(course.gate(shared)).chances
        for step in range(steps):
            gate = course.gate(shared)
            read(gate)
            now = course.look(gate)
            fresh = not isinstance(objective, PPO) or step % objective.inner == 0
            old = now.chances if fresh else old
            at = Situation(now.chances, course.worth, labels, reference, old, course.n)
            if fresh:
                taken = _questions(course, seeds=seeds, rng=rng)
                batch = draw(objective, at, taken=taken, group=course.batch[1], rng=rng)
            shared = course.step(
                shared, _gradient(objective, at, now=now, batch=batch, rng=rng, n=course.n)
            )
            t += 1
        ends.append(t)
    read(course.gate(shared))
    return held_out, answers, tuple(ends)


def _questions(course: Course, *, seeds: int, rng: np.random.Generator) -> IntArray:
    """`(seeds * C,)` how many questions of each kind are drawn."""
    mass = course.items.mass
    return rng.multinomial(course.batch[0], mass / mass.sum(), size=seeds).reshape(-1)


def _gradient(
    objective: Objective,
    at: Situation,
    *,
    now: Outlook,
    batch: Batch,
    rng: np.random.Generator,
    n: FloatArray,
) -> FloatArray:
    """`(seeds * C, M)` for the gate, summed over the questions drawn."""
    to_gate, _ = gradient(estimate(objective, at, batch=batch, rng=rng), now, n=n)
    if isinstance(objective, NaturalGradient):
        # The plain gradient is g (Q - J): each mode's gain, seen as often as the mode is drawn.
        return np.asarray(to_gate / now.gate)
    return to_gate


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
