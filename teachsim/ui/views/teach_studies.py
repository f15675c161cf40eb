"""Studies that run on this machine, or ran: how far each is, looked at again while one runs."""

from __future__ import annotations

import streamlit as st

from teachsim.ui import markup, studying
from teachsim.ui.studying import Watched
from teachsim.ui.words import say


def show() -> None:
    """Show the studies of this machine, if there are any."""
    found = studying.watched()
    if not found:
        return
    st.html(markup.heading(say("studies")) + f"<p>{markup.rich(say('studies-about'))}</p>")
    running = any(one.running for one in found)
    st.fragment(_list, run_every=studying.LOOK_SECONDS if running else None)(running)


def _list(was_running: bool) -> None:
    """Show how each stands."""
    found = studying.watched()
    if was_running and not any(one.running for one in found):
        st.rerun()  # the whole page: nobody has to look any more
    done, stopped = list[Watched](), list[Watched]()
    for one in found:
        if one.running:
            st.progress(one.share, one.words)
        else:
            (done if one.share >= 1 else stopped).append(one)
    if stopped:
        st.html(_lines(stopped))
    if done:
        with st.expander(say("studies-done").format(n=len(done))):
            st.html(_lines(done))


def _lines(studies: list[Watched]) -> str:
    """Return a line for each."""
    return "<ul>" + "".join(f"<li>{markup.rich(one.words)}</li>" for one in studies) + "</ul>"
