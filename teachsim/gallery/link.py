"""Links: a setting as query parameters and back, by differences from a preset.

Reading never raises. What cannot be read or does not fit is replaced by the preset's value and said
in a sentence; words come from closed sets, numbers are short strings of digits, and a class of
one's own travels compressed inside the link when it is short enough.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from teachsim.gallery import classes
from teachsim.gallery.classes import Ideas, build_class
from teachsim.gallery.presets import DEFAULT, preset
from teachsim.gallery.setting import (
    Asker,
    Bias,
    Demonstrator,
    Kind,
    Setting,
    View,
    fit,
    with_ideas,
)

__all__ = ["carries_class", "from_query", "to_query"]

_MAX_OWN_CHARACTERS = 4_000  # of a class inside a link: browsers and chats cut longer addresses
_MAX_OWN_BYTES = 64 * 1024  # of its text: a short link must not unpack into a huge class
_MAX_DIGITS = 10
_QUOTED = 24  # characters of a bad value that a sentence repeats
_OF_CLASS = ("target", "decoy", "blind")  # numbers that mean nothing in another class


def to_query(setting: Setting, *, start: str = DEFAULT.word) -> dict[str, str]:
    """The parameters in which a setting differs from the preset `start`.

    A class of one's own that is too long for a link is left out: see `carries_class`.

    Args:
        setting: What the link restores.
        start: Word of the preset that the link starts from.
    """
    base = (preset(start) or DEFAULT).setting
    query = {} if start == DEFAULT.word else {"preset": start}
    if setting.ideas != base.ideas:
        query |= _ideas_query(setting.ideas)
        base = with_ideas(base, setting.ideas)
    changed = ((knob.name, knob.show(setting), knob.show(base)) for knob in _KNOBS)
    return query | {name: new for name, new, old in changed if new != old}


def carries_class(setting: Setting) -> bool:
    """Whether a link can restore the class of a setting."""
    return setting.ideas.word != classes.OWN or bool(_packed(setting.ideas.own))


def from_query(query: Mapping[str, str]) -> tuple[Setting, tuple[str, ...]]:
    """The setting of a link and, for each parameter that could not be used, a sentence.

    Args:
        query: The parameters; those of other parts of a page are passed over.
    """
    problems: list[str] = []
    start = preset(query.get("preset", DEFAULT.word))
    if start is None:
        problems.append(_replaced("preset", query["preset"], used=DEFAULT.word))
    setting = (start or DEFAULT).setting
    try:
        asked = _ideas(query, setting.ideas)
        ideas = build_class(asked)
        if asked != setting.ideas:
            setting = with_ideas(setting, asked)
        fit(setting, ideas)
    except ValueError as error:
        setting = (start or DEFAULT).setting
        ideas = build_class(setting.ideas)
        problems.append(f"the link's class could not be used, so this is the preset's: {error}")
        query = {name: text for name, text in query.items() if name not in _OF_CLASS}
    for knob in _KNOBS:
        if knob.name not in query:
            continue
        try:
            turned = knob.turn(setting, query[knob.name])
            fit(turned, ideas)
            setting = turned
        except ValueError:
            used = knob.show(setting)
            problems.append(_replaced(knob.name, query[knob.name], used=used))
    return setting, tuple(problems)


@dataclass(frozen=True)
class _Knob:
    """One parameter of a link.

    Attributes:
        name: Its name.
        show: Its text in a setting.
        turn: The setting with the value of a text; raises ValueError if it has none.
    """

    name: str
    show: Callable[[Setting], str]
    turn: Callable[[Setting, str], Setting]


def _with(setting: Setting, who: Demonstrator) -> Setting:
    return replace(setting, demonstrator=who)


def _number(text: str) -> int:
    """A natural number of at most ten ASCII digits."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise ValueError(f"{text[:_QUOTED]!a} is no whole number of at most {_MAX_DIGITS} digits")
    return int(text)


