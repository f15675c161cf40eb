"""A class and learners small enough to be checked by eye, without any of teachsim.symbolic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

import teachsim as ts
from teachsim.core.arrays import BoolArray, FloatArray, IntArray, MarkArray

# Three instances. 010 lies inside all others: the truth that is easiest to miss.
NESTED = ("010", "110", "011", "111")
# Two prompts with three responses each, one right: who was it, and when?
QUIZ = ("100 100", "100 010", "010 100", "001 001")


@dataclass(frozen=True, eq=False)
class Listed:
    """Hypotheses as one table; a version space is one with fewer rows."""

    table: BoolArray  # (H, P, R)

    @property
    def n_prompts(self) -> int:
        return int(self.table.shape[1])

    @property
    def n_responses(self) -> int:
        return int(self.table.shape[2])

    def __len__(self) -> int:
        return len(self.table)

    def given(self, answers: ts.Answers, marks: MarkArray) -> Listed:
        agrees = [
            all(
                row[p, r] == (mark > 0)
                for p, r, mark in zip(answers.prompts, answers.responses, marks, strict=True)
                if mark != 0
            )
            for row in self.table
        ]
        return Listed(self.table[np.array(agrees, dtype=np.bool_)])

    def shares(self) -> FloatArray:
        if len(self) == 0:
            return np.zeros(self.table.shape[1:])
        return np.asarray(self.table.mean(axis=0))

    def contains(self, right: BoolArray) -> bool:
        return bool((self.table == right).all((-1, -2)).any())


def listed(*rows: str) -> Listed:
    """Hypotheses from strings of 0 and 1, one for each prompt, with spaces between."""
    return Listed(
        np.array([[[c == "1" for c in prompt] for prompt in row.split()] for row in rows])
    )


def key(row: str) -> BoolArray:
    """The `(P, R)` table of one string."""
    return listed(row).table[0]


@dataclass(frozen=True, eq=False)
class Pupil:
    """Conjectures the smallest or largest hypothesis left; asks about it, or where they differ."""

    space: Listed
    largest: bool = False
    cautious: bool = False

    def conjecture(self) -> BoolArray:
        sizes = self.space.table.sum((-1, -2))
        best: BoolArray = self.space.table[int(sizes.argmax() if self.largest else sizes.argmin())]
        return best

    def policy(self) -> FloatArray:
        table = self.space.table
        said = table.all(axis=0) if self.cautious else self.conjecture()
        possible = table.any(axis=0) if self.cautious else said
        return np.asarray(said / np.maximum(possible.sum(-1, keepdims=True), 1))

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        if request.regime.picks is ts.Picks.EXAMINER:
            claims = np.zeros_like(self.conjecture())
            claims[request.prompts] = self.conjecture()[request.prompts]
            return ts.Answers.of(claims)
        doubt = np.abs(self.space.shares()[request.prompts] - 0.5)
        rows, responses = np.unravel_index(doubt.reshape(-1).argsort(kind="stable"), doubt.shape)
        return ts.Answers(request.prompts[rows][: request.batch], responses[: request.batch])

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> Pupil:
        left = self.space.given(*lesson.evidence(self.space.n_responses))
        return replace(self, space=left) if len(left) else self


def smallest(space: ts.HypothesisSpace) -> Pupil:
    assert isinstance(space, Listed)
    return Pupil(space)


def largest(space: ts.HypothesisSpace) -> Pupil:
    assert isinstance(space, Listed)
    return Pupil(space, largest=True)


def cautious(space: ts.HypothesisSpace) -> Pupil:
    assert isinstance(space, Listed)
    return Pupil(space, cautious=True)


@dataclass(frozen=True, eq=False)
class Guesser:
    """Guesses anew after each lesson, and asks whatever comes to its mind: it uses its `rng`."""

    chances: FloatArray

    def policy(self) -> FloatArray:
        return self.chances

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        n = request.batch
        return ts.Answers(
            rng.choice(request.prompts, size=n), rng.integers(self.chances.shape[1], size=n)
        )

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> Guesser:
        return Guesser(rng.dirichlet(np.ones(self.chances.shape[1]), size=len(self.chances)))


def guesser(space: ts.HypothesisSpace) -> Guesser:
    shape = (space.n_prompts, space.n_responses)
    return Guesser(np.full(shape, 1.0 / space.n_responses))


@dataclass(frozen=True, eq=False)
class Fixed:
    """Never learns: the policy and the question it was given."""

    chances: FloatArray
    question: ts.Answers

    def policy(self) -> FloatArray:
        return self.chances

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        return self.question

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> Fixed:
        return self


def asking(*cells: int, of: str) -> Fixed:
    """A learner of the space of hypothesis `of` that puts the same answers in every round."""
    shape = key(of).shape
    prompts, responses = np.divmod(np.array(cells, dtype=np.int64), shape[1])
    return Fixed(np.full(shape, 1.0 / shape[1]), ts.Answers(prompts, responses))


@dataclass(frozen=True)
class Picking:
    """A teacher of one function."""

    pick: Callable[[ts.View, np.random.Generator], object]

    def choose(self, view: ts.View, rng: np.random.Generator) -> IntArray:
        return self.pick(view, rng)  # type: ignore[return-value]  # tests pick nonsense, too


def whimsical(view: ts.View, rng: np.random.Generator) -> IntArray:
    """As many legal answers as it likes, any of them."""
    n = len(view.legal.answers)
    return rng.integers(n, size=rng.integers(view.least, view.most + 1))


def scenario(
    target: str, regime: ts.Regime, *, rounds: int = 3, teacher: ts.Teacher | None = None,
    space: tuple[str, ...] = NESTED, batch: int = 1, noise: ts.Noise | None = None,
) -> ts.Scenario:  # fmt: skip
    """One phase with a truth among the hypotheses of a space."""
    phase = ts.Phase(regime, rounds, teacher=teacher or ts.Negligent(), batch=batch, noise=noise)
    return ts.Scenario(f"{target} by {regime.name}", listed(*space), key(target), [phase])


def cells(answers: ts.Answers | None, *, n_responses: int) -> list[int]:
    """Numbers of the answers."""
    assert answers is not None
    numbers: list[int] = answers.cells(n_responses).tolist()
    return numbers


def told(run: ts.Transcript) -> list[list[tuple[int, int]]]:
    """For each lesson the numbers of its answers with their marks."""
    n = run.scenario.space.n_responses
    return [
        list(zip(cells(lesson.answers, n_responses=n), lesson.marks.tolist(), strict=True))
        for lesson in run.lessons
    ]
