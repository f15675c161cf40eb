from __future__ import annotations

from collections.abc import Callable

import pytest

from teachsim.symbolic.limit import Family, detectors, families, gold, identifiers
from teachsim.symbolic.limit.evidence import Evidence
from teachsim.symbolic.limit.identifiers import Identifier
from teachsim.symbolic.limit.lures import Lure, chain, lure
from teachsim.symbolic.limit.sight import same

SEGMENTS, SETS = families.segments_and_all(), families.finite_sets_and_all()
LURES = {
    "segments": chain(SEGMENTS, 0, rungs=lambda n: n + 1),
    "segments, every third": chain(SEGMENTS, 0, rungs=lambda n: 3 * n + 2),
    "segments, searched": lure(SEGMENTS, 0),
    "half-lines": lure(families.half_lines_and_all(), 0),
    "half-lines, as a chain": chain(families.half_lines_and_all(), 0, rungs=lambda n: n + 1),
    "finite sets": chain(SETS, 0, rungs=lambda n: 2 ** (n + 1) - 1),
    "finite sets, segments early": lure(families.finite_sets_and_all(segments_early=True), 0),
    "cofinite sets, no chain at all": lure(families.cofinite_sets(), 0),
    "all but 0 and 2": lure(families.cofinite_sets(), 5),
    "cofinite sets, by hand": Lure(
        families.cofinite_sets(), 0, lambda members: 2 ** (max(members) + 1)
    ),
    "periodic": lure(families.ultimately_periodic(), 0),
}
MAKERS: dict[str, Callable[[Family], Identifier]] = {
    **{
        make.__name__: make
        for make in (
            *(identifiers.enumeration, identifiers.tell_tale, identifiers.smallest),
            *(identifiers.closure, identifiers.infinite_first),
        )
    },
    "by detection": lambda family: detectors.as_identifier(
        family, detectors.from_positives(family)
    ),
}


def stubborn(_: Evidence) -> int:
    """A user's learner: all numbers, whatever comes."""
    return 0


def silent(_: Evidence) -> None:
    """A user's learner that never commits itself."""


def longest(evidence: Evidence) -> int:
    """A user's learner of segments: up to the greatest number shown."""
    return max(evidence.right) + 1


def patient(evidence: Evidence) -> int:
    """A user's learner of segments that calls it all numbers while examples keep growing."""
    late = evidence.right[-1:] != evidence.right[-2:-1] and len(set(evidence.shown[-3:])) > 1
    return 0 if late else longest(evidence)


def lazy(evidence: Evidence) -> int:
    """A user's learner of segments that looks up only at rounds 1, 2, 4, 8, ..."""
    seen = evidence.shown[: 1 << (len(evidence).bit_length() - 1)]
    return longest(Evidence(seen))


def counting(evidence: Evidence) -> int:
    """A user's learner that never minds what it sees."""
    return len(evidence)


def beaten(duel: gold.Duel) -> None:
    """That the learner is beaten, from the transcript alone, as far as a horizon can say."""
    family, whole = duel.lure.family, duel.lure.whole
    shown = [x for x, _ in duel.run.evidence.shown]
    now = family.language(duel.pretended[-1])
    # All that was shown is true of the whole and of the language now pretended, a part of it.
    assert all(mark for _, mark in duel.run.evidence.shown)
    assert all(family.language(whole).contains(x) and now.contains(x) for x in shown)
    assert family.subset(duel.pretended[-1], whole)
    assert not family.subset(whole, duel.pretended[-1])
    # The learner does not hold the language pretended: it is wrong at the horizon.
    last = duel.run.said[-1]
    assert last is None or not same(family, last, j=duel.pretended[-1])
    # Stuck: since then it never held it, and the text has gone on through the least members.
    held = duel.run.said[duel.stuck_since - 1 :]
    assert not any(i is not None and same(family, i, j=duel.pretended[-1]) for i in held)
    fresh = len(held)
    least = [x for _, x in zip(range(fresh), now.members(), strict=False)]
    assert set(least) <= set(shown)
    # Led on: each time it held what was pretended, so it changed its mind in between.
    assert len(duel.run.changes) >= duel.led_on[-1] - 1


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("name", LURES)
def test_the_adversary_beats_every_identifier_of_the_module(name: str, maker: str) -> None:
    beaten(gold.adversary(LURES[name], MAKERS[maker](LURES[name].family), horizon=40))


@pytest.mark.parametrize("learner", [stubborn, silent, longest, patient, lazy, counting])
def test_the_adversary_beats_the_learners_of_users(learner: Identifier) -> None:
    for name in ("segments", "segments, every third", "segments, searched"):
        for horizon in (1, 2, 7, 60):
            beaten(gold.adversary(LURES[name], learner, horizon=horizon))


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("name", ["segments", "half-lines"])
def test_either_the_changes_of_mind_grow_with_the_horizon_or_it_is_stuck_on_one_language(
    name: str, maker: str
) -> None:
    duels = [
        gold.adversary(LURES[name], MAKERS[maker](LURES[name].family), horizon=horizon)
        for horizon in (15, 30, 60)
    ]
    led = [int(duel.led_on[-1]) for duel in duels]
    if duels[-1].changing:
        assert led[0] < led[1] < led[2]
        assert "the next time is always possible" in duels[-1].verdict
    else:
        assert led[0] == led[1] == led[2]
        assert len({duel.stuck_since for duel in duels}) == 1
        assert duels[-1].verdict.startswith(f"Stuck since round {duels[-1].stuck_since} of 60")
    assert all("prove" not in duel.verdict for duel in duels)


