"""The values of the games against tables, formulas and the definition; each certificate checked."""

import functools
import json
import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, families, games
from teachsim.symbolic.result import Result

KNOWN = json.loads((Path(__file__).parents[2] / "data" / "known_values.json").read_text())
CLASSES = {entry["name"]: entry for entry in KNOWN["classes"]}
LENGTH = 4

Solve = Callable[[HypothesisClass], Result]


def arbitrary(of: HypothesisClass) -> Result:
    return games.equivalence(of, proper=False)


def value(solve: Solve, of: HypothesisClass) -> int | float | Fraction | None:
    """The value, with its certificate checked."""
    result = solve(of)
    games.check(of, result)
    return result.value


COLUMNS: dict[str, Solve] = {
    "mq": games.membership,
    "eq_arbitrary_identify": arbitrary,
    "eq_arbitrary_until_yes": lambda of: games.until_yes(arbitrary(of)),
    "eq_proper_identify": games.equivalence,
    "sub_proper": games.subset,
    "sup_proper": games.superset,
}


@pytest.mark.parametrize("column", COLUMNS)
def test_the_value_of_a_game_is_the_one_that_others_found(column: str) -> None:
    compared = 0
    for name, entry in CLASSES.items():
        if entry[column] is not None:
            of = HypothesisClass.from_strings(entry["concepts"])
            assert value(COLUMNS[column], of) == entry[column], name
            compared += 1
    assert compared >= 60


# ---------------------------------------------------------------- formulas: theory.md S2
LARGE: list[tuple[str, Callable[[], HypothesisClass], dict[str, int]]] = [
    (
        "singletons",
        lambda: families.singletons(50),
        {"mq": 49, "eq": 49, "arb": 1, "sub": 49, "sup": 1},
    ),
    (
        "singletons and the empty one",
        lambda: families.singletons(50, empty=True),
        {"mq": 50, "eq": 1, "arb": 1, "sub": 50, "sup": 1},
    ),
    (
        "powerset",
        lambda: families.powerset(7),
        {"mq": 7, "eq": 7, "arb": 7, "sub": 7, "sup": 7},
    ),
    ("thresholds", lambda: families.initial_segments(511), {"mq": 9, "eq": 9, "arb": 9}),
    ("one more threshold", lambda: families.initial_segments(512), {"mq": 10, "arb": 9}),
    ("thresholds, few", lambda: families.initial_segments(40), {"sub": 6, "sup": 6}),
    ("intervals", lambda: families.intervals(20), {"mq": 19, "eq": 19, "sub": 19}),
    ("intervals and the empty one", lambda: families.intervals(20, empty=True), {"mq": 20}),
    ("intervals, Ldim 5 at n = 10", lambda: families.intervals(10, empty=True), {"arb": 5}),
    ("intervals and the empty one, many", lambda: families.intervals(60, empty=True), {"eq": 10}),
    (
        "many intervals and the empty one",  # proper claims do as well as arbitrary ones
        lambda: families.intervals(30, empty=True),
        {"mq": 30, "eq": 8, "arb": 8, "sub": 30},
    ),
    (
        "monotone conjunctions",
        lambda: families.monotone_conjunctions(6),
        {"mq": 6, "eq": 6, "arb": 6, "sub": 6, "sup": 6},
    ),
    ("conjunctions and false", lambda: families.conjunctions(4), {"mq": 16, "sub": 16}),
    (
        "pairs",
        lambda: families.subsets_of_size(10, 2),
        {"mq": 9, "eq": 9, "arb": 2, "sub": 8, "sup": 2},
    ),
    (
        "small sets",
        lambda: families.subsets_up_to(9, 2),
        {"mq": 9, "eq": 2, "arb": 2, "sub": 9, "sup": 2},
    ),
    (
        "parities",
        lambda: families.parities(5),
        {"mq": 5, "eq": 5, "arb": 5, "sub": 5, "sup": 5},
    ),
    ("more parities", lambda: families.parities(6), {"eq": 6, "sup": 6}),
    ("twice as many intervals", lambda: families.intervals(40), {"mq": 39, "eq": 39, "sub": 39}),
    ("cyclic pairs", lambda: families.cyclic_pairs(15), {"arb": 2, "sup": 2}),
    ("boxes", lambda: families.boxes(7, 7), {"mq": 48}),
]
GAMES: dict[str, Solve] = {
    "mq": games.membership,
    "eq": games.equivalence,
    "arb": arbitrary,
    "sub": games.subset,
    "sup": games.superset,
}
BOUNDED: dict[str, Solve] = {
    "mq": functools.partial(games.membership, max_states=1),
    "eq": functools.partial(games.equivalence, max_states=1),
    "sub": functools.partial(games.subset, max_states=1),
    "sup": functools.partial(games.superset, max_states=1),
}


