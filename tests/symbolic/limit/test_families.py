"""Families by index: membership, names, tell-tales and facts, tried on growing sections."""

import itertools
import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic import automata, demonstration
from teachsim.symbolic import families as finite_families
from teachsim.symbolic.limit import Facts, Family, Periodic, families, section
from tests.symbolic.limit.drawn_languages import periodic

THREE = [Periodic.progression(0, 2), Periodic.progression(0, 4), Periodic.of([0, 4])]
FAMILIES: list[Callable[[], Family]] = [
    families.segments_and_all,
    families.half_lines_and_all,
    families.half_lines,
    families.multiples,
    families.progressions,
    families.finite_sets,
    families.finite_sets_and_all,
    lambda: families.finite_sets_and_all(segments_early=True),
    families.cofinite_sets,
    families.singletons,
    lambda: families.at_most(2),
    families.ultimately_periodic,
    lambda: families.listed(THREE),
]
EVERY = pytest.mark.parametrize("family", [make() for make in FAMILIES], ids=lambda f: f.title)
# So many languages and instances are looked at; some languages differ from all others beyond them.
LANGUAGES, INSTANCES = 40, 60


def indices(family: Family) -> range:
    return range(int(min(LANGUAGES, family.size)))


def shown(family: Family, i: int) -> frozenset[int]:
    return frozenset(x for x in range(INSTANCES) if family.contains(i, x))


# ---------------------------------------------------------------- what a family is
@EVERY
def test_it_is_a_family_whose_queries_agree_with_its_languages(family: Family) -> None:
    assert isinstance(family, Family)
    for i in indices(family):
        language = family.language(i)
        members = itertools.takewhile(lambda x: x < INSTANCES, language.members())
        assert frozenset(members) == shown(family, i), family.named(i)
        assert not family.contains(i, -1)
        assert language.size > 0


@EVERY
def test_inclusion_is_that_of_the_members(family: Family) -> None:
    some = range(min(15, len(indices(family))))
    for i, j in itertools.product(some, repeat=2):
        # These languages are small enough to differ before the last instance if they do at all.
        assert family.subset(i, j) == (shown(family, i) <= shown(family, j))


@EVERY
def test_different_languages_have_different_names(family: Family) -> None:
    named: dict[str, object] = {}
    for i in indices(family):
        assert named.setdefault(family.named(i), family.language(i)) == family.language(i)
    assert len({family.written(x) for x in range(INSTANCES)}) == INSTANCES


@EVERY
@pytest.mark.parametrize("wrong", [-1, 0.5, True])
def test_an_index_that_is_none_is_refused(family: Family, wrong: int) -> None:
    for ask in (family.language, family.named, family.tell_tale, lambda i: family.contains(i, 0)):
        with pytest.raises(ValueError, match="index"):
            ask(wrong)


# ---------------------------------------------------------------- tell-tales (Angluin 1980)
@EVERY
def test_no_language_fits_between_a_tell_tale_and_its_language(family: Family) -> None:
    for i in indices(family):
        told = family.tell_tale(i)
        if told is None:
            continue
        assert all(family.contains(i, x) for x in told)
        for j in indices(family):
            if all(family.contains(j, x) for x in told) and family.subset(j, i):
                assert family.subset(i, j), (family.named(j), family.named(i), told)


@EVERY
def test_a_language_without_a_tell_tale_has_a_smaller_one_above_each_sample(
    family: Family,
) -> None:
    for i in indices(family):
        if family.tell_tale(i) is not None:
            continue
        sample = list(itertools.islice(family.language(i).members(), 2))
        candidates = range(5000)
        assert any(
            family.subset(j, i) and not family.subset(i, j)
            for j in candidates
            if all(family.contains(j, x) for x in sample)
        ), family.named(i)


@EVERY
def test_identification_is_possible_iff_every_language_has_a_tell_tale(family: Family) -> None:
    have = [family.tell_tale(i) is not None for i in indices(family)]

    assert family.facts.identify == family.facts.breadth == family.facts.detect == all(have)


