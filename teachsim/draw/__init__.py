"""Drawings of a run: for the app, for a page of its own, for print, for the ear.

    film = stage_film([Pane("Only shown examples", "...", run, H, target, decoy)], title="...")
    film_data(film, link="?seed=7")      # for the player (player_js, player_css)
    film_markup(film, round=3)           # the same as plain HTML, one round
    to_svg(stage_picture(panes, round=3, title="..."))     # a file of its own
    figure_bytes(picture, "pdf")         # or "png", "svg", through matplotlib
    standalone_page(film)                # HTML that opens from a file
    picture_page([[picture]], title="...")    # the same without a film
    describe(film, round=3)              # in sentences

Nothing here imports streamlit, and matplotlib only where a figure is made.
"""

from teachsim.draw.board import board_picture, pane_picture
from teachsim.draw.cells import cells_film, cells_picture
from teachsim.draw.choose import choose
from teachsim.draw.figure import figure_bytes, to_figure
from teachsim.draw.film import Film, Frame
from teachsim.draw.markup import film_markup
from teachsim.draw.page import picture_page, standalone_page
from teachsim.draw.patterns import patterns
from teachsim.draw.player import PLAYER_HTML, film_data, player_css, player_js
from teachsim.draw.poster import stage_picture
from teachsim.draw.scene import Pane
from teachsim.draw.shapes import Picture, Shape
from teachsim.draw.stage import stage_film
from teachsim.draw.strategy import strategy_picture
from teachsim.draw.svg import to_svg
from teachsim.draw.text import describe
from teachsim.draw.tokens import Theme

__all__ = [
    "PLAYER_HTML",
    "Film",
    "Frame",
    "Pane",
    "Picture",
    "Shape",
    "Theme",
    "board_picture",
    "cells_film",
    "cells_picture",
    "choose",
    "describe",
    "figure_bytes",
    "film_data",
    "film_markup",
    "pane_picture",
    "patterns",
    "picture_page",
    "player_css",
    "player_js",
    "stage_film",
    "stage_picture",
    "standalone_page",
    "strategy_picture",
    "to_figure",
    "to_svg",
]
