"""Page "Reward and credit" (B7, B8): which tokens were good, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit, steps
from teachsim.tabular import Knowledge, Reward, exact, objectives, thresholds, tokens
from teachsim.tabular.label_ledger import Entry, Method, entry
from teachsim.tabular.overoptimisation import Curve, Proxy, tilted_limit
from teachsim.tabular.tokens import Credit, Sequences

__all__ = ["CREDITS", "KNOBS", "LABELS", "PAGE", "PRESSURES", "Runs", "Setting", "run", "script"]

KNOBS: Final = (
    Knob("tokens", range(1, 9)),
    Knob("choices", (2, 3, 4, 6, 8)),
    Knob("target", steps(0.1, 0.9, 0.05)),
    Knob("false_positive", steps(0.0, 0.9, 0.05)),
    Knob("false_negative", steps(0.0, 0.9, 0.05)),
    Knob("exploits", (0.0, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02)),
    Knob("view", ("tokens", "grader", "labels", "proxy")),
)

_STEPS: Final = 400
_PACE: Final = 2.0
_SEEDS: Final = 50

CREDITS: Final = (Credit.DEMONSTRATION, Credit.TOKEN, Credit.PREFIX, Credit.SEQUENCE)
"""Rows of the strips, from the most telling on."""

LABELS: Final = (50, 250, 1_250)
"""Columns of the ledger: labels that people give."""

PRESSURES: Final = tuple(np.linspace(0, 2, 41).tolist())
"""How hard the proxy is pushed, 1 / beta; further on, the limit of many answers fails."""


@dataclass(frozen=True)
class Setting:
    """Everything that decides what is shown.

    Attributes:
        tokens: T, length of an answer.
        choices: B of each token, one of them good.
        target: t, the confidence at which an answer begins to pay if the grader is right.
        false_positive: Chance that the grader takes a wrong answer for right.
        false_negative: Chance that it takes a right one for wrong.
        exploits: Share of answers that look far better to the grader than they are.
        view: "tokens" of one answer; a "grader" that errs; "labels" that people give; a "proxy"
            that is pushed too hard.
    """

    tokens: int = 4
    choices: int = 4
    target: float = 0.5
    false_positive: float = 0.1
    false_negative: float = 0.1
    exploits: float = 0.002
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
    """What is shown, each computed when it is looked at.

    Attributes:
        setting: What was asked for.
    """

    setting: Setting

    @cached_property
    def times(self) -> tuple[float, ...]:
        """Time until the whole answer is right with chance 0.9, for each of `CREDITS`."""
        ours = Sequences(self.setting.tokens, self.setting.choices)
        return tuple(tokens.time_to(ours, credit) for credit in CREDITS)

    @cached_property
    def course(self) -> exact.Run:
        """Policy gradient on what the grader pays."""
        at = self.setting
        rl = objectives.PolicyGradient()
        return exact.train(Knowledge(), rl, at.graded, steps=_STEPS, rate=at.rate)

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
        return float(self.course.held_out.reward(self.setting.reward.of_answers())[-1])

    @property
    def paid(self) -> float:
        """What the grader pays for it on average."""
        return float(self.course.held_out.reward(self.setting.graded.of_answers())[-1])

    @cached_property
    def ledger(self) -> Mapping[Method, tuple[Entry, ...]]:
        """What `LABELS` buy by each method; simulated, so with intervals over seeds."""
        return {
            method: tuple(
                entry(Knowledge(), method, self.setting.reward, labels=labels, seeds=_SEEDS)
                for labels in LABELS
            )
            for method in Method
        }

    @cached_property
    def curve(self) -> Curve:
        """Gold and proxy against `PRESSURES`, in the limit of many answers."""
        return tilted_limit(Proxy(exploits=self.setting.exploits), np.array(PRESSURES))

    @property
    def fingerprint(self) -> str:
        """What the script prints."""
        return fingerprint(*self._told())

    def _told(self) -> tuple[FloatArray, ...]:
        """The numbers of the view."""
        match self.setting.view:
            case "tokens":
                return (np.array(self.times),)
            case "grader":
                return (self.course.held_out.by_knowledge,)
            case "labels":
                return tuple(np.array([e.mean for e in row]) for row in self.ledger.values())
            case _:
                return self.curve.kl, self.curve.gold, self.curve.proxy


def run(setting: Setting) -> Runs:
    """What is shown."""
    return Runs(setting)


_HEAD: Final = "from teachsim.gallery.tabular.knobs import fingerprint"


def script(setting: Setting) -> str:
    """Python source of six lines or fewer; run, it prints the fingerprint of the setting."""
    at = setting
    of_view = {"tokens": _of_tokens, "grader": _of_grader, "labels": _of_labels}
    return "\n".join((_HEAD, *of_view.get(at.view, _of_proxy)(at), ""))


def _of_tokens(at: Setting) -> tuple[str, ...]:
    return (
        "from teachsim.tabular import tokens",
        f"ours, credits = tokens.Sequences({at.tokens}, {at.choices}), {tuple(map(str, CREDITS))}",
        "print(fingerprint([tokens.time_to(ours, credit) for credit in credits]))",
    )


def _of_grader(at: Setting) -> tuple[str, ...]:
    errors = f"false_positive={at.false_positive}, false_negative={at.false_negative}"
    return (
        "from teachsim.tabular import Knowledge, Reward, exact, objectives as by",
        f"graded = Reward.confidence_target({at.target}).graded({errors})",
        f"run = exact.train(Knowledge(), by.PolicyGradient(), graded, steps={_STEPS}, "
        f"rate={at.rate!r})",
        "print(fingerprint(run.held_out.by_knowledge))",
    )


def _of_labels(at: Setting) -> tuple[str, ...]:
    return (
        "from teachsim.tabular import Knowledge, Reward, label_ledger as by",
        f"world, reward = Knowledge(), Reward.confidence_target({at.target})",
        "buys = lambda method, labels: by.entry(world, method, reward, labels=labels, "
        f"seeds={_SEEDS}).mean",
        f"print(fingerprint(*([buys(method, n) for n in {LABELS}] for method in by.Method)))",
    )


def _of_proxy(at: Setting) -> tuple[str, ...]:
    return (
        "import numpy as np",
        "from teachsim.tabular.overoptimisation import Proxy, tilted_limit",
        f"curve = tilted_limit(Proxy(exploits={at.exploits}), np.linspace(0, 2, 41))",
        "print(fingerprint(curve.kl, curve.gold, curve.proxy))",
    )


PAGE: Final = Page(
    "reward-credit",
    KNOBS,
    (
        Scene("which-token", "B7", Setting()),
        Scene("one-token", "B7", Setting(tokens=1)),
        Scene("noisy-grader", "B8", Setting(view="grader")),
        Scene("too-lenient", "B8", Setting(false_positive=0.55, view="grader")),
        Scene("few-labels", "B8", Setting(view="labels")),
        Scene("pushed-too-hard", "B8", Setting(view="proxy")),
    ),
    run,
    script,
)
