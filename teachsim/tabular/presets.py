"""Rewards that people train and test with, and one with five outcomes, where answers may be hedged.

| preset | right, wrong, "I don't know" | threshold | source |
|---|---|---|---|
| `TRUTH_RL` | +1, -1, 0 | 1/2 | Z. Wei et al., "TruthRL", 2025 |
| `KANG` | +2, -3, 0 | 3/5 | K. Kang et al., "Unfamiliar finetuning examples ...", 2024 |
| `BINARY` | +1, 0, 0 | 0 | most benchmarks, says A. T. Kalai et al., 2025: guessing always pays |
| `Reward.confidence_target(t)` | +1, -t / (1 - t), 0 | t | the same: say the target beforehand |
| `Hedged()` | five outcomes | 4/5 | J. Schulman, talk at Berkeley, 2023 |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray, IntArray
from teachsim.tabular.numbers import number
from teachsim.tabular.reward import Reward

__all__ = ["BINARY", "KANG", "REWARDS", "TRUTH_RL", "Hedged", "Manner"]

TRUTH_RL: Final = Reward(1.0, -1.0, 0.0)
KANG: Final = Reward(2.0, -3.0, 0.0)
BINARY: Final = Reward(1.0, 0.0, 0.0)

REWARDS: Final = MappingProxyType({"truth_rl": TRUTH_RL, "kang": KANG, "binary": BINARY})


class Manner(IntEnum):
    """How to answer; of equally good ways the first is best."""

    SILENT = 0
    HEDGED = 1
    PLAIN = 2


@dataclass(frozen=True)
class Hedged:
    """The worth of five outcomes: an answer may be plain or hedged, right or wrong, or missing.

    With Schulman's numbers hedging never pays: a hedged answer is worth half of a plain one, so
    both pay above the same confidence of 4/5, where plain pays twice. It would pay in a band if a
    hedged error cost less than half of a plain one, all else equal.

    Attributes:
        right: Plain and right.
        hedged_right: Hedged and right.
        silent: No information, such as "I don't know".
        hedged_wrong: Hedged and wrong.
        wrong: Plain and wrong.
    """

    right: float = 1.0
    hedged_right: float = 0.5
    silent: float = 0.0
    hedged_wrong: float = -2.0
    wrong: float = -4.0

    def __post_init__(self) -> None:
        """Refuse worths that are no finite numbers, or make wrong answers pay.

        Raises:
            ValueError: If there are any.
        """
        for name in ("right", "hedged_right", "silent", "hedged_wrong", "wrong"):
            number(getattr(self, name), thing=f"the worth {name}", way_out="use Schulman's: 0.5")
        if self.right <= self.wrong or self.hedged_right <= self.hedged_wrong:
            raise ValueError(
                "a wrong answer is worth as much as a right one, but must be worth less, plain and "
                "hedged; lower wrong or hedged_wrong"
            )

    @property
    def plain(self) -> Reward:
        """The reward of who never hedges."""
        return Reward(self.right, self.wrong, self.silent)

    @property
    def hedging(self) -> Reward:
        """The reward of who always hedges."""
        return Reward(self.hedged_right, self.hedged_wrong, self.silent)

    def worth(self, p: FloatArray) -> FloatArray:
        """`(..., 3)` mean worth of each manner (in the order of `Manner`) at confidence p.

        Args:
            p: `(...)` chance to be right, in [0, 1].
        """
        p = np.asarray(p, dtype=float)
        hedged = p * self.hedged_right + (1 - p) * self.hedged_wrong
        plain = p * self.right + (1 - p) * self.wrong
        return np.stack([np.full(p.shape, float(self.silent)), hedged, plain], axis=-1)

    def best(self, p: FloatArray) -> IntArray:
        """`(...)` the best `Manner` at confidence p."""
        return np.asarray(self.worth(p).argmax(axis=-1))

    @property
    def band(self) -> tuple[float, float] | None:
        """The confidences between which hedging is strictly best; None where it never is.

        The worth of each manner is linear in p. Hedging beats silence above its own threshold and,
        where it is flatter than plain speech, beats that below the confidence at which they cross;
        where it is steeper, above it.
        """
        hedge_slope = self.hedged_right - self.hedged_wrong
        low, high = max(0.0, (self.silent - self.hedged_wrong) / hedge_slope), 1.0
        slope = (self.right - self.wrong) - hedge_slope
        lead = self.hedged_wrong - self.wrong
        if slope > 0:
            high = min(high, lead / slope)
        elif slope < 0:
            low = max(low, lead / slope)
        elif lead <= 0:
            return None
        return (low, high) if low < high else None
