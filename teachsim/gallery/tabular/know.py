"""Page "Know or make it up" (B1, B2, B9): three ways to train one model, on held-out questions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit, steps
from teachsim.tabular import Knowledge, Reward, exact, objectives, thresholds
from teachsim.tabular.thresholds.meter import Reading, meter

__all__ = ["KNOBS", "PAGE", "WAYS", "Runs", "Setting", "run", "script", "train"]

KNOBS: Final = (
    Knob("known", steps(0.1, 1.0, 0.1)),
    Knob("d_prime", steps(0.0, 4.0, 0.5)),
    Knob("penalty", (0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 9.0)),
    Knob("abstain", steps(-1.0, 0.5, 0.25)),
    Knob("memory", (0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)),
    Knob("base_idk", (0.01, 0.05, 0.1, 0.2, 0.4)),
)

_STEPS: Final = 400
_WARM: Final = 60
_PACE: Final = 2.0

WAYS: Final = ("sft", "rl", "warm")
"""Columns: supervised on right answers; reinforcement; a short supervised start, then that."""


@dataclass(frozen=True)
class Setting:
    """Everything that decides what is shown.

    Attributes:
        known: Share of the questions that the model knows.
        d_prime: How well it can tell what it knows.
        penalty: c, what a wrong answer costs, where a right one earns 1.
        abstain: What "I don't know" earns.
        memory: Rate at which single questions are memorised, relative to what questions share.
        base_idk: Chance of "I don't know" before training.
    """

    known: float = 0.5
    d_prime: float = 2.0
    penalty: float = 1.0
    abstain: float = 0.0
    memory: float = 0.0
    base_idk: float = 0.2

    def __post_init__(self) -> None:
        """Refuse what the page does not offer.

        Raises:
            ValueError: If a value is not offered.
        """
        fit(self, KNOBS)

    @property
    def world(self) -> Knowledge:
        """What the model knows."""
        return Knowledge(known=self.known, d_prime=self.d_prime)

    @property
    def reward(self) -> Reward:
        """What answers are worth."""
        return Reward(1.0, -self.penalty, self.abstain)

    @property
    def rate(self) -> float:
        """A learning rate that suits the largest reward and a fast memory."""
        return _PACE / max(1.0, self.penalty) / max(1.0, self.memory)


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
    def best(self) -> exact.Optimum:
        """The best that a gate over the bins can do."""
        return exact.optimum(self.setting.world, self.setting.reward)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The threshold meter under the same reward."""
        at = thresholds.Setting(self.setting.reward, base_idk=self.setting.base_idk)
        return meter(at, grid=20)

    @property
    def fingerprint(self) -> str:
        """What the script prints."""
        return fingerprint(*(run.held_out.by_knowledge for run in self.runs))


def train(setting: Setting, way: str) -> exact.Run:
    """Train in one of `WAYS`."""
    sft, rl = objectives.SFT(labels="gold"), objectives.PolicyGradient()
    warm = objectives.SFT(labels="random", idk=0.4)
    schedules: dict[str, exact.Schedule] = {
        "sft": ((sft, _STEPS),),
        "rl": ((rl, _STEPS),),
        "warm": ((warm, _WARM), (rl, _STEPS - _WARM)),
    }
    return exact.train(
        setting.world,
        schedules[way],
        setting.reward,
        rate=setting.rate,
        base_idk=setting.base_idk,
        memory=setting.memory,
    )


def run(setting: Setting) -> Runs:
    """Train in each way."""
    return Runs(setting, tuple(train(setting, way) for way in WAYS))


def script(setting: Setting) -> str:
    """Python source of six lines; run, it prints the fingerprint of the setting."""
    at, r = setting, setting.reward
    settings = f"rate={at.rate!r}, base_idk={at.base_idk}, memory={at.memory}"
    return "\n".join(
        (
            "from teachsim.gallery.tabular.knobs import fingerprint",
            "from teachsim.tabular import Knowledge, Reward, exact, objectives as by",
            f"world, reward = Knowledge(known={at.known}, d_prime={at.d_prime}), {r!r}",
            'rl, sft, warm = by.PolicyGradient(), by.SFT("gold"), by.SFT("random", idk=0.4)',
            f"ways = [(sft, {_STEPS})], [(rl, {_STEPS})], "
            f"[(warm, {_WARM}), (rl, {_STEPS - _WARM})]",
            f"print(fingerprint(*(exact.train(world, way, reward, {settings})"
            ".held_out.by_knowledge for way in ways)))",
            "",
        )
    )


PAGE: Final = Page(
    "know-or-make-up",
    KNOBS,
    (
        Scene("makes-it-up", "B1", Setting()),
        Scene("all-known", "B1", Setting(known=1.0)),
        Scene("honest", "B2", Setting(penalty=3.0)),
        Scene("no-penalty", "B2", Setting(penalty=0.0)),
        Scene("no-self-knowledge", "B2", Setting(d_prime=0.0)),
        Scene("by-rote", "B9", Setting(memory=30.0)),
    ),
    run,
    script,
)
