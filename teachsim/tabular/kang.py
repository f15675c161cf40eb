"""A real model beside the theory: TriviaQA in six bins of familiarity, five ways of fine-tuning.

K. Kang, E. Wallace, C. Tomlin, A. Kumar and S. Levine, "Unfamiliar finetuning examples control how
language models hallucinate", 2024 (arXiv 2403.05612), with Llama-2-7B; bars read off a published
figure, +-0.01. Runs: D1 supervised on gold answers; D2 with IDK on the 40 % least familiar; D3 with
IDK on a random 40 %; R1 reinforced with right +2, wrong -3, IDK -3, which never says IDK; R2 with
right +2, wrong -3, IDK 0, from D3 on.

KL-regularised RL predicts, with p the chance to be right when answering, as R1 shows it,

    logit IDK = a - (5 p - 3) / beta,   a = logit of IDK where RL began.

**What the fit does not show.** Two numbers are fitted to six bars, and any logit that is linear in
p would fit as well: it speaks for the form, not for the divergence as its cause. Read as beta, the
slope is so weak that the gate is far from the optimum's, which answers iff p > 3/5; training that
stopped early looks the same. Read as a base chance, a lies between what D3 does (.18) and what it
was shown (.4). Within a bin the gate is better than the model allows: when R2 answers, it is right
more often than R1 (`Fit.sharpened`), as it sees more of its own knowledge than the bin. Supervised
gates say IDK on the share of labels that their bin was shown: D3 should on .4 and does on .18, D2
should turn from never to always and goes up slowly, with about the right mean.
"""

from __future__ import annotations

import csv
import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from scipy.optimize import least_squares
from scipy.special import expit, logit

from teachsim.core.arrays import FloatArray, sealed
from teachsim.core.checks import quoted
from teachsim.tabular.reward import Reward

__all__ = ["REWARD", "RUNS", "Bars", "Fit", "bars", "fit", "labelled", "read"]

REWARD: Final = Reward(2, -3, 0)
"""Of run R2."""

RUNS: Final = ("D1", "D2", "D3", "R1", "R2")
_BINS = 6
_FIELDS = ["run", "bin", "correct", "idk"]
_SHOWN_IDK = 0.4  # of the labels of D2 and D3


@dataclass(frozen=True, eq=False)
class Bars:
    """One run, by bin from the most familiar to the least.

    Attributes:
        correct: `(6,)` share of right answers, in [0, 1].
        idk: `(6,)` share of "I don't know"; the rest is wrong.
    """

    correct: FloatArray
    idk: FloatArray


@dataclass(frozen=True, eq=False)
class Fit:
    """The regularised gate beside the bars of R2.

    Attributes:
        offset: a, log odds of IDK where RL began.
        beta: In units of reward per nat.
        right: `(6,)` p, chance to be right when answering: the bars of R1.
        measured: The bars of R2.
        idk: `(6,)` IDK of the fitted gate.
    """

    offset: float
    beta: float
    right: FloatArray
    measured: Bars
    idk: FloatArray

    @property
    def residuals(self) -> FloatArray:
        """`(6,)` measured less fitted IDK."""
        return self.measured.idk - self.idk

    @property
    def rmse(self) -> float:
        """Root mean square of the residuals."""
        return float(np.sqrt(np.mean(self.residuals**2)))

    @property
    def correct(self) -> FloatArray:
        """`(6,)` right answers that the fitted gate would give: nothing more is fitted here."""
        return (1 - self.idk) * self.right

    @property
    def sharpened(self) -> FloatArray:
        """`(6,)` how much more often R2 is right when it answers than the bin is: unexplained."""
        return self.measured.correct / (1 - self.measured.idk) - self.right

    @property
    def threshold(self) -> float:
        """The p at which the fitted gate is 1/2; the optimum's is 3/5."""
        return (self.offset * self.beta - REWARD.wrong) / (REWARD.right - REWARD.wrong)


