"""Shapes and pictures refuse what no back-end could draw, and move and grow as a whole."""

import pytest

from teachsim.draw.shapes import PEN_UP, Kind, Picture, Shape, moved, scaled, strokes
from teachsim.draw.styles import style


def test_a_shape_whose_numbers_do_not_fit_its_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="is a circle with 2 numbers; pass the 3"):
        Shape("c", Kind.CIRCLE, (1, 2), "alive")


def test_two_shapes_with_one_key_are_refused() -> None:
    one = Shape("c", Kind.CIRCLE, (1, 2, 3), "alive")
    with pytest.raises(ValueError, match="two shapes with key 'c'"):
        Picture(10, 10, (one, one), "t", "d")


def test_a_picture_without_extent_is_refused() -> None:
    with pytest.raises(ValueError, match="both must be positive"):
        Picture(0, 10, (), "t", "d")


def test_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no role is called 'sparkling'"):
        style("sparkling")


def test_a_shape_moves_as_a_whole_and_its_size_stays() -> None:
    circle = Shape("c", Kind.CIRCLE, (1, 2, 3), "alive")
    line = Shape("l", Kind.LINE, (0, 0, 4, 4), "lead")
    path = Shape("p", Kind.PATH, (0, 0, 1, 0, PEN_UP, 5, 5, 6, 5), "rule")
    assert moved(circle, dx=10, dy=20).geometry == (11, 22, 3)
    assert moved(line, dx=10, dy=20).geometry == (10, 20, 14, 24)
    assert strokes(moved(path, dx=10, dy=20)) == [[(10, 20), (11, 20)], [(15, 25), (16, 25)]]


def test_a_text_that_grows_keeps_its_anchor_and_its_angle() -> None:
    text = Shape("t", Kind.TEXT, (10, 20, 14, 1, -38), "label", "truth")
    assert scaled(text, 0.5).geometry == (5, 10, 7, 1, -38)
