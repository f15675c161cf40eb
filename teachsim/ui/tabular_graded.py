"""Pictures of graders that are no judges: errors, few labels, a proxy that is pushed too hard."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw.chart import Scale
from teachsim.draw.heat import Border, Here, heat
from teachsim.draw.lines import Curve, Mark, lines
from teachsim.draw.shapes import Picture
from teachsim.gallery.tabular.credit import KNOBS, PRESSURES, Runs, Setting
from teachsim.tabular import Knowledge, grid
from teachsim.tabular.overoptimisation import Curve as Pushed
from teachsim.tabular.overoptimisation import Proxy, peak, tilted, tilted_limit
from teachsim.ui.percent import amount, percent
from teachsim.ui.words import say

_HIGH: Final = 400.0
_GRID: Final = 20  # graders along each side of the map
WORST: Final = 0.9
_STEPS: Final = 400
_MOST: Final = 0.5
_SOME: Final = 9  # pressures at which responses are drawn
_KEPT: Final = 16


def gate(done: Runs, *, width: float) -> Picture:
    """Return how often each confidence is answered, before and after training, beside theory."""
    at, confidence = done.setting, Knowledge().right_given_bin
    before, after = done.course.gate[0], done.course.gate[-1]
    marks = [Mark(at.target, say("credit-should"), 1)]
    if done.threshold is not None and abs(done.threshold - at.target) > 0.12:
        marks.append(Mark(done.threshold, say("credit-theory"), 2))
    elif done.threshold is not None:
        marks = [Mark(at.target, "", 1), Mark(done.threshold, say("credit-both"), 2)]
    wrong = float(done.course.held_out.by_knowledge[-1, 1, 1]) > _MOST
    told = say("credit-gate-told").format(
        target=percent(at.target),
        theory=say("credit-nowhere") if done.threshold is None else percent(done.threshold),
        answered=percent(float(Knowledge().share @ after)),
    )
    return lines(
        [
            Curve(say("credit-before"), confidence, before, 7),
            Curve(
                say("credit-after-wrong" if wrong else "credit-after"),
                confidence,
                after,
                0,
                dots=True,
            ),
        ],
        across=Scale(0, 1, title=say("credit-confidence")),
        up=Scale(0, 1),
        title=say("credit-gate"),
        description=told,
        marks=marks,
        size=(width, _HIGH),
    )


def errors(done: Runs, *, width: float) -> Picture:
    """Return how much is answered for each grader, trained, with theory's lines over it."""
    at = done.setting
    rates = np.linspace(0, WORST, 60)
    below = rates[rates <= at.target]
    borders = (
        Border(np.full(60, at.target), rates, say("credit-pays"), at=0.72),
        Border(below, np.full(len(below), 1 - at.target), say("credit-strict"), at=0.0),
        Border(rates, 1 - rates, say("credit-useless"), at=0.6),
    )
    return heat(
        _answered(at.target),
        across=Scale(0, WORST, title=say("credit-phi")),
        up=Scale(0, WORST, title=say("credit-psi")),
        shades=Scale(0, 1, title=say("credit-answered")),
        title=say("credit-errors"),
        description=say("credit-errors-told").format(target=percent(at.target)),
        theory=borders,
        here=Here(at.false_positive, at.false_negative, say("credit-here")),
        size=(width, _HIGH),
    )


@lru_cache(maxsize=_KEPT)
def _answered(target: float) -> FloatArray:
    """`(_GRID, _GRID)` share of questions that is answered, by chance psi, phi of the errors."""
    middles = (np.arange(_GRID) + 0.5) * WORST / _GRID
    true = Setting(target=target).reward
    graded = [
        true.graded(false_positive=phi, false_negative=psi)
        for psi in middles.tolist()
        for phi in middles.tolist()
    ]
    rate = Setting(target=target).rate
    trained = grid.train([Knowledge()], graded, steps=_STEPS, rate=rate)
    return np.asarray(1 - trained.abstained).reshape(_GRID, _GRID)


