"""The chapter "Diversity and modes": wordings of one answer, and three kinds of prompts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.chart import Scale
from teachsim.draw.lines import Curve, lines
from teachsim.draw.shaded import Column, shaded
from teachsim.draw.shapes import Picture
from teachsim.draw.wordings import Legend, Panel, wordings
from teachsim.gallery.tabular.diversity import ANSWERING, PAGE, WAYS, Runs, Setting
from teachsim.tabular import wording
from teachsim.ui.percent import amount, percent
from teachsim.ui.tabular_chapter import Bet, Chapter, Sheet
from teachsim.ui.words import say

_WIDE: Final = 1010.0
_NARROW: Final = 430.0
_HIGH: Final = 380.0
_LOW: Final = 330.0
_NEARLY: Final = 0.999  # of the valid mass: the curve of all rewards ends at 1, and never arrives
_POINTS: Final = 32
_DRAWN: Final = 160  # steps of a course, dense at first, as training is fast there
_KEPT: Final = 8  # as many as there are numbers of right wordings
_KINDS: Final = ("text", "knowledge", "creative")
_SFT: Final = 1  # row of the table: shown one writer's right answers
_ONE, _ALL = 1.5, 0.9  # effective wordings that count as one; share of the valid that counts as all


def pictures(done: Runs, narrow: bool) -> Sheet:
    """Return wordings after training and the way there, or the table of three kinds of prompts."""
    width = _NARROW if narrow else _WIDE
    if done.setting.view == "modes":
        return ((_table(done, width=width),),)
    if done.setting.view == "close":
        return (_times(done, width=width),), (_bars(done, width=width),)
    return (_bars(done, width=width),), (_ways(done, width=width),)


def _bars(done: Runs, *, width: float) -> Picture:
    """Return the wordings of the base model and after each way of training."""
    ours = done.setting.wordings
    base = say("diversity-base").format(valid=percent(ours.valid_mass))
    panels = [Panel(say("diversity-way-base"), base, ours.base)]
    for way, course, end in zip(WAYS, done.courses, done.limits, strict=True):
        note = say("diversity-note").format(
            valid=percent(float(course.validity[-1])),
            number=amount(float(course.effective[-1]), digits=1),
        )
        panels.append(Panel(say(f"diversity-way-{way}"), note, course.chances[-1, :-1], end[:-1]))
    legend = Legend(*(say(f"diversity-key-{k}") for k in ("valid", "wrong", "end", "order")))
    title = say("diversity-bars").format(steps=f"{done.setting.steps:,}")
    return wordings(panels, valid=ours.valid, legend=legend, title=title, width=width)


def _ways(done: Runs, *, width: float) -> Picture:
    """Return how many wordings stay in use as answers become valid, one line for each way."""
    curves = [Curve("", *_walked(done.setting.valid), 7, theory=True)]
    told = []
    for k, (way, course) in enumerate(zip(WAYS, done.courses, strict=True)):
        name = say(f"diversity-way-{way}")
        some = np.unique(np.geomspace(1, len(course.chances), _DRAWN).astype(int)) - 1
        x, y = course.validity[some], course.effective[some]
        curves.append(Curve(say(f"diversity-end-{way}"), x, y, k))
        curves.append(Curve("", x[-1:], y[-1:], k, dots=True))
        told.append(f"{name}: {percent(float(x[-1]))}, {amount(float(y[-1]), digits=1)}.")
    return lines(
        curves,
        across=Scale(0, 1, title=say("diversity-validity")),
        up=Scale(0, done.setting.valid + 0.5, title=say("diversity-effective")),
        title=say("diversity-ways"),
        description=" ".join((say("diversity-ways-told"), *told)),
        size=(width, _HIGH),
    )


def _times(done: Runs, *, width: float) -> Picture:
    """Return how many wordings stay in use step by step, with and without a price on drifting."""
    steps, told = np.arange(1, done.setting.steps + 1), []
    some = np.unique(np.geomspace(1, len(steps), _DRAWN).astype(int))
    end = float(wording.effective_number(done.limits[-1], done.setting.wordings))
    level = np.array([steps[0], steps[-1]]), np.full(2, end)
    curves = [Curve(say("diversity-must-end"), *level, WAYS.index("regularised"), theory=True)]
    for way in ("gradient", "regularised"):
        k, name = WAYS.index(way), say(f"diversity-end-{way}")
        y = done.courses[k].effective
        curves.append(Curve(name, some.astype(float), y[some], k))
        least, last = (amount(float(v), digits=1) for v in (y.min(), y[-1]))
        told.append(say("diversity-times-way").format(name=name, least=least, last=last))
    return lines(
        curves,
        across=Scale(1, done.setting.steps, log=True, title=say("diversity-steps")),
        up=Scale(0, done.setting.valid + 0.5, title=say("diversity-effective")),
        title=say("diversity-times"),
        description=" ".join(
            (say("diversity-times-told").format(end=amount(end, digits=1)), *told)
        ),
        size=(width, _LOW),
    )


@lru_cache(maxsize=_KEPT)
def _walked(valid: int) -> tuple[FloatArray, FloatArray]:
    """Return the curve of all rewards: valid mass, and effective number of right wordings."""
    ours = Setting(valid=valid, writer=1).wordings
    masses = np.linspace(ours.valid_mass, _NEARLY, _POINTS)
    return masses, wording.effective_number(wording.curve(ours, masses), ours)


def _table(done: Runs, *, width: float) -> Picture:
    """Return what each way of training loses on each kind of prompt."""
    table = done.table
    shades = Scale(0, max(1.0, float(table.regret.max())))
    columns = [
        Column(
            say(f"diversity-kind-{kind}"),
            table.regret[:, k],
            tuple(amount(abs(lost)) for lost in table.regret[:, k].round(2).tolist()),
            shades,
        )
        for k, kind in enumerate(_KINDS)
    ]
    kept = tuple(f"{number:.0f}" for number in table.effective.tolist())
    in_use = say("diversity-kept").format(most=table.most)
    columns.append(Column(in_use, table.effective, kept))
    names = [say(_row(name)) for name in table.names]
    return shaded(names, columns, title=say("diversity-table"), width=width)


def _row(name: str) -> str:
    """Return the key of the words for a row of the table."""
    return f"diversity-row-{name.lower().replace(', ', '-').replace(' ', '-')}"


def bet(done: Runs) -> Bet:
    """Return a bet on what a reward keeps, or on where right answers lose most."""
    if done.setting.view == "modes":
        lost = int(done.table.regret[_SFT].argmax())
        return Bet("modes", _KINDS, _KINDS[lost])
    way, question = (
        ("regularised", "close") if done.setting.view == "close" else ("gradient", "kept")
    )
    kept = float(done.courses[WAYS.index(way)].effective[-1])
    wins = "one" if kept < _ONE else "all" if kept > _ALL * done.setting.valid else "some"
    return Bet(question, ("one", "some", "all"), wins)


def numbers(done: Runs) -> Mapping[str, str]:
    """Return the numbers of a run by name."""
    at = done.setting
    told = {"valid": str(at.valid), "penalty": f"{at.penalty:g}", "steps": f"{at.steps:,}"}
    told["beta"] = f"{at.beta:g}"
    if at.view == "modes":
        table, row = done.table, {name: k for k, name in enumerate(done.table.names)}
        for k, kind in enumerate(_KINDS):
            told[f"sft_{kind}"] = amount(float(table.regret[_SFT, k]))
            told[f"kl_{kind}"] = amount(float(table.regret[row["KL-regularised"], k]))
            told[f"wrong_{kind}"] = amount(float(table.regret[row["only wrong marks"], k]))
        for name, way in (("sft", "SFT, one writer"), ("kl", "KL-regularised"),
                          ("gradient", "policy gradient")):  # fmt: skip
            told[f"{name}_kept"] = f"{table.effective[row[way]]:.0f}"
        return told | {"most": str(table.most), "asked": f"{ANSWERING:,}"}
    for way, course, end in zip(WAYS, done.courses, done.limits, strict=True):
        told[f"{way}_kept"] = amount(float(course.effective[-1]), digits=1)
        told[f"{way}_valid"] = percent(float(course.validity[-1]))
        limit = wording.effective_number(end, at.wordings)
        told[f"{way}_limit"] = amount(float(limit), digits=1)
    narrow = done.courses[WAYS.index("regularised")].effective
    told["regularised_least"] = amount(float(narrow.min()), digits=1)
    told["regularised_when"] = f"{int(narrow.argmin()):,}"
    return told | {"base_valid": percent(at.wordings.valid_mass)}


def rows(done: Runs) -> Iterator[tuple[object, ...]]:
    """Yield the table, or the chance of each wording at the end."""
    if done.setting.view == "modes":
        yield ("way", *(f"regret_{kind}" for kind in _KINDS), "effective_wordings")
        for name, lost, kept in zip(
            done.table.names, done.table.regret.tolist(), done.table.effective.tolist(), strict=True
        ):
            yield (name, *lost, kept)
        return
    ours = done.setting.wordings
    yield ("way", "wording", "valid", "chance", "limit")
    for way, course, end in zip(WAYS, done.courses, done.limits, strict=True):
        for rank, valid in enumerate(ours.valid.tolist()):
            chance, limit = float(course.chances[-1, rank]), float(end[rank])
            yield (way, rank + 1, int(valid), chance, limit)


def story(setting: Setting, start: str) -> str:
    """Return the scene whose words fit what is looked at."""
    return "stay-close" if setting.view == "close" else setting.view


CHAPTER: Final = Chapter(
    PAGE,
    "diversity",
    pictures,
    bet,
    numbers,
    rows,
    {"wordings": "steps", "stay-close": "beta", "modes": "penalty"},
    story,
)