def bars() -> Mapping[str, Bars]:
    """The five runs, as they come with teachsim.

    >>> bars()["R2"].idk.tolist()
    [0.128, 0.188, 0.245, 0.273, 0.396, 0.538]
    """
    file = importlib.resources.files("teachsim.tabular") / "data" / "kang2024_triviaqa.csv"
    return read(file.read_text(encoding="utf-8"))


def fit() -> Fit:
    """The gate of KL-regularised RL, fitted to R2 by least squares of the chances.

    >>> found = fit()
    >>> f"{found.offset:.2f} {found.beta:.2f} {found.rmse:.3f} {found.threshold:.2f}"
    '-0.94 2.02 0.018 0.22'
    """
    runs = bars()
    right, measured = runs["R1"].correct, runs["R2"]
    gain = right * REWARD.right + (1 - right) * REWARD.wrong - REWARD.abstain

    def apart(at: FloatArray) -> FloatArray:
        return np.asarray(expit(at[0] - at[1] * gain) - measured.idk)

    # Log odds give a first guess, as they make it a line.
    line = np.polyfit(gain, logit(measured.idk), 1)
    offset, slope = least_squares(apart, [line[1], -line[0]]).x.tolist()
    return Fit(offset, 1 / slope, right, measured, sealed(expit(offset - slope * gain)))


def labelled() -> Mapping[str, FloatArray]:
    """`(6,)` IDK of D2 and D3 if a gate sees its bin and copies its labels: bins of equal mass.

    >>> {run: idk.round(2).tolist() for run, idk in labelled().items()}
    {'D2': [0.0, 0.0, 0.0, 0.4, 1.0, 1.0], 'D3': [0.4, 0.4, 0.4, 0.4, 0.4, 0.4]}
    """
    before = 1 - (np.arange(_BINS) + 1) / _BINS  # share of questions that are less familiar
    least = np.clip((_SHOWN_IDK - before) * _BINS, 0, 1)
    return MappingProxyType({"D2": sealed(least), "D3": sealed(np.full(_BINS, _SHOWN_IDK))})


def read(text: str) -> Mapping[str, Bars]:
    """The runs of a table: `run,bin,correct,idk`, each run with bins 0 to 5; # begins a comment.

    Raises:
        ValueError: If a line does not fit, or a run or bin is missing or there twice.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    rows = [(number, next(csv.reader([line]))) for number, line in lines if line[0] != "#"]
    if not rows or rows[0][1] != _FIELDS:
        head = rows[0][1] if rows else []
        raise ValueError(f"the header is {head}, but must be {_FIELDS}; begin with it")
    found: dict[tuple[str, int], tuple[float, float]] = {}
    for number, row in rows[1:]:
        place, chances = _parsed(row, number=number)
        if place in found:
            raise ValueError(f"line {number} states bin {place[1]} of {place[0]} again; drop one")
        found[place] = chances
    missing = [place for place in _places() if place not in found]
    if missing:
        raise ValueError(f"bin {missing[0][1]} of run {missing[0][0]} is missing; add its line")
    table = np.array([found[place] for place in _places()]).reshape(len(RUNS), _BINS, 2)
    return MappingProxyType(
        {run: Bars(sealed(table[i, :, 0]), sealed(table[i, :, 1])) for i, run in enumerate(RUNS)}
    )


def _places() -> list[tuple[str, int]]:
    """Every run and bin, in order."""
    return [(run, k) for run in RUNS for k in range(_BINS)]


def _parsed(row: list[str], *, number: int) -> tuple[tuple[str, int], tuple[float, float]]:
    """The run and bin of a line, and its two chances.

    Raises:
        ValueError: If the line does not fit.
    """
    way_out = "a line is run,bin,correct,idk with runs D1 to R2, bins 0 to 5, correct + idk <= 1"
    try:
        run, place, correct, idk = row
        key, chances = (run, int(place)), (float(correct), float(idk))
    except ValueError:
        raise ValueError(f"line {number} is {quoted(row)}; {way_out}") from None
    inside = min(chances) >= 0 and sum(chances) <= 1  # false for NaN, too
    if key not in _places() or not inside:
        raise ValueError(f"line {number} is {quoted(row)}; {way_out}")
    return key, chances
