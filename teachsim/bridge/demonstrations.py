"""What a demonstrator shows: the labels of supervised fine-tuning and of distillation, as tokens.

Drawn once a phase, as a data set is made once: a question has one label, however often it is seen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from teachsim.bridge.questions import Questions
from teachsim.core.arrays import BoolArray, FloatArray, sealed
from teachsim.core.checks import quoted
from teachsim.core.regimes import DEMONSTRATION, Regime
from teachsim.tabular.objectives import SFT, Distillation, Labels
from teachsim.tabular.objectives.situation import Objective

__all__ = ["Labelled", "Shown", "demonstrates", "shown", "teacher_knows"]


@dataclass(frozen=True, eq=False)
class Labelled:
    """Supervised fine-tuning with labels of one's own: "I don't know" on chosen questions.

    For labels by a category that has nothing to do with knowledge, or by what another model knows.

    Attributes:
        idk: `(N,)` the questions whose label is "I don't know"; the others show the right answer.
    """

    idk: BoolArray

    def __post_init__(self) -> None:
        """Take a copy of the labels.

        Raises:
            ValueError: If they are no row of True and False.
        """
        idk = np.asarray(self.idk)
        if idk.dtype != np.bool_ or idk.ndim != 1:
            raise ValueError(
                f"the labels are {quoted(self.idk)}, but must be a row of bool, True where the "
                "label is 'I don't know'; compare numbers with something first"
            )
        object.__setattr__(self, "idk", sealed(idk))

    def __repr__(self) -> str:
        """Short, and another for other labels: a checkpoint knows its run by it."""
        digest = hashlib.sha256(self.idk.tobytes()).hexdigest()[:8]
        return f"Labelled({int(self.idk.sum())} of {len(self.idk)}, {digest})"

    @property
    def regime(self) -> Regime:
        """The teacher shows answers."""
        return DEMONSTRATION

    def of(self, n: int) -> BoolArray:
        """`(n,)` the labels of n questions.

        Raises:
            ValueError: If they are of another number.
        """
        if len(self.idk) != n:
            raise ValueError(
                f"there are {len(self.idk)} labels, but {n} questions; give one for each"
            )
        return self.idk


@dataclass(frozen=True, eq=False)
class Shown:
    """The data set of a phase.

    Attributes:
        rows: `(n,)` the questions that are shown an answer.
        answers: `(n, T)` tokens of it.
    """

    rows: Tensor
    answers: Tensor


def demonstrates(objective: object) -> bool:
    """Whether somebody else's answers are shown, in place of the model's own."""
    forward = isinstance(objective, Distillation) and objective.direction == "forward"
    return forward or isinstance(objective, (SFT, Labelled))


def shown(
    objective: Objective | Labelled,
    questions: Questions,
    *,
    unfamiliar: FloatArray,
    rng: np.random.Generator,
) -> Shown:
    """The data set of a demonstrating objective; `rng` is consumed.

    Args:
        objective: `SFT`, `Labelled`, or `Distillation` forward.
        questions: The taught questions.
        unfamiliar: `(N,)` how undecided the model is about each before the phase, in nats.
        rng: Draws random labels, and what a teacher knows.

    Raises:
        ValueError: If nothing is shown at all.
    """
    known = questions.known.cpu().numpy()
    idk, kept = _labels(objective, known, unfamiliar=unfamiliar, rng=rng)
    if not kept.any():
        raise ValueError(
            f"objective {quoted(objective)} shows no answer to any of the {len(known)} questions: "
            "none is known; show others"
        )
    silent = torch.tensor(idk, device=questions.prompts.device)
    answers = torch.where(silent[:, None], questions.silence, questions.gold[:, 0])
    rows = torch.from_numpy(np.flatnonzero(kept)).to(answers.device)
    return Shown(rows, answers[rows])


def teacher_knows(
    objective: Distillation, known: BoolArray, *, rng: np.random.Generator
) -> BoolArray:
    """`(N,)` whether the teacher knows each question, given which the student does."""
    teacher = objective.teacher
    return rng.random(len(known)) < np.where(known, teacher.given_known, teacher.given_unknown)


def _labels(
    objective: Objective | Labelled,
    known: BoolArray,
    *,
    unfamiliar: FloatArray,
    rng: np.random.Generator,
) -> tuple[BoolArray, BoolArray]:
    """`(N,)` which labels are "I don't know"; `(N,)` which questions are shown at all."""
    n = len(known)
    everything = np.ones(n, dtype=np.bool_)
    if isinstance(objective, Labelled):
        return objective.of(n), everything
    if isinstance(objective, Distillation):
        return ~teacher_knows(objective, known, rng=rng), everything
    assert isinstance(objective, SFT)
    match Labels(objective.labels):
        case Labels.GOLD:
            return ~everything, everything
        case Labels.RANDOM:
            return rng.random(n) < objective.idk, everything
        case Labels.UNFAMILIAR:
            first = np.argsort(-unfamiliar, kind="stable")[: round(objective.idk * n)]
            return np.isin(np.arange(n), first), everything
        case Labels.ORACLE:
            return known == (rng.random(n) < objective.error), everything
        case Labels.KNOWN:
            return ~everything, known
