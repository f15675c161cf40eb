"""How a run ends: right, undetermined or misled, and by which decoy.

- *Right*: it gives exactly the right answers, without doubt (`metrics.identified`). A cautious
  learner must have one hypothesis left, as its silence where nothing is right may be doubt too.
- *Misled*: it commits itself to something wrong, and nothing that its teacher is bound, or
  likely, to say will ever put that right. It commits itself on a prompt if it gives a wrong answer
  there, or leaves out a right one without keeping silent; a learner that is not cautious commits
  itself on every prompt.
- *Undetermined*: neither. It keeps silent where it is unsure, or the rounds ran out while the
  teacher had something to say that may change its mind. So a verdict of misled stands however many
  rounds are added to the last phase.

A teacher that may not withhold in the last phase *owes* something new if, were there one more round
in which the learner asks what it now would ask, every truthful reply would refute hypotheses that
fit all that was said. What a lying channel would make of the reply is left aside. Of a learner that
asks at random, one draw is tried, except that one which puts a random hypothesis is owed something
as long as any answer of the phase's prompts is open. One that expects lies is owed what makes it
count another. A teacher that may withhold owes nothing; whether it could put the learner right all
the same, as it draws at random, is kind or must show more, is what `prospects` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray
from teachsim.core.checks import generator, one_of
from teachsim.core.learner import Request
from teachsim.core.legality import legal_lesson
from teachsim.core.metrics import identified
from teachsim.core.regimes import Lesson, Picks
from teachsim.core.space import HypothesisSpace
from teachsim.core.transcript import Transcript
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.learner import VersionSpaceLearner
from teachsim.symbolic.liars.learner import DoubtfulLearner
from teachsim.symbolic.misfit import Misfit, misfit
from teachsim.symbolic.prospects import may_come_right
from teachsim.symbolic.version_space import VersionSpace

__all__ = ["Outcome", "Verdict", "outcome", "survivors", "verdicts"]

# Chances that sum to 1 but for rounding leave no silence.
_ROUNDING = 1e-9


class Verdict(Enum):
    """How a run ends, as defined above."""

    RIGHT = "right"
    UNDETERMINED = "undetermined"
    MISLED = "misled"


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes:
        verdict: Right, undetermined or misled.
        target: Name of the truth.
        conjecture: Index in the class of what it gives as its answers; None while it keeps silent
            for doubt, and for what is no hypothesis of the class (a vote, another's learner).
        decoy: Name of that hypothesis if it is misled to one.
        misfit: How what it commits itself to misses the truth; None if it does neither.
        remaining: Number of hypotheses that fit all that was said.
        doubts: Whether it is known to keep silent just where those hypotheses disagree.
    """

    verdict: Verdict
    target: str
    conjecture: int | None
    decoy: str | None
    misfit: Misfit | None
    remaining: int
    doubts: bool

    @property
    def sentence(self) -> str:
        """The outcome in words."""
        if self.verdict is Verdict.RIGHT:
            return f"Right: its answers are exactly those of {self.target}."
        if self.verdict is Verdict.MISLED:
            believed = "something outside the class" if self.decoy is None else self.decoy
            how = "" if self.misfit is None else _HOW[self.misfit].format(target=self.target)
            return f"Misled: it believes {believed}{how}, and nobody need ever tell it."
        if self.misfit is not None:
            return "Undetermined: its answers are still wrong, but more rounds may change them."
        one = self.remaining == 1
        fit = "one hypothesis fits" if one else f"{self.remaining} hypotheses fit"
        if self.doubts:
            return f"Undetermined: {fit} all it heard, and it is silent where they disagree."
        return f"Undetermined: it says nothing wrong but holds back, and {fit} all it heard."


_HOW = {
    Misfit.TOO_BROAD: ", which is too broad for {target}",
    Misfit.TOO_NARROW: ", which is too narrow for {target}",
    Misfit.BESIDE: ", which is not {target}",
}


def outcome(transcript: Transcript, *, rng: int | np.random.Generator = 0) -> Outcome:
    """How a run ended, judged by its last policy, its lessons and its last phase.

    Args:
        transcript: The run.
        rng: Seed or generator for the one question that is tried out, if it is drawn at random.

    Raises:
        ValueError: If this is no transcript, or no seed.
    """
    spaces = _spaces(transcript)
    scenario = transcript.scenario
    truth: BoolArray = scenario.key > 0
    said: BoolArray = transcript.policies[-1] > 0.0
    verdict = verdicts(transcript, rng=rng)[-1]
    commits = bool(_committed(transcript)[-1])
    listed = _class_of(scenario.space)
    conjecture = None
    if listed is not None and (commits or verdict is Verdict.RIGHT):
        conjecture = listed.find(said)
    decoy = None
    if listed is not None and conjecture is not None and verdict is Verdict.MISLED:
        decoy = listed.names[conjecture]
    return Outcome(
        verdict,
        target="the truth" if listed is None else listed.names[listed.index(truth)],
        conjecture=conjecture,
        decoy=decoy,
        misfit=misfit(said, truth) if commits else None,
        remaining=len(spaces[-1]),
        doubts=_is_cautious(transcript) and len(spaces[-1]) > 1,
    )


