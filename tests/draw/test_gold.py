"""Learners in the limit, drawn: what is on paper is what was shown, held and said."""

from dataclasses import replace

import pytest

from teachsim.draw.film import apply, elements
from teachsim.draw.gold_chart import counting
from teachsim.draw.gold_film import tracks_film
from teachsim.draw.gold_line import painted
from teachsim.draw.gold_panel import Strip, strips_film
from teachsim.draw.gold_track import NOWHERE, Line, Span, Step, Told, Track
from teachsim.draw.lettering import plain
from teachsim.draw.shapes import Kind, Picture, Shape, strokes
from teachsim.draw.still import still
from teachsim.draw.styles import HIDDEN
from teachsim.draw.svg import to_svg
from tests.draw.test_pictures import outside

LINE = Line(-2, 7, tuple(map(str, range(-2, 8))))
OPEN = Told("open", "not yet", "**0** changes", "Nothing.")


def track(*steps: Step, counts: tuple[int, ...] = ()) -> Track:
    counted = counts or tuple(range(len(steps) + 1))
    told = (OPEN,) * (len(steps) + 1)
    truth = Span((0, 1, 2))
    return Track("A learner", "of a test", "short", steps, truth, counted, told, "That was it.")


STEPS = (
    Step(0, True, Span((0,))),
    Step(1, True, Span((0, 1)), Span((3, 4, 5, 6, 7), beyond=True)),
    Step(-2, False, Span((0, 1, 2)), Span((-2, -1), before=True)),
    Step(None, True, NOWHERE),
)


def seen(picture: Picture, key: str) -> Shape:
    shape = next(shape for shape in picture.shapes if shape.key == key)
    assert shape.role != HIDDEN, key
    return shape


def hidden(picture: Picture) -> set[str]:
    return {shape.key for shape in picture.shapes if shape.role == HIDDEN}


def spans(shape: Shape) -> list[tuple[float, float]]:
    """Least and greatest x of each stroke."""
    return [(min(x for x, _ in s), max(x for x, _ in s)) for s in strokes(shape)]


def test_a_set_is_drawn_over_its_places_and_no_others() -> None:
    picture = painted(track(*STEPS), LINE, speaks=False)(1)
    dots = {k: seen(picture, f"mark-{k}").geometry[0] for k in range(len(LINE.names))}
    ((left, right),) = spans(seen(picture, "bar-held"))
    assert [k for k, x in dots.items() if left < x < right] == [2]  # the place of 0


def test_a_set_with_gaps_is_drawn_in_pieces() -> None:
    picture = painted(track(Step(0, True, Span((-2, 0, 1, 5)))), LINE, speaks=False)(1)
    assert len(spans(seen(picture, "bar-held"))) == 3


def test_a_set_that_goes_on_is_pointed_on_that_side_only() -> None:
    painter = painted(track(*STEPS), LINE, speaks=False)
    right = seen(painter(2), "bar-excess").geometry
    left = seen(painter(3), "bar-excess").geometry
    finite = seen(painter(1), "bar-held").geometry
    assert (len(right), len(left), len(finite)) == (10, 10, 8)
    assert max(right[::2]) > seen(painter(2), "mark-9").geometry[0]
    assert min(left[::2]) < seen(painter(3), "mark-0").geometry[0]


def test_right_marks_carry_a_plus_and_wrong_ones_a_minus() -> None:
    picture = painted(track(*STEPS), LINE, speaks=False)(3)
    assert seen(picture, "mark-2").role == "yes"
    assert seen(picture, "mark-0").role == "no"
    assert seen(picture, "upright-2").role == seen(picture, "level-0").role == "sign-pen"
    assert {"upright-0", "upright-5", "level-5"} <= hidden(picture)


def test_what_has_not_happened_yet_is_not_drawn() -> None:
    painter = painted(track(*STEPS), LINE, speaks=False)
    for t in range(len(STEPS) + 1):
        later = {f"bar-held-{k}" for k in range(t + 1, len(STEPS) + 1)}
        assert later <= hidden(painter(t))


def test_the_truth_of_an_adversary_is_what_passes_for_it_so_far() -> None:
    aims = Span((0, 1)), Span((0, 1, 2, 3))
    steps = tuple(replace(step, aim=aim) for step, aim in zip(STEPS[:2], aims, strict=True))
    painter = painted(track(*steps), LINE, speaks=False)
    assert "bar-truth" in hidden(painter(0))
    one, two = (spans(seen(painter(t), "bar-truth"))[0] for t in (1, 2))
    assert one[0] == two[0]
    assert one[1] < two[1]


