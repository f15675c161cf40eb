"""The style sheet of films: all roles that a film may have, and no more than it needs."""

from teachsim.draw.player import player_css
from teachsim.draw.stage import stage_film
from teachsim.draw.styles import STYLES
from tests.draw.test_pictures import CLASSES, panes_of


def test_every_role_of_a_film_has_its_looks_and_charts_stay_at_home() -> None:
    css = player_css()
    used = {
        shape.role
        for H in CLASSES.values()
        for frame in stage_film(panes_of(H), title="test").frames
        for picture in frame.pictures
        for shape in picture.shapes
    }
    assert [role for role in used if f".{role}{{" not in css and role != "hidden"] == []
    assert ".heat-3{" not in css
    assert "heat-3" in STYLES
