"""The page Play as streamlit draws it, without a browser: every scene, question and button."""

import csv
import io
import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from teachsim.gallery.classes import CHOICES, Choice, Ideas, build_class
from teachsim.gallery.play import BIASES, MAX_MOVES, SCENES, Match, Query, Scene, Side
from teachsim.gallery.play_fool import course
from teachsim.gallery.play_link import to_query
from teachsim.gallery.setting import Bias
from teachsim.ui import beside, guard, play_data, play_exports, play_saying, play_session
from teachsim.ui.play_data import first, fooled, turns
from teachsim.ui.play_fooling import ending, why
from teachsim.ui.views import play_takeaway
from teachsim.ui.words import WORDS, say
from tests.ui import pages
from tests.ui.pages import fine, widget, words


def _play() -> None:
    from teachsim.ui.views import play

    play.show()


@pytest.fixture
def page() -> Iterator[Callable[..., AppTest]]:
    def opened(**query: str) -> AppTest:
        return pages.drawn(_play, query=query)

    yield opened
    for cached in (play_data.first, play_data._turns, play_data.board, play_data.fooled):
        cached.cache_clear()


def press(test: AppTest, key: str) -> AppTest:
    return fine(test.button(key).click().run())


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.word)
def test_each_scene_says_how_well_it_can_be_played(
    page: Callable[..., AppTest], scene: Scene
) -> None:
    match = scene.match
    test = page(**to_query(match))
    assert widget(test, "button_group", key="scene").value == scene.word
    told = words(test)
    if match.side is Side.ASK:
        needed = first(match.ideas, match.query).needed
        assert f"The best learner needs <strong>{needed} questions</strong>" in told
    else:
        assert "The truth is <strong>4 to 8</strong>" in told


def test_a_visitor_meets_a_game_that_has_begun(page: Callable[..., AppTest]) -> None:
    told = words(page())
    assert "Is 3 to 7 all of it?" in told
    assert "No: <strong>2</strong> belongs." in told
    assert "You knew that already" not in told
    assert "question asked" in told
    assert "put for you" in told
    assert "put for you" not in words(press(page(), "undo"))


@pytest.mark.parametrize("scene", [s for s in SCENES if s.match.side is Side.ASK], ids=str)
def test_the_best_moves_find_the_idea_in_the_best_number(
    page: Callable[..., AppTest], scene: Scene
) -> None:
    test = page(**to_query(scene.match))
    needed = first(scene.match.ideas, scene.match.query).needed
    assert needed is not None
    for _ in range(needed - len(scene.match.moves)):
        test = press(press(test, "hint"), "hint-do")
    told = words(test)
    assert "Nobody needs fewer" in told
    assert "100 %" in told
    assert WORDS["why-least"] in told
    assert not [button for button in test.button if button.key in {"hint", "end"}]


@pytest.mark.parametrize("scene", [s for s in SCENES if s.match.side is Side.FOOL], ids=str)
def test_the_best_demonstrator_stops_in_time(page: Callable[..., AppTest], scene: Scene) -> None:
    test = page(**to_query(scene.match))
    for _ in range(fooled(scene.match).best):
        test = press(press(test, "hint"), "hint-do")
    if "Stop here: one example more" in words(press(test, "hint") if goes_on(test) else test):
        test = press(test, "end")
    told = words(test)
    assert "<strong>Fooled.</strong>" in told
    assert "No demonstrator can show more." in told


def goes_on(test: AppTest) -> bool:
    return any(button.key == "end" for button in test.button)


def test_one_example_too_many_gives_the_truth_away_and_undo_mends_it(
    page: Callable[..., AppTest],
) -> None:
    test = page(**to_query(SCENES[4].match))
    for shown, x in enumerate((3, 4, 5, 6, 7)):
        widget(test, "button_group", key=f"point-{shown}").set_value(x)
        fine(test.run())
    assert "you showed one example too many" in words(test)
    press(test, "undo")
    press(test, "end")
    assert "<strong>Fooled.</strong>" in words(test)


def test_a_wasted_question_is_said_and_charged_at_the_end(page: Callable[..., AppTest]) -> None:
    told = words(page(moves="21.0.5.10.11.12.4"))
    assert "You needed <strong>7 questions</strong>; the best learner needs 5." in told
    assert "Question 2 was the first to cost you" in told
    assert "71 %" in told
    assert told.count("Cost you 1.") == 2


def test_what_a_question_costs_is_not_said_before_the_end(page: Callable[..., AppTest]) -> None:
    assert "Cost you" not in words(page(moves="21.0"))


