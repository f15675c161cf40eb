"""The chapter "Say 'I don't know'": the honesty square, and how long a cold start takes."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw import Picture
from teachsim.draw.chart import Scale, numeral
from teachsim.draw.lines import Curve, Mark, lines
from teachsim.draw.square import Path, square
from teachsim.gallery.tabular import say_idk
from teachsim.gallery.tabular.say_idk import Runs, Setting
from teachsim.tabular.thresholds.cold_start import cold_start, first_sampled, warm_start
from teachsim.ui.tabular_chapter import Bet, Chapter, Sheet
from teachsim.ui.words import say

RARITY: Final = np.geomspace(4, 1e6, 60)
"""Of how many questions one gets "I don't know" before training: along the second picture."""

COLOURS: Final = MappingProxyType({"sft": 2, "cold": 4, "warm": 0})
_HALF: Final = 0.5
_FEWEST: Final = 0.5
_LIKELY: Final = 0.01


# ---------------------------------------------------------------- pictures
def pictures(runs: Runs, narrow: bool) -> Sheet:
    """Return the square and, beside it, the wait."""
    if narrow:
        return (_square(runs, (430.0, 400.0)),), (_wait(runs.setting, (430.0, 340.0)),)
    return ((_square(runs, (520.0, 400.0)), _wait(runs.setting, (520.0, 400.0))),)


def _square(runs: Runs, size: tuple[float, float]) -> Picture:
    paths = [Path(say(f"idk-way-{way}"), points, COLOURS[way]) for way, points in _ways(runs)]
    return square(paths, title=say("idk-square"), width=size[0], height=size[1])


def _ways(runs: Runs) -> list[tuple[str, FloatArray]]:
    """Return the ways with their paths: without a step of examples the last is the second again."""
    named = list(zip(say_idk.WAYS, runs.paths, strict=True))
    return named if runs.setting.warm else named[:-1]


def _wait(setting: Setting, size: tuple[float, float]) -> Picture:
    found, told = waits(setting), [say("idk-wait-told")]
    curves = [Curve(say("idk-wait-first"), RARITY, found["first"], colour=3)]
    if setting.labels == "random":
        curves.append(Curve(say("idk-wait-examples"), RARITY, found["examples"], colour=2))
        told.append(say("idk-wait-told-examples"))
    curves += [
        Curve(say("idk-wait-law"), RARITY, found["law"], colour=4, theory=True),
        Curve(say("idk-wait-reward"), RARITY, found["reward"], colour=4),
    ]
    return lines(
        curves,
        across=Scale(float(RARITY[0]), float(RARITY[-1]), log=True, title=say("idk-rare")),
        up=Scale(_FEWEST, 1e7, log=True, title=say("idk-steps")),
        title=say("idk-wait"),
        description=" ".join(told),
        marks=[Mark(1 / setting.base_idk, say("idk-here"))],
        size=size,
    )


def waits(setting: Setting) -> dict[str, FloatArray]:
    """Return steps over `RARITY`, of a model that has only "answer, wrong" and "I don't know".

    "reward": reinforcement alone until it says so every other time, and "law" its leading term;
    "examples": random labels until nine tenths of their work is done; "first": until the first one
    is drawn.
    """
    gap, rate, chances = setting.penalty, setting.rate, 1 / RARITY
    return {
        "reward": np.array([cold_start(gap, eps) / rate for eps in chances]),
        "law": np.asarray(1 / (2 * gap * chances * rate)),
        "examples": np.array([warm_start(eps) / rate for eps in chances]),
        "first": np.array([first_sampled(eps, batch=setting.batch) for eps in chances]),
    }


# ---------------------------------------------------------------- bet, numbers, data
def bet(runs: Runs) -> Bet:
    """Return who may be bet on to learn when to say it; without examples, whether reward does."""
    _, cold, warm = (bool((path[-1] > _HALF).all()) for path in runs.paths)
    if not runs.setting.warm:
        return Bet("alone", ("in", "out"), "in" if cold else "out")
    wins = {(True, True): "both", (True, False): "cold", (False, True): "warm"}
    return Bet("who", ("cold", "warm", "both", "none"), wins.get((cold, warm), "none"))


def numbers(runs: Runs) -> dict[str, str]:
    """Return the numbers of a run in words."""
    setting, labels = runs.setting, runs.setting.labels
    law = 1 / (2 * setting.penalty * setting.base_idk * setting.rate)
    told = {
        "base": f"1 in {round(1 / setting.base_idk):,}",
        "penalty": numeral(setting.penalty),
        "warm": f"{setting.warm}",
        "batch": _counted("answer", f"{setting.batch}"),
        "wait": _steps(runs.wait),
        "first": _counted("step", _steps(runs.wait)),
        "learned": _steps(max(law, runs.wait)),  # the law is one of means: no draw comes earlier
    }
    if labels == "random":
        told["enough"] = _steps(runs.enough)
    for way, path in _ways(runs):
        told[f"{way}_says"], told[f"{way}_answers"] = (f"{x * 100:.0f} %" for x in path[-1])
    return told | {"shown": say(f"idk-shown-{labels}").format(**told)}


def _counted(word: str, number: str) -> str:
    """Return so many steps or answers."""
    many = "one" if number == "1" else "many"
    return say(f"idk-{word}-{many}").format(number=number)


def _steps(value: float) -> str:
    return f"{round(value):,}" if value >= 10 else numeral(round(value, 1))


def rows(runs: Runs) -> Iterator[tuple[object, ...]]:
    """Return the paths, step by step."""
    yield "way", "step", "says_idk_if_not_known", "answers_if_known"
    for way, path in zip(say_idk.WAYS, runs.paths, strict=True):
        for step, point in enumerate(path.round(6).tolist()):
            yield way, step, *point


def story(setting: Setting, start: str) -> str:
    """Return the scene whose words tell a setting."""
    if setting.labels == "gold" and setting.warm:
        return "window-closed"
    if setting.warm:
        return "warm-start"
    return "likely-enough" if setting.base_idk >= _LIKELY else "cold-start"


CHAPTER: Final = Chapter(
    say_idk.PAGE,
    "idk",
    pictures,
    bet,
    numbers,
    rows,
    MappingProxyType(
        {
            "warm-start": "warm",
            "cold-start": "base_idk",
            "likely-enough": "base_idk",
            "window-closed": "warm",
        }
    ),
    story,
)
