"""Certificates of the games with a liar: played by both sides, unfolded, and tampered with."""

import itertools
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from teachsim.symbolic import HypothesisClass, complexity, families, games, liars
from teachsim.symbolic.liars import Floor, State, Strategy
from teachsim.symbolic.result import Result

Of = HypothesisClass | int

SEGMENTS, INTERVALS = families.initial_segments(6), families.intervals(4)
PARITIES, SINGLETONS = families.parities(3), families.singletons(4)

SOLVED: dict[str, tuple[Of, Result]] = {
    "segments, a lie": (SEGMENTS, liars.reaskable(SEGMENTS, lies=1)),
    "segments, two lies": (SEGMENTS, liars.reaskable(SEGMENTS, lies=2)),
    "singletons, a lie": (SINGLETONS, liars.reaskable(SINGLETONS, lies=1)),
    "intervals, a lie": (INTERVALS, liars.reaskable(INTERVALS, lies=1)),
    "parities, a lie for ever": (PARITIES, liars.persistent(PARITIES, lies=1)),
    "segments, a false error": (SEGMENTS, liars.examined(SEGMENTS, lies=1)),
    "singletons, two false errors": (SINGLETONS, liars.examined(SINGLETONS, lies=2)),
    "intervals, two silences": (INTERVALS, liars.omitting(INTERVALS, silences=2)),
    "parities, a silence for ever": (
        PARITIES,
        liars.omitting(PARITIES, silences=1, persistent=True),
    ),
    "a number of five, two lies": (5, liars.ulam(5, lies=2)),
    "a number of thirteen, a lie": (13, liars.ulam(13)),
}
PLAYED = pytest.mark.parametrize("name", SOLVED)


def opened(name: str) -> tuple[Of, Strategy, int]:
    of, result = SOLVED[name]
    assert isinstance(result.certificate, Strategy)
    assert result.value is not None
    return of, result.certificate, int(result.value)


def begun(of: Of, strategy: Strategy) -> State:
    return liars.start(strategy.game, of if isinstance(of, int) else len(of), most=strategy.most)


def possible(of: Of, strategy: Strategy, state: State) -> int:
    return sum(state[1:]) if isinstance(of, int) else len(liars.implied(state))


def told(of: Of, strategy: Strategy, state: State, asked: liars.Asked) -> tuple[liars.Answer, ...]:
    return liars.answers(strategy.game, of, most=strategy.most, state=state, question=asked)


# ---------------------------------------------------------------- play
@PLAYED
def test_the_learner_needs_no_more_whatever_is_said(name: str) -> None:
    of, strategy, value = opened(name)
    worst: dict[tuple[State, State], int] = {}

    def most(true: State, remembered: State) -> int:
        asked = liars.question(of, strategy, state=remembered)
        if asked is None:
            return 0
        if (true, remembered) not in worst:
            known = told(of, strategy, remembered, asked)
            worst[true, remembered] = max(
                1 + most(one.leaves, liars.heard(strategy.game, one, said=known))
                for one in told(of, strategy, true, asked)
            )
        return worst[true, remembered]

    start = begun(of, strategy)
    assert most(start, start) == value


@PLAYED
def test_the_tree_is_as_deep_as_the_value(name: str) -> None:
    of, strategy, value = opened(name)
    tree = liars.unfold(of, strategy, max_nodes=100_000)
    assert tree.depth == value
    with pytest.raises(ValueError, match="more than 3 nodes"):
        liars.unfold(of, strategy, max_nodes=3)


@PLAYED
def test_the_liar_draws_the_value_out_of_the_best_learner(name: str) -> None:
    of, strategy, value = opened(name)
    true = remembered = begun(of, strategy)
    floor, spent = None, 0
    while (asked := liars.question(of, strategy, state=remembered)) is not None:
        answer, floor = liars.reply(of, strategy, state=true, asked=asked, floor=floor)
        known = told(of, strategy, remembered, asked)
        true, remembered = answer.leaves, liars.heard(strategy.game, answer, said=known)
        spent += 1
    assert spent == value


