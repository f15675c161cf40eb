"""The base model of `language_model`: prompt by prompt, what it recalls before any lesson."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from teachsim.core.arrays import BoolArray, FloatArray, IntArray, sealed
from teachsim.core.checks import chance, one_of, whole_number, whole_numbers
from teachsim.tabular.answers import ABSTAIN, GUESS, MODES, RECALL
from teachsim.tabular.facts import Quiz
from teachsim.tabular.items import Items
from teachsim.tabular.numbers import floats
from teachsim.tabular.policy import Outlook, Parameters, Start, look

__all__ = ["Base"]


@dataclass(frozen=True, eq=False)
class Base:
    """The base model: what it recalls, and what it can tell of its own knowledge.

    Attributes:
        recall: `(P, R)` chance of each response where one is recalled, 0 for `idk`; rows sum to 1.
            What is never recalled can still be guessed, and not be memorised.
        bin: `(P,)` confidence bin, all that prompts share: what is learned about answering one
            prompt carries over to those of its bin, and to no other.
        idk: The response that says "I don't know"; None if there is none, then it keeps silent.
        start: Its gate.
    """

    recall: FloatArray
    bin: IntArray
    idk: int | None = None
    start: Start = field(default_factory=Start)

    def __post_init__(self) -> None:
        """Refuse what is no base model.

        Raises:
            ValueError: If chances are none, or bins or "I don't know" do not fit them.
        """
        recall = floats(self.recall, thing="chances of recall", way_out="divide by the sum")
        way_out = "give each prompt a bin, from 0"
        bins = whole_numbers(self.bin, thing="bins", way_out=way_out)
        if recall.ndim != 2 or not recall.size or bins.shape != recall.shape[:1] or bins.min() < 0:
            raise ValueError(
                f"recall has shape {recall.shape} and bins {bins.shape}, but must be (prompts, "
                f"responses) and (prompts,), bins from 0 on; {way_out}"
            )
        one_of(Start, self.start, thing="the start", way_out="pass Start(idk=0.2)")
        if self.idk is not None:
            whole_number(self.idk, thing="idk", least=0, way_out="use None for none")
        silent = np.arange(recall.shape[1]) == self.idk
        summed = np.allclose(recall.sum(axis=1), 1, atol=1e-9)
        if not (recall >= 0).all() or not summed or recall[:, silent].any():
            raise ValueError(
                "recall must hold chances that sum to 1 for each prompt, and 0 for 'I don't know' "
                f"(idk={self.idk}); divide by the sum, and leave silence to the gate"
            )
        object.__setattr__(self, "recall", sealed(recall))
        object.__setattr__(self, "bin", sealed(bins))

    @classmethod
    def of_quiz(cls, quiz: Quiz, *, start: Start | None = None) -> Base:
        """The base model of a quiz."""
        return cls(quiz.recall, quiz.bin, quiz.idk, start or Start())

    @classmethod
    def believing(
        cls,
        believed: BoolArray,
        *,
        idk: int | None = None,
        doubt: float = 0.05,
        start: Start | None = None,
    ) -> Base:
        """A base model that recalls what it believes, each response alike, and knows no bins.

        Args:
            believed: `(P, R)` bool: an idea. One that covers the truth and more is over-general.
            idk: The response that says "I don't know"; None if there is none.
            doubt: Chance in (0, 1] that it recalls any response at all.
            start: Its gate.

        Raises:
            ValueError: If it believes nothing of a prompt, or never doubts.
        """
        table = np.asarray(believed, dtype=np.bool_)
        if table.ndim != 2 or not table.any(axis=-1).all():
            raise ValueError(
                f"believed has shape {table.shape}, but must be (prompts, responses) with at least "
                "one response believed for each; pass H.key(i), or space.shares() > 0"
            )
        if chance(doubt, thing="doubt") == 0:
            raise ValueError("doubt is 0, but then the rest can never be learned; use 0.01")
        spoken = np.arange(table.shape[1]) != idk
        each = table / table.sum(axis=1, keepdims=True)
        recall = (1 - doubt) * each + doubt * spoken / spoken.sum()
        return cls(recall, np.zeros(len(table), dtype=np.int64), idk, start or Start())

    @cached_property
    def modes(self) -> FloatArray:
        """`(P, M, R)` chance of each response in each mode."""
        spoken = np.arange(self.recall.shape[1]) != self.idk
        chances = np.zeros((len(self.recall), MODES, len(spoken)))
        chances[:, RECALL] = self.recall
        chances[:, GUESS] = spoken / spoken.sum()
        chances[:, ABSTAIN] = ~spoken  # nothing at all where there is no "I don't know"
        return sealed(chances)

    @cached_property
    def items(self) -> Items:
        """Each prompt as a kind of item of its own."""
        n = len(self.bin)
        return Items(self.bin, np.zeros(n, dtype=np.bool_), np.full(n, 1 / n))

    @cached_property
    def phi(self) -> FloatArray:
        """`(K, K)` the gate's features: a table over the bins, as `policy.features` has it."""
        share = np.bincount(self.bin) / len(self.bin)
        return sealed(np.diag(1 / np.sqrt(np.where(share > 0, share, 1.0))))

    def look(self, at: Parameters) -> Outlook:
        """The policy on each prompt at some parameters."""
        base = self.start.logits
        return look(at, base=base, phi=self.phi, items=self.items, modes=self.modes)

    def nothing_learned(self) -> Parameters:
        """The parameters of the base model."""
        gate, recall = np.zeros((len(self.bin), MODES)), np.zeros_like(self.recall)
        return Parameters(np.zeros((len(self.phi), MODES)), gate, recall)
