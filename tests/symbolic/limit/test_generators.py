from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic.limit import (
    Family,
    Language,
    NotDecidable,
    Periodic,
    families,
    generators,
    identifiers,
)
from teachsim.symbolic.limit import texts as endless
from teachsim.symbolic.limit.evidence import Evidence, Example, Presentation, present
from teachsim.symbolic.limit.scores import scored
from tests.symbolic.limit.drawn_languages import periodic
from tests.symbolic.limit.worlds import CASES, FAMILIES, HORIZON, Powers, Silent, texts_of


# ---------------------------------------------------------------- the critical generator
@pytest.mark.parametrize(("title", "target"), CASES)
def test_the_critical_generator_never_errs_after_its_settling_point(
    title: str, target: int
) -> None:
    family, _ = FAMILIES[title]
    language = family.language(target)
    for name, text in texts_of(language).items():
        run = present(text, generators.critical(family), horizon=HORIZON)
        settled = generators.settling_point(family, target, text=text, horizon=HORIZON)
        assert settled is not None, name
        assert not scored(run, language).erred[settled - 1 :].any(), name


@pytest.mark.parametrize(("title", "target"), CASES)
def test_wrong_answers_do_the_critical_generator_no_harm(title: str, target: int) -> None:
    family, _ = FAMILIES[title]
    language = family.language(target)
    text = tuple(itertools.islice(endless.informant(language), HORIZON))
    run = present(text, generators.critical(family), horizon=HORIZON)
    settled = generators.settling_point(family, target, text=text, horizon=HORIZON)
    assert settled is not None
    assert not scored(run, language).erred[settled - 1 :].any()


def test_on_half_lines_the_critical_one_is_never_wrong_and_the_naive_one_hundreds_of_times() -> (
    None
):
    family = families.half_lines_and_all()
    for target in (1, 3, 8):
        language = family.language(target)
        text = tuple(itertools.islice(endless.honest(language), 300))
        critical = scored(present(text, generators.critical(family), horizon=300), language)
        naive = scored(present(text, generators.first_consistent(family), horizon=300), language)
        settled = generators.settling_point(family, target, text=text, horizon=300)
        assert settled is not None
        assert settled < 20
        assert not critical.hallucinated[settled - 1 :].any()
        assert not critical.erred[settled - 1 :].any()
        assert naive.hallucinated.sum() > 250


def test_without_its_union_the_naive_one_too_comes_right() -> None:
    family = families.half_lines()
    language = family.language(4)
    run = present(endless.honest(language), generators.first_consistent(family), horizon=100)
    assert not scored(run, language).erred[20:].any()


def definition(family: Family, shown: tuple[Example, ...], *, horizon: int) -> list[int | None]:
    """What Kleinberg and Mullainathan's algorithm says, from sets written out, step by step."""
    m = -1
    said: list[int | None] = []
    for t in range(1, len(shown) + 1):
        m = max(m, *(x for x, _ in shown[:t]))
        agree = [
            i
            for i in range(int(min(t, family.size)))
            if all(family.contains(i, x) == mark for x, mark in shown[:t])
        ]
        said.append(None)
        for far in range(m + 1, horizon if agree else 0):
            upto = {i: {x for x in range(far + 1) if family.contains(i, x)} for i in agree}
            critical = [n for n in agree if all(upto[n] <= upto[i] for i in agree if i < n)]
            if far in upto[critical[-1]]:
                m = said[-1] = far
                break
    return said


INFINITE = periodic().filter(lambda language: not language.is_finite)


LISTS = st.lists(INFINITE, min_size=1, max_size=6, unique=True)


@given(LISTS, st.integers(0, 5), st.integers(0, 9))
def test_on_infinite_languages_it_is_the_algorithm_of_the_paper(
    languages: list[Periodic], chosen: int, seed: int
) -> None:
    family = families.listed(languages)
    target = languages[chosen % len(languages)]
    text = endless.honest(target, rng=np.random.default_rng(seed))
    shown = tuple(itertools.islice(text, 8))
    run = present(shown, generators.critical(family), horizon=8)
    assert list(run.said) == definition(family, shown, horizon=400)


