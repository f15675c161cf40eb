"""Grids: each claim halves a chain. Values by definition; intervals at ten times that size."""

import dataclasses
import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings

from teachsim.symbolic import HypothesisClass, complexity, families, games
from teachsim.symbolic.games import Floor, Game, Strategy
from teachsim.symbolic.games.grids import claims_in, floor_by_grid
from teachsim.symbolic.result import Result
from tests.symbolic.games.test_values import small_classes

Solve = Callable[[HypothesisClass], Result]


def arbitrary(of: HypothesisClass) -> Result:
    return games.equivalence(of, proper=False)


def grid(*places: int, seed: int = 0) -> HypothesisClass:
    """Every combination of places in chains, under a mask, with columns twice, in any order."""
    rng = np.random.default_rng(seed)
    rows = [
        [at >= j for at, n in zip(point, places, strict=True) for j in range(1, n)]
        for point in itertools.product(*map(range, places))
    ]
    table = np.array(rows, dtype=np.bool_)
    table = np.concatenate([table, table[:, : table.shape[1] // 2]], axis=1)
    table = table[:, rng.permutation(table.shape[1])] ^ (rng.random(table.shape[1]) < 0.5)
    return HypothesisClass(rng.permutation(table))


@pytest.mark.parametrize("solve", [games.equivalence, arbitrary])
@pytest.mark.parametrize("places", [(9,), (8, 7), (16, 15), (5, 4, 3), (2, 2, 3, 4), (31, 33)])
def test_a_grid_takes_as_many_claims_as_halve_its_chains(
    solve: Solve, places: tuple[int, ...]
) -> None:
    of = grid(*places)
    result = solve(of)
    complexity.check(of, result)
    assert result.value == sum(int(math.log2(n)) for n in places)
    assert isinstance(result.certificate, Strategy)
    assert not result.certificate.moves


@pytest.mark.parametrize("n", [4, 5, 6, 7, 8, 9, 10, 40, 80])
def test_claims_about_intervals_or_nothing_take_the_littlestone_dimension(n: int) -> None:
    of = families.intervals(n, empty=True)  # theory.md S2
    result = games.equivalence(of)
    complexity.check(of, result)
    assert result.value == complexity.littlestone_dimension(of).value


@pytest.mark.parametrize("n", [5, 8, 80])
def test_claims_about_intervals_alone_take_one_for_each_instance_but_one(n: int) -> None:
    of = families.intervals(n)
    result = games.equivalence(of)
    complexity.check(of, result)
    assert result.value == n - 1  # theory.md S2


def test_arbitrary_claims_about_many_intervals_take_the_littlestone_dimension() -> None:
    of = families.intervals(80)
    result = arbitrary(of)
    complexity.check(of, result)
    assert result.value == complexity.littlestone_dimension(of).value == 11


def by_definition(of: HypothesisClass, *, proper: bool) -> int:
    """Equivalence queries at worst, by looking at all claims and all counterexamples."""
    rows = frozenset(tuple(row) for row in of.table.tolist())
    known: dict[frozenset[tuple[bool, ...]], int] = {}

    def value(alive: frozenset[tuple[bool, ...]]) -> int:
        if len(alive) <= 1:
            return 0
        if alive not in known:
            claims = alive if proper else itertools.product((False, True), repeat=of.n_instances)
            known[alive] = 1 + min(
                max(worth(alive, claim, x) for x in range(of.n_instances)) for claim in claims
            )
        return known[alive]

    def worth(alive: frozenset[tuple[bool, ...]], claim: tuple[bool, ...], x: int) -> int:
        left = frozenset(row for row in alive if row[x] != claim[x])
        return 99 if left == alive else value(left) if left else 0

    return value(rows)


@settings(deadline=None, max_examples=40)
@given(small_classes())
def test_what_a_grid_takes_is_what_it_takes_by_definition(of: HypothesisClass) -> None:
    everyone = (1 << len(of)) - 1
    for game, proper in ((Game.EQUIVALENCE, True), (Game.ARBITRARY, False)):
        within = claims_in(game, of)
        assert within is not None
        found = within(everyone)
        if found is not None:
            assert found == floor_by_grid(of, everyone).least == by_definition(of, proper=proper)


@pytest.mark.parametrize("places", [(2, 3), (4,), (2, 2, 2), (3, 3)])
def test_grids_are_found_and_take_so_many_by_definition(places: tuple[int, ...]) -> None:
    of = grid(*places, seed=3)
    of = HypothesisClass(np.unique(of.table, axis=1))
    found = floor_by_grid(of, (1 << len(of)) - 1)
    assert found.grid is not None
    assert found.least == by_definition(of, proper=True)


@pytest.mark.parametrize(
    "strings",
    [
        ["000", "100", "010", "001"],  # three ways out of one place: no chain
        ["000", "100", "010", "110", "001"],  # a combination is missing
        ["0000", "1100", "0011", "1010", "0101", "1001", "0110", "1111"],
    ],
)
def test_what_is_no_grid_is_not_taken_for_one(strings: list[str]) -> None:
    of = HypothesisClass.from_strings(strings)
    assert floor_by_grid(of, (1 << len(of)) - 1) == Floor(0)
    everyone = (1 << len(of)) - 1
    strategy = Strategy(Game.EQUIVALENCE, {}, {everyone: Floor(2, grid=everyone)})
    forged = Result("proper_equivalence_queries", 2, len(of) - 1, strategy, 0)
    with pytest.raises(games.CertificateError, match="grid"):
        games.check(of, forged)


@pytest.mark.parametrize("forge", ["too many", "a part", "not there", "another game", "above"])
def test_a_forged_grid_is_found_out(forge: str) -> None:
    of = grid(5, 6)
    everyone = (1 << len(of)) - 1
    solve = games.subset if forge == "another game" else games.equivalence
    result = solve(of)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)
    floor = {
        "too many": Floor(5, grid=everyone),
        "a part": Floor(4, grid=everyone ^ 1),
        "not there": Floor(4, grid=everyone << 1),
        "another game": Floor(4, grid=everyone),
        "above": Floor(3, grid=everyone),
    }[forge]
    changed = dataclasses.replace(strategy, floors={everyone: floor})
    upper = 3 if forge == "above" else max(floor.least, result.upper)
    forged = dataclasses.replace(result, lower=floor.least, upper=upper, certificate=changed)
    with pytest.raises(games.CertificateError):
        games.check(of, forged)


def test_the_learner_of_a_grid_needs_no_more_whatever_the_target_and_the_teacher() -> None:
    of = grid(7, 4)
    result = games.equivalence(of)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)
    rng = np.random.default_rng(0)
    for target in range(len(of)):
        alive, asked_so_far = (1 << len(of)) - 1, 0
        while (asked := games.question(of, strategy, alive=alive)) is not None:
            said = games.answers(strategy.game, of, alive=alive, question=asked)
            true = [answer for answer in said if answer.leaves >> target & 1]
            answer = true[int(rng.integers(len(true)))]
            alive = games.heard(of, strategy, alive=alive, asked=asked, answer=answer)
            asked_so_far += 1
        assert alive == 1 << target
        assert asked_so_far <= 4


def test_the_adversary_of_a_grid_forces_so_many_from_whoever_claims_at_random() -> None:
    of = grid(8, 9)
    result = games.equivalence(of)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)
    rng = np.random.default_rng(0)
    for _ in range(20):
        alive, floor, spent = (1 << len(of)) - 1, None, 0
        while alive & (alive - 1):
            asked = int(rng.integers(len(of)))
            answer, floor = games.reply(of, strategy, alive=alive, floor=floor, asked=asked)
            alive, spent = answer.leaves, spent + 1
        assert spent >= 6
