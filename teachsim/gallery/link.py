"""Links: a setting as query parameters and back, by differences from a preset.

Reading never raises. What cannot be read or does not fit is replaced by the preset's value and said
in a sentence; words come from closed sets, numbers are short strings of digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from teachsim.gallery.class_link import (
    carried,
    class_of,
    class_query,
    dotted,
    number,
    numbers,
    replaced,
)
from teachsim.gallery.classes import build_class
from teachsim.gallery.parameters import Parameter, differences, read
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
        query |= class_query(setting.ideas)
        base = with_ideas(base, setting.ideas)
    return query | differences(setting, base, of=_PARAMETERS)


def carries_class(setting: Setting) -> bool:
    """Whether a link can restore the class of a setting."""
    return carried(setting.ideas)


def from_query(query: Mapping[str, str]) -> tuple[Setting, tuple[str, ...]]:
    """The setting of a link and, for each parameter that could not be used, a sentence.

    Args:
        query: The parameters; those of other parts of a page are passed over.
    """
    problems: list[str] = []
    start = preset(query.get("preset", DEFAULT.word))
    if start is None:
        problems.append(replaced("preset", query["preset"], used=DEFAULT.word))
    setting = (start or DEFAULT).setting
    try:
        asked = class_of(query, setting.ideas)
        ideas = build_class(asked)
        if asked != setting.ideas:
            setting = with_ideas(setting, asked)
        fit(setting, ideas)
    except ValueError as error:
        setting = (start or DEFAULT).setting
        ideas = build_class(setting.ideas)
        problems.append(f"the link's class could not be used, so this is the preset's: {error}")
        query = {name: text for name, text in query.items() if name not in _OF_CLASS}
    setting, unused = read(setting, query, of=_PARAMETERS, fit=lambda turned: fit(turned, ideas))
    return setting, (*problems, *unused)


def _with(setting: Setting, who: Demonstrator) -> Setting:
    return replace(setting, demonstrator=who)


_PARAMETERS = (
    Parameter(
        "target",
        lambda s: str(s.target),
        lambda s, text: replace(s, target=number(text)),
    ),
    Parameter(
        "teacher",
        lambda s: s.demonstrator.kind,
        lambda s, text: _with(s, replace(s.demonstrator, kind=Kind(text))),
    ),
    Parameter(
        "decoy",
        lambda s: "" if s.demonstrator.decoy is None else str(s.demonstrator.decoy),
        lambda s, text: _with(s, replace(s.demonstrator, decoy=number(text) if text else None)),
    ),
    Parameter(
        "blind",
        lambda s: dotted(s.demonstrator.withheld),
        lambda s, text: _with(s, replace(s.demonstrator, withheld=numbers(text))),
    ),
    Parameter(
        "least",
        lambda s: str(s.demonstrator.at_least),
        lambda s, text: _with(s, replace(s.demonstrator, at_least=number(text))),
    ),
    Parameter(
        "lies",
        lambda s: str(s.demonstrator.lies),
        lambda s, text: _with(s, replace(s.demonstrator, lies=number(text))),
    ),
    Parameter("bias", lambda s: s.bias, lambda s, text: replace(s, bias=Bias(text))),
    Parameter("asker", lambda s: s.asker, lambda s, text: replace(s, asker=Asker(text))),
    Parameter("rounds", lambda s: str(s.rounds), lambda s, text: replace(s, rounds=number(text))),
    Parameter("seed", lambda s: str(s.seed), lambda s, text: replace(s, seed=number(text))),
    Parameter("view", lambda s: s.view, lambda s, text: replace(s, view=View(text))),
)
