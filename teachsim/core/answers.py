"""An answer is a response to a prompt: the unit that is shown, asked about and marked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import BoolArray, IntArray, sealed
from teachsim.core.checks import whole_numbers

__all__ = ["Answers"]


@dataclass(frozen=True, eq=False, init=False)
class Answers:
    """`n` answers, each a response to a prompt; cannot be written to.

    >>> Answers([0, 1], [4, 2]).cells(5)  # responses to each prompt: 5
    array([4, 7])

    Attributes:
        prompts: `(n,)` prompt of each answer.
        responses: `(n,)` response of each answer.
    """

    prompts: IntArray
    responses: IntArray

    def __init__(self, prompts: npt.ArrayLike, responses: npt.ArrayLike) -> None:
        """Take two columns of whole numbers.

        Raises:
            ValueError: If they differ in length or hold anything but whole numbers.
        """
        object.__setattr__(self, "prompts", _column(prompts, name="prompts"))
        object.__setattr__(self, "responses", _column(responses, name="responses"))
        if self.prompts.ndim != 1 or self.prompts.shape != self.responses.shape:
            raise ValueError(
                f"answers need prompts and responses of one length, got shapes "
                f"{self.prompts.shape} and {self.responses.shape}; pass two (n,) arrays"
            )

    def __len__(self) -> int:
        """Number of answers `n`."""
        return len(self.prompts)

    def take(self, rows: IntArray) -> Answers:
        """The answers at positions `rows`, `(k,)`."""
        return Answers(self.prompts[rows], self.responses[rows])

    def cells(self, n_responses: int) -> IntArray:
        """`(n,)` number of each answer, prompt * `n_responses` + response."""
        return self.prompts * n_responses + self.responses

    @staticmethod
    def of(table: BoolArray) -> Answers:
        """The answers that hold in a `(P, R)` table, prompt by prompt."""
        prompts, responses = np.nonzero(table)
        return Answers(prompts, responses)


def _column(values: npt.ArrayLike, *, name: str) -> IntArray:
    """A copy of the values as integers, which cannot be written to: lessons are shared."""
    column = whole_numbers(values, thing=f"{name} of answers", way_out="pass an (n,) array of ints")
    return sealed(column)
