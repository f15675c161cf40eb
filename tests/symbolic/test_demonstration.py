import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import teachsim as ts
from teachsim.symbolic import HypothesisClass, Misfit, VersionSpace, VersionSpaceLearner
from teachsim.symbolic.demonstration import (
    chance_identified,
    chances_identified,
    decoys,
    misled,
    undetermined,
    withholding_decoys,
)
from teachsim.symbolic.preference import Preference

Sets = list[frozenset[int]]
ORDERED: tuple[Preference, ...] = ("smallest", "largest", "first")


def made(rows: list[int], n: int) -> HypothesisClass:
    return HypothesisClass([[bits >> x & 1 for x in range(n)] for bits in rows])


def classes(*, most: int = 9) -> st.SearchStrategy[HypothesisClass]:
    """Classes on up to five instances, in an order of their own."""
    return st.integers(1, 5).flatmap(
        lambda n: st.lists(
            st.integers(0, 2**n - 1), min_size=1, max_size=min(most, 2**n), unique=True
        ).map(lambda rows: made(rows, n))
    )


def intervals(n: int) -> HypothesisClass:
    ends = [(a, b) for a in range(n) for b in range(a, n)]
    return HypothesisClass([[a <= x <= b for x in range(n)] for a, b in ends])


def powerset(n: int) -> HypothesisClass:
    return made(list(range(2**n)), n)


# ---------------------------------------------------------------- the definition, in frozensets
def sets(of: HypothesisClass) -> Sets:
    return [frozenset(np.flatnonzero(row).tolist()) for row in of.table]


def parts(whole: frozenset[int]) -> Iterator[frozenset[int]]:
    for size in range(len(whole) + 1):
        yield from map(frozenset, itertools.combinations(sorted(whole), size))


def demonstrations(
    target: frozenset[int], *, complete: bool, at_least: int
) -> Iterator[frozenset[int]]:
    if complete:
        yield target
        return
    yield from (s for s in parts(target) if len(s) >= min(at_least, len(target)))


def conjecture(hypotheses: Sets, shown: frozenset[int], *, prefer: Preference) -> int:
    sign = {"smallest": 1, "largest": -1}.get(prefer, 0)
    consistent = [h for h, members in enumerate(hypotheses) if shown <= members]
    return min(consistent, key=lambda h: (sign * len(hypotheses[h]), h))


def after_seeing(of: HypothesisClass, cells: np.ndarray, prefer: Preference) -> VersionSpaceLearner:
    """The real learner after a demonstration of some answers."""
    lesson = ts.Lesson(
        ts.DEMONSTRATION,
        np.zeros(1, dtype=np.int64),
        ts.Answers(np.zeros(len(cells), dtype=np.int64), cells),
        np.ones(len(cells), dtype=np.int8),
    )
    return VersionSpace.learner(prefer=prefer)(of).learn(lesson, np.random.default_rng(0))


# ---------------------------------------------------------------- A1: who can be misled
@given(classes(), st.sampled_from(ORDERED), st.booleans(), st.integers(0, 6))
@example(made([1, 3, 7], 3), "largest", True, 0)
def test_misled_are_those_on_which_some_demonstration_leads_elsewhere(
    of: HypothesisClass, prefer: Preference, complete: bool, at_least: int
) -> None:
    hypotheses = sets(of)
    expected = {
        t
        for t, target in enumerate(hypotheses)
        if any(
            conjecture(hypotheses, shown, prefer=prefer) != t
            for shown in demonstrations(target, complete=complete, at_least=at_least)
        )
    }
    assert set(misled(of, prefer=prefer, complete=complete, at_least=at_least)) == expected


@given(classes(), st.sampled_from(ORDERED), st.booleans(), st.integers(0, 6))
def test_showing_what_target_and_decoy_share_makes_the_learner_conjecture_the_decoy(
    of: HypothesisClass, prefer: Preference, complete: bool, at_least: int
) -> None:
    hypotheses = sets(of)
    found = decoys(of, prefer=prefer, complete=complete, at_least=at_least)
    assert [decoy.target for decoy in found] == sorted(decoy.target for decoy in found)
    for decoy in found:
        target, other = hypotheses[decoy.target], hypotheses[decoy.hypothesis]
        shown = target & other
        assert shown in set(demonstrations(target, complete=complete, at_least=at_least))
        assert len(shown) == decoy.shared
        learner = after_seeing(of, np.array(sorted(shown), dtype=np.int64), prefer)
        assert learner.conjectured == decoy.hypothesis
        expected = {
            (True, False): Misfit.TOO_BROAD,
            (False, True): Misfit.TOO_NARROW,
            (False, False): Misfit.BESIDE,
        }[target < other, other < target]
        assert decoy.kind is expected


