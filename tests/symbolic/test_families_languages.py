import itertools
import math
import re
from collections.abc import Callable

import pytest

from teachsim.symbolic import HypothesisClass, families
from tests.symbolic.by_hand import sets_of

Step = tuple[tuple[int, ...], ...]


def all_words(alphabet: str, length: int, *, shortest: int = 0) -> list[str]:
    return [
        "".join(word)
        for size in range(shortest, length + 1)
        for word in itertools.product(alphabet, repeat=size)
    ]


def automata(states: int, alphabet: str) -> list[tuple[Step, frozenset[int]]]:
    """Every complete automaton with states 0 to states - 1 and start 0, repeats and all."""
    rows = itertools.product(range(states), repeat=len(alphabet))
    return [
        (step, frozenset(q for q in range(states) if final[q]))
        for step in itertools.product(list(rows), repeat=states)
        for final in itertools.product([False, True], repeat=states)
    ]


def accepts(step: Step, final: frozenset[int], word: str) -> bool:
    state = 0
    for letter in word:
        state = step[state]["ab".index(letter)]
    return state in final


def language(step: Step, final: frozenset[int], words: list[str]) -> frozenset[str]:
    return frozenset(word for word in words if accepts(step, final, word))


def shown(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word or "ε" for word in words)


@pytest.mark.parametrize(
    ("states", "alphabet", "length"),
    [(1, "ab", 2), (2, "a", 5), (3, "a", 3), (2, "ab", 0), (2, "ab", 1), (2, "ab", 3)],
)
def test_dfa_languages_are_what_all_automata_accept(
    states: int, alphabet: str, length: int
) -> None:
    of = families.dfa_languages(states, alphabet, length=length)
    words = all_words(alphabet, length)
    assert of.instances == tuple(word or "ε" for word in words)
    expected = {shown(language(*automaton, words)) for automaton in automata(states, alphabet)}
    assert set(sets_of(of)) == expected


@pytest.mark.parametrize(
    ("states", "alphabet", "size"),
    [
        # OEIS A059413: languages of automata with at most so many states over one letter
        *((k, "a", size) for k, size in enumerate([2, 6, 18, 48, 126, 306, 738], start=1)),
        # partial sums of OEIS A129622: 2, 24, 1028, 56014 over two letters
        *((k, "ab", size) for k, size in enumerate([2, 26, 1054, 57_068], start=1)),
        # Domaratzki, Kisman and Shallit 2002: 2, 112 over three letters
        (2, "abc", 114),
    ],
)
def test_words_of_2k_minus_2_letters_tell_all_languages_of_k_states_apart(
    states: int, alphabet: str, size: int
) -> None:
    of = families.dfa_languages(states, alphabet, length=2 * states - 2)
    assert len(of) == size


def test_an_automaton_is_named_by_its_steps_and_accepts_its_row() -> None:
    of = families.dfa_languages(3, "ab", length=4)
    words = [word.replace("ε", "") for word in of.instances]
    for name, row in zip(of.names, of.table.tolist(), strict=True):
        a, b, accept = (part.split(":")[1] for part in name.split(" "))
        step = tuple((int(p), int(q)) for p, q in zip(a, b, strict=True))
        final = frozenset(int(q) for q in accept if q.isdigit())
        assert [accepts(step, final, word) for word in words] == row


def reversible(step: Step, final: frozenset[int], k: int) -> bool:
    """Angluin's condition on words long enough for automata of two states."""
    short = all_words("ab", 3)

    def after(word: str) -> frozenset[str]:
        return frozenset(w for w in short if accepts(step, final, word + w))

    for v in all_words("ab", k, shortest=k):
        tails = {after(u + v) for u in short}
        if any(one & other for one, other in itertools.combinations(tails, 2)):
            return False
    return True


@pytest.mark.parametrize("k", [0, 1, 2])
def test_k_reversible_languages_are_those_of_angluins_condition(k: int) -> None:
    of = families.k_reversible(k, "ab", states=2, length=3)
    words = all_words("ab", 3)
    expected = {
        shown(language(*automaton, words))
        for automaton in automata(2, "ab")
        if reversible(*automaton, k)
    }
    assert set(sets_of(of)) == expected


def test_more_context_makes_more_languages_reversible_until_it_is_all_with_finite_memory() -> None:
    sizes = [len(families.k_reversible(k, "ab", states=3, length=4)) for k in range(6)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1] < sizes[2] < 1054
    assert len(families.k_reversible(9999, "ab", states=3, length=4)) == sizes[-1]


