"""Links to runs of the Gold page: a setting as query parameters, by differences from a scene.

Reading never raises: what cannot be read or does not fit is left as it was, and said in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from teachsim.gallery.class_link import number, replaced
from teachsim.gallery.gold import DEFAULT, Learner, Setting, View, fitted, scene
from teachsim.gallery.parameters import Parameter, differences, read

__all__ = ["from_query", "to_query"]

_ADVERSARY: Final = "adversary"


def to_query(setting: Setting, *, start: str = DEFAULT.word) -> dict[str, str]:
    """The parameters in which a setting differs from the scene `start`.

    Args:
        setting: What the link restores.
        start: Word of the scene that the link starts from.
    """
    base = (scene(start) or DEFAULT).setting
    query = {} if start == DEFAULT.word else {"preset": start}
    return query | differences(setting, base, of=_PARAMETERS)


def from_query(query: Mapping[str, str]) -> tuple[Setting, tuple[str, ...]]:
    """The setting of a link and, for each parameter that could not be used, a sentence.

    Args:
        query: The parameters; those of other parts of a page are passed over.
    """
    problems: list[str] = []
    start = scene(query.get("preset", DEFAULT.word))
    if start is None:
        problems.append(replaced("preset", query["preset"], used=DEFAULT.word))
    setting = (start or DEFAULT).setting
    setting, unused = read(setting, query, of=_PARAMETERS)
    return setting, (*problems, *unused)


# View and family come first: what does not fit them is replaced before the rest is read.
_PARAMETERS: Final = (
    Parameter(
        "view", lambda s: s.view.value, lambda s, text: fitted(s, view=View(text), family=s.family)
    ),
    Parameter("family", lambda s: s.family, lambda s, text: fitted(s, view=s.view, family=text)),
    Parameter(
        "target",
        lambda s: _ADVERSARY if s.target is None else str(s.target),
        lambda s, text: replace(s, target=None if text == _ADVERSARY else number(text)),
    ),
    Parameter(
        "learner", lambda s: s.learner.value, lambda s, text: replace(s, learner=Learner(text))
    ),
    Parameter("place", lambda s: str(s.place), lambda s, text: replace(s, place=number(text))),
    Parameter("rounds", lambda s: str(s.rounds), lambda s, text: replace(s, rounds=number(text))),
)