@given(classes(), st.booleans(), st.integers(0, 6))
def test_a_cautious_learner_stays_in_doubt_where_a_demonstration_leaves_a_second_hypothesis(
    of: HypothesisClass, complete: bool, at_least: int
) -> None:
    hypotheses = sets(of)
    rivals = undetermined(of, complete=complete, at_least=at_least)
    for t, target in enumerate(hypotheses):
        doubt = [
            shown
            for shown in demonstrations(target, complete=complete, at_least=at_least)
            if sum(shown <= members for members in hypotheses) > 1
        ]
        assert (t in rivals) == bool(doubt)
        if t in rivals:
            assert rivals[t] != t
            assert target & hypotheses[rivals[t]] in doubt


@given(classes(), st.integers(0, 6))
def test_withholding_decoys_are_the_largest_proper_parts(
    of: HypothesisClass, at_least: int
) -> None:
    hypotheses = sets(of)
    found = withholding_decoys(of, at_least=at_least)
    for t, target in enumerate(hypotheses):
        enough = [h for h in hypotheses if h < target and len(h) >= min(at_least, len(target))]
        assert (t in found) == bool(enough)
        if t in found:
            assert hypotheses[found[t]] in enough
            assert len(hypotheses[found[t]]) == max(map(len, enough))


def test_fifteen_of_sixteen_initial_segments_can_be_misled() -> None:
    # theory S4: all but the smallest, whatever is preferred that is not the largest
    segments = HypothesisClass(np.tri(16, 15, k=-1))
    assert len(misled(segments)) == 15
    assert len(misled(segments, prefer="largest", complete=True)) == 15
    assert misled(segments, complete=True) == {}  # complete honest text identifies


def test_one_example_settles_singletons() -> None:
    assert misled(HypothesisClass(np.eye(9)), at_least=1) == {}


def test_all_targets_of_ten_thousand_intervals_in_a_blink() -> None:
    of = intervals(140)
    assert len(misled(of, at_least=2)) == len(of) - 140 - 139  # all longer than two points
    # A single point is in other intervals, which the cautious learner cannot rule out.
    assert len(undetermined(of, complete=True)) == len(of) - 1


def test_a_vote_is_refused() -> None:
    with pytest.raises(ValueError, match=r"majority.* is a vote"):
        misled(intervals(3), prefer="majority")


def test_a_negative_demand_is_refused() -> None:
    with pytest.raises(ValueError, match="at_least is -1, but must be a whole number of"):
        undetermined(intervals(3), at_least=-1)


def test_too_much_work_is_refused_with_its_amount() -> None:
    with pytest.raises(ValueError, match="comparing 55 hypotheses on 10 instances takes 15,125"):
        misled(intervals(10), max_work=1000)
    with pytest.raises(ValueError, match="comparing 55 hypotheses on 10 instances takes 30,250"):
        undetermined(intervals(10), max_work=30_249)
    assert undetermined(intervals(10), max_work=30_250)


@pytest.mark.parametrize("limit", [None, True, "x", -1])
def test_a_limit_that_is_no_number_is_refused(limit: Any) -> None:
    of = intervals(3)
    for act in (misled, undetermined, withholding_decoys):
        with pytest.raises(ValueError, match=f"^max_work is {limit!r}, but must be a whole number"):
            act(of, max_work=limit)
    for by in ({"shown": 0.5}, {"rounds": 3}):
        with pytest.raises(ValueError, match=f"^max_chances is {limit!r}, but must be a whole n"):
            chance_identified(of, 0, max_chances=limit, **by)
    with pytest.raises(ValueError, match=r"rounds is about 10\^400, but must be 0 to 2047; change"):
        chances_identified(of, 0, rounds=10**400)