# ---------------------------------------------------------------- facts
@EVERY
def test_nothing_is_left_to_generate_iff_all_languages_are_finite(family: Family) -> None:
    infinite = [family.language(i).size == math.inf for i in indices(family)]

    assert family.facts.generate == (True if any(infinite) else None)


@pytest.mark.parametrize(
    "make",
    [
        families.segments_and_all,
        families.half_lines_and_all,
        families.half_lines,
        families.finite_sets,
        families.finite_sets_and_all,
        families.cofinite_sets,
    ],
)
def test_without_finite_elasticity_growing_sections_change_more_minds(
    make: Callable[[], Family],
) -> None:
    family = make()
    sections = [section(family, n_languages=m, n_instances=m) for m in (3, 10)]
    few, more = (demonstration.elasticity(of).lower for of in sections)

    assert not family.facts.finite_elasticity
    assert few < more


@pytest.mark.parametrize("k", [1, 2, 3])
def test_sets_of_at_most_k_numbers_change_minds_k_times(k: int) -> None:
    of = section(families.at_most(k), n_languages=30, n_instances=8)

    assert demonstration.elasticity(of).value == k


def test_facts_that_contradict_each_other_are_refused() -> None:
    def facts(**claimed: bool) -> Facts:
        said = {"identify": True, "finite_thickness": True, "finite_elasticity": True} | claimed
        return Facts(generate=True, closure_dimension=0, why="", source="", **said)

    with pytest.raises(ValueError, match="without finite_elasticity"):
        facts(finite_elasticity=False)
    with pytest.raises(ValueError, match="identify is not"):
        facts(identify=False)


@pytest.mark.parametrize("size", [0, 1.5])
def test_a_family_has_a_whole_number_of_languages(size: float) -> None:
    with pytest.raises(ValueError, match="size of the multiples of each number is"):
        replace(families.multiples(), size=size)


# ---------------------------------------------------------------- known values
def test_the_half_lines_are_numbered_zigzag() -> None:
    family = families.half_lines_and_all()

    assert [family.written(x) for x in range(6)] == ["0", "-1", "1", "-2", "2", "-3"]
    assert [family.written(x) for x in family.language(3).first(4)] == ["0", "-1", "1", "-2"]
    assert family.named(3) == "{-2, -1, ...}"
    told = family.tell_tale(3)
    assert told is not None
    assert [family.written(x) for x in told] == ["-2"]


def test_progressions_come_once_each() -> None:
    languages = [families.progressions().language(i) for i in range(55)]
    expected = {Periodic.progression(a, b) for a in range(10) for b in range(1, 11 - a)}

    assert len(set(languages)) == len(languages)
    assert set(languages) == expected


@pytest.mark.parametrize("k", [1, 2, 3])
def test_small_sets_come_once_each_and_none_is_left_out(k: int) -> None:
    family, n = families.at_most(k), 7
    expected = {s for size in range(1, k + 1) for s in itertools.combinations(range(n), size)}
    listed = [family.language(i).first(n) for i in range(len(expected))]

    assert sorted(listed) == sorted(expected)


@given(st.integers(0, 10**30), st.integers(1, 4))
def test_small_sets_are_numbered_by_the_sets_before_them(i: int, k: int) -> None:
    # Combinadics: below the greatest, c, come all sets of at most k numbers below c, and so on.
    members, left, place = families.at_most(k).tell_tale(i), k, 0
    assert members is not None
    for c in reversed(members):
        place += sum(math.comb(c, j) for j in range(left + 1))
        left -= 1
    assert place == i + 1


def test_small_sets_far_out_are_named_at_once() -> None:
    # 1414213 + C(1414213, 2) + 88208 + 1 = 10^12.
    assert families.at_most(2).named(10**12) == "{88208, 1414213}"
    assert families.at_most(1).named(10**400) == f"{{{10**400}}}"
    assert families.at_most(1).contains(10**12, 10**12)
    far = families.at_most(3).tell_tale(10**400)
    assert far is not None
    assert len(far) == 3
    # Of at most as many numbers as the place has digits in binary: those where it has a 1.
    assert families.at_most(10**9).named(12) == families.finite_sets().named(12) == "{0, 2, 3}"


