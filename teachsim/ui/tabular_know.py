"""The chapter "Know or make it up": three ways to train, the threshold meter, the phase diagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw import Picture
from teachsim.draw.chart import numeral
from teachsim.draw.meter import Row, meter
from teachsim.draw.wall import Column, wall
from teachsim.gallery.tabular import know
from teachsim.gallery.tabular.know import Runs, Setting
from teachsim.tabular import Reward, exact, objectives, thresholds
from teachsim.tabular.thresholds.meter import Reading
from teachsim.ui import tabular_kang, tabular_phase
from teachsim.ui.tabular_chapter import Bet, Chapter, Sheet
from teachsim.ui.words import say

UNKNOWN, KNOWN = 0, 1
"""Rows of a readout."""

_MADE_UP: Final = 1
_IDK: Final = 2
_MOST: Final = 0.5
_NEARLY: Final = 0.9
_KEPT: Final = 16
_GOLD: Final = objectives.SFT(labels="gold")
"""The way that answers always. No reward decides that, so its reading names no threshold."""


# ---------------------------------------------------------------- pictures
def pictures(runs: Runs, narrow: bool) -> Sheet:
    """Return the wall, below it the meter and the phase diagram, then a real model.

    That one says nothing on learning by heart, so it is left out where there is any.
    """
    setting = runs.setting
    real = not setting.memory
    rows = _rows_of(setting)
    columns = [
        Column(
            say(f"know-way-{way}"), np.stack([_rates(run)[row] for row in rows], axis=1), run.ends
        )
        for way, run in zip(know.WAYS, runs.runs, strict=True)
    ]
    if narrow:
        walls = [_narrow(column, rows) for column in columns]
        below = (
            _meter(setting, 430.0),
            tabular_phase.answered(setting, width=430.0, title=_titled("know-phase", setting)),
            *(tabular_kang.pictures((430.0, 430.0)) if real else ()),
        )
        return (*((w,) for w in walls), *((one,) for one in below))
    return (
        (_wall(columns, rows, width=1020.0),),
        (
            _meter(setting, 540.0),
            tabular_phase.answered(setting, width=470.0, title=_titled("know-phase", setting)),
        ),
        *((tabular_kang.pictures((540.0, 470.0)),) if real else ()),
    )


def _rows_of(setting: Setting) -> list[str]:
    """Return the rows: what there is none of has none."""
    rows = ["known"]
    rows += ["unknown"] if setting.known < 1 else []
    return [*rows, *(["taught"] if setting.memory and setting.known < 1 else [])]


def _rates(run: exact.Run) -> dict[str, FloatArray]:
    """Return `(T + 1, 3)` rates by row: new questions, and those taught that were not known."""
    new, taught = run.held_out.by_knowledge, run.taught.by_knowledge
    return {"known": new[:, KNOWN], "unknown": new[:, UNKNOWN], "taught": taught[:, UNKNOWN]}


def _wall(columns: list[Column], rows: list[str], *, width: float) -> Picture:
    cell = 132.0 if len(rows) < 3 else 84.0
    named = [say(f"know-row-{row}") for row in rows]
    title = say("know-wall-taught" if "taught" in rows else "know-wall")
    return wall(columns, rows=named, title=title, width=width, cell=cell)


def _narrow(column: Column, rows: list[str]) -> Picture:
    """Return one column by itself, its name above it in place of the wall's."""
    alone = _wall([replace(column, title="")], rows, width=430.0)
    return replace(alone, title=column.title)


def _meter(setting: Setting, width: float) -> Picture:
    rows = []
    for name, read in _by_objective(readings(setting)).items():
        p, answering = np.array([[r.p, r.answering] for r in read]).T
        lines = (
            (0.0, 0.0)
            if thresholds.USUAL[name] == _GOLD
            else (read[0].predicted, read[0].effective)
        )
        rows.append(Row(name, p, answering, *lines))
    return meter(rows, title=_titled("know-meter", setting), width=width)


def _titled(key: str, setting: Setting) -> str:
    """Return the title of a picture without memory, which says so if there is any."""
    return say("know-plain").format(title=say(key)) if setting.memory else say(key)


def _by_objective(found: tuple[Reading, ...]) -> dict[str, list[Reading]]:
    """Return the readings of each objective."""
    by_name: dict[str, list[Reading]] = {}
    for reading in found:
        by_name.setdefault(reading.objective, []).append(reading)
    return by_name


# ---------------------------------------------------------------- what is computed
@lru_cache(maxsize=_KEPT)
def _readings(reward: Reward, base_idk: float) -> tuple[Reading, ...]:
    return thresholds.meter(thresholds.Setting(reward, base_idk=base_idk), grid=20)


