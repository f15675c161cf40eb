"""Optimal play met by all play: nobody does better, and a forged certificate is found out."""

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings

from teachsim.symbolic import HypothesisClass, families, games
from teachsim.symbolic.games import Answer, Floor, Game, Node, Strategy
from teachsim.symbolic.result import Result
from tests.symbolic.games.test_values import rows_of, slow, small_classes

Solve = Callable[[HypothesisClass], Result]


def arbitrary(of: HypothesisClass) -> Result:
    return games.equivalence(of, proper=False)


QUERIES: list[Solve] = [
    games.membership,
    games.equivalence,
    arbitrary,
    games.subset,
    games.superset,
]
MISTAKES: list[Solve] = [games.full_information, games.bandit]
SMALL = {
    "singletons": families.singletons(5),
    "singletons and the empty one": families.singletons(5, empty=True),
    "intervals": families.intervals(5),
    "Warmuth": families.warmuth(),
    "pairs": families.subsets_of_size(5, 2),
    "thresholds": families.initial_segments(8),
    "linear orders": families.linear_orders(3),
}
MULTI = {
    "all functions": families.all_functions(2, 3),
    "permutations": families.permutations(3),
    "some answers": HypothesisClass.from_answers(
        [[0, 0, 1], [1, 2, 0], [2, 1, 1], [0, 2, 2], [1, 1, 1]], n_responses=3
    ),
}
PLAYED = [(of, solve) for of in SMALL.values() for solve in QUERIES]
PLAYED += [(of, solve) for of in MULTI.values() for solve in MISTAKES]


def solved(of: HypothesisClass, solve: Solve) -> tuple[Strategy, int]:
    result = solve(of)
    games.check(of, result)
    assert isinstance(result.certificate, Strategy)
    assert result.value is not None
    return result.certificate, int(result.value)


def all_alive(of: HypothesisClass) -> int:
    return (1 << len(of)) - 1


def costs(strategy: Strategy, answer: Answer) -> int:
    free = strategy.game in (games.Game.BANDIT, games.Game.FULL_INFORMATION)
    return 0 if free and answer.yes else 1


def most_queries(of: HypothesisClass, strategy: Strategy, *, alive: int, remembered: int) -> int:
    """What the learner needs if the teacher tries every target and every answer."""
    asked = games.question(of, strategy, alive=remembered)
    if asked is None:
        return 0
    worst = 0
    for answer in games.answers(strategy.game, of, alive=alive, question=asked):
        if not costs(strategy, answer):
            continue
        after = games.heard(of, strategy, alive=remembered, asked=asked, answer=answer)
        assert answer.leaves & ~after == 0
        worst = max(worst, 1 + most_queries(of, strategy, alive=answer.leaves, remembered=after))
    return worst


@pytest.mark.parametrize(("of", "solve"), PLAYED)
def test_the_optimal_learner_needs_no_more_whatever_the_target_and_the_answers(
    of: HypothesisClass, solve: Solve
) -> None:
    strategy, value = solved(of, solve)
    everyone = all_alive(of)
    assert most_queries(of, strategy, alive=everyone, remembered=everyone) <= value


def forced(
    of: HypothesisClass, strategy: Strategy, ask: Callable[[int, int], games.Question]
) -> int:
    """How many queries the adversary draws out of a learner: `ask(alive, round)`."""
    alive, floor, spent = all_alive(of), None, 0
    while alive & (alive - 1) and spent < 1000:
        answer, floor = games.reply(of, strategy, alive=alive, floor=floor, asked=ask(alive, spent))
        spent += 1
        alive = answer.leaves
    return spent


@pytest.mark.parametrize(("of", "solve"), PLAYED)
def test_the_adversary_forces_exactly_the_value_out_of_the_optimal_learner(
    of: HypothesisClass, solve: Solve
) -> None:
    strategy, value = solved(of, solve)
    remembered, floor, alive, spent = all_alive(of), None, all_alive(of), 0
    while (asked := games.question(of, strategy, alive=remembered)) is not None:
        answer, floor = games.reply(of, strategy, alive=alive, floor=floor, asked=asked)
        if not costs(strategy, answer):
            break
        remembered = games.heard(of, strategy, alive=remembered, asked=asked, answer=answer)
        alive = answer.leaves
        spent += 1
    assert spent == value


