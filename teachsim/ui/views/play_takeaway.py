"""Take away a game: every form is made only when it is asked for."""

from __future__ import annotations

from typing import Final

import streamlit as st

from teachsim.gallery.class_link import carried
from teachsim.gallery.play_script import script
from teachsim.ui import markup, play_data, play_exports
from teachsim.ui.play_session import Game, address
from teachsim.ui.viewing import Control
from teachsim.ui.views import taking
from teachsim.ui.views.taking import Form, figures
from teachsim.ui.words import say

FORMS: Final = (
    *figures(play_data.board),
    Form("csv", "csv", "text/csv", play_exports.as_csv),
    Form("json", "json", "application/json", play_exports.as_json),
    Form("html", "html", "text/html", play_exports.as_page),
    Form("script", "py", "text/x-python", play_exports.as_script),
)


def show(game: Game) -> None:
    """Show the forms, the script, how to cite, and the link.

    A class that no link carries is in no script either: then there is none.
    """
    if not game.viewing.shown(Control.TAKE):
        return
    match, whole = game.match, carried(game.match.ideas)
    forms = [form for form in FORMS if whole or form.word != "script"]
    print_ = play_exports.fingerprint(match)
    taking.files(forms, match, name=f"teachsim-play-{print_}")
    st.html(markup.fingerprint(print_))
    if whole:
        taking.script(script(match))
    taking.cite_and_link(address(game), remark="" if whole else say("link-long"))
