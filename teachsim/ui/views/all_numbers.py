"""All numbers of the class, with the laws between them, worked out when somebody asks for them."""

from __future__ import annotations

import streamlit as st

from teachsim.gallery.classes import Ideas
from teachsim.ui import markup, proof_data
from teachsim.ui.viewing import Control
from teachsim.ui.visit import Visit
from teachsim.ui.words import say


def show(visit: Visit) -> None:
    """Show the button, and the tables once it was pressed."""
    if not visit.viewing.shown(Control.EXPLAIN):
        return
    with st.expander(say("all-numbers")):
        _tables(visit.setting.ideas)


@st.fragment
def _tables(ideas: Ideas) -> None:
    """Show the tables of a class: those of another wait until they are asked for."""
    st.html(f"<p>{say('all-numbers-about')}</p>")
    pressed = st.button(say("all-numbers-find"), key="all-numbers-find")
    if pressed:
        st.session_state["all-numbers"] = ideas
    if st.session_state.get("all-numbers") != ideas:
        return
    try:
        found = proof_data.all_numbers(ideas)
    except (ValueError, MemoryError) as error:
        why = str(error) or say("no-memory")
        st.html(markup.alert(say("refused").format(why=why)))
        return
    st.html(markup.table(found.numbers, caption=say("all-numbers-caption")))
    st.download_button(
        say("take-csv"),
        found.csv,
        "teachsim-all-numbers.csv",
        "text/csv",
        key="all-numbers-csv",
        on_click="ignore",
    )
    st.html(markup.table(found.laws, caption=say("all-numbers-laws")))