@pytest.mark.parametrize(
    "family", [families.half_lines_and_all(), families.multiples(), families.progressions()]
)
def test_on_infinite_families_too(family: Family) -> None:
    for target in (0, 2, 5, 7):
        shown = tuple(itertools.islice(endless.honest(family.language(target)), 12))
        run = present(shown, generators.critical(family), horizon=12)
        assert list(run.said) == definition(family, shown, horizon=200)


@dataclass(frozen=True)
class Undecided(Powers):
    """A family that cannot say what includes what."""

    def subset(self, i: int, j: int) -> bool:
        raise NotDecidable(f"whether {self.named(i)} lie in {self.named(j)} is not known; ask less")


def test_where_inclusion_is_not_known_a_rival_has_to_be_refuted() -> None:
    # Of 4 the powers are powers of 2 as well, but this family does not know.
    known, unknown = (
        generators.settling_point(of, 2, text=[(4, True), (16, True)] * 3, horizon=6)
        for of in (Powers(), Undecided())
    )
    assert (known, unknown) == (3, None)


@dataclass(frozen=True)
class Watched:
    """A family that writes down what it is asked."""

    of: Family
    asked: list[str] = field(default_factory=list)


def _watched(name: str) -> property:
    def asked(self: Watched) -> object:
        self.asked.append(name)
        return getattr(self.of, name)

    return property(asked)


for _name in [name for name in vars(Family) if not name.startswith("_")]:
    setattr(Watched, _name, _watched(_name))  # since Python 3.12 __getattr__ makes nobody a Family


def test_it_asks_for_membership_and_sizes_and_never_what_includes_what() -> None:
    family = Watched(families.progressions())
    say = generators.critical(family)  # type: ignore[arg-type]  # it has what the family has
    family.asked.clear()
    present(endless.honest(families.progressions().language(5)), say, horizon=20)
    assert set(family.asked) == {"contains", "size", "language"}


def test_beyond_the_first_thousand_instances_languages_are_compared_as_well() -> None:
    lacking = Periodic((True,) * 1104 + (False,), (True,))
    family = families.listed([lacking, Periodic.progression(0, 2)])
    shown = ((1098, True),) * 5
    # The even numbers are inside as far as 1102; at 1104 they are critical no more.
    assert present(shown, generators.critical(family), horizon=5).said == (
        *(1099, 1100, 1102),
        *(1105, 1106),
    )


def test_what_it_learnt_farther_out_does_not_count_where_it_counted_less_far() -> None:
    lacking = Periodic((True,) * 50 + (False,), (True,))
    family = families.listed([lacking, Periodic.progression(0, 5)])
    say = generators.critical(family)
    assert say(Evidence(((45, True), (45, True)))) == 51  # 50 puts the fives outside the first
    assert say(Evidence(((5, True), (5, True)))) == 10


def test_a_sparse_target_far_out_is_met_too() -> None:
    family = Powers()
    text = tuple((3**n, True) for n in range(7))
    run = present(text, generators.critical(family), horizon=7)
    assert run.said[2:] == tuple(3**n for n in range(3, 8))


def test_a_closure_that_would_count_too_far_is_refused_before_it_begins() -> None:
    with pytest.raises(ValueError, match=r"^the search would count up to instance 1,\d+,.*; num"):
        generators.closure(families.half_lines())(Evidence().plus(10**12))
    assert generators.critical(families.half_lines())(Evidence().plus(1)) is None


def test_the_critical_generator_goes_on_from_an_instance_however_far_out() -> None:
    half_line = generators.critical(families.half_lines())
    assert half_line(Evidence().plus(10**30)) == 10**30 + 2  # the next that is no negative number
    powers = generators.critical(Powers(), max_instances=200)
    assert powers(Evidence().plus(3**100).plus(3**100)) == 3**101


def test_where_the_next_member_is_out_of_sight_it_says_one_below_that_was_compared() -> None:
    say = generators.critical(Powers(), max_instances=20)
    assert say(Evidence().plus(3**40).plus(3**40)) == 1
    assert say.stopped(Evidence().plus(3**40).plus(3**40)) is None


