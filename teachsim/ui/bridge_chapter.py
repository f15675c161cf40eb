"""The chapter "Bridge": stored runs of a transformer beside what was predicted of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from teachsim.gallery import bridge
from teachsim.gallery.bridge import Runs, Setting
from teachsim.gallery.bridge_column import Column
from teachsim.ui.bridge_pictures import IDK, KNOWN, MADE_UP, RIGHT, UNKNOWN, pictures
from teachsim.ui.percent import LEAST, amount, cut, percent
from teachsim.ui.tabular_chapter import Bet, Chapter
from teachsim.ui.words import say

_MOST: Final = 0.5
_WHOLE: Final = 0.9  # what is repaired says “I don’t know” to so much of what it does not know
_FINE: Final = 0.01  # an interval narrower than this needs a decimal
_READ: Final = MappingProxyType(
    {
        "idk": (UNKNOWN, IDK),
        "made_up": (UNKNOWN, MADE_UP),
        "right": (KNOWN, RIGHT),
        "silent": (KNOWN, IDK),
    }
)
"""Rates that sentences name: of what it does not know, and of what it knows."""


def bet(runs: Runs) -> Bet:
    """Return which way may be bet on to say "I don't know" to most of what is not known."""
    ways = tuple(column.way for column in runs.columns)
    saying = [c.way for c in runs.columns if c.end[UNKNOWN, IDK] > _MOST]
    wins = saying[0] if len(saying) == 1 else "several" if saying else "none"
    return Bet("who", (*ways, "several", "none"), wins)


def numbers(runs: Runs) -> dict[str, str]:
    """Return the numbers of a run in words."""
    told = {
        "models": _models(runs),
        "device": runs.stored.device,
        "version": runs.stored.version,
        "command": runs.stored.command,
        "auroc": amount(runs.auroc),
        "d_prime": amount(runs.d_prime, digits=1),
        "missed": amount(100 * _missed(runs), digits=0),
    }
    for way, column in runs.ways.items():
        for name, place in _READ.items():
            told[f"{way}_{name}"] = _with_interval(column, place)
            told[f"{way}_{name}_aim"] = percent(float(column.aim[place]))
    for c, column in enumerate(runs.columns):
        told[f"drawn_{c}"] = told[f"{column.way}_made_up"]
        told[f"drawn_{c}_name"] = _inside(say(f"bridge-way-{column.way}"))
    return told | _verdicts(runs, told)


def _inside(name: str) -> str:
    """Return a name as it is written inside a sentence."""
    return name[:1].lower() + name[1:]


def _verdicts(runs: Runs, told: dict[str, str]) -> dict[str, str]:
    """Return what the numbers come to, where that depends on them."""
    each = runs.ways["copy_reward"].ended[:, UNKNOWN, IDK]
    whole = int((each >= _WHOLE).sum())
    copied = "whole" if whole == len(each) else "some" if whole else "part"
    silent = float(runs.ways["few_reward"].end[KNOWN, IDK]) > _MOST
    facts = say(f"bridge-facts-{'silent' if silent else 'speaks'}")
    return {
        "copy_repair": say(f"bridge-copy-{copied}"),
        "copy_reward_idk_each": ", ".join(percent(float(share)) for share in each),
        "facts_ended": facts.format(**told),
    }


def _models(runs: Runs) -> str:
    """Return which base models are shown."""
    many = len(runs.seeds) > 1
    word = say("bridge-models" if many else "bridge-model")
    return word.format(n=len(runs.seeds), first=runs.seeds[0], last=runs.seeds[-1])


def _missed(runs: Runs) -> float:
    """Return how far measured rates are from predicted ones, on average over all ways."""
    apart = [abs(column.end - column.aim).mean() for column in runs.ways.values()]
    return float(sum(apart) / len(apart))


def _with_interval(column: Column, place: tuple[int, int]) -> str:
    """Return a share with the half width of its interval, if it has one: "97 ± 2 %".

    An interval that would leave 0 to 100 % is said by its ends, cut there: "54 % (0 to 100 %)".
    """
    share, half = float(column.end[place]), float(column.half[place])
    if math.isnan(half):
        return percent(share)
    digits = 0 if half >= _FINE else 1
    half = max(half, LEAST)
    if (ends := cut(share, half)) is not None:
        low, high = ends
        said = say("bridge-interval").format(low=f"{100 * low:.0f}", high=percent(high))
        return f"{percent(share)} ({said})"
    return f"{100 * share:.{digits}f} ± {100 * half:.{digits}f}\u00a0%"


def rows(runs: Runs) -> Iterator[tuple[object, ...]]:
    """Return the rates of each way, means over the models, and what was predicted of its end."""
    said = ("right", "made_up", "idk")
    yield "way", "knows", "step", *said, *(f"predicted_{name}" for name in said)
    for column in runs.columns:
        for row, knows in ((KNOWN, 1), (UNKNOWN, 0)):
            aim = tuple(column.aim[row].round(6).tolist())
            for step, rates in zip(column.steps, column.rates[:, row].round(6), strict=True):
                yield bridge.NAMES[column.way], knows, int(step), *rates.tolist(), *aim


def story(setting: Setting, start: str) -> str:
    """Return the scene whose words tell a setting."""
    return setting.compared if setting.world == "names" else setting.world


CHAPTER: Final = Chapter(
    bridge.PAGE,
    "bridge",
    pictures,
    bet,
    numbers,
    rows,
    MappingProxyType(
        {
            "contrast": "world",
            "marks": "world",
            "labels": "world",
            "copy": "model",
            "no-tail": "model",
            "facts": "model",
        }
    ),
    story,
)
