"""No checker takes a forged certificate for a proof of what is false by the definition."""

import math
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from typing import Any

import networkx as nx
import numpy as np
import pytest

from teachsim.symbolic import HypothesisClass, complexity, games, liars
from teachsim.symbolic.games import Game
from teachsim.symbolic.limit import Periodic, check_closure_dimension, closure_dimension
from teachsim.symbolic.result import CertificateError, Result
from tests.symbolic import test_demonstration_protected
from tests.symbolic.complexity import (
    oracles,
    test_elasticity,
    test_labellings,
    test_no_clash,
    test_one_inclusion,
)
from tests.symbolic.complexity.measured import SOLVERS
from tests.symbolic.forger import Bound, Forger, false_bounds, forger
from tests.symbolic.games import test_mixtures, test_values
from tests.symbolic.liars import slow
from tests.symbolic.limit import test_closure_dimension
from tests.symbolic.test_demonstration_mind_changes import most_moves

Of = Any  # a class; n, for Ulam's game; some languages
Truth = Callable[[Of], Bound]


@dataclass(frozen=True)
class Case:
    """What is claimed, by whom, and how it is.

    Attributes:
        solve: Claims it, with a certificate.
        define: What is so, by the definition.
        draw: Makes a class by its seed.
        check: What must not be deceived.
        upper: Whether upper bounds are checked, too.
    """

    solve: Callable[[Of], Result]
    define: Truth
    draw: Callable[[int], Of]
    check: Callable[[Of, Result], None]
    upper: bool = True