@pytest.mark.parametrize(("of", "solve"), PLAYED)
def test_no_learner_that_asks_at_random_beats_the_adversary(
    of: HypothesisClass, solve: Solve
) -> None:
    strategy, value = solved(of, solve)
    game = strategy.game
    for seed in range(5):
        rng = np.random.default_rng(seed)

        def ask(alive: int, turn: int, rng: np.random.Generator = rng) -> games.Question:
            if game is games.Game.ARBITRARY:
                return tuple(rng.integers(0, 2, of.n_instances).tolist())
            if game.predicting:
                return tuple(rng.integers(0, of.n_responses, of.n_prompts).tolist())
            # Half the time a question that nobody would call foolish, else any.
            best = games.question(of, strategy, alive=alive)
            membership = game is games.Game.MEMBERSHIP
            anything = int(rng.integers(of.n_instances if membership else len(of)))
            return best if turn % 2 and best is not None else anything

        assert forced(of, strategy, ask) >= value


@pytest.mark.parametrize(("of", "solve"), PLAYED)
def test_the_tree_of_the_strategy_is_as_deep_as_the_value(
    of: HypothesisClass, solve: Solve
) -> None:
    strategy, value = solved(of, solve)
    tree = games.unfold(of, strategy)
    assert tree.depth == value
    assert all(node.alive.bit_count() == 1 for node in ends(tree))


def ends(node: Node) -> list[Node]:
    if node.question is None:
        return [node]
    return [end for _, child in node.children for end in ends(child)]


def test_an_improper_claim_saves_what_a_proper_one_cannot() -> None:
    of = families.singletons(6)
    strategy, value = solved(of, arbitrary)
    assert value == 1
    assert games.question(of, strategy, alive=all_alive(of)) == (0,) * 6


@pytest.mark.parametrize(("of", "solve"), PLAYED)
def test_asking_the_best_question_each_time_costs_no_more_than_the_value(
    of: HypothesisClass, solve: Solve
) -> None:
    strategy, value = solved(of, solve)

    def worst(alive: int) -> int:
        asked = games.best_question(of, strategy.game, alive=alive)
        if asked is None:
            return 0
        said = games.answers(strategy.game, of, alive=alive, question=asked)
        left = {answer.leaves for answer in said if costs(strategy, answer)}
        return 1 + max(worst(part) for part in left)

    assert worst(all_alive(of)) == value


# ---------------------------------------------------------------- forged certificates
KINDS = {
    "mq": games.Game.MEMBERSHIP,
    "eq": games.Game.EQUIVALENCE,
    "sub": games.Game.SUBSET,
    "sup": games.Game.SUPERSET,
}
FORGED = [
    (families.intervals(5), games.membership),
    (families.warmuth(), games.equivalence),
    (families.intervals(5, empty=True), games.equivalence),
    (families.intervals(6), arbitrary),
    (families.linear_orders(3), games.subset),
    (families.linear_orders(3), games.superset),
    (families.permutations(3), games.full_information),
    (families.permutations(3), games.bandit),
]


@pytest.mark.parametrize(("of", "solve"), FORGED)
def test_bounds_that_are_better_than_the_proof_are_refused(
    of: HypothesisClass, solve: Solve
) -> None:
    result = solve(of)
    for lower, upper in ((0, result.upper - 1), (result.lower + 1, 99)):
        with pytest.raises(games.CertificateError):
            games.check(of, dataclasses.replace(result, lower=lower, upper=upper))
    games.check(of, dataclasses.replace(result, lower=0, upper=99))


@pytest.mark.parametrize(("of", "solve"), FORGED)
def test_a_table_without_one_of_its_entries_proves_less(of: HypothesisClass, solve: Solve) -> None:
    result = solve(of)
    strategy, value = solved(of, solve)
    assert value > 1
    root = all_alive(of)
    floors = {alive: floor for alive, floor in strategy.floors.items() if alive != root}
    with pytest.raises(games.CertificateError, match="does not show"):
        games.check(of, forge(result, strategy, floors=floors))
    if root in strategy.moves:
        moves = {alive: move for alive, move in strategy.moves.items() if alive != root}
        with pytest.raises(games.CertificateError, match="lists no move"):
            games.check(of, forge(result, strategy, moves=moves))


