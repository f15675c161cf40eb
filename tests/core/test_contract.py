"""The contract tests: honest learners and teachers pass, each kind of offence has its sentence."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

import teachsim as ts
from teachsim.core.arrays import FloatArray, IntArray
from teachsim.core.contract import ContractError, check_learner, check_teacher
from tests.core.small import (
    QUIZ,
    Picking,
    cautious,
    guesser,
    key,
    largest,
    listed,
    scenario,
    smallest,
    whimsical,
)

PLAIN = scenario("110", ts.QUERY)
SIGNED = ts.Scenario(
    "quiz",
    listed(*QUIZ),
    np.array([[1, 0, -1], [-1, 1, 0]], dtype=np.int8),  # 100 010, with two "I don't know"
    [ts.Phase(ts.QUERY, 1)],
)


# ---------------------------------------------------------------- who passes
@pytest.mark.parametrize("learner", [smallest, largest, cautious, guesser])
@pytest.mark.parametrize("case", [PLAIN, SIGNED], ids=["plain", "signed"])
def test_an_honest_learner_passes_in_all_regimes(learner: ts.Beginner, case: ts.Scenario) -> None:
    check_learner(learner, case)


def test_a_learner_that_was_made_already_passes_too() -> None:
    check_learner(smallest(PLAIN.space), PLAIN)


@pytest.mark.parametrize("learner", [smallest, largest, cautious, guesser])
@pytest.mark.parametrize(
    "teacher",
    [
        ts.Negligent(),
        ts.Negligent(withheld=[0], shown=0.5),
        ts.Adversary(),
        ts.Adversary(decoy=key("011"), at_least=2),
        ts.Helper(),
        ts.Scripted((None,)),
        Picking(whimsical),
    ],
    ids=lambda teacher: type(teacher).__name__,
)
def test_the_teachers_pass_in_all_regimes_with_all_learners(
    teacher: ts.Teacher, learner: ts.Beginner
) -> None:
    check_teacher(teacher, PLAIN, learner=learner)


@pytest.mark.parametrize("teacher", [ts.Negligent(), ts.Adversary(), ts.Helper()])
def test_the_teachers_pass_on_several_prompts_with_answers_that_are_neither(
    teacher: ts.Teacher,
) -> None:
    check_teacher(teacher, SIGNED, learner=smallest)


# ---------------------------------------------------------------- learners that break it
@dataclass(frozen=True, eq=False)
class Twisted:
    """Honest unless one of its habits is set."""

    counts: FloatArray
    mutates: bool = False
    own_stream: np.random.Generator | None = None
    policy_of: FloatArray | None = None
    asks_outside: bool = False
    asking_moves_it: bool = False
    fails: bool = False

    def policy(self) -> FloatArray:
        if self.policy_of is not None:
            return self.policy_of
        return np.asarray(self.counts / self.counts.sum(-1, keepdims=True))

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        stream = rng if self.own_stream is None else self.own_stream
        if self.asking_moves_it:
            self.counts[0, 0] += 1
        n_responses = self.counts.shape[1]
        return ts.Answers([0], [n_responses if self.asks_outside else stream.integers(n_responses)])

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> "Twisted":
        if self.fails:
            raise ZeroDivisionError("division by nothing")
        counts = self.counts if self.mutates else self.counts.copy()
        counts[lesson.answers.prompts, lesson.answers.responses] += 1.0
        if self.own_stream is not None:
            counts += self.own_stream.random(counts.shape)
        return replace(self, counts=counts)


HONEST = Twisted(np.ones((1, 3)))


def faults_of(learner: ts.Learner | ts.Beginner) -> str:
    with pytest.raises(ContractError) as broken:  # each caller reads the sentences
        check_learner(learner, PLAIN)
    return str(broken.value)


def test_the_twisted_learner_without_a_habit_is_honest() -> None:
    check_learner(HONEST, PLAIN)


def test_a_learner_that_changes_itself_is_told_so() -> None:
    sentence = "learn changed the learner itself; return a new one, teachers look ahead with it"
    told = faults_of(lambda space: replace(HONEST, counts=np.ones((1, 3)), mutates=True))
    assert f"<lambda>, demonstration: {sentence}" in told


@dataclass(eq=False)  # not frozen: that is its fault
class Hoarder:
    """Keeps every answer in one set of its own, so that a second run finds it full."""

    heard: set[int] = field(default_factory=set)

    def policy(self) -> FloatArray:
        held = np.isin(np.arange(3), list(self.heard))
        return (held / max(1, held.sum())).reshape(1, 3)

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        return ts.Answers([0], [rng.integers(3)])

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> "Hoarder":
        self.heard |= set(lesson.answers.responses[lesson.marks > 0].tolist())
        return self


def test_a_learner_that_changes_itself_is_told_that_and_not_what_follows_from_it() -> None:
    for learner in (Hoarder(), lambda space: Hoarder()):
        told = faults_of(learner)
        assert "demonstration: learn changed the learner itself; return a new one" in told
        assert "two runs with one seed differ" not in told


def test_a_learner_that_changes_those_before_it_is_told_so() -> None:
    shared = np.ones((1, 3))

    @dataclass(frozen=True, eq=False)
    class Late:
        """Is itself not changed by what it hears, but the first of its line is."""

        age: int = 0

        def policy(self) -> FloatArray:
            return shared / shared.sum() if self.age == 0 else np.zeros((1, 3))

        def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
            return ts.Answers([0], [0])

        def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> "Late":
            if self.age == 2:
                shared[0, 0] += 1
            return Late(self.age + 1)

    assert "Late, demonstration: learn changed the learner itself" in faults_of(Late())


def test_a_learner_that_draws_from_its_own_stream_is_told_so() -> None:
    told = faults_of(replace(HONEST, own_stream=np.random.default_rng(0)))
    assert "Twisted, query: two runs with one seed differ; draw from the generator" in told
    assert "Twisted, query: asks differently with one seed; draw from the generator" in told
    assert "Twisted, informant: learns differently with one seed; draw from the gener" in told


def test_a_learner_whose_policy_holds_no_chances_is_told_so() -> None:
    told = faults_of(replace(HONEST, policy_of=np.array([[0.5, 0.5, 0.5]])))
    assert "Twisted, demonstration: raises ValueError: Twisted.policy() has a lowest entry" in told


def test_a_learner_that_asks_outside_the_request_is_told_so() -> None:
    told = faults_of(replace(HONEST, asks_outside=True))
    assert "Twisted, approval: raises ValueError: the learner asked about responses [3]" in told
    assert "demonstration" not in told  # where nobody asks it


def test_a_learner_that_is_moved_by_asking_is_told_so() -> None:
    told = faults_of(replace(HONEST, counts=np.ones((1, 3)), asking_moves_it=True))
    assert "Twisted, query: asking changed its policy; ask must leave the learner as" in told


def test_a_learner_that_fails_is_told_in_which_regime_and_how() -> None:
    told = faults_of(replace(HONEST, fails=True))
    assert len(told.splitlines()) == len(ts.REGIMES)
    assert "Twisted, examination: raises ZeroDivisionError: division by nothing" in told


def test_what_is_no_learner_is_told_so_in_one_sentence_a_regime() -> None:
    assert "must have policy, ask and learn" in faults_of(3)  # type: ignore[arg-type]


# ---------------------------------------------------------------- teachers that break it
@dataclass(frozen=True, eq=False)
class Habitual:
    """Goes through its legal answers one by one, from its own memory."""

    memory: list[int] = field(default_factory=list)

    def choose(self, view: ts.View, rng: np.random.Generator) -> IntArray:
        self.memory.append(0)
        return np.array([len(self.memory) % len(view.legal.answers)])


def scribbling(view: ts.View, rng: np.random.Generator) -> list[int]:
    view.told[:] = 7
    return [0]


def opening(view: ts.View, rng: np.random.Generator) -> list[int]:
    view.legal.answers.responses.setflags(write=True)
    return [0]


def forging(view: ts.View, rng: np.random.Generator) -> list[int]:
    object.__setattr__(view.legal, "marks", -view.legal.marks)
    return [0]


def renaming(view: ts.View, rng: np.random.Generator) -> list[int]:
    answers = view.legal.answers
    object.__setattr__(answers, "responses", (answers.responses + 1) % 3)
    return [0]


def putting(view: ts.View, rng: np.random.Generator) -> list[int]:
    if view.legal.asked is not None:
        object.__setattr__(view.legal, "asked", ts.Answers([], []))
    return [0]


def test_a_teacher_that_forges_what_the_learner_asked_is_told_so() -> None:
    with pytest.raises(ContractError, match="Picking, examination: changes what it is shown"):
        check_teacher(Picking(putting), scenario("010", ts.QUERY), learner=largest)


def test_what_may_be_said_cannot_be_overwritten_in_a_run() -> None:
    with pytest.raises(ValueError, match="cannot set WRITEABLE flag"):
        ts.simulate(scenario("110", ts.DEMONSTRATION, teacher=Picking(opening)), smallest)


@pytest.mark.parametrize(
    ("pick", "sentence"),
    [
        (forging, "changes what it is shown; a teacher must leave its view as it was"),
        (renaming, "changes what it is shown; a teacher must leave its view as it was"),
        (opening, "raises ValueError: cannot set WRITEABLE flag to True of this array"),
        (lambda view, rng: [99], "raises ValueError: Picking chose [99], but must pick"),
        (lambda view, rng: [-1], "raises ValueError: Picking chose [-1], but must pick"),
        (lambda view, rng: [0] * 9, "raises ValueError: Picking chose [0, 0, 0, 0, 0, 0, 0"),
        (lambda view, rng: "first", "raises ValueError: choices of Picking are 'first', but"),
        (lambda view, rng: 1 / 0, "raises ZeroDivisionError: division by zero"),
        (scribbling, "changes what it is shown; a teacher must leave its view as it was"),
    ],
    ids=[
        "forging",
        "renaming",
        "opening",
        "out of range",
        "negative",
        "too many",
        "a word",
        "an error",
        "scribbling",
    ],
)
def test_each_offence_of_a_teacher_has_its_sentence(pick: object, sentence: str) -> None:
    with pytest.raises(ContractError) as broken:  # the sentence is compared below
        check_teacher(Picking(pick), PLAIN, learner=largest)  # type: ignore[arg-type]
    assert f"Picking, demonstration: {sentence}" in str(broken.value)
    assert "Picking, examination: " in str(broken.value)
    assert "query" not in str(broken.value)  # where nobody consults it


def test_an_examiner_that_conceals_an_error_is_told_so() -> None:
    silent = Picking(lambda view, rng: [])
    with pytest.raises(ContractError) as broken:  # the sentences are compared below
        check_teacher(silent, scenario("010", ts.QUERY), learner=largest)
    assert [line.split(":")[0] for line in str(broken.value).splitlines()] == [
        "Picking, examination",
        "Picking, hallucinations only",
    ]
    assert "must pick 1 to 1 of the 2 legal answers" in str(broken.value)


def test_a_teacher_that_remembers_between_rounds_is_told_so() -> None:
    with pytest.raises(ContractError, match=r"runs with one seed differ; draw .*keep nothing"):
        check_teacher(Habitual(), scenario("111", ts.QUERY), learner=smallest)


def test_a_teacher_that_draws_from_its_own_stream_is_told_so() -> None:
    own = np.random.default_rng(0)
    whim = Picking(lambda view, rng: [own.integers(len(view.legal.answers))])
    with pytest.raises(ContractError, match="Picking, informant: runs with one seed differ"):
        check_teacher(whim, scenario("111", ts.QUERY), learner=smallest)


def test_each_sentence_is_told_once() -> None:
    with pytest.raises(ContractError) as broken:  # the sentences are compared below
        check_teacher(Picking(scribbling), PLAIN, learner=largest)
    sentences = str(broken.value).splitlines()
    assert len(sentences) == len(set(sentences))
