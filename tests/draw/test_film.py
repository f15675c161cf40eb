"""The laws of films, on random runs of random classes, and on the one that is shown first."""

import json
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.core.regimes import (
    APPROVAL,
    DEMONSTRATION,
    EXAMINATION,
    INFORMANT,
    OMISSIONS_ONLY,
    QUERY,
)
from teachsim.draw.cells import cells_film
from teachsim.draw.film import Film, Frame, Word, apply, compact, elements, identity
from teachsim.draw.markup import film_markup
from teachsim.draw.player import film_data
from teachsim.draw.shapes import Kind, Picture, Shape
from teachsim.draw.stage import stage_film
from teachsim.draw.svg import INSIDE
from teachsim.symbolic.hypothesis_class import HypothesisClass
from tests.draw.fakes import boxes, intervals, pane

REGIMES = (DEMONSTRATION, INFORMANT, APPROVAL, QUERY, EXAMINATION, OMISSIONS_ONLY)


@st.composite
def films(draw: st.DrawFn) -> Film:
    """A film of one or two random runs of a random class, or of one with a layout."""
    kind = draw(st.sampled_from(["any", "line", "grid"]))
    if kind == "any":
        rows = draw(
            st.lists(st.text("01", min_size=4, max_size=4), min_size=2, max_size=9, unique=True)
        )
        H = HypothesisClass.from_strings(rows)
    else:
        H = intervals(draw(st.integers(2, 5))) if kind == "line" else boxes(2, 2)
    panes = [
        pane(
            H,
            draw(st.sampled_from(REGIMES)),
            target=draw(st.integers(0, len(H) - 1)),
            decoy=draw(st.none() | st.integers(0, len(H) - 1)),
            largest=draw(st.booleans()),
            rounds=draw(st.integers(1, 4)),
        )
        for _ in range(draw(st.integers(1, 2)))
    ]
    return stage_film(panes, title="test")


@settings(max_examples=30)
@given(films())
def test_frame_0_and_the_changes_make_every_frame_and_back_again(film: Film) -> None:
    state = elements(film.frames[0])
    for t, changes in enumerate(film.changes, start=1):
        apply(state, changes)
        assert state == elements(film.frames[t])
    for t in reversed(range(film.rounds)):
        apply(state, film.changes[t], back=True)
        assert state == elements(film.frames[t])


@settings(max_examples=15)
@given(films())
def test_what_is_sent_says_the_same_as_the_changes(film: Film) -> None:
    sent = json.loads(json.dumps(compact(film)))
    values = sent["values"]
    told = [
        tuple((values[a], values[b], values[c], tuple(where)) for a, b, c, where in changes)
        for changes in sent["changes"]
    ]
    assert told == list(film.changes)
    assert len(set(values)) == len(values)


@settings(max_examples=15)
@given(films(), st.data())
def test_the_page_holds_the_elements_in_the_order_that_the_player_counts(
    film: Film, data: st.DataObject
) -> None:
    t = data.draw(st.integers(0, film.rounds))
    page = Page()
    page.feed(film_markup(film, round=t))
    wanted = elements(film.frames[t])
    assert len(page.drawn + page.words) == len(wanted)
    for found, one in zip(page.drawn + page.words, wanted, strict=True):
        expected = {k: v for k, v in one.items() if k != INSIDE}
        assert {k: found.get(k) for k in expected} == expected


class Page(HTMLParser):
    """Collects what the player's selectors find: `svg.p` and its children, and `.w`."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[dict[str, str | None]] = []
        self.words: list[dict[str, str | None]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        role = found.get("class") or ""
        if tag == "svg":
            self.inside = role == "p"
        if self.inside and tag not in {"tspan"}:
            self.drawn.append(found)
        elif role.startswith("w "):
            self.words.append({**found, "class": role.removeprefix("w ")})

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "svg"


@pytest.fixture(scope="module")
def too_broad() -> Film:
    H = intervals(13)
    target, decoy = H.index("[3, 9]"), H.index("[0, 12]")
    panes = [
        pane(H, DEMONSTRATION, target=target, decoy=decoy, largest=True),
        pane(H, EXAMINATION, target=target, largest=True),
    ]
    return stage_film(panes, title="Can a demonstrator mislead you?")


def test_thirteen_rounds_of_two_panes_of_91_ideas_take_at_most_40_kb(too_broad: Film) -> None:
    sent = json.dumps(film_data(too_broad, link="?seed=7"), separators=(",", ":"))
    assert len(sent) <= 40_000


def test_equal_films_have_one_name_and_others_another(too_broad: Film) -> None:
    H = intervals(4)
    one, other = (
        stage_film([pane(H, DEMONSTRATION, target=t, rounds=3)], title="test") for t in (3, 4)
    )
    again = stage_film([pane(H, DEMONSTRATION, target=3, rounds=3)], title="test")
    assert identity(one) == identity(again)
    assert len({identity(one), identity(other), identity(too_broad)}) == 3


def test_the_table_of_regimes_is_a_film_of_six_runs() -> None:
    H = intervals(6)
    regimes = ((DEMONSTRATION, INFORMANT), (APPROVAL, QUERY), (OMISSIONS_ONLY, EXAMINATION))
    table = [[pane(H, r, target=8, rounds=3) for r in row] for row in regimes]
    film = cells_film(table, title="Both factors")
    assert len(film.frames[0].pictures) == 6
    assert not any(s.kind is Kind.TEXT for p in film.frames[0].pictures for s in p.shapes)
    assert film.heads[0] == (
        "The teacher shows",
        "The learner asks",
        "The teacher must name an error",
    )
    with pytest.raises(ValueError, match="rows of \\[2\\] runs; pass three rows"):
        cells_film(table[:1], title="Both factors")


def test_frames_that_do_not_match_are_refused() -> None:
    def frame(key: str) -> Frame:
        shape = Shape(key, Kind.CIRCLE, (1, 2, 3), "alive")
        return Frame((Picture(9, 9, (shape,), "t", "d"),), (Word("w", "say", "a"),), "")

    with pytest.raises(ValueError, match="frame 1 of film 'test' has other elements"):
        Film("test", (frame("a"), frame("b")), ())
    with pytest.raises(ValueError, match="has no frames"):
        Film("test", (), ())


def test_rounds_and_panes_out_of_range_are_refused(too_broad: Film) -> None:
    with pytest.raises(ValueError, match="round is 13; this film has rounds 0 to 12"):
        film_markup(too_broad, round=13)
    with pytest.raises(ValueError, match="a stage has 0 panes"):
        stage_film([], title="test")


def test_random_states_survive_a_jump(too_broad: Film) -> None:
    """What the player does when the scrubber jumps: all changes in between, in order."""
    rng = np.random.default_rng(0)
    state, now = elements(too_broad.frames[0]), 0
    for goal in rng.integers(0, too_broad.rounds + 1, size=20).tolist():
        while now < goal:
            apply(state, too_broad.changes[now])
            now += 1
        while now > goal:
            now -= 1
            apply(state, too_broad.changes[now], back=True)
        assert state == elements(too_broad.frames[goal])
