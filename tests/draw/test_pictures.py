"""What is drawn is what the engine holds, for every family; no label leaves its picture."""

import math

import networkx as nx
import numpy as np
import pytest

from teachsim.core.regimes import APPROVAL, DEMONSTRATION, EXAMINATION, QUERY
from teachsim.draw.blocks import box
from teachsim.draw.cells import cells_picture, tiny
from teachsim.draw.choose import choose
from teachsim.draw.grid import grid, outline
from teachsim.draw.hasse import proper_subsets
from teachsim.draw.lettering import plain, text_width
from teachsim.draw.poster import stage_picture
from teachsim.draw.scene import Pane, read
from teachsim.draw.shapes import Kind, Picture, Shape, strokes
from teachsim.draw.stage import paint_pane, stage_film
from teachsim.draw.styles import HIDDEN, STYLES
from teachsim.symbolic import families
from teachsim.symbolic.hypothesis_class import HypothesisClass
from tests.draw.fakes import boxes, intervals, pane, run

CLASSES = {
    "pyramid": intervals(8),
    "pyramid with the empty idea": families.intervals(7, empty=True),
    "pyramid of one row": families.singletons(12),
    "half a pyramid": families.initial_segments(9),
    "grid of boxes": boxes(3, 4),
    "grid of half-planes": families.half_planes(3, 3),
    "hasse": families.powerset(4),
    "hasse of arcs": families.connected_subgraphs(nx.cycle_graph(5)),
    "hasse of one level": families.subsets_of_size(6, 2),
    "hasse of beings": families.living_beings_and_water(),
    "matrix": families.k_testable(2, "ab", length=3),
    "matrix too large to draw": families.random_class(45, 300, rng=np.random.default_rng(0)),
}


def panes_of(H: HypothesisClass, *, rounds: int = 4) -> list[Pane]:
    target = len(H) // 2
    decoy = (target + 1) % len(H)
    return [
        pane(H, DEMONSTRATION, target=target, decoy=decoy, largest=True, rounds=rounds),
        pane(H, EXAMINATION, target=target, rounds=rounds),
    ]


def drawn(picture: Picture, roles: tuple[str, ...]) -> set[int]:
    """Indices of the ideas that are drawn in one of the roles."""
    return {
        int(s.key.removeprefix("idea-"))
        for s in picture.shapes
        if s.key.startswith("idea-") and s.role.startswith(roles)
    }


@pytest.mark.parametrize("name", [n for n in CLASSES if not n.startswith("grid")])
def test_the_ideas_drawn_as_possible_are_those_that_fit_every_mark(name: str) -> None:
    H = CLASSES[name]
    for shown in panes_of(H):
        scene = read(shown)
        paint = paint_pane(shown, scene)
        fits = np.ones(len(H), dtype=bool)
        for t in range(scene.rounds + 1):
            if t:  # from the marks alone, without the engine's bit sets
                lesson = shown.transcript.lessons[t - 1]
                answers, marks = lesson.evidence(H.n_responses)
                for x, mark in zip(answers.responses, marks, strict=True):
                    fits &= (H.table[:, x] == (mark > 0)) | (mark == 0)
            picture = paint(t)
            everything = drawn(picture, ("",))
            possible = drawn(picture, ("alive", "col-alive"))
            assert possible == set(np.flatnonzero(fits).tolist()) & everything
            assert len(everything) == min(len(H), 200)


@pytest.mark.parametrize("name", CLASSES)
def test_no_label_leaves_its_picture(name: str) -> None:
    film = stage_film(panes_of(CLASSES[name]), title="test")
    for frame in film.frames:
        for picture in frame.pictures:
            assert outside(picture) == []


@pytest.mark.parametrize("abreast", [1, 2])
def test_no_label_leaves_a_poster(abreast: int) -> None:
    for t in (0, 2, 4):
        poster = stage_picture(panes_of(intervals(13)), title="Test", round=t, abreast=abreast)
        assert outside(poster) == []
        assert all(s.role != HIDDEN for s in poster.shapes)


def test_no_label_leaves_the_table_of_regimes() -> None:
    H = intervals(5)
    table = [[pane(H, r, target=6, rounds=2) for r in (DEMONSTRATION, QUERY)] for _ in range(3)]
    assert outside(cells_picture(table, title="Both factors")) == []


def outside(picture: Picture) -> list[str]:
    """The texts that reach beyond the edge, by the widths of the widest font."""
    return [
        s.text
        for s in picture.shapes
        if s.kind is Kind.TEXT and s.role != HIDDEN and not inside(s, picture)
    ]


def inside(text: Shape, picture: Picture, *, slack: float = 0.5) -> bool:
    x, y, size, anchor, angle = text.geometry
    wide = text_width(plain(text.text), size=size, bold=STYLES[text.role].bold)
    left, turn = -wide * (anchor + 1) / 2, math.radians(angle)
    for across in (left, left + wide):
        for up in (-0.78 * size, 0.24 * size):  # ascender and descender of DejaVu Sans
            px = x + across * math.cos(turn) - up * math.sin(turn)
            py = y + across * math.sin(turn) + up * math.cos(turn)
            if not -slack <= px <= picture.width + slack:
                return False
            if not -slack <= py <= picture.height + slack:
                return False
    return True


