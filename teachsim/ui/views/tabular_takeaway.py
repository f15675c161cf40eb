"""Take away a run of the tabular language model: each form is made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from teachsim.ui import citing, markup, tabular_data, tabular_exports
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_look import TAKE
from teachsim.ui.tabular_session import Trip, address
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
    make: Callable[[Chapter, Any], bytes]


FORMS: Final = (
    Form("svg", "svg", "image/svg+xml", tabular_exports.as_svg),
    Form("pdf", "pdf", "application/pdf", tabular_exports.as_pdf),
    Form("csv", "csv", "text/csv", tabular_exports.as_csv),
    Form("script", "py", "text/x-python", tabular_exports.as_script),
)


def show(trip: Trip) -> None:
    """Show the forms, the script, how to cite, and the link."""
    if not trip.look.shown(TAKE):
        return
    chapter, setting = trip.chapter, trip.setting
    st.html(markup.heading(say("take")) + f"<p>{say('take-about')}</p>")
    named = f"teachsim-{chapter.page.word}-{tabular_data.fingerprint(chapter, setting)}"
    with st.container(horizontal=True, gap="small", key="ts-take"):
        for form in FORMS:
            st.download_button(
                say(f"take-{form.word}"),
                partial(form.make, chapter, setting),
                f"{named}.{form.suffix}",
                form.mime,
                key=f"take-{form.word}",
                on_click="ignore",
            )
    with st.expander(say("take-code")):
        st.code(chapter.page.script(setting), language="python")
    with st.expander(say("take-cite")):
        st.code(citing.bibtex(), language="bibtex", wrap_lines=True)
    with st.expander(say("take-link")):
        here = (st.context.url or "").partition("?")[0]
        st.code(here + address(trip), language=None, wrap_lines=True)
