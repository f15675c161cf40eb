"""A film: one whole frame, and for each round only what changed, forward and back.

A frame is a row of pictures and a row of words. All frames of a film have the same elements in the
same order (a shape that is not there yet is hidden), so a change is a short record

    (attribute, old value, new value, elements),

applied forward by writing `new`, back by writing `old`: going back is the inverse by construction.
Thirteen rounds of two panes of 91 hypotheses take about 30 kB.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from teachsim.draw import svg
from teachsim.draw.shapes import Picture, Shape

LABEL: Final = "aria-label"

Attributes = dict[str, str]
Change = tuple[str, str, str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """A short text on the page, beside the pictures.

    Attributes:
        key: its name, the same in every round.
        role: CSS class; may change (a verdict).
        text: words, with ** around what is bold.
    """

    key: str
    role: str
    text: str


@dataclass(frozen=True)
class Frame:
    """What is on the page in one round.

    Attributes:
        pictures: drawings, in order.
        words: texts, in order; keys unique.
        spoken: the round in whole sentences, for a screen reader.
    """

    pictures: tuple[Picture, ...]
    words: tuple[Word, ...]
    spoken: str


@dataclass(frozen=True)
class Film:
    """The frames of a run, from round 0 (before anything was said) to the last.

    Attributes:
        title: what it is about.
        frames: at least one; all with the same keys and sizes.
        panes: headings: (title, subtitle) of each pane, in order.
        layout: "stage", which begins with the survivors line, or "table".
        legend: what the marks mean: (role of a swatch, words).
        fingerprint: of the runs it shows.
        heads: names of the rows and of the columns of a table.
    """

    title: str
    frames: tuple[Frame, ...]
    panes: tuple[tuple[str, str], ...]
    layout: str = "stage"
    legend: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""
    heads: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def __post_init__(self) -> None:
        """Check that every frame has the elements of the first.

        Raises:
            ValueError: if there is no frame, or two frames differ in more than their state.
        """
        if not self.frames:
            raise ValueError(f"film {self.title!r} has no frames; pass at least that of round 0")
        first = _outline(self.frames[0])
        for at, frame in enumerate(self.frames):
            if _outline(frame) != first:
                raise ValueError(
                    f"frame {at} of film {self.title!r} has other elements than frame 0; hide a "
                    "shape (role 'hidden') instead of leaving it out"
                )

    @property
    def rounds(self) -> int:
        """The number of rounds T; there are T + 1 frames."""
        return len(self.frames) - 1

    @cached_property
    def changes(self) -> tuple[tuple[Change, ...], ...]:
        """What changes between round t and round t + 1, for t = 0 ... T - 1."""
        pairs = zip(self.frames, self.frames[1:], strict=False)
        return tuple(_difference(before, after) for before, after in pairs)


def _outline(frame: Frame) -> tuple[object, ...]:
    """Return what must not change in a film."""
    pictures = tuple(
        (p.width, p.height, tuple((s.key, s.kind, s.note) for s in p.shapes))
        for p in frame.pictures
    )
    return pictures, tuple(w.key for w in frame.words)


def elements(frame: Frame) -> list[Attributes]:
    """Return the attributes of each element, in the order in which the page holds them.

    Each picture comes first itself (its label for screen readers), then its shapes; then the words.
    """
    found: list[Attributes] = []
    for picture in frame.pictures:
        found.append({LABEL: picture.description})
        found.extend(svg.attributes(shape) for shape in picture.shapes)
    found.extend({"class": word.role, svg.INSIDE: word.text} for word in frame.words)
    return [{name: value for name, value in one.items() if value} for one in found]


def apply(state: list[Attributes], changes: Sequence[Change], *, back: bool = False) -> None:
    """Change `state` in place by one round, forward or back: what the player does to the page."""
    for attribute, old, new, places in changes:
        value = old if back else new
        for place in places:
            if value:
                state[place][attribute] = value
            else:
                state[place].pop(attribute, None)


def _difference(before: Frame, after: Frame) -> tuple[Change, ...]:
    """Return the changes between two frames, grouped by what happens to them."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for place, (old, new) in enumerate(zip(_items(before), _items(after), strict=True)):
        if old is new or old == new:
            continue
        one, other = _attributes(old), _attributes(new)
        for name in sorted(one.keys() | other.keys()):
            if one.get(name, "") != other.get(name, ""):
                key = (name, one.get(name, ""), other.get(name, ""))
                groups.setdefault(key, []).append(place)
    return tuple((*key, tuple(places)) for key, places in groups.items())


def _items(frame: Frame) -> list[str | Shape | Word]:
    """Return the elements themselves: cheap to compare before any text is made of them."""
    found: list[str | Shape | Word] = []
    for picture in frame.pictures:
        found.append(picture.description)
        found.extend(picture.shapes)
    found.extend(frame.words)
    return found


def _attributes(item: str | Shape | Word) -> Attributes:
    if isinstance(item, str):
        return {LABEL: item}
    if isinstance(item, Shape):
        return svg.attributes(item)
    return {"class": item.role, svg.INSIDE: item.text}


def compact(film: Film) -> dict[str, object]:
    """Return the changes for JSON: `values` once each, and per round rows of places in it.

    `changes[t]` is a list of `[attribute, old, new, [element, ...]]`, the first three being places
    in `values`; `notes` lists `[value, [element, ...]]`: what a pointer resting there is told.
    """
    places: dict[str, int] = {}

    def place(value: str) -> int:
        return places.setdefault(value, len(places))

    rounds = [
        [[place(name), place(old), place(new), list(where)] for name, old, new, where in changes]
        for changes in film.changes
    ]
    notes: dict[int, list[int]] = {}
    for at, item in enumerate(_items(film.frames[0])):
        if isinstance(item, Shape) and item.note:
            notes.setdefault(place(item.note), []).append(at)
    return {
        "values": list(places),
        "notes": list(notes.items()),
        "changes": rounds,
    }


def identity(film: Film) -> str:
    """Return 12 hex digits that name this film: equal films, equal names."""
    told = json.dumps([compact(film), elements(film.frames[0])], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