def test_an_automaton_far_out_has_as_many_states_as_it_takes() -> None:
    family = families.regular_languages("ab")
    n = next(n for n in itertools.count(1) if n ** (2 * n) << n > 10**400)
    name = family.named(10**400)

    assert len(name.split()[0].split(",")) in {n - 1, n}
    assert family.contains(10**400, 3) == family.language(10**400).contains(3)


def test_listed_with_their_segments_early_no_finite_set_is_lost() -> None:
    plain, early = families.finite_sets_and_all(), families.finite_sets_and_all(segments_early=True)

    assert early.language(0) == plain.language(0)
    for i in range(1, 200):
        assert early.language(2 * i) == plain.language(i)
        assert early.language(2 * i - 1) == Periodic.of(range(i))


def test_every_ultimately_periodic_set_is_listed() -> None:
    family = families.ultimately_periodic()
    found = {family.language(i) for i in range(sum(n << n for n in range(1, 5)))}
    bits = [b for n in range(5) for b in itertools.product([False, True], repeat=n)]
    expected = {Periodic(p, q) for p in bits for q in bits if q and len(p) + len(q) <= 4}

    assert found == expected - {Periodic((), (False,))}


# ---------------------------------------------------------------- regular languages
REGULAR = families.regular_languages("ab")
AUTOMATA = range(2 + 64)  # those of one and of two states


def accepted(i: int, longest: int) -> frozenset[str]:
    """The words of an automaton read off its name, by walking it."""
    *columns, final = REGULAR.named(i).split()
    steps = dict(column.split(":") for column in columns)
    words = [("", "0")]
    for word, state in words:
        if len(word) < longest:
            words += [(word + letter, steps[letter][int(state)]) for letter in "ab"]
    return frozenset(word for word, state in words if state in final.removeprefix("accept:"))


def test_a_regular_language_holds_the_words_that_its_automaton_accepts() -> None:
    assert isinstance(REGULAR, Family)
    words = ["".join(word) for n in range(5) for word in itertools.product("ab", repeat=n)]
    assert [REGULAR.written(x) for x in range(len(words))] == ["ε", *words[1:]]
    for i in range(200):
        held = {word for x, word in enumerate(words) if REGULAR.contains(i, x)}
        assert held == accepted(i, 4)
        assert REGULAR.language(i).size > 0


def test_inclusion_of_regular_languages_is_that_of_their_words() -> None:
    # Of two automata with two states a word of at most three letters shows what is not included.
    for i, j in itertools.product(AUTOMATA, repeat=2):
        assert REGULAR.subset(i, j) == (accepted(i, 4) <= accepted(j, 4))


def test_the_automata_of_two_states_give_all_their_languages_but_the_empty_one() -> None:
    # 26 languages of at most two states over two letters: Domaratzki, Kisman and Shallit 2002.
    assert len({accepted(i, 4) for i in AUTOMATA}) == 26 - 1


def test_finite_regular_languages_are_their_own_tell_tales() -> None:
    for i in range(1000):
        language, told = REGULAR.language(i), REGULAR.tell_tale(i)
        assert (told is None) == (language.size == math.inf)
        assert told is None or told == tuple(language.members())
    assert any(REGULAR.tell_tale(i) for i in range(1000))
    assert not REGULAR.facts.identify


# ---------------------------------------------------------------- languages with a smallest one
LEARNABLE = [
    families.k_reversible_languages(0, "ab"),
    families.k_reversible_languages(1, "ab"),
    families.k_testable_languages(2, "ab"),
]
LEARNT = pytest.mark.parametrize("family", LEARNABLE, ids=lambda f: f.title)


@LEARNT
def test_a_sample_is_a_tell_tale_of_the_smallest_language_with_it(family: Family) -> None:
    assert isinstance(family, Family)
    assert family.facts.identify
    for i in range(63):  # all samples of the words ε, a, b, aa, ab, ba
        told = family.tell_tale(i)
        assert told is not None
        assert all(family.contains(i, x) for x in told)
        for j in range(63):
            if all(family.contains(j, x) for x in told):
                assert family.subset(i, j), (family.named(i), family.named(j))


