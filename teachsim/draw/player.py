"""What the player needs: its script, its style sheet, and the film as data.

The files are read when first asked for, not at import.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from teachsim.draw.film import Film, compact, identity
from teachsim.draw.markup import film_markup
from teachsim.draw.styles import STYLES, stylesheet
from teachsim.draw.tokens import Theme

PLAYER_HTML: Final = "<div data-film></div>"
"""Where the player puts its film: the `html` of a component."""

_CHARTS: Final = ("heat-", "pen-", "theory-", "spot-", "name-", "over")
"""Beginnings of roles that stand in charts alone: a film, which travels, goes without them."""


@cache
def player_js() -> str:
    """Return the player: an ES module whose default export mounts a film and may be called again.

    It is called with `{data, parentElement}`: what `film_data` returns, and where to show it (an
    element, or a shadow root, as Streamlit's components have).
    """
    return (files("teachsim.draw") / "player.js").read_text(encoding="utf-8")


@cache
def player_css() -> str:
    """Return the style sheet of films: colours and pens of their roles, and the arrangement."""
    moving = [role for role in STYLES if not role.startswith(_CHARTS)]
    return stylesheet(roles=moving) + (files("teachsim.draw") / "player.css").read_text(
        encoding="utf-8"
    )


def film_data(
    film: Film,
    *,
    round: int = 0,
    link: str | None = None,
    theme: Theme | None = None,
    play: bool = False,
) -> dict[str, object]:
    """Return a film as JSON-ready data for the player.

    Args:
        film: what to show.
        round: where to start.
        link: query or address that restores the run ("?preset=too-broad&seed=7"); the player adds
            `round`. None hides the button.
        theme: paper; None follows the app's, else the reader's system.
        play: whether it starts by itself.

    Raises:
        ValueError: if the film has no such round.
    """
    return {
        "id": identity(film),
        "markup": film_markup(film, round=round),
        "at": round,
        "link": link,
        "theme": theme.value if theme else None,
        "play": play,
        **compact(film),
    }