def test_what_runs_out_of_sight_stops_with_its_reason() -> None:
    far = Periodic.of([0, 500]).union(Periodic.progression(1000, 1))
    say = generators.critical(families.listed([far]), max_instances=100)
    evidence = Evidence().plus(0).plus(500)
    assert say(Evidence().plus(0)) == 500
    assert say(evidence) == 1000  # the third that it lists
    none = generators.critical(families.listed([far]), max_instances=1)
    assert none(Evidence().plus(500)) == 0
    assert none(Evidence().plus(500).plus(0).plus(1000)) == 1001
    alone = generators.critical(Silent(), max_instances=100)
    assert alone(Evidence().plus(0)) is None
    assert alone.stopped(Evidence().plus(0)) == (
        "ran out of sight at instance 0: all members of powers of 2 up to it were shown, and "
        "another is not in sight within 100; raise max_instances"
    )
    with pytest.raises(ValueError, match=r"^max_instances is 0, but must be a whole number"):
        generators.critical(Powers(), max_instances=0)


def test_a_language_of_which_all_was_shown_is_passed_over() -> None:
    family = families.listed([Periodic.progression(0, 1), Periodic.of([0, 3])])
    say = generators.critical(family)
    assert say(Evidence().plus(3)) == 4  # the second language is not in sight yet
    assert say(Evidence().plus(3).plus(3)) == 0  # what is left of {0, 3}, below what was shown
    assert say(Evidence().plus(3).plus(0)) == 5  # nothing is left of it: on with all numbers


def test_it_says_nothing_where_nothing_agrees_or_nothing_is_left() -> None:
    say = generators.critical(families.singletons())
    assert say(Evidence().plus(0)) is None
    assert say(Evidence().plus(0).plus(1)) is None
    assert say(Evidence()) is None


def test_what_was_asked_before_changes_no_answer() -> None:
    for title, target in CASES[::4]:
        family, _ = FAMILIES[title]
        text = texts_of(family.language(target), horizon=15)["shuffled"]
        for make in (generators.critical, generators.first_consistent, generators.closure):
            used = make(family)
            present(tuple((x, True) for x in range(10)), used, horizon=10)
            present(text, used, horizon=15)
            for t in (3, 9, 14):
                evidence = Evidence(text[:t])
                assert used(evidence) == make(family)(evidence)


# ---------------------------------------------------------------- the settling point
def test_the_settling_point_waits_for_the_target_and_for_the_rivals_before_it() -> None:
    family = families.listed(
        [Periodic.of([0, 1]), Periodic.progression(0, 1), Periodic.progression(0, 2)]
    )
    evens = [(0, True), (0, True), (0, True), (0, True), (2, True), (4, True)]
    # Evens are the third language, and {0, 1}, which does not include them, goes in round 5.
    assert generators.settling_point(family, 2, text=evens, horizon=6) == 5
    assert generators.settling_point(family, 2, text=evens, horizon=4) is None
    assert generators.settling_point(family, 1, text=[(5, True)] * 3, horizon=3) == 2
    with pytest.raises(ValueError, match=r"^target is 3, but the family has 3 languages"):
        generators.settling_point(family, 3, text=evens, horizon=2)


def test_a_language_listed_twice_counts_where_it_is_listed_first() -> None:
    family = families.ultimately_periodic()
    text = tuple(itertools.islice(endless.honest(family.language(6)), 10))
    assert family.language(6) == family.language(0)
    assert generators.settling_point(family, 6, text=text, horizon=10) == 1


