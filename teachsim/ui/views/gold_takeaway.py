"""Take away a run of the page Gold: every form is made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from teachsim.gallery.gold import Setting
from teachsim.gallery.gold_script import script
from teachsim.ui import citing, gold_data, gold_exports, guard, markup
from teachsim.ui.gold_session import Trip, address
from teachsim.ui.viewing import Control
from teachsim.ui.words import say


@dataclass(frozen=True)
class Form:
    """One form of a run.

    Attributes:
        word: its words are `take-<word>`.
        suffix: of the file.
        mime: what kind of file it is.
        make: makes the file.
    """

    word: str
    suffix: str
    mime: str
    make: Callable[[Setting], bytes]


FORMS: Final = (
    Form("svg", "svg", "image/svg+xml", gold_exports.as_svg),
    Form("png", "png", "image/png", gold_exports.as_png),
    Form("csv", "csv", "text/csv", gold_exports.as_csv),
    Form("html", "html", "text/html", gold_exports.as_page),
    Form("script", "py", "text/x-python", gold_exports.as_script),
)


def show(trip: Trip) -> None:
    """Show the forms, the script, how to cite, and the link."""
    if not trip.viewing.shown(Control.TAKE):
        return
    setting = trip.setting
    st.html(markup.heading(say("take")) + f"<p>{say('take-about')}</p>")
    with st.container(horizontal=True, gap="small", key="ts-take"):
        for form in FORMS:
            st.download_button(
                say(f"take-{form.word}"),
                _maker(form, setting),
                f"teachsim-gold-{gold_data.fingerprint(setting)}.{form.suffix}",
                form.mime,
                key=f"take-{form.word}",
                on_click="ignore",
            )
    with st.expander(say("take-code")):
        st.code(script(setting), language="python")
    with st.expander(say("take-cite")):
        st.code(citing.bibtex(), language="bibtex", wrap_lines=True)
    with st.expander(say("take-link")):
        here = (st.context.url or "").partition("?")[0]
        st.code(here + address(trip), language=None, wrap_lines=True)


def _maker(form: Form, setting: Setting) -> Callable[[], bytes]:
    """Return what makes the file when it is asked for, in one of the places for long runs."""

    def make() -> bytes:
        gold_data.run(setting)  # before the slot: nobody may hold one and wait for another
        with guard.slot(gold_data.cost(setting)):
            return form.make(setting)

    return make
