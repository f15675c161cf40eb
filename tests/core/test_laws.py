"""Laws of every run: whatever the space, truth, regime, teacher (a user's own, too) and learner."""

from dataclasses import replace

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

import teachsim as ts
from teachsim.core.arrays import BoolArray
from tests.core.small import (
    Listed,
    Picking,
    asking,
    cautious,
    cells,
    guesser,
    key,
    largest,
    listed,
    scenario,
    smallest,
    told,
    whimsical,
)

LEARNERS: tuple[ts.Beginner, ...] = (smallest, largest, cautious, guesser)
CONSISTENT: tuple[ts.Beginner, ...] = (smallest, largest)
EXAMINED = (ts.EXAMINATION, ts.HALLUCINATIONS_ONLY, ts.OMISSIONS_ONLY)


def spaces(*, n_prompts: int = 2) -> st.SearchStrategy[Listed]:
    """Up to 8 different hypotheses over at most `n_prompts` prompts and 4 responses."""

    def rows(shape: tuple[int, int]) -> st.SearchStrategy[Listed]:
        size = shape[0] * shape[1]

        def table(chosen: set[int]) -> Listed:
            bits = [[bool(n >> i & 1) for i in range(size)] for n in sorted(chosen)]
            return Listed(np.array(bits).reshape(-1, *shape))

        return st.sets(st.integers(0, 2**size - 1), min_size=1, max_size=8).map(table)

    return st.tuples(st.integers(1, n_prompts), st.integers(1, 4)).flatmap(rows)


def teachers(space: Listed) -> st.SearchStrategy[ts.Teacher]:
    """The four teachers with all their traits, and one that does as it likes."""
    n_cells = space.n_prompts * space.n_responses
    blind = st.sets(st.integers(0, n_cells - 1)).map(tuple)
    decoys = st.sampled_from([None, *space.table])
    return st.one_of(
        st.builds(ts.Negligent, withheld=blind, shown=st.sampled_from([0.5, 1.0])),
        st.builds(ts.Adversary, decoy=decoys, at_least=st.integers(0, 3)),
        st.just(ts.Helper()),
        st.just(ts.Scripted(())),
        st.just(Picking(whimsical)),
    )


@st.composite
def lessons_in(
    draw: st.DrawFn, *, regimes: tuple[ts.Regime, ...] = ts.REGIMES, rounds: int = 6
) -> ts.Scenario:
    """A scenario of one phase, on all prompts or on some."""
    space = draw(spaces())
    right = space.table[draw(st.integers(0, len(space) - 1))]
    prompts = draw(st.sets(st.integers(0, space.n_prompts - 1), min_size=1).map(sorted))
    phase = ts.Phase(
        draw(st.sampled_from(regimes)),
        rounds,
        teacher=draw(teachers(space)),
        batch=draw(st.integers(1, 3)),
        prompts=draw(st.sampled_from([None, prompts])),
    )
    return ts.Scenario("law", space, right, [phase])


def sayable(lesson: ts.Lesson, right: BoolArray) -> set[tuple[int, int]]:
    """Each answer with the mark that the regime lets be said of it, as sets and loops."""
    n = right.shape[1]
    scope = [(p, r) for p in lesson.scope.tolist() for r in range(n)]
    asked = set() if lesson.asked is None else set(cells(lesson.asked, n_responses=n))
    may = set()
    for p, r in scope:
        cell, true = p * n + r, bool(right[p, r])
        error = true != (cell in asked)
        picked = {
            ts.Picks.TEACHER: True,
            ts.Picks.LEARNER: cell in asked,
            ts.Picks.EXAMINER: error,
        }[lesson.regime.picks]
        heard = lesson.regime.hears_right if true else lesson.regime.hears_wrong
        if picked and heard:
            may.add((cell, 1 if true else -1))
    return may


# ---------------------------------------------------------------- truth, legality, disclosure
@given(lessons_in(), st.sampled_from(LEARNERS))
def test_every_mark_is_true_legal_and_within_the_batch(
    taught: ts.Scenario, learner: ts.Beginner
) -> None:
    run = ts.simulate(taught, learner)
    right = taught.key > 0
    for lesson, said in zip(run.lessons, told(run), strict=True):
        marked = {(cell, mark) for cell, mark in said if mark != 0}
        assert marked <= sayable(lesson, right)
        assert len(said) <= taught.phases[0].batch


@given(lessons_in(regimes=(ts.QUERY, ts.STRICT_APPROVAL)), st.sampled_from(LEARNERS))
def test_whoever_is_queried_must_answer_all_that_is_asked(
    taught: ts.Scenario, learner: ts.Beginner
) -> None:
    run = ts.simulate(taught, learner)
    for lesson, said in zip(run.lessons, told(run), strict=True):
        assert {pair for pair in said if pair[1]} == sayable(lesson, taught.key > 0)


@given(lessons_in(regimes=EXAMINED), st.sampled_from(LEARNERS))
def test_an_examiner_names_an_error_if_there_is_one_whoever_it_is(
    taught: ts.Scenario, learner: ts.Beginner
) -> None:
    run = ts.simulate(taught, learner)
    for lesson, said in zip(run.lessons, told(run), strict=True):
        assert bool(said) == bool(sayable(lesson, taught.key > 0))
        assert (lesson.confirmed is not None) == (not said)


@given(lessons_in(), st.sampled_from(LEARNERS))
def test_what_follows_from_a_truthful_lesson_never_rules_the_truth_out(
    taught: ts.Scenario, learner: ts.Beginner
) -> None:
    space = taught.space
    for lesson in ts.simulate(taught, learner).lessons:
        space = space.given(*lesson.evidence(space.n_responses))
        assert space.contains(taught.key > 0)