@PLAYED
def test_no_learner_that_asks_at_random_beats_the_liar(name: str) -> None:
    of, strategy, value = opened(name)
    for seed in range(5):
        rng = np.random.default_rng(seed)
        state, floor, spent = begun(of, strategy), None, 0
        while possible(of, strategy, state) > 1 and spent < 1000:
            asked: liars.Asked
            if isinstance(of, int):
                asked = tuple(int(rng.integers(n + 1)) for n in state[1:])
            elif strategy.game is liars.Game.EXAMINED:
                asked = tuple(rng.integers(2, size=of.n_instances).tolist())
            else:
                asked = int(rng.integers(of.n_instances))
            answer, floor = liars.reply(of, strategy, state=state, asked=asked, floor=floor)
            state, spent = answer.leaves, spent + 1
        assert spent >= value


def test_a_question_of_another_game_is_refused() -> None:
    of, strategy, _ = opened("segments, a lie")
    state = begun(of, strategy)
    for asked in (99, (0, 1), -1):
        with pytest.raises(ValueError, match="must be an instance"):
            told(of, strategy, state, asked)
    with pytest.raises(ValueError, match=r"begin with liars\.start"):
        told(of, strategy, (0, 1), 0)
    with pytest.raises(ValueError, match="leaves no hypothesis"):
        liars.reply(of, strategy, state=(0, 0, 0), asked=0)
    with pytest.raises(ValueError, match="pass one of"):
        liars.heard(strategy.game, liars.Answer(None, None, state), said=())
    with pytest.raises(ValueError, match="a label, 0 or 1"):
        told(*opened("segments, a false error")[:2], state, (0, 2, 0, 0, 0, 0))
    with pytest.raises(ValueError, match="of how many"):
        told(*opened("a number of thirteen, a lie")[:2], (0, 13, 0), (14, 0))


REASKABLE = liars.Game.REASKABLE
GIVEN: Any = SOLVED["segments, a lie"]
SAID: list[tuple[Callable[[Any, Any, Any], object], str]] = [
    (lambda of, plan, state: liars.start(None, 3, most=1), "game is None, but must be of the k"),  # type: ignore[arg-type]
    (lambda of, plan, state: liars.start(REASKABLE, True, most=1), "n is True, but must be"),
    (lambda of, plan, state: liars.start(REASKABLE, 3, most="x"), "most is 'x', but must be"),  # type: ignore[arg-type]
    (lambda of, plan, state: liars.implied(None), "state is None, but must be a tuple of"),  # type: ignore[arg-type]
    (lambda of, plan, state: liars.implied((0, "x")), "state is (0, 'x'), but must be a tuple"),  # type: ignore[arg-type]
    (lambda of, plan, state: answered(None, of, state, 0), "game is None, but must be of the"),
    (lambda of, plan, state: answered(REASKABLE, None, state, 0), "the class is None, but must"),
    (lambda of, plan, state: answered(REASKABLE, 5, state, 0), "the class is 5, but must be of"),
    (lambda of, plan, state: answered(liars.Game.ULAM, of, state, 0), "n is HypothesisClass"),
    (lambda of, plan, state: answered(REASKABLE, of, None, 0), "state is None, but must be 3 nu"),
    (lambda of, plan, state: answered(REASKABLE, of, (0, "x", 0), 0), "state is (0, 'x', 0), but"),
    (lambda of, plan, state: answered(REASKABLE, of, state, None), "question is None, but must be"),
    (lambda of, plan, state: answered(REASKABLE, of, state, True), "question is True, but must be"),
    (
        lambda of, plan, state: answered(liars.Game.ULAM, 3, (0, 3, 0), (None, 0)),
        "question is (None, 0), but must say of how many of each of (3, 0) candidates it is",
    ),
    (lambda of, plan, state: liars.question(of, None, state=state), "strategy is None, but must"),  # type: ignore[arg-type]
    (lambda of, plan, state: liars.question(None, plan, state=state), "the class is None, but"),  # type: ignore[arg-type]
    (lambda of, plan, state: liars.question(of, plan, state=None), "state is None, but must be"),  # type: ignore[arg-type]
    (lambda of, plan, state: liars.question(of, plan, state=(0, 1 << 99, 0)), "state is (0, 6338"),
    (
        lambda of, plan, state: liars.reply(of, None, state=state, asked=0),  # type: ignore[arg-type]
        "strategy is None, but must be of the kind Strategy; pass result.certificate",
    ),
    (
        lambda of, plan, state: liars.reply(of, plan, state=state, asked=0, floor=3),  # type: ignore[arg-type]
        "floor is 3, but must be of the kind Floor; pass what the last reply returned",
    ),
    (lambda of, plan, state: liars.unfold(of, None), "strategy is None, but must be of the kind"),  # type: ignore[arg-type]
    (lambda of, plan, state: liars.unfold(None, plan), "the class is None, but must be of the"),  # type: ignore[arg-type]
    (lambda of, plan, state: liars.heard(REASKABLE, None, said=()), "answer is None, but must"),  # type: ignore[arg-type]
]