@pytest.mark.parametrize(("of", "solve"), FORGED)
def test_a_floor_that_is_higher_than_its_reason_is_refused(
    of: HypothesisClass, solve: Solve
) -> None:
    result = solve(of)
    strategy, value = solved(of, solve)
    root = all_alive(of)
    reasons = [
        Floor(value + 1),
        Floor(value + 1, keeps=root),
        Floor(value + 1, keeps=1),
        Floor(value + 1, round=games.EVERY),
        Floor(value + 1, round=0),
        Floor(value + 1, round=10_000),
    ]
    for reason in reasons:
        forged = forge(result, strategy, floors={**strategy.floors, root: reason})
        with pytest.raises(games.CertificateError):
            games.check(of, dataclasses.replace(forged, lower=value + 1, upper=99))


def leaning(of: HypothesisClass, game: str, *, more: int) -> Result:
    """A claim of more queries than needed, of each version space for that of what is left of it."""
    kind, rows = KINDS[game], sorted(rows_of(of))
    floors = {}
    for alive in range(1, 2 ** len(rows)):
        some = frozenset(row for h, row in enumerate(rows) if alive >> h & 1)
        floors[alive] = Floor(slow(game, some, rows_of(of)) + more, round=games.EVERY)
    claimed = floors[2 ** len(rows) - 1].least
    return Result(kind.quantity, claimed, 99, Strategy(kind, {}, floors), 0)


@settings(deadline=None, max_examples=40)
@given(small_classes(4, 5))
@example(families.singletons(3))
@example(families.singletons(1))
def test_floors_that_lean_on_each_other_are_those_of_the_definition_and_no_higher(
    of: HypothesisClass,
) -> None:
    of = HypothesisClass(np.array(sorted(rows_of(of))))
    for game in KINDS:
        games.check(of, leaning(of, game, more=0))
        for more in (1, 9):
            with pytest.raises(games.CertificateError):
                games.check(of, leaning(of, game, more=more))


@pytest.mark.parametrize(("of", "solve"), FORGED)
def test_a_move_that_is_none_of_the_game_is_refused(of: HypothesisClass, solve: Solve) -> None:
    result = solve(of)
    strategy, _ = solved(of, solve)
    for move in [(), ((games.EVERY, -1),), ((games.EVERY, 10_000),), ((0, -1),), ((0, 10_000),)]:
        moves = {**strategy.moves, all_alive(of): move}
        with pytest.raises(games.CertificateError):
            games.check(of, forge(result, strategy, moves=moves))


def forge(result: Result, strategy: Strategy, **changes: object) -> Result:
    forged = dataclasses.replace(strategy, **changes)  # type: ignore[arg-type]  # a forger's
    return dataclasses.replace(result, certificate=forged)


def test_a_question_that_may_tell_nothing_is_no_move() -> None:
    of = HypothesisClass.from_strings(["100", "101", "110"])
    result = games.membership(of)
    strategy, _ = solved(of, games.membership)
    forged = forge(result, strategy, moves={0b111: ((games.EVERY, 0),)})
    with pytest.raises(games.CertificateError, match="may tell nothing"):
        games.check(of, forged)


