"""Whether a teacher who may withhold could still put a learner right, going on as it does.

Nothing obliges such a teacher to say anything new; but a helpful one will, one who draws at random
does sooner or later, and a hostile one must while it has shown less than it has to. Each of them is
followed beyond the last round, with the same learner, for as long as anything changes:

- Where all is fixed (hostile or helpful, no drawn question) the rounds to come are played.
- Where chance picks, whatever may be said is said in the end. A learner with a fixed order of
  preference that holds the truth keeps it, so it may come right iff it is right when all is said.
  One that follows the majority may come right on the way: there anything new leaves it open.

A hostile teacher without a decoy looks ahead, and leaves who is wrong wrong unless it must show
more. A heard lie rules the truth out, so channels are taken to be true from here on, and a truth
that is ruled out is lost for good but to a majority, which needs no hypothesis of its own.

Not followed: learners and teachers of another kind, and phases with a key of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from teachsim.core.answers import Answers
from teachsim.core.arrays import FloatArray, IntArray
from teachsim.core.learner import Request
from teachsim.core.legality import legal_lesson, said
from teachsim.core.metrics import identified
from teachsim.core.regimes import Lesson, Picks
from teachsim.core.scenario import Phase
from teachsim.core.teachers import Adversary, Helper, Negligent
from teachsim.core.transcript import Transcript
from teachsim.core.view import View
from teachsim.symbolic.learner import VersionSpaceLearner

__all__ = ["may_come_right"]


@dataclass(frozen=True, eq=False)
class _Classroom:
    """Where a run stands: its last phase, how often each answer was marked, and the learner."""

    transcript: Transcript
    told: IntArray
    learner: VersionSpaceLearner

    @property
    def phase(self) -> Phase:
        """The last phase."""
        return self.transcript.scenario.phases[-1]

    @property
    def scope(self) -> IntArray:
        """`(k,)` the prompts of the phase."""
        scenario = self.transcript.scenario
        return scenario.scope_of(len(scenario.phases) - 1)

    @property
    def right(self) -> bool:
        """Whether the learner gives exactly the right answers."""
        return bool(identified(self.learner.policy(), self.transcript.scenario.key))

    @property
    def must_show(self) -> bool:
        """Whether a hostile teacher has shown less than it has to."""
        teacher = self.phase.teacher
        shown = int(np.count_nonzero(self.told[self.scope]))
        return isinstance(teacher, Adversary) and shown < teacher.at_least

    @property
    def looks_ahead(self) -> bool:
        """Whether the teacher is sure to leave a learner wrong that is wrong."""
        teacher = self.phase.teacher
        return isinstance(teacher, Adversary) and teacher.decoy is None and not self.must_show


def may_come_right(transcript: Transcript, *, rng: np.random.Generator) -> bool:
    """Whether a learner that is wrong may yet be right if the last phase goes on.

    Args:
        transcript: A run whose last phase lets the teacher withhold.
        rng: Not consumed: what is drawn at random is taken as it may fall.
    """
    learner, phase = transcript.learner, transcript.scenario.phases[-1]
    followed = isinstance(phase.teacher, (Adversary, Helper, Negligent)) and phase.key is None
    if not followed or not isinstance(learner, VersionSpaceLearner):
        return False
    votes = learner.order is None and not learner.cautious
    if votes and phase.noise is not None:
        return len(learner.space) > 1
    if not votes and not learner.space.contains(transcript.scenario.key > 0):
        return False
    room = _Classroom(transcript, _told(transcript), learner)
    asks = phase.regime.picks is Picks.LEARNER
    chance = learner.question == "random" if asks else isinstance(phase.teacher, Negligent)
    if not chance and (votes or asks or room.must_show):
        return _played_on(room, rng=rng)
    if room.looks_ahead:
        return False
    ended = learner.learn(_all_told(room, rng=rng), rng)
    if votes:
        return len(ended.space) < len(learner.space)
    return replace(room, learner=ended).right


def _told(transcript: Transcript) -> IntArray:
    """`(P, R)` how often each answer was marked."""
    told = np.zeros(transcript.scenario.shape, dtype=np.int64)
    for lesson in transcript.lessons:
        _count(told, lesson)
    return told


def _count(told: IntArray, lesson: Lesson) -> None:
    """Count the marks of a lesson."""
    marked = np.flatnonzero(lesson.marks)
    np.add.at(told, (lesson.answers.prompts[marked], lesson.answers.responses[marked]), 1)


def _played_on(room: _Classroom, *, rng: np.random.Generator) -> bool:
    """Whether the learner comes right in the rounds to come, of which none is left to chance."""
    while not room.looks_ahead:
        lesson = _next(room, rng=rng)
        told = room.told.copy()
        _count(told, lesson)
        after = replace(room, told=told, learner=room.learner.learn(lesson, rng))
        if after.right:
            return True
        as_it_was = len(after.learner.space) == len(room.learner.space)
        if as_it_was and np.count_nonzero(told) == np.count_nonzero(room.told):
            return False  # and so it would be in every round to come
        room = after
    return False


def _next(room: _Classroom, *, rng: np.random.Generator) -> Lesson:
    """What is said in the next round."""
    phase, key, scope = room.phase, room.transcript.scenario.key, room.scope
    asked = None
    if phase.regime.picks is Picks.LEARNER:
        asked = room.learner.ask(Request(phase.regime, phase.batch, scope), rng)
    legal = legal_lesson(phase.regime, key, scope=scope, asked=asked)
    return said(phase.teacher, legal, view=_view(room, legal, most=phase.batch), rng=rng)


def _all_told(room: _Classroom, *, rng: np.random.Generator) -> Lesson:
    """All that is said in the end, in one lesson: what the teacher says if asked about all."""
    phase, key = room.phase, room.transcript.scenario.key
    shows = replace(phase.regime, picks=Picks.TEACHER)
    legal = legal_lesson(shows, key, scope=room.scope, asked=None)
    n = len(legal.answers)
    if n == 0 or room.must_show:  # what it shows so as to have shown enough may be anything
        return legal
    answering = replace(phase.regime, picks=Picks.LEARNER)
    asked = replace(legal, regime=answering, asked=legal.answers)
    picked = phase.teacher.choose(_view(room, asked, most=n), rng)
    return Lesson(shows, room.scope, _taken(legal.answers, picked), legal.marks[picked])


def _taken(answers: Answers, picked: IntArray) -> Answers:
    """Some of the answers."""
    return answers.take(np.asarray(picked, dtype=np.int64))


def _view(room: _Classroom, legal: Lesson, *, most: int) -> View:
    """What the teacher sees."""
    scenario, space = room.transcript.scenario, room.learner.space
    whims = _whims(room)
    return View(room.phase.rounds, legal, most, scenario.key, space, room.told, room.learner, whims)


def _whims(room: _Classroom) -> FloatArray:
    """`(P * R + 1,)` the teacher's habits: where chance settled them, it says what it has said."""
    teacher, told = room.phase.teacher, np.append(room.told.reshape(-1), 0)
    settled = isinstance(teacher, Negligent) and teacher.shown < 1.0
    return np.where(settled & (told == 0), 1.0, 0.0)