# ---------------------------------------------------------------- A2: chances under neglect
def brute_chance(
    of: HypothesisClass, target: int, *, p: float, withheld: frozenset[int], rank: list[int]
) -> float:
    """Sum over all demonstrations; the learner conjectures the first consistent one of `rank`."""
    hypotheses = sets(of)
    seen = sorted(hypotheses[target] - withheld)
    total = 0.0
    for shown in parts(frozenset(seen)):
        if next(h for h in rank if shown <= hypotheses[h]) == target:
            total += p ** len(shown) * (1 - p) ** (len(seen) - len(shown))
    return total


@given(classes(), st.sampled_from(ORDERED), st.floats(0, 1), st.sets(st.integers(0, 4)), st.data())
def test_the_chance_for_examples_shown_independently_is_the_sum_over_demonstrations(
    of: HypothesisClass, prefer: Preference, p: float, withheld: set[int], data: st.DataObject
) -> None:
    target = data.draw(st.integers(0, len(of) - 1))
    blind = frozenset(withheld) & frozenset(range(of.n_instances))
    sign = {"smallest": 1, "largest": -1}.get(prefer, 0)
    rank = sorted(range(len(of)), key=lambda h: (sign * int(of[h].sum()), h))
    chance = chance_identified(of, target, shown=p, withheld=blind, prefer=prefer)
    assert chance == pytest.approx(brute_chance(of, target, p=p, withheld=blind, rank=rank))
    # A cautious learner needs to refute all others: as if they all were preferred to the target.
    last = [h for h in rank if h != target] + [target]
    sure = chance_identified(of, target, shown=p, withheld=blind, prefer=prefer, cautious=True)
    assert sure == pytest.approx(brute_chance(of, target, p=p, withheld=blind, rank=last))


def brute_rounds(of: HypothesisClass, target: int, *, rounds: int, blind: frozenset[int]) -> float:
    """Share of all sequences of draws after which the smallest consistent one is the target."""
    hypotheses = sets(of)
    seen = sorted(hypotheses[target] - blind)
    runs = list(itertools.product(seen, repeat=rounds)) if seen else [()]
    right = [conjecture(hypotheses, frozenset(run), prefer="smallest") == target for run in runs]
    return sum(right) / len(right)


@given(classes(), st.integers(0, 4), st.sets(st.integers(0, 4), max_size=2), st.data())
def test_the_chance_after_some_draws_is_the_share_of_sequences(
    of: HypothesisClass, rounds: int, withheld: set[int], data: st.DataObject
) -> None:
    target = data.draw(st.integers(0, len(of) - 1))
    blind = frozenset(withheld) & frozenset(range(of.n_instances))
    chances = chances_identified(of, target, rounds=rounds, withheld=blind)
    expected = [brute_rounds(of, target, rounds=t, blind=blind) for t in range(rounds + 1)]
    np.testing.assert_allclose(chances, expected, atol=1e-12)
    assert chance_identified(of, target, rounds=rounds, withheld=blind) == chances[-1]


def interval(of: HypothesisClass, a: int, b: int) -> int:
    return of.index([int(a <= x <= b) for x in range(of.n_instances)])


@pytest.mark.parametrize("length", [2, 3, 7])
def test_an_interval_is_identified_iff_both_ends_are_shown(length: int) -> None:
    of = intervals(9)
    target = interval(of, 1, length)
    assert chance_identified(of, target, shown=0.3) == pytest.approx(0.3**2)  # theory S4
    draws = np.arange(31)
    closed = 1 - 2 * (1 - 1 / length) ** draws + (1 - 2 / length) ** draws
    np.testing.assert_allclose(chances_identified(of, target, rounds=30), closed, atol=1e-12)


def test_a_blind_spot_at_an_end_leaves_an_interval_unidentified_for_ever() -> None:
    of = intervals(9)
    target = interval(of, 2, 6)
    assert not chances_identified(of, target, rounds=500, withheld=[2]).any()
    blind = np.zeros((1, 9), dtype=np.bool_)
    blind[0, 4] = True  # the middle is not needed, and its draws fall elsewhere
    closed = 1 - 2 * (3 / 4) ** 20 + (1 / 2) ** 20
    chance = chance_identified(of, target, rounds=20, withheld=blind)
    assert chance == pytest.approx(closed)


