"""How often a step reads its answers: what an objective does not compare with is not read."""

import numpy as np
import pytest
import torch
from torch import Tensor

from teachsim.bridge.actor import Actor
from teachsim.bridge.losses import Sample
from teachsim.bridge.marking import Marker, marked
from teachsim.bridge.questions import Questions
from teachsim.tabular.objectives import (
    DPO,
    GRPO,
    NSR,
    PPO,
    PSR,
    RLOO,
    BestOfN,
    KLRegularised,
    PolicyGradient,
    RejectionSampling,
)
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

END, IDK, PADDING = 0, 1, 4


class Counting(Actor):
    """Says how often it was asked how likely something is."""

    def __init__(self) -> None:
        super().__init__()
        self.logit = torch.nn.Parameter(torch.zeros(()))
        self.asked = 0

    def log_likelihood(self, prompts: Tensor, completions: Tensor) -> Tensor:
        self.asked += 1
        return self.logit + torch.full(completions.shape, -0.5)

    def sample(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        raise NotImplementedError

    def first(self, prompts: Tensor) -> Tensor:
        raise NotImplementedError


def read(objective: Objective, *, reference: Actor | None = None) -> tuple[int, Sample]:
    actor = Counting()
    questions = Questions(
        prompts=torch.tensor([[3]]),
        gold=torch.tensor([[[2, END]]]),
        n_gold=torch.tensor([1]),
        known=torch.tensor([True]),
        idk=torch.tensor([[IDK, END]]),
        end=END,
        padding=PADDING,
        answers=1,
    )
    sample = marked(
        Marker(objective, Reward(1, -1, 0)),
        questions,
        completions=torch.tensor([[[2, END], [IDK, END]]]),
        actor=actor,
        reference=reference,
        rng=np.random.default_rng(0),
    )
    return actor.asked, sample


@pytest.mark.parametrize(
    "objective",
    [
        *(GRPO(group=2), RLOO(group=2), PolicyGradient(), PSR(), NSR()),
        *(RejectionSampling(), BestOfN(2)),
    ],
)
def test_who_compares_with_no_older_model_reads_answers_once_a_step(objective: Objective) -> None:
    asked, sample = read(objective)

    assert asked == 0  # before the one pass that the loss needs
    assert not sample.old.any()
    assert not sample.reference.any()


def test_ppo_remembers_how_likely_answers_were_when_they_were_drawn() -> None:
    asked, sample = read(PPO())

    assert asked == 1
    assert torch.equal(sample.old, torch.full((1, 2, 2), -0.5))


def test_preferences_compare_with_the_reference_alone() -> None:
    reference = Counting()
    asked, sample = read(DPO(0.1), reference=reference)

    assert (asked, reference.asked) == (0, 1)
    assert torch.equal(sample.reference, torch.full((1, 2, 2), -0.5))


def test_a_divergence_is_between_the_model_and_the_reference() -> None:
    reference = Counting()
    asked, _ = read(KLRegularised(0.1), reference=reference)

    assert (asked, reference.asked) == (1, 1)
