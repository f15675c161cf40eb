"""The learner that asks what is optimal, against all teachers and beside all other learners."""

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import teachsim as ts
from teachsim.symbolic import HypothesisClass, VersionSpace, families, games, words
from teachsim.symbolic.asking import QUESTIONS
from teachsim.symbolic.games import Game, Planner, Question
from teachsim.symbolic.result import Result
from tests.symbolic.games.test_values import small_classes

CLASSES = {
    "singletons": families.singletons(6),
    "singletons and the empty one": families.singletons(6, empty=True),
    "intervals": families.intervals(6),
    "Warmuth": families.warmuth(),
    "pairs": families.subsets_of_size(5, 2),
    "thresholds": families.initial_segments(12),
    "linear orders": families.linear_orders(3),
}
REGIMES = {
    Game.MEMBERSHIP: ts.QUERY,
    Game.ARBITRARY: ts.EXAMINATION,
    Game.MEMBERSHIP | Game.SUBSET: ts.HALLUCINATIONS_ONLY,
    Game.MEMBERSHIP | Game.SUPERSET: ts.OMISSIONS_ONLY,
}


def solved(of: HypothesisClass, game: Game) -> Result:
    if game is Game.MEMBERSHIP:
        return games.membership(of)
    if game.claiming:
        return games.equivalence(of, proper=game is Game.EQUIVALENCE)
    return games.mixture(of, game)


def everyone(of: HypothesisClass) -> int:
    return (1 << len(of)) - 1


def whatever_happens(of: HypothesisClass, game: Game, *, planner: Planner) -> int:
    """Most questions over all targets and all truthful answers."""

    @functools.cache
    def worst(alive: int) -> int:
        asked = planner.question(game, alive=alive)
        if asked is None:
            return 0
        said = games.answers(game, of, alive=alive, question=asked)
        assert all(answer.leaves != alive for answer in said)
        return 1 + max(worst(answer.leaves) for answer in said)

    return worst(everyone(of))


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("game", [*REGIMES, Game.EQUIVALENCE, Game.MEMBERSHIP | Game.EQUIVALENCE])
def test_the_optimal_learner_needs_exactly_the_value_at_worst(name: str, game: Game) -> None:
    of = CLASSES[name]
    assert whatever_happens(of, game, planner=Planner(of)) == solved(of, game).value


@settings(max_examples=40)
@given(small_classes(5, 14), st.sampled_from(list(REGIMES)))
def test_so_it_does_on_classes_that_nobody_chose(of: HypothesisClass, game: Game) -> None:
    assert whatever_happens(of, game, planner=Planner(of)) == solved(of, game).value


@pytest.mark.parametrize("game", list(REGIMES))
def test_over_budget_it_still_does_as_well_as_it_has_proved(game: Game) -> None:
    of = families.intervals(7)
    needed = whatever_happens(of, game, planner=Planner(of, max_states=300))
    assert (solved(of, game).value or 0) <= needed <= min(of.n_instances, len(of) - 1)


@given(small_classes(5, 14), st.sampled_from(list(REGIMES)), st.data())
def test_wherever_other_play_has_led_it_goes_on_optimally(
    of: HypothesisClass, game: Game, data: st.DataObject
) -> None:
    alive = sum(1 << h for h in data.draw(st.sets(st.integers(0, len(of) - 1), min_size=1)))
    planner = Planner(of)

    @functools.cache
    def worst(alive: int) -> int:
        asked = planner.question(game, alive=alive)
        if asked is None:
            return 0
        said = games.answers(game, of, alive=alive, question=asked)
        return 1 + max(worst(answer.leaves) for answer in said)

    best = games.best_question(of, game, alive=alive)
    if best is None:
        assert planner.question(game, alive=alive) is None
        return
    after = games.answers(game, of, alive=alive, question=best)
    assert worst(alive) <= 1 + max(worst(answer.leaves) for answer in after)


# ---------------------------------------------------------------- in a classroom
def rounds_until_sure(of: HypothesisClass, target: int, phase: ts.Phase, *, ask: str) -> int:
    """Rounds after which the cautious learner is sure of its target; one more than all if never."""
    scenario = ts.Scenario("asked", of, of.key(target), [phase])
    learner = VersionSpace.learner(ask=ask, cautious=True)  # type: ignore[arg-type]  # a word
    policies = ts.simulate(scenario, learner).policies
    sure = [bool(ts.metrics.identified(policy, scenario.key)) for policy in policies]
    return sure.index(True) if True in sure else len(sure)


