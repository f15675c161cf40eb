"""What decides a run of the Gold page (claim A5), as one pure value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from teachsim.gallery.gold_families import TRUTHS, lure_of, offer

__all__ = [
    "DEFAULT",
    "MAX_PLACE",
    "MAX_ROUNDS",
    "SCENES",
    "Learner",
    "Scene",
    "Setting",
    "View",
    "fitted",
    "learners",
    "scene",
]

MAX_ROUNDS: Final = 120
MAX_PLACE: Final = 30


class View(StrEnum):
    """What is shown."""

    NAME = "name"  # a learner names the language: shown right answers, and beside it both marks
    SPEAK = "speak"  # two generators say what is new: one trusts its idea, one takes no risk
    PANEL = "panel"  # four tasks, from right answers and from both


class Learner(StrEnum):
    """Who names the language: see `teachsim.symbolic.limit.identifiers`."""

    LATE = "late"  # the first that fits, where the first language of all comes late in its list
    FIRST = "first"  # the first that fits
    SMALLEST = "smallest"  # one with no smaller one that fits
    LARGEST = "largest"  # an infinite one, and the largest
    WAITS = "waits"  # the first whose tell-tale was shown


def learners(family: str) -> tuple[Learner, ...]:
    """Those that can name the languages of a family: none takes the largest where there is none.

    Raises:
        ValueError: If there is no such family.
    """
    largest = offer(family).whole is not None
    return tuple(who for who in Learner if largest or who is not Learner.LARGEST)


def _bounded(name: str, value: int, *, high: int, low: int = 1) -> None:
    """Refuse a number outside its bounds."""
    if not low <= value <= high:
        raise ValueError(f"{name} is {value}, but must lie in {low}..{high}; choose one of those")


@dataclass(frozen=True)
class Setting:
    """Everything that decides a run; nothing in it is drawn by chance.

    Attributes:
        view: What is shown.
        family: Word of the family: see `gold_families`.
        target: Index of the truth; None for Gold's adversary, who makes it up as the learner names.
        learner: Who names the language.
        place: Where in the list of `Learner.LATE` the family's first language comes, 1 to
            `MAX_PLACE`; the others keep their order.
        rounds: How many examples are shown, 1 to `MAX_ROUNDS`.
    """

    view: View = View.NAME
    family: str = "segments"
    target: int | None = None
    learner: Learner = Learner.LATE
    place: int = 9
    rounds: int = 24

    def __post_init__(self) -> None:
        """Refuse what does not fit.

        Raises:
            ValueError: If a number is out of range, there is no such family, or no such learner or
                no adversary for it.
        """
        if self.learner not in learners(self.family):
            raise ValueError(
                f"no set of {self.family} is the largest that fits, as they grow without end; "
                "choose another learner"
            )
        _bounded("rounds", self.rounds, high=MAX_ROUNDS)
        _bounded("place", self.place, high=MAX_PLACE)
        if self.target is not None:
            _bounded("truth", self.target, low=0, high=TRUTHS - 1)
        elif self.view is not View.NAME:
            raise ValueError(f"view {self.view} needs a truth; choose one, or view name")
        elif lure_of(self.family) is None:
            raise ValueError(
                f"no adversary can lead on who learns {self.family}, as every language there has a "
                "tell-tale; choose a truth"
            )


def fitted(setting: Setting, *, view: View, family: str) -> Setting:
    """The setting in another view or family, with a truth and a learner that it has.

    Raises:
        ValueError: If there is no such family.
    """
    target = setting.target
    adversary = view is View.NAME and lure_of(family) is not None
    if family != setting.family:
        target = None if adversary and target is None else _TELLING.get(family, 3)
    if target is None and not adversary:
        target = _TELLING.get(family, 3)
    learner = setting.learner if setting.learner in learners(family) else DEFAULT.setting.learner
    return replace(setting, view=view, family=family, target=target, learner=learner)


_TELLING: Final = {"multiples": 5, "patterns": 5, "progressions": 4}
"""A truth that is neither the first nor the smallest, for each family where that is not the 3rd."""


@dataclass(frozen=True)
class Scene:
    """A setting that tells a story by itself.

    Attributes:
        word: Its word in links; the page has a bet, a knob and an argument under it.
        setting: What is run.
    """

    word: str
    setting: Setting


SCENES: Final = (
    Scene("adversary", Setting()),
    Scene(
        "tell-tales",
        Setting(family="multiples", target=5, learner=Learner.WAITS, rounds=10),
    ),
    Scene("speak", Setting(View.SPEAK, "half-lines-and-all", target=4, rounds=24)),
    Scene("breadth", Setting(View.PANEL, "half-lines-and-all", target=0, rounds=40)),
    Scene("negatives", Setting(learner=Learner.LARGEST, target=6, rounds=16)),
)

DEFAULT: Final = SCENES[0]


def scene(word: str) -> Scene | None:
    """The scene with this word, or None."""
    return next((offered for offered in SCENES if offered.word == word), None)
