"""How far each token of an answer has come, at any times: what the strips of credit are made of."""

from __future__ import annotations

from typing import Final

import numpy as np

from teachsim.core.arrays import FloatArray
from teachsim.tabular import tokens
from teachsim.tabular.tokens import Credit, Sequences

__all__ = ["learned"]

_POINTS: Final = 400  # chances at which the time is known; between them it is interpolated
_NEAR: Final = 1e-6  # how close to always right the curve is followed
_RATE: Final = 0.1  # small against the time that a token takes
_ROOM: Final = 1.5  # beyond the time to 0.9 all tokens are as good as learned


def learned(ours: Sequences, credit: Credit, *, times: FloatArray) -> FloatArray:
    """`(n, T)` chance of the good token at each position, at times `(n,)` from 0 on.

    All positions are alike, and the closed form of `tokens.time_to` is read backwards; under a
    prefix critic they are not, and training is followed step by step.
    """
    if credit is Credit.PREFIX:
        last = min(float(times.max()), _ROOM * tokens.time_to(ours, credit))
        run = tokens.train(ours, credit, steps=int(last / _RATE) + 1, rate=_RATE)
        steps = np.minimum((times / _RATE).round().astype(np.int64), len(run.tokens) - 1)
        return run.tokens[steps]
    odds = np.linspace(np.log(ours.base / (1 - ours.base)), -np.log(_NEAR), _POINTS)[1:]
    good = 1 / (1 + np.exp(-odds))
    when = [tokens.time_to(ours, credit, reach=p**ours.tokens) for p in good.tolist()]
    found = np.interp(times, [0.0, *when], [ours.base, *good])
    return np.repeat(found[:, np.newaxis], ours.tokens, axis=1)
