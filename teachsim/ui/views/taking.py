"""What every page gives away in the same way: files, the script, how to cite, the link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from teachsim.draw import Picture
from teachsim.ui import citing, markup, paper
from teachsim.ui.words import say


@dataclass(frozen=True)
class Form:
    """One form of a run.

    Attributes:
        word: its words are `take-<word>`.
        suffix: of the file.
        mime: what kind of file it is.
        make: makes the file of what its page calls a run.
    """

    word: str
    suffix: str
    mime: str
    make: Callable[..., bytes]


def figures(picture: Callable[..., Picture]) -> tuple[Form, Form]:
    """Return the forms of a picture for print.

    Args:
        picture: makes it of what its page calls a run.
    """
    return (
        Form("svg", "svg", "image/svg+xml", lambda run: paper.as_svg(picture(run))),
        Form("pdf", "pdf", "application/pdf", lambda run: paper.as_pdf(picture(run))),
    )


def files(
    forms: Sequence[Form], maker: Callable[[Form], Callable[[], bytes]], *, name: str
) -> None:
    """Show a button for each form of a run; a file is made only when it is asked for.

    Args:
        forms: what is offered.
        maker: what makes the file of a form.
        name: of the files, without suffix.
    """
    st.html(markup.heading(say("take")) + f"<p>{say('take-about')}</p>")
    with st.container(horizontal=True, gap="small", key="ts-take"):
        for form in forms:
            st.download_button(
                say(f"take-{form.word}"),
                maker(form),
                f"{name}.{form.suffix}",
                form.mime,
                key=f"take-{form.word}",
                on_click="ignore",
            )


def script(code: str) -> None:
    """Show a run as a script."""
    with st.expander(say("take-code")):
        st.code(code, language="python")


def cite_and_link(address: str, *, remark: str = "") -> None:
    """Show how to cite, and the link that restores a run.

    Args:
        address: the query of the link.
        remark: what the link cannot carry, if there is anything.
    """
    with st.expander(say("take-cite")):
        st.code(citing.bibtex(), language="bibtex", wrap_lines=True)
    with st.expander(say("take-link")):
        here = (st.context.url or "").partition("?")[0]
        st.code(here + address, language=None, wrap_lines=True)
        if remark:
            st.caption(remark)