def test_far_out_a_lure_by_hand_goes_on_where_a_search_gives_up() -> None:
    by_hand = LURES["cofinite sets, by hand"]
    learner = identifiers.smallest(by_hand.family)
    beaten(gold.adversary(by_hand, learner, horizon=200))
    with pytest.raises(ValueError, match=r"^none of the first 4,096 languages is .*; look further"):
        gold.adversary(LURES["cofinite sets, no chain at all"], learner, horizon=200)


def test_by_bits_a_chain_of_finite_sets_is_soon_out_of_sight_and_with_segments_early_it_grows() -> (
    None
):
    early = families.finite_sets_and_all(segments_early=True)
    led = []
    for family in (SETS, early):
        duel = gold.adversary(lure(family, 0), identifiers.smallest(family), horizon=60)
        beaten(duel)
        led.append(int(duel.led_on[-1]))
        assert duel.changing == (family is early)
    assert led == [7, 60]


def test_a_longer_duel_begins_like_a_shorter_one() -> None:
    short, long = (gold.adversary(LURES["segments"], patient, horizon=T) for T in (20, 50))
    assert long.run.evidence.shown[:20] == short.run.evidence.shown
    assert long.pretended[:21] == short.pretended


def test_without_end_the_text_is_one_of_the_whole() -> None:
    for name in ("segments", "half-lines"):
        duel = gold.adversary(LURES[name], identifiers.smallest(LURES[name].family), horizon=100)
        shown = {x for x, _ in duel.run.evidence.shown}
        assert shown >= set(range(45))  # the least of the whole, all of them


def test_the_smallest_is_led_from_segment_to_segment() -> None:
    duel = gold.adversary(LURES["segments"], identifiers.smallest(SEGMENTS), horizon=3)
    assert duel.told() == (
        "1. of {0} it is shown 0: {0}, so on to {0, 1}",
        "2. of {0, 1} it is shown 1: {0, 1}, so on to {0, 1, 2}",
        "3. of {0, 1, 2} it is shown 2: {0, 1, 2}, so on to {0, ..., 3}",
    )
    assert duel.led_on.tolist() == [1, 2, 3]
    assert duel.run.changes == (2, 3)
    assert duel.stuck_since == 4  # the next segment is yet to be shown
    assert duel.verdict.startswith("Led on 3 times and changed its mind 2 times in 3 rounds")


def test_a_silent_learner_sees_one_language_over_and_over() -> None:
    duel = gold.adversary(LURES["segments, every third"], silent, horizon=5)
    assert [x for x, _ in duel.run.evidence.shown] == [0, 1, 1, 1, 1]
    assert duel.told()[-1] == "5. of {0, 1} it is shown 1: no idea"
    assert not duel.changing
    assert duel.verdict == (
        "Stuck since round 1 of 5: all that was shown is of {0, 1}, the text goes on to show all "
        "of it, and the learner holds nothing; if it never names that, it is wrong on it for ever."
    )


# ---------------------------------------------------------------- where there is no adversary
def test_a_language_with_a_tell_tale_lures_nobody() -> None:
    for family, whole in ((families.multiples(), 2), (SEGMENTS, 4), (families.half_lines(), 3)):
        with pytest.raises(ValueError, match=r"has the tell-tale .*; choose a language without"):
            lure(family, whole)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (lambda _: 0, "all numbers is no proper part of all numbers, but must be; correct"),
        (lambda _: 1, r"\{0\} does not hold all of \[0, 1\], but the part must; correct"),
        (lambda _: -1, r"the part is -1, but must be a whole number"),
    ],
)
def test_a_lure_that_lies_is_found_out(part: Callable[[object], int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        gold.adversary(Lure(SEGMENTS, 0, part), longest, horizon=3)


def test_a_chain_with_another_union_is_found_out() -> None:
    wrong = chain(SEGMENTS, 0, rungs=lambda n: min(n, 4) + 1)
    with pytest.raises(ValueError, match=r"^the chain does not hold \[0, 1, 2, 3, 4\] within"):
        gold.adversary(wrong, longest, horizon=9)
    near = lure(SEGMENTS, 0, look=5)
    with pytest.raises(ValueError, match=r"^none of the first 5 languages is a proper part of all"):
        gold.adversary(near, longest, horizon=9)


def test_a_conjecture_that_is_no_index_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the conjecture is -3, but must be a whole number"):
        gold.adversary(LURES["segments"], lambda _: -3, horizon=3)
    with pytest.raises(ValueError, match=r"^horizon is 0, but"):
        gold.adversary(LURES["segments"], longest, horizon=0)
    with pytest.raises(ValueError, match=r"^whole is 9, but the family has 2 languages"):
        lure(families.listed([families.multiples().language(i) for i in (0, 1)]), 9)


# ---------------------------------------------------------------- indices far out
@pytest.mark.parametrize("name", LURES)
@pytest.mark.parametrize("index", [10**9, 10**30, 10**30 + 1, 10**400])
def test_a_learner_may_conjecture_any_index_however_large(name: str, index: int) -> None:
    duel = gold.adversary(LURES[name], lambda _: index, horizon=4)
    assert duel.led_on[-1] == 0
    assert duel.run.said == (index,) * 4


def test_a_language_too_long_for_memory_is_refused_in_a_sentence() -> None:
    for family in (SEGMENTS, families.half_lines(), families.half_lines_and_all()):
        for index in (10**9, 10**30):
            with pytest.raises(
                ValueError, match=r"^the language takes ([12],0|about 10).* bits of prefix"
            ):
                family.language(index)