def test_reversible_languages_of_few_states_are_those_listed_by_another_program() -> None:
    of = finite_families.k_reversible(0, "ab", states=2, length=3)
    family = families.k_reversible_languages(0, "ab")

    for row in of.table[of.table.any(axis=1)]:
        sample = np.flatnonzero(row).tolist()
        i = sum(1 << x for x in sample) - 1
        assert [x for x in range(of.n_instances) if family.contains(i, x)] == sample


def test_reversible_languages_rise_without_end_over_two_letters() -> None:
    for k in (0, 1, 2):
        for n in range(1, 5):
            words = ["a" * m + "b" * m for m in range(1, n + 2)]
            smallest = automata.k_reversible(words[:-1], k, alphabet="ab")
            assert words[-1] not in smallest
            assert not families.k_reversible_languages(k, "ab").facts.finite_elasticity


@pytest.mark.parametrize("k", [0, 1, 2])
def test_a_finite_reversible_language_over_one_letter_has_at_most_k_plus_1_words(k: int) -> None:
    family = families.k_reversible_languages(k, "a")
    sizes = {family.language(i).size for i in range(127)}

    assert max(sizes - {math.inf}) == k + 1 == family.facts.closure_dimension


@pytest.mark.parametrize("n", [1, 2, 3])
def test_all_words_of_a_length_are_a_reversible_language(n: int) -> None:
    words = ["".join(word) for word in itertools.product("ab", repeat=n)]
    family = families.k_reversible_languages(0, "ab")
    i = sum(1 << automata.numbered(word, alphabet="ab") for word in words) - 1

    assert family.language(i).size == 2**n
    assert family.facts.closure_dimension == math.inf


def test_a_language_with_a_smallest_one_is_named_after_its_sample() -> None:
    family = families.k_testable_languages(2, "ab")

    assert family.named(0b110000) == "the smallest with ε, ab, ba"
    assert [family.written(x) for x in range(4)] == ["ε", "a", "b", "aa"]


# ---------------------------------------------------------------- lists
@given(st.lists(periodic(), min_size=1, max_size=6, unique=True))
def test_a_list_has_a_tell_tale_for_each_language(languages: list[Periodic]) -> None:
    family = families.listed(languages)
    for i, language in enumerate(languages):
        told = family.tell_tale(i)
        assert told is not None
        assert all(map(language.contains, told))
        for other in languages:
            between = all(map(other.contains, told)) and other.subset(language)
            assert not between or other == language


def test_a_list_refuses_what_is_no_family() -> None:
    evens = Periodic.progression(0, 2)

    with pytest.raises(ValueError, match="has no language"):
        families.listed([])
    with pytest.raises(ValueError, match="languages 0 and 1 are both"):
        families.listed([evens, evens])
    with pytest.raises(ValueError, match="2 language names for 1"):
        families.listed([evens], ["a", "b"])
    with pytest.raises(ValueError, match="has 1 languages"):
        families.listed([evens]).language(1)
    with pytest.raises(ValueError, match="k is 0"):
        families.at_most(0)


# ---------------------------------------------------------------- sections
def test_a_section_is_a_class_that_says_how_far_it_sees() -> None:
    of = section(families.multiples(), n_languages=6, n_instances=4)

    assert of.names == ("all numbers", "2N", "3N", "4N and 2 more up to 3")
    assert of.instances == ("0", "1", "2", "3")
    assert of.table.astype(int).tolist() == [[1, 1, 1, 1], [1, 0, 1, 0], [1, 0, 0, 1], [1, 0, 0, 0]]


def test_a_section_refuses_what_is_not_there_and_what_is_too_large() -> None:
    with pytest.raises(ValueError, match=r"n_languages is 4, but .* has 3"):
        section(families.listed(THREE), n_languages=4, n_instances=3)
    with pytest.raises(ValueError, match="n_instances is 0"):
        section(families.multiples(), n_languages=1, n_instances=0)
    with pytest.raises(ValueError, match="above the limit"):
        section(families.multiples(), n_languages=10**8, n_instances=10)
