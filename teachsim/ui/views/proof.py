"""What is exact about the scene, beside its run: a number at a time, and its proof drawn."""

from __future__ import annotations

import streamlit as st

from teachsim.draw import Theme, to_svg
from teachsim.ui import markup, proof_data
from teachsim.ui.proof import Proof
from teachsim.ui.viewing import Control
from teachsim.ui.visit import Visit
from teachsim.ui.words import say


@st.fragment
def show(visit: Visit) -> None:
    """Show the choice of a number, what it means, and its proof drawn."""
    if not visit.viewing.shown(Control.EXPLAIN):
        return
    st.html(markup.heading(say("proof")))
    chosen = st.segmented_control(
        say("proof"),
        list(Proof),
        format_func=lambda one: say(f"proof-{one}"),
        default=Proof.QUESTIONS,
        key="proof",
        required=True,
        label_visibility="collapsed",
    )
    which = Proof(chosen or Proof.QUESTIONS)
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    try:
        told, picture = proof_data.proved(visit.setting, which)
    except (ValueError, MemoryError) as error:
        why = str(error) or say("no-memory")
        st.html(markup.alert(say("refused").format(why=why)))
        return
    st.html(
        markup.with_term(told, term=say(f"term-proof-{which}"), more=say("proof-checked"))
        + markup.scrolling(
            markup.image(to_svg(picture, theme=theme), alt=picture.description, most=picture.width),
            name=picture.title,
        )
    )
