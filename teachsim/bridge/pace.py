"""How fine-tuning goes about it: the schedule of objectives, and how each step is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teachsim.bridge.demonstrations import Labelled, demonstrates
from teachsim.bridge.losses import comparison
from teachsim.bridge.ways import USUAL
from teachsim.core.checks import one_of, quoted, whole_number
from teachsim.tabular.numbers import number
from teachsim.tabular.objectives import DPO, PPO, NaturalGradient
from teachsim.tabular.objectives.situation import Objective

__all__ = ["Pace", "Schedule", "check_credit", "phases_of"]

Schedule = Sequence[tuple[Objective | Labelled, int]]
"""Phases of training, one after the other: an objective and its number of steps."""

_STEPS = 300
_CREDITS = ("sequence", "length", "prefix")
_WAY_OUT = "pass an objective, or a tuple of (objective, steps)"


@dataclass(frozen=True)
class Pace:
    """How a step is taken.

    Attributes:
        rate: Learning rate of AdamW, above 0.
        shown: Questions of a step whose answers are shown.
        asked: Questions of a step that the model answers itself.
        samples: Its answers to each, where the objective does not say how many, at least 2.
        credit: Which tokens a reward counts for: "sequence", "length" or "prefix", see
            `rewards.group_reward`.
    """

    rate: float = USUAL
    shown: int = 64
    asked: int = 16
    samples: int = 8
    credit: str = "sequence"

    def __post_init__(self) -> None:
        """Refuse what is no step.

        Raises:
            ValueError: If a number is out of its range, or the credit none of the three.
        """
        number(self.rate, thing="rate", above=0, way_out="use 3e-4")
        whole_number(self.shown, thing="shown", least=1, way_out="use 64")
        whole_number(self.asked, thing="asked", least=1, way_out="use 16")
        whole_number(self.samples, thing="samples", least=2, way_out="use 8")
        if self.credit not in _CREDITS:
            raise ValueError(
                f"credit is {quoted(self.credit)}, but must be one of {', '.join(_CREDITS)}; use "
                "'sequence' for a reward that all tokens share"
            )


def phases_of(objective: object, *, steps: int | None) -> list[tuple[Objective | Labelled, int]]:
    """The schedule, checked.

    Raises:
        ValueError: If it is none, steps are given twice, or an objective has no form for a network.
    """
    if isinstance(objective, (Objective, Labelled)):
        objective = ((objective, _STEPS if steps is None else steps),)
    elif steps is not None:
        raise ValueError(f"steps is {quoted(steps)}, but a schedule has its own; leave steps out")
    if isinstance(objective, str) or not isinstance(objective, Sequence) or not objective:
        raise ValueError(f"the objective is {quoted(objective)}; {_WAY_OUT}")
    return [_phase_of(phase) for phase in objective]


def _phase_of(phase: object) -> tuple[Objective | Labelled, int]:
    """A phase of a schedule, checked."""
    if not isinstance(phase, tuple) or len(phase) != 2:
        raise ValueError(f"a phase of the schedule is {quoted(phase)}; {_WAY_OUT}")
    what, steps = phase
    if not isinstance(what, Labelled):
        one_of(Objective, what, thing="the objective of a phase", way_out=_WAY_OUT)
    if isinstance(what, NaturalGradient):
        raise ValueError(
            "the natural gradient is defined for a gate with a logit for each bin, which a network "
            "has not; use PolicyGradient(), or KLRegularised(beta)"
        )
    return what, whole_number(steps, thing="steps", least=0, way_out="use 300")


def check_credit(phases: Schedule, *, credit: str) -> None:
    """Refuse a credit that an objective of the schedule makes nothing of.

    By prefix tokens are compared, and objectives that do more with rewards than compare them have
    no form for that; PPO and DPO weigh answers as a whole.

    Raises:
        ValueError: If there is one.
    """
    for what, _ in phases:
        if credit == "sequence" or demonstrates(what):
            continue
        if isinstance(what, (PPO, DPO)) or (credit == "prefix" and comparison(what) is None):
            raise ValueError(
                f"credit is {credit!r}, but {quoted(what)} has no form for it; use 'sequence', or "
                "one of GRPO, RLOO and PolicyGradient()"
            )
