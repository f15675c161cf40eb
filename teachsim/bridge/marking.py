"""Answers drawn from the model and marked: what a step of reinforcement learning looks at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge.actor import Actor
from teachsim.bridge.evaluation import matches
from teachsim.bridge.losses import Sample, comparison, needs_old
from teachsim.bridge.questions import Questions
from teachsim.bridge.rewards import group_reward
from teachsim.tabular.grading import NoisyGrader
from teachsim.tabular.objectives import Distillation
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

__all__ = ["Marker", "generator_on", "marked"]

_RIGHT, _WRONG = 1, 0  # outcomes of `group_reward`


@dataclass(frozen=True, eq=False)
class Marker:
    """Who marks, and what for.

    Attributes:
        objective: What the marks are for.
        reward: What answers are worth.
        credit: Which tokens an answer's reward counts for: see `rewards.group_reward`.
        knows: `(B,)` whether a teacher model knows each question; None where there is none.
    """

    objective: Objective
    reward: Reward
    credit: str = "sequence"
    knows: Tensor | None = None


def generator_on(device: torch.device, rng: np.random.Generator) -> torch.Generator:
    """A torch generator seeded from a stream, which is consumed."""
    return torch.Generator(device).manual_seed(int(rng.integers(2**63)))


@torch.no_grad()
def marked(
    marker: Marker,
    questions: Questions,
    *,
    completions: Tensor,
    actor: Actor,
    reference: Actor | None,
    rng: np.random.Generator,
) -> Sample:
    """Completions `(B, G, T)` of a batch of questions, marked; `rng` is consumed.

    Args:
        marker: Who marks.
        questions: The B questions.
        completions: What was said to them.
        actor: Who said it.
        reference: The model at the start of the phase, where the objective compares with it.
        rng: Draws the errors of a noisy grader.
    """
    b, g, t = completions.shape
    graded = group_reward(
        completions.flatten(0, 1),
        questions.gold,
        questions.n_gold,
        questions.idk,
        group=g,
        pad=questions.padding,
        eos=questions.end,
        reward=marker.reward,
        scale=comparison(marker.objective) or "none",  # of tokens, by prefix
        credit=marker.credit,
    )
    reward = graded.reward.view(b, g)
    if isinstance(marker.objective, NoisyGrader):
        reward = _regraded(marker, graded.outcome.view(b, g), rng=rng)
    old = told = torch.zeros(completions.shape, device=completions.device)
    if needs_old(marker.objective):  # a pass over all answers, a fifth of a step
        old = actor.log_likelihood(questions.prompts, completions)
    if reference is not None:
        told = reference.log_likelihood(questions.prompts, completions)
    teacher = _teacher(marker, questions, completions=completions)
    by_token = marker.credit == "prefix"
    return Sample(reward, graded.weight.view(b, g, t), old, told, teacher, by_token)


def _regraded(marker: Marker, outcome: Tensor, *, rng: np.random.Generator) -> Tensor:
    """`(B, G)` rewards of outcomes that a noisy grader takes for others."""
    assert isinstance(marker.objective, NoisyGrader)
    luck = torch.rand(
        outcome.shape, generator=generator_on(outcome.device, rng), device=outcome.device
    )
    passed = (outcome == _WRONG) & (luck < marker.objective.false_positive)
    failed = (outcome == _RIGHT) & (luck < marker.objective.false_negative)
    seen = torch.where(passed, _RIGHT, torch.where(failed, _WRONG, outcome))
    pays = marker.reward
    worth = [float(pays.wrong), float(pays.right), float(pays.abstain)]  # whole numbers are allowed
    return torch.tensor(worth, device=outcome.device)[seen.long()]


def _teacher(marker: Marker, questions: Questions, *, completions: Tensor) -> Tensor:
    """`(B, G)` log chance of each answer for a teacher model that slips now and then."""
    if not isinstance(marker.objective, Distillation) or marker.knows is None:
        return torch.zeros(completions.shape[:2], device=completions.device)
    gold = matches(completions, questions.gold[:, :1])
    silent = matches(completions, questions.idk.expand(len(questions), -1, -1))
    preferred = torch.where(marker.knows[:, None], gold, silent)
    slip = marker.objective.slip
    others = slip / questions.answers  # of V answers and "I don't know", all but one
    chances = torch.where(preferred, 1 - slip, others)
    return chances.log()
