"""A game as a transcript of the one loop, so that it is drawn as any other run is.

You are a learner who puts the questions of the game, or a teacher who shows its examples; the
adversary is a teacher who says what the game says. What the loop holds possible after each round
is what the game holds possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

import teachsim as ts
from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.gallery.classes import build_class
from teachsim.gallery.play import Match, Query, Side
from teachsim.gallery.play_ask import Standing, Turn, played
from teachsim.gallery.play_fool import Course, course
from teachsim.gallery.setting import taste
from teachsim.symbolic import HypothesisClass, VersionSpace

__all__ = ["Person", "asking", "fooling", "might_be", "transcript"]

_REGIMES = {
    Query.THIS: ts.EXAMINATION,
    Query.BELONGS: ts.QUERY,
    Query.PART: ts.HALLUCINATIONS_ONLY,
    Query.WHOLE: ts.OMISSIONS_ONLY,
}


@dataclass(frozen=True, eq=False)
class Person:
    """Somebody who puts one question after the other.

    Attributes:
        questions: `(T, P, R)` what is put in each round.
        claims: Whether a question is an idea, which then stands as what the person believes.
        round: Number of questions put.
    """

    questions: BoolArray
    claims: bool
    round: int = 0

    def policy(self) -> FloatArray:
        """`(P, R)` the idea put last, each of its answers alike; silence before, and for points."""
        last = self.questions[max(self.round - 1, 0)] & (self.claims and self.round > 0)
        chances: FloatArray = last / np.maximum(last.sum(axis=-1, keepdims=True), 1)
        return chances

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        """The next question; the last one again when there is none left."""
        return ts.Answers.of(self.questions[min(self.round, len(self.questions) - 1)])

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> Person:
        """The person one question later."""
        return replace(self, round=self.round + 1)


def transcript(match: Match) -> ts.Transcript:
    """The transcript of a game, played from its first move."""
    if match.side is Side.FOOL:
        return fooling(match, course(match))
    H = build_class(match.ideas)
    return asking(H, match.query, turns=played(H, match.query, moves=match.moves)[1])


def asking(H: HypothesisClass, query: Query, *, turns: Sequence[Turn]) -> ts.Transcript:
    """The transcript of a game in which you ask, one round a turn; a silent one if there is none.

    The truth of its scenario is one of the ideas still possible: the adversary has not chosen yet.
    """
    if not turns:
        return _told(H, ts.Phase(ts.DEMONSTRATION, 1, teacher=ts.Scripted([None])))
    points = query is Query.BELONGS
    rows = np.eye(H.n_instances, dtype=np.bool_) if points else H.table
    questions = rows[[turn.asked for turn in turns]].reshape(-1, H.n_prompts, H.n_responses)
    said = [turn.asked if points else turn.answer.witness for turn in turns]
    phase = ts.Phase(_REGIMES[query], len(turns), teacher=ts.Scripted(said))
    person = Person(questions, claims=not points)
    return _told(H, phase, target=might_be(turns[-1].after), learner=person)


def fooling(match: Match, played: Course) -> ts.Transcript:
    """The transcript of a game in which you demonstrate; a silent round if nothing was shown."""
    prefer, cautious = taste(match.bias)
    shown: list[int | None] = [*match.moves[: played.shown]] or [None]
    phase = ts.Phase(ts.DEMONSTRATION, len(shown), teacher=ts.Scripted(shown))
    learner = VersionSpace.learner(prefer=prefer, cautious=cautious)
    return _told(build_class(match.ideas), phase, target=match.target, learner=learner)


def might_be(standing: Standing) -> int:
    """The first idea still possible."""
    return (standing.alive & -standing.alive).bit_length() - 1


def _told(
    H: HypothesisClass,
    phase: ts.Phase,
    *,
    target: int = 0,
    learner: ts.Learner | ts.Beginner | None = None,
) -> ts.Transcript:
    """The transcript of one phase; without a learner, with somebody who says nothing."""
    silent = Person(np.zeros((1, H.n_prompts, H.n_responses), dtype=np.bool_), claims=False)
    return ts.simulate(ts.Scenario("game", H, H.key(target), (phase,)), learner or silent)
