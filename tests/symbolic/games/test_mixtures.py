"""Mixtures of kinds of queries: their values, what they save, and what proves them."""

import dataclasses
import functools
import operator
from collections.abc import Callable, Iterable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, families, games
from teachsim.symbolic.games import EVERY, Floor, Game, Strategy
from teachsim.symbolic.result import Result
from tests.symbolic.games.test_values import Row, rows_of, slow_questions, small_classes

M, E, A = Game.MEMBERSHIP, Game.EQUIVALENCE, Game.ARBITRARY
S, P = Game.SUBSET, Game.SUPERSET
NAMES = {M: "mq", E: "eq", A: "arb", S: "sub", P: "sup"}
MIXTURES = [
    functools.reduce(operator.or_, kinds) for r in (2, 3, 5) for kinds in combinations(NAMES, r)
]


def value(of: HypothesisClass, game: Game) -> int | None:
    """The value, with its certificate checked."""
    result = games.mixture(of, game)
    games.check(of, result)
    return int(result.lower) if result.exact else None


def alone(of: HypothesisClass, kind: Game) -> int:
    solve: dict[Game, Callable[[HypothesisClass], Result]] = {
        M: games.membership,
        E: games.equivalence,
        A: lambda H: games.equivalence(H, proper=False),
        S: games.subset,
        P: games.superset,
    }
    found = solve[kind](of).value
    assert found is not None
    return int(found)


# ---------------------------------------------------------------- values
@pytest.mark.parametrize("n", [2, 5, 30])
def test_asking_for_members_saves_no_equivalence_query_among_singletons(n: int) -> None:
    # Angluin, "Queries and concept learning", Machine Learning 2 (1988): the adversary says no.
    assert value(families.singletons(n), M | E) == n - 1
    assert value(families.singletons(n, empty=True), M | E) == 1
    assert value(families.singletons(n), S | P) == 1


@pytest.mark.parametrize("n", [5, 8, 10])
def test_nor_does_it_among_intervals_and_pairs_unless_claims_need_not_be_proper(n: int) -> None:
    assert value(families.intervals(n), M | E) == n - 1
    assert value(families.subsets_of_size(n, 2), M | E) == n - 1
    assert value(families.subsets_of_size(n, 2), M | A) == 2


@pytest.mark.parametrize("m", [2, 4])
def test_all_kinds_together_learn_all_subsets_no_sooner_than_one_by_one(m: int) -> None:
    for game in MIXTURES:
        assert value(families.powerset(m), game) == m


def test_thresholds_are_halved_by_whatever_may_be_asked() -> None:
    for n, game in [(15, M | S), (15, S | P), (62, M | E)]:
        assert value(families.initial_segments(n), game) == (n + 1).bit_length() - 1


@functools.cache
def slow(game: Game, alive: frozenset[Row], whole: frozenset[Row]) -> int:
    """D(V) from the rules in words."""
    if len(alive) <= 1:
        return 0
    asked = (parts for kind in game for parts in slow_questions(NAMES[kind], alive, whole))
    telling = (parts for parts in asked if parts and alive not in parts)
    return min(1 + max(slow(game, part, whole) for part in parts) for parts in telling)


@given(small_classes(most=8), st.sampled_from(MIXTURES))
def test_every_mixture_has_the_value_of_its_definition(of: HypothesisClass, game: Game) -> None:
    rows = rows_of(of)
    assert value(of, game) == slow(game, rows, rows)


# ---------------------------------------------------------------- laws: theory.md S3
@given(small_classes(5, 10))
def test_a_mixture_needs_no_more_than_any_of_its_kinds(of: HypothesisClass) -> None:
    each = {kind: alone(of, kind) for kind in NAMES}
    for game in MIXTURES:
        assert (value(of, game) or 0) <= min(each[kind] for kind in game)
    assert value(of, S | P) <= 2 * each[E]  # type: ignore[operator]  # it is exact


@given(small_classes(5, 14))
def test_arbitrary_claims_make_proper_ones_worthless(of: HypothesisClass) -> None:
    assert value(of, E | A) == alone(of, A)
    assert value(of, M | E | A) == value(of, M | A)


@given(small_classes())
def test_complements_swap_the_one_sided_kinds_of_a_mixture(of: HypothesisClass) -> None:
    other = HypothesisClass(~of.table)
    assert value(of, M | S) == value(other, M | P)
    assert value(of, S | P) == value(other, S | P)


# ---------------------------------------------------------------- play
PLAYED = [
    (of, game)
    for of in (families.intervals(5), families.warmuth(), families.singletons(5))
    for game in MIXTURES
]


def certificate(of: HypothesisClass, game: Game) -> tuple[Strategy, int]:
    result = games.mixture(of, game)
    games.check(of, result)
    assert isinstance(result.certificate, Strategy)
    assert result.value is not None
    return result.certificate, int(result.value)


@pytest.mark.parametrize(("of", "game"), PLAYED)
def test_the_tree_of_a_mixture_is_as_deep_as_its_value(of: HypothesisClass, game: Game) -> None:
    strategy, worth = certificate(of, game)
    assert games.unfold(of, strategy).depth == worth