def verdicts(transcript: Transcript, *, rng: int | np.random.Generator = 0) -> tuple[Verdict, ...]:
    """The verdict after each of the rounds at which a policy was kept; the last is the outcome's.

    Before the last round the teacher owes something new iff it comes: if in a later round in which
    it might not withhold something new is said, or if something is owed in the end. Nor is a
    learner misled that is right later in the run, or may come right after it.

    Args:
        transcript: The run.
        rng: Seed or generator for the one question that is tried out, if it is drawn at random.

    Raises:
        ValueError: If this is no transcript, or no seed.
    """
    spaces = _spaces(transcript)
    left = np.array([len(space) for space in spaces])
    forced = np.array([not lesson.regime.may_withhold for lesson in transcript.lessons])
    draws = generator(rng, way_out="pass a seed such as 0")
    owes = _owes(transcript, spaces[-1], rng=draws)
    news = np.append((left[1:] < left[:-1]) & forced, owes)
    owed = np.logical_or.accumulate(news[::-1])[::-1][transcript.kept]
    right = identified(transcript.policies, transcript.scenario.key)
    if _is_cautious(transcript):
        right &= left[transcript.kept] == 1
    to_come = np.logical_or.accumulate(right[::-1])[::-1]
    misled = ~to_come & _committed(transcript) & ~owed
    if misled[-1] and transcript.scenario.phases[-1].regime.may_withhold:
        misled &= not may_come_right(transcript, rng=draws)
    return tuple(
        Verdict.RIGHT if r else Verdict.MISLED if m else Verdict.UNDETERMINED
        for r, m in zip(right, misled, strict=True)
    )


def survivors(transcript: Transcript) -> IntArray:
    """`(T + 1,)` number of hypotheses that fit all that was said, before and after each round."""
    return np.array([len(space) for space in _spaces(transcript)])


def _spaces(transcript: Transcript) -> list[HypothesisSpace]:
    """The `T + 1` spaces that fit what was said; contradictions are passed over, as by the loop."""
    one_of(Transcript, transcript, thing="transcript", way_out="pass what simulate returns")
    spaces = [transcript.scenario.space]
    for lesson in transcript.lessons:
        after = spaces[-1].given(*lesson.evidence(spaces[-1].n_responses))
        spaces.append(after if len(after) else spaces[-1])
    return spaces


def _is_cautious(transcript: Transcript) -> bool:
    """Whether the learner is known to be silent only where it doubts."""
    return isinstance(transcript.learner, VersionSpaceLearner) and transcript.learner.cautious


def _committed(transcript: Transcript) -> BoolArray:
    """`(len(kept),)` whether the learner commits itself to something wrong."""
    policies, key = transcript.policies, transcript.scenario.key
    said = policies > 0.0
    wrong = ((said != (key > 0)) & (key != 0)).any(axis=-1)
    made_up = (said & (key < 0)).any(axis=-1)
    outspoken = np.where(key != 0, policies, 0.0).sum(axis=-1) >= 1.0 - _ROUNDING
    if isinstance(transcript.learner, VersionSpaceLearner) and not transcript.learner.cautious:
        outspoken[:] = True  # where it is silent, it holds nothing right
    committed: BoolArray = (wrong & (made_up | outspoken)).any(axis=-1)
    return committed


def _owes(transcript: Transcript, space: HypothesisSpace, *, rng: np.random.Generator) -> bool:
    """Whether one more round of the last phase is bound to tell the learner something new."""
    scenario, learner = transcript.scenario, transcript.learner
    last = len(scenario.phases) - 1
    phase, key, prompts = scenario.phases[last], scenario.key_of(last), scenario.scope_of(last)
    if phase.regime.may_withhold:
        return False
    examined = phase.regime.picks is Picks.EXAMINER
    if examined and isinstance(learner, VersionSpaceLearner) and learner.question == "random":
        shares = space.shares()[prompts]
        return bool(np.any((shares > 0.0) & (shares < 1.0)))
    asked = learner.ask(Request(phase.regime, phase.batch, prompts), rng)
    legal = legal_lesson(phase.regime, key, scope=prompts, asked=asked)
    if isinstance(learner, DoubtfulLearner):
        return bool((learner.learn(legal, rng).implied != learner.implied).any())
    if examined and len(legal.answers):
        replies = np.arange(len(legal.answers))[:, None]
        return all(_is_news(_only(legal, reply), space) for reply in replies)
    return _is_news(legal, space)


def _only(lesson: Lesson, rows: IntArray) -> Lesson:
    """The lesson cut to some of its answers."""
    return Lesson(
        lesson.regime, lesson.scope, lesson.answers.take(rows), lesson.marks[rows], lesson.asked
    )


def _is_news(lesson: Lesson, space: HypothesisSpace) -> bool:
    """Whether a lesson refutes some of the hypotheses, and not all of them."""
    return 0 < len(space.given(*lesson.evidence(space.n_responses))) < len(space)


def _class_of(space: HypothesisSpace) -> HypothesisClass | None:
    """The class whose hypotheses the space lists, None if it is another kind of space."""
    if isinstance(space, VersionSpace):
        return space.of
    return space if isinstance(space, HypothesisClass) else None