@pytest.mark.parametrize("query", Query)
def test_every_kind_of_question_can_be_asked_and_taken_back(
    page: Callable[..., AppTest], query: Query
) -> None:
    test = press(page(), "again")
    widget(test, "selectbox", key="play-query").set_value(query)
    test = fine(test.run())
    kind = "button_group" if query is Query.BELONGS else "selectbox"
    key = "point-0" if query is Query.BELONGS else f"question-{query}-0"
    widget(test, kind, key=key).set_value(3)
    if query is Query.BELONGS:
        fine(test.run())
    else:
        asks = [button for button in test.button if button.label == WORDS["ask"]]
        fine(asks[0].click().run())
    assert "moves" in test.query_params
    assert ("ask" in test.query_params) is (query is not Query.WHOLE)  # the first game's
    press(test, "undo")
    assert WORDS["said-first"] in words(test)


def test_giving_up_tells_what_was_left_and_is_taken_back(page: Callable[..., AppTest]) -> None:
    test = press(page(), "end")
    told = words(test)
    assert "You gave up after 1 question" in told
    assert "<strong>16 ideas</strong> still fit" in told
    assert "The best learner would find it with 4 questions more." in told
    press(test, "undo")
    assert "You gave up" not in words(test)
    press(test, "again")
    assert WORDS["said-first"] in words(test)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.word)
def test_every_class_is_played_at_its_smallest_and_its_largest(
    page: Callable[..., AppTest], choice: Choice
) -> None:
    for end in ("low", "high"):
        sizes = "x".join(str(getattr(size, end)) for size in choice.sizes)
        query = {"class": choice.word, "ask": "belongs", "moves": "0"}
        told = words(page(**query | ({"n": sizes} if sizes else {})))
        assert "The best learner needs" in told


@pytest.mark.parametrize("bias", BIASES)
def test_every_learner_can_be_played_against(page: Callable[..., AppTest], bias: str) -> None:
    test = page(side="fool", bias=bias)
    assert "Fool the learner" in words(test)
    assert WORDS["why-fool"] in words(press(test, "end"))


@pytest.mark.parametrize(
    ("link", "told", "not_told"),
    [
        (
            {"target": "0", "over": "1"},
            ("It has the truth before it sees any example.", "It was never fooled."),
            ("fooled with", "gives it away", "found the truth"),
        ),
        (
            {"bias": "largest", "target": "8"},
            ("It has the truth before it sees any example.", "whatever you show, it has the truth"),
            ("fooled with", "gives it away", "found the truth"),
        ),
        (
            {"bias": "cautious", "over": "1"},
            ("The idea 1 to 7 fits all of them, so this learner stays in doubt.", "trivially"),
            ("This learner prefers", "ranked above"),
        ),
        (
            {"bias": "cautious", "over": "1", "target": "8"},
            ("None shares more than 8 points with the truth",),
            ("This learner prefers", "ranked above"),
        ),
        (
            {"bias": "cautious", "over": "1", "decoy": "3", "moves": "6"},
            ("Your decoy is ruled out now.", "still have it think <strong>1 to 4</strong>"),
            ("This learner prefers", "will never believe"),
        ),
        ({"over": "1"}, ("you have shown it nothing", "trivially"), ("for ever.",)),
        ({"decoy": "21", "over": "1"}, ("trivially",), ("have it believe",)),  # it is the truth
        (
            {"class": "singletons", "n": "5", "target": "4", "moves": "4"},
            ("It was fooled with 0 of 1 example shown.",),
            ("1 examples",),
        ),
    ],
)
def test_what_is_said_of_the_end_is_so(
    page: Callable[..., AppTest],
    link: dict[str, str],
    told: tuple[str, ...],
    not_told: tuple[str, ...],
) -> None:
    shown = words(page(side="fool", **link))
    assert not [piece for piece in told if piece not in shown]
    assert not [piece for piece in not_told if piece in shown]


def test_nobody_is_said_to_be_fooled_who_never_was() -> None:
    """On each truth of small classes, stopped after each number of examples, each learner."""
    for n, bias in itertools.product((3, 4), BIASES):
        ideas = Ideas("intervals", (n,))
        H = build_class(ideas)
        for target, decoy in itertools.product(range(len(H)), [None, *range(len(H))]):
            points = np.flatnonzero(H[target]).tolist()
            for k in range(len(points) + 1):
                match = Match(ideas, Side.FOOL, Query.THIS, target, bias=bias, decoy=decoy)
                match = replace(match, moves=tuple(points[:k]), over=True)
                played = course(match)
                ended = " ".join(ending(match, played))
                assert ("never fooled" in ended) == (not played.ever)
                assert ("**Fooled" in ended) == played.moments[-1].fooled
                assert ("trivially" in ended) == (played.moments[-1].fooled and played.shown == 0)
                if bias is Bias.CAUTIOUS:
                    assert "prefers" not in why(match, played)


