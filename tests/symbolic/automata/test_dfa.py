import itertools
import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic import automata, families
from teachsim.symbolic.automata import Dfa
from teachsim.symbolic.automata.counterexamples import drawn, longest
from teachsim.symbolic.limit.language import Language
from tests.symbolic.automata.plain import (
    dfas,
    every_dfa,
    fewest_states,
    language,
    same,
    started,
    words_up_to,
)

EVEN_A = Dfa(np.array([[1, 0], [0, 1]]), np.array([True, False]), "ab")
NOTHING = Dfa(np.zeros((1, 2), dtype=int), np.array([False]), "ab")


def finite(words: set[str], alphabet: str = "ab") -> Dfa:
    """An automaton whose states are all words up to the longest, and a dead one."""
    every = words_up_to(max(map(len, words), default=0), alphabet)
    place = {word: at for at, word in enumerate(every)}
    steps = [[place.get(word + letter, len(every)) for letter in alphabet] for word in every]
    steps.append([len(every)] * len(alphabet))
    return Dfa(np.array(steps), np.array([*(word in words for word in every), False]), alphabet)


# ---------------------------------------------------------------- the record
def test_a_word_is_accepted_iff_a_regular_expression_matches() -> None:
    # no two b in a row, an even number of a
    pattern = re.compile(r"(?=b*(ab*ab*)*$)(?!.*bb)[ab]*$")
    no_bb = Dfa(np.array([[0, 1], [0, 2], [2, 2]]), np.array([True, True, False]), "ab")
    both = automata.intersection(EVEN_A, no_bb)
    words = words_up_to(9)
    assert both.accepts(words).tolist() == [bool(pattern.match(word)) for word in words]


def test_a_path_has_a_state_before_each_letter_and_one_at_the_end() -> None:
    assert EVEN_A.path("abaa") == [0, 1, 1, 0, 1]
    assert EVEN_A.path("") == [0]