def answered(game: Any, of: Any, state: Any, question: Any) -> object:
    return liars.answers(game, of, most=1, state=state, question=question)


@pytest.mark.parametrize(("call", "begins"), SAID)
def test_what_nobody_can_play_by_is_refused_in_a_sentence(
    call: Callable[[Any, Any, Any], object], begins: str
) -> None:
    of, result = GIVEN
    with pytest.raises(ValueError, match=f"^{re.escape(begins)}"):
        call(of, result.certificate, liars.start(REASKABLE, len(of), most=1))


# ---------------------------------------------------------------- tampering
def proves(of: Of, result: Result) -> bool:
    try:
        liars.check(of, result)
    except liars.CertificateError:
        return False
    return True


def shifted(result: Result, *, lower: int, upper: int) -> Result:
    return replace(result, lower=result.lower + lower, upper=result.upper + upper)


@PLAYED
def test_a_bound_that_is_too_good_is_not_proved(name: str) -> None:
    of, result = SOLVED[name]
    assert proves(of, result)
    assert proves(of, shifted(result, lower=-1, upper=1))
    assert not proves(of, shifted(result, lower=-1, upper=-1))
    assert not proves(of, shifted(result, lower=1, upper=1))
    assert not proves(of, replace(result, upper=result.upper + 0.5))


@PLAYED
def test_a_certificate_is_not_that_of_another_game(name: str) -> None:
    of, result = SOLVED[name]
    strategy = opened(name)[1]
    renamed = replace(result, quantity=f"{strategy.game.value} of {strategy.most + 1}")
    assert not proves(of, renamed)
    assert not proves(of, replace(renamed, certificate=replace(strategy, most=strategy.most + 1)))
    assert not proves(of, replace(result, certificate="trust me"))
    assert not proves(families.powerset(2) if isinstance(of, int) else 7, result)
    for game in liars.Game:
        if game is not strategy.game:
            other = replace(strategy, game=game)
            quantity = f"{game.value} of {strategy.most}"
            assert not proves(of, replace(result, quantity=quantity, certificate=other))


@pytest.mark.parametrize("name", [name for name in SOLVED if opened(name)[1].moves])
def test_a_spoilt_move_is_found(name: str) -> None:
    of, result = SOLVED[name]
    strategy = opened(name)[1]
    start = begun(of, strategy)
    spoils: list[Any] = [(), ((liars.EVERY, 99),), ((0, 7),), ((liars.EVERY, "x"),)]
    for spoilt in spoils:
        moves = {**strategy.moves, start: spoilt}
        assert not proves(of, replace(result, certificate=replace(strategy, moves=moves)))
    moves = {state: move for state, move in strategy.moves.items() if state != start}
    assert not proves(of, replace(result, certificate=replace(strategy, moves=moves)))


@PLAYED
def test_a_spoilt_floor_is_found(name: str) -> None:
    of, result = SOLVED[name]
    strategy = opened(name)[1]
    start, better = begun(of, strategy), shifted(result, lower=1, upper=1)
    least = int(better.lower)
    for floor in (
        Floor(least),
        Floor(least, keeps=start[1]),
        Floor(least, keeps=3),
        Floor(least, keeps=1 << 70),
        Floor(least, round=liars.EVERY),
        Floor(least, round=0),
        Floor(least, round=99),
    ):
        spoilt = replace(strategy, floors={**strategy.floors, start: floor})
        assert not proves(of, replace(better, certificate=spoilt))


def reached(of: Of, game: liars.Game) -> set[State]:
    """All states that one lie, or silence, leads to, whatever is asked."""
    found: set[State] = set()
    waiting = [liars.start(game, of if isinstance(of, int) else len(of), most=1)]
    while waiting:
        state = waiting.pop()
        if state in found:
            continue
        found.add(state)
        asked: Iterable[liars.Asked]
        if isinstance(of, int):
            asked = itertools.product(*(range(n + 1) for n in state[1:]))
        elif game is liars.Game.EXAMINED:
            asked = itertools.product((0, 1), repeat=of.n_instances)
        else:
            asked = range(of.n_instances)
        for one in asked:
            said = liars.answers(game, of, most=1, state=state, question=one)
            waiting += [answer.leaves for answer in said]
    return found