@pytest.mark.parametrize(("name", "make", "values"), LARGE, ids=[row[0] for row in LARGE])
def test_a_large_class_has_the_value_of_its_formula(
    name: str, make: Callable[[], HypothesisClass], values: dict[str, int]
) -> None:
    of = make()
    assert {game: value(GAMES[game], of) for game in values} == values, name


@pytest.mark.parametrize(("n", "k"), [(1, 5), (2, 3), (3, 3), (4, 2), (2, 5)])
def test_all_functions_cost_n_if_the_answer_is_revealed_and_n_times_k_less_one_if_not(
    n: int, k: int
) -> None:
    of = families.all_functions(n, k)
    assert value(games.full_information, of) == n
    assert value(games.bandit, of) == n * (k - 1)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_permutations_cost_n_less_one_if_the_answer_is_revealed(n: int) -> None:
    of = families.permutations(n)
    assert value(games.full_information, of) == n - 1
    assert value(games.bandit, of) == n * (n - 1) // 2


# ---------------------------------------------------------------- by definition, in frozensets
Row = tuple[int, ...]


@functools.cache
def slow(game: str, alive: frozenset[Row], whole: frozenset[Row]) -> int:
    """D(V) from the rules in words; a question that may tell nothing is no help."""
    if len(alive) <= 1:
        return 0
    costs = [math.inf]
    for parts in slow_questions(game, alive, whole):
        if parts and alive not in parts:
            costs.append(1 + max(slow(game, part, whole) for part in parts))
    return int(min(costs))


def slow_questions(
    game: str, alive: frozenset[Row], whole: frozenset[Row]
) -> list[set[frozenset[Row]]]:
    n = len(next(iter(whole)))
    if game == "mq":
        return [
            {frozenset(t for t in alive if t[x] == b) for b in (0, 1)} - {frozenset()}
            for x in range(n)
        ]
    claims = whole
    if game == "arb":
        claims = frozenset(tuple(mask >> x & 1 for x in range(n)) for mask in range(2**n))
    # What a teacher names as an error: a pair of what is claimed and what is true.
    told = {"sub": {(1, 0)}, "sup": {(0, 1)}}.get(game, {(1, 0), (0, 1)})
    found = []
    for claim in claims:
        errors = {t: [x for x in range(n) if (claim[x], t[x]) in told] for t in alive}
        parts = {frozenset(t for t in alive if x in errors[t]) for x in range(n)}
        parts.add(frozenset(t for t in alive if not errors[t]))
        found.append(parts - {frozenset()})
    return found


def rows_of(of: HypothesisClass) -> frozenset[Row]:
    return frozenset(tuple(map(int, row)) for row in of.table)


def small_classes(n: int = LENGTH, most: int = 9) -> st.SearchStrategy[HypothesisClass]:
    def build(masks: list[int]) -> HypothesisClass:
        return HypothesisClass(np.array([[mask >> x & 1 for x in range(n)] for mask in masks]))

    return st.lists(st.integers(0, 2**n - 1), min_size=1, max_size=most, unique=True).map(build)


@given(small_classes())
@example(HypothesisClass.from_strings(["1100", "0011", "1000", "0111"]))
def test_every_game_has_the_value_of_its_definition(of: HypothesisClass) -> None:
    rows = rows_of(of)
    for game, solve in GAMES.items():
        assert value(solve, of) == slow(game, rows, rows), game


