"""What turning one control does to a setting: pure, and always to a setting that is legal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np

from teachsim.gallery import classes
from teachsim.gallery.classes import Ideas, build_class
from teachsim.gallery.setting import (
    MAX_ROUNDS,
    Asker,
    Bias,
    Demonstrator,
    Kind,
    Setting,
    View,
    fit,
    with_ideas,
)

Value: TypeAlias = Any  # what a widget returns: a word, a number, a list of numbers
Change = Callable[[Setting, Value], Setting]

MAX_SEED: Final = 2**32 - 1


def changed(setting: Setting, name: str, *, value: Value) -> Setting:
    """Return the setting with one control turned, whatever the widget sent.

    A value that does not fit leaves the setting as it was: a widget offers none, but a browser may
    send one.

    Args:
        setting: as it is.
        name: one of `CHANGES`.
        value: what the widget holds now.
    """
    try:
        wanted = CHANGES[name](setting, value)
        fit(wanted, build_class(wanted.ideas))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return setting
    return wanted


def _class(setting: Setting, word: Value) -> Setting:
    if word == setting.ideas.word:
        return setting
    return with_ideas(setting, classes.choice(word).default)


def _size(place: int) -> Change:
    """Return what changes size number `place`."""

    def change(setting: Setting, value: Value) -> Setting:
        sizes = list(setting.ideas.sizes)
        sizes[place] = int(value)
        return with_ideas(setting, Ideas(setting.ideas.word, tuple(sizes)))

    return change


def _teacher(setting: Setting, value: Value) -> Setting:
    """Return the setting with another kind of demonstrator; a careless one needs a blind spot."""
    kind = Kind(value)
    who = replace(setting.demonstrator, kind=kind)
    if kind is Kind.NEGLIGENT and not who.withheld:
        members = np.flatnonzero(build_class(setting.ideas)[setting.target])
        who = replace(who, withheld=(int(members[-1]),) if len(members) > 1 else ())
    return replace(setting, demonstrator=who)


def _who(setting: Setting, who: Demonstrator) -> Setting:
    return replace(setting, demonstrator=who)


CHANGES: Final[Mapping[str, Change]] = MappingProxyType(
    {
        "class": _class,
        "size-0": _size(0),
        "size-1": _size(1),
        "target": lambda s, v: replace(s, target=int(v)),
        "teacher": _teacher,
        "decoy": lambda s, v: _who(
            s, replace(s.demonstrator, decoy=None if v is None or int(v) < 0 else int(v))
        ),
        "withheld": lambda s, v: _who(
            s, replace(s.demonstrator, withheld=tuple(sorted({int(x) for x in v})))
        ),
        "least": lambda s, v: _who(s, replace(s.demonstrator, at_least=int(v))),
        "lies": lambda s, v: _who(s, replace(s.demonstrator, lies=int(v))),
        "bias": lambda s, v: replace(s, bias=Bias(v)),
        "asker": lambda s, v: replace(s, asker=Asker(v)),
        "rounds": lambda s, v: replace(s, rounds=min(max(int(v), 1), MAX_ROUNDS)),
        "seed": lambda s, v: replace(s, seed=min(max(int(v), 0), MAX_SEED)),
        "view": lambda s, v: replace(s, view=View(v)),
    }
)
"""What each control does."""