def drawn(seed: int) -> HypothesisClass:
    """1 to 6 hypotheses on 1 to 4 instances; of one size each, one time in three."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 5))
    size = int(rng.integers(n + 1)) if seed % 3 == 0 else None
    fitting = [row for row in range(2**n) if size in (None, row.bit_count())]
    rows = rng.permutation(fitting)[: int(rng.integers(1, 7))]
    return HypothesisClass([[int(row) >> x & 1 for x in range(n)] for row in rows])


def strings(of: HypothesisClass) -> list[str]:
    return ["".join("01"[right] for right in row) for row in of.table.tolist()]


def plain(definition: Callable[..., Bound], **given: Any) -> Truth:
    """A definition in sets, of a class."""
    return lambda of: definition(oracles.sets_of(of), of.n_instances, **given)


def target(of: HypothesisClass) -> float:
    """What the first hypothesis needs."""
    first = frozenset(np.flatnonzero(of.table[0]).tolist())
    return oracles.teaching(oracles.sets_of(of), first, of.n_instances)


def hardest(of: HypothesisClass, *, positive: bool = False) -> float:
    sets = oracles.sets_of(of)
    return max(oracles.teaching(sets, t, of.n_instances, positive=positive) for t in sets)


def average(of: HypothesisClass) -> Fraction:
    sets = oracles.sets_of(of)
    return Fraction(sum(int(oracles.teaching(sets, t, of.n_instances)) for t in sets), len(sets))


def agreeing(of: HypothesisClass, *, most: int) -> int:
    """The extended teaching dimension, or the consistency dimension."""
    sets, n = oracles.sets_of(of), of.n_instances
    every = [f for f in oracles.subsets(range(n)) if most or f not in sets]
    return max((test_labellings.least_leaving(sets, f, n, most=most) for f in every), default=0)


def shattered(of: HypothesisClass) -> int:
    sets = oracles.sets_of(of)
    every = oracles.subsets(range(of.n_instances))
    return max(len(x) for x in every if len({h & x for h in sets}) == 2 ** len(x))


def apart(of: HypothesisClass, *, at_least: int) -> int:
    """The most targets of which no demonstration that shows enough is one of two."""
    sets = [*oracles.sets_of(of)]
    return max(
        len(some)
        for some in oracles.subsets(range(len(sets)))
        if test_demonstration_protected.learnable([sets[t] for t in some], at_least)
    )


def density(of: HypothesisClass) -> Fraction:
    return Fraction(test_one_inclusion.graph(of).number_of_edges(), len(of))


def degeneracy(of: HypothesisClass) -> int:
    return max(nx.core_number(test_one_inclusion.graph(of)).values())


# ---------------------------------------------------------------- quantities of a class
DEFINITIONS: dict[str, Truth] = {
    "vc": shattered,
    "littlestone": plain(oracles.littlestone),
    "self_directed": plain(oracles.self_directed),
    "td_min": plain(oracles.easiest),
    "td_max": hardest,
    "td_positive": partial(hardest, positive=True),
    "rtd": plain(oracles.recursive),
    "rtd_positive": plain(oracles.recursive, positive=True),
    "star": plain(oracles.star),
    "telltale_max": lambda of: max(
        oracles.tell_tale(oracles.sets_of(of), t) for t in oracles.sets_of(of)
    ),
    "nctd": partial(test_no_clash.by_trying, positive=False),
    "nctd_positive": partial(test_no_clash.by_trying, positive=True),
    "extended_td": partial(agreeing, most=1),
    "elasticity": lambda of: test_elasticity.longest(
        oracles.sets_of(of), frozenset(), of.n_instances
    ),
}
QUANTITIES: dict[str, tuple[Callable[..., Result], Truth]] = {
    **{name: (SOLVERS[name], define) for name, define in DEFINITIONS.items()},
    "average": (complexity.average_teaching_dimension, average),
    "consistency": (complexity.consistency_dimension, partial(agreeing, most=0)),
    "mind changes": (complexity.mind_changes, partial(most_moves, prefer="smallest")),
    "of one target": (partial(complexity.teaching_dimension, target=0), target),
    "protected at 1": (partial(complexity.protected, at_least=1), partial(apart, at_least=1)),
    "protected at 2": (partial(complexity.protected, at_least=2), partial(apart, at_least=2)),
    "density": (complexity.one_inclusion_density, density),
    "degeneracy": (complexity.one_inclusion_degeneracy, degeneracy),
}


@cache
def report_of(rows: tuple[str, ...]) -> complexity.Report:
    """What laws make of few results, each with its proof."""
    return complexity.report(HypothesisClass.from_strings(list(rows)), max_states=40)


def reported(of: HypothesisClass, *, symbol: str) -> Result:
    return report_of(tuple(strings(of)))[symbol]


BY_LAW = {
    "VC": "vc",
    "Ldim": "littlestone",
    "TD": "td_max",
    "TD avg": "average",
    "TD+": "td_positive",
    "tell-tale": "telltale_max",
    "RTD": "rtd",
    "RTD+": "rtd_positive",
    "star": "star",
    "XTD": "extended_td",
    "elasticity": "elasticity",
}


# ---------------------------------------------------------------- games
def cost(of: HypothesisClass, *, game: Game) -> int:
    rows = test_values.rows_of(of)
    return test_mixtures.slow(game, rows, rows)


def until_yes(of: HypothesisClass) -> Result:
    return games.until_yes(games.equivalence(of, proper=False))


def with_responses(seed: int) -> HypothesisClass:
    """1 to 6 functions of 1 to 3 prompts to 3 responses."""
    rng = np.random.default_rng(seed)
    answers = rng.integers(3, size=(int(rng.integers(1, 7)), int(rng.integers(1, 4))))
    return HypothesisClass.from_answers(np.unique(answers, axis=0), n_responses=3)


def mistakes(of: HypothesisClass, *, revealed: bool) -> int:
    right = of.table.reshape(len(of), of.n_prompts, of.n_responses).argmax(axis=2)
    return test_values.slow_mistakes(frozenset(map(tuple, right.tolist())), revealed=revealed)


def deceived(of: HypothesisClass, *, by: Callable[..., int | None], **most: Any) -> float:
    found = by(strings(of), **most)
    return math.inf if found is None else found


def game(solve: Callable[[Of], Result], kind: Game) -> Case:
    return Case(solve, partial(cost, game=kind), drawn, complexity.check)


GAMES = {
    "membership": game(games.membership, Game.MEMBERSHIP),
    "equivalence": game(games.equivalence, Game.EQUIVALENCE),
    "arbitrary": game(partial(games.equivalence, proper=False), Game.ARBITRARY),
    "subset": game(games.subset, Game.SUBSET),
    "superset": game(games.superset, Game.SUPERSET),
    "until yes": Case(
        until_yes, lambda of: 1 + cost(of, game=Game.ARBITRARY), drawn, complexity.check
    ),
    **{
        mixed.quantity: game(partial(games.mixture, game=mixed), mixed)
        for mixed in (Game.MEMBERSHIP | Game.EQUIVALENCE, Game.SUBSET | Game.ARBITRARY)
    },
    **{
        solve.__name__: Case(
            solve, partial(mistakes, revealed=revealed), with_responses, games.check
        )
        for solve, revealed in ((games.bandit, False), (games.full_information, True))
    },
}
DECEIVED: dict[str, tuple[Callable[..., Result], str, Callable[..., Bound]]] = {
    "reaskable": (liars.reaskable, "lies", partial(deceived, by=slow.reaskable)),
    "persistent": (liars.persistent, "lies", partial(deceived, by=slow.persistent)),
    "examined": (liars.examined, "lies", partial(deceived, by=slow.examined)),
    "silent": (liars.omitting, "silences", partial(deceived, by=slow.silent, for_ever=False)),
    "mute": (
        partial(liars.omitting, persistent=True),
        "silences",
        partial(deceived, by=slow.silent, for_ever=True),
    ),
}
LIARS = {
    f"{name} {e}": Case(
        partial(solve, **{word: e}), partial(define, most=e), drawn, complexity.check
    )
    for e in (0, 1)
    for name, (solve, word, define) in DECEIVED.items()
}
LIARS |= {
    f"Ulam {e}": Case(
        partial(liars.ulam, lies=e),
        partial(slow.ulam, most=e),
        lambda seed: 1 + seed % 6,
        liars.check,
    )
    for e in (1, 2)
}


# ---------------------------------------------------------------- languages
def languages(seed: int) -> list[Periodic]:
    """1 to 4 languages with a prefix and a period of their own."""
    rng = np.random.default_rng(seed)

    def bits(least: int) -> tuple[bool, ...]:
        return tuple(rng.integers(2, size=rng.integers(least, 5)).astype(bool).tolist())

    return [Periodic(bits(0), bits(1)) for _ in range(rng.integers(1, 5))]


CLOSURE = Case(
    closure_dimension,
    test_closure_dimension.by_definition,
    languages,
    check_closure_dimension,
    upper=False,
)


# ---------------------------------------------------------------- forging
CLASSES, TIMES = 6, 100  # of each case


def lied(result: Result, claim: tuple[Bound, Bound], *, by: Forger, others: list[Result]) -> Result:
    """A result with a claim, and a certificate that was changed or borrowed."""
    proof = by.one_of([result, result, others[0], by.one_of(others)]).certificate
    way = by.rng.random()
    if way < 0.1:
        proof = by.filled(proof)
    elif way < 0.2:
        proof = by.raised(proof, int(by.rng.integers(1, 3)))
    else:
        for _ in range(int(by.rng.integers(4))):
            proof = by.forged(proof)
    return Result(result.quantity, *claim, proof, 0)


def deceptions(
    cases: Mapping[str, Case], name: str, *, classes: int = CLASSES, times: int = TIMES
) -> Iterator[str]:
    """What a checker takes for a proof of what is not so."""
    case = cases[name]
    for k in range(classes):
        seed = zlib.crc32(name.encode()) + k
        of, lender = case.draw(seed), case.draw(seed + classes)
        result, truth = case.solve(of), case.define(of)
        case.check(of, result)
        assert result.lower <= truth <= result.upper
        alike = [other.solve for other in cases.values() if other.draw is case.draw]
        others = [case.solve(lender), *(solve(of) for solve in alike)]
        by = forger(others, seed=seed)
        for _ in range(times):
            claim = by.one_of([one for one in false_bounds(truth) if case.upper or one[0] > truth])
            false = lied(result, claim, by=by, others=others)
            try:
                case.check(of, false)
            except CertificateError:
                continue
            yield f"{of}: {truth} is not in {claim}, but for {false.certificate}"


PLAIN = {name: Case(*both, drawn, complexity.check) for name, both in QUANTITIES.items()}
LAWS = {
    symbol: Case(partial(reported, symbol=symbol), PLAIN[name].define, drawn, complexity.check)
    for symbol, name in BY_LAW.items()
}


@pytest.mark.parametrize("name", PLAIN)
def test_no_forgery_proves_a_false_number_of_a_class(name: str) -> None:
    assert not [*deceptions(PLAIN, name)]


@pytest.mark.parametrize("name", LAWS)
def test_no_forgery_proves_by_law_what_is_not_so(name: str) -> None:
    assert not [*deceptions(LAWS, name)]


@pytest.mark.parametrize("name", GAMES)
def test_no_forgery_proves_a_false_value_of_a_game(name: str) -> None:
    assert not [*deceptions(GAMES, name)]


@pytest.mark.parametrize("name", LIARS)
def test_no_forgery_proves_a_false_value_despite_a_liar(name: str) -> None:
    assert not [*deceptions(LIARS, name)]


def test_no_forgery_proves_a_false_bound_on_languages() -> None:
    assert not [*deceptions({"closure": CLOSURE}, "closure")]
