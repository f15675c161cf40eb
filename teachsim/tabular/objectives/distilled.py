"""Distillation: a teacher model answers, or grades the student's own answers by its chances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import one_of, quoted
from teachsim.core.regimes import DEMONSTRATION, QUERY, Regime
from teachsim.tabular.answers import ANSWERS, GOLD, IDK, NOT_TAUGHT
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.items import Items
from teachsim.tabular.numbers import number
from teachsim.tabular.objectives.situation import Situation

__all__ = ["Distillation"]

_RARE = 1e-290  # a slip of which each of a billion answers may have no share that a float holds


@dataclass(frozen=True)
class Distillation:
    """Learning from a teacher model, on every question.

    Forward: descend KL(teacher | student) on the teacher's answers: w is 1 for what it answers, so
    it is supervised fine-tuning whose labels know what the *teacher* knows. Reverse: descend
    KL(student | teacher) on the student's own answers: w = pi (l - E l), l = log pi_T - log pi, so
    it is reinforcement learning whose reward is the teacher's log chance. G. Hinton, O. Vinyals and
    J. Dean, "Distilling the knowledge in a neural network", 2015; R. Agarwal et al., "On-policy
    distillation of language models", ICLR 2024.

    Attributes:
        teacher: What the teacher knows.
        direction: "forward" or "reverse".
        slip: Chance that the teacher gives not the one response it prefers but any other, each
            equally likely; in (0, 1). Reverse alone hears of it: a response that the teacher never
            gave would cost infinitely much. Forward is shown the preferred response.
    """

    teacher: Teacher
    direction: str = "forward"
    slip: float = 0.01

    def __post_init__(self) -> None:
        """Refuse what is no teacher, no direction, or no chance.

        Raises:
            ValueError: If there is one of these.
        """
        one_of(Teacher, self.teacher, thing="teacher", way_out="use Teacher.independent(0.7)")
        if self.direction not in ("forward", "reverse"):
            raise ValueError(
                f"direction is {quoted(self.direction)}, but must be 'forward' or 'reverse'"
            )
        number(
            self.slip,
            thing="slip",
            above=0,
            below=1.0,
            way_out="use 0.01: a teacher that never slips makes the reverse divergence infinite",
        )

    @property
    def regime(self) -> Regime:
        """Forward the teacher shows answers, reverse it grades the learner's own."""
        return DEMONSTRATION if self.direction == "forward" else QUERY

    def shares(self, items: Items) -> FloatArray:
        """`(C, A)` share of each kind of item that the teacher knows, and of which it does not."""
        knows = np.where(items.known, self.teacher.given_known, self.teacher.given_unknown)
        shown = np.zeros((len(items), ANSWERS))
        shown[:, GOLD], shown[:, IDK] = knows, 1 - knows
        return shown

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` 1 for the teacher's answer, or pi (l - E l)."""
        taught = np.flatnonzero(at.labels != NOT_TAUGHT)
        prefers = np.zeros(at.chances.shape, dtype=bool)
        prefers[taught, at.labels[taught]] = True
        if self.direction == "forward":
            return prefers.astype(float)
        others = at.n.sum(axis=-1, keepdims=True) - 1
        rare = self.slip <= _RARE
        other = np.log(self.slip) - np.log(others) if rare else np.log(self.slip / others)
        log_teacher = np.where(prefers, np.log1p(-self.slip), other)
        each = np.divide(at.chances, at.n, out=np.ones_like(at.chances), where=at.chances > 0)
        gain = log_teacher - np.log(each)
        mean = (at.chances * gain).sum(axis=-1, keepdims=True)
        return np.asarray(at.chances * (gain - mean))
