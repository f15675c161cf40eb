import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, automata, families
from teachsim.symbolic.automata import Dfa
from tests.symbolic.automata.plain import (
    accepted,
    every_dfa,
    language,
    same,
    started,
    words_up_to,
)

WORDS = st.lists(st.text("ab", max_size=5), max_size=6)


def smallest_above(of: HypothesisClass, words: set[str]) -> frozenset[str] | None:
    """The intersection of the hypotheses of a class that contain some words; None without one."""
    found = None
    for row in of.table:
        members = frozenset(of.instances[x] for x in np.flatnonzero(row))
        if words <= members:
            found = members if found is None else found & members
    return found


def shown(words: set[str]) -> set[str]:
    return {word or "ε" for word in words}


def is_reversible(dfa: Dfa, k: int) -> bool:
    """By definition: words u1 v w and u2 v w of it, v of k letters, go on alike (Angluin 1982).

    Beginnings of n - 1 + k letters meet all there is to meet; two states have a word in common iff
    they have one of fewer than n * n letters.
    """
    n = len(dfa)
    tails = words_up_to(n * n - 1)
    onward = [frozenset(accepted(started(dfa, state), tails)) for state in range(n)]
    ends: dict[str, set[int]] = {}
    for word in words_up_to(n - 1 + k):
        if len(word) >= k:
            ends.setdefault(word[len(word) - k :], set()).add(dfa.path(word)[-1])
    return not any(
        onward[p] & onward[q] and onward[p] != onward[q]
        for states in ends.values()
        for p, q in itertools.combinations(states, 2)
    )


def reversible_languages(k: int, states: int) -> list[Dfa]:
    """All k-reversible languages of automata of at most so many states."""
    tables: dict[frozenset[str], Dfa] = {}
    for n_states in range(1, states + 1):
        for dfa in every_dfa(n_states):
            tables.setdefault(frozenset(language(dfa, 2 * states - 2)), automata.minimal(dfa))
    return [dfa for dfa in tables.values() if is_reversible(dfa, k)]


# ---------------------------------------------------------------- k-reversible
@pytest.mark.parametrize("k", [0, 1, 2])
def test_the_language_inferred_is_in_each_reversible_language_with_the_words(k: int) -> None:
    family = families.k_reversible(k, "ab", states=3, length=5)
    rng = np.random.default_rng(k)
    for _ in range(40):
        every = words_up_to(4)
        sample = {every[i] for i in rng.integers(0, len(every), rng.integers(1, 5))}
        inferred = automata.k_reversible(sample, k, alphabet="ab")
        words = shown(language(inferred, 5))
        assert shown(sample) <= words
        smallest = smallest_above(family, shown(sample))
        assert smallest is not None
        assert words <= smallest  # the whole family reaches beyond three states
        if len(inferred) <= 3:
            assert words == smallest


@given(WORDS, st.integers(0, 2))
def test_what_is_inferred_is_reversible_contains_the_words_and_infers_itself(
    words: list[str], k: int
) -> None:
    inferred = automata.k_reversible(words, k, alphabet="ab")
    assert inferred.accepts(words).all()
    if len(inferred) <= 3:
        assert is_reversible(inferred, k)
    own = automata.characteristic_sample(inferred, k)
    assert inferred.accepts(own).all()
    assert same(automata.k_reversible(own, k, alphabet="ab"), inferred)


@given(WORDS, WORDS, st.integers(0, 2))
def test_more_words_infer_a_larger_language_and_a_larger_k_a_smaller_one(
    words: list[str], more: list[str], k: int
) -> None:
    few = automata.k_reversible(words, k, alphabet="ab")
    many = automata.k_reversible([*words, *more], k, alphabet="ab")
    strict = automata.k_reversible(words, k + 1, alphabet="ab")
    assert automata.subset(few, many)
    assert automata.subset(strict, few)


@pytest.mark.parametrize(("k", "states"), [(0, 3), (1, 2), (2, 2)])
def test_a_characteristic_sample_settles_each_reversible_language(k: int, states: int) -> None:
    for dfa in reversible_languages(k, states):
        sample = automata.characteristic_sample(dfa, k)
        assert same(automata.k_reversible(sample, k, alphabet="ab"), dfa)
        more = [*sample, *sorted(language(dfa, 5))]  # and more of its words unsettle nothing
        assert same(automata.k_reversible(more, k, alphabet="ab"), dfa)