@pytest.mark.parametrize(("of", "game"), PLAYED)
def test_a_learner_that_asks_any_kind_at_random_does_not_beat_the_adversary(
    of: HypothesisClass, game: Game
) -> None:
    strategy, worth = certificate(of, game)
    for seed in range(3):
        rng = np.random.default_rng(seed)
        alive, floor, spent = (1 << len(of)) - 1, None, 0
        while alive & (alive - 1) and spent < 1000:
            kind = list(game)[rng.integers(len(game))]
            best = games.best_question(of, kind, alive=alive)
            asked = (kind.value, *(best if isinstance(best, tuple) else (best,)))
            answer, floor = games.reply(of, strategy, alive=alive, floor=floor, asked=asked)
            alive, spent = answer.leaves, spent + 1
        assert spent >= worth


def test_the_kind_of_a_question_comes_first() -> None:
    of = families.singletons(5)
    strategy, _ = certificate(of, M | P)
    everyone = (1 << len(of)) - 1
    asked = games.question(of, strategy, alive=everyone)
    assert asked in [(P.value, h) for h in range(5)]  # "does it lie in this one?" tells all
    for wrong in (3, (A.value, 0), (M.value,), (M.value, 9), (M.value, 0, 0)):
        with pytest.raises(ValueError, match="question is"):
            games.answers(M | P, of, alive=everyone, question=wrong)


def test_a_mixture_with_claims_is_counted_until_yes_too() -> None:
    of = families.singletons(6)
    until = games.until_yes(games.mixture(of, M | E))
    games.check(of, until)
    assert until.value == 6
    for other in (games.mixture(of, M | S), until):
        with pytest.raises(ValueError, match="not counted until yes"):
            games.until_yes(other)


# ---------------------------------------------------------------- forged, refused, bounded
@pytest.mark.parametrize("game", [M | E, S | P, M | A, M | E | S | P])
def test_a_forged_certificate_of_a_mixture_is_found_out(game: Game) -> None:
    of = families.intervals(6)
    result = games.mixture(of, game)
    strategy, worth = certificate(of, game)
    everyone = (1 << len(of)) - 1

    def refused(changed: Result) -> None:
        with pytest.raises(games.CertificateError):
            games.check(of, changed)

    for lower, upper in ((0, worth - 1), (worth + 1, 99)):
        refused(dataclasses.replace(result, lower=lower, upper=upper))
    for move in ((), ((EVERY, 99),), ((-64, 0),), ((0, 1),), ((0, 9),), ((-3, 0),)):
        forged = dataclasses.replace(strategy, moves={everyone: move})
        refused(dataclasses.replace(result, certificate=forged))
    for floor in (
        Floor(worth + 1),
        Floor(worth + 1, keeps=everyone),
        Floor(worth + 1, round=EVERY),
        Floor(worth + 1, round=0),
        Floor(worth + 1, round=99),
    ):
        forged = dataclasses.replace(strategy, floors={**strategy.floors, everyone: floor})
        refused(dataclasses.replace(result, certificate=forged, lower=worth + 1, upper=99))


def test_a_game_that_nobody_can_play_is_refused() -> None:
    of = families.singletons(3)
    with pytest.raises(ValueError, match="has one kind of question; add one by"):
        games.mixture(of, M)
    strange: Iterable[Game] = (M | Game.BANDIT, Game.BANDIT | Game.FULL_INFORMATION, Game(0))
    for game in strange:
        with pytest.raises(ValueError, match="which nobody can play"):
            games.mixture(of, game)


@pytest.mark.parametrize("max_states", [1, 300, 6_000])
def test_a_mixture_over_budget_is_as_good_as_its_kinds_with_a_part_of_it(max_states: int) -> None:
    of = families.boxes(5, 5)
    found = games.mixture(of, E | S | P, max_states=max_states)
    games.check(of, found)
    assert not found.exact
    part = max(1, max_states // 12)
    for solve in (games.equivalence, games.subset, games.superset):
        assert found.upper <= solve(of, max_states=part).upper


def test_a_class_with_more_instances_than_hypotheses_has_its_value() -> None:
    # Found by the report of all numbers: a number of an instance was taken for a hypothesis.
    of = HypothesisClass.from_strings(["011010", "100101", "111010", "111011"])
    for game in MIXTURES:
        assert value(of, game) == slow(game, rows_of(of), rows_of(of))


@pytest.mark.parametrize(
    ("rows", "game"),
    [
        (["100001", "000011", "000010", "000100"], Game.MEMBERSHIP | Game.EQUIVALENCE),
        (["111101", "111011", "111111", "011101"], Game.MEMBERSHIP | Game.SUPERSET),
    ],
)
@pytest.mark.parametrize("max_states", [1, 10, 100, games.MAX_STATES])
def test_classes_that_once_stopped_the_solver_have_their_value(
    rows: list[str], game: Game, max_states: int
) -> None:
    of = HypothesisClass.from_strings(rows)
    result = games.mixture(of, game, max_states=max_states)
    games.check(of, result)
    assert result.explored <= max_states
    whole = rows_of(of)
    assert result.lower <= slow(game, whole, whole) <= result.upper
    if max_states == games.MAX_STATES:
        assert result.exact