# ---------------------------------------------------------------- breadth
@pytest.mark.parametrize(("title", "target"), CASES)
def test_with_wrong_answers_too_breadth_says_all_that_is_new_and_nothing_else(
    title: str, target: int
) -> None:
    family, _ = FAMILIES[title]
    language = family.language(target)
    learner = identifiers.enumeration(family)
    run = present(endless.informant(language), generators.breadth(family, learner), horizon=HORIZON)
    scores = scored(run, language, first=HORIZON // 4)
    assert not scores.erred[40:].any()
    assert not scores.hallucinated[40:].any()
    assert scores.coverage[-1] == 1.0


def test_from_right_answers_the_critical_generator_buys_validity_with_breadth() -> None:
    family = families.half_lines_and_all()
    language = family.language(0)  # all integers
    text = tuple(itertools.islice(endless.recurring(language), 300))
    narrow = scored(present(text, generators.critical(family), horizon=300), language, first=300)
    learner = identifiers.enumeration(family)
    marks = endless.informant(language)
    wide = scored(
        present(marks, generators.breadth(family, learner), horizon=300), language, first=300
    )
    assert not narrow.erred.any()
    assert narrow.coverage[-1] < 0.6  # of the negative numbers it says next to none
    assert wide.coverage[-1] == 1.0


def test_breadth_says_each_once_and_then_the_least_that_was_not_shown() -> None:
    family = families.listed([Periodic.of([0, 1, 5])])
    run = present([(5, True)] * 5, generators.breadth(family, lambda _: 0), horizon=5)
    assert run.said == (0, 1, 0, 0, 0)
    silent = present([(5, True)] * 2, generators.breadth(family, lambda _: None), horizon=2)
    assert silent.said == (None, None)


# ---------------------------------------------------------------- closures
@pytest.mark.parametrize(("title", "target"), CASES)
def test_the_closure_generator_never_hallucinates_once_the_target_is_in_sight(
    title: str, target: int
) -> None:
    family, _ = FAMILIES[title]
    language = family.language(target)
    say = generators.closure(family, look=64)
    run = present(texts_of(language)["shuffled"][:40], say, horizon=40)
    scores = scored(run, language)
    assert not scores.hallucinated.any()
    assert scores.new[scores.spoke].all()


@pytest.mark.parametrize(
    ("family", "enough"),
    [(families.half_lines(), 1), (families.multiples(), 2), (families.progressions(), 2)],
)
def test_a_finite_closure_dimension_bounds_the_examples_that_it_needs(
    family: Family, enough: int
) -> None:
    assert family.facts.closure_dimension == enough - 1  # one example more than the dimension
    for target in range(9):
        language = family.language(target)
        run = present(endless.honest(language), generators.closure(family), horizon=20)
        assert not scored(run, language).erred[enough - 1 :].any()


def test_where_the_closure_is_what_was_shown_it_falls_silent() -> None:
    say = generators.closure(families.finite_sets_and_all())
    assert say(Evidence().plus(1).plus(3)) is None
    assert say(Evidence()) is None
    with pytest.raises(ValueError, match=r"^look is 0, but must be a whole number of at least 1"):
        generators.closure(families.multiples(), look=0)


# ---------------------------------------------------------------- scores
def test_scores_tell_what_is_wrong_from_what_is_old_and_what_is_impossible() -> None:
    target: Language = Periodic.of([0, 2])
    shown = ((0, True), (1, False), (2, True), (0, True))
    run = Presentation(Evidence(shown), (2, 0, 7, None))
    scores = scored(run, target, first=50)
    assert scores.spoke.tolist() == [True, True, True, False]
    assert scores.valid.tolist() == [True, True, False, False]
    assert scores.new.tolist() == [True, False, True, False]
    assert scores.possible.tolist() == [True, True, False, False]
    assert scores.hallucinated.tolist() == [False, False, True, False]
    assert scores.erred.tolist() == [False, True, False, False]
    assert scores.coverage.tolist() == [1.0, 1.0, 1.0, 1.0]
    with pytest.raises(ValueError, match=r"^first is 0, but must be a whole number"):
        scored(run, target, first=0)


# ---------------------------------------------------------------- sparse languages
FIRST_TEN = [(title, i) for title, (of, _) in FAMILIES.items() for i in range(10) if i < of.size]


@pytest.mark.parametrize(("title", "target"), FIRST_TEN)
def test_on_the_first_ten_targets_of_every_family_it_never_errs_once_settled(
    title: str, target: int
) -> None:
    family, _ = FAMILIES[title]
    language = family.language(target)
    for endless_text in (endless.honest(language), endless.informant(language)):
        text = tuple(itertools.islice(endless_text, 100))
        run = present(text, generators.critical(family), horizon=100)
        settled = generators.settling_point(family, target, text=text, horizon=100)
        assert settled is not None
        assert not scored(run, language).erred[settled - 1 :].any()


def test_of_words_of_one_letter_it_says_ever_longer_ones() -> None:
    family = families.k_reversible_languages(0, "ab")
    text = endless.recurring(family.language(2))  # the words of a alone
    run = present(text, generators.critical(family), horizon=100)
    said = [family.written(x) for x in run.said[10:] if x is not None]
    assert all(set(word) == {"a"} for word in said)
    assert len(said) == len(set(said)) == 90
