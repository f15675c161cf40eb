from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic.limit import Family, Periodic, families, identifiers, texts
from teachsim.symbolic.limit.evidence import Evidence, Example, present
from teachsim.symbolic.limit.identifiers import Identifier
from teachsim.symbolic.limit.sight import same
from tests.symbolic.limit.drawn_languages import HORIZON as FAR
from tests.symbolic.limit.drawn_languages import meant
from tests.symbolic.limit.worlds import CASES, FAMILIES, HORIZON, Powers, texts_of

MAKERS: list[Callable[[Family], Identifier]] = [
    *(identifiers.enumeration, identifiers.tell_tale, identifiers.smallest),
    *(identifiers.closure, identifiers.infinite_first),
]


# The targets with a tell-tale, but for patterns, whose inclusion is not decidable.
TELLING = [
    (title, target)
    for title, target in CASES
    if FAMILIES[title][0].tell_tale(target) is not None and not title.startswith("the patterns")
]


def settled(family: Family, target: int, *, said: tuple[int | None, ...]) -> bool:
    """Whether one and the same right index was conjectured throughout the last half."""
    last = set(said[len(said) // 2 :])
    return len(last) == 1 and all(i is not None and same(family, i, j=target) for i in last)


# ---------------------------------------------------------------- where they are right
@pytest.mark.parametrize(("title", "target"), CASES)
def test_enumeration_identifies_every_target_from_an_informant(title: str, target: int) -> None:
    family, _ = FAMILIES[title]
    informant = texts.informant(family.language(target))
    said = present(informant, identifiers.enumeration(family), horizon=HORIZON).said
    assert settled(family, target, said=said)


@pytest.mark.parametrize(("title", "target"), CASES)
def test_tell_tales_identify_just_the_targets_that_have_one_from_any_text(
    title: str, target: int
) -> None:
    family, _ = FAMILIES[title]
    telling = family.tell_tale(target)
    for name, text in texts_of(family.language(target)).items():
        said = present(text, identifiers.tell_tale(family), horizon=HORIZON).said
        if telling is None:
            assert not any(i is not None and same(family, i, j=target) for i in said), name
        else:
            assert settled(family, target, said=said), name


@pytest.mark.parametrize(("title", "target"), TELLING)
def test_the_smallest_identifies_all_targets_with_a_tell_tale(title: str, target: int) -> None:
    family, _ = FAMILIES[title]
    said = present(
        texts_of(family.language(target))["shuffled"], identifiers.smallest(family), horizon=HORIZON
    ).said
    assert settled(family, target, said=said)


@pytest.mark.parametrize(
    "make", [families.segments_and_all, families.half_lines, families.multiples]
)
def test_closures_identify_where_finitely_many_members_span_a_language(
    make: Callable[[], Family],
) -> None:
    family = make()
    for target in (1, 4, 9):
        text = texts.honest(family.language(target))
        said = present(text, identifiers.closure(family), horizon=60).said
        assert settled(family, target, said=said)


def test_wrong_answers_do_not_move_a_closure() -> None:
    family = families.segments_and_all()
    learner = identifiers.closure(family)
    shown = Evidence(((2, True), (9, False)))
    assert learner(shown) == learner(Evidence(((2, True),))) == 3


def test_the_infinite_one_first_is_right_on_all_numbers_at_once() -> None:
    for make in (families.segments_and_all, families.finite_sets_and_all, families.cofinite_sets):
        said = present(
            texts.recurring(make().language(0)), identifiers.infinite_first(make()), horizon=40
        ).said
        assert set(said) == {0}


def test_a_users_own_family_will_do() -> None:
    family = Powers()
    for target, index in ((0, 0), (2, 2), (5, 5)):
        text = texts.honest(family.language(target))
        for make in (identifiers.tell_tale, identifiers.smallest):
            assert present(text, make(family), horizon=6).said[-1] == index


# ---------------------------------------------------------------- where they are wrong for ever
def test_right_answers_never_refute_a_language_that_is_too_large() -> None:
    for make in (families.segments_and_all, families.half_lines_and_all, families.multiples):
        family = make()
        for learner in (identifiers.enumeration(family), identifiers.infinite_first(family)):
            said = present(texts.honest(family.language(5)), learner, horizon=200).said
            assert set(said) == {0}  # the whole, for ever; the target lies inside it
            assert not family.subset(0, 5)


def test_the_smallest_changes_its_mind_about_all_numbers_with_each_new_one() -> None:
    family = families.segments_and_all()
    text = texts.honest(family.language(0))
    for make in (identifiers.smallest, identifiers.tell_tale, identifiers.closure):
        changes = [
            len(present(texts.honest(family.language(0)), make(family), horizon=T).changes)
            for T in (15, 30, 60)
        ]
        assert changes == [14, 29, 59]
    assert next(text) == (0, True)


def test_a_closure_is_silent_where_no_least_language_agrees() -> None:
    family = families.listed([Periodic.of([0, 1]), Periodic.of([0, 2])])
    assert identifiers.closure(family)(Evidence().plus(0)) is None
    assert identifiers.closure(family)(Evidence().plus(0).plus(2)) == 1


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_is_conjectured_where_no_language_agrees(
    make: Callable[[Family], Identifier],
) -> None:
    assert make(families.singletons())(Evidence().plus(1).plus(2)) is None


# ---------------------------------------------------------------- by definition, on finite families
@given(
    st.lists(meant(), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=5),
)
def test_on_a_finite_family_each_conjectures_what_its_definition_says(
    drawn: list[tuple[Periodic, frozenset[int]]], shown: list[Example]
) -> None:
    sets = dict(drawn)
    family, members = families.listed(sets), list(sets.values())
    evidence = Evidence(tuple(shown))
    agree = [i for i, s in enumerate(members) if all((x in s) == mark for x, mark in shown)]

    assert identifiers.enumeration(family)(evidence) == min(agree, default=None)
    minimal = [i for i in agree if not any(members[j] < members[i] for j in agree)]
    assert identifiers.smallest(family)(evidence) == min(minimal, default=None)
    least = [i for i in agree if all(members[i] <= members[j] for j in agree)]
    assert identifiers.closure(family)(evidence) == min(least, default=None)
    no_one: list[int | None] = [None]
    maximal = [i for i in agree if not any(members[i] < members[j] for j in agree)]
    endless = [i for i in maximal if max(members[i], default=0) > FAR // 2]
    assert identifiers.infinite_first(family)(evidence) in (endless or maximal or no_one)


def test_a_run_says_what_asking_from_scratch_says() -> None:
    for title, target in CASES[::3]:
        family, _ = FAMILIES[title]
        text = texts_of(family.language(target), horizon=12)["shuffled"]
        said = present(text, identifiers.tell_tale(family), horizon=12).said
        fresh = [identifiers.tell_tale(family)(Evidence(text[:t])) for t in range(1, 13)]
        assert list(said) == fresh


def test_a_reach_brings_far_languages_into_sight() -> None:
    family = families.singletons()
    evidence = Evidence().plus(40)
    assert identifiers.enumeration(family, reach=10)(evidence) is None
    assert identifiers.enumeration(family, reach=41)(evidence) == 40
    later = present(
        itertools.repeat((40, True)), identifiers.enumeration(family, reach=10), horizon=50
    ).said
    assert later[39:42] == (None, 40, 40)  # round 41 looks at 41 languages
    with pytest.raises(ValueError, match=r"^reach is -1, but must be a whole number"):
        identifiers.enumeration(family, reach=-1)
    with pytest.raises(ValueError, match=r"^family is 3, but must be of the kind Family"):
        identifiers.enumeration(3)  # type: ignore[arg-type]