def test_a_decoy_can_be_the_goal(page: Callable[..., AppTest]) -> None:
    test = page(**to_query(SCENES[4].match))
    names = build_class(SCENES[4].match.ideas).names
    widget(test, "selectbox", key="play-decoy").set_value(names.index("5 to 7"))
    fine(test.run())
    assert "have it believe <strong>5 to 7</strong>?" in words(test)
    for _ in range(3):
        test = press(press(test, "hint"), "hint-do")
    assert "It believes <strong>5 to 7</strong>." in words(test)
    test = press(test, "end")
    assert "No demonstrator can show more." in words(test)


def test_a_class_too_hard_to_solve_is_played_within_bounds(page: Callable[..., AppTest]) -> None:
    query = {"class": "cyclic-pairs", "n": "24", "ask": "part", "moves": "5.6"}
    told = words(page(**query))
    assert "The best learner needs <strong>between" in told
    assert WORDS["too-hard"] in told


def test_a_class_of_ones_own_is_played_and_one_that_is_none_refused_in_words(
    page: Callable[..., AppTest],
) -> None:
    test = page()
    upload = widget(test, "file_uploader", key="play-own")
    upload.set_value(("mine.csv", b"idea,a,b,c\nall,1,1,1\nfew,1,0,0\n", "text/csv"))
    told = words(fine(test.run()))
    assert "Your class: 2 ideas on 3 points." in told
    assert "My secret is one of 2 ideas about 3 points." in told
    upload = widget(test, "file_uploader", key="play-own")
    upload.set_value(("bad.csv", b"idea,a,b\nall,1,2\n", "text/csv"))
    assert "row 2" in words(fine(test.run()))


@pytest.mark.parametrize("query", [{"ask": "belongs"}, {"ask": "this"}, {"side": "fool"}])
def test_a_name_in_a_class_of_ones_own_reaches_no_markdown(
    page: Callable[..., AppTest], query: dict[str, str]
) -> None:
    name = "![x](//elsewhere/x.png)"
    test = page(**query)
    upload = widget(test, "file_uploader", key="play-own")
    upload.set_value(("mine.csv", f"idea,{name},b\n{name},1,1\nfew,1,0\n".encode(), "text/csv"))
    fine(test.run())
    if goes_on(test):
        press(test, "hint")
    assert not [element for element in (*test.markdown, *test.caption) if name in element.value]
    groups: list[Any] = list(test.get("button_group"))
    assert not [option for group in groups for option in group.options if name in str(option)]


def test_a_link_that_cannot_be_used_is_said_and_not_raised(page: Callable[..., AppTest]) -> None:
    told = words(page(moves="99.x", target="-4", lock="sun", n="30000000"))
    assert "moves=" in told
    assert "lock=sun" in told
    assert "Find my idea" in told


def test_a_link_locks_and_hides_controls(page: Callable[..., AppTest]) -> None:
    test = page(lock="class,preset", hide="asker,explain", moves="21.0.5.10.11.12.4")
    assert widget(test, "selectbox", key="play-class").disabled
    assert widget(test, "button_group", key="scene").disabled
    assert not [found for found in test.selectbox if found.key == "play-query"]
    assert WORDS["why-least"] not in words(test)


