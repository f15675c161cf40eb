"""The phase diagram of "Know or make it up": who answers, over the price of errors and p."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.draw import Picture
from teachsim.draw.chart import Scale
from teachsim.draw.heat import Border, Here, heat
from teachsim.gallery.tabular.know import Setting
from teachsim.tabular import Knowledge
from teachsim.tabular.grid import ascend
from teachsim.tabular.policy import Start
from teachsim.ui.words import say

_KEPT: Final = 16

GRID: Final = (36, 45)
"""Confidences and prices of the phase diagram."""

DEAREST: Final = 9.0
_STEPS: Final = 400
_PACE: Final = 2.0


def answered(setting: Setting, *, width: float, title: str) -> Picture:
    """Return where the model that is marked on its own answers ends up answering."""
    c = np.linspace(0, DEAREST, 181)
    theory = (setting.abstain + c) / (1 + c)
    return heat(
        phase(setting.abstain, setting.base_idk),
        across=Scale(0, DEAREST, title=say("know-price")),
        up=Scale(0, 1, title=say("know-confidence")),
        shades=Scale(0, 1, title=say("know-answers")),
        title=title,
        description=say("know-phase-told"),
        theory=[Border(c, theory, say("know-line-abstain" if setting.abstain else "know-line"))],
        here=_here(setting),
        size=(width, 380.0),
    )


def _here(setting: Setting) -> Here:
    """Return the place of a setting: a price alone, where confidences differ by question."""
    if setting.d_prime:
        return Here(setting.penalty, None, say("know-here-price"))
    return Here(setting.penalty, right(setting.known), say("know-here"))


def right(known: float) -> float:
    """Return the chance to be right of who knows this share, and cannot tell what."""
    return float(Knowledge(bins=1, d_prime=0.0, known=known).right_given_bin[0])


@lru_cache(maxsize=_KEPT)
def phase(abstain: float, base_idk: float) -> FloatArray:
    """Return `(confidences, prices)` chance to answer after exact policy gradient, at the middles.

    Args:
        abstain: What "I don't know" earns.
        base_idk: Chance of it before training.
    """
    rows, columns = GRID
    p = ((np.arange(rows) + 0.5) / rows)[:, np.newaxis]
    c = ((np.arange(columns) + 0.5) / columns * DEAREST)[np.newaxis]
    rate = _PACE / np.maximum(1.0, c)
    recall = rate * (p * (1 + c) - c - abstain)
    lucky = 1 / Knowledge().answers
    guess = rate * (lucky * (1 + c) - c - abstain) * np.ones_like(p)
    gate = ascend(recall, guess, start=Start(base_idk), steps=_STEPS)
    return np.asarray(gate[..., :-1].sum(axis=-1))
