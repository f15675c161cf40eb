"""The threshold meter: every objective's chance of answering over confidence, with both ticks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from teachsim.core.checks import one_of
from teachsim.tabular.objectives.group import GRPO
from teachsim.tabular.objectives.one_sided import NSR, PSR, BestOfN
from teachsim.tabular.objectives.preference import DPO
from teachsim.tabular.objectives.reward_driven import KLRegularised, PolicyGradient
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.objectives.supervised import SFT
from teachsim.tabular.thresholds.dynamics import measure
from teachsim.tabular.thresholds.forms import explain
from teachsim.tabular.thresholds.setting import Setting

__all__ = ["USUAL", "Reading", "meter"]

USUAL: Final[Mapping[str, Objective]] = MappingProxyType(
    {
        "SFT gold": SFT("gold"),
        "SFT oracle": SFT("oracle"),
        "PSR": PSR(),
        "best of 4": BestOfN(4),
        "DPO": DPO(),
        "GRPO": GRPO(),
        "Dr. GRPO": GRPO(std=False),
        "policy gradient": PolicyGradient(),
        "KL-RL": KLRegularised(),
        "NSR": NSR(),
    }
)
"""What people use, by the name that a picture has room for."""


@dataclass(frozen=True)
class Reading:
    """One row of the meter.

    Attributes:
        objective: Its name.
        p: Confidence, in (0, 1).
        answering: Chance that the trained gate answers at it, in [0, 1].
        predicted: The objective's threshold in closed form, the same in all of its rows; None if
            it has none.
        effective: The same, measured.
        why: The formula, or why there is none.
    """

    objective: str
    p: float
    answering: float
    predicted: float | None
    effective: float | None
    why: str


def meter(
    at: Setting | None = None, *, of: Mapping[str, Objective] = USUAL, grid: int = 50
) -> tuple[Reading, ...]:
    """A row for each objective and confidence, tidy: objectives in order, p ascending.

    Args:
        at: Reward, kind of ignorance, base model and grader.
        of: The objectives by name.
        grid: Number of confidences, 10 to 10,000.

    Raises:
        ValueError: If the grid is another, an argument of a wrong kind, or an objective cannot be
            followed.

    >>> ticks = {row.objective: row.predicted for row in meter(grid=10)}
    >>> ticks["GRPO"], ticks["PSR"], ticks["SFT oracle"]
    (0.5, 0.0, None)
    """
    at = Setting() if at is None else at
    one_of(Mapping, of, thing="of", way_out='pass {"GRPO": objectives.GRPO()}')
    rows = []
    for name, objective in of.items():
        found, told = measure(objective, at, grid=grid), explain(objective, at)
        rows += [
            Reading(name, p, answering, told.value, found.value, told.why)
            for p, answering in zip(found.p.tolist(), found.answering.tolist(), strict=True)
        ]
    return tuple(rows)
