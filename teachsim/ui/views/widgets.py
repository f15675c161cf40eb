"""Widgets that own nothing: each shows what the setting says, and reports what it was told.

A widget's value is written before it is drawn and read only in its callback, so presets, links and
locks need no rules of their own. Names are those of `teachsim.ui.changes.CHANGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from teachsim.ui import session
from teachsim.ui.viewing import Control, Viewing

RULE: Final = "rule"
KNOB: Final = "knob"
"""The two parts of the page where controls stand."""


@dataclass(frozen=True)
class Place:
    """Where a widget stands, and what the link says about it.

    Attributes:
        viewing: Locks and hidden controls.
        control: The control it belongs to.
        within: Part of the page; the same control may stand in two.
    """

    viewing: Viewing
    control: Control
    within: str = RULE

    @property
    def shown(self) -> bool:
        """Whether the control is on the page."""
        return self.viewing.shown(self.control)

    @property
    def locked(self) -> bool:
        """Whether it cannot be changed."""
        knob = self.within == KNOB and self.viewing.locked(Control.KNOB)
        return knob or self.viewing.locked(self.control)

    def key(self, name: str) -> str:
        """Return the key of the widget `name` here."""
        return f"{self.within}-{name}"


def _hold(place: Place, name: str, *, value: object) -> str:
    """Write what a widget shall show, and return its key."""
    key = place.key(name)
    st.session_state[key] = value
    return key


def _turned(name: str, key: str) -> None:
    value = st.session_state[key]
    if value is not None:
        session.turn(name, value)


def pick(
    place: Place,
    name: str,
    *,
    label: str,
    options: Sequence[Any],
    value: Any,
    called: Callable[[Any], str],
    widget: Callable[..., Any] = st.selectbox,
) -> None:
    """Show options to choose from: a list, unless another widget is given."""
    if not place.shown:
        return
    key = _hold(place, name, value=value)
    widget(
        label,
        options,
        format_func=called,
        key=key,
        disabled=place.locked,
        on_change=_turned,
        args=(name, key),
    )


SEGMENTS: Final = partial(st.segmented_control, required=True, wrap=True)
"""For `pick`: a few options side by side."""

SEVERAL: Final = st.multiselect
"""For `pick`: a list to choose any number from; the value is a list."""


def slide(
    place: Place,
    name: str,
    *,
    label: str,
    low: int,
    high: int,
    value: int,
    widget: Callable[..., Any] = st.slider,
) -> None:
    """Show a whole number between two others; one that could not be changed is not shown."""
    if not place.shown or low >= high:
        return
    key = _hold(place, name, value=value)
    widget(
        label,
        low,
        high,
        step=1,
        key=key,
        disabled=place.locked,
        on_change=_turned,
        args=(name, key),
    )