@pytest.mark.parametrize(("target", "decoy"), [(0, 90), (45, 12), (12, 0), (90, 89), (30, 31)])
def test_names_in_the_pyramid_never_cover_each_other(target: int, decoy: int) -> None:
    names_stand_apart(pane(intervals(13), DEMONSTRATION, target=target, decoy=decoy, rounds=6))


@pytest.mark.parametrize("target", [30, 75])
def test_no_name_in_the_pyramid_lies_on_an_idea(target: int) -> None:
    """Ideas at the lower right, where a name beside the flank would be over the paper's edge."""
    H = intervals(13)
    for decoy in range(len(H)):
        shown = pane(H, DEMONSTRATION, target=target, decoy=decoy, rounds=1)
        shapes = paint_pane(shown, read(shown))(0).shapes
        ideas = [s.geometry for s in shapes if s.kind is Kind.DIAMOND and s.role != HIDDEN]
        for name in (s for s in shapes if s.key.startswith("label-") and s.role != HIDDEN):
            left, top, right, bottom = box(name)
            for x, y, half in ideas:
                away = max(left - x, x - right, 0) + max(top - y, y - bottom, 0)
                assert away >= half, (decoy, name.text)


@pytest.mark.parametrize("strings", [["01", "11"], ["100", "010", "110", "111"]])
def test_names_in_a_crowded_order_never_cover_each_other(strings: list[str]) -> None:
    """Truth just below the decoy that the learner holds: three names around two circles."""
    H = HypothesisClass.from_strings(strings)
    for target in range(len(H)):
        for decoy in range(len(H)):
            names_stand_apart(pane(H, DEMONSTRATION, target=target, decoy=decoy, rounds=3))


def names_stand_apart(shown: Pane) -> None:
    scene = read(shown)
    for t in range(scene.rounds + 1):
        texts = [
            s
            for s in paint_pane(shown, scene)(t).shapes
            if s.key.startswith("label-") and s.role != HIDDEN
        ]
        for i, one in enumerate(texts):
            for other in texts[:i]:
                assert apart(one, other), (t, one.text, other.text)


def test_ideas_just_ruled_out_are_drawn_smaller_so_that_dashes_never_touch() -> None:
    poster = stage_picture(panes_of(intervals(13)), title="Test", round=2)
    reach = {s.role: s.geometry[2] for s in poster.shapes if "-idea-" in s.key}
    assert reach["just"] == pytest.approx(0.8 * reach["out"])


def test_the_table_of_regimes_says_who_is_who() -> None:
    """Its pictures have no words."""
    H = intervals(5)
    table = [
        [pane(H, r, target=6, decoy=4, rounds=2) for r in (DEMONSTRATION, QUERY)] for _ in range(3)
    ]
    drawn = [s.text for s in cells_picture(table, title="").shapes if s.kind is Kind.TEXT]
    assert {"truth", "learner", "decoy"} <= set(drawn)


def apart(one: Shape, other: Shape) -> bool:
    def box(s: Shape) -> tuple[float, float, float, float]:
        x, y, size, anchor, _ = s.geometry
        wide = text_width(s.text, size=size, bold=True)
        left = x - wide * (anchor + 1) / 2
        return left, y - 0.7 * size, left + wide, y

    a, b = box(one), box(other)
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_each_class_gets_the_picture_that_suits_it() -> None:
    for name, H in CLASSES.items():
        kind = "pyramid" if name == "half a pyramid" else name.split()[0]
        assert choose(H) == kind


def test_a_class_too_large_to_draw_says_so_and_keeps_truth_decoy_and_learner() -> None:
    shown = panes_of(CLASSES["matrix too large to draw"])[0]
    scene = read(shown)
    picture = paint_pane(shown, scene)(1)
    said = [s.text for s in picture.shapes if s.key.startswith("left-out")]
    assert said == [
        "200 of 300 ideas are drawn: those with a part, and the smallest.",
        "The first 40 of 45 points are drawn.",
    ]
    held = scene.learner(1)
    assert {shown.target, shown.decoy, held} <= drawn(picture, ("",))


def test_the_summit_of_the_pyramid_covers_everything() -> None:
    H = intervals(5)
    shown = pane(H, DEMONSTRATION, target=0, rounds=1)
    shapes = {s.key: s for s in paint_pane(shown, read(shown))(0).shapes}
    heights = {h: shapes[f"idea-{h}"].geometry[1] for h in range(len(H))}
    sizes = H.table.sum(axis=1)
    for one in heights:
        for other in heights:
            assert (sizes[one] < sizes[other]) == (heights[one] > heights[other])


def test_cells_are_hatched_just_where_the_remaining_ideas_disagree() -> None:
    H = boxes(3, 3)
    shown = pane(H, DEMONSTRATION, target=20, rounds=3)
    scene = read(shown)
    for t in range(scene.rounds + 1):
        left = H.table[scene.alive[t]]
        disputed = left.any(axis=0) & ~left.all(axis=0)
        roles = {s.key: s.role for s in grid(scene)(t).shapes}
        hatched = [roles[f"hatch-{x}"] != HIDDEN for x in range(9)]
        assert hatched == disputed.tolist()