def _numbers(text: str) -> tuple[int, ...]:
    """Natural numbers joined by dots; the empty text holds none."""
    return tuple(_number(part) for part in text.split(".")) if text else ()


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


_KNOBS = (
    _Knob(
        "target",
        lambda s: str(s.target),
        lambda s, text: replace(s, target=_number(text)),
    ),
    _Knob(
        "teacher",
        lambda s: s.demonstrator.kind,
        lambda s, text: _with(s, replace(s.demonstrator, kind=Kind(text))),
    ),
    _Knob(
        "decoy",
        lambda s: "" if s.demonstrator.decoy is None else str(s.demonstrator.decoy),
        lambda s, text: _with(s, replace(s.demonstrator, decoy=_number(text) if text else None)),
    ),
    _Knob(
        "blind",
        lambda s: _dotted(s.demonstrator.withheld),
        lambda s, text: _with(s, replace(s.demonstrator, withheld=_numbers(text))),
    ),
    _Knob(
        "least",
        lambda s: str(s.demonstrator.at_least),
        lambda s, text: _with(s, replace(s.demonstrator, at_least=_number(text))),
    ),
    _Knob("bias", lambda s: s.bias, lambda s, text: replace(s, bias=Bias(text))),
    _Knob("asker", lambda s: s.asker, lambda s, text: replace(s, asker=Asker(text))),
    _Knob("rounds", lambda s: str(s.rounds), lambda s, text: replace(s, rounds=_number(text))),
    _Knob("seed", lambda s: str(s.seed), lambda s, text: replace(s, seed=_number(text))),
    _Knob("view", lambda s: s.view, lambda s, text: replace(s, view=View(text))),
)


def _replaced(name: str, text: str, *, used: str) -> str:
    """The sentence about a parameter that could not be used."""
    shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}..."
    return f"the link asked for {name}={shown!a}; using {used or 'none'}"


def _ideas(query: Mapping[str, str], default: Ideas) -> Ideas:
    """The class that a link asks for."""
    word = query.get("class", default.word)
    if word == classes.OWN:
        if "own" not in query:
            raise ValueError("it is a class of one's own, too long for a link; load its CSV file")
        return Ideas(classes.OWN, (), _unpacked(query["own"]))
    if word not in {offered.word for offered in classes.CHOICES}:
        raise ValueError(f"class {word[:_QUOTED]!a} is not offered")
    choice = classes.choice(word)
    if "n" in query:
        return Ideas(word, tuple(_number(part) for part in query["n"].split("x")))
    return default if word == default.word else choice.default


def _ideas_query(ideas: Ideas) -> dict[str, str]:
    """The parameters of a class."""
    if ideas.word == classes.OWN:
        packed = _packed(ideas.own)
        return {"class": classes.OWN} | ({"own": packed} if packed else {})
    sizes = {"n": "x".join(map(str, ideas.sizes))} if ideas.sizes else {}
    return {"class": ideas.word} | sizes


def _packed(text: str) -> str:
    """A CSV text for a link; empty if it is too long to be carried, or to be unpacked again."""
    raw = text.encode()
    if len(raw) >= _MAX_OWN_BYTES:
        return ""
    packed = base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")
    return packed if len(packed) <= _MAX_OWN_CHARACTERS else ""


def _unpacked(packed: str) -> str:
    """The CSV text of a link, refused before it grows beyond its limit."""
    if len(packed) > _MAX_OWN_CHARACTERS:
        raise ValueError(f"its text has {len(packed)} characters, over {_MAX_OWN_CHARACTERS}")
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unzip = zlib.decompressobj()
        text = unzip.decompress(raw, _MAX_OWN_BYTES)
        if unzip.unconsumed_tail:
            raise ValueError(f"its text is longer than {_MAX_OWN_BYTES} bytes")
        if not unzip.eof or unzip.unused_data:
            raise ValueError("its text is not complete; copy the whole link again")
        return text.decode()
    except (binascii.Error, zlib.error, UnicodeError) as error:
        raise ValueError("its text is damaged; copy the link again") from error
