"""Pictures of credit: which token has learned how much, and how long answers of any length take."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from teachsim.draw.chart import Scale
from teachsim.draw.lines import Curve, Mark, lines
from teachsim.draw.shapes import Picture
from teachsim.draw.strips import Strips, strips
from teachsim.gallery.tabular.credit import CREDITS, KNOBS, Runs
from teachsim.gallery.tabular.learned import learned
from teachsim.tabular import tokens
from teachsim.tabular.tokens import Sequences
from teachsim.ui.percent import time
from teachsim.ui.words import say

_HIGH: Final = 408.0
_TIMES: Final = 140
_FIRST: Final = 0.1
_BEYOND: Final = 1.5
_LENGTHS: Final = tuple(next(knob for knob in KNOBS if knob.name == "tokens").values)
_KEPT: Final = 8  # at least as many as there are choices of a token


def strip(done: Runs, *, width: float) -> Picture:
    """Return the tokens of one answer over time, a block for each kind of credit."""
    ours = Sequences(done.setting.tokens, done.setting.choices)
    across = Scale(_FIRST, _BEYOND * max(done.times), log=True, title=say("credit-time"))
    times = np.geomspace(across.low, across.high, _TIMES, endpoint=False)
    blocks = [
        Strips(
            say(f"credit-of-{credit}"),
            learned(ours, credit, times=times),
            reached,
            say("credit-reached").format(time=time(reached)),
        )
        for credit, reached in zip(CREDITS, done.times, strict=True)
    ]
    key = say("credit-never"), say("credit-always"), say("credit-first")
    title = say("credit-strips")
    return strips(blocks, times=times, across=across, key=key, title=title, width=width)


def lengths(done: Runs, *, width: float) -> Picture:
    """Return how long answers of any length take, in closed form."""
    at, waits = done.setting, _waits(done.setting.choices)
    x = np.array(_LENGTHS, dtype=float)
    curves = [
        Curve(say(f"credit-short-{credit}"), x, np.array(row), k, dots=True)
        for k, (credit, row) in enumerate(zip(CREDITS, waits, strict=True))
    ]
    told = [
        f"{say(f'credit-of-{credit}')}: {', '.join(map(time, row))}."
        for credit, row in zip(CREDITS, waits, strict=True)
    ]
    high = max(max(row) for row in waits) * 2
    return lines(
        curves,
        across=Scale(_LENGTHS[0], _LENGTHS[-1], title=say("credit-length")),
        up=Scale(1, high, log=True),
        title=say("credit-lengths"),
        description=" ".join((say("credit-lengths-told"), *told)),
        marks=(Mark(at.tokens, say("credit-here"), 7),),
        size=(width, _HIGH),
    )


@lru_cache(maxsize=_KEPT)
def _waits(choices: int) -> tuple[tuple[float, ...], ...]:
    """Return the time until 0.9, for each kind of credit and length."""
    return tuple(
        tuple(tokens.time_to(Sequences(length, choices), credit) for length in _LENGTHS)
        for credit in CREDITS
    )