def test_one_draw_settles_a_singleton_and_none_is_needed_for_the_first() -> None:
    of = HypothesisClass(np.eye(5))
    assert chances_identified(of, 0, rounds=2).tolist() == [1.0, 1.0, 1.0]
    assert chances_identified(of, 3, rounds=2).tolist() == [0.0, 1.0, 1.0]
    assert chances_identified(of, 0, rounds=2, cautious=True).tolist() == [0.0, 1.0, 1.0]
    assert chance_identified(of, 3, shown=0.25) == 0.25


def test_a_subset_takes_as_long_as_a_collector_of_coupons() -> None:
    size, draws = 12, np.arange(101)
    of = powerset(size)
    chances = chances_identified(of, len(of) - 1, rounds=100)
    # inclusion and exclusion over the missing coupons (de Moivre 1711; Feller, vol. 1, IV.2)
    closed = sum((-1) ** i * math.comb(size, i) * (1 - i / size) ** draws for i in range(size + 1))
    np.testing.assert_allclose(chances, closed, atol=1e-9)
    # All must be shown: the sweep gives up a set of draws as soon as one coupon is missing.
    chance = chance_identified(of, len(of) - 1, shown=0.9, max_chances=1)
    assert chance == pytest.approx(0.9**size)


def test_right_answers_that_tell_the_same_count_together() -> None:
    of = HypothesisClass.from_strings(["0001", "1111"])
    assert chance_identified(of, 1, shown=0.5) == 1 - 0.5**3
    np.testing.assert_allclose(chances_identified(of, 1, rounds=2), [0, 3 / 4, 15 / 16])


def test_who_prefers_the_largest_is_never_right_on_a_part_of_it() -> None:
    of = intervals(6)
    assert not chances_identified(of, interval(of, 1, 3), rounds=50, prefer="largest").any()


@pytest.mark.parametrize(
    ("teacher", "law"),
    [
        (ts.Negligent(), {}),
        (ts.Negligent(withheld=[4]), {"withheld": [4]}),
        (ts.Negligent(withheld=[2]), {"withheld": [2]}),
    ],
    ids=["sees all", "blind inside", "blind at an end"],
)
@pytest.mark.parametrize("cautious", [False, True])
def test_the_loop_identifies_as_often_as_the_chance_says(
    teacher: ts.Negligent, law: dict[str, list[int]], cautious: bool
) -> None:
    whole = intervals(7)
    of = whole.subclass(np.flatnonzero(whole.table.sum(axis=1) <= 5))  # the target is maximal
    target, rounds, runs = interval(of, 2, 6), 6, 400
    phase = ts.Phase(ts.DEMONSTRATION, rounds, teacher=teacher)
    scenario = ts.Scenario("neglect", of, of.key(target), [phase])
    right = 0
    for seed in range(runs):
        learner = ts.simulate(
            scenario, VersionSpace.learner(cautious=cautious), rng=seed, keep_every=rounds
        ).learner
        assert isinstance(learner, VersionSpaceLearner)
        right += (learner.remaining == 1) if cautious else (learner.conjectured == target)
    chance = chance_identified(
        of, target, rounds=rounds, withheld=law.get("withheld", ()), cautious=cautious
    )
    # Four standard deviations: the seeds are fixed, so this passes for good or not at all.
    assert abs(right - runs * chance) <= 4 * math.sqrt(runs * chance * (1 - chance))


def test_a_repertoire_drawn_once_is_identified_from_with_the_chance_of_independent_showing() -> (
    None
):
    of = intervals(6)
    target, p, runs = interval(of, 1, 4), 0.6, 400
    phase = ts.Phase(ts.DEMONSTRATION, 2, teacher=ts.Negligent(shown=p), batch=60)
    scenario = ts.Scenario("repertoire", of, of.key(target), [phase])
    right = sum(
        bool(ts.metrics.identified(run.policies[-1], scenario.key))
        for run in (ts.simulate(scenario, VersionSpace.learner(), rng=s) for s in range(runs))
    )
    chance = chance_identified(of, target, shown=p)  # 120 draws show all of a repertoire of four
    assert abs(right - runs * chance) <= 4 * math.sqrt(runs * chance * (1 - chance))


