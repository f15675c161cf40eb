"""The loop: a pure function of scenario, learner and seed, that refuses what cannot be run."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

import teachsim as ts
from teachsim.core.arrays import FloatArray, IntArray
from tests.core.small import (
    NESTED,
    QUIZ,
    Fixed,
    Pupil,
    asking,
    guesser,
    key,
    largest,
    listed,
    scenario,
    smallest,
    told,
)

UNSURE = np.full((1, 3), 1 / 3)


def fixed(policy: object) -> Fixed:
    return Fixed(policy, ts.Answers([0], [0]))  # type: ignore[arg-type]


# ---------------------------------------------------------------- what comes back
def test_a_transcript_has_a_lesson_a_round_and_a_policy_more() -> None:
    run = ts.simulate(scenario("110", ts.QUERY, rounds=5), smallest)
    assert len(run.lessons) == 5
    assert run.policies.shape == (6, 1, 3)
    assert run.kept.tolist() == [0, 1, 2, 3, 4, 5]
    assert len(run.fingerprint) == 8
    assert int(run.fingerprint, 16) >= 0
    np.testing.assert_array_equal(run.learner.policy(), run.policies[-1])


def test_a_query_learner_finds_the_truth_by_bisection() -> None:
    """4 hypotheses are told apart by 2 questions (initial segments: ceil(log2 N), theory S2)."""
    for target in NESTED:
        run = ts.simulate(scenario(target, ts.QUERY, rounds=2), smallest)
        assert ts.metrics.identified(run.policies, run.scenario.key)[-1]


@pytest.mark.parametrize(
    ("keep_every", "kept"),
    [(1, [0, 1, 2, 3, 4, 5]), (2, [0, 2, 4, 5]), (5, [0, 5]), (7, [0, 5]), (10**9, [0, 5])],
)
def test_policies_are_kept_every_so_many_rounds_and_first_and_last(
    keep_every: int, kept: list[int]
) -> None:
    taught = scenario("110", ts.QUERY, rounds=5)
    every = ts.simulate(taught, guesser)
    some = ts.simulate(taught, guesser, keep_every=keep_every)
    assert some.kept.tolist() == kept
    np.testing.assert_array_equal(some.policies, every.policies[kept])
    assert some.fingerprint == every.fingerprint


def test_a_transcript_cannot_be_written_to_and_shares_nothing_with_the_learner() -> None:
    mine = UNSURE.copy()
    run = ts.simulate(scenario("110", ts.QUERY), fixed(mine))
    mine[:] = 0
    np.testing.assert_array_equal(run.policies[0], UNSURE)
    with pytest.raises(ValueError, match="read-only"):
        run.policies[0] = 0


# ---------------------------------------------------------------- phases
def test_phases_follow_each_other_with_one_learner() -> None:
    """A warm start: examples first, questions then."""
    phases = [
        ts.Phase(ts.DEMONSTRATION, 1, teacher=ts.Scripted([1])),
        ts.Phase(ts.EXAMINATION, 3, teacher=ts.Adversary()),
    ]
    run = ts.simulate(ts.Scenario("warm start", listed(*NESTED), key("110"), phases), largest)
    assert told(run) == [[(1, 1)], [(2, -1)], [], []]
    assert [lesson.regime for lesson in run.lessons] == [ts.DEMONSTRATION] + [ts.EXAMINATION] * 3


def test_a_phase_teaches_its_own_prompts_alone() -> None:
    phase = ts.Phase(ts.INFORMANT, 30, prompts=[1])
    run = ts.simulate(ts.Scenario("", listed(*QUIZ), key(QUIZ[0]), [phase]), smallest)
    assert {cell // 3 for lesson in told(run) for cell, _ in lesson} == {1}


def test_distillation_teaches_what_another_model_holds_right() -> None:
    another = ts.Phase(ts.DEMONSTRATION, 4, key=key("011"), teacher=ts.Helper())
    run = ts.simulate(ts.Scenario("", listed(*NESTED), key("110"), [another]), smallest)
    assert told(run) == [[(2, 1)], [], [], []]
    np.testing.assert_allclose(run.policies[-1], [[0, 0.5, 0.5]])
    assert ts.metrics.hallucinated(run.policies, run.scenario.key)[-1] == 0.5


def test_a_phase_key_outside_the_space_leaves_the_observer_with_what_it_last_believed() -> None:
    another = ts.Phase(ts.INFORMANT, 9, key=key("000"), teacher=ts.Helper(), batch=3)
    run = ts.simulate(ts.Scenario("", listed(*NESTED), key("110"), [another]), smallest)
    assert len(run.lessons) == 9


def test_a_batch_marks_as_many_answers_a_round() -> None:
    run = ts.simulate(scenario("110", ts.INFORMANT, batch=4), smallest)
    assert [len(lesson.answers) for lesson in run.lessons] == [4, 4, 4]


# ---------------------------------------------------------------- one seed, one run
def test_one_seed_gives_the_same_bytes() -> None:
    for regime in ts.REGIMES:
        runs = [ts.simulate(scenario("110", regime, rounds=9), guesser, rng=5) for _ in "ab"]
        assert runs[0].fingerprint == runs[1].fingerprint
        assert runs[0].policies.tobytes() == runs[1].policies.tobytes()
        assert told(runs[0]) == told(runs[1])


def test_other_seeds_give_other_runs() -> None:
    taught = scenario("110", ts.INFORMANT, rounds=9)
    assert len({ts.simulate(taught, guesser, rng=seed).fingerprint for seed in range(20)}) == 20


def test_the_seed_is_0_unless_another_is_given() -> None:
    taught = scenario("110", ts.INFORMANT, rounds=9)
    unseeded = ts.simulate(taught, guesser)
    assert unseeded.fingerprint == ts.simulate(taught, guesser, rng=0).fingerprint


def test_a_seed_and_a_fresh_generator_of_that_seed_are_the_same() -> None:
    taught = scenario("110", ts.INFORMANT, rounds=9)
    by_seed = ts.simulate(taught, guesser, rng=3)
    generator = np.random.default_rng(3)
    assert ts.simulate(taught, guesser, rng=generator).fingerprint == by_seed.fingerprint
    assert ts.simulate(taught, guesser, rng=generator).fingerprint != by_seed.fingerprint


def test_two_learners_with_one_seed_meet_the_same_class() -> None:
    for regime in (ts.DEMONSTRATION, ts.INFORMANT):
        for noise in (None, ts.Noise(rate=0.3), ts.Noise(rate=0.3, persistent=True)):
            taught = scenario("110", regime, rounds=30, batch=2, noise=noise)
            heard = [told(ts.simulate(taught, who, rng=8)) for who in (smallest, largest, guesser)]
            assert heard[0] == heard[1] == heard[2]


def test_a_teacher_that_draws_more_in_one_round_changes_no_other_round() -> None:
    @dataclass(frozen=True)
    class Wasteful:
        waste: int

        def choose(self, view: ts.View, rng: np.random.Generator) -> IntArray:
            cut = rng.integers(len(view.cells), size=1)
            rng.random(self.waste * (view.round == 0))
            return cut

    runs = [
        told(ts.simulate(scenario("111", ts.DEMONSTRATION, rounds=30, teacher=teacher), smallest))
        for teacher in (Wasteful(0), Wasteful(7))
    ]
    assert runs[0] == runs[1]


# ---------------------------------------------------------------- fingerprints
def test_a_fingerprint_does_not_depend_on_names() -> None:
    plain = scenario("110", ts.QUERY)
    renamed = replace(ts.QUERY, name="anything else")
    phase = replace(plain.phases[0], regime=renamed)
    other = replace(plain, name="another", phases=[phase])
    assert ts.simulate(plain, smallest).fingerprint == ts.simulate(other, smallest).fingerprint


def test_a_fingerprint_notices_truth_lesson_policy_regime_and_prompts() -> None:
    def print_of(
        target: str = "110",
        *,
        regime: ts.Regime = ts.DEMONSTRATION,
        moves: tuple[int, ...] = (1, 0),
        policy: FloatArray = UNSURE,
    ) -> str:
        taught = scenario(target, regime, rounds=2, teacher=ts.Scripted(moves))
        return ts.simulate(taught, fixed(policy)).fingerprint

    different = [
        print_of(),
        print_of("111"),
        print_of(moves=(0, 1)),
        print_of(moves=(1,)),
        print_of(policy=UNSURE + np.array([[1e-8, -1e-8, 0]])),
        print_of(regime=ts.INFORMANT),
    ]
    assert len(set(different)) == len(different)
    assert print_of(policy=UNSURE * (1 - 1e-15)) == print_of()  # what another machine rounds


def test_a_fingerprint_notices_policies_that_are_not_kept() -> None:
    taught = scenario("110", ts.QUERY, rounds=1)
    back = ts.Phase(ts.QUERY, 2)
    long = replace(taught, phases=[back])
    prints = {ts.simulate(long, Flipping(at), keep_every=9).fingerprint for at in ((), (1,))}
    assert len(prints) == 2


@dataclass(frozen=True)
class Flipping:
    """Is of another opinion in some rounds."""

    at: tuple[int, ...]
    age: int = 0

    def policy(self) -> FloatArray:
        return UNSURE if self.age not in self.at else np.array([[1.0, 0, 0]])

    def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
        return ts.Answers([0], [0])

    def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> "Flipping":
        return replace(self, age=self.age + 1)


# ---------------------------------------------------------------- stopping, watching, time
def test_watch_hears_of_each_round_and_may_stop_the_run() -> None:
    done: list[int] = []
    ts.simulate(scenario("110", ts.QUERY, rounds=4), smallest, watch=done.append)
    assert done == [1, 2, 3, 4]

    @dataclass(frozen=True)
    class TooLateError(Exception):
        rounds: int

    lessons: list[ts.Lesson] = []

    def deadline(rounds: int) -> None:
        if rounds == 2:
            raise TooLateError(rounds)

    @dataclass(frozen=True, eq=False)
    class Watched:
        pupil: ts.Learner

        def policy(self) -> FloatArray:
            return self.pupil.policy()

        def ask(self, request: ts.Request, rng: np.random.Generator) -> ts.Answers:
            return self.pupil.ask(request, rng)

        def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> "Watched":
            lessons.append(lesson)
            return Watched(self.pupil.learn(lesson, rng))

    with pytest.raises(TooLateError):
        ts.simulate(
            scenario("110", ts.QUERY, rounds=10**5),
            lambda space: Watched(smallest(space)),
            watch=deadline,
        )
    assert len(lessons) == 2  # nothing went on after it


# ---------------------------------------------------------------- refused before work is done
@pytest.mark.parametrize("keep_every", [0, -1, 1.5, True, None, "1"])
def test_keep_every_counts_rounds(keep_every: int) -> None:
    with pytest.raises(ValueError, match=r"^keep_every is .* at least 1; use 1 to keep all"):
        ts.simulate(scenario("110", ts.QUERY), smallest, keep_every=keep_every)


@pytest.mark.parametrize("rng", [None, -1, 0.5, "0", True, [1, 2]])
def test_a_seed_is_a_whole_number_so_that_the_run_can_be_had_again(rng: int) -> None:
    with pytest.raises(ValueError, match=r"^rng is .* so that the run can be had again"):
        ts.simulate(scenario("110", ts.QUERY), smallest, rng=rng)


@pytest.mark.parametrize("wrong", ["x", None, ts.Phase(ts.QUERY, 1), ts.Scenario])
def test_what_is_no_scenario_is_refused(wrong: ts.Scenario) -> None:
    with pytest.raises(ValueError, match=r"^scenario is .*of the kind Scenario; pass teachsim.Sc"):
        ts.simulate(wrong, smallest)


@pytest.mark.parametrize(
    ("rounds", "batch", "keep_every"), [(10**12, 1, 1), (10**9, 1, 10**9), (10, 10**9, 1)]
)
def test_a_run_that_does_not_fit_is_refused_at_once_with_the_estimate(
    rounds: int, batch: int, keep_every: int
) -> None:
    taught = scenario("110", ts.DEMONSTRATION, rounds=rounds, batch=batch)
    with pytest.raises(ValueError, match=r"would keep [\d,]+ policies .*[\d,]+ MiB, over the budg"):
        ts.simulate(taught, smallest, keep_every=keep_every)


def test_the_budget_can_be_set() -> None:
    with pytest.raises(ValueError, match=r"over the budget of 0 MiB; raise keep_every or budget_b"):
        ts.simulate(scenario("110", ts.QUERY), smallest, budget_bytes=100)


@pytest.mark.parametrize("learner", [None, 3, "smallest", object(), lambda: None, Fixed, dict])
def test_what_is_no_learner_and_makes_none_is_refused(learner: object) -> None:
    with pytest.raises(
        ValueError, match=r"^learner is .*, but must have policy, ask and learn, or"
    ):
        ts.simulate(scenario("110", ts.QUERY), learner)  # type: ignore[arg-type]


def test_a_function_that_makes_no_learner_is_refused() -> None:
    for wrong in (lambda space: None, lambda space: Pupil):
        with pytest.raises(ValueError, match=r"^what learner makes of the hypothesis space is"):
            ts.simulate(scenario("110", ts.QUERY), wrong)  # type: ignore[arg-type]


def test_a_class_that_is_made_of_a_space_is_a_beginner() -> None:
    run = ts.simulate(scenario("110", ts.QUERY), Pupil)  # type: ignore[arg-type]
    assert isinstance(run.learner, Pupil)


def test_a_learner_that_can_also_be_called_is_a_learner() -> None:
    """As a torch module is: calling it would not make a learner."""

    @dataclass(frozen=True, eq=False)
    class Module(Fixed):  # a test's own shortcut, not a habit of the house
        def __call__(self, x: object) -> object:
            raise AssertionError("called")

    ts.simulate(scenario("110", ts.QUERY), Module(UNSURE, ts.Answers([0], [0])))


# ---------------------------------------------------------------- learners that break a rule
@pytest.mark.parametrize(
    "policy",
    [
        np.array([[np.nan, 0.5, 0.5]]),
        np.array([[-0.1, 0.5, 0.5]]),
        np.array([[0.5, 0.5, 0.5]]),
        np.array([[np.inf, 0, 0]]),
    ],
)
def test_a_policy_that_holds_no_chances_is_refused(policy: FloatArray) -> None:
    with pytest.raises(ValueError, match=r"^Fixed.policy\(\) has a lowest entry of .*divide by"):
        ts.simulate(scenario("110", ts.QUERY), fixed(policy))


@pytest.mark.parametrize("policy", [np.ones(3) / 3, np.ones((1, 2)) / 2, None])
def test_a_policy_of_another_shape_is_refused(policy: object) -> None:
    with pytest.raises(ValueError, match=r"^Fixed.policy\(\) has shape .* = \(1, 3\)"):
        ts.simulate(scenario("110", ts.QUERY), fixed(policy))


def test_rows_may_sum_to_less_than_1_as_the_rest_is_silence() -> None:
    run = ts.simulate(scenario("110", ts.QUERY), fixed(UNSURE / 2))
    np.testing.assert_allclose(ts.metrics.abstained(run.policies, run.scenario.key), 0.5)


def test_a_learner_that_learns_nothing_new_but_none_is_refused() -> None:
    @dataclass(frozen=True, eq=False)
    class Forgetful(Fixed):  # a test's own shortcut
        def learn(self, lesson: ts.Lesson, rng: np.random.Generator) -> Fixed:
            return None  # type: ignore[return-value]

    with pytest.raises(ValueError, match=r"^what learn returns is None, .*of the kind Learner"):
        ts.simulate(scenario("110", ts.QUERY), Forgetful(UNSURE, ts.Answers([0], [0])))


@pytest.mark.parametrize("regime", [ts.QUERY, ts.APPROVAL, ts.EXAMINATION])
def test_asking_about_what_does_not_exist_is_refused(regime: ts.Regime) -> None:
    with pytest.raises(
        ValueError, match=r"asked about responses \[3\], but they are numbered 0..2"
    ):
        ts.simulate(scenario("110", regime), Fixed(UNSURE, ts.Answers([0], [3])))
    with pytest.raises(ValueError, match=r"asked about prompts \[1\], but the phase has \[0\]"):
        ts.simulate(scenario("110", regime), Fixed(UNSURE, ts.Answers([1], [0])))


def test_asking_about_more_than_a_batch_is_refused() -> None:
    with pytest.raises(ValueError, match=r"asked about 2 answers, but a round .* takes 1; ask"):
        ts.simulate(scenario("110", ts.QUERY), asking(0, 1, of="110"))


def test_asking_in_anything_but_answers_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^what Fixed.ask returns is \[0\], .*return Answers"):
        ts.simulate(scenario("110", ts.QUERY), Fixed(UNSURE, [0]))  # type: ignore[arg-type]


def test_asking_nothing_is_allowed_and_answered_by_nothing() -> None:
    run = ts.simulate(scenario("110", ts.QUERY), asking(of="110"))
    assert told(run) == [[], [], []]
