"""What may truthfully be said in a round, and the teacher's pick of it.

Two legality rules carry the whole contrast: a teacher who shows *may withhold*, an examiner or one
who is queried *must disclose*.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, IntArray, MarkArray
from teachsim.core.checks import whole_numbers
from teachsim.core.regimes import Lesson, Picks, Regime
from teachsim.core.view import Teacher, View

__all__ = ["legal_lesson", "said"]


def legal_lesson(
    regime: Regime, key: MarkArray, *, scope: IntArray, asked: Answers | None
) -> Lesson:
    """Everything that can truthfully be said now, as one lesson.

    Args:
        regime: Who picks and which marks are heard.
        key: `(P, R)` +1 right, -1 wrong, 0 neither.
        scope: `(k,)` the prompts of the phase.
        asked: What the learner put to the teacher; None where the teacher shows.

    Raises:
        ValueError: If the learner asked about a response that does not exist.
    """
    if asked is None:
        legal = (key > 0) | (regime.hears_wrong & (key < 0))
        return _marked(regime, key, scope=scope, answers=Answers.of(_within(legal, scope)))
    _refuse_missing(asked, key.shape[1])
    if regime.picks is Picks.LEARNER:
        return _marked(regime, key, scope=scope, answers=asked, asked=asked)
    # "I don't know" claims nothing, so "no error" must not be heard as its approval.
    asked = asked.take(np.flatnonzero(key[asked.prompts, asked.responses]))
    claimed = np.zeros(key.shape, dtype=np.bool_)
    claimed[asked.prompts, asked.responses] = True
    made_up = claimed & (key < 0) & regime.hears_wrong
    omitted = ~claimed & (key > 0) & regime.hears_right
    errors = Answers.of(_within(made_up | omitted, scope))
    return _marked(regime, key, scope=scope, answers=errors, asked=asked)


def said(teacher: Teacher, legal: Lesson, *, view: View, rng: np.random.Generator) -> Lesson:
    """The lesson: forced marks, or what the teacher picks among the legal ones.

    Args:
        teacher: Whose turn it is.
        legal: All that may be said; for answers put by the learner, with their marks.
        view: What the teacher sees; `view.most` is the batch of the phase.
        rng: The teacher's, consumed.

    Raises:
        ValueError: If the teacher picks too many, too few, or what is not there.
    """
    regime = legal.regime
    if regime.picks is Picks.LEARNER:
        if not regime.may_withhold:
            return legal
        sayable = np.flatnonzero(legal.marks)
        legal = replace(legal, answers=legal.answers.take(sayable), marks=legal.marks[sayable])
        view = replace(view, legal=legal, most=len(sayable))
    elif regime.picks is Picks.EXAMINER:
        view = replace(view, most=min(view.most, len(legal.answers)))
    return view.saying(_choice(teacher, view, rng=rng))


def _marked(
    regime: Regime,
    key: MarkArray,
    *,
    scope: IntArray,
    answers: Answers,
    asked: Answers | None = None,
) -> Lesson:
    """The answers with those of their true marks that the regime lets be heard."""
    marks = key[answers.prompts, answers.responses]
    if not regime.hears_wrong:
        marks = np.maximum(marks, 0)
    return Lesson(regime, scope, answers, marks, asked)


def _within(table: BoolArray, scope: IntArray) -> BoolArray:
    """The table with all prompts outside the scope cleared."""
    inside = np.zeros_like(table)
    inside[scope] = table[scope]
    return inside


def _refuse_missing(asked: Answers, n_responses: int) -> None:
    """Refuse answers whose response does not exist."""
    responses = asked.responses
    if len(asked) and (responses.min() < 0 or responses.max() >= n_responses):
        raise ValueError(
            f"the learner asked about responses {np.unique(responses).tolist()}, but they "
            f"are numbered 0..{n_responses - 1}; ask about one of those"
        )


def _choice(teacher: Teacher, view: View, *, rng: np.random.Generator) -> IntArray:
    """The teacher's choice, checked; nothing where there is nothing to say."""
    n = len(view.legal.answers)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    name = type(teacher).__name__
    picked = whole_numbers(
        teacher.choose(view, rng),
        thing=f"choices of {name}",
        way_out="choose returns positions in view.legal",
    ).reshape(-1)
    if not view.least <= len(picked) <= view.most or (
        len(picked) and (picked.min() < 0 or picked.max() >= n)
    ):
        raise ValueError(
            f"{name} chose {picked.tolist()}, but must pick {view.least} to {view.most} of the {n} "
            f"legal answers by position 0..{n - 1}; see View.legal"
        )
    return picked