@pytest.mark.parametrize(
    ("steps", "accepting", "alphabet", "said"),
    [
        ([[0, 0]], [True], "aa", "different letters"),
        ([[0, 0]], [True], "", "different letters"),
        ([[0]], [True], "ab", r"must be \(states, 2\)"),
        (np.zeros((0, 2), dtype=int), [], "ab", r"must be \(states, 2\)"),
        ([[0, 1]], [True], "ab", "must lead to 0 to 0"),
        ([[0, -1]], [True], "ab", "must lead to 0 to 0"),
        ([[0.0, 0.0]], [True], "ab", "whole numbers"),
        ([[0, 0]], [1], "ab", "bool array of 1"),
        ([[0, 0]], [True, False], "ab", "bool array of 1"),
    ],
)
def test_a_table_that_is_no_automaton_is_refused(
    steps: object, accepting: object, alphabet: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Dfa(steps, np.array(accepting), alphabet)  # type: ignore[arg-type]  # on purpose


def test_an_automaton_cannot_be_changed_behind_its_back() -> None:
    steps = np.zeros((1, 2), dtype=int)
    dfa = Dfa(steps, np.array([True]), "ab")
    steps[0, 0] = 7
    assert dfa.steps.tolist() == [[0, 0]]
    with pytest.raises(ValueError, match="read-only"):
        dfa.steps[0, 0] = 7


def test_words_outside_the_alphabet_are_refused() -> None:
    with pytest.raises(ValueError, match="has the letter 'c'"):
        EVEN_A.accepts(["abc"])
    with pytest.raises(ValueError, match="must list words"):
        EVEN_A.accepts("ab")
    with pytest.raises(ValueError, match="word is 3"):
        _ = 3 in EVEN_A  # type: ignore[operator]  # on purpose
    with pytest.raises(ValueError, match="must be of the kind Dfa"):
        automata.minimal("ab")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(ValueError, match="must have one alphabet"):
        automata.difference(EVEN_A, Dfa(EVEN_A.steps, EVEN_A.accepting, "ba"))


# ---------------------------------------------------------------- minimal automata
@given(dfas())
def test_the_minimal_automaton_accepts_the_same_with_the_fewest_states(dfa: Dfa) -> None:
    smallest = automata.minimal(dfa)
    assert len(smallest) == fewest_states(dfa)
    length = len(dfa) + len(smallest) - 2
    assert language(smallest, length) == language(dfa, length)


@given(dfas())
def test_states_of_a_minimal_automaton_are_told_apart_two_by_two(dfa: Dfa) -> None:
    smallest = automata.minimal(dfa)
    for p, q in itertools.combinations(range(len(smallest)), 2):
        assert automata.difference(started(smallest, p), started(smallest, q)) is not None


def test_equal_languages_have_equal_minimal_tables_and_no_others() -> None:
    tables: dict[frozenset[str], Dfa] = {}
    for n_states in (1, 2):
        for dfa in every_dfa(n_states):
            smallest = automata.minimal(dfa)
            known = tables.setdefault(frozenset(language(dfa, 2)), smallest)
            assert same(known, smallest)
    # 2 and 24 languages of one and two states: partial sums of OEIS A129622
    assert len(tables) == 26


@pytest.mark.parametrize("n", [1, 2, 3, 50, 700])
def test_words_of_a_length_divisible_by_n_need_n_states(n: int) -> None:
    # The worst case of Moore's algorithm: each round would tell one state more apart.
    twice = 2 * n
    steps = (np.arange(twice)[:, None] + 1) % twice
    dfa = automata.minimal(Dfa(steps, np.arange(twice) % n == 0, "a"))
    assert dfa.steps[:, 0].tolist() == [*range(1, n), 0]
    assert dfa.accepting.tolist() == [True] + [False] * (n - 1)


# ---------------------------------------------------------------- algebra
@given(dfas(4), dfas(4))
def test_products_are_what_sets_of_words_are(a: Dfa, b: Dfa) -> None:
    length = 6
    every = set(words_up_to(length))
    left, right = language(a, length), language(b, length)
    assert language(automata.complement(a), length) == every - left
    assert language(automata.intersection(a, b), length) == left & right
    assert language(automata.union(a, b), length) == left | right
    assert language(automata.minus(a, b), length) == left - right
    assert language(automata.symmetric_difference(a, b), length) == left ^ right
    # a word that a accepts and b does not is shorter than the number of pairs of states
    if len(a) * len(b) <= 8:
        assert automata.subset(a, b) is (language(a, 7) <= language(b, 7))


def test_a_product_of_too_many_pairs_is_refused() -> None:
    with pytest.raises(ValueError, match="have 4 pairs of states, above the limit of 3"):
        automata.union(EVEN_A, EVEN_A, max_pairs=3)
    assert automata.equivalent(automata.union(EVEN_A, EVEN_A, max_pairs=4), EVEN_A)


@given(dfas(5), dfas(5))
def test_the_difference_is_a_shortest_word_that_tells_two_apart(a: Dfa, b: Dfa) -> None:
    length = len(a) + len(b) - 2  # enough to tell any two apart
    apart = language(a, length) ^ language(b, length)
    word = automata.difference(a, b)
    assert automata.equivalent(a, b) is (not apart)
    if word is None:
        assert not apart
    else:
        assert word in apart
        assert len(word) == min(map(len, apart))


def test_a_difference_may_need_as_many_letters_as_both_have_states_less_two() -> None:
    # a^i for i < 9, and a^i for i < 4 or of i = 4, 5, ...: the first automaton ends, the other not
    nine = Dfa(np.minimum(np.arange(10) + 1, 9)[:, None], np.arange(10) < 9, "a")
    always = Dfa(np.array([[0]]), np.array([True]), "a")
    word = automata.difference(nine, always)
    assert word == "a" * (10 + 1 - 2)


# ---------------------------------------------------------------- sizes
@given(dfas(4))
def test_a_language_is_finite_iff_it_has_no_word_as_long_as_twice_its_states(dfa: Dfa) -> None:
    n = len(dfa)
    words = language(dfa, 2 * n - 1)
    infinite = any(len(word) >= n for word in words)  # by pumping
    assert automata.is_finite(dfa) is not infinite
    assert automata.size(dfa) == (math.inf if infinite else len(words))
    assert automata.is_empty(dfa) is (not words)
    first = min(words, key=lambda word: (len(word), word), default=None)
    assert automata.shortest(dfa) == first


def test_the_words_of_up_to_200_letters_are_counted_exactly() -> None:
    ladder = Dfa(
        np.repeat(np.minimum(np.arange(202) + 1, 201), 2).reshape(-1, 2), np.arange(202) < 201, "ab"
    )
    assert automata.size(ladder) == 2**201 - 1


# ---------------------------------------------------------------- numbers for words
@pytest.mark.parametrize("alphabet", ["a", "ab", "abc"])
def test_words_are_numbered_in_length_lexicographic_order(alphabet: str) -> None:
    words = words_up_to(5, alphabet)
    assert [automata.word(x, alphabet=alphabet) for x in range(len(words))] == words
    assert [automata.numbered(word, alphabet=alphabet) for word in words] == list(range(len(words)))


@given(dfas(5))
def test_a_language_of_numbers_holds_the_numbers_of_its_words(dfa: Dfa) -> None:
    some = automata.language(dfa)
    assert isinstance(some, Language)
    words, accepted = words_up_to(7), language(dfa, 7)
    expected = [x for x, word in enumerate(words) if word in accepted]
    assert [x for x in range(len(words)) if some.contains(x)] == expected
    listed = list(itertools.takewhile(lambda x: x < len(words), some.members()))
    assert listed == expected
    assert some.size == automata.size(dfa)
    if some.size < math.inf:
        assert len(list(some.members())) == some.size


@given(dfas(6, "a"))
def test_over_one_letter_a_word_is_its_length(dfa: Dfa) -> None:
    some = automata.language(dfa)
    lengths = [length for length in range(40) if "a" * length in dfa]
    assert [x for x in range(40) if some.contains(x)] == lengths
    assert list(itertools.takewhile(lambda x: x < 40, some.members())) == lengths


def test_a_googol_of_letters_is_no_trouble() -> None:
    thirds = Dfa(np.array([[1], [2], [0]]), np.array([True, False, False]), "a")
    some = automata.language(thirds)
    assert some.contains(10**100 - 1)
    assert not some.contains(10**100)


def test_numbers_below_zero_are_no_words() -> None:
    with pytest.raises(ValueError, match="number of a word is -1"):
        automata.word(-1, alphabet="ab")
    with pytest.raises(ValueError, match="has the letter 'c'"):
        automata.numbered("c", alphabet="ab")


# ---------------------------------------------------------------- words picked
@given(dfas(4), st.integers(0, 6), st.integers(0, 2**32))
def test_a_word_drawn_is_accepted_and_within_the_bound(dfa: Dfa, within: int, seed: int) -> None:
    words = language(dfa, within)
    word = drawn(dfa, within=within, rng=np.random.default_rng(seed))
    assert (word in words) if words else (word is None)


def test_each_length_and_each_word_of_it_is_equally_likely() -> None:
    dfa = finite({"b", "aa", "ab", "bab"})
    rng = np.random.default_rng(0)
    words = [drawn(dfa, within=5, rng=rng) for _ in range(3_000)]
    shares = {word: words.count(word) / 3_000 for word in ("b", "aa", "ab", "bab")}
    # four standard errors of a share of 1/3 among 3,000: 0.034
    assert shares == pytest.approx({"b": 1 / 3, "aa": 1 / 6, "ab": 1 / 6, "bab": 1 / 3}, abs=0.035)


@given(dfas(4), st.integers(0, 6))
def test_the_longest_word_within_a_bound_is_the_longest(dfa: Dfa, within: int) -> None:
    words = language(dfa, within)
    longest_words = sorted(words, key=lambda word: (-len(word), word))
    assert longest(dfa, within=within) == (longest_words[0] if words else None)


def test_a_bound_that_needs_too_large_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="above the limit of 67,108,864; allow fewer letters"):
        longest(EVEN_A, within=2**26)