def sure_everywhere(name: str) -> HypothesisClass:
    """The class with one instance that all hold right, so that nobody sure is silent."""
    of = CLASSES[name]
    return HypothesisClass(np.hstack([of.table, np.ones((len(of), 1), dtype=bool)]))


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("game", list(REGIMES))
def test_the_worst_case_replayed_takes_as_many_rounds_as_the_value(name: str, game: Game) -> None:
    of = sure_everywhere(name)
    result = solved(of, game)
    worst = games.worst_case(of, result)
    assert len(worst.moves) == result.value
    phase = ts.Phase(REGIMES[game], len(of), teacher=ts.Scripted(worst.moves))
    assert rounds_until_sure(of, worst.target, phase, ask="optimal") == result.value


TEACHERS = (ts.Adversary(), ts.Helper(), ts.Negligent())


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("game", list(REGIMES))
def test_no_teacher_and_no_target_takes_the_optimal_learner_longer(name: str, game: Game) -> None:
    of = sure_everywhere(name)
    value = solved(of, game).value or 0
    for target in range(0, len(of), 3):
        for teacher in TEACHERS[: 1 if game is Game.MEMBERSHIP else 3]:
            phase = ts.Phase(REGIMES[game], int(value), teacher=teacher)
            assert rounds_until_sure(of, target, phase, ask="optimal") <= value


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("ask", QUESTIONS)
def test_no_listed_learner_beats_the_adversary(name: str, ask: str) -> None:
    of = sure_everywhere(name)
    for game, regime in REGIMES.items():
        result = solved(of, game)
        scope = np.arange(of.n_prompts)
        begin = VersionSpace.learner(ask=ask)  # type: ignore[arg-type]  # a word
        rng = np.random.default_rng(0)

        def put(
            alive: int,
            game: Game = game,
            request: ts.Request = ts.Request(regime, 1, scope),  # noqa: B008  # a plain value
            rng: np.random.Generator = rng,
            begin: ts.Beginner = begin,
        ) -> Question:
            left = np.array([alive >> h & 1 for h in range(len(of))], dtype=bool)
            learner = begin(VersionSpace(of, words.pack(left)))
            return as_question(of, game, learner.ask(request, rng).responses.tolist())

        alive, floor, spent = everyone(of), None, 0
        while alive & (alive - 1) and spent < 200:
            asked = put(alive)
            if asked == ():
                spent = 200  # it has nothing left to ask, and does not know
                break
            strategy = result.certificate
            assert isinstance(strategy, games.Strategy)
            answer, floor = games.reply(of, strategy, alive=alive, floor=floor, asked=asked)
            alive, spent = answer.leaves, spent + 1
        assert spent >= (result.value or 0)


def as_question(of: HypothesisClass, game: Game, cells: list[int]) -> Question:
    """What is put to the teacher as a question of the game; () where nothing is."""
    if game is Game.MEMBERSHIP:
        return cells[0] if cells else ()
    claims = np.zeros(of.n_instances, dtype=bool)
    claims[cells] = True
    if game is Game.ARBITRARY:
        return tuple(claims.astype(int).tolist())
    found = of.find(claims)
    one_sided = game ^ Game.MEMBERSHIP
    if found is not None:
        return (one_sided.value, found)
    alone = claims if one_sided is Game.SUBSET else ~claims
    assert alone.sum() == 1
    return (Game.MEMBERSHIP.value, int(alone.argmax()))


# ---------------------------------------------------------------- others
def test_a_phase_of_some_prompts_only_is_halved() -> None:
    of = families.all_functions(2, 3)
    some = np.array([1])
    for regime in (ts.QUERY, ts.EXAMINATION, ts.HALLUCINATIONS_ONLY):
        request, rng = ts.Request(regime, 1, some), np.random.default_rng(0)
        asked = [
            VersionSpace.learner(ask=ask)(of).ask(request, rng).cells(3).tolist()
            for ask in ("optimal", "halving")
        ]
        assert asked[0] == asked[1]


def test_a_class_is_solved_once_for_all_the_runs_of_a_learner() -> None:
    begin = VersionSpace.learner(ask="optimal")
    of = families.intervals(5)
    assert begin(of).planner is begin(of).planner
    assert VersionSpace.learner(ask="halving")(of).planner is None


def test_a_learner_of_ones_own_meets_the_adversary_too() -> None:
    of = families.singletons(7)
    worst = games.worst_case(of, games.equivalence(of), ask=lambda alive: alive.bit_length() - 1)
    assert worst == games.WorstCase(1, (6, 5, 4, 3, 2, None))


def test_what_no_regime_asks_and_who_asks_for_ever_is_refused() -> None:
    multi = families.permutations(3)
    with pytest.raises(ValueError, match="for which no regime asks"):
        games.worst_case(multi, games.bandit(multi))
    of = families.singletons(4)
    with pytest.raises(ValueError, match="which may tell it nothing for ever"):
        games.worst_case(of, games.membership(of), ask=lambda _: 0)
    with pytest.raises(ValueError, match="max_states is 0"):
        Planner(of, max_states=0)
    with pytest.raises(ValueError, match="which nobody can play"):
        Planner(of).question(Game(0), alive=1)
