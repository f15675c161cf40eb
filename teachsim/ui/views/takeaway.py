"""Take away: every form of the run, made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from teachsim.gallery.classes import build_class
from teachsim.gallery.script import script
from teachsim.gallery.setting import Setting
from teachsim.ui import citing, data, exports, guard, markup
from teachsim.ui.viewing import Control
from teachsim.ui.visit import Visit, address
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
    Form("svg", "svg", "image/svg+xml", lambda s: exports.as_svg(data.runs(s))),
    Form("pdf", "pdf", "application/pdf", lambda s: exports.as_pdf(data.runs(s))),
    Form("csv", "csv", "text/csv", lambda s: exports.as_csv(data.runs(s))),
    Form("json", "json", "application/json", lambda s: exports.as_json(data.runs(s))),
    Form("html", "html", "text/html", lambda s: exports.as_page(data.runs(s), data.film(s))),
    Form("script", "py", "text/x-python", lambda s: code(s).encode()),
)


def code(setting: Setting) -> str:
    """Return the script that prints the fingerprint of a setting."""
    return script(setting, build_class(setting.ideas))


def show(visit: Visit) -> None:
    """Show the forms, the script, and how to cite."""
    if not visit.viewing.shown(Control.TAKE):
        return
    setting = visit.setting
    fingerprint = data.runs(setting).fingerprint
    st.html(markup.heading(say("take")) + f"<p>{say('take-about')}</p>")
    with st.container(horizontal=True, gap="small", key="ts-take"):
        for form in FORMS:
            st.download_button(
                say(f"take-{form.word}"),
                _maker(form, setting),
                f"teachsim-{fingerprint[:17]}.{form.suffix}",
                form.mime,
                key=f"take-{form.word}",
                on_click="ignore",
            )
    show_script(setting)
    with st.expander(say("take-cite")):
        st.code(citing.bibtex(), language="bibtex", wrap_lines=True)
    with st.expander(say("take-link")):
        here = (st.context.url or "").partition("?")[0]
        st.code(here + address(visit), language=None, wrap_lines=True)
        if not data.fits_a_link(setting):
            st.caption(say("link-long"))


def show_script(setting: Setting) -> None:
    """Show the script: also of a run that is too much for the page."""
    with st.expander(say("take-code")):
        st.code(code(setting), language="python")


def _maker(form: Form, setting: Setting) -> Callable[[], bytes]:
    """Return what makes the file when it is asked for, in one of the places for long runs."""

    def make() -> bytes:
        data.runs(setting)  # before the slot: nobody may hold one and wait for another
        with guard.slot(data.cost(setting)):
            return form.make(setting)

    return make
