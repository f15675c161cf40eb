"""What a lesson is made of: places in the app, steps, plans, and exercises with their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlencode

from teachsim.gallery import bridge, gold, gold_link, link, play, play_link, presets
from teachsim.gallery.tabular import knobs, pages
from teachsim.gallery.tabular.knobs import Page

__all__ = ["Exercise", "Place", "Plan", "Step", "place", "restored"]

_MISLEAD: Final = "mislead"
_GOLD: Final = "gold"
_PLAY: Final = "play"


@dataclass(frozen=True)
class Place:
    """A run on a page of the app.

    Attributes:
        page: Word of the page in the address.
        start: Word of the preset, scene or game whose words are shown beside it.
        setting: What is run: the page's own record.
    """

    page: str
    start: str
    setting: Any

    @property
    def query(self) -> dict[str, str]:
        """The parameters that restore it, from the page's own codec."""
        if self.page == _MISLEAD:
            return link.to_query(self.setting, start=self.start)
        if self.page == _GOLD:
            return gold_link.to_query(self.setting, start=self.start)
        if self.page == _PLAY:
            return play_link.to_query(self.setting)
        return knobs.to_query(_page(self.page), self.setting, start=self.start)

    @property
    def link(self) -> str:
        """Its address, relative to that of the app.

        >>> place("mislead", "withholding").link
        'mislead?preset=withholding'
        """
        query = self.query
        return f"{self.page}?{urlencode(query)}" if query else self.page


def place(page: str, start: str) -> Place:
    """The run that a page shows first under a preset, a scene or a game.

    Raises:
        ValueError: If there is no such page, or nothing of that word on it.
    """
    offered = _OFFERED.get(page) or {scene.word: scene.setting for scene in _page(page).scenes}
    if start not in offered:
        raise ValueError(f"page {page!r} has no {start!r}; use one of {[*offered]}")
    return Place(page, start, offered[start])


def restored(page: str, query: Mapping[str, str]) -> tuple[Any, tuple[str, ...]]:
    """The setting that a page makes of the parameters of a link, and what it could not use.

    Raises:
        ValueError: If there is no such page.
    """
    if page in _READERS:
        return _READERS[page](query)
    return knobs.from_query(_page(page), query)


def _page(word: str) -> Page:
    """The page of this word among those that are made of knobs."""
    return bridge.PAGE if word == bridge.PAGE.word else pages.page(word)


_OFFERED: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        _MISLEAD: {offered.word: offered.setting for offered in presets.PRESETS},
        _GOLD: {scene.word: scene.setting for scene in gold.SCENES},
        _PLAY: {scene.word: scene.match for scene in play.SCENES},
    }
)

_READERS: Final[Mapping[str, Callable[[Mapping[str, str]], tuple[Any, tuple[str, ...]]]]] = (
    MappingProxyType(
        {
            _MISLEAD: link.from_query,
            _GOLD: gold_link.from_query,
            _PLAY: play_link.from_query,
        }
    )
)


@dataclass(frozen=True)
class Step:
    """A step of a lesson.

    Attributes:
        minutes: How long it takes.
        text: What is done.
        place: Where in the app; None where nobody looks at it.
    """

    minutes: int
    text: str
    place: Place | None = None

    @property
    def link(self) -> str:
        """The address of its place, relative to that of the app; empty if it has none."""
        return self.place.link if self.place else ""


@dataclass(frozen=True)
class Plan:
    """A lesson.

    Attributes:
        minutes: How long it takes: the sum of its steps.
        title: Its title.
        objectives: What learners can do afterwards, each a sentence.
        steps: What is done, in order.
        exercises: Ids of the exercises that belong to it.
    """

    minutes: int
    title: str
    objectives: tuple[str, ...]
    steps: tuple[Step, ...]
    exercises: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a plan that does not take as long as it says.

        Raises:
            ValueError: If its steps take more or less.
        """
        taken = sum(step.minutes for step in self.steps)
        if taken != self.minutes:
            raise ValueError(
                f"plan {self.title!r} takes {taken} minutes, but says {self.minutes}; change one"
            )


@dataclass(frozen=True)
class Exercise:
    """An exercise.

    Attributes:
        id: The claim's id and a word, as "A1-summit".
        question: What is asked.
        place: Where in the app to look for it.
        wrong_bet: What many may expect at first; a teacher's guess, not measured.
        answer: What is so, and why; its numbers are those of the script.
        script: Python source on the public names that computes it; it prints `prints`.
        prints: What the script prints.
    """

    id: str
    question: str
    place: Place
    wrong_bet: str
    answer: str
    script: str
    prints: str

    @property
    def claim(self) -> str:
        """Id of the claim that it is about."""
        return self.id.partition("-")[0]

    @property
    def link(self) -> str:
        """The address of its place, relative to that of the app."""
        return self.place.link
