"""What may truthfully be said in a round, and the teacher's pick of it.

Two legality rules carry the whole contrast: a teacher who shows *may withhold*, an examiner or one
who is queried *must disclose*.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, IntArray, MarkArray
from teachsim.core.regimes import Lesson, Picks, Regime
from teachsim.core.scenario import Phase
from teachsim.core.teachers import View

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
        answers = Answers.of(_within(legal, scope))
    elif regime.picks is Picks.LEARNER:
        answers = _existing(asked, key.shape[1])
    else:
        claimed = np.zeros(key.shape, dtype=np.bool_)
        claims = _existing(asked, key.shape[1])
        claimed[claims.prompts, claims.responses] = True
        made_up = claimed & (key < 0) & regime.hears_wrong
        omitted = ~claimed & (key > 0) & regime.hears_right
        answers = Answers.of(_within(made_up | omitted, scope))
    return Lesson(regime, scope, answers, key[answers.prompts, answers.responses], asked)


def said(phase: Phase, view: View, *, rng: np.random.Generator) -> Lesson:
    """The lesson: forced marks, or what the teacher picks among the legal ones.

    Args:
        phase: Whose turn it is, and in which regime.
        view: What the teacher sees; `view.most` is the batch of the phase.
        rng: The teacher's, consumed.

    Raises:
        ValueError: If the teacher picks too many, too few, or what is not there.
    """
    legal, regime = view.legal, phase.regime
    if regime.picks is Picks.TEACHER:
        return view.saying(_choice(phase, view, rng=rng))
    if regime.picks is Picks.EXAMINER:
        most = min(phase.batch, len(legal.answers))
        return view.saying(_choice(phase, replace(view, most=most), rng=rng))
    if regime.hears_wrong:
        return legal
    right = np.flatnonzero(legal.marks > 0)
    if regime.may_withhold:
        shown = replace(legal, answers=legal.answers.take(right), marks=legal.marks[right])
        right = right[_choice(phase, replace(view, legal=shown, most=len(right)), rng=rng)]
    marks = np.zeros(len(legal.answers), dtype=np.int8)
    marks[right] = 1
    return replace(legal, marks=marks)


def _within(table: BoolArray, scope: IntArray) -> BoolArray:
    """The table with all prompts outside the scope cleared."""
    inside = np.zeros_like(table)
    inside[scope] = table[scope]
    return inside


def _existing(asked: Answers, n_responses: int) -> Answers:
    """The answers, refused if a response does not exist."""
    responses = asked.responses
    if len(asked) and (responses.min() < 0 or responses.max() >= n_responses):
        raise ValueError(
            f"the learner asked about responses {np.unique(responses).tolist()}, but they "
            f"are numbered 0..{n_responses - 1}; ask about one of those"
        )
    return asked


def _choice(phase: Phase, view: View, *, rng: np.random.Generator) -> IntArray:
    """The teacher's choice, checked; nothing where there is nothing to say."""
    n = len(view.legal.answers)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    picked = np.asarray(phase.teacher.choose(view, rng), dtype=np.int64).reshape(-1)
    if not view.least <= len(picked) <= view.most or np.any((picked < 0) | (picked >= n)):
        raise ValueError(
            f"{type(phase.teacher).__name__} chose {picked.tolist()}, but must pick {view.least} "
            f"to {view.most} of the {n} legal answers by position 0..{n - 1}; see View.legal"
        )
    return picked
