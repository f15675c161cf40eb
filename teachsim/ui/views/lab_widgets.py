"""Widgets of the page Lab; they own nothing, as in `widgets`, and turn the study they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from teachsim.gallery.lab_chart import Study
from teachsim.ui import lab_session
from teachsim.ui.views.widgets import Place

__all__ = ["Change", "pick", "slide"]

Change = Callable[[Study, Any], Study]


def pick(
    at: Place,
    name: str,
    *,
    label: str,
    options: Sequence[Any],
    value: Any,
    called: Callable[[Any], str],
    to: Change,
    widget: Callable[..., Any] = st.selectbox,
) -> None:
    """Show options to choose from: a list, unless another widget is given."""
    if not at.shown:
        return
    key = f"lab-{name}"
    st.session_state[key] = value
    widget(
        label,
        options,
        format_func=called,
        key=key,
        disabled=at.locked,
        on_change=_turned(key, to),
    )


def slide(
    at: Place,
    name: str,
    *,
    label: str,
    low: int,
    high: int,
    value: int,
    to: Change,
    widget: Callable[..., Any] = st.slider,
) -> None:
    """Show a whole number between two others; one that could not be changed is not shown."""
    if not at.shown or low >= high:
        return
    key = f"lab-{name}"
    st.session_state[key] = value
    widget(label, low, high, step=1, key=key, disabled=at.locked, on_change=_turned(key, to))


def _turned(key: str, to: Change) -> Callable[[], None]:
    """Return what a widget does when it is turned."""

    def turned() -> None:
        chosen = st.session_state[key]
        if chosen is not None:
            lab_session.change(lambda study: to(study, chosen))

    return turned
