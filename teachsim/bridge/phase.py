"""One phase of fine-tuning: what its steps look at, and their loss."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge import demonstrations, evaluation
from teachsim.bridge.actor import Actor
from teachsim.bridge.demonstrations import Labelled
from teachsim.bridge.descent import stream
from teachsim.bridge.losses import Sample, loss, needs_reference
from teachsim.bridge.marking import Marker, generator_on, marked
from teachsim.bridge.pace import Pace
from teachsim.bridge.parallel import Shard
from teachsim.bridge.questions import Questions
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.objectives import DPO, GRPO, PPO, RLOO, BestOfN, Distillation
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

__all__ = ["Phase", "asking", "showing"]

_PREPARING = 1 << 31  # the stream of what is drawn before the first step


@dataclass(frozen=True, eq=False)
class Phase:
    """A phase, as it begins.

    Attributes:
        actor: What is trained, in place.
        objective: What it ascends.
        questions: What is taught.
        reward: What answers are worth.
        pace: How a step is taken.
        shard: Which part of each batch is this process's.
        seed: Of the run.
        number: Of the phase.
    """

    actor: Actor
    objective: Objective | Labelled
    questions: Questions
    reward: Reward
    pace: Pace
    shard: Shard
    seed: int
    number: int

    def stream(self, step: int) -> np.random.Generator:
        """The stream of a step."""
        return stream(self.seed, leg=self.number, step=step)

    @property
    def group(self) -> int:
        """G, answers to each question."""
        inner = self.objective
        inner = inner.objective if isinstance(inner, NoisyGrader) else inner
        if isinstance(inner, (GRPO, RLOO)):
            return inner.group
        return inner.n if isinstance(inner, BestOfN) else self.pace.samples


def showing(phase: Phase) -> Callable[[int], Tensor]:
    """The loss at a step of a phase that shows answers, in nats an answer."""
    labels = demonstrations.shown(
        phase.objective,
        phase.questions,
        unfamiliar=evaluation.entropy(phase.actor, phase.questions),
        rng=phase.stream(_PREPARING),
    )

    def loss_at(step: int) -> Tensor:
        drawn = phase.stream(step).integers(len(labels.rows), size=phase.pace.shown)
        some = torch.from_numpy(phase.shard.of(drawn)).to(labels.rows.device)
        prompts = phase.questions.prompts[labels.rows[some]]
        logs = phase.actor.log_likelihood(prompts, labels.answers[some][:, None])
        return -logs.sum() / len(some)

    return loss_at


def asking(phase: Phase) -> Callable[[int], Tensor]:
    """The loss at a step of a phase that marks the model's own answers."""
    assert not isinstance(phase.objective, Labelled)
    objective = phase.objective
    marker = _marker(phase, objective)
    reference = copy.deepcopy(phase.actor) if needs_reference(objective) else None
    # Preferences are learned off-policy, from answers of where the phase began.
    speaker = reference if isinstance(objective, DPO) and reference is not None else phase.actor
    inner = objective.inner if isinstance(objective, PPO) else 1
    drawn: dict[int, tuple[Questions, Tensor, Sample]] = {}

    def loss_at(step: int) -> Tensor:
        block = step - step % inner
        if block not in drawn:
            drawn.clear()
            drawn[block] = draw(block)
        some, completions, sample = drawn[block]
        return loss(objective, sample, now=phase.actor.log_likelihood(some.prompts, completions))

    def draw(step: int) -> tuple[Questions, Tensor, Sample]:
        rng = phase.stream(step)
        rows = _batch(phase, rng=rng)
        some = phase.questions.take(rows)
        luck = generator_on(some.prompts.device, _own(phase, rng))
        said = speaker.sample(some.prompts, group=phase.group, tokens=some.tokens, generator=luck)
        found = marked(
            replace(marker, knows=None if marker.knows is None else marker.knows[rows]),
            some,
            completions=said,
            actor=phase.actor,
            reference=reference,
            rng=_own(phase, rng) if isinstance(objective, NoisyGrader) else rng,  # else unused
        )
        return some, said, found

    return loss_at


def _marker(phase: Phase, objective: Objective) -> Marker:
    """Who marks in a phase; what a teacher model knows is drawn once."""
    marker = Marker(objective, phase.reward, phase.pace.credit)
    if not isinstance(objective, Distillation):
        return marker
    known = phase.questions.known.cpu().numpy()
    knows = demonstrations.teacher_knows(objective, known, rng=phase.stream(_PREPARING))
    return replace(marker, knows=torch.from_numpy(knows).to(phase.questions.known.device))


def _batch(phase: Phase, *, rng: np.random.Generator) -> Tensor:
    """This process's rows of a batch of different questions; `rng` is consumed."""
    n = len(phase.questions)
    rows = rng.choice(n, size=min(phase.pace.asked, n), replace=False)
    return torch.from_numpy(phase.shard.of(rows)).to(phase.questions.prompts.device)


def _own(phase: Phase, rng: np.random.Generator) -> np.random.Generator:
    """A stream of this process alone."""
    return rng.spawn(phase.shard.size)[phase.shard.rank]
