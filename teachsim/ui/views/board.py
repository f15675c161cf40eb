"""The board of a game on the page: a picture in which a click is a move.

The click goes to the server as a trigger with the id of the picture, so that one that comes late,
on a picture that is gone, is no move. All moves can be made with the widgets beside it, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, Final

import streamlit as st

from teachsim.draw import Picture, Theme, to_svg
from teachsim.draw.styles import stylesheet
from teachsim.draw.svg import element, number
from teachsim.ui import play_session
from teachsim.ui.markup import image

_KEY: Final = "board"
_SWATCH: Final = (
    '<svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">'
    '<path class="{role}" d="M8 1l7 7-7 7-7-7z"/></svg>'
)
_HTML: Final = '<div class="ts board" data-board></div>'


Legend = tuple[tuple[str, str], ...]


def show(
    picture: Picture, *, legend: Legend, pick: str, allowed: Sequence[int], plain: bool
) -> None:
    """Show the board.

    Args:
        picture: the game as it stands.
        legend: what its marks mean: (role of a swatch, words).
        pick: what can be clicked: "idea" or "point".
        allowed: numbers of those that can be.
        plain: whether it is shown without a script in the browser.
    """
    if plain:
        theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
        st.html(image(to_svg(picture, theme=theme), alt=picture.description))
        return
    drawn = markup(picture, legend)
    allowed = list(allowed)
    id = identity(f"{drawn}{allowed}")
    shown = {"svg": drawn, "pick": pick, "allowed": allowed, "id": id}
    board = st.components.v2.component("teachsim_board", html=_HTML, css=_css(), js=_asset("js"))
    board(data=shown, key=_KEY, on_picked_change=_picked(id))


def markup(picture: Picture, legend: Legend) -> str:
    """Return the picture and its legend as elements of a page; shapes carry their keys."""
    width, height = number(picture.width), number(picture.height)
    told = escape(picture.description)
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{told}">'
        f"{''.join(map(element, picture.shapes))}</svg>{_key(legend)}"
    )


def _key(legend: Legend) -> str:
    """Return what the marks mean, each beside a swatch of it."""
    items = "".join(
        f"<li>{_SWATCH.format(role=role) if role else ''}{escape(words)}</li>"
        for role, words in legend
    )
    return f"<ul>{items}</ul>"


def identity(drawn: str) -> str:
    """Return a name of a drawing: equal drawings, equal names."""
    return hashlib.sha256(drawn.encode()).hexdigest()[:12]


def _picked(id: str) -> Any:
    """Return what a click on the picture of this id does."""

    def move() -> None:
        sent = getattr(st.session_state.get(_KEY), "picked", None)
        if isinstance(sent, Mapping) and sent.get("id") == id:
            play_session.move(sent.get("move"))

    return move


@cache
def _css() -> str:
    return stylesheet() + _asset("css")


@cache
def _asset(suffix: str) -> str:
    return (files("teachsim.ui") / "assets" / f"board.{suffix}").read_text(encoding="utf-8")
