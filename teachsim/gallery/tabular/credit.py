"""Page "Reward and credit" (B7, B8): which tokens were good, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit, steps
from teachsim.tabular import Reward, exact, objectives, thresholds, tokens
from teachsim.tabular.knowledge import Knowledge
from teachsim.tabular.tokens import Credit, Sequences

__all__ = ["CREDITS", "KNOBS", "PAGE", "Runs", "Setting", "run", "script"]

KNOBS: Final = (
    Knob("tokens", range(1, 9)),
    Knob("choices", (2, 3, 4, 6, 8)),
    Knob("target", steps(0.1, 0.9, 0.05)),
    Knob("false_positive", steps(0.0, 0.9, 0.05)),
    Knob("false_negative", steps(0.0, 0.9, 0.05)),
    Knob("view", ("tokens", "grader")),
)

_STEPS: Final = 400
_PACE: Final = 2.0

CREDITS: Final = (Credit.DEMONSTRATION, Credit.TOKEN, Credit.PREFIX, Credit.SEQUENCE)
"""Rows of the strips, from the most telling on."""


@dataclass(frozen=True)
class Setting:
    """Everything that decides what is shown.

    Attributes:
        tokens: T, length of an answer.
        choices: B of each token, one of them good.
        target: t, the confidence at which an answer begins to pay if the grader is right.
        false_positive: Chance that the grader takes a wrong answer for right.
        false_negative: Chance that it takes a right one for wrong.
        view: "tokens" of one answer, or a "grader" of many.
    """

    tokens: int = 4
    choices: int = 4
    target: float = 0.5
    false_positive: float = 0.1
    false_negative: float = 0.1
    view: str = "tokens"

    def __post_init__(self) -> None:
        """Refuse what the page does not offer.

        Raises:
            ValueError: If a value is not offered.
        """
        fit(self, KNOBS)

    @property
    def reward(self) -> Reward:
        """What answers are worth in truth."""
        return Reward.confidence_target(self.target)

    @property
    def graded(self) -> Reward:
        """What the grader pays on average."""
        return self.reward.graded(
            false_positive=self.false_positive, false_negative=self.false_negative
        )

    @property
    def rate(self) -> float:
        """A learning rate that suits the largest reward."""
        return _PACE / max(1.0, -self.reward.wrong)


@dataclass(frozen=True, eq=False)
class Runs:
    """What is shown.

    Attributes:
        setting: What was asked for.
        times: Time until the whole answer is right with chance 0.9, for each of `CREDITS`.
        run: Policy gradient on what the grader pays.
    """

    setting: Setting
    times: tuple[float, ...]
    run: exact.Run

    @property
    def threshold(self) -> float | None:
        """(t - phi) / (1 - psi - phi), from 0, always answers, to 1, never; None if none."""
        at = self.setting
        return thresholds.predicted(
            objectives.PolicyGradient(),
            at.reward,
            false_positive=at.false_positive,
            false_negative=at.false_negative,
        )

    @property
    def reached(self) -> float:
        """The true mean reward at the end."""
        return float(self.run.held_out.reward(self.setting.reward.of_answers())[-1])

    @property
    def paid(self) -> float:
        """What the grader pays for it on average."""
        return float(self.run.held_out.reward(self.setting.graded.of_answers())[-1])

    @property
    def fingerprint(self) -> str:
        """What the script prints."""
        return fingerprint(self.times, self.run.held_out.by_knowledge)


def run(setting: Setting) -> Runs:
    """Time each kind of credit, and train on the grader."""
    ours = Sequences(setting.tokens, setting.choices)
    course = exact.train(
        Knowledge(), objectives.PolicyGradient(), setting.graded, steps=_STEPS, rate=setting.rate
    )
    return Runs(setting, tuple(tokens.time_to(ours, credit) for credit in CREDITS), course)


def script(setting: Setting) -> str:
    """Python source of six lines; run, it prints the fingerprint of the setting."""
    at = setting
    errors = f"false_positive={at.false_positive}, false_negative={at.false_negative}"
    return "\n".join(
        (
            "from teachsim.gallery.tabular.knobs import fingerprint",
            "from teachsim.tabular import Knowledge, Reward, exact, objectives as by, tokens",
            f"graded = Reward.confidence_target({at.target}).graded({errors})",
            f"run = exact.train(Knowledge(), by.PolicyGradient(), graded, steps={_STEPS}, "
            f"rate={at.rate!r})",
            f"times = [tokens.time_to(tokens.Sequences({at.tokens}, {at.choices}), credit) "
            f"for credit in {tuple(map(str, CREDITS))}]",
            "print(fingerprint(times, run.held_out.by_knowledge))",
            "",
        )
    )


PAGE: Final = Page(
    "reward-credit",
    KNOBS,
    (
        Scene("which-token", "B7", Setting()),
        Scene("one-token", "B7", Setting(tokens=1)),
        Scene("noisy-grader", "B8", Setting(view="grader")),
        Scene("too-lenient", "B8", Setting(false_positive=0.55, view="grader")),
    ),
    run,
    script,
)
