"""The policy: a gate over three modes that is shared between items, and memory of single items.

For an item q of bin k, with g = softmax(base + Phi[k] W + B_q):

    pi(y | q) = g_recall P_recall(y) + g_guess P_guess(y)  for answers,   pi(IDK | q) = g_abstain.

W generalises; B_q (gate) and L_q (recall) belong to one item and do nothing elsewhere. The gradient
of log pi(y | q) is, with the posterior of the modes rho_m(y) = g_m P_m(y) / pi(y),

    rho(y) - g  for the gate,   rho_recall(y) (e_y - P_recall)  for the recall logits,

so that guessing wins the gate wherever it explains the demonstrated answer better than recall does:
that supervised training teaches to make things up is not put in, it comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, quoted
from teachsim.tabular.answers import ABSTAIN, ANSWERS, GUESS, MODES, RECALL
from teachsim.tabular.items import Items, by_mode, counts
from teachsim.tabular.knowledge import Knowledge

__all__ = [
    "CLIP",
    "Features",
    "Outlook",
    "Parameters",
    "Start",
    "features",
    "features_named",
    "gate_gradient",
    "gradient",
    "look",
    "outlook",
    "recall_gradient",
]

CLIP = 30.0
"""Logits stay in [-30, 30]: a chance of 1e-13 is never, and its gradient still finite."""


LEAST = 1e-12
"""The least chance of a mode in the base model: a logit that is cut off would be another chance."""


class Features(StrEnum):
    """What of its signal the gate can use."""

    TABLE = "table"  # a logit for each bin
    LINEAR = "linear"  # a constant and the signal z
    CONSTANT = "constant"  # nothing: no self-knowledge


def features_named(kind: object) -> Features:
    """The kind of features, of its name too.

    Raises:
        ValueError: If there is no such kind.
    """
    if isinstance(kind, str) and kind in set(Features):
        return Features(kind)
    offered = ", ".join(Features)
    raise ValueError(
        f"features_of is {quoted(kind)}, but must be one of {offered}; use table for a gate that "
        "sees all"
    )


@dataclass(frozen=True)
class Start:
    """The base model's gate, the same for every item.

    Attributes:
        idk: Chance of "I don't know", in (0, 1).
        recall: Chance that an answer is recalled and not guessed, in (0, 1).
    """

    idk: float = 0.2
    recall: float = 0.7

    def __post_init__(self) -> None:
        """Refuse chances that a softmax cannot have.

        Raises:
            ValueError: If one is not in (0, 1), or so close to its ends that logits are cut off.
        """
        for name, value in (("base_idk", self.idk), ("base recall", self.recall)):
            if not 0 < chance(value, thing=name) < 1:
                raise ValueError(
                    f"{name} is {value}, but must lie in (0, 1): a softmax has no other chances; "
                    "use 1e-6 for hardly ever"
                )
        rarest = float(np.exp(self.logits.min()))
        if rarest < LEAST:
            raise ValueError(
                f"base_idk {self.idk} and base recall {self.recall} leave a mode the chance "
                f"{rarest:.0e}, but each must have {LEAST:g}: logits are cut off at {CLIP:g}; use "
                "1e-6 for hardly ever"
            )

    @property
    def logits(self) -> FloatArray:
        """`(M,)` log of the chances of the modes."""
        gate = np.empty(MODES)
        gate[RECALL] = (1 - self.idk) * self.recall
        gate[GUESS] = (1 - self.idk) * (1 - self.recall)
        gate[ABSTAIN] = self.idk
        return np.log(gate)


def features(world: Knowledge, kind: Features) -> FloatArray:
    """`(K, F)` the matrix Phi, each column with mean square 1 over the questions.

    With that norm one learning rate suits all of them: a table's logits then move by the rate times
    the gradient averaged over the items of the bin.
    """
    if kind is Features.TABLE:
        return np.diag(1 / np.sqrt(world.share))
    ones = np.ones(world.bins)
    if kind is Features.CONSTANT:
        return ones[:, np.newaxis]
    z = world.signal - world.share @ world.signal
    spread = np.sqrt(world.share @ z**2)
    return np.stack([ones, z / spread], axis=1) if spread > 0 else ones[:, np.newaxis]


@dataclass(frozen=True, eq=False)
class Parameters:
    """What training changes; all of it starts at 0.

    Attributes:
        shared: `(F, M)` W.
        gate: `(C, M)` B, of each kind of item.
        recall: `(C, A)` L, a logit for each single answer of a class.
    """

    shared: FloatArray
    gate: FloatArray
    recall: FloatArray

    @classmethod
    def zero(cls, *, n_features: int, kinds: int) -> Parameters:
        """Parameters of the base model."""
        return cls(
            np.zeros((n_features, MODES)), np.zeros((kinds, MODES)), np.zeros((kinds, ANSWERS))
        )


@dataclass(frozen=True, eq=False)
class Outlook:
    """The policy on each kind of item.

    Attributes:
        gate: `(C, M)` chance of each mode.
        modes: `(C, M, A)` chance of each answer class in each mode.
        chances: `(C, A)` chance of each answer class.
    """

    gate: FloatArray
    modes: FloatArray
    chances: FloatArray

    @cached_property
    def credit(self) -> FloatArray:
        """`(C, M, A)` rho, chance that an answer came from a mode; 0 for answers never given."""
        joint = self.gate[..., np.newaxis] * self.modes
        total = self.chances[..., np.newaxis, :]
        return np.divide(joint, total, out=np.zeros_like(joint), where=total > 0)


def look(
    at: Parameters, *, base: FloatArray, phi: FloatArray, items: Items, modes: FloatArray
) -> Outlook:
    """The policy at some parameters.

    Args:
        at: The parameters.
        base: `(M,)` logits of the base gate.
        phi: `(K, F)` features.
        items: The kinds of items.
        modes: `(C, M, A)` chance of each answer class in each mode in the base model.
    """
    logits = base + (phi @ at.shared)[items.bin] + at.gate
    return outlook(logits, recall=at.recall, modes=modes)


def outlook(logits: FloatArray, *, recall: FloatArray, modes: FloatArray) -> Outlook:
    """The policy of gates and recall logits.

    Args:
        logits: `(C, M)` of the gate of each kind.
        recall: `(C, A)` what is added to the recall logits.
        modes: `(C, M, A)` chance of each answer class in each mode in the base model.
    """
    logits = np.clip(logits, -CLIP, CLIP)
    gate = np.exp(logits - logits.max(axis=-1, keepdims=True))
    gate /= gate.sum(axis=-1, keepdims=True)
    if recall.any():
        moved = modes[:, RECALL] * np.exp(np.clip(recall, -CLIP, CLIP))
        modes = modes.copy()
        modes[:, RECALL] = moved / moved.sum(axis=-1, keepdims=True)
    chances = np.einsum("cm,cma->ca", gate, modes)
    return Outlook(gate, modes, chances)


def gradient(
    weights: FloatArray, outlook: Outlook, *, n: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The gradients of sum over y of w(y) log pi(y), weights held fixed.

    Args:
        weights: `(C, A)` w, of a whole class of answers.
        outlook: The policy.
        n: `(C, A)` answers in each class. A class's gradient is shared among its members: each has
            a logit of its own.

    Returns:
        `(C, M)` for the gate, `(C, A)` for one recall logit of each class.
    """
    return gate_gradient(weights, outlook), recall_gradient(weights, outlook, n=n)


def gate_gradient(weights: FloatArray, outlook: Outlook) -> FloatArray:
    """`(C, M)` the first of these two, all that counts where nothing is memorised."""
    total = weights.sum(axis=-1, keepdims=True)
    return np.asarray(np.einsum("ca,cma->cm", weights, outlook.credit) - outlook.gate * total)


def recall_gradient(weights: FloatArray, outlook: Outlook, *, n: FloatArray) -> FloatArray:
    """`(C, A)` the second."""
    earned = weights * outlook.credit[:, RECALL]
    moved = earned - outlook.modes[:, RECALL] * earned.sum(axis=-1, keepdims=True)
    return np.divide(moved, n, out=np.zeros_like(moved), where=n > 0)


def tables(world: Knowledge, items: Items) -> tuple[FloatArray, FloatArray]:
    """`(C, M, A)` chances in each mode and `(C, A)` numbers of answers of kinds of items."""
    return by_mode(world, items.known), counts(world, items.known)