@pytest.mark.parametrize("game", liars.Game)
def test_floors_that_only_lean_on_each_other_prove_nothing(game: liars.Game) -> None:
    three = HypothesisClass.from_strings(["1100", "0110", "1001"])
    apart = HypothesisClass.from_strings(["000", "111"])
    special: dict[liars.Game, Of] = {liars.Game.ULAM: 3, liars.Game.PERSISTENT: apart}
    of = special.get(game, three)
    at = 0 if game is liars.Game.EXAMINED else liars.EVERY
    floors = {state: Floor(20, round=at) for state in reached(of, game)}
    certificate = Strategy(game, 1, {}, floors)
    assert proves(of, Result(f"{game.value} of 1", 0, 99, certificate, 0))
    assert not proves(of, Result(f"{game.value} of 1", 20, 99, certificate, 0))


def test_a_strategy_cannot_be_written_to() -> None:
    strategy = opened("segments, a lie")[1]
    with pytest.raises(TypeError):
        strategy.moves[0, 1, 0] = ()  # type: ignore[index]


# ---------------------------------------------------------------- what cannot be learned
def test_two_hypotheses_show_that_lies_told_again_cannot_be_found_out() -> None:
    H = families.initial_segments(4)
    for result, most in (
        (liars.persistent(H, lies=1), 2),
        (liars.omitting(H, silences=1, persistent=True), 1),
    ):
        alike = result.certificate
        assert isinstance(alike, liars.Alike)
        first, second = alike.pair
        assert (H[first] != H[second]).sum() == alike.differ.bit_count() <= most
        assert result.value == math.inf
        liars.check(H, result)
        assert proves(H, replace(result, lower=3))
        for lower, upper in ((0, 0), (0, 9), (9, 9)):
            assert not proves(H, replace(result, lower=lower, upper=upper))
        for pair in ((0, 4), (0, 0), (0, 9), (-1, 0)):
            assert not proves(H, replace(result, certificate=replace(alike, pair=pair)))


def test_reaskable_lies_are_never_too_many() -> None:
    alike = liars.Alike(liars.Game.REASKABLE, 1, (0, 1), 1)
    forged = Result("queries_despite_reaskable_lies of 1", math.inf, math.inf, alike, 0)
    assert not proves(SEGMENTS, forged)


def test_a_finite_bound_where_questions_run_out_is_not_proved() -> None:
    H = families.initial_segments(4)
    strategy = Strategy(liars.Game.PERSISTENT, 1, {}, {})
    assert not proves(H, Result("queries_despite_persistent_lies of 1", 0, 9, strategy, 0))


CHECKED: list[tuple[Callable[[], None], str]] = [
    (lambda: liars.check("H", liars.ulam(3)), "the class is 'H'"),  # type: ignore[arg-type]
    (lambda: liars.check(3, 5), "result is 5"),  # type: ignore[arg-type]
    (lambda: liars.check(0, liars.ulam(3)), "n is 0"),
]


@pytest.mark.parametrize(("call", "begins"), CHECKED)
def test_what_is_no_class_and_no_result_is_refused(call: Callable[[], None], begins: str) -> None:
    with pytest.raises(ValueError, match=begins):
        call()


def test_the_checker_of_all_dimensions_checks_these_too() -> None:
    for of, result in SOLVED.values():
        if isinstance(of, HypothesisClass):
            complexity.check(of, result)
            with pytest.raises(complexity.CertificateError):
                complexity.check(of, shifted(result, lower=1, upper=1))


def test_a_result_of_the_honest_games_is_not_taken_for_one_of_these() -> None:
    assert not proves(SEGMENTS, games.membership(SEGMENTS))


def test_a_check_that_takes_too_long_is_refused_and_says_what_to_do() -> None:
    of = families.parities(3)
    result = liars.reaskable(of, lies=1)
    with pytest.raises(ValueError, match=r"takes more than 3 states, so it is neither") as refused:
        liars.check(of, result, max_states=3)
    assert not isinstance(refused.value, liars.CertificateError)
    with pytest.raises(ValueError, match="max_states is 0, but must be a whole number"):
        liars.check(of, result, max_states=0)
    liars.check(of, result)
