"""Widgets of the page Lab; they own nothing, as in `widgets`, and turn the study they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from teachsim.gallery.lab_chart import Study
from teachsim.ui import lab_session
from teachsim.ui.views.widgets import Place, choose, number

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
    choose(
        at,
        f"lab-{name}",
        label=label,
        options=options,
        value=value,
        called=called,
        turned=_turning(to),
        widget=widget,
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
    number(
        at,
        f"lab-{name}",
        label=label,
        low=low,
        high=high,
        value=value,
        turned=_turning(to),
        widget=widget,
    )


def _turning(to: Change) -> Callable[[Any], None]:
    """Return what a widget does when it is turned."""
    return lambda chosen: lab_session.change(lambda study: to(study, chosen))