def test_zero_reversible_inference_of_even_parities() -> None:
    # of both letters an even number: its automaton is zero-reversible (Angluin 1982)
    sample = ["", "00", "11", "0000", "0101", "0110", "1010"]
    inferred = automata.k_reversible(sample, 0, alphabet="01")
    expected = {w for w in words_up_to(8, "01") if not (w.count("0") % 2 or w.count("1") % 2)}
    assert language(inferred, 8) == expected
    assert len(inferred) == 4


def test_no_words_infer_the_empty_language() -> None:
    assert automata.is_empty(automata.k_reversible([], 0, alphabet="ab"))
    assert automata.is_empty(automata.k_testable([], 2, alphabet="ab"))
    nothing = automata.k_reversible([], 0, alphabet="ab")
    assert automata.characteristic_sample(nothing, 1) == ()


def test_a_large_k_only_learns_by_heart() -> None:
    words = {"", "ab", "abab", "bbb"}
    assert language(automata.k_reversible(words, 4, alphabet="ab"), 8) == words


# ---------------------------------------------------------------- k-testable
def by_hand(words: set[str], k: int, length: int) -> set[str]:
    """By definition, with words of fewer than k - 1 letters one by one."""
    long = [word for word in words if len(word) >= k - 1]
    starts = {word[: k - 1] for word in long}
    ends = {word[len(word) - k + 1 :] for word in long}
    parts = {word[i : i + k] for word in long for i in range(len(word) - k + 1)}
    return {word for word in words if len(word) < k - 1} | {
        word
        for word in words_up_to(length)
        if len(word) >= k - 1
        and word[: k - 1] in starts
        and word[len(word) - k + 1 :] in ends
        and all(word[i : i + k] in parts for i in range(len(word) - k + 1))
    }


@given(WORDS, st.integers(1, 4))
def test_a_testable_language_has_the_starts_ends_and_segments_seen(
    words: list[str], k: int
) -> None:
    inferred = automata.k_testable(words, k, alphabet="ab")
    assert language(inferred, 7) == by_hand(set(words), k, 7)


@pytest.mark.parametrize("k", [1, 2])
def test_the_testable_language_inferred_is_the_smallest_of_the_family(k: int) -> None:
    family = families.k_testable(k, "ab", length=6)
    rng = np.random.default_rng(k)
    for _ in range(60):
        every = [word for word in words_up_to(4) if len(word) >= k - 1]
        sample = {every[i] for i in rng.integers(0, len(every), rng.integers(1, 5))}
        inferred = automata.k_testable(sample, k, alphabet="ab")
        words = {word for word in language(inferred, 6) if len(word) >= k - 1}
        assert frozenset(shown(words)) == smallest_above(family, shown(sample))


@given(WORDS, st.integers(1, 3))
def test_a_characteristic_sample_settles_each_testable_language(words: list[str], k: int) -> None:
    inferred = automata.k_testable(words, k, alphabet="ab")
    own = automata.characteristic_sample(inferred, k - 1)
    assert same(automata.k_testable(own, k, alphabet="ab"), inferred)


# ---------------------------------------------------------------- refusals
def test_words_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="must list words"):
        automata.k_reversible("ab", 0, alphabet="ab")
    with pytest.raises(ValueError, match="words has 'abc'"):
        automata.k_testable(["ab", "abc"], 2, alphabet="ab")
    with pytest.raises(ValueError, match="a word is 3"):
        automata.k_testable([3], 2, alphabet="ab")  # type: ignore[list-item]  # on purpose
    with pytest.raises(ValueError, match="k is -1"):
        automata.k_reversible(["ab"], -1, alphabet="ab")
    with pytest.raises(ValueError, match="k is 0"):
        automata.k_testable(["ab"], 0, alphabet="ab")


def test_too_many_beginnings_are_refused_before_pairs_of_them_are_tabulated() -> None:
    assert len(automata.k_reversible(["aaa", "aab"], 3, alphabet="ab", max_states=5)) == 5
    with pytest.raises(ValueError, match="have 5 beginnings, above the limit of 4"):
        automata.k_reversible(["aaa", "aab"], 0, alphabet="ab", max_states=4)


def test_a_characteristic_sample_too_large_is_refused() -> None:
    every = Dfa(np.zeros((1, 2), dtype=int), np.array([True]), "ab")
    with pytest.raises(ValueError, match="more than 1,000 words"):
        automata.characteristic_sample(every, 30, max_words=1_000)