@functools.cache
def slow_mistakes(alive: frozenset[Row], *, revealed: bool) -> int:
    """Worst-case mistakes, by trying all predictions for each prompt."""
    if len(alive) <= 1:
        return 0
    worst = 0
    for p in range(len(next(iter(alive)))):
        held = {h[p] for h in alive}
        if len(held) == 1:
            continue
        options = []
        for y in held:
            wrong = [frozenset(h for h in alive if h[p] == z) for z in held - {y}]
            after = wrong if revealed else [frozenset(h for h in alive if h[p] != y)]
            options.append(1 + max(slow_mistakes(left, revealed=revealed) for left in after))
        worst = max(worst, min(options))
    return worst


@given(
    st.lists(st.tuples(*[st.integers(0, 2)] * 3), min_size=1, max_size=9, unique=True),
)
def test_mistakes_are_those_of_the_definition(answers: list[Row]) -> None:
    of = HypothesisClass.from_answers(np.array(answers), n_responses=3)
    assert value(games.full_information, of) == slow_mistakes(frozenset(answers), revealed=True)
    assert value(games.bandit, of) == slow_mistakes(frozenset(answers), revealed=False)


# ---------------------------------------------------------------- laws: theory.md S3
@given(small_classes(5, 14))
def test_the_games_bound_each_other(of: HypothesisClass) -> None:
    found = {game: solve(of).value or 0 for game, solve in GAMES.items()}
    m, n = len(of), of.n_instances
    assert (m - 1).bit_length() <= found["mq"] <= min(n, m - 1)
    assert found["arb"] <= min(found["eq"], m.bit_length() - 1)
    # Each claim that fits is wrong where the hypotheses differ, so that an instance is settled.
    assert max(found["eq"], found["sub"], found["sup"]) <= min(n, m - 1)


@given(small_classes(), st.integers(0, 2**LENGTH - 1))
def test_swapping_right_and_wrong_somewhere_changes_no_membership_or_equivalence_value(
    of: HypothesisClass, mask: int
) -> None:
    flip = np.array([mask >> x & 1 for x in range(LENGTH)], dtype=bool)
    other = HypothesisClass(of.table ^ flip)
    for game in ("mq", "eq", "arb"):
        assert GAMES[game](of).value == GAMES[game](other).value


@given(small_classes())
def test_complements_swap_subset_and_superset_queries(of: HypothesisClass) -> None:
    other = HypothesisClass(~of.table)
    assert games.subset(of).value == games.superset(other).value
    assert games.superset(of).value == games.subset(other).value


@given(small_classes(6, 15).filter(lambda of: len(of) % 2 == 1))  # a majority then, and no tie
@example(HypothesisClass.from_strings(["100000", "010000", "110000", "001000", "101000"]))
def test_bounds_without_a_search_see_right_and_wrong_alike(of: HypothesisClass) -> None:
    other = HypothesisClass(~of.table)
    swapped = {"mq": "mq", "eq": "eq", "sub": "sup", "sup": "sub"}
    for game, its in swapped.items():
        found, back = BOUNDED[game](of), BOUNDED[its](other)
        assert (found.lower, found.upper) == (back.lower, back.upper), game


@given(small_classes(3, 5), small_classes(3, 5))
def test_independent_classes_add_up(first: HypothesisClass, second: HypothesisClass) -> None:
    both = HypothesisClass([[*a, *b] for a in first.table for b in second.table])
    for solve in (games.membership, arbitrary):
        assert value(solve, both) == (solve(first).value or 0) + (solve(second).value or 0)


@given(small_classes(), st.data())
def test_a_subclass_costs_no_more_membership_queries(
    of: HypothesisClass, data: st.DataObject
) -> None:
    some = data.draw(st.lists(st.integers(0, len(of) - 1), min_size=1, unique=True))
    part = of.subclass(some)
    for solve in (games.membership, arbitrary):
        assert (solve(part).value or 0) <= (solve(of).value or 0)


@given(small_classes())
def test_an_instance_listed_twice_changes_no_value(of: HypothesisClass) -> None:
    twice = HypothesisClass(np.hstack([of.table, of.table[:, ::-1]]))
    for solve in GAMES.values():
        assert value(solve, twice) == solve(of).value


@given(small_classes(5, 12))
def test_with_two_responses_hearing_wrong_reveals_the_answer(of: HypothesisClass) -> None:
    multi = HypothesisClass.from_answers(of.table.astype(int), n_responses=2)
    known = arbitrary(of).value
    assert games.full_information(multi).value == games.bandit(multi).value == known