# ---------------------------------------------------------------- at random, and sections
@pytest.mark.parametrize(("n", "alphabet"), [(1, "a"), (2, "a"), (7, "a"), (1, "ab"), (60, "abc")])
def test_a_random_automaton_is_minimal_and_replayed_by_its_seed(n: int, alphabet: str) -> None:
    dfa = automata.random_dfa(n, alphabet, rng=3)
    assert len(dfa) == n == len(automata.minimal(dfa))
    assert same(dfa, automata.random_dfa(n, alphabet, rng=3))


UNWANTED: list[tuple[Callable[[], object], str]] = [
    (
        lambda: automata.random_dfa(10**9, "ab", rng=0),
        "1,000,000,000 states over 'ab' take 2,000,000,000 steps, in 1,024,000,000,000 bytes or so",
    ),
    (lambda: automata.random_dfa(10**400, "ab", rng=0), "about 10^400 states over 'ab' take about"),
    (lambda: automata.word(10**12, alphabet="a"), "word 1,000,000,000,000 over 'a' has as many le"),
    (lambda: automata.numbered(None, alphabet="ab"), "word is None, but must be of the kind str"),  # type: ignore[arg-type]
    (lambda: EVEN_A.accepts(None), "words is None, but must be a collection; list some"),  # type: ignore[arg-type]
    (lambda: automata.section(None, length=2), "dfas is None, but must be of the kind Sequence"),  # type: ignore[arg-type]
    (
        lambda: automata.characteristic_sample(EVEN_A, 1, max_words=None),  # type: ignore[arg-type]
        "max_words is None, but must be a whole number of at least 1; leave it out",
    ),
    (
        lambda: automata.lstar_bound(None, n_letters=2, longest=3),  # type: ignore[arg-type]
        "n_states is None, but must be a whole number of at least 1",
    ),
    (
        lambda: automata.lstar_bound(3, n_letters=True, longest=3),
        "n_letters is True, but must be a whole number of at least 1",
    ),
    (
        lambda: automata.kearns_vazirani_bound(3, n_letters=2, longest="x"),  # type: ignore[arg-type]
        "longest is 'x', but must be a whole number of at least 0",
    ),
]