def ledger(done: Runs, *, width: float) -> Picture:
    """Return the reward that labels buy, by what they are used for, with intervals."""
    curves, told = [], []
    for k, (method, entries) in enumerate(done.ledger.items()):
        x = np.array([float(entry.labels) for entry in entries])
        y = np.array([entry.mean for entry in entries])
        curves.append(Curve(say(f"credit-method-{method}"), x, y, k, dots=True))
        for entry in entries:
            ends = np.array(entry.interval)
            curves.append(Curve("", np.full(2, float(entry.labels)), ends, k))
        means = ", ".join(f"{amount(e.mean)} from {e.labels:,}" for e in entries)
        told.append(f"{say(f'credit-method-{method}')}: {means}.")
    low = min(float(curve.y.min()) for curve in curves)
    high = max(float(curve.y.max()) for curve in curves)
    x = curves[0].x
    silence = Curve("", np.array([x[0], x[-1]]), np.zeros(2), 7, theory=True)
    return lines(
        [silence, *curves],
        across=Scale(float(x[0]) * 0.9, float(x[-1]) * 1.1, log=True, title=say("credit-labels")),
        up=Scale(min(low, 0) - 0.05, max(high, 0) + 0.05, title=say("credit-reward")),
        title=say("credit-ledger"),
        description=" ".join((say("credit-ledger-told"), *told)),
        size=(width, _HIGH),
    )


def pushed(done: Runs, *, width: float) -> Picture:
    """Return what the answers are worth, and what the grader thinks, along the pressure."""
    limit, at = done.curve, done.setting.exploits
    drawn = sampled(at)
    top = peak(Proxy(exploits=at))
    marks: tuple[Mark, ...] = ()
    if top is not None and top <= PRESSURES[-1]:
        marks = (Mark(top, say("credit-peak"), 1),)
    curves = [
        curve
        for k, name in enumerate(("proxy", "gold"))
        for curve in (
            Curve(say(f"credit-{name}"), limit.pressure, getattr(limit, name), 2 - k, theory=True),
            Curve("", drawn.pressure, getattr(drawn, name), 2 - k, dots=True),
        )
    ]
    lows, highs = zip(*((float(c.y.min()), float(c.y.max())) for c in curves), strict=True)
    return lines(
        curves,
        across=Scale(0, PRESSURES[-1], title=say("credit-pressure")),
        up=Scale(min(0.0, *lows), max(highs) * 1.05),
        title=say("credit-pushed"),
        description=say("credit-pushed-told").format(
            gold=amount(float(limit.gold.max())),
            last=amount(float(limit.gold[-1])),
            proxy=amount(float(limit.proxy[-1])),
        ),
        marks=marks,
        size=(width, _HIGH),
    )


def rising() -> tuple[float, ...]:
    """Return the shares of flaws whose curve, after its peak, rises again before it is cut off."""
    return tuple(
        share for share, gold in _worth().items() if gold[-1] > gold[gold.argmax() :].min()
    )


def _worth() -> dict[float, FloatArray]:
    """Return what the answers are worth at each pressure, by the share of flaws."""
    shares = next(knob for knob in KNOBS if knob.name == "exploits").values
    at = np.array(PRESSURES)
    return {share: tilted_limit(Proxy(exploits=share), at).gold for share in shares}


@lru_cache(maxsize=_KEPT)
def sampled(exploits: float) -> Pushed:
    """Return the same for responses that are drawn."""
    some = np.array(PRESSURES)[:: len(PRESSURES) // (_SOME - 1)]
    return tilted(Proxy(exploits=exploits).draw(0), some)


def flaws(done: Runs, *, width: float) -> Picture:
    """Return what the answers are worth along the pressure, for graders with more or less flaws."""
    here, curves, told = done.setting.exploits, [], []
    s = np.array(PRESSURES)
    for exploits, gold in _worth().items():
        name = f"{100 * exploits:g} %"
        told.append(f"{name}: {amount(float(gold.max()))}.")
        curves.append(Curve(name, s, gold, 1 if exploits == here else 7, theory=exploits != here))
    low = min(float(curve.y.min()) for curve in curves)
    return lines(
        curves,
        across=Scale(0, PRESSURES[-1], title=say("credit-pressure")),
        up=Scale(min(low, 0.0), PRESSURES[-1], title=say("credit-gold-of")),
        title=say("credit-flaws"),
        description=" ".join((say("credit-flaws-told"), *told)),
        size=(width, _HIGH),
    )
