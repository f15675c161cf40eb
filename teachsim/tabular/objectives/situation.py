"""What an objective may look at, and what it says: one coefficient for each answer.

All objectives ascend sum over y of w(y | q) grad log pi(y | q); only w differs. The sign of w is
positive or negative feedback; whether w depends on pi tells on-policy from off-policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from teachsim.core.arrays import FloatArray, IntArray
from teachsim.core.regimes import Regime
from teachsim.tabular.items import Items

__all__ = ["Demonstrating", "Objective", "Situation"]


@dataclass(frozen=True, eq=False)
class Situation:
    """One step of training.

    Attributes:
        chances: `(C, A)` pi, of whole classes of answers.
        worth: `(A,)` reward of each class of answers.
        labels: `(C,)` the answer class demonstrated, or `NOT_TAUGHT`.
        reference: `(C, A)` pi when this phase of training began.
        old: `(C, A)` pi when the samples in use were drawn.
        n: `(C, A)` answers in each class.
    """

    chances: FloatArray
    worth: FloatArray
    labels: IntArray
    reference: FloatArray
    old: FloatArray
    n: FloatArray


@runtime_checkable
class Objective(Protocol):
    """An objective: a frozen record of its settings."""

    @property
    def regime(self) -> Regime:
        """Who picks the answer that is marked, and which marks are heard."""

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` the coefficient w of each class of answers, summed over its members."""


@runtime_checkable
class Demonstrating(Protocol):
    """An objective that is shown answers somebody else picked."""

    @property
    def regime(self) -> Regime:
        """As of every objective."""

    def weights(self, at: Situation) -> FloatArray:
        """As of every objective."""

    def shares(self, items: Items) -> FloatArray:
        """`(C, A)` share of each kind of item that is shown each answer class; rows sum to <= 1."""
