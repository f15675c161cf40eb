"""What all sets of one size force: the teacher gives up one instance a question, with proof."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from teachsim.symbolic import HypothesisClass, families, games
from teachsim.symbolic.games import Floor, Game, Strategy
from teachsim.symbolic.games.blocks import floor_by_block, largest_block
from teachsim.symbolic.result import Result
from tests.symbolic.games.test_values import small_classes

Solve = Callable[..., Result]


@pytest.mark.parametrize(("n", "size"), [(12, 2), (30, 2), (12, 3), (40, 1)])
def test_subset_queries_of_all_sets_of_one_size_settle_an_instance_each(n: int, size: int) -> None:
    of = families.subsets_of_size(n, size)
    result = games.subset(of)
    assert result.value == n - size  # theory.md S2 for two
    games.check(of, result)


def test_superset_queries_of_the_complements_do_the_same() -> None:
    of = HypothesisClass(~families.subsets_of_size(14, 2).table)
    result = games.superset(of)
    assert result.value == 12
    games.check(of, result)


def hidden_block() -> HypothesisClass:
    """All triples of seven instances of ten, among random sets."""
    rng = np.random.default_rng(3)
    triples = np.zeros((35, 10), dtype=np.bool_)
    triples[:, rng.permutation(10)[:7]] = families.subsets_of_size(7, 3).table
    others = rng.random((30, 10)) < 0.6
    table = np.unique(np.concatenate([triples, others]), axis=0)
    return HypothesisClass(rng.permutation(table))


def test_a_block_among_other_hypotheses_is_found() -> None:
    of = hidden_block()
    everyone = (1 << len(of)) - 1
    block = largest_block(Game.SUBSET, of, alive=everyone, least=2)
    assert block.bit_count() == 35
    assert floor_by_block(Game.SUBSET, of, block=block).least == 4
    result = games.subset(of, max_states=1)
    games.check(of, result)
    assert result.lower >= 4


@pytest.mark.parametrize("forge", ["too many", "a part", "not there"])
def test_a_forged_block_is_found_out(forge: str) -> None:
    of = families.subsets_of_size(8, 2)
    everyone = (1 << len(of)) - 1
    result = games.subset(of)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)
    forged = {
        "too many": Floor(7, block=everyone),
        "a part": Floor(6, block=everyone ^ 1),
        "not there": Floor(6, block=everyone << 1),
    }[forge]
    floors = dict(strategy.floors) | {everyone: forged}
    lower = max(result.lower, forged.least)
    claim = dataclasses.replace(
        result,
        lower=lower,
        upper=max(result.upper, lower),
        certificate=dataclasses.replace(strategy, floors=floors),
    )
    with pytest.raises((games.CertificateError, ValueError)):
        games.check(of, claim)


def test_a_block_bounds_no_other_game() -> None:
    of = families.subsets_of_size(8, 2)
    everyone = (1 << len(of)) - 1
    assert floor_by_block(Game.SUPERSET, of, block=everyone).least == 2  # theory.md S2: Sup is 2
    for game in (Game.MEMBERSHIP, Game.EQUIVALENCE, Game.SUBSET | Game.SUPERSET):
        assert floor_by_block(game, of, block=everyone).least == 0


@given(small_classes())
def test_a_block_never_says_more_than_the_value(of: HypothesisClass) -> None:
    everyone = (1 << len(of)) - 1
    for game, solve in ((Game.SUBSET, games.subset), (Game.SUPERSET, games.superset)):
        block = largest_block(game, of, alive=everyone, least=0)
        value = solve(of).value
        assert value is not None
        assert floor_by_block(game, of, block=block).least <= value
