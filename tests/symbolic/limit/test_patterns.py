"""Pattern languages against regular expressions, and against all substitutions."""

import itertools
import math
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic.families import pattern_languages as listed_patterns
from teachsim.symbolic.limit import Family, Language, NotDecidable, descriptive, section
from teachsim.symbolic.limit.families import pattern_languages
from teachsim.symbolic.limit.pattern_language import PatternLanguage
from teachsim.symbolic.limit.pattern_words import completions, matches

AB = pattern_languages("ab")
# The patterns of up to four symbols over two letters, and the words of up to seven letters.
PATTERNS = range(3 + 10 + 37 + 151)
WORDS = ["".join(word) for n in range(1, 8) for word in itertools.product("ab", repeat=n)]


def as_expression(pattern: str) -> re.Pattern[str]:
    """Backreferences say what a variable says that comes again."""
    groups = {"": ""}
    parts = []
    for symbol in pattern:
        if symbol in "ab":
            parts.append(symbol)
        elif symbol in groups:
            parts.append(f"(?P={symbol})")
        else:
            groups[symbol] = symbol
            parts.append(f"(?P<{symbol}>.+)")
    return re.compile("".join(parts))


@cache
def words_of(i: int) -> frozenset[str]:
    expression = as_expression(AB.named(i))
    return frozenset(word for word in WORDS if expression.fullmatch(word))


# ---------------------------------------------------------------- words and patterns as numbers
def test_words_are_numbered_by_length_and_then_like_a_dictionary() -> None:
    assert [AB.written(x) for x in range(len(WORDS))] == WORDS
    assert [AB.number(word) for word in WORDS] == list(range(len(WORDS)))


def test_every_pattern_comes_once_up_to_renaming() -> None:
    named = [AB.named(i) for i in PATTERNS]
    # The finite family lists the same patterns by another program.
    expected = listed_patterns("ab", 4, word_length=4).names

    assert sorted(named) == sorted(expected)
    assert [AB.index(name) for name in named] == list(PATTERNS)
    assert AB.index("zbyz") == AB.index("xbyx")


@pytest.mark.parametrize("alphabet", ["abc", "01"])
def test_other_alphabets_write_their_own_letters(alphabet: str) -> None:
    family = pattern_languages(alphabet)

    assert {family.written(x) for x in range(len(alphabet))} == set(alphabet)
    assert family.named(len(alphabet)) == "x"
    assert family.contains(family.index("xx"), family.number(alphabet * 2))


def test_variables_beyond_the_letters_are_numbered() -> None:
    seven = PatternLanguage(tuple(range(2, 9)), 2)
    i = next(i for i in itertools.count(AB.index("xyzuvw")) if AB.language(i) == seven)

    assert AB.named(i) == "xyzuvw<7>"


# ---------------------------------------------------------------- languages
def test_membership_is_that_of_the_regular_expression_with_backreferences() -> None:
    assert isinstance(AB, Family)
    for i in PATTERNS:
        held = frozenset(word for word in WORDS if AB.contains(i, AB.number(word)))
        assert held == words_of(i), AB.named(i)


def test_members_come_in_order_and_none_is_left_out() -> None:
    for i in PATTERNS:
        language = AB.language(i)
        below = itertools.takewhile(lambda x: x < len(WORDS), language.members())
        assert [WORDS[x] for x in below] == sorted(words_of(i), key=lambda w: (len(w), w))
        assert isinstance(language, Language)


def test_a_pattern_without_variables_has_one_word() -> None:
    assert AB.language(AB.index("aba")).size == 1
    assert list(AB.language(AB.index("aba")).members()) == [AB.number("aba")]
    assert AB.language(AB.index("axa")).size == math.inf
    assert not AB.contains(AB.index("x"), -1)


# ---------------------------------------------------------------- inclusion and tell-tales
def test_inclusion_is_right_wherever_it_is_answered() -> None:
    some = [i for i in PATTERNS if len(AB.named(i)) <= 3]
    for i, j in itertools.product(some, repeat=2):
        inside = words_of(i) <= words_of(j)
        try:
            answer = AB.subset(i, j)
        except NotDecidable:
            assert len(AB.named(i)) > len(AB.named(j))
            assert inside
        else:
            # Words of up to seven letters tell all these patterns apart.
            assert answer == inside, (AB.named(i), AB.named(j))


@given(st.sampled_from(PATTERNS), st.data())
def test_a_pattern_put_for_a_variable_makes_a_smaller_language(i: int, data: st.DataObject) -> None:
    name = AB.named(i)
    put = {v: data.draw(st.text("abxy", min_size=1, max_size=2)) for v in "xyzu"}
    special = AB.index("".join(put.get(symbol, symbol) for symbol in name))

    assert AB.subset(special, i)