@pytest.mark.parametrize(("call", "begins"), UNWANTED)
def test_what_is_no_automaton_number_or_word_is_refused_before_any_work(
    call: Callable[[], object], begins: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(begins)}"):
        call()


def test_every_minimal_automaton_of_two_states_is_drawn() -> None:
    rng = np.random.default_rng(0)
    drawn_ones = {
        (str(dfa.steps.tolist()), str(dfa.accepting.tolist()))
        for dfa in (automata.random_dfa(2, "ab", rng=rng) for _ in range(1_500))
    }
    assert len(drawn_ones) == 24  # OEIS A129622


def test_a_section_is_the_class_of_the_words_up_to_a_length() -> None:
    listed = [NOTHING, EVEN_A, automata.complement(EVEN_A)]
    of = automata.section(listed, ["none", "even", "odd"], length=3)
    assert of.instances[:4] == ("ε", "a", "b", "aa")
    words = words_up_to(3)
    for h, dfa in enumerate(listed):
        assert {words[x] for x in np.flatnonzero(of.table[h])} == language(dfa, 3)


def test_the_section_of_all_small_automata_is_the_family() -> None:
    smallest = {}
    for n_states in (1, 2):
        for dfa in every_dfa(n_states):
            smallest[frozenset(language(dfa, 2))] = dfa
    of = automata.section(list(smallest.values()), length=4)
    family = families.dfa_languages(2, "ab", length=4)
    assert of.instances == family.instances
    assert set(of.row_bits) == set(family.row_bits)


def test_a_section_too_short_to_tell_two_languages_apart_is_refused() -> None:
    with pytest.raises(ValueError, match="no answer can tell them apart"):
        automata.section([EVEN_A, finite({""})], length=0)
    with pytest.raises(ValueError, match="dfas is empty"):
        automata.section([], length=2)