# ---------------------------------------------------------------- refusals
@pytest.mark.parametrize("both", [{}, {"shown": 0.5, "rounds": 3}])
def test_exactly_one_sampling_law_is_wanted(both: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="exactly one of them"):
        chance_identified(intervals(3), 0, **both)  # type: ignore[arg-type]


def test_who_must_show_more_than_there_is_must_show_all() -> None:
    of = HypothesisClass.from_strings(["100", "110", "111"])
    for at_least in (3, 2**63, 10**30):
        all_of_it = misled(of, prefer="largest", at_least=at_least)
        assert all_of_it == misled(of, prefer="largest", complete=True) == {0: 2, 1: 2}
        assert undetermined(of, at_least=at_least) == undetermined(of, complete=True)
        assert withholding_decoys(of, at_least=at_least) == {}


@pytest.mark.parametrize("withheld", [[9], [-1], ["a"], np.ones(2, dtype=np.bool_)])
def test_a_blind_spot_outside_the_class_is_refused(withheld: list[int]) -> None:
    with pytest.raises(
        ValueError, match=r"must number answers in 0\.\.2 .* or be a bool array of 3"
    ):
        chance_identified(intervals(3), 0, shown=0.5, withheld=withheld)


def test_numbers_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shown is 1\.5, but a chance is a number in \[0, 1\]"):
        chance_identified(intervals(3), 0, shown=1.5)
    with pytest.raises(
        ValueError, match=r"target is 6, .* the index of a hypothesis, 0\.\.5; pass H"
    ):
        chance_identified(intervals(3), 6, shown=0.5)
    with pytest.raises(ValueError, match="rounds is 3,000, but must be 0 to 2047"):
        chances_identified(intervals(3), 0, rounds=3000)


def test_a_sweep_that_grows_too_large_is_refused() -> None:
    of = HypothesisClass(np.unique(np.random.default_rng(0).random((800, 20)) < 0.7, axis=0))
    target = int(of.table.sum(axis=1).argmax())
    with pytest.raises(ValueError, match=r"the sweep holds .* sets of rivals"):
        chance_identified(of, target, shown=0.5, max_chances=50)


@pytest.mark.parametrize("target", ["0 to 1", 1.5, True, None, -1])
def test_a_target_is_the_index_of_a_hypothesis(target: int) -> None:
    with pytest.raises(ValueError, match=r"^target is .*; pass H\.index\(name\) for a name$"):
        chance_identified(intervals(3), target, shown=0.5)


@pytest.mark.parametrize("shown", [".5", True, math.nan])
def test_shown_is_a_chance(shown: float) -> None:
    with pytest.raises(ValueError, match=r"^shown is .*, but a chance is a number in \[0, 1\]"):
        chance_identified(intervals(3), 0, shown=shown)


@pytest.mark.parametrize("number", [2.5, "2", True, -1])
def test_numbers_of_answers_and_draws_are_whole(number: int) -> None:
    with pytest.raises(ValueError, match=r"^rounds is .*, but must be a whole number of"):
        chance_identified(intervals(3), 0, rounds=number)
    for demanding in (misled, decoys, undetermined, withholding_decoys):
        with pytest.raises(ValueError, match=r"^at_least is .*, but must be a whole number"):
            demanding(intervals(3), at_least=number)


def test_a_switch_is_true_or_false() -> None:
    with pytest.raises(ValueError, match=r"^complete is 'no', .*; pass True or False"):
        misled(intervals(3), complete="no")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^cautious is 'no', .*; pass True or False"):
        chance_identified(intervals(3), 0, shown=0.5, cautious="no")  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [intervals(3).table, "x", None, intervals(3).everything])
def test_what_is_no_class_is_refused(wrong: HypothesisClass) -> None:
    for ask in (
        *(misled, decoys, undetermined, withholding_decoys),
        lambda of: chance_identified(of, 0, shown=0.5),
        lambda of: chances_identified(of, 0, rounds=3),
    ):
        with pytest.raises(ValueError, match=r"^the class is .* of the kind HypothesisClass; pass"):
            ask(wrong)