def readings(setting: Setting) -> tuple[Reading, ...]:
    """Return the threshold meter: `Runs.readings`, kept by what it depends on."""
    return _readings(setting.reward, setting.base_idk)


# ---------------------------------------------------------------- bet, numbers, data
def bet(runs: Runs) -> Bet:
    """Return who may be bet on to make up what it does not know, or to answer if it knows all."""
    if runs.setting.known >= 1:
        return _who("answers", [_right(run) > _NEARLY for run in runs.runs])
    return _who("who", [_unknown(run)[_MADE_UP] > _MOST for run in runs.runs])


def _who(question: str, does: list[bool]) -> Bet:
    """Return a bet on who does something, of whom it is known."""
    sft, *marked = does
    wins = {
        (True, 0): "shown",
        (False, len(marked)): "marked",
        (True, len(marked)): "all",
        (False, 0): "none",
    }.get((sft, sum(marked)), "mixed")
    usual = ("shown", "marked", "all", "none")
    return Bet(question, (*usual, "mixed") if wins == "mixed" else usual, wins)


def _threshold(setting: Setting) -> float:
    """Return the confidence above which an answer pays; there is one, as right beats wrong."""
    return setting.reward.threshold or 0.0


def _unknown(run: exact.Run) -> list[float]:
    """Return how often it is right, makes things up and abstains where it does not know."""
    return [float(x) for x in run.held_out.by_knowledge[-1, UNKNOWN]]


def numbers(runs: Runs) -> dict[str, str]:
    """Return the numbers of a run in words; of what it does not know if there is any."""
    setting, worth = runs.setting, runs.setting.reward.of_answers()
    told = {"known": _percent(setting.known), "penalty": numeral(setting.penalty)}
    told["silence"] = numeral(-setting.abstain)
    told["rote"] = say("know-rote") if setting.memory else ""
    told |= {"cheap": say(f"know-cheap-{_cheap(setting)}").format(**told)}
    speed = say("know-speed-same" if setting.memory == 1 else "know-speed-times")
    told["speed"] = speed.format(memory=numeral(setting.memory))
    for way, run in zip(know.WAYS, runs.runs, strict=True):
        if setting.known < 1:
            told[f"{way}_made_up"] = _percent(_unknown(run)[_MADE_UP])
            told[f"{way}_idk"] = _percent(_unknown(run)[_IDK])
            told[f"{way}_taught"] = _percent(float(run.taught.by_knowledge[-1, UNKNOWN, 0]))
        told[f"{way}_silent"] = _percent(_silent(run))
        told[f"{way}_reward"] = _signed(float(run.held_out.reward(worth)[-1]))
    told["pays"] = numeral(round(min(max(_threshold(setting), 0.0), 1.0), 2))
    return told | {"best": _signed(runs.best.reward), **tabular_kang.numbers()}


def _right(run: exact.Run) -> float:
    """Return how often it is right where it does know."""
    return float(run.held_out.by_knowledge[-1, KNOWN, 0])


def _silent(run: exact.Run) -> float:
    """Return how often it abstains where it does know."""
    return float(run.held_out.over_conservativeness[-1])


def _cheap(setting: Setting) -> str:
    """Return why guessing is no worse than silence, where it is not."""
    if setting.abstain == -setting.penalty:
        return "wrong" if setting.penalty else "free"
    return "dearer" if setting.penalty else "dear"


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"


def _signed(value: float) -> str:
    return numeral(round(value, 2) + 0.0)


def rows(runs: Runs) -> Iterator[tuple[object, ...]]:
    """Return the rates of each way, step by step."""
    yield "way", "questions", "knows", "step", "right", "made_up", "idk"
    for way, run in zip(know.WAYS, runs.runs, strict=True):
        for questions, readout in (("new", run.held_out), ("taught", run.taught)):
            for row, knows in ((KNOWN, 1), (UNKNOWN, 0)):
                for step, rates in enumerate(readout.by_knowledge[:, row].round(6).tolist()):
                    yield way, questions, knows, step, *rates


def story(setting: Setting, start: str) -> str:
    """Return the scene whose words tell a setting."""
    told = (
        (setting.known >= 1, "all-known"),
        (setting.memory > 0, "by-rote"),
        (setting.d_prime == 0, "no-self-knowledge"),
        (_threshold(setting) <= 0, "no-penalty"),
        (setting.penalty > 1, "honest"),
    )
    return next((word for holds, word in told if holds), "makes-it-up")


CHAPTER: Final = Chapter(
    know.PAGE,
    "know",
    pictures,
    bet,
    numbers,
    rows,
    MappingProxyType(
        {
            "makes-it-up": "penalty",
            "all-known": "known",
            "honest": "penalty",
            "no-penalty": "abstain",
            "no-self-knowledge": "d_prime",
            "by-rote": "memory",
        }
    ),
    story,
)
