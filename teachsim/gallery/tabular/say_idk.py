"""Page "Say 'I don't know'" (B3): what is never sampled is never rewarded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit
from teachsim.tabular import Knowledge, Reward, exact, objectives
from teachsim.tabular.thresholds.cold_start import first_sampled, warm_start

__all__ = ["KNOBS", "PAGE", "WAYS", "Runs", "Setting", "run", "script"]

KNOBS: Final = (
    Knob("base_idk", (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2)),
    Knob("warm", (0, 5, 10, 20, 40, 80, 160, 320, 640)),
    Knob("labels", ("random", "gold")),
    Knob("penalty", (0.5, 1.0, 2.0, 3.0, 5.0, 9.0)),
    Knob("batch", (1, 8, 64, 512)),
)

_STEPS: Final = 400
_PACE: Final = 2.0

WAYS: Final = ("sft", "cold", "warm")
"""Paths: "I don't know" shown at random; reinforcement from the start; the first, then that."""


@dataclass(frozen=True)
class Setting:
    """Everything that decides what is shown.

    Attributes:
        base_idk: Chance of "I don't know" before training.
        warm: Supervised steps before reinforcement.
        labels: What they show: "random", that is "I don't know" on 40 % of all questions whatever
            the model knows; or "gold", right answers alone.
        penalty: c, what a wrong answer costs.
        batch: Answers drawn in a step, for the wait until "I don't know" is first among them.
    """

    base_idk: float = 0.0003
    warm: int = 40
    labels: str = "random"
    penalty: float = 1.0
    batch: int = 64

    def __post_init__(self) -> None:
        """Refuse what the page does not offer.

        Raises:
            ValueError: If a value is not offered.
        """
        fit(self, KNOBS)

    @property
    def rate(self) -> float:
        """A learning rate that suits the largest reward."""
        return _PACE / max(1.0, self.penalty)


@dataclass(frozen=True, eq=False)
class Runs:
    """What is shown.

    Attributes:
        setting: What was asked for.
        runs: A course of training for each of `WAYS`.
    """

    setting: Setting
    runs: tuple[exact.Run, ...]

    @property
    def paths(self) -> tuple[FloatArray, ...]:
        """`(T + 1, 2)` for each way: says "I don't know" if it does not know, answers if it does.

        The honesty square; its top right corner is the goal.
        """
        return tuple(
            np.stack([run.held_out.prudence, 1 - run.held_out.over_conservativeness], axis=1)
            for run in self.runs
        )

    @property
    def wait(self) -> float:
        """Expected steps until "I don't know" is first drawn by the base model."""
        return first_sampled(self.setting.base_idk, batch=self.setting.batch)

    @property
    def enough(self) -> float:
        """Supervised steps after which random labels have done 90 % of their work."""
        return warm_start(self.setting.base_idk) / self.setting.rate

    @property
    def fingerprint(self) -> str:
        """What the script prints."""
        return fingerprint(*(run.held_out.by_knowledge for run in self.runs))


def run(setting: Setting) -> Runs:
    """Train in each way."""
    show = objectives.SFT(labels=setting.labels, idk=0.4)
    rl = objectives.PolicyGradient()
    schedules: tuple[exact.Schedule, ...] = (
        ((show, _STEPS),),
        ((rl, _STEPS),),
        ((show, setting.warm), (rl, _STEPS)),
    )
    reward = Reward(wrong=-setting.penalty)
    settings = [
        exact.train(Knowledge(), schedule, reward, rate=setting.rate, base_idk=setting.base_idk)
        for schedule in schedules
    ]
    return Runs(setting, tuple(settings))


def script(setting: Setting) -> str:
    """Python source of six lines; run, it prints the fingerprint of the setting."""
    at, r = setting, Reward(wrong=-setting.penalty)
    return "\n".join(
        (
            "from teachsim.gallery.tabular.knobs import fingerprint",
            "from teachsim.tabular import Knowledge, Reward, exact, objectives as by",
            f'show, rl = by.SFT("{at.labels}", idk=0.4), by.PolicyGradient()',
            f"ways = [(show, {_STEPS})], [(rl, {_STEPS})], [(show, {at.warm}), (rl, {_STEPS})]",
            f"settings = dict(rate={at.rate!r}, base_idk={at.base_idk!r})",
            f"print(fingerprint(*(exact.train(Knowledge(), way, {r!r}, **settings)"
            ".held_out.by_knowledge for way in ways)))",
            "",
        )
    )


PAGE: Final = Page(
    "say-idk",
    KNOBS,
    (
        Scene("warm-start", "B3", Setting()),
        Scene("cold-start", "B3", Setting(warm=0)),
        Scene("likely-enough", "B3", Setting(base_idk=0.2, warm=0)),
        Scene("window-closed", "B3", Setting(base_idk=0.03, warm=640, labels="gold")),
    ),
    run,
    script,
)
