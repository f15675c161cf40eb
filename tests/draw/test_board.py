"""The board of a game gives nothing away: what is drawn is what is still possible, and no truth."""

import numpy as np
import pytest

import teachsim as ts
from teachsim.draw import Pane, Picture, board_picture, pane_picture
from teachsim.draw.shapes import Kind
from teachsim.draw.styles import HIDDEN
from teachsim.symbolic import families
from teachsim.symbolic.hypothesis_class import HypothesisClass
from tests.draw.fakes import boxes, intervals, run
from tests.draw.test_pictures import drawn, outside

CLASSES = {
    "pyramid": intervals(8),
    "one row": families.singletons(12),
    "grid": boxes(3, 4),
    "hasse": families.powerset(4),
    "matrix": families.powerset(6),
}


def game(H: HypothesisClass, target: int) -> Pane:
    return Pane("", "", run(H, ts.EXAMINATION, target=target, rounds=3), H, target)


def texts(picture: Picture) -> set[str]:
    return {shape.text for shape in picture.shapes if shape.kind is Kind.TEXT}


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("round_", [0, 1])
def test_the_truth_cannot_be_read_from_the_board(name: str, round_: int) -> None:
    H = CLASSES[name]
    pictures = [board_picture(game(H, target), round=round_, asked=1) for target in (2, 3, 5)]
    for picture in pictures:
        assert not [s for s in picture.shapes if "truth" in s.role or s.key.endswith("truth")]
        assert "truth" not in picture.description.lower()
        assert {"truth", "learner"} & texts(picture) == set()
        assert outside(picture) == []
        assert all(shape.role != HIDDEN for shape in picture.shapes)
    if round_ == 0:
        assert len({picture.shapes for picture in pictures}) == 1


@pytest.mark.parametrize("name", [name for name in CLASSES if name != "grid"])
def test_the_board_shows_what_is_still_possible(name: str) -> None:
    H = CLASSES[name]
    shown = game(H, 5)
    alive = H.everything.given(*shown.transcript.lessons[0].evidence(H.n_responses))
    picture = board_picture(shown, round=1)
    assert drawn(picture, ("alive", "col-alive")) == set(alive.indices().tolist())


@pytest.mark.parametrize("name", CLASSES)
def test_the_idea_asked_about_is_marked_as_such_and_a_point_is_not(name: str) -> None:
    H = CLASSES[name]
    shown = game(H, 5)
    held = int(H.find(shown.transcript.policies[1] > 0) or 0)
    assert "asked" in texts(board_picture(shown, round=1, asked=held))
    assert "asked" not in texts(board_picture(shown, round=1))


def test_the_truth_is_shown_when_nothing_else_is_left() -> None:
    H = intervals(3)
    target = 1
    shown = Pane("", "", run(H, ts.EXAMINATION, target=target, rounds=6), H, target)
    picture = board_picture(shown, round=6, asked=0)
    assert drawn(picture, ("alive",)) == {target}
    assert texts(picture) >= {"truth"}
    assert "asked" not in texts(picture)


def test_a_pane_alone_is_its_picture_with_truth_and_learner() -> None:
    picture = pane_picture(game(intervals(8), 5), round=1)
    assert texts(picture) >= {"truth", "learner"}
    assert np.isclose(picture.width, 460)
