"""What every page gives away in the same way: files, the script, how to cite, the link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from teachsim.draw import Picture
from teachsim.ui import beside, citing, guard, markup, paper
from teachsim.ui.words import say

PRINTED: Final = frozenset({"pdf", "png"})
"""Forms that take half a second, however small the run: matplotlib draws them."""


@dataclass(frozen=True)
class Form:
    """One form of a run.

    Attributes:
        word: its words are `take-<word>`.
        suffix: of the file.
        mime: what kind of file it is.
        make: makes the file of what its page calls a run; a function of a module, for helpers.
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
        Form("svg", "svg", "image/svg+xml", partial(paper.svg_of, picture)),
        Form("pdf", "pdf", "application/pdf", partial(paper.pdf_of, picture)),
    )


def files(forms: Sequence[Form], run: Any, *, name: str, needed: int = 0) -> None:
    """Show a button for each form of a run; a file is made only when it is asked for.

    Args:
        forms: what is offered.
        run: what their `make` is given.
        name: of the files, without suffix.
        needed: work of the run by estimate; what is long is made beside the server.
    """
    st.html(markup.heading(say("take")) + f"<p>{say('take-about')}</p>")
    buttons(forms, run, name=name, needed=needed)


def buttons(
    forms: Sequence[Form], run: Any, *, name: str, needed: int = 0, kind: str = "take"
) -> None:
    """Show the buttons alone; arguments are those of `files`.

    Args:
        forms: what is offered.
        run: what their `make` is given.
        name: of the files, without suffix.
        needed: work of the run by estimate.
        kind: what is taken away: words and keys of a button are `<kind>-<word>`.
    """
    key = "ts-take" if kind == "take" else f"ts-take-{kind}"
    with st.container(horizontal=True, gap="small", key=key):
        for form in forms:
            work = max(needed, guard.SHORT_MARKS + 1) if form.word in PRINTED else needed
            st.download_button(
                say(f"{kind}-{form.word}"),
                partial(beside.compute, work, partial(form.make, run)),
                f"{name}.{form.suffix}",
                form.mime,
                key=f"{kind}-{form.word}",
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
