"""Supervised fine-tuning: ascend log pi of what a demonstrator shows; only the labels differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, one_of, quoted
from teachsim.core.regimes import DEMONSTRATION, Regime
from teachsim.tabular.answers import ANSWERS, GOLD, IDK, NOT_TAUGHT
from teachsim.tabular.items import Items
from teachsim.tabular.objectives.situation import Situation

__all__ = ["SFT", "Labels"]


class Labels(StrEnum):
    """What the demonstrator shows."""

    GOLD = "gold"  # the right answer to every question, blind to what the model knows
    ORACLE = "oracle"  # the right answer where the model knows it, else "I don't know": R-Tuning
    RANDOM = "random"  # "I don't know" on a random share of the questions, else the right answer
    UNFAMILIAR = "unfamiliar"  # "I don't know" on the least familiar share
    KNOWN = "known"  # the right answer where the model knows it, else nothing


@dataclass(frozen=True)
class SFT:
    """Supervised fine-tuning: w is 1 for the answer that is shown.

    With oracle labels the gate converges to P(known | bin), not to a threshold: H. Zhang et al.,
    "R-Tuning: Instructing large language models to say 'I don't know'", NAACL 2024.

    Attributes:
        labels: What is shown.
        idk: Share of "I don't know" among random and unfamiliar labels, in [0, 1].
        error: Chance that an oracle label is swapped, in [0, 1].
    """

    labels: str = "gold"
    idk: float = 0.4
    error: float = 0.0

    def __post_init__(self) -> None:
        """Refuse unknown labels and chances outside [0, 1].

        Raises:
            ValueError: If there are any.
        """
        one_of(str, self.labels, thing="labels", way_out="use 'gold'")
        if self.labels not in set(Labels):
            offered = ", ".join(Labels)
            raise ValueError(
                f"labels is {quoted(self.labels)}, but must be one of {offered}; use gold for "
                "right answers to all questions"
            )
        chance(self.idk, thing="the share of IDK labels")
        chance(self.error, thing="the label error")

    @property
    def regime(self) -> Regime:
        """The teacher shows right answers."""
        return DEMONSTRATION

    def shares(self, items: Items) -> FloatArray:
        """`(C, A)` share of each kind of item that is shown each answer class."""
        shown = np.zeros((len(items), ANSWERS))
        match Labels(self.labels):
            case Labels.GOLD:
                idk = np.zeros(len(items))
            case Labels.RANDOM:
                idk = np.full(len(items), self.idk)
            case Labels.UNFAMILIAR:
                idk = _least_familiar(items, self.idk)
            case Labels.ORACLE:
                idk = np.where(items.known, self.error, 1 - self.error)
            case Labels.KNOWN:
                shown[items.known, GOLD] = 1
                return shown
        shown[:, GOLD], shown[:, IDK] = 1 - idk, idk
        return shown

    def weights(self, at: Situation) -> FloatArray:
        """`(C, A)` 1 for the answer shown."""
        w = np.zeros_like(at.chances)
        taught = np.flatnonzero(at.labels != NOT_TAUGHT)
        w[taught, at.labels[taught]] = 1
        return w


def _least_familiar(items: Items, share: float) -> FloatArray:
    """`(C,)` how much of each kind lies among the least familiar share of all items."""
    mass = np.bincount(items.bin, weights=items.mass)
    before = np.cumsum(mass) - mass  # bins are numbered from the least familiar on
    inside = np.clip((share - before) / np.where(mass > 0, mass, 1), 0, 1)
    return np.asarray(inside[items.bin])
