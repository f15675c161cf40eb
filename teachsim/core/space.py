"""What a learner holds possible: a set of tables `right[prompt, response]`.

A *hypothesis* says of every answer (prompt, response) whether it is right. A *hypothesis space* is
a set of hypotheses, and the *version space* after some marked answers is the smaller space of those
that agree with every mark (Mitchell, "Generalization as search", 1982).
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray, MarkArray

__all__ = ["HypothesisSpace"]


@runtime_checkable
class HypothesisSpace(Protocol):
    """A set of hypotheses about which answers are right; may be empty."""

    @property
    def n_prompts(self) -> int:
        """Number of prompts `P`, at least 1."""
        ...

    @property
    def n_responses(self) -> int:
        """Number of responses `R` to each prompt, at least 1."""
        ...

    def __len__(self) -> int:
        """Number of hypotheses still possible."""
        ...

    def given(self, answers: Answers, marks: MarkArray) -> HypothesisSpace:
        """The hypotheses that agree with every mark.

        Args:
            answers: The `n` marked answers.
            marks: `(n,)` +1 right, -1 wrong, 0 no mark (ignored).
        """
        ...

    def shares(self) -> FloatArray:
        """`(P, R)` share of the hypotheses that hold each answer right, in [0, 1]; 0 if empty."""
        ...

    def contains(self, right: BoolArray) -> bool:
        """Whether the table `right`, `(P, R)`, is one of the hypotheses."""
        ...
