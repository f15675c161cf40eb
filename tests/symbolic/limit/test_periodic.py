"""Ultimately periodic sets, against plain sets of numbers up to a horizon beyond differences."""

import itertools
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from teachsim.symbolic.limit import Language, Periodic
from tests.symbolic.limit.drawn_languages import HORIZON, meant, periodic

Meant = tuple[Periodic, frozenset[int]]
NOTHING = Periodic((), (False,))
EVERYTHING = Periodic((), (True,))


def below(language: Periodic) -> frozenset[int]:
    return frozenset(x for x in range(HORIZON) if language.contains(x))


# ---------------------------------------------------------------- meaning
@given(meant())
def test_membership_is_what_the_bits_say(drawn: Meant) -> None:
    language, members = drawn

    assert below(language) == members
    assert not language.contains(-1)
    listed = itertools.takewhile(lambda x: x < HORIZON, language.members())
    assert list(listed) == sorted(members)


@given(meant(), meant())
def test_the_operations_are_those_of_sets(one: Meant, other: Meant) -> None:
    (left, ours), (right, theirs) = one, other

    assert below(left.intersection(right)) == ours & theirs
    assert below(left.union(right)) == ours | theirs
    assert below(left.difference(right)) == ours - theirs
    assert below(left.complement()) == frozenset(range(HORIZON)) - ours
    assert left.subset(right) == (ours <= theirs)
    assert (left == right) == (ours == theirs)


@given(meant())
def test_the_size_is_the_number_of_members_or_infinite(drawn: Meant) -> None:
    language, members = drawn
    late = {x for x in members if x >= 6}  # beyond every prefix: whatever is there comes again

    assert language.is_finite == (not late)
    assert language.size == (math.inf if late else len(members))
    assert language.first(3) == tuple(sorted(members))[:3]


# ---------------------------------------------------------------- canonical form
@given(st.data(), periodic(), st.integers(1, 4), st.integers(0, 9))
def test_every_way_to_write_a_language_gives_the_same_record(
    data: st.DataObject, language: Periodic, times: int, more: int
) -> None:
    late = len(language.prefix) + more
    prefix = tuple(language.contains(x) for x in range(late))
    block = len(language.period) * times
    written = Periodic(prefix, tuple(language.contains(late + x) for x in range(block)))

    assert written == language
    assert hash(written) == hash(language)
    assert (written.prefix, written.period) == (language.prefix, language.period)


@given(periodic())
def test_nothing_shorter_means_the_same(language: Periodic) -> None:
    a, b = len(language.prefix), len(language.period)

    for shorter in range(1, b):
        assert any(language.contains(x) != language.contains(x + shorter) for x in range(a, a + b))
    if a:
        assert language.contains(a - 1) != language.contains(a - 1 + b)


# ---------------------------------------------------------------- laws
@given(periodic(), periodic(), periodic())
def test_the_languages_are_a_boolean_algebra(a: Periodic, b: Periodic, c: Periodic) -> None:
    assert a.union(b) == b.union(a)
    assert a.intersection(b.union(c)) == a.intersection(b).union(a.intersection(c))
    assert a.union(a.intersection(b)) == a == a.intersection(a.union(b))
    assert a.complement().complement() == a
    assert a.union(b).complement() == a.complement().intersection(b.complement())
    assert a.intersection(b).complement() == a.complement().union(b.complement())
    assert a.difference(b) == a.intersection(b.complement())
    assert a.union(a.complement()) == EVERYTHING
    assert a.intersection(a.complement()) == NOTHING


@given(periodic(), periodic())
@example(Periodic.progression(0, 6), Periodic.progression(3, 4))
def test_inclusion_is_an_order_that_fits_the_operations(a: Periodic, b: Periodic) -> None:
    assert a.subset(b) == (a.intersection(b) == a) == (a.union(b) == b)
    assert (a.subset(b) and b.subset(a)) == (a == b)
    assert a.intersection(b).subset(a)
    assert NOTHING.subset(a)
    assert a.subset(EVERYTHING)


# ---------------------------------------------------------------- known values
def test_chinese_remainders_meet_in_one_progression() -> None:
    threes, fives = Periodic.progression(2, 3), Periodic.progression(3, 5)

    assert threes.intersection(fives) == Periodic.progression(8, 15)
    assert Periodic.progression(0, 2).intersection(Periodic.progression(1, 4)) == NOTHING


def test_finite_sets_are_written_by_their_members() -> None:
    language = Periodic.of([5, 0, 5])

    assert (language.prefix, language.period) == ((True, *(False,) * 4, True), (False,))
    assert (str(language), language.size, language.first(9)) == ("{0, 5}", 2, (0, 5))
    assert Periodic.of([]) == NOTHING
    assert isinstance(language, Language)


def test_inclusion_is_decided_where_the_common_period_could_not_be_written() -> None:
    slow, other = Periodic.progression(0, 30_030), Periodic.progression(0, 30_031)

    assert not slow.subset(other)
    assert slow.subset(Periodic.progression(0, 2 * 3 * 5))
    with pytest.raises(ValueError, match="takes 901,830,930 bits"):
        slow.intersection(other)


# ---------------------------------------------------------------- refusals
def test_too_many_bits_are_refused_with_their_number() -> None:
    with pytest.raises(ValueError, match="takes 1,000,000,001 bits"):
        Periodic.of([10**9])
    with pytest.raises(ValueError, match="takes 1,000,000,007 bits"):
        Periodic.progression(7, 10**9)
    with pytest.raises(ValueError, match=r"takes 12 bits .* above the limit of 10"):
        Periodic.progression(0, 3).union(Periodic.progression(0, 4), max_bits=10)


@pytest.mark.parametrize(
    ("prefix", "period", "said"),
    [((), (), "period is empty"), ((2,), (0,), "prefix has the bit 2"), ((), ("1",), "period has")],
)
def test_what_are_no_bits_is_refused(prefix: tuple[bool], period: tuple[bool], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Periodic(prefix, period)


def test_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="a member is -1"):
        Periodic.of([3, -1])
    with pytest.raises(ValueError, match="step is 0"):
        Periodic.progression(0, 0)
    with pytest.raises(ValueError, match=r"start is 0\.5"):
        Periodic.progression(0.5, 1)  # type: ignore[arg-type]  # what is tested