@pytest.mark.parametrize(
    ("k", "alphabet", "length"), [(1, "ab", 3), (2, "a", 4), (2, "ab", 4), (3, "a", 5)]
)
def test_k_testable_languages_are_given_by_prefixes_suffixes_and_segments(
    k: int, alphabet: str, length: int
) -> None:
    ends = all_words(alphabet, k - 1, shortest=k - 1)
    segments = all_words(alphabet, k, shortest=k)
    words = all_words(alphabet, length, shortest=k - 1)

    def some_of(parts: list[str]) -> list[set[str]]:
        return [
            set(chosen)
            for size in range(len(parts) + 1)
            for chosen in itertools.combinations(parts, size)
        ]

    expected = {
        shown(
            frozenset(
                w
                for w in words
                if any(w.startswith(p) for p in starts)
                and any(w.endswith(s) for s in finishes)
                and all(w[i : i + k] in within for i in range(len(w) - k + 1))
            )
        )
        for starts in some_of(ends)
        for finishes in some_of(ends)
        for within in some_of(segments)
    }
    of = families.k_testable(k, alphabet, length=length)
    assert of.instances == tuple(word or "ε" for word in words)
    assert set(sets_of(of)) == expected


def test_a_k_testable_language_is_named_by_its_parts() -> None:
    of = families.k_testable(2, "ab", length=4)
    h = of.index("starts a, ends a b, within aa ab")
    assert sets_of(of)[h] == {"a", "aa", "ab", "aaa", "aab", "aaaa", "aaab"}


VARIABLES = "xyzuvw"


def as_regular_expression(pattern: str) -> str:
    parts = []
    for i, symbol in enumerate(pattern):
        if symbol not in VARIABLES:
            parts.append(symbol)
        elif symbol in pattern[:i]:
            parts.append(f"(?P={symbol})")
        else:
            parts.append(f"(?P<{symbol}>.+)")
    return "".join(parts)


@pytest.mark.parametrize(
    ("alphabet", "longest", "word_length"), [("a", 3, 6), ("ab", 3, 6), ("ab", 4, 6), ("abc", 2, 4)]
)
def test_pattern_languages_are_the_words_that_match_with_back_references(
    alphabet: str, longest: int, word_length: int
) -> None:
    of = families.pattern_languages(alphabet, longest, word_length=word_length)
    assert of.instances == tuple(all_words(alphabet, word_length, shortest=1))
    for name, row in zip(of.names, of.table.tolist(), strict=True):
        expression = re.compile(as_regular_expression(name))
        assert [expression.fullmatch(word) is not None for word in of.instances] == row, name


@pytest.mark.parametrize(("alphabet", "longest"), [("ab", 1), ("ab", 3), ("abc", 3), ("ab", 5)])
def test_patterns_are_as_many_as_partitions_of_variable_places_allow(
    alphabet: str, longest: int
) -> None:
    bell = [1, 1, 2, 5, 15, 52]  # OEIS A000110
    size = sum(
        math.comb(m, j) * len(alphabet) ** (m - j) * bell[j]
        for m in range(1, longest + 1)
        for j in range(m + 1)
    )
    enough, few = families.Limit(hypotheses=size), families.Limit(hypotheses=size - 1)
    of = families.pattern_languages(alphabet, longest, word_length=longest, limit=enough)
    assert len(of) == size
    with pytest.raises(ValueError, match=f"lists {size} hypotheses"):
        families.pattern_languages(alphabet, longest, word_length=longest, limit=few)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: families.dfa_languages(5, "ab", length=8), r"dfa_languages\(5, 'ab'\) lists 5,2"),
        (lambda: families.dfa_languages(17, "a", length=3), "states is 17 but must lie in 1 to 16"),
        (lambda: families.dfa_languages(2, "", length=3), "alphabet is '' but must be different"),
        (lambda: families.dfa_languages(2, "aa", length=3), "alphabet is 'aa' but must be differ"),
        (lambda: families.dfa_languages(2, "ab", length=99), "words up to length 99 lists"),
        (lambda: families.k_testable(4, "ab", length=4), "lists 4,294,967,296 hypotheses"),
        (lambda: families.k_testable(3, "ab", length=1), "length is 1 but must lie in 2 to"),
        (lambda: families.k_reversible(-1, "ab", states=2, length=2), "k is -1 but must lie in 0"),
        (
            lambda: families.pattern_languages("ax", 2, word_length=3),
            "alphabet 'ax' uses a variable; choose none of xyzuvw",
        ),
        (
            lambda: families.pattern_languages("ab", 7, word_length=3),
            "pattern_length is 7 but must lie in 1 to 6",
        ),
    ],
)
def test_a_family_of_languages_too_large_or_impossible_is_refused(
    build: Callable[[], HypothesisClass], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        build()


@pytest.mark.parametrize("alphabet", [None, 2, ["a", "b"], "", "aa"])
def test_an_alphabet_is_a_string_of_different_letters(alphabet: str) -> None:
    with pytest.raises(ValueError, match=r"^alphabet is .* must be different letters"):
        families.k_testable(2, alphabet, length=3)