def test_inclusion_is_refused_where_it_cannot_be_said() -> None:
    # Each word aaXba has ab after its first letter, though no pattern put for x and y says so.
    inner, outer = AB.index("aaxba"), AB.index("xaby")
    assert words_of(inner) <= words_of(outer)

    with pytest.raises(NotDecidable, match="whether aaxba lies in xaby is not known here"):
        AB.subset(inner, outer)


def test_no_pattern_fits_between_a_tell_tale_and_its_language() -> None:
    for i in PATTERNS:
        told = AB.tell_tale(i)
        length, n_variables = len(AB.named(i)), len(set(AB.named(i)) - {"a", "b"})
        assert len(told) == n_variables + 1
        assert all(AB.contains(i, x) and len(AB.written(x)) == length for x in told)
        for j in PATTERNS:
            if all(AB.contains(j, x) for x in told) and words_of(j) <= words_of(i):
                assert words_of(j) == words_of(i), (AB.named(j), AB.named(i))


def test_a_word_is_in_finitely_many_languages_none_of_a_longer_pattern() -> None:
    # Angluin's finite thickness: what makes the family identifiable.
    for x in range(6):  # the words of one and of two letters
        longest = len(AB.written(x))
        assert not any(AB.contains(i, x) for i in PATTERNS if len(AB.named(i)) > longest)
    assert AB.facts.finite_thickness
    assert AB.facts.identify


def test_a_section_of_the_patterns_is_the_finite_class() -> None:
    of = section(AB, n_languages=13, n_instances=14)
    expected = listed_patterns("ab", 2, word_length=3)

    assert of.names == expected.names
    assert of.instances == expected.instances
    assert (of.table == expected.table).all()


# ---------------------------------------------------------------- descriptive patterns
@given(st.sets(st.sampled_from([w for w in WORDS if len(w) <= 4]), min_size=1, max_size=4))
def test_a_descriptive_pattern_holds_the_words_and_no_smaller_one_does(shown: set[str]) -> None:
    found = descriptive(AB, [AB.number(word) for word in shown])
    best = words_of(found)

    assert shown <= best
    assert not [j for j in PATTERNS if shown <= words_of(j) < best]


def test_a_tell_tale_is_described_by_its_pattern() -> None:
    for i in PATTERNS:
        assert descriptive(AB, AB.tell_tale(i)) == i


def test_descriptive_refuses_what_takes_too_long() -> None:
    with pytest.raises(ValueError, match="no word is shown"):
        descriptive(AB, [])
    with pytest.raises(
        ValueError, match="patterns may have to be tried, above the limit of 20,000"
    ):
        descriptive(AB, [AB.number("ab" * 8)])


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (300, "about 10^4"),
        (500, "about 10^8"),
        (5_000, "about 10^1505 patterns may have to be tried, above the limit of 20,000; show"),
    ],
)
def test_the_patterns_of_long_words_are_told_by_their_size(letters: int, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        descriptive(AB, [2**letters - 1])  # "a" so many times


@given(st.integers(0, 12), st.integers(1, 5))
def test_patterns_are_counted_as_they_are_filled_place_by_place(places: int, known: int) -> None:
    filled = completions(places + 1, n_known=known)
    old, new = (completions(places, n_known=known + more) for more in (0, 1))
    assert filled == known * old + new


def test_a_pattern_of_a_thousand_symbols_is_numbered_and_a_longer_one_refused() -> None:
    long = "ax" * 500
    assert AB.named(AB.index(long)) == long
    for act in (lambda: AB.index(long + "aa"), lambda: AB.named(10**6_000)):
        with pytest.raises(ValueError, match="the patterns of 1,001 symbols are too many to be"):
            act()


# ---------------------------------------------------------------- refusals
def test_matching_stops_at_its_limit() -> None:
    with pytest.raises(ValueError, match="takes more than 100 steps"):
        matches((2, 3, 4, 5, 2, 3, 4, 5), (0, 1) * 10 + (0,), n_letters=2, max_steps=100)


@pytest.mark.parametrize("alphabet", ["a", "", "aa", "ax", "a<"])
def test_an_alphabet_that_cannot_be_told_from_variables_is_refused(alphabet: str) -> None:
    with pytest.raises(ValueError, match="alphabet is"):
        pattern_languages(alphabet)


def test_what_is_no_word_or_pattern_is_refused() -> None:
    for word in ("", "abc"):
        with pytest.raises(ValueError, match="word is"):
            AB.number(word)
    for pattern in ("", "ac"):
        with pytest.raises(ValueError, match="pattern is"):
            AB.index(pattern)
    for symbols in ((), (3,), (2, 4)):
        with pytest.raises(ValueError, match="pattern is"):
            PatternLanguage(symbols, 2)
