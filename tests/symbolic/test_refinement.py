"""All targets at once against the plain loop, target by target, and against frozensets."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import teachsim as ts
from teachsim.core.arrays import IntArray
from teachsim.symbolic import (
    HypothesisClass,
    VersionSpace,
    boxes,
    families,
    parting,
    protocols,
    refinement,
)
from teachsim.symbolic.course import Course
from teachsim.symbolic.outcome import survivors
from teachsim.symbolic.preference import Preference, preference_order
from teachsim.symbolic.protocols import DETERMINED, Determined
from tests.symbolic.drawn import classes

ORDERS: tuple[Preference, ...] = ("smallest", "largest", "first")
FAMILIES = [
    families.intervals(5),
    families.singletons(6),
    families.powerset(3),
    families.linear_orders(3),
    families.permutations(3),
    families.living_beings_and_water(),
    HypothesisClass.from_strings(["1"]),
]


@dataclass(frozen=True)
class LeastTelling:
    """Names the error that leaves most hypotheses, in whole numbers; of equals the first."""

    def choose(self, view: ts.View, rng: np.random.Generator) -> IntArray:
        answers, marks = view.legal.answers, view.legal.marks
        left = [
            len(view.remaining.given(answers.take(np.array([i])), marks[i : i + 1]))
            for i in range(len(answers))
        ]
        return np.array([int(np.argmax(left))])


def runs(
    of: HypothesisClass,
    phase: ts.Phase,
    *,
    prefer: Preference,
    ask: Determined = "halving",
) -> Iterator[ts.Transcript]:
    """The plain loop, target by target."""
    learner = VersionSpace.learner(prefer=prefer, ask=ask)
    for target in range(len(of)):
        yield ts.simulate(ts.Scenario("one", of, of.key(target), [phase]), learner)


def first_right(run: ts.Transcript) -> int:
    right = ts.metrics.identified(run.policies, run.scenario.key)
    return int(right.argmax()) if right.any() else -1


def assert_equal_to_the_loop(
    course: Course, of: HypothesisClass, phase: ts.Phase, *, prefer: Preference, ask: Determined
) -> None:
    left = np.stack([survivors(run) for run in runs(of, phase, prefer=prefer, ask=ask)], axis=1)
    length = len(course.mean_survivors)
    assert course.survivors().tolist() == left[:length].tolist()
    assert (left[length:] == left[length - 1]).all(), "the course stopped too soon"
    right = [first_right(run) for run in runs(of, phase, prefer=prefer, ask=ask)]
    assert course.right_after.tolist() == right
    assert course.rounds.tolist() == (left[:length] > left[-1]).sum(axis=0).tolist()


# ---------------------------------------------------------------- equal to the plain loop
@pytest.mark.parametrize("of", FAMILIES, ids=repr)
@pytest.mark.parametrize("ask", DETERMINED)
@pytest.mark.parametrize("prefer", ORDERS)
def test_queries_to_all_targets_at_once_equal_the_loop(
    of: HypothesisClass, ask: Determined, prefer: Preference
) -> None:
    course = refinement.membership(of, ask=ask, prefer=prefer)
    phase = ts.Phase(ts.QUERY, len(course.mean_survivors))
    assert_equal_to_the_loop(course, of, phase, prefer=prefer, ask=ask)


@pytest.mark.parametrize("of", FAMILIES, ids=repr)
@pytest.mark.parametrize("ask", DETERMINED)
@pytest.mark.parametrize("prefer", ORDERS)
def test_examinations_of_all_targets_at_once_equal_the_loop(
    of: HypothesisClass, ask: Determined, prefer: Preference
) -> None:
    course = refinement.examination(of, ask=ask, prefer=prefer)
    phase = ts.Phase(ts.EXAMINATION, len(course.mean_survivors), teacher=LeastTelling())
    assert_equal_to_the_loop(course, of, phase, prefer=prefer, ask=ask)


@given(classes(), st.sampled_from(DETERMINED), st.sampled_from(ORDERS))
def test_queries_equal_the_loop_on_any_class(
    of: HypothesisClass, ask: Determined, prefer: Preference
) -> None:
    course = refinement.membership(of, ask=ask, prefer=prefer)
    phase = ts.Phase(ts.QUERY, len(course.mean_survivors))
    assert_equal_to_the_loop(course, of, phase, prefer=prefer, ask=ask)


@given(classes(), st.sampled_from(DETERMINED), st.sampled_from(ORDERS))
def test_examinations_equal_the_loop_on_any_class(
    of: HypothesisClass, ask: Determined, prefer: Preference
) -> None:
    course = refinement.examination(of, ask=ask, prefer=prefer)
    phase = ts.Phase(ts.EXAMINATION, len(course.mean_survivors), teacher=LeastTelling())
    assert_equal_to_the_loop(course, of, phase, prefer=prefer, ask=ask)


@pytest.mark.parametrize("of", FAMILIES, ids=repr)
def test_the_adversary_of_the_loop_is_this_examiner(of: HypothesisClass) -> None:
    course = refinement.examination(of)
    phase = ts.Phase(ts.EXAMINATION, len(course.mean_survivors), teacher=ts.Adversary())
    assert_equal_to_the_loop(course, of, phase, prefer="smallest", ask="conjecture")


@pytest.mark.parametrize("rounds", [0, 1, 3])
def test_a_course_cut_short_is_the_beginning_of_the_course(rounds: int) -> None:
    of = families.intervals(6)
    for teach in (refinement.membership, refinement.examination):
        whole, cut = teach(of), teach(of, rounds=rounds)
        assert cut.survivors().tolist() == whole.survivors()[: rounds + 1].tolist()
        soon = (whole.right_after >= 0) & (whole.right_after <= rounds)
        assert cut.right_after.tolist() == np.where(soon, whole.right_after, -1).tolist()


@given(classes(), st.sampled_from(ORDERS), st.permutations(range(6)), st.booleans())
def test_lists_of_instances_equal_the_loop_with_a_script(
    of: HypothesisClass, prefer: Preference, order: list[int], marked: bool
) -> None:
    listed = [x for x in order if x < of.n_instances]
    regime = ts.INFORMANT if marked else ts.DEMONSTRATION
    episodes = refinement.in_order(of, listed, regime=regime, prefer=prefer)
    learner = VersionSpace.learner(prefer=prefer)
    for target, row in enumerate(of.table):
        script = ts.Scripted([x if marked or row[x] else None for x in listed])
        phase = ts.Phase(regime, len(listed), teacher=script)
        run = ts.simulate(ts.Scenario("one", of, of.key(target), [phase]), learner)
        assert episodes.survivors[:, target].tolist() == survivors(run).tolist()
        assert episodes.right_after[target] == first_right(run)


# ---------------------------------------------------------------- equal to frozensets, larger
def halved(rows: list[frozenset[int]], n: int) -> dict[frozenset[int], list[int]]:
    """Survivors round by round of each hypothesis under halving, by splitting lists."""
    if len(rows) == 1:
        return {rows[0]: [1]}
    held = [sum(x in row for row in rows) for x in range(n)]
    asked = min(range(n), key=lambda x: (abs(2 * held[x] - len(rows)), x))
    yes = [row for row in rows if asked in row]
    no = [row for row in rows if asked not in row]
    return {row: [len(rows), *rest] for part in (yes, no) for row, rest in halved(part, n).items()}


@pytest.mark.parametrize(
    ("n", "size", "density"), [(12, 700, 0.5), (70, 300, 0.05), (14, 1500, 0.2)]
)
def test_version_spaces_that_move_to_smaller_boxes_lose_nobody(
    n: int, size: int, density: float
) -> None:
    of = families.random_class(n, size, rng=np.random.default_rng(size), density=density)
    rows = [frozenset(np.flatnonzero(row).tolist()) for row in of.table]
    expected = halved(rows, n)
    left = refinement.membership(of).survivors()
    for target, row in enumerate(rows):
        course = expected[row] + [1] * (len(left) - len(expected[row]))
        assert left[:, target].tolist() == course


def examined(rows: list[frozenset[int]], target: frozenset[int], n: int) -> list[int]:
    """Survivors round by round under an examiner who names the error that leaves most."""
    left = [len(rows)]
    while len(rows) > 1:
        conjecture = rows[0]
        errors = conjecture ^ target
        if not errors:
            return [*left, 1]
        parts = {x: [row for row in rows if (x in row) == (x in target)] for x in sorted(errors)}
        rows = max(parts.values(), key=len)
        left.append(len(rows))
    return left


@pytest.mark.parametrize("prefer", ORDERS)
def test_examinations_of_larger_classes_equal_frozensets(prefer: Preference) -> None:
    of = families.random_class(11, 600, rng=np.random.default_rng(5), density=0.4)
    order = preference_order(of, prefer=prefer)
    rows = [frozenset(np.flatnonzero(of[h]).tolist()) for h in order]
    course = refinement.examination(of, prefer=prefer)
    left = course.survivors()
    for target in range(0, len(of), 7):
        expected = examined(rows, frozenset(np.flatnonzero(of[target]).tolist()), 11)
        assert left[: len(expected), target].tolist() == expected
        assert (left[len(expected) :, target] == 1).all()


@pytest.mark.parametrize("prefer", ORDERS)
@pytest.mark.parametrize("n", [8, 9, 64, 65, 150])  # a byte and a word of marks, and one more
def test_long_lists_of_instances_part_targets_as_tuples_of_marks_do(
    n: int, prefer: Preference
) -> None:
    rng = np.random.default_rng(n)
    of = families.random_class(n, 40, rng=rng, density=0.02 if n > 9 else 0.3)
    listed, order = rng.permutation(n), preference_order(of, prefer=prefer).tolist()
    episodes = refinement.in_order(of, listed, regime=ts.INFORMANT, prefer=prefer)
    marks = [tuple(of.table[h, listed].tolist()) for h in range(len(of))]
    for done in range(n + 1):
        together = Counter(row[:done] for row in marks)
        assert episodes.survivors[done].tolist() == [together[row[:done]] for row in marks]
    for target, row in enumerate(marks):
        better = [marks[h] for h in order[: order.index(target)]]
        after = next(d for d in range(n + 1) if all(other[:d] != row[:d] for other in better))
        assert episodes.right_after[target] == after


def test_little_memory_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    of = families.random_class(11, 600, rng=np.random.default_rng(6), density=0.3)
    roomy = [refinement.membership(of), *(refinement.examination(of, ask=a) for a in DETERMINED)]
    monkeypatch.setattr(parting, "_BOXES_BYTES", 2**10)
    monkeypatch.setattr(parting, "_WAITING_BYTES", 0)
    monkeypatch.setattr(boxes, "_CACHE_BYTES", 2**10)
    monkeypatch.setattr(protocols, "_BLOCK_ENTRIES", 100)
    tight = [refinement.membership(of), *(refinement.examination(of, ask=a) for a in DETERMINED)]
    for one, other in zip(roomy, tight, strict=True):
        assert (one.survivors() == other.survivors()).all()
        assert (one.right_after == other.right_after).all()


# ---------------------------------------------------------------- known values
@pytest.mark.parametrize("n", [2, 5, 30])
def test_singletons_cost_n_minus_1_queries_and_as_many_counterexamples(n: int) -> None:
    # theory.md S2: MQ = EQ proper = n - 1.
    of = families.singletons(n)
    assert refinement.membership(of).rounds.max() == n - 1
    assert refinement.examination(of).errors.max() == n - 1


@pytest.mark.parametrize("n", [7, 15, 63, 100])
def test_initial_segments_are_found_by_bisection(n: int) -> None:
    # theory.md S2: n + 1 segments, MQ = ceil(log2(n + 1)), EQ proper = floor(log2(n + 1)).
    of = families.initial_segments(n)
    assert refinement.membership(of).rounds.max() == math.ceil(math.log2(len(of)))
    assert refinement.examination(of, ask="halving").errors.max() <= math.floor(math.log2(len(of)))


def test_the_powerset_takes_one_query_for_each_instance() -> None:
    assert refinement.membership(families.powerset(9)).rounds.tolist() == [9] * 512


# ---------------------------------------------------------------- laws
def courses(of: HypothesisClass) -> Iterator[Course]:
    for ask in DETERMINED:
        yield refinement.membership(of, ask=ask)
        yield refinement.examination(of, ask=ask)


@given(classes())
def test_the_leaves_part_the_targets_and_nodes_pass_on_all_they_have(of: HypothesisClass) -> None:
    for course in courses(of):
        assert course.targets[0] == len(of)
        passed_on = np.bincount(course.parent[1:], weights=course.targets[1:], minlength=1)
        ended = np.bincount(course.leaf, minlength=len(course.parent))
        passed_on = np.append(passed_on, np.zeros(len(ended) - len(passed_on)))
        assert (passed_on + ended == course.targets).all()
        assert (course.round[1:] == course.round[course.parent[1:]] + 1).all()


@given(classes())
def test_averages_and_worst_cases_are_those_of_the_targets(of: HypothesisClass) -> None:
    for course in courses(of):
        left = course.survivors()
        assert course.mean_survivors == pytest.approx(left.mean(axis=1))
        assert course.most_survivors.tolist() == left.max(axis=1).tolist()
        assert course.identified == pytest.approx((left == 1).mean(axis=1))


@given(classes())
def test_survivors_never_grow_and_queries_never_beat_the_information_bound(
    of: HypothesisClass,
) -> None:
    for course in courses(of):
        assert (np.diff(course.survivors(), axis=0) <= 0).all()
    assert refinement.membership(of).rounds.max() >= math.log2(len(of))


@given(classes(), st.sampled_from(ORDERS))
def test_an_examined_learner_is_right_after_fewer_errors_than_hypotheses(
    of: HypothesisClass, prefer: Preference
) -> None:
    # Issue 2, acceptance 2: at most |H| - 1 for any consistent conjecture, log2 |H| for halving.
    own = refinement.examination(of, prefer=prefer)
    assert (own.right_after == own.errors).all()
    assert own.errors.max() <= len(of) - 1
    halving = refinement.examination(of, ask="halving", prefer=prefer)
    assert halving.errors.max() <= math.floor(math.log2(len(of)))
    assert (halving.right_after >= 0).all()


@given(classes(), st.sampled_from(ORDERS))
def test_marks_of_all_instances_leave_one_hypothesis(
    of: HypothesisClass, prefer: Preference
) -> None:
    listed = np.arange(of.n_instances)
    episodes = refinement.in_order(of, listed, regime=ts.INFORMANT, prefer=prefer)
    assert (episodes.survivors[-1] == 1).all()
    assert (episodes.right_after >= 0).all()


@given(classes(), st.sampled_from(ORDERS))
def test_complete_text_misleads_exactly_those_with_a_preferred_superset(
    of: HypothesisClass, prefer: Preference
) -> None:
    episodes = refinement.in_order(of, np.arange(of.n_instances), prefer=prefer)
    order = preference_order(of, prefer=prefer).tolist()
    for target, row in enumerate(of.table):
        better = order[: order.index(target)]
        fooled = any((of.table[h] >= row).all() for h in better)
        assert (episodes.right_after[target] < 0) == fooled


# ---------------------------------------------------------------- refusals
INTERVALS = families.intervals(4)
NOTHING: Any = None


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: refinement.membership(INTERVALS, ask="random"),  # type: ignore[arg-type]
            "ask is 'random'",
        ),
        (lambda: refinement.membership(INTERVALS, prefer="majority"), "'majority' is a vote"),
        (lambda: refinement.membership(INTERVALS, rounds=-1), "rounds is -1"),
        (
            lambda: refinement.examination(INTERVALS, rounds=2.5),  # type: ignore[arg-type]
            r"rounds is 2\.5, .*whole number",
        ),
        (lambda: refinement.membership(INTERVALS, budget_bytes=9), "above the budget of 9"),
        (lambda: refinement.examination(INTERVALS, budget_bytes=9), "above the budget of 9"),
        (lambda: refinement.in_order(INTERVALS, [0], budget_bytes=9), "above the budget of 9"),
        (lambda: refinement.in_order(INTERVALS, [0, 0]), r"\[0, 0\], which will not do"),
        (lambda: refinement.in_order(INTERVALS, [4]), r"\[4\], which will not do"),
        (lambda: refinement.in_order(INTERVALS, [0], regime=ts.QUERY), "regime is query"),
        (lambda: refinement.membership(INTERVALS, budget_bytes=None), "budget_bytes is None, but"),  # type: ignore[arg-type]
        (lambda: refinement.examination(INTERVALS, budget_bytes=True), "budget_bytes is True, but"),
        (lambda: refinement.in_order(INTERVALS, [0], budget_bytes="x"), "budget_bytes is 'x', but"),  # type: ignore[arg-type]
        (
            lambda: refinement.in_order(INTERVALS, [0], regime=NOTHING),
            "regime is None, but must be of",
        ),
        (
            lambda: refinement.membership(INTERVALS).survivors(budget_bytes=NOTHING),
            "budget_bytes is None, but",
        ),
        (lambda: refinement.membership(INTERVALS).survivors(budget_bytes=9), "budget of 9"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    call: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()


@pytest.mark.parametrize("wrong", [INTERVALS.table, None])
def test_what_is_no_class_is_refused(wrong: HypothesisClass) -> None:
    for ask in (
        lambda: refinement.membership(wrong),
        lambda: refinement.examination(wrong),
        lambda: refinement.in_order(wrong, [0]),
    ):
        with pytest.raises(ValueError, match=r"^the class is .* of the kind HypothesisClass; pass"):
            ask()
