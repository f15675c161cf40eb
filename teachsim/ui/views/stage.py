"""The film on the page: in the player, or plain where the player cannot run."""

from __future__ import annotations

from typing import Any

import streamlit as st

from teachsim.draw import PLAYER_HTML, Theme, describe, player_css, player_js, to_svg
from teachsim.gallery.setting import Setting
from teachsim.ui import data
from teachsim.ui.markup import image, paragraphs, rich
from teachsim.ui.words import say

_PAGE_CSS = """
.film .chart svg.p { max-height: 5.8rem; }
.film .row { gap: .35rem; }
.film .row button { padding: 0 .6rem; }
.film .round { margin: 0 .25rem; }
@container (min-width: 760px) {
  .film.stage .top { grid-template-columns: 6fr 5fr; column-gap: 1.5rem; }
}
@container (max-width: 1040px) {
  .film .row button { padding: 0 .45rem; min-width: 2.2rem; }
  .film .row [data-do="play"] { min-width: 4.9rem; }
}
.film input[type="range"] { height: 1.5rem; }
.film .panes { margin-top: .6rem; }
.film .end { margin-top: .2rem; }
.film .answer { margin: .1rem 0 0; padding-left: .7rem; border-left: 4px solid var(--truth-text); }
.film:has(.end.hidden) .answer { visibility: hidden; }
"""


def show(
    setting: Setting, *, at: int, link: str | None, play: bool = False, answer: str = ""
) -> None:
    """Show the film in the player.

    Args:
        setting: the run.
        at: the round shown first.
        link: query that restores the run; the player adds the round. None: no button for it.
        play: whether it starts by itself.
        answer: what to say at the end to the bet that was placed.
    """
    play_film(data.film_at(setting, at), link=link, play=play, answer=answer)


def play_film(
    film: dict[str, Any], *, link: str | None, play: bool = False, answer: str = ""
) -> None:
    """Show any film in the player: see `show`."""
    player = st.components.v2.component(
        "teachsim_player",
        html=PLAYER_HTML,
        css=player_css() + _PAGE_CSS,
        js=player_js(),
    )
    player(data=with_answer(film, answer) | {"link": link, "play": play}, key="film")


def with_answer(film: dict[str, Any], answer: str) -> dict[str, Any]:
    """Return the film with a line that appears with its last round; another line, another film."""
    if not answer:
        return film
    told, below = f'<p class="answer">{rich(answer)}</p>', '<input type="text"'  # the scrubber
    markup = str(film["markup"]).replace(below, told + below, 1)
    return film | {"markup": markup, "id": f"{film['id']} {answer}"}


@st.fragment
def show_plain(setting: Setting, *, at: int, answer: str = "") -> None:
    """Show one round at a time as pictures and sentences, without a script in the browser."""
    label, key = say("plain-round"), f"plain-{data.film_at(setting, 0)['id']}"
    round_ = st.slider(label, 0, setting.rounds, min(at, setting.rounds), key=key)
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    shown = data.pictures_at(setting, round_)
    for column, picture in zip(st.columns(len(shown)), shown, strict=True):
        column.html(image(to_svg(picture, theme=theme), alt=picture.description))
    told = [describe(data.film(setting), round=round_)]
    if answer and round_ == setting.rounds:
        told.append(answer)
    st.html(paragraphs(told))