def test_a_result_of_another_kind_is_refused() -> None:
    of = families.singletons(4)
    result = games.membership(of)
    for wrong in (
        dataclasses.replace(result, quantity="bandit_mistakes"),
        dataclasses.replace(result, quantity="membership_queries_until_yes"),
        dataclasses.replace(result, certificate=None),
        dataclasses.replace(result, upper=math.inf),
        dataclasses.replace(result, lower=2.5),
    ):
        with pytest.raises(games.CertificateError):
            games.check(of, wrong)
    strategy = result.certificate
    assert isinstance(strategy, Strategy)
    for changes, said in (({"game": 1}, "1 is no game"), ({"floors": {15: 3}}, "not the form")):
        with pytest.raises(games.CertificateError, match=said):
            games.check(of, forge(result, strategy, **changes))
    with pytest.raises(ValueError, match=r"^result is 3, but must be of the kind Result"):
        games.check(of, 3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not counted until yes"):
        games.until_yes(result)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda H, _: games.until_yes(3), "result is 3"),  # type: ignore[arg-type]
        (lambda H, _: games.worst_case(H, "x"), "result is 'x'"),  # type: ignore[arg-type]
        (lambda H, r: games.worst_case(H, r.certificate), "result is Strategy"),
        (lambda H, r: games.unfold(H, r), "strategy is Result.* pass result.certificate"),
        (lambda _, r: games.unfold(None, r.certificate), "the class is None"),  # type: ignore[arg-type]
        (lambda H, r: games.question(H, r, alive=7), "strategy is Result"),
        (lambda H, _: games.question(H, None, alive=7), "strategy is None"),  # type: ignore[arg-type]
        (lambda _, r: games.question("x", r.certificate, alive=7), "the class is 'x'"),  # type: ignore[arg-type]
        (lambda H, r: games.reply(H, r, alive=7, floor=None, asked=0), "strategy is Result"),
        (
            lambda H, r: games.heard(
                H, r, alive=7, asked=0, answer=games.Answer(True, None, None, 1)
            ),
            "strategy is Result",
        ),
    ],
)
def test_what_cannot_be_played_is_refused_in_a_sentence(
    act: Callable[[HypothesisClass, Result], object], said: str
) -> None:
    of = families.singletons(3)
    with pytest.raises(ValueError, match=f"^{said}"):
        act(of, games.membership(of))


@pytest.mark.parametrize("alive", [None, "x", 1.5, True, -1, 8, [0]])
def test_what_is_no_version_space_is_refused_in_a_sentence(alive: Any) -> None:
    of = families.singletons(3)
    strategy, _ = solved(of, games.membership)
    for act in (
        lambda: games.question(of, strategy, alive=alive),
        lambda: games.reply(of, strategy, alive=alive, floor=None, asked=0),
        lambda: games.answers(Game.MEMBERSHIP, of, alive=alive, question=0),
        lambda: games.best_question(of, Game.MEMBERSHIP, alive=alive),
        lambda: games.Planner(of).question(Game.MEMBERSHIP, alive=alive),
    ):
        with pytest.raises(
            ValueError, match=r"^alive is .*, but must be a (whole|bit set of the 3)"
        ):
            act()


def test_a_certificate_of_another_class_is_refused() -> None:
    result = games.equivalence(families.singletons(6, empty=True))
    with pytest.raises(games.CertificateError):
        games.check(families.intervals(6), result)


# ---------------------------------------------------------------- budgets and refusals
@pytest.mark.parametrize("solve", [games.membership, games.equivalence, games.subset])
@pytest.mark.parametrize("max_states", [1, 300, 20_000])
def test_a_class_that_is_too_hard_gets_bounds_that_are_proved(
    solve: Callable[..., Result], max_states: int
) -> None:
    table = np.unique(np.random.default_rng(0).random((60, 20)) < 0.5, axis=0)
    of = HypothesisClass(table)
    result = solve(of, max_states=max_states)
    games.check(of, result)
    assert 1 <= result.lower <= result.upper <= len(of) - 1
    assert result.explored <= max_states
    if max_states == 1:
        assert not result.exact
        assert result.value is None


def test_memory_is_a_budget_too() -> None:
    of = HypothesisClass(np.unique(np.random.default_rng(0).random((60, 20)) < 0.5, axis=0))
    assert games.equivalence(of, max_bytes=10_000).explored < 100


def test_a_long_chain_is_left_to_its_bounds() -> None:
    of = families.singletons(260)
    assert games.subset(of).value == 259
    strategy, value = solved(of, games.equivalence)
    assert value == 259
    with pytest.raises(ValueError, match=r"deeper than 200; raise max_nodes"):
        games.unfold(of, strategy)


def test_a_tree_of_200_queries_is_unfolded_and_no_deeper_one() -> None:
    of = families.singletons(201)
    assert games.unfold(of, solved(of, games.membership)[0]).depth == 200
    more = families.singletons(202)
    with pytest.raises(ValueError, match="deeper than 200"):
        games.unfold(more, solved(more, games.membership)[0])


