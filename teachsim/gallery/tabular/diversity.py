"""Page "Diversity and modes" (B5, B6): several right wordings, and three kinds of prompts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from teachsim.core.arrays import FloatArray
from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit
from teachsim.tabular import Reward, modes, objectives, wording
from teachsim.tabular.objectives import Objective
from teachsim.tabular.wording import LIKELY_VALID, Wordings

__all__ = ["ANSWERING", "KNOBS", "PAGE", "WAYS", "Runs", "Setting", "run", "script", "ways"]

KNOBS: Final = (
    Knob("valid", range(2, len(LIKELY_VALID) + 1)),
    Knob("writer", range(1, len(LIKELY_VALID) + 1)),
    Knob("beta", (0.03, 0.1, 0.3, 1.0)),
    Knob("penalty", (0.0, 0.5, 1.0, 2.0, 3.0)),
    Knob("steps", (50, 100, 200, 400, 800, 1_600)),
    Knob("view", ("wordings", "close", "modes")),
)

ANSWERING: Final = 100
"""Steps on questions, fewer than in the study: enough to see which way each goes."""

WAYS: Final = ("one", "many", "kept", "gradient", "natural", "regularised")
"""Shown one writer's wording, many writers', its own valid ones; three that climb the reward.

The last narrows at first, and widens again as slowly as its rare wordings grow: see `limits`.
"""


@dataclass(frozen=True)
class Setting:
    """Everything that decides what is shown.

    Attributes:
        valid: How many of twenty wordings are valid.
        writer: Which of the valid ones, from the likeliest on, the one writer uses.
        beta: Weight of the divergence from the base model.
        penalty: What a wrong wording costs, or a wrong answer.
        steps: Of training on wordings.
        view: "wordings" of one prompt; "close", the same by the step, for who pays for drifting;
            or "modes": three kinds of prompts.
    """

    valid: int = 8
    writer: int = 8
    beta: float = 0.3
    penalty: float = 1.0
    steps: int = 400
    view: str = "wordings"

    def __post_init__(self) -> None:
        """Refuse what the page does not offer.

        Raises:
            ValueError: If a value is not offered, or the writer's wording is not valid.
        """
        fit(self, KNOBS)
        if self.writer > self.valid:
            raise ValueError(
                f"writer is {self.writer}, but only {self.valid} wordings are valid; use a "
                "smaller one, or more valid wordings"
            )

    @property
    def wordings(self) -> Wordings:
        """The prompt."""
        return Wordings.zipf(valid=LIKELY_VALID[: self.valid])

    @property
    def reward(self) -> Reward:
        """What answers are worth."""
        return Reward(wrong=-self.penalty)


@dataclass(frozen=True, eq=False)
class Runs:
    """What is shown.

    Attributes:
        setting: What was asked for.
        courses: A course of training for each of `WAYS`; none in the view "modes".
    """

    setting: Setting
    courses: tuple[wording.Course, ...]

    @property
    def limits(self) -> tuple[FloatArray, ...]:
        """`(R,)` where each of `WAYS` ends, in closed form."""
        reward = self.setting.reward
        return tuple(
            wording.limit(self.setting.wordings, way, reward=reward)
            for way in ways(self.setting).values()
        )

    @cached_property
    def table(self) -> modes.Regrets:
        """What each way of training loses on three kinds of prompts."""
        return modes.regrets(reward=self.setting.reward, steps=ANSWERING)

    @property
    def fingerprint(self) -> str:
        """What the script prints."""
        if self.setting.view == "modes":
            return fingerprint(self.table.regret, self.table.effective)
        return fingerprint(*(course.chances[-1] for course in self.courses))


def ways(setting: Setting) -> dict[str, Objective]:
    """The objective of each of `WAYS`."""
    ours = setting.wordings
    shown = ours.only(LIKELY_VALID[setting.writer - 1]), ours.diverse(), ours.kept()
    by_reward = (
        objectives.PolicyGradient(),
        objectives.NaturalGradient(),
        objectives.KLRegularised(setting.beta),
    )
    return dict(zip(WAYS, (*shown, *by_reward), strict=True))


def run(setting: Setting) -> Runs:
    """Train in each way, or on each kind of prompt."""
    if setting.view == "modes":
        return Runs(setting, ())
    courses = tuple(
        wording.train(setting.wordings, way, reward=setting.reward, steps=setting.steps)
        for way in ways(setting).values()
    )
    return Runs(setting, courses)


def script(setting: Setting) -> str:
    """Python source of six lines or fewer; run, it prints the fingerprint of the setting."""
    head = (
        "from teachsim.gallery.tabular.knobs import fingerprint",
        "from teachsim.tabular import Reward, modes, objectives as by, wording",
    )
    reward = repr(setting.reward)
    if setting.view == "modes":
        table = f"table = modes.regrets(reward={reward}, steps={ANSWERING})"
        return "\n".join((*head, table, "print(fingerprint(table.regret, table.effective))", ""))
    rank = LIKELY_VALID[setting.writer - 1]
    return "\n".join(
        (
            *head,
            f"ours = wording.Wordings.zipf(valid={LIKELY_VALID[: setting.valid]})",
            f"ways = [ours.only({rank}), ours.diverse(), ours.kept(), by.PolicyGradient(), "
            f"by.NaturalGradient(), by.KLRegularised({setting.beta})]",
            f"settings = dict(reward={reward}, steps={setting.steps})",
            "print(fingerprint(*(wording.train(ours, way, **settings).chances[-1] "
            "for way in ways)))",
            "",
        )
    )


PAGE: Final = Page(
    "diversity",
    KNOBS,
    (
        Scene("wordings", "B5", Setting()),
        Scene("stay-close", "B5", Setting(beta=0.1, steps=1_600, view="close")),
        Scene("modes", "B6", Setting(view="modes")),
    ),
    run,
    script,
)
