"""Page "Stealing" (B4): a student that copies a stronger model's answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.gallery.tabular.knobs import Knob, Page, Scene, fingerprint, fit, steps
from teachsim.tabular import Knowledge, Reward, exact, objectives
from teachsim.tabular.distillation import Imitation, Teacher, predicted
from teachsim.tabular.objectives.distilled import Distillation

__all__ = ["KNOBS", "PAGE", "REPAIR", "Runs", "Setting", "run", "script"]

KNOBS: Final = (
    Knob("student", steps(0.1, 0.9, 0.1)),
    Knob("teacher", steps(0.1, 1.0, 0.1)),
    Knob("overlap", steps(-1.0, 1.0, 0.25)),
    Knob("d_prime", steps(0.0, 6.0, 1.0)),
    Knob("penalty", (0.5, 1.0, 2.0, 3.0, 5.0, 9.0)),
    Knob("copied", (25, 50, 100, 200, 400, 800)),
)

REPAIR: Final = 400
"""Steps of marks on its own answers, after copying."""
_PACE: Final = 2.0


@dataclass(frozen=True)
class Setting:
    """Everything that decides what is shown.

    Attributes:
        student: Share of the questions that the student knows.
        teacher: Share that the teacher knows.
        overlap: -1 they know as different things as can be, 0 independent, 1 as much alike.
        d_prime: How well the student can tell what it knows.
        penalty: c, what a wrong answer costs in the repair.
        copied: Steps of copying, before reinforcement repairs it.
    """

    student: float = 0.5
    teacher: float = 0.8
    overlap: float = 0.0
    d_prime: float = 6.0
    penalty: float = 1.0
    copied: int = 200

    def __post_init__(self) -> None:
        """Refuse what the page does not offer.

        Raises:
            ValueError: If a value is not offered.
        """
        fit(self, KNOBS)

    @property
    def world(self) -> Knowledge:
        """What the student knows."""
        return Knowledge(known=self.student, d_prime=self.d_prime)

    @property
    def pair(self) -> Teacher:
        """What the teacher knows, given what the student does."""
        return Teacher.overlapping(self.teacher, student=self.student, overlap=self.overlap)

    @property
    def rate(self) -> float:
        """A learning rate that suits the largest reward."""
        return _PACE / max(1.0, self.penalty)


@dataclass(frozen=True, eq=False)
class Runs:
    """What is shown.

    Attributes:
        setting: What was asked for.
        run: Copying, then reinforcement.
    """

    setting: Setting
    run: exact.Run

    @property
    def copied(self) -> Imitation:
        """What the student does after copying, held out."""
        return self._at(self.run.ends[0])

    @property
    def repaired(self) -> Imitation:
        """What it does after reinforcement."""
        return self._at(self.run.ends[1])

    @property
    def theory(self) -> Imitation:
        """What it does after copying without end, in closed form."""
        return predicted(self.setting.world, self.setting.pair)

    @property
    def shares(self) -> FloatArray:
        """`(2, 2)` share of the questions, by what the student (first) and the teacher know."""
        pair, known = self.setting.pair, self.setting.student
        both = np.array([pair.given_unknown, pair.given_known])
        return np.stack([1 - both, both], axis=1) * np.array([[1 - known], [known]])

    @property
    def fingerprint(self) -> str:
        """What the script prints."""
        return fingerprint(self.run.held_out.by_knowledge)

    @property
    def best(self) -> Imitation:
        """What the best gate of its self-knowledge would do: all that reward could teach it."""
        at = self.setting
        world, reward = at.world, Reward(wrong=-at.penalty)
        answers, known = exact.optimum(world, reward).answers, world.known_given_bin
        of_unknown = world.share * (1 - known) / (1 - at.student)
        of_known = world.share * known / at.student
        return Imitation(float(of_unknown @ answers), float(of_known @ ~answers))

    def _at(self, step: int) -> Imitation:
        """What it does at a step."""
        told = self.run.held_out
        invents = 1 - float(told.prudence[step])
        return Imitation(invents, float(told.over_conservativeness[step]))


def run(setting: Setting) -> Runs:
    """Copy, then repair."""
    schedule = (
        (Distillation(setting.pair), setting.copied),
        (objectives.PolicyGradient(), REPAIR),
    )
    reward = Reward(wrong=-setting.penalty)
    return Runs(setting, exact.train(setting.world, schedule, reward, rate=setting.rate))


def script(setting: Setting) -> str:
    """Python source of six lines; run, it prints the fingerprint of the setting."""
    at, r = setting, Reward(wrong=-setting.penalty)
    return "\n".join(
        (
            "from teachsim.gallery.tabular.knobs import fingerprint",
            "from teachsim.tabular import Knowledge, Reward, distillation, exact, objectives as by",
            f"pair = distillation.Teacher.overlapping({at.teacher}, student={at.student}, "
            f"overlap={at.overlap})",
            f"phases = (by.Distillation(pair), {at.copied}), (by.PolicyGradient(), {REPAIR})",
            f"world = Knowledge(known={at.student}, d_prime={at.d_prime})",
            f"print(fingerprint(exact.train(world, phases, {r!r}, rate={at.rate!r})"
            ".held_out.by_knowledge))",
            "",
        )
    )


PAGE: Final = Page(
    "stealing",
    KNOBS,
    (
        Scene("independent", "B4", Setting()),
        Scene("nested", "B4", Setting(overlap=1.0)),
        Scene("opposed", "B4", Setting(overlap=-1.0)),
        Scene("all-knowing", "B4", Setting(teacher=1.0, copied=800)),
    ),
    run,
    script,
)