def test_a_class_without_a_grid_is_refused_by_the_grid() -> None:
    shown = pane(intervals(4), DEMONSTRATION, target=0, rounds=1)
    with pytest.raises(ValueError, match="which is no grid"):
        grid(read(shown))


def area(line: tuple[float, ...]) -> float:
    """Signed area of closed strokes by the shoelace formula, positive where they run clockwise."""
    total = 0.0
    for stroke in strokes(Shape("a", Kind.AREA, line, "alive")):
        for (x1, y1), (x2, y2) in zip(stroke, [*stroke[1:], stroke[0]], strict=True):
            total += (x1 * y2 - x2 * y1) / 2
    return total


def test_an_outline_encloses_its_cells() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        cells = rng.random((4, 5)) < 0.5
        assert area(outline(cells, inset=0.0)) == cells.sum()


def test_an_outline_is_moved_inwards_on_all_sides() -> None:
    assert area(outline(np.ones((2, 3), dtype=bool), inset=0.1)) == pytest.approx(1.8 * 2.8)
    ring = np.ones((3, 3), dtype=bool)
    ring[1, 1] = False
    assert area(outline(ring, inset=0.1)) == pytest.approx(2.8 * 2.8 - 1.2 * 1.2)


def test_inclusion_is_that_of_sets() -> None:
    table = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 0], [1, 1, 1]], dtype=bool)
    assert np.argwhere(proper_subsets(table)).tolist() == [[0, 1], [0, 3], [1, 3], [2, 3]]


def test_floor_and_ceiling_are_the_smallest_and_largest_ideas_left() -> None:
    H = families.powerset(3)
    shown = pane(H, QUERY, target=5, rounds=1)
    scene = read(shown)
    roles = {s.key: s.role for s in paint_pane(shown, scene)(0).shapes}
    floors = [h for h in range(8) if roles[f"floor-{h}"] != HIDDEN]
    ceilings = [h for h in range(8) if roles[f"ceiling-{h}"] != HIDDEN]
    assert [H.table[h].sum() for h in floors] == [0]
    assert [H.table[h].sum() for h in ceilings] == [3]


def test_evidence_carries_a_sign_and_the_newest_a_ring() -> None:
    H = intervals(6)
    shown = pane(H, QUERY, target=H.index("[2, 3]"), rounds=4)
    scene = read(shown)
    for t in range(1, 5):
        shapes = {s.key: s for s in paint_pane(shown, scene)(t).shapes}
        for x in range(6):
            mark = scene.evidence[t, x]
            assert shapes[f"mark-{x}"].role == {1: "yes", -1: "no", 0: "unseen"}[mark]
            lines = 0 if not mark else 2 if mark > 0 else 1
            sign = shapes[f"sign-{x}"]
            assert lines == (len(strokes(sign)) if sign.role != HIDDEN else 0)
        newest = int(np.flatnonzero(scene.newest[t])[0])
        ring, circle = shapes["newest-0"], shapes[f"mark-{newest}"]
        assert ring.role == "newest"
        assert ring.geometry[:2] == circle.geometry[:2]


def test_the_line_of_survivors_shows_no_round_before_it_is_played() -> None:
    film = stage_film(panes_of(intervals(6)), title="test")
    for t, frame in enumerate(film.frames):
        steps = {s.key: s.role for s in frame.pictures[0].shapes if s.key.startswith("step-")}
        for key, role in steps.items():
            assert (role == HIDDEN) == (int(key.split("-")[2]) > t)


def test_the_scale_of_survivors_names_one_ten_and_the_start() -> None:
    film = stage_film([pane(intervals(13), DEMONSTRATION, target=9, rounds=1)], title="test")
    ticks = [s.text for s in film.frames[0].pictures[0].shapes if s.key.startswith("tick-")]
    assert ticks == ["1", "10", "91"]


def test_a_tiny_picture_is_cut_to_what_it_shows() -> None:
    for name in ("pyramid", "grid of boxes", "hasse", "matrix"):
        scene = read(panes_of(CLASSES[name])[0])
        picture = tiny(scene)(0)
        assert not any(s.kind is Kind.TEXT for s in picture.shapes)
        assert picture.width <= 460


def test_panes_of_different_length_stand_still_at_their_end() -> None:
    H = intervals(5)
    panes = [pane(H, DEMONSTRATION, target=5, rounds=2), pane(H, APPROVAL, target=5, rounds=4)]
    film = stage_film(panes, title="test")
    assert film.rounds == 4
    assert film.frames[3].pictures[1] == film.frames[2].pictures[1]


def test_a_pane_whose_truth_is_no_index_is_refused() -> None:
    H = intervals(3)
    transcript = run(H, DEMONSTRATION, target=0, rounds=1)
    with pytest.raises(ValueError, match="target is 6 in a class of 6 hypotheses"):
        Pane("t", "s", transcript, H, 6)
