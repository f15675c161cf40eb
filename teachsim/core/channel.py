"""Noise between teacher and learner: lies are a property of the channel, never of a teacher.

Each marked answer is falsified independently with chance `rate`, at most `budget` times in a phase.
What a lie is follows from the regime:

- a mark is heard (INFORMANT, QUERY): right becomes wrong and wrong becomes right;
- only approval is heard (APPROVAL): silence becomes approval and approval silence;
- only right answers are shown (DEMONSTRATION): a wrong answer to the same prompt is shown instead;
- an error is named (EXAMINATION): something that is no error is called one, also after "no error".

A *persistent* lie is told again whenever the same answer comes up, so asking again does not help;
otherwise every answer is falsified afresh. Random classification noise with re-asking: Angluin &
Laird, "Learning from noisy examples", Machine Learning 2 (1988); a budget of lies: Rivest, Meyer,
Kleitman, Winklmann & Spencer, "Coping with errors in binary search procedures", JCSS 20 (1980).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray, IntArray, MarkArray
from teachsim.core.regimes import Lesson, Marks, Picks

__all__ = ["Noise", "falsify"]


@dataclass(frozen=True)
class Noise:
    """How a phase's channel falsifies what the teacher says.

    Attributes:
        rate: Chance in [0, 1] that one marked answer is falsified.
        budget: Greatest number of lies heard in the phase, or None for no limit. Once a lesson
            would exceed it, that lesson and the ones after it arrive as the teacher said them.
        persistent: Whether the same answer is always falsified, or never, throughout the phase.
    """

    rate: float = 0.0
    budget: int | None = None
    persistent: bool = False

    def __post_init__(self) -> None:
        """Refuse chances outside [0, 1] and negative budgets."""
        if not 0.0 <= self.rate <= 1.0:
            raise ValueError(f"noise rate is {self.rate}, but a chance lies in [0, 1]; change rate")
        if self.budget is not None and self.budget < 0:
            raise ValueError(
                f"noise budget is {self.budget} lies, but it cannot be negative; "
                "use 0 for no lies or None for no limit"
            )
        if self.persistent and self.budget is not None:
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
    silent_examiner = lesson.regime.picks is Picks.EXAMINER and len(lesson.answers) == 0
    cells = lesson.answers.prompts * key.shape[1] + lesson.answers.responses
    whim = whims[-1:] if silent_examiner else whims[cells]
    lying = whim < noise.rate
    if not lying.any():
        return lesson, spent
    luck = whim / max(noise.rate, np.finfo(float).tiny)
    heard = _falsified(lesson, key, lying=lying, luck=luck)
    told = _lies(heard, lesson)
    if noise.budget is not None and spent + told > noise.budget:
        return lesson, spent
    return heard, spent + told


def _falsified(lesson: Lesson, key: MarkArray, *, lying: BoolArray, luck: FloatArray) -> Lesson:
    """The lesson with its lies; `luck`, uniform in [0, 1) where lying, picks a false answer."""
    regime = lesson.regime
    if regime.picks is Picks.EXAMINER:
        return _false_errors(lesson, key, lying=lying, luck=luck)
    if regime.picks is Picks.LEARNER and regime.marks is Marks.RIGHT:
        return replace(lesson, marks=np.where(lying, 1 - lesson.marks, lesson.marks))
    if regime.marks is Marks.BOTH:
        return replace(lesson, marks=np.where(lying, -lesson.marks, lesson.marks).astype(np.int8))
    responses = lesson.answers.responses.copy()
    for i in np.flatnonzero(lying):
        wrong = np.flatnonzero(key[lesson.answers.prompts[i]] < 0)
        if len(wrong):
            responses[i] = wrong[int(luck[i] * len(wrong))]
    return replace(lesson, answers=Answers(lesson.answers.prompts, responses))


def _false_errors(lesson: Lesson, key: MarkArray, *, lying: BoolArray, luck: FloatArray) -> Lesson:
    """The lesson with errors that are none: claims that are right called wrong, and conversely."""
    claimed = np.zeros(key.shape, dtype=np.bool_)
    if lesson.asked is not None:
        claimed[lesson.asked.prompts, lesson.asked.responses] = True
    called_wrong = claimed & (key > 0) & lesson.regime.hears_wrong
    called_right = ~claimed & (key < 0) & lesson.regime.hears_right
    pool = Answers.of(called_wrong | called_right)
    if not len(pool):
        return lesson
    picked: IntArray = (luck[lying] * len(pool)).astype(np.int64)
    false = pool.take(picked)
    marks = np.where(claimed[false.prompts, false.responses], -1, 1).astype(np.int8)
    honest = np.flatnonzero(~lying[: len(lesson.answers)])
    kept = lesson.answers.take(honest)
    answers = Answers(
        np.concatenate([kept.prompts, false.prompts]),
        np.concatenate([kept.responses, false.responses]),
    )
    return replace(lesson, answers=answers, marks=np.concatenate([lesson.marks[honest], marks]))


def _lies(heard: Lesson, said: Lesson) -> int:
    """Number of lies: marks or answers that differ between what is heard and what was said."""
    if len(heard.answers) != len(said.answers):
        return abs(len(heard.answers) - len(said.answers))
    changed = (
        (heard.marks != said.marks)
        | (heard.answers.responses != said.answers.responses)
        | (heard.answers.prompts != said.answers.prompts)
    )
    return int(changed.sum())