def test_a_game_that_the_server_cannot_take_on_is_refused_in_words(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise guard.RefusedError("too many long runs are under way")

    monkeypatch.setattr(play_data, "opening", refuse)
    test = page(**{"class": "boxes", "n": "3x3"})
    assert "This was not run: too many long runs are under way" in words(test)
    assert widget(test, "button_group", key="scene")


def test_a_game_has_an_end_even_for_who_never_learns(page: Callable[..., AppTest]) -> None:
    test = page(moves=".".join(["0"] * MAX_MOVES))
    assert not [found for found in test.selectbox if str(found.key).startswith("question")]
    assert "The best learner" in words(press(test, "end"))


@pytest.mark.parametrize("scene", [s for s in SCENES if s.match.side is Side.ASK], ids=str)
def test_the_proof_is_checked_by_the_other_program(scene: Scene) -> None:
    match = scene.match
    assert play_data.checked(match.ideas, match.query)
    told = play_saying.why(match, first(match.ideas, match.query), checked=True)
    assert WORDS["why-checked"] in told


def test_a_game_is_found_again_in_the_cache_and_not_played_anew() -> None:
    match = SCENES[0].match
    play_data._turns.cache_clear()
    turns(match.ideas, match.query, moves=(21, 5, 10))
    before = play_data._turns.cache_info().misses
    turns(match.ideas, match.query, moves=(21, 5, 10, 11))
    assert play_data._turns.cache_info().misses == before + 1


def test_time_that_another_process_takes_for_a_long_game_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def elsewhere(needed: int, order: Callable[[], Any]) -> Any:
        time.sleep(0.05)  # and no time of this thread
        return order()

    play_data._turns.cache_clear()
    monkeypatch.setattr(beside, "compute", elsewhere)
    monkeypatch.setattr(guard, "DEADLINE_SECONDS", 0.0)
    monkeypatch.setattr(guard, "PATIENCE_SECONDS", 0.01)
    with pytest.raises(guard.RefusedError, match="1 of 3 moves were followed"):
        turns(SCENES[0].match.ideas, SCENES[0].match.query, moves=(21, 5, 10))


def test_a_long_game_is_followed_as_far_as_time_allows_and_then_from_there() -> None:
    match = SCENES[0].match
    play_data._turns.cache_clear()
    ticks = iter([0.0, 1.0, 1_000.0])
    with pytest.raises(guard.RefusedError, match="2 of 3 moves were followed"):
        turns(match.ideas, match.query, moves=(21, 5, 10), clock=lambda: next(ticks))
    assert play_data._turns.cache_info().currsize == 3  # with that of no moves
    ticks = iter([0.0, 0.0, 0.0, 1_000.0])
    assert len(turns(match.ideas, match.query, moves=(21, 5, 10), clock=lambda: next(ticks))) == 3


# ---------------------------------------------------------------- what can be taken away
ENDED = {
    "asked": {"moves": "21.0.5.10.11.12.4"},
    "a point asked": {"class": "half-planes", "n": "3x4", "ask": "belongs", "moves": "5.1"},
    "nothing asked": {"class": "singletons", "n": "4"},
    "fooled": {"side": "fool", "class": "intervals", "n": "13", "target": "40", "moves": "4.5",
               "over": "1"},
    "nothing shown": {"side": "fool"},
}  # fmt: skip


@pytest.mark.parametrize("query", ENDED.values(), ids=ENDED)
def test_every_form_of_a_game_opens_and_the_script_prints_its_fingerprint(
    query: dict[str, str],
) -> None:
    match = play_session.opened(query).match
    made = {form.word: form.make(match) for form in play_takeaway.FORMS}
    print_ = play_exports.fingerprint(match)
    said: list[str] = []
    exec(made["script"].decode(), {"print": said.append})
    assert said == [print_]
    assert len(made["script"].decode().splitlines()) == 6
    assert made["pdf"].startswith(b"%PDF-")
    assert made["svg"].startswith(b"<svg")
    head, *lines = csv.reader(io.StringIO(made["csv"].decode()))
    content = json.loads(made["json"])
    assert content["fingerprint"] == print_
    assert play_session.opened(content["link"]).match == match
    assert content["columns"] == head
    assert [[str(cell) for cell in row] for row in content["rows"]] == lines
    assert len(lines) == len(match.moves)
    told = made["html"].decode()
    assert print_ in told
    assert len(told) <= 100_000
    assert not re.search(r"<(script|link|img|iframe)", told)


def test_a_game_on_a_class_that_no_link_carries_offers_no_script(
    page: Callable[..., AppTest],
) -> None:
    rng = np.random.default_rng(0)
    names = ",".join(rng.bytes(40).hex() for _ in range(40))
    rows = "".join(f"{rng.bytes(40).hex()},{','.join(f'{k >> x & 1}' for x in range(40))}\n"
                   for k in range(40))  # fmt: skip
    test = page()
    upload = widget(test, "file_uploader", key="play-own")
    upload.set_value(("mine.csv", f"idea,{names}\n{rows}".encode(), "text/csv"))
    fine(test.run())
    buttons: list[Any] = list(test.get("download_button"))
    labels = [button.label for button in buttons]
    assert say("take-json") in labels
    assert say("take-script") not in labels
