"""Where a visitor's own class is brought in, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from teachsim.gallery.class_link import carried
from teachsim.gallery.classes import OWN, Ideas, build_class
from teachsim.symbolic import HypothesisClass
from teachsim.ui import markup
from teachsim.ui.views.widgets import Place
from teachsim.ui.words import amount, say

__all__ = ["refused", "told", "used"]


def refused(at: Place, key: str, *, help: str, to: Callable[[bytes], None]) -> bool:
    """Show where a file is chosen; return whether the last one was refused, which is said.

    Args:
        at: Where it stands; it is shown there.
        key: Of the widget.
        help: What the file must be like.
        to: Takes the content of a file; raises ValueError if that is no class.
    """
    st.file_uploader(
        say("own"),
        type=["csv", "txt"],
        key=key,
        help=help,
        disabled=at.locked,
        on_change=_brought,
        args=(key, to),
        max_upload_size=1,
    )
    refusal = st.session_state.get(_refusal(key), "")
    if refusal:
        st.html(markup.alert(say("own-refused").format(why=refusal)))
    return bool(refusal)


def used(ideas: Ideas) -> None:
    """Say how large a class of one's own is, and whether a link carries it; nothing of others."""
    if ideas.word != OWN:
        return
    H = build_class(ideas)
    st.html(markup.remark(told(H)))
    if not carried(ideas):
        st.html(markup.remark(say("link-long")))


def _brought(key: str, to: Callable[[bytes], None]) -> None:
    """Read a file that was brought."""
    file = st.session_state[key]
    st.session_state[_refusal(key)] = ""
    if file is None:
        return
    try:
        to(file.getvalue())
    except ValueError as error:
        st.session_state[_refusal(key)] = str(error)


def _refusal(key: str) -> str:
    return f"{key}-refused"


def told(H: HypothesisClass) -> str:
    """Return how large a class of one's own is."""
    ideas, points = amount(len(H), "n-ideas"), amount(H.n_instances, "n-points")
    return say("own-used").format(ideas=ideas, points=points)
