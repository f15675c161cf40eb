"""A real model beside the threshold meter: six bars, the gate fitted to them, and what it leaves.

Nothing here depends on a knob: the bars are those of `teachsim.tabular.kang`, whose head says what
the fit shows and what it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np
from scipy.special import expit

from teachsim.core.arrays import FloatArray
from teachsim.draw import Picture
from teachsim.draw.blocks import CAPTION_SIZE, Block, box, overlaps, picture, words_at
from teachsim.draw.chart import Frame, Scale, numeral
from teachsim.draw.lines import Curve, lines
from teachsim.draw.shapes import MIDDLE, Kind, Shape, moved
from teachsim.tabular import kang
from teachsim.ui.percent import percent
from teachsim.ui.words import say

HIGH: Final = 320.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 46.0, 34.0, 12.0, 46.0
_BAR: Final = 26.0
_MOST: Final = 0.8
_POINTS: Final = 60
_SHOWN: Final = ("D2", "D3")
"""Runs of supervised fine-tuning with "I don't know" among their labels."""


@cache
def _fit() -> kang.Fit:
    return kang.fit()


def pictures(width: tuple[float, float]) -> tuple[Picture, Picture]:
    """Return the bars with the fitted gate, and what labels alone would have led to expect."""
    return rewarded(width[0]), labelled(width[1])


def rewarded(width: float) -> Picture:
    """Return "I don't know" of the reinforced model in six bins, the gate over it, residuals."""
    fit = _fit()
    frame = Frame(
        _LEFT,
        _TOP,
        width - _LEFT - _RIGHT,
        HIGH - _TOP - _BOTTOM,
        Scale(0, 1, title=say("know-kang-right")),
        Scale(0, _MOST),
    )
    p = np.linspace(0, 1, _POINTS)
    gain = p * kang.REWARD.right + (1 - p) * kang.REWARD.wrong - kang.REWARD.abstain
    curve = frame.path(p.tolist(), expit(fit.offset - gain / fit.beta).tolist())
    shapes = [
        *frame.axes(),
        *_bars(frame, fit),
        Shape("gate-edge", Kind.PATH, curve, "halo"),
        Shape("gate", Kind.PATH, curve, "theory-0"),
        *_residuals(frame, fit),
        words_at("gate-name", say("know-kang-gate"), x=_LEFT, y=_TOP - 9),
    ]
    told = say("know-kang-told").format(bins=" ".join(_told(fit)), **numbers())
    return picture(
        Block(tuple(shapes), HIGH), title=say("know-kang"), description=told, width=width
    )


def _bars(frame: Frame, fit: kang.Fit) -> Iterator[Shape]:
    """Return the measured bars, over the chance to be right."""
    floor = frame.top + frame.height
    for k, (p, idk) in enumerate(zip(fit.right.tolist(), fit.measured.idk.tolist(), strict=True)):
        top = frame.y(idk)
        corner = (frame.x(p) - _BAR / 2, top, _BAR, floor - top, 0.0)
        yield Shape(f"bar-{k}", Kind.RECT, corner, "band-idk")


def _residuals(frame: Frame, fit: kang.Fit) -> Iterator[Shape]:
    """Return a dot where the gate is in each bin, and how far the bar is off, in points.

    From right to left, as bars rise: a number that would meet the last one is lifted above it.
    """
    measured, residuals = fit.measured.idk.tolist(), fit.residuals.tolist()
    last: Shape | None = None
    for k in np.argsort(-fit.right).tolist():
        x, at = frame.x(float(fit.right[k])), float(fit.idk[k])
        yield Shape(f"dot-{k}", Kind.CIRCLE, (x, frame.y(at), 4.0), "meter-dot")
        y = frame.y(max(measured[k], at)) - CAPTION_SIZE * 0.8
        said = words_at(f"residual-{k}", _points(residuals[k]), x=x, y=y, anchor=MIDDLE)
        if last is not None and overlaps(box(last), box(said)):
            said = moved(said, dx=0, dy=last.geometry[1] - CAPTION_SIZE * 1.1 - y)
        yield said
        last = said


def labelled(width: float) -> Picture:
    """Return what two supervised models say beside the labels that they were shown."""
    fit, bars, labels = _fit(), kang.bars(), kang.labelled()
    curves = []
    for colour, run in enumerate(_SHOWN, start=1):
        name = say(f"know-kang-{run.lower()}")
        curves += [
            Curve("", fit.right, labels[run], colour, theory=True),
            Curve(name, fit.right[::-1], bars[run].idk[::-1], colour, dots=True),
        ]
    return lines(
        curves,
        across=Scale(0, 1, title=say("know-kang-right")),
        up=Scale(0, 1, title=say("know-kang-idk")),
        title=say("know-kang-labels").format(**numbers()),
        description=say("know-kang-labels-told").format(**numbers()),
        size=(width, HIGH),
    )


def _told(fit: kang.Fit) -> Iterator[str]:
    """Return each bin in words."""
    for p, idk, at in zip(fit.right, fit.measured.idk, fit.idk, strict=True):
        told = {"right": percent(float(p)), "idk": percent(float(idk)), "fit": percent(float(at))}
        yield say("know-kang-bin").format(**told)


def _points(share: float) -> str:
    """Return a difference of shares in points: "+0.7", "−2.7"."""
    return f"{share * 100:+.1f}".replace("-", "−")


@cache
def numbers() -> Mapping[str, str]:
    """Return the numbers of the fit and of what it leaves open, as a sentence says them."""
    fit, bars = _fit(), kang.bars()
    d3: FloatArray = bars["D3"].idk
    return MappingProxyType(
        {
            "kang_beta": numeral(round(fit.beta, 2)),
            "kang_offset": numeral(round(fit.offset, 2)),
            "kang_rmse": numeral(round(100 * fit.rmse, 1)),
            "kang_half": numeral(round(fit.threshold, 2)),
            "kang_pays": numeral(round(kang.REWARD.threshold or 0.0, 2)),
            "kang_sharper": numeral(round(100 * float(fit.sharpened.max()), 1)),
            "kang_random": percent(float(d3.mean())),
            "kang_shown": percent(float(kang.labelled()["D3"].mean())),
            "kang_easy": percent(float(bars["D2"].idk[0])),
            "kang_hard": percent(float(bars["D2"].idk[-1])),
        }
    )
