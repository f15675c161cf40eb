"""Links for a class: a page, a scene or a run on it, and what students shall not touch or not see.

Every page with controls is here once, with the names of its controls in words; a link is made, and
read again, by the codec of its page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from teachsim.gallery import gold, lab_scenes, play, play_link, presets
from teachsim.ui import (
    gold_session,
    lab_session,
    locks,
    play_session,
    tabular_look,
    tabular_session,
    visit,
)
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.viewing import LOCKABLE, Control
from teachsim.ui.words import say

Query = Mapping[str, str]

MOST_LETTERS: Final = 8_000
_MOST_FIELDS: Final = 60
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_NOT_OF_A_LESSON: Final = ("round", "bet", "lock", "hide")


@dataclass(frozen=True, eq=False)
class Lesson:
    """A page on which a lesson can be given.

    Attributes:
        path: Its name in the address.
        title: Its name in words.
        scenes: Its scenes by word: the name, and the parameters of the link.
        controls: Its controls by the names that links use, in words; all can be hidden.
        lockable: Names of those that can be locked.
        read: What the page makes of a link: the same link, tidy, and what could not be used.
    """

    path: str
    title: str
    scenes: Mapping[str, tuple[str, Query]]
    controls: Mapping[str, str]
    lockable: frozenset[str]
    read: Callable[[dict[str, str]], tuple[dict[str, str], tuple[str, ...]]]


@cache
def lessons() -> tuple[Lesson, ...]:
    """Return the pages in the order of the menu."""
    return (_mislead(), _gold(), *map(_tabular, CHAPTERS), _lab(), _play())


def built(
    lesson: Lesson, query: Query, *, lock: Collection[str] = (), hide: Collection[str] = ()
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the link of a lesson and, for each parameter that could not be used, a sentence.

    A lesson starts with the bet, at the first round: both are left out.

    Args:
        lesson: the page.
        query: of the run.
        lock: controls that students see and cannot change.
        hide: controls that they do not see.
    """
    run = {name: text for name, text in query.items() if name not in _NOT_OF_A_LESSON}
    return lesson.read(run | locks.listed(lock, hide))


def pasted(link: str) -> tuple[Lesson, dict[str, str]]:
    """Return the page of a link, whatever the server, and its parameters.

    Raises:
        ValueError: if it leads to no page with controls.
    """
    try:
        parts = urlsplit(link.strip()[:MOST_LETTERS])
        query = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        parts, query = urlsplit(""), {}
    path = parts.path.rstrip("/").rpartition("/")[2]
    for lesson in lessons():
        if lesson.path == path:
            return lesson, query
    known = ", ".join(lesson.path for lesson in lessons())
    shown = locks.quoted(link.strip())
    raise ValueError(say("lesson-no-page").format(link=shown, known=known))


def _named(controls: Collection[Control], *, own: Mapping[str, str] = _NONE) -> dict[str, str]:
    """Return controls in words, in the order in which they are listed everywhere."""
    return {
        control.value: say(own.get(control.value, f"control-{control}"))
        for control in Control
        if control in controls
    }


def _lockable(controls: frozenset[Control]) -> frozenset[str]:
    return frozenset(control.value for control in controls & LOCKABLE)


def _presets(words: Iterator[tuple[str, str]]) -> dict[str, tuple[str, Query]]:
    """Return scenes that a link calls by their word."""
    return {word: (name, {"preset": word}) for word, name in words}


def _mislead() -> Lesson:
    def read(query: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        opened = visit.opened(query)
        return visit.query_of(opened), opened.problems

    scenes = ((p.word, say(f"preset-{p.word}")) for p in presets.PRESETS)
    named, lockable = _named(visit.CONTROLS), _lockable(visit.CONTROLS)
    return Lesson("mislead", say("page-mislead"), _presets(scenes), named, lockable, read)


def _gold() -> Lesson:
    def read(query: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        trip = gold_session.opened(query)
        return gold_session.query_of(trip), trip.problems

    own = {"class": "gold-family", "bias": "gold-learner", "view": "gold-view"}
    scenes = ((scene.word, say(f"gold-scene-{scene.word}")) for scene in gold.SCENES)
    named, lockable = _named(gold_session.CONTROLS, own=own), _lockable(gold_session.CONTROLS)
    return Lesson("gold", say("page-gold"), _presets(scenes), named, lockable, read)


def _lab() -> Lesson:
    def read(query: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        trip = lab_session.opened(query)
        return lab_session.query_of(trip), trip.problems

    own = {"knob": "control-map", "view": "control-panes"}
    scenes = ((s.word, say(f"lab-scene-{s.word}")) for s in lab_scenes.SCENES)
    named, lockable = _named(lab_session.CONTROLS, own=own), _lockable(lab_session.CONTROLS)
    return Lesson("lab", say("page-lab"), _presets(scenes), named, lockable, read)


def _play() -> Lesson:
    def read(query: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        game = play_session.opened(query)
        return play_session.query_of(game), game.problems

    own = {"teacher": "play-side", "asker": "play-query", "bias": "play-bias"}
    scenes = {
        scene.word: (
            say(f"scene-{scene.word}"),
            {"side": scene.match.side.value} | play_link.to_query(scene.match),
        )
        for scene in play.SCENES
    }
    named = _named(play_session.CONTROLS, own=own)
    lockable = _lockable(play_session.CONTROLS)
    return Lesson("play", say("page-play"), scenes, named, lockable, read)


def _tabular(chapter: Chapter) -> Lesson:
    def read(query: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        trip = tabular_session.opened(chapter, query)
        return tabular_session.query_of(trip), trip.problems

    page, prefix = chapter.page, chapter.prefix
    scenes = ((scene.word, say(f"{prefix}-scene-{scene.word}")) for scene in page.scenes)
    parts = {part: say(f"control-{part}") for part in tabular_look.PARTS}
    knobs = {knob.name: say(f"{prefix}-knob-{knob.name}") for knob in page.knobs}
    lockable = tabular_look.lockable(chapter)
    return Lesson(page.word, say(f"{prefix}-page"), _presets(scenes), parts | knobs, lockable, read)
