"""A transcript: what was said and what the learner made of it, with a fingerprint of both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from teachsim.core.arrays import AnyArray, FloatArray, IntArray
from teachsim.core.learner import Learner
from teachsim.core.regimes import Lesson
from teachsim.core.scenario import Scenario

__all__ = ["Transcript", "add_arrays", "add_lesson"]

_SCALE = 10.0**9  # fingerprints ignore differences below 1e-9, which other machines may round away


@dataclass(frozen=True, eq=False)
class Transcript:
    """A run, from which everything that is shown or measured is computed.

    Attributes:
        scenario: What was run.
        lessons: One lesson a round, `T` of them.
        policies: `(len(kept), P, R)` the learner's policy after each of the `kept` rounds; with
            `keep_every=1` that is `(T + 1, P, R)`, the first before any lesson. Cannot be written
            to.
        kept: `(len(policies),)` numbers of rounds done when each policy was kept, from 0 to T.
        learner: The learner after the last lesson.
        fingerprint: 8 hex digits of a hash of truth, lessons and policies (all, kept or not); what
            things are called does not matter.
    """

    scenario: Scenario
    lessons: tuple[Lesson, ...]
    policies: FloatArray
    kept: IntArray
    learner: Learner
    fingerprint: str


def add_arrays(digest: hashlib._Hash, *arrays: AnyArray) -> None:
    """Add arrays to a hash with their shapes, in an order of bytes that all machines share."""
    for array in arrays:
        scaled = np.round(array * _SCALE) if array.dtype.kind == "f" else array
        digest.update(str(array.shape).encode())
        digest.update(scaled.astype("<i8").tobytes())


def add_lesson(digest: hashlib._Hash, lesson: Lesson) -> None:
    """Add all that is said in a round; the regime by what it means, not by its name."""
    regime = lesson.regime
    digest.update(f"{regime.picks.name} {regime.marks.name} {regime.may_withhold}".encode())
    asked = () if lesson.asked is None else (lesson.asked.prompts, lesson.asked.responses)
    answers = lesson.answers
    add_arrays(digest, lesson.scope, answers.prompts, answers.responses, lesson.marks, *asked)
