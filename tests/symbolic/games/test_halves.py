"""Queries to cosets, such as the parities: each settles half, and no question settles more."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from teachsim.symbolic import HypothesisClass, complexity, families, games
from teachsim.symbolic.games import Floor, Game, Strategy
from teachsim.symbolic.result import Result

Solve = Callable[[HypothesisClass], Result]


def arbitrary(of: HypothesisClass) -> Result:
    return games.equivalence(of, proper=False)


def any_kind(of: HypothesisClass) -> Result:
    return games.mixture(of, Game.MEMBERSHIP | Game.EQUIVALENCE | Game.SUBSET | Game.SUPERSET)


QUERIES: list[Solve] = [
    games.membership,
    games.equivalence,
    arbitrary,
    games.subset,
    games.superset,
    any_kind,
]


def masked(v: int) -> HypothesisClass:
    """The parities under a mask, in another order."""
    of = families.parities(v)
    rng = np.random.default_rng(v)
    mask = rng.random(of.n_instances) < 0.5
    return HypothesisClass((of.table ^ mask)[rng.permutation(len(of))])


@pytest.mark.parametrize("solve", QUERIES)
@pytest.mark.parametrize("v", [5, 6, 7, 8])
def test_parities_take_as_many_queries_as_they_have_variables(solve: Solve, v: int) -> None:
    for of in (families.parities(v), masked(v)):  # theory.md S2: v in each game
        result = solve(of)
        complexity.check(of, result)
        assert result.value == v


@pytest.mark.parametrize("solve", [games.equivalence, games.subset, games.superset])
def test_a_search_of_small_cosets_finds_the_same(solve: Solve) -> None:
    for v in (2, 3, 4):  # too small for the shortcut
        assert solve(masked(v)).value == v


def queries_of(of: HypothesisClass, strategy: Strategy, *, target: int, seed: int) -> int:
    """The learner of the strategy meets a teacher that answers truthfully, of a target."""
    rng = np.random.default_rng(seed)
    alive, asked_so_far = (1 << len(of)) - 1, 0
    while (asked := games.question(of, strategy, alive=alive)) is not None:
        said = games.answers(strategy.game, of, alive=alive, question=asked)
        true = [answer for answer in said if answer.leaves >> target & 1]
        answer = true[int(rng.integers(len(true)))]
        alive = games.heard(of, strategy, alive=alive, asked=asked, answer=answer)
        asked_so_far += 1
    assert alive == 1 << target
    return asked_so_far


@pytest.mark.parametrize("solve", QUERIES)
def test_the_optimal_learner_needs_no_more_whatever_the_target(solve: Solve) -> None:
    of = masked(5)
    strategy = solve(of).certificate
    assert isinstance(strategy, Strategy)
    assert max(queries_of(of, strategy, target=t, seed=t) for t in range(len(of))) <= 5


@pytest.mark.parametrize("solve", QUERIES)
def test_the_adversary_draws_as_many_queries_out_of_a_learner_that_asks_at_random(
    solve: Solve,
) -> None:
    of = masked(6)
    strategy = solve(of).certificate
    assert isinstance(strategy, Strategy)
    rng = np.random.default_rng(1)
    alive, floor, spent = (1 << len(of)) - 1, None, 0
    while alive & (alive - 1) and spent < 1000:
        asked: games.Question
        if strategy.game is Game.ARBITRARY:
            asked = tuple(int(label) for label in rng.integers(2, size=of.n_instances))
        elif strategy.game is Game.MEMBERSHIP:
            asked = int(rng.integers(of.n_instances))
        else:
            asked = int(rng.integers(len(of)))
        if len(strategy.game) > 1:
            asked = (Game.EQUIVALENCE.value, int(rng.integers(len(of))))
        answer, floor = games.reply(of, strategy, alive=alive, floor=floor, asked=asked)
        alive, spent = answer.leaves, spent + 1
    assert spent >= 6


@pytest.mark.parametrize("forge", ["too many", "a part", "not there", "no coset"])
def test_a_forged_coset_is_found_out(forge: str) -> None:
    of = families.parities(5)
    everyone = (1 << len(of)) - 1
    result = games.equivalence(of)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)
    other = families.random_class(12, 32, rng=np.random.default_rng(2))
    floor = {
        "too many": Floor(6, coset=everyone),
        "a part": Floor(5, coset=everyone ^ 1),
        "not there": Floor(5, coset=everyone << 1),
        "no coset": Floor(5, coset=everyone),
    }[forge]
    lower = floor.least
    changed = dataclasses.replace(strategy, floors={everyone: floor})
    forged = dataclasses.replace(result, lower=lower, upper=max(lower, 31), certificate=changed)
    with pytest.raises(games.CertificateError, match=r"coset|hypotheses left"):
        games.check(other if forge == "no coset" else of, forged)


def test_that_claims_halve_is_not_believed_of_another_class() -> None:
    of, other = families.parities(5), families.singletons(32)
    with pytest.raises(games.CertificateError):
        games.check(other, games.equivalence(of))


def test_mistakes_are_not_halved() -> None:
    of = families.all_functions(5, 2)  # 32 functions: a coset, though mistakes are counted
    for solve, value in ((games.full_information, 5), (games.bandit, 5)):
        result = solve(of)
        games.check(of, result)
        assert result.value == value