# ---------------------------------------------------------------- claims A1 and A3
@given(lessons_in(regimes=(ts.DEMONSTRATION, ts.APPROVAL)), st.sampled_from(LEARNERS))
def test_right_marks_alone_never_refute_a_hypothesis_that_is_too_broad(
    taught: ts.Scenario, learner: ts.Beginner
) -> None:
    right = taught.key > 0
    assert isinstance(taught.space, Listed)
    broader = [row for row in taught.space.table if (row | ~right).all()]
    space: ts.HypothesisSpace = taught.space
    for lesson in ts.simulate(taught, learner).lessons:
        space = space.given(*lesson.evidence(space.n_responses))
    assert all(space.contains(row) for row in broader)


@given(lessons_in(regimes=(ts.EXAMINATION,), rounds=8), st.sampled_from(CONSISTENT))
@example(scenario("0001", ts.EXAMINATION, space=("1000", "0100", "0010", "0001")), smallest)
def test_an_examined_learner_is_right_after_one_round_less_than_there_are_hypotheses(
    taught: ts.Scenario, learner: ts.Beginner
) -> None:
    """Each counterexample rules the conjecture out, whatever the teacher does (Angluin 1988)."""
    taught = replace(taught, phases=[replace(taught.phases[0], prompts=None)])
    run = ts.simulate(taught, learner)
    right = ts.metrics.identified(run.policies, taught.key)
    bound = min(len(taught.space) - 1, taught.rounds)
    assert right[bound:].all()


@given(spaces(), st.data())
def test_the_adversary_keeps_wrong_whom_any_teacher_could_keep_wrong_by_repeating_itself(
    space: Listed, data: st.DataObject
) -> None:
    """If showing some true answer for ever leaves the learner wrong, the adversary succeeds."""
    right = space.table[data.draw(st.integers(0, len(space) - 1))]
    learner = data.draw(st.sampled_from(CONSISTENT))

    def wrong_for_ever(teacher: ts.Teacher) -> bool:
        phase = ts.Phase(ts.DEMONSTRATION, 4, teacher=teacher)
        run = ts.simulate(ts.Scenario("", space, right, [phase]), learner)
        return not bool(ts.metrics.identified(run.policies, right)[1:].any())

    shown = np.flatnonzero(right)
    if any(wrong_for_ever(ts.Scripted([cell] * 4)) for cell in shown.tolist()):
        assert wrong_for_ever(ts.Adversary())


# ---------------------------------------------------------------- repeatability
@given(lessons_in(), st.sampled_from(LEARNERS), st.integers(0, 2**32), st.integers(1, 7))
def test_one_seed_gives_one_run_whatever_is_kept(
    taught: ts.Scenario, learner: ts.Beginner, seed: int, keep_every: int
) -> None:
    one = ts.simulate(taught, learner, rng=seed)
    other = ts.simulate(taught, learner, rng=seed, keep_every=keep_every)
    assert told(one) == told(other)
    assert one.fingerprint == other.fingerprint
    np.testing.assert_array_equal(other.policies, one.policies[other.kept])


@given(spaces(), st.data())
def test_two_learners_under_a_negligent_teacher_meet_the_same_class(
    space: Listed, data: st.DataObject
) -> None:
    n_cells = space.n_prompts * space.n_responses
    blind = data.draw(st.sets(st.integers(0, n_cells - 1)))
    teacher = ts.Negligent(withheld=blind, shown=data.draw(st.sampled_from([0.3, 1.0])))
    noise = data.draw(st.sampled_from([None, ts.Noise(rate=0.4), ts.Noise(rate=0.4, budget=2)]))
    regime = data.draw(st.sampled_from([ts.DEMONSTRATION, ts.INFORMANT]))
    phase = ts.Phase(regime, 6, teacher=teacher, batch=2, noise=noise)
    taught = ts.Scenario("", space, space.table[0], [phase, phase])
    runs = [told(ts.simulate(taught, learner, rng=1)) for learner in LEARNERS]
    assert all(run == runs[0] for run in runs)


# ---------------------------------------------------------------- noise
@settings(max_examples=50)
@given(lessons_in(), st.floats(0, 1), st.integers(0, 4), st.sampled_from(LEARNERS))
def test_no_more_lies_are_heard_than_the_budget_has(
    taught: ts.Scenario, rate: float, budget: int, learner: ts.Beginner
) -> None:
    noisy = replace(taught.phases[0], noise=ts.Noise(rate=rate, budget=budget))
    run = ts.simulate(replace(taught, phases=[noisy]), learner)
    lies = 0
    for lesson, said in zip(run.lessons, told(run), strict=True):
        may = sayable(lesson, taught.key > 0)
        if lesson.regime.picks is ts.Picks.LEARNER and not lesson.regime.hears_wrong:
            lies += sum((cell, 1) not in may for cell, mark in said if mark == 1)
            if not lesson.regime.may_withhold:  # else silence may be the teacher's own
                lies += sum((cell, 1) in may for cell, mark in said if mark == 0)
        else:
            lies += sum(pair not in may for pair in said)
    assert lies <= budget


@given(st.floats(0, 1), st.integers(0, 1_000))
def test_a_persistent_channel_gives_the_same_answer_to_the_same_question(
    rate: float, seed: int
) -> None:
    space = listed("0101", "1010")
    noise = ts.Noise(rate=rate, persistent=True)
    phase = ts.Phase(ts.QUERY, 5, batch=4, noise=noise)
    taught = ts.Scenario("", space, key("0101"), [phase])
    run = told(ts.simulate(taught, asking(0, 1, 2, 3, of="0101"), rng=seed))
    assert all(lesson == run[0] for lesson in run)
