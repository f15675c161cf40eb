"""Knobs, scenes and links: what the pages about the tabular language model have in common.

A page is a frozen record of settings, each from a closed list of values: the steps of a slider, or
words. So every link can be checked by looking up, and no page is ever asked for more than its
largest values. A link carries only what differs from a scene. Reading never raises: what cannot be
read or does not fit stays as the scene has it, and is said in a sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from teachsim.core.checks import quoted

__all__ = ["Knob", "Page", "Scene", "fingerprint", "fit", "from_query", "steps", "to_query"]

_NUMBER: Final = re.compile(r"[0-9.e+-]{1,12}", re.ASCII)
_QUOTED: Final = 24  # characters of a bad value that a sentence repeats
_LISTED: Final = 6  # values that a sentence lists
_DIGITS: Final = 6
_SMALLEST: Final = 9  # decimals: what is less may be rounding, and differ on another machine


@dataclass(frozen=True)
class Knob:
    """One setting of a page.

    Attributes:
        name: Of the field of the page's record, and of the parameter in links.
        values: What it can be set to, numbers in ascending order or words; at least two.
    """

    name: str
    values: Sequence[Any]

    def __post_init__(self) -> None:
        """Refuse values that a link cannot tell apart.

        Raises:
            ValueError: If two are written alike, or there are fewer than two.
        """
        texts = {_text(value) for value in self.values}
        if len(texts) != len(self.values) or len(texts) < 2:
            raise ValueError(
                f"knob {self.name} has values {quoted(self.values)}, but needs two or more that "
                "are written differently; drop some"
            )

    def show(self, setting: object) -> str:
        """The text of its value in a setting."""
        return _text(getattr(setting, self.name))

    def read(self, text: str) -> Any:
        """The value of a text.

        Raises:
            ValueError: If it has none.
        """
        for value in self.values:
            if _text(value) == text:
                return value
        if _NUMBER.fullmatch(text):
            found = float(text)
            for value in self.values:
                if not isinstance(value, str) and value == found:
                    return value
        raise ValueError(f"{self.name} is {text[:_QUOTED]!a}, but must be {_offered(self)}")


@dataclass(frozen=True)
class Scene:
    """A setting that tells a story by itself.

    Attributes:
        word: Its word in links.
        claim: Id of the claim that it shows, or of which it shows where it fails.
        setting: What is run: the page's record.
    """

    word: str
    claim: str
    setting: Any


@dataclass(frozen=True, eq=False)
class Page:
    """A page: what can be set, and what is computed of it.

    Attributes:
        word: Its name in the address.
        knobs: One for each field of its record, in order.
        scenes: Its scenes; it opens on the first.
        run: Computes what is shown: a record with a `fingerprint`.
        script: Source of six lines that prints the same fingerprint.
    """

    word: str
    knobs: tuple[Knob, ...]
    scenes: tuple[Scene, ...]
    run: Callable[[Any], Any]
    script: Callable[[Any], str]

    @property
    def default(self) -> Scene:
        """The scene that it opens on."""
        return self.scenes[0]

    def scene(self, word: str) -> Scene | None:
        """The scene with this word, or None."""
        return next((scene for scene in self.scenes if scene.word == word), None)


def steps(low: float, high: float, by: float) -> tuple[float, ...]:  # noqa: PLR0917  # as a range
    """The values of a slider, from low to high.

    >>> steps(0, 0.3, 0.1)
    (0.0, 0.1, 0.2, 0.3)
    """
    n = round((high - low) / by)
    return tuple(round(low + k * by, _SMALLEST) for k in range(n + 1))


def fit(setting: object, knobs: Sequence[Knob]) -> None:
    """Refuse a setting of which a value is not offered.

    Raises:
        ValueError: If one is not.
    """
    for knob in knobs:
        value = getattr(setting, knob.name)
        if isinstance(value, bool) or value not in knob.values:
            raise ValueError(
                f"{knob.name} is {quoted(value)}, but the page offers {_offered(knob)}; use one of "
                "those, or compute with teachsim.tabular, which takes any"
            )


def to_query(page: Page, setting: object, *, start: str = "") -> dict[str, str]:
    """The parameters in which a setting differs from a scene.

    Args:
        page: The page.
        setting: What the link restores.
        start: Word of the scene that the link starts from; the first by default.
    """
    base = page.scene(start) or page.default
    query = {} if base is page.default else {"preset": base.word}
    changed = [knob for knob in page.knobs if knob.show(setting) != knob.show(base.setting)]
    return query | {knob.name: knob.show(setting) for knob in changed}


def from_query(page: Page, query: Mapping[str, str]) -> tuple[Any, tuple[str, ...]]:
    """The setting of a link and, for each parameter that could not be used, a sentence.

    Args:
        page: The page.
        query: The parameters; those of other parts of the page are passed over.
    """
    problems: list[str] = []
    start = page.scene(query.get("preset", page.default.word))
    if start is None:
        problems.append(_replaced("preset", query["preset"], used=page.default.word))
    setting = (start or page.default).setting
    asked: dict[str, Any] = {}
    for knob in page.knobs:
        if knob.name in query:
            try:
                asked[knob.name] = knob.read(query[knob.name])
            except ValueError:
                used = knob.show(setting)
                problems.append(_replaced(knob.name, query[knob.name], used=used))
    try:  # all at once: two values may fit together, and neither with the scene's other
        return replace(setting, **asked), tuple(problems)
    except ValueError as error:
        problems.append(f"the link's values do not go together, so these are the scene's: {error}")
        return setting, tuple(problems)


def fingerprint(*told: Any) -> str:
    """8 hex digits of a hash of numbers, to six digits.

    Args:
        told: Arrays or numbers; None and what is not finite count as such.

    >>> fingerprint(0.5, [1, 2]) == fingerprint(0.5 + 1e-12, [1.0, 2.0])
    True
    """
    digest = hashlib.sha256()
    for part in told:
        array = np.asarray(part, dtype=np.float64)  # None becomes NaN
        rounded = np.round(array.reshape(-1), _SMALLEST) + 0.0  # no -0
        digest.update(f"{array.shape}".encode())
        digest.update(",".join(f"{x:.{_DIGITS}g}" for x in rounded.tolist()).encode())
    return digest.hexdigest()[:8]


def _text(value: object) -> str:
    """A value in a link."""
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def _offered(knob: Knob) -> str:
    """The values of a knob, the middle ones left out where there are many."""
    texts = [_text(value) for value in knob.values]
    if len(texts) > _LISTED:
        texts = [*texts[: _LISTED - 2], "...", texts[-1]]
    return ", ".join(texts)


def _replaced(name: str, text: str, *, used: str) -> str:
    """The sentence about a parameter that could not be used."""
    shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}..."
    return f"the link asked for {name}={shown!a}; using {used}"
