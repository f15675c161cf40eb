"""Games: the adversary is as hard as can be and no harder, and every score is told truly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import example, given, settings

from teachsim.draw.scene import Pane, read
from teachsim.gallery import play_ask, play_link
from teachsim.gallery.classes import CHOICES, OWN, Ideas, build_class
from teachsim.gallery.play import (
    BIASES,
    DEFAULT,
    MAX_MOVES,
    SCENES,
    Match,
    Query,
    Scene,
    Side,
    begun,
    fit,
    moved,
    of_class,
    undone,
)
from teachsim.gallery.play_ask import asked, best, first_loss, opening, played
from teachsim.gallery.play_fool import course, first_slip
from teachsim.gallery.play_run import asking, fooling
from teachsim.gallery.setting import Bias, taste
from teachsim.symbolic import HypothesisClass, demonstration

SMALL = (
    Ideas("intervals", (5,)),
    Ideas("segments", (6,)),
    Ideas("singletons", (6,)),
    Ideas("singletons-or-none", (6,)),
    Ideas("boxes", (2, 3)),
    Ideas("monotone-conjunctions", (3,)),
    Ideas("subsets", (5, 2)),
    Ideas("powerset", (3,)),
    Ideas("warmuth", ()),
    Ideas("orders", (3,)),
    Ideas("living-beings", ()),
)
GAMES = [(ideas, query) for ideas in SMALL for query in Query]
NAMED = [f"{ideas.word} {query}" for ideas, query in GAMES]


# The games by definition, on sets of rows: nothing of the solver, nothing of its rules.


def left_after(H: HypothesisClass, query: Query, *, move: int) -> Iterator[tuple[int, int | str]]:
    """What every idea would let a truthful adversary say to a question, as (idea, reply)."""
    for h, row in enumerate(H.table):
        if query is Query.BELONGS:
            yield h, ("yes" if row[move] else "no")
            continue
        claim = H.table[move]
        wrong = {
            Query.THIS: claim != row,
            Query.PART: claim & ~row,
            Query.WHOLE: row & ~claim,
        }[query]
        for x in np.flatnonzero(wrong):
            yield h, int(x)
        if not wrong.any():
            yield h, "yes"


def replies(H: HypothesisClass, query: Query, *, move: int) -> dict[int | str, frozenset[int]]:
    found: dict[int | str, set[int]] = {}
    for h, said in left_after(H, query, move=move):
        found.setdefault(said, set()).add(h)
    return {said: frozenset(ideas) for said, ideas in found.items()}


class Oracle:
    """D(V) = 0 for one idea, else 1 + min over questions of max over replies."""

    def __init__(self, H: HypothesisClass, query: Query) -> None:
        n = H.n_instances if query is Query.BELONGS else len(H)
        self.said = [replies(H, query, move=move) for move in range(n)]
        self.needed = cache(self._needed)

    def after(self, alive: frozenset[int], move: int) -> list[frozenset[int]]:
        return [part for ideas in self.said[move].values() if (part := alive & ideas)]

    def _needed(self, alive: frozenset[int]) -> int:
        if len(alive) == 1:
            return 0
        worst = []
        for move in range(len(self.said)):
            parts = self.after(alive, move)
            if alive not in parts:
                worst.append(1 + max(self.needed(part) for part in parts))
        return min(worst)


def members(bits: int) -> frozenset[int]:
    return frozenset(h for h in range(bits.bit_length()) if bits >> h & 1)


TINY = [
    (ideas, query)
    for ideas in (Ideas("intervals", (4,)), Ideas("powerset", (3,)), Ideas("warmuth", ()))
    for query in Query
] + [(Ideas("segments", (6,)), query) for query in Query]


@pytest.mark.parametrize(("ideas", "query"), TINY, ids=[f"{i.word} {q}" for i, q in TINY])
def test_the_adversary_says_what_leaves_most_to_ask_and_every_value_is_the_defined_one(
    ideas: Ideas, query: Query
) -> None:
    H = build_class(ideas)
    oracle = Oracle(H, query)
    rng = np.random.default_rng(0)
    for _ in range(6):
        standing = opening(H, query)
        while standing.left > 1:
            alive = members(standing.alive)
            assert standing.needed == oracle.needed(alive)
            move = int(rng.integers(len(oracle.said)))
            turn = asked(H, query, standing=standing, question=move)
            parts = oracle.after(alive, move)
            assert members(turn.after.alive) in parts
            assert turn.after.needed == max(oracle.needed(part) for part in parts)
            standing = turn.after
            if turn.loss and rng.random() < 0.5:  # else wasted questions could go on for ever
                standing = asked(H, query, standing=standing, question=_best(H, standing)).after


def _best(H: HypothesisClass, standing: play_ask.Standing) -> int:
    chosen = best(H, standing)
    return 0 if chosen is None else chosen


@pytest.mark.parametrize(("ideas", "query"), GAMES, ids=NAMED)
def test_who_plays_best_needs_just_the_optimum_and_loses_nothing(
    ideas: Ideas, query: Query
) -> None:
    H = build_class(ideas)
    first = standing = opening(H, query)
    moves: list[int] = []
    while standing.left > 1:
        moves.append(_best(H, standing))
        standing = asked(H, query, standing=standing, question=moves[-1]).after
    assert len(moves) == first.needed
    _, turns = played(H, query, moves=moves)
    assert [turn.loss for turn in turns] == [0] * len(turns)
    assert first_loss(turns) is None


@given(st.sampled_from(GAMES), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_what_you_needed_is_the_optimum_and_what_you_lost(
    game: tuple[Ideas, Query], numbers: list[int]
) -> None:
    ideas, query = game
    H = build_class(ideas)
    n = H.n_instances if query is Query.BELONGS else len(H)
    first, turns = played(H, query, moves=[number % n for number in numbers])
    still = turns[-1].after.needed if turns else first.needed
    assert first.needed is not None
    assert still is not None
    losses = [turn.loss for turn in turns]
    assert all(loss is not None and loss >= 0 for loss in losses)
    assert len(turns) + still == first.needed + sum(loss or 0 for loss in losses)


@given(st.sampled_from(GAMES), st.lists(st.integers(0, 10**6), max_size=8))
@settings(max_examples=60, deadline=None)
def test_the_loop_holds_possible_what_the_game_does(
    game: tuple[Ideas, Query], numbers: list[int]
) -> None:
    ideas, query = game
    H = build_class(ideas)
    n = H.n_instances if query is Query.BELONGS else len(H)
    _, turns = played(H, query, moves=[number % n for number in numbers])
    scene = read(Pane("", "", asking(H, query, turns=turns), H, 0))
    for t, turn in enumerate(turns, start=1):
        assert set(np.flatnonzero(scene.alive[t]).tolist()) == members(turn.after.alive)


def test_where_only_bounds_are_known_the_adversary_still_forces_the_lower_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(play_ask, "MAX_STATES", 300)
    monkeypatch.setattr(play_ask, "TURN_STATES", 300)
    monkeypatch.setattr(play_ask, "_LEAST_STATES", 20)
    H = build_class(Ideas("half-planes", (3, 3)))
    for query in Query:
        first = standing = opening(H, query)
        if query is Query.WHOLE:
            assert first.needed is None
        spent = 0
        while standing.left > 1:
            turn = asked(H, query, standing=standing, question=_best(H, standing))
            assert turn.after.least >= standing.least - 1
            assert turn.after.most <= standing.most
            spent, standing = spent + 1, turn.after
        assert spent >= first.least


def test_moves_after_the_end_are_void() -> None:
    H = build_class(Ideas("segments", (3,)))
    _, turns = played(H, Query.BELONGS, moves=[1, 0, 2, 0, 1, 2])
    assert turns[-1].after.left == 1
    assert len(turns) == 2


def test_the_game_that_a_visitor_meets_has_begun_and_lost_nothing_yet() -> None:
    H = build_class(DEFAULT.ideas)
    first, turns = played(H, DEFAULT.query, moves=DEFAULT.moves)
    assert first.needed == 5
    assert [(H.names[turn.asked], turn.loss) for turn in turns] == [("3 to 7", 0)]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.word)
def test_each_scene_is_a_game_that_fits_its_class(scene: Scene) -> None:
    match = scene.match
    fit(match)
    if match.side is Side.FOOL:
        assert build_class(match.ideas).names[match.target] == "4 to 8"


# Fooling a learner.


def matches_to_fool() -> Iterator[Match]:
    rng = np.random.default_rng(0)
    for ideas in SMALL:
        H = build_class(ideas)
        for bias in BIASES:
            target = int(rng.integers(len(H)))
            yield Match(ideas, Side.FOOL, target=target, bias=bias)
            decoy = int(rng.integers(len(H)))
            if decoy != target:
                yield Match(ideas, Side.FOOL, target=target, bias=bias, decoy=decoy)


TO_FOOL = list(matches_to_fool())


def fooled_by(match: Match, shown: tuple[int, ...]) -> bool:
    """Whether showing just these fools the learner, by the definition of its bias."""
    H = build_class(match.ideas)
    fits = [h for h, row in enumerate(H.table) if all(row[x] for x in shown)]
    if match.bias is Bias.CAUTIOUS:
        return len(fits) > 1 if match.decoy is None else match.decoy in fits
    sizes = H.table.sum(axis=1)
    sign = {Bias.SMALLEST: 1, Bias.LARGEST: -1, Bias.FIRST: 0}[match.bias]
    believed = min(fits, key=lambda h: (sign * int(sizes[h]), h))
    return believed != match.target if match.decoy is None else believed == match.decoy


@pytest.mark.parametrize("match", TO_FOOL, ids=str)
def test_the_best_demonstrator_is_the_best_of_all_subsets(match: Match) -> None:
    members_ = np.flatnonzero(build_class(match.ideas)[match.target]).tolist()
    reached = [
        k
        for k in range(len(members_) + 1)
        if any(fooled_by(match, shown) for shown in combinations(members_, k))
    ]
    found = course(match).moments[0].reach
    assert found == max(reached, default=None)


@pytest.mark.parametrize("bias", BIASES)
@pytest.mark.parametrize("ideas", SMALL, ids=lambda ideas: ideas.word)
def test_the_best_demonstrator_is_that_of_the_library(ideas: Ideas, bias: Bias) -> None:
    H = build_class(ideas)
    if bias is Bias.CAUTIOUS:
        rivals = demonstration.undetermined(H)
        known = {t: int((H.table[h] & H.table[t]).sum()) for t, h in rivals.items()}
    else:
        decoys = demonstration.decoys(H, prefer=taste(bias)[0])
        known = {decoy.target: decoy.shared for decoy in decoys}
    for target in range(len(H)):
        match = Match(ideas, Side.FOOL, target=target, bias=bias)
        assert course(match).moments[0].reach == known.get(target)


@pytest.mark.parametrize("match", TO_FOOL, ids=str)
def test_who_follows_the_best_course_reaches_the_best_and_slips_nowhere(match: Match) -> None:
    H = build_class(match.ideas)
    while True:
        now = course(match).moments[-1]
        if now.through is None:
            break
        useful = H[match.target] & H[now.through]
        useful[list(match.moves)] = False
        if not useful.any():
            break
        match = moved(match, int(useful.argmax()))
    done = course(replace(match, over=True))
    assert done.score == done.best
    assert first_slip(done) is None
    if done.moments[0].reach is not None:
        assert done.moments[-1].fooled


@given(st.sampled_from(TO_FOOL), st.integers(0, 10**6))
@settings(max_examples=80, deadline=None)
def test_no_course_beats_the_best_and_each_is_told_as_it_was(match: Match, seed: int) -> None:
    examples = np.flatnonzero(build_class(match.ideas)[match.target])
    shuffled = np.random.default_rng(seed).permutation(examples).tolist()
    match = replace(match, moves=tuple(shuffled))
    done = course(match)
    assert done.score <= done.best
    for k, moment in enumerate(done.moments):
        assert moment.fooled is fooled_by(match, match.moves[:k])
    slip = first_slip(done)
    assert (slip is None) is (done.score == done.best)
    if slip is not None:
        before, after = done.moments[slip].reach, done.moments[slip + 1].reach
        assert before == done.best
        assert after is None or after < done.best


@pytest.mark.parametrize("match", [m for m in TO_FOOL if m.decoy is None], ids=str)
def test_the_learner_of_the_loop_believes_what_the_game_says(match: Match) -> None:
    H = build_class(match.ideas)
    match = replace(match, moves=tuple(np.flatnonzero(H[match.target]).tolist()))
    done = course(match)
    scene = read(Pane("", "", fooling(match, done), H, match.target))
    for k, moment in enumerate(done.moments):
        if done.shown and H.table.any(axis=1).all():  # silence may mean the empty idea, or doubt
            assert scene.learner(k) == moment.believed
        assert scene.survivors[k] == moment.left


# Moves and links.


@st.composite
def matches(draw: st.DrawFn) -> Match:
    ideas = draw(st.sampled_from([*SMALL, *(choice.default for choice in CHOICES)]))
    H = build_class(ideas)
    side, query = draw(st.sampled_from(Side)), draw(st.sampled_from(Query))
    target = draw(st.integers(0, len(H) - 1))
    if side is Side.ASK:
        n = H.n_instances if query is Query.BELONGS else len(H)
        moves = draw(st.lists(st.integers(0, n - 1), max_size=12))
    else:
        moves = draw(st.permutations(np.flatnonzero(H[target]).tolist()))
        moves = moves[: draw(st.integers(0, len(moves)))][:MAX_MOVES]
    return Match(
        ideas,
        side,
        query,
        target=target,
        decoy=draw(st.none() | st.integers(0, len(H) - 1)),
        bias=draw(st.sampled_from(BIASES)),
        moves=tuple(moves),
        over=draw(st.booleans()),
    )


@given(matches())
@settings(max_examples=300, deadline=None)
def test_a_link_restores_the_game_to_the_last_move(match: Match) -> None:
    assert play_link.from_query(play_link.to_query(match)) == (match, ())


@given(matches())
@settings(max_examples=200, deadline=None)
def test_undo_takes_back_one_move_and_giving_up_before_that(match: Match) -> None:
    if match.over:
        assert undone(match) == replace(match, over=False)
        return
    assert undone(replace(match, over=True)) == match
    if match.moves:
        assert moved(undone(match), match.moves[-1]) == match
    assert undone(begun(match)) == begun(match)


NAMES = ["class", "n", "side", "ask", "target", "decoy", "bias", "moves", "over", "round", "own"]


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.text(max_size=40)
        | st.integers().map(str)
        | st.lists(st.integers(-1, 99), max_size=9).map(lambda ns: ".".join(map(str, ns)))
        | st.sampled_from(
            ["own", "intervals", "fool", "whole", "majority", "5x5", "nan", "٣", "1"]
        ),
    )
)
@settings(max_examples=700, deadline=None)
@example({"n": "30000000"})
@example({"class": "own", "own": "eNo"})
@example({"moves": "1." * 10_000})
@example({"moves": "21.21.44.45"})
@example({"side": "fool", "moves": "1.1"})
@example({"class": "boxes", "n": "6x6x6"})
@example({"class": "subsets", "n": "5x4", "target": "٣"})
def test_no_link_raises_and_every_link_gives_a_game_that_fits(query: dict[str, str]) -> None:
    match, problems = play_link.from_query(query)
    fit(match)
    assert all(len(problem) < 400 for problem in problems)
    assert play_link.from_query(play_link.to_query(match)) == (match, ())


def test_a_bad_value_is_replaced_and_said() -> None:
    match, problems = play_link.from_query({"bias": "majority", "over": "1"})
    assert match == replace(DEFAULT, over=True)
    assert problems == ("the link asked for bias='majority'; using smallest",)


def test_a_class_of_ones_own_is_played_and_travels_in_the_link() -> None:
    own = Ideas(OWN, (), "idea,a,b,c\nall,1,1,1\nfew,1,0,0\nnone,0,0,0\n")
    match = replace(of_class(DEFAULT, own), query=Query.BELONGS, moves=(1, 0))
    restored, problems = play_link.from_query(play_link.to_query(match))
    assert (restored, problems) == (match, ())
    first, turns = played(build_class(own), Query.BELONGS, moves=match.moves)
    assert first.needed == 2
    assert len(turns) == 2


def test_the_first_game_needs_no_parameters() -> None:
    assert play_link.to_query(DEFAULT) == {}


def test_a_game_that_is_over_takes_no_move() -> None:
    with pytest.raises(ValueError, match="the game is over; take back a move"):
        moved(replace(DEFAULT, over=True), 0)


def test_an_example_that_is_false_or_was_shown_is_refused() -> None:
    match = next(scene.match for scene in SCENES if scene.match.side is Side.FOOL)
    assert moved(match, 4).moves == (4,)
    for moves, wrong in (((), 0), ((4,), 4), ((), -1), ((), 99)):
        with pytest.raises(ValueError, match=f"move {wrong} is not legal"):
            moved(replace(match, moves=moves), wrong)


def test_what_cannot_be_played_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="bias is 'majority', which follows no fixed order"):
        Match(bias=Bias.MAJORITY)
    with pytest.raises(ValueError, match="the game has 65 moves, but ends after 64"):
        Match(moves=(0,) * 65)
    rows = "".join(f"h{h}," + ",".join(f"{h:09b}") + "\n" for h in range(451))
    with pytest.raises(ValueError, match="the class has 451 ideas on 9 points, but a game takes"):
        of_class(DEFAULT, Ideas(OWN, (), "idea,a,b,c,d,e,f,g,h,i\n" + rows))
    with pytest.raises(ValueError, match=r"target is 99, but must lie in 0\.\.44"):
        fit(replace(DEFAULT, target=99))


def test_another_class_begins_another_game_with_a_truth_that_tells() -> None:
    match = of_class(replace(DEFAULT, decoy=3, over=True), Ideas("boxes", (3, 3)))
    assert (match.moves, match.decoy, match.over) == ((), None, False)
    assert 0 < build_class(match.ideas)[match.target].sum() < 9