def test_what_is_no_class_and_what_is_no_budget_is_refused() -> None:
    of = families.singletons(3)
    with pytest.raises(ValueError, match="the class is 3"):
        games.membership(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="max_states is 0, but must be a whole number"):
        games.membership(of, max_states=0)
    with pytest.raises(ValueError, match="proper is 'no', but must be of the kind bool"):
        games.equivalence(of, proper="no")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="holds 2 responses to prompt 0 right, but mistakes"):
        games.bandit(HypothesisClass.from_strings(["110", "001"]))


def test_the_best_question_of_no_game_is_refused() -> None:
    of = families.singletons(3)
    with pytest.raises(ValueError, match="game is 'bandit', but must be of the kind Game"):
        games.best_question(of, "bandit", alive=7)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="alive is 8"):
        games.best_question(of, games.Game.SUBSET, alive=8)
    assert games.best_question(of, games.Game.SUBSET, alive=4) is None
    assert games.best_question(of, games.Game.BANDIT, alive=0b11) == (0,)


def test_what_is_no_question_or_no_answer_is_refused() -> None:
    of = families.singletons(3)
    strategy, _ = solved(of, games.membership)
    with pytest.raises(ValueError, match=r"question is 3, but must be a number from 0 to 2"):
        games.answers(games.Game.MEMBERSHIP, of, alive=7, question=3)
    with pytest.raises(ValueError, match=r"must be a tuple of 3 numbers from 0 to 1"):
        games.answers(games.Game.ARBITRARY, of, alive=7, question=(0, 2, 0))
    with pytest.raises(ValueError, match="alive is 8, but must be a bit set of the 3 hypotheses"):
        games.question(of, strategy, alive=8)
    with pytest.raises(ValueError, match="alive is empty"):
        games.reply(of, strategy, alive=0, floor=None, asked=0)
    with pytest.raises(ValueError, match="is true of no hypothesis still possible"):
        games.heard(of, strategy, alive=7, asked=0, answer=Answer(False, 2, None, 1))
    nothing: Any = None
    wrong: list[Any] = [nothing, True, 1.5]
    for game in wrong:
        with pytest.raises(ValueError, match=f"game is {game!r}, but must be of the kind Game"):
            games.answers(game, of, alive=7, question=0)
    for question in wrong:
        with pytest.raises(ValueError, match=f"question is {question!r}, but must be a number"):
            games.answers(games.Game.MEMBERSHIP, of, alive=7, question=question)
        with pytest.raises(ValueError, match=r"must be a tuple of 3 numbers from 0 to 1"):
            games.answers(games.Game.ARBITRARY, of, alive=7, question=(question, 0, 0))
    with pytest.raises(ValueError, match="answer is None, but must be of the kind Answer; pass"):
        games.heard(of, strategy, alive=7, asked=0, answer=nothing)
    with pytest.raises(ValueError, match="floor is 3, but must be of the kind Floor; pass what"):
        games.reply(of, strategy, alive=7, floor=3, asked=0)  # type: ignore[arg-type]


UNTIDY = {
    "even": np.random.default_rng(0).random((120, 40)) < 0.5,
    "sparse": np.random.default_rng(0).random((120, 40)) < 0.1,
}


@pytest.mark.parametrize(
    "solve", [games.membership, games.equivalence, games.subset, games.superset]
)
@pytest.mark.parametrize("name", UNTIDY)
def test_bounds_of_an_untidy_class_are_proved_and_no_wider_than_simple_play(
    name: str, solve: Callable[..., Result]
) -> None:
    of = HypothesisClass(np.unique(UNTIDY[name], axis=0))
    result = solve(of, max_states=60_000)
    games.check(of, result)
    assert 3 <= result.lower <= result.upper <= of.n_instances


def test_greedy_play_narrows_what_search_leaves_open() -> None:
    of = families.intervals(25, empty=True)
    result = games.superset(of, max_states=60_000)
    games.check(of, result)
    assert not result.exact
    assert result.upper <= of.n_instances // 2