def test_what_is_made_up_is_a_cross_and_what_is_true_a_diamond() -> None:
    steps = Step(0, True, said=1, true=True), Step(1, True, said=-2), Step(2, True)
    picture = painted(track(*steps), LINE, speaks=True)(3)
    assert seen(picture, "said-1").kind is Kind.DIAMOND
    assert seen(picture, "said-2").kind is Kind.PATH
    assert "said" in hidden(picture)


@pytest.mark.parametrize("speaks", [False, True])
def test_frame_0_and_the_changes_make_every_frame_and_back_again(speaks: bool) -> None:
    film = tracks_film([track(*STEPS)] * 2, LINE, title="t", counted="c", speaks=speaks)
    state = elements(film.frames[0])
    for t, changes in enumerate(film.changes, start=1):
        apply(state, changes)
        assert state == elements(film.frames[t])
    for t in reversed(range(film.rounds)):
        apply(state, film.changes[t], back=True)
        assert state == elements(film.frames[t])


@pytest.mark.parametrize("n", [1, 4, 30, 120])
@pytest.mark.parametrize("names", [("0", "1"), tuple(map(str, range(-30, 30))), ("abbaa",) * 40])
def test_no_label_leaves_its_picture(n: int, names: tuple[str, ...]) -> None:
    line = Line(0, len(names) - 1, names)
    long = track(*[Step(0, True, Span((0,)))] * n)
    film = tracks_film([long, long], line, title="t", counted="c", speaks=False)
    assert [outside(picture) for picture in film.frames[n].pictures] == [[], [], []]


def test_the_count_is_said_and_drawn_as_far_as_it_was_played() -> None:
    picture = counting([(0, 1, 2), (0, 0, 9)], names=("one", "two"), title="Changes", t=1)
    assert picture.description == "Changes: one 1, two 0."
    assert {"step-0-2", "step-1-2"} == hidden(picture)
    assert seen(picture, "end-1").text == "two 0"


def strip(*right: bool, coverage: tuple[float, ...] = ()) -> Strip:
    told = (OPEN,) * (len(right) + 1)
    return Strip("Name it: told", "Proved.", right, coverage, told, "Over.")


def test_a_strip_is_above_its_line_where_right_and_below_where_wrong() -> None:
    film = strips_film([strip(True, False)] * 2, title="t", rows=("r",), columns=("a", "b"))
    picture = film.frames[2].pictures[0]
    line = seen(picture, "axis").geometry[1]
    up, down = seen(picture, "cell-0").geometry, seen(picture, "cell-1").geometry
    assert up[1] + up[3] == line == down[1]
    assert hidden(film.frames[1].pictures[0]) == {"cell-1"}


def test_coverage_rises_on_paper() -> None:
    told = strip(True, True, True, coverage=(0.2, 0.5, 1.0))
    film = strips_film([told], title="t", rows=("r",), columns=("a",))
    picture = film.frames[3].pictures[0]
    assert (
        picture.height
        > strips_film([strip(True)], title="t", rows=("r",), columns=("a",))
        .frames[0]
        .pictures[0]
        .height
    )
    one, two = (seen(picture, f"cover-{k}").geometry for k in (1, 2))
    assert one[1] > one[3] == two[1] > two[3] == seen(picture, "grid-strip-all").geometry[1]


@pytest.mark.parametrize("abreast", [1, 2])
def test_a_still_holds_every_pane_of_any_film(abreast: int) -> None:
    pair = tracks_film([track(*STEPS)] * 2, LINE, title="t", counted="c", speaks=False)
    table = strips_film([strip(True, False)] * 8, title="t", rows="abcd", columns="xy")
    for film in (pair, table):
        drawn = still(film, title="A title", abreast=abreast)
        words = [plain(shape.text) for shape in drawn.shapes if shape.kind is Kind.TEXT]
        assert outside(drawn) == []
        assert sum("A learner" in text or "Name it" in text for text in words) == len(film.panes)
        assert "That was it" in " ".join(words) or "Over" in " ".join(words)
        assert to_svg(drawn).startswith("<svg")


def test_what_cannot_be_drawn_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="a line from 0 to 3 has 1 names"):
        Line(0, 3, ("0",))
    with pytest.raises(ValueError, match=r"have \[1, 4\] rounds"):
        tracks_film([track(*STEPS), track(STEPS[0])], LINE, title="t", counted="c", speaks=False)
    with pytest.raises(ValueError, match="2 lines have 1 names"):
        counting([(0,), (0,)], names=("one",), title="c", t=0)
    with pytest.raises(ValueError, match="has 1 strips for 1 rows and 2 columns"):
        strips_film([strip(True)], title="t", rows=("r",), columns=("a", "b"))
    film = strips_film([strip(True)], title="t", rows=("r",), columns=("a",))
    with pytest.raises(ValueError, match="round is 9; this film has rounds 0 to 1"):
        still(film, round=9)
