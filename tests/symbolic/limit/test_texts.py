"""Texts: what is shown, when, and what never is."""

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic.limit import Periodic, texts
from tests.symbolic.limit.drawn_languages import periodic

EVENS = Periodic.progression(0, 2)
FEW = Periodic.of([2, 3, 5])
SOME = periodic().filter(lambda language: language.size > 1)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def shown(text: texts.Text, rounds: int) -> list[int]:
    pairs = list(itertools.islice(text, rounds))
    assert len(pairs) == rounds  # a text never ends
    assert all(mark for _, mark in pairs)
    return [x for x, _ in pairs]


# ---------------------------------------------------------------- honest
@given(SOME, st.one_of(st.none(), st.integers(0, 99)))
def test_an_honest_text_shows_every_member_and_nothing_else(
    language: Periodic, seed: int | None
) -> None:
    said = shown(texts.honest(language, rng=None if seed is None else rng(seed)), 64)

    assert all(map(language.contains, said))
    # Blocks of 1, 2, 4, 8, 16 are over by round 31: the first 31 members are shown by then.
    assert set(language.first(31)) <= set(said)


def test_without_a_generator_the_members_ascend_and_few_begin_again() -> None:
    assert shown(texts.honest(EVENS), 5) == [0, 2, 4, 6, 8]
    assert shown(texts.honest(FEW), 7) == [2, 3, 5, 2, 3, 5, 2]


def test_the_same_seed_gives_the_same_text_and_another_another() -> None:
    first, again, other = (shown(texts.honest(EVENS, rng=rng(s)), 31) for s in (1, 1, 2))

    assert first == again != other
    assert sorted(first) == sorted(other) == list(EVENS.first(31))


@given(SOME, st.integers(1, 4))
def test_a_repeated_text_shows_each_member_so_often_on_end(language: Periodic, times: int) -> None:
    said = shown(texts.repeated(language, times), 5 * times)

    assert said[::times] == shown(texts.honest(language), 5)
    assert all(len(set(said[i : i + times])) == 1 for i in range(0, 5 * times, times))


def test_a_recurring_text_shows_every_member_again_and_again() -> None:
    said = shown(texts.recurring(EVENS), 15)

    assert said == [0, 0, 2, 0, 2, 4, 0, 2, 4, 6, 0, 2, 4, 6, 8]
    assert set(Counter(shown(texts.recurring(FEW), 60)).values()) >= {20}


# ---------------------------------------------------------------- delayed and omitting
@given(SOME, st.integers(0, 9), st.one_of(st.none(), st.integers(0, 99)))
def test_a_delayed_member_is_shown_first_in_its_round(
    language: Periodic, rounds: int, seed: int | None
) -> None:
    late = language.first(1)
    generator = None if seed is None else rng(seed)
    said = shown(texts.delayed(language, late=late, rounds=rounds, rng=generator), rounds + 65)

    assert said.index(late[0]) == rounds
    assert all(map(language.contains, said))
    assert set(language.first(31)) <= set(said)


@given(SOME, st.one_of(st.none(), st.integers(0, 99)))
def test_an_omitted_member_is_never_shown(language: Periodic, seed: int | None) -> None:
    withheld = language.first(1)
    generator = None if seed is None else rng(seed)
    said = shown(texts.omitting(language, withheld, rng=generator), 64)
    rest = language.difference(Periodic.of(withheld))

    assert withheld[0] not in said
    assert set(rest.first(31)) <= set(said)
    assert all(map(rest.contains, said))


def test_omitting_what_is_no_member_changes_nothing() -> None:
    assert shown(texts.omitting(EVENS, [1, 3]), 9) == shown(texts.honest(EVENS), 9)


# ---------------------------------------------------------------- noisy
def test_noise_adds_intruders_and_leaves_every_member_in() -> None:
    said = shown(texts.noisy(EVENS, intruders=[1, 7], rate=0.25, rng=rng()), 4000)
    members = [x for x in said if x % 2 == 0]

    assert set(said) - set(members) == {1, 7}
    # A share of a quarter, within five standard deviations of 4,000 rounds.
    assert abs(len(members) / 4000 - 0.75) < 5 * (0.25 * 0.75 / 4000) ** 0.5
    assert sorted(members[:1023]) == list(EVENS.first(1023))  # blocks of 1 to 512


def test_noise_at_rate_0_is_honest() -> None:
    said = shown(texts.noisy(FEW, intruders=[0], rate=0.0, rng=rng()), 30)

    assert set(said) == {2, 3, 5}


# ---------------------------------------------------------------- informants
@given(periodic(), st.one_of(st.none(), st.integers(0, 99)))
def test_an_informant_marks_every_number_and_never_lies(
    language: Periodic, seed: int | None
) -> None:
    informant = texts.informant(language, rng=None if seed is None else rng(seed))
    pairs = list(itertools.islice(informant, 63))

    assert sorted(x for x, _ in pairs) == list(range(63))
    assert all(mark == language.contains(x) for x, mark in pairs)


# ---------------------------------------------------------------- refusals, before the first round
def test_a_language_of_which_nothing_is_shown_is_refused() -> None:
    nothing = Periodic.of([])
    for make in (texts.honest, texts.recurring):
        with pytest.raises(ValueError, match="the language is empty"):
            make(nothing)
    with pytest.raises(ValueError, match=r"only the members \[2, 3, 5\], all kept back"):
        texts.omitting(FEW, [2, 3, 5])
    with pytest.raises(ValueError, match="all kept back"):
        texts.delayed(FEW, late=[2, 3, 5], rounds=1)


def test_what_breaks_the_promise_of_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="4 is to be shown late, but is no member"):
        texts.delayed(FEW, late=[4], rounds=1)
    with pytest.raises(ValueError, match="rounds is -1"):
        texts.delayed(FEW, late=[2], rounds=-1)
    with pytest.raises(ValueError, match="times is 0"):
        texts.repeated(FEW, 0)
    with pytest.raises(ValueError, match="2 is a member"):
        texts.noisy(FEW, intruders=[4, 2], rate=0.5, rng=rng())
    with pytest.raises(ValueError, match="there is none"):
        texts.noisy(FEW, intruders=[], rate=0.5, rng=rng())
    for rate in (1.0, 1.5):
        with pytest.raises(ValueError, match="rate is 1"):
            texts.noisy(FEW, intruders=[4], rate=rate, rng=rng())
