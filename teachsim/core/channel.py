"""Noise between teacher and learner: lies are a property of the channel, never of a teacher.

Each marked answer is falsified independently with chance `rate`, at most `budget` times in a phase.
What a lie is follows from the regime:

- a mark is heard (INFORMANT, QUERY): right becomes wrong and wrong becomes right;
- only approval is heard (APPROVAL): silence becomes approval and approval silence;
- only right answers are shown (DEMONSTRATION): a wrong answer to the same prompt is shown instead;
- an error is named (EXAMINATION): something that is no error is called one, also after "no error".

A lie never hides an error: an examination that names one names at least one, true or false.
A *persistent* lie is told again whenever the same answer comes up, so asking again does not help;
otherwise every answer is falsified afresh. Random classification noise with re-asking: Angluin &
Laird, "Learning from noisy examples", Machine Learning 2 (1988); a budget of lies: Rivest, Meyer,
Kleitman, Winklmann & Spencer, "Coping with errors in binary search procedures", JCSS 20 (1980).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray, MarkArray
from teachsim.core.checks import chance, whole_number
from teachsim.core.regimes import Lesson, Marks, Picks

__all__ = ["Noise", "falsify"]


@dataclass(frozen=True)
class Noise:
    """How a phase's channel falsifies what the teacher says.

    Attributes:
        rate: Chance in [0, 1] that one marked answer is falsified.
        budget: Greatest number of lies heard in the phase, or None for no limit; what would exceed
            it arrives as the teacher said it.
        persistent: Whether the same answer is always falsified, or never, throughout the phase.
    """

    rate: float = 0.0
    budget: int | None = None
    persistent: bool = False

    def __post_init__(self) -> None:
        """Refuse chances outside [0, 1] and negative budgets."""
        chance(self.rate, thing="Noise(rate=...)")
        if self.budget is None:
            return
        way_out = "use 0 for no lies or None for no limit"
        whole_number(self.budget, thing="Noise(budget=...)", least=0, way_out=way_out)
        if self.persistent:
            raise ValueError(
                f"noise has a budget of {self.budget} and is persistent, but a persistent lie is "
                "told as often as it is asked for; drop budget or persistent"
            )


def falsify(
    lesson: Lesson, key: MarkArray, *, noise: Noise, whims: FloatArray, spent: int
) -> tuple[Lesson, int]:
    """The lesson as it is heard, and the number of lies heard so far in the phase.

    Args:
        lesson: What the teacher says.
        key: `(P, R)` +1 right, -1 wrong, 0 neither.
        noise: How the channel falsifies.
        whims: `(P * R + 1,)` numbers in [0, 1), one for each answer and the last for "no error": a
            whim below the rate makes a lie. Drawn once a phase if persistent, else once a round.
        spent: Lies heard before this lesson.
    """
    no_error = lesson.regime.picks is Picks.EXAMINER and len(lesson.answers) == 0
    whim = whims[-1:] if no_error else whims[lesson.answers.cells(key.shape[1])]
    lying = whim < noise.rate
    if noise.budget is not None:
        lying &= np.cumsum(lying) <= noise.budget - spent
    if not lying.any():
        return lesson, spent
    # Where it lies the whim is uniform below the rate: stretched, it picks a false answer.
    heard = _falsified(lesson, key, lying=lying, luck=whim / noise.rate)
    return heard, spent + _lies(heard, lesson)


def _falsified(lesson: Lesson, key: MarkArray, *, lying: BoolArray, luck: FloatArray) -> Lesson:
    """The lesson with its lies; `luck`, uniform in [0, 1) where lying, picks a false answer."""
    regime = lesson.regime
    if regime.picks is Picks.EXAMINER:
        return _false_errors(lesson, key, lying=lying, luck=luck)
    if regime.picks is Picks.LEARNER and regime.marks is Marks.RIGHT:
        return replace(lesson, marks=np.where(lying, 1 - lesson.marks, lesson.marks))
    if regime.marks is Marks.BOTH:
        return replace(lesson, marks=np.where(lying, -lesson.marks, lesson.marks))
    responses = lesson.answers.responses.copy()
    for i in np.flatnonzero(lying):
        wrong = np.flatnonzero(key[lesson.answers.prompts[i]] < 0)
        if len(wrong):
            responses[i] = wrong[int(luck[i] * len(wrong))]
    return replace(lesson, answers=Answers(lesson.answers.prompts, responses))


def _false_errors(lesson: Lesson, key: MarkArray, *, lying: BoolArray, luck: FloatArray) -> Lesson:
    """The lesson with errors that are none: right claims called wrong, wrong ones called missing.

    Each lie takes the place of the error that it hides, or of "no error"; all are different. Where
    there is nothing left to lie about, the truth stands.
    """
    claimed = np.zeros(key.shape, dtype=np.bool_)
    if lesson.asked is not None:
        claimed[lesson.asked.prompts, lesson.asked.responses] = True
    called_wrong = claimed & (key > 0) & lesson.regime.hears_wrong
    called_right = ~claimed & (key < 0) & lesson.regime.hears_right
    inside = np.isin(np.arange(len(key)), lesson.scope)[:, np.newaxis]
    pool = np.flatnonzero((called_wrong | called_right) & inside)
    cells = np.full(len(lying), -1, dtype=np.int64)  # -1 is "no error"
    cells[: len(lesson.answers)] = lesson.answers.cells(key.shape[1])
    for i in np.flatnonzero(lying)[: len(pool)]:
        at = int(luck[i] * len(pool))
        cells[i] = pool[at]
        pool = np.delete(pool, at)
    prompts, responses = np.divmod(cells[cells >= 0], key.shape[1])
    marks = np.where(claimed[prompts, responses], -1, 1)
    return replace(lesson, answers=Answers(prompts, responses), marks=marks)


def _lies(heard: Lesson, said: Lesson) -> int:
    """Number of places at which what is heard differs from what was said."""
    if len(heard.answers) != len(said.answers):
        return 1  # an error in place of "no error"
    changed = (heard.marks != said.marks) | (heard.answers.responses != said.answers.responses)
    return int((changed | (heard.answers.prompts != said.answers.prompts)).sum())
