"""Exact training dynamics: full-batch gradient ascent on the kinds of items, step by step.

    W   += rate * sum over kinds c of mass_c Phi[bin_c]^T dG_c         (shared, generalises)
    B_c += rate * memory * dG_c,   L_c += rate * memory * dL_c         (rote, one item's own)

with dG and dL of `policy.gradient`. As `Phi` has unit mean square, a table's logits move by the
rate times the gradient averaged over the bin, so `rate * steps` is the time of the gradient flow of
one bin, whatever the number of bins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.tabular.answers import ABSTAIN
from teachsim.tabular.items import Items, by_mode, counts, items_of
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.objectives.reward_driven import PPO, NaturalGradient
from teachsim.tabular.objectives.situation import Objective, Situation
from teachsim.tabular.optimum import Optimum, optimum
from teachsim.tabular.policy import (
    CLIP,
    Features,
    Outlook,
    Parameters,
    Start,
    features,
    features_named,
    gate_gradient,
    look,
    recall_gradient,
)
from teachsim.tabular.readout import Readout, rates
from teachsim.tabular.reward import Reward, reward_of
from teachsim.tabular.schedule import (
    Schedule,
    check_course,
    check_natural,
    check_room,
    labelled,
    phases_of,
)
from teachsim.tabular.steadiness import check_begun, check_settled

__all__ = ["Optimum", "Run", "Schedule", "optimum", "train"]


@dataclass(frozen=True, eq=False)
class Run:
    """A course of training.

    Attributes:
        held_out: On items that were not taught, of the same kinds: only what generalises.
        taught: On the items of the training set, with what was memorised of them; those to which
            no answer was shown are among them.
        gate: `(steps + 1, K)` chance that a held-out question of a bin is answered.
        ends: Step at which each phase of the schedule ends.
    """

    held_out: Readout
    taught: Readout
    gate: FloatArray
    ends: tuple[int, ...]

    @property
    def truthful(self) -> FloatArray:
        """`(steps + 1,)` chance of a right answer to a held-out question."""
        return self.held_out.truthful

    @property
    def hallucinated(self) -> FloatArray:
        """`(steps + 1,)` chance of a wrong answer to a held-out question."""
        return self.held_out.hallucinated

    @property
    def abstained(self) -> FloatArray:
        """`(steps + 1,)` chance of "I don't know" to a held-out question."""
        return self.held_out.abstained


@dataclass(frozen=True, eq=False)
class _Course:
    """What stays the same in a course of training.

    Attributes:
        items: The kinds of items.
        base: `(M,)` logits of the base gate.
        phi: `(K, F)` features.
        modes: `(C, M, A)` chances in each mode of the base model.
        n: `(C, A)` answers in each class.
        worth: `(A,)` rewards.
        rate: Learning rate.
        memory: Rate of rote memory, relative to that.
    """

    items: Items
    base: FloatArray
    phi: FloatArray
    modes: FloatArray
    n: FloatArray
    worth: FloatArray
    rate: float
    memory: float

    def look(self, at: Parameters) -> Outlook:
        """The policy on the taught items."""
        return look(at, base=self.base, phi=self.phi, items=self.items, modes=self.modes)


def train(  # noqa: PLR0917  # world, objective and reward are what training is
    world: Knowledge,
    objective: Objective | Schedule,
    reward: Reward | None = None,
    *,
    steps: int | None = None,
    rate: float = 1.0,
    base_idk: float = 0.2,
    base_recall: float = 0.7,
    features_of: Features = Features.TABLE,
    memory: float = 0.0,
) -> Run:
    """The exact dynamics of training, from the base model on.

    Args:
        world: What the model knows.
        objective: What it ascends; or a schedule, phases of (objective, steps).
        reward: What answers are worth; right +1, wrong -1, "I don't know" 0 by default.
        steps: How many; 2,000 by default. With a schedule its own numbers count.
        rate: Learning rate, in (0, 1e6).
        base_idk: Chance of "I don't know" in the base model, in (0, 1).
        base_recall: Chance that the base model's answers are recalled, not guessed, in (0, 1).
        features_of: What the gate can see of the signal.
        memory: Learning rate of what is memorised of single items, relative to the shared gate's,
            in [0, 1e6).

    Raises:
        ValueError: If an argument is out of its range, or the rate so large that training still
            swings about its target where a phase ends (`steadiness`).

    >>> from teachsim.tabular import objectives
    >>> run = train(Knowledge(), objectives.SFT(labels="gold"))
    >>> f"{run.hallucinated[-1]:.3f} {run.abstained[-1]:.3f}"
    '0.558 0.000'
    """
    phases = phases_of(objective, steps=steps)
    check_course(world, reward=reward, rate=rate, memory=memory)
    check_begun(phases, rate=float(rate), memory=float(memory))
    check_room(phases, bins=world.bins)
    seen = features_named(features_of)
    check_natural(phases, features_of=seen, memory=memory)
    items = labelled(world, phases)
    course = _Course(
        items,
        Start(base_idk, base_recall).logits,
        features(world, seen),
        by_mode(world, items.known),
        counts(world, items.known),
        reward_of(reward).of_answers(),
        float(rate),
        float(memory),
    )
    run = _run(world, course, phases=phases)
    read = [run.held_out.by_knowledge, run.taught.by_knowledge, run.gate]
    told = np.concatenate([one.reshape(len(one), -1) for one in read], axis=1)
    check_settled(phases, told, rate=course.rate, memory=course.memory)
    return run


def _run(world: Knowledge, course: _Course, *, phases: Schedule) -> Run:
    """Train, and read off both kinds of items before each step and at the end."""
    plain = items_of(world)
    unseen = replace(
        course, items=plain, modes=by_mode(world, plain.known), n=counts(world, plain.known)
    )
    at = Parameters.zero(n_features=course.phi.shape[1], kinds=len(course.items))
    total = sum(steps for _, steps in phases)
    held_out, taught = np.empty((total + 1, 2, 3)), np.empty((total + 1, 2, 3))
    gate = np.empty((total + 1, world.bins))

    one_of_each = np.unique(course.items.bin, return_index=True)[1]

    def read(t: int, now: Outlook) -> None:
        taught[t] = rates(now.chances, course.items)
        if not course.memory:  # taught questions are then like new ones
            held_out[t], gate[t] = taught[t], 1 - now.gate[one_of_each, ABSTAIN]
            return
        fresh = unseen.look(replace(at, gate=np.zeros(1), recall=np.zeros(1)))
        held_out[t] = rates(fresh.chances, plain)
        gate[t] = 1 - fresh.gate[: world.bins, ABSTAIN]

    t, ends = 0, []
    for phase, (objective, steps) in enumerate(phases):
        reference = old = course.look(at).chances
        for step in range(steps):
            now = course.look(at)
            read(t, now)
            if isinstance(objective, PPO) and step % objective.inner == 0:
                old = now.chances
            labels = course.items.labels[phase]
            situation = Situation(now.chances, course.worth, labels, reference, old, course.n)
            at = _step(course, at, objective=objective, now=now, situation=situation)
            t += 1
        ends.append(t)
    read(t, course.look(at))
    share = float(world.mass[:, 1].sum())
    return Run(Readout(held_out, share), Readout(taught, share), gate, tuple(ends))


def _step(
    course: _Course,
    at: Parameters,
    *,
    objective: Objective,
    now: Outlook,
    situation: Situation,
) -> Parameters:
    """One step of ascent."""
    items, phi = course.items, course.phi
    if isinstance(objective, NaturalGradient):  # nothing is memorised: see `check_natural`
        gate, weights = _mode_gains(course, now), np.zeros_like(now.chances)
    else:
        weights = objective.weights(situation)
        gate = gate_gradient(weights, now)
    shared = at.shared + course.rate * (phi.T @ items.by_bin(gate, bins=len(phi)))
    if not course.memory:
        return replace(at, shared=shared)
    own, recall = course.rate * course.memory, recall_gradient(weights, now, n=course.n)
    return Parameters(
        shared,
        np.clip(at.gate + own * gate, -CLIP, CLIP),
        np.clip(at.recall + own * recall, -CLIP, CLIP),
    )


def _mode_gains(course: _Course, now: Outlook) -> FloatArray:
    """`(C, M)` mean reward of each mode less the mean over modes: the natural gradient."""
    worth = now.modes @ course.worth
    mean = (now.gate * worth).sum(axis=1, keepdims=True)
    return np.asarray(worth - mean)
