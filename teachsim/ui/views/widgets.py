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


_OPENED: Final = """
export default ({ parentElement, setTriggerValue }) => {
  if (parentElement.opened) return
  parentElement.opened = true
  setTriggerValue("opened", true)
}
"""
"""Runs where it stands on the screen: behind a button, once that is open."""


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


def behind(
    label: str,
    controls: Callable[[], None],
    *,
    key: str = "ts-rules",
    icon: str | None = ":material/tune:",
) -> None:
    """Show a button, and make the controls behind it from when it was first opened.

    Made before as well, they would be two fifths of the work of a page. A script says that it is
    open; where there is none, they are made at once. Streamlit's own report is of no use: it tells
    of the closing, too, after the click that caused it, and so calls back who left for a page.
    """
    opened = f"{key}-opened"
    made = st.session_state.get(opened) or st.query_params.get("player") == "plain"
    with st.popover(label, icon=icon, key=key):
        if made:
            controls()
        else:
            script = st.components.v2.component("teachsim_opened", js=_OPENED)
            script(key=f"{key}-script", on_opened_change=partial(_open, opened))


def _open(opened: str) -> None:
    st.session_state[opened] = True


def choose(
    place: Place,
    key: str,
    *,
    label: str,
    options: Sequence[Any],
    value: Any,
    called: Callable[[Any], str],
    turned: Callable[[Any], None],
    widget: Callable[..., Any] = st.selectbox,
) -> None:
    """Show options to choose from, a list unless another widget is given; tell what was chosen."""
    if not place.shown:
        return
    st.session_state[key] = value
    widget(
        label,
        options,
        format_func=called,
        key=key,
        disabled=place.locked,
        on_change=_told,
        args=(key, turned),
    )


def number(
    place: Place,
    key: str,
    *,
    label: str,
    low: int,
    high: int,
    value: int,
    turned: Callable[[Any], None],
    widget: Callable[..., Any] = st.slider,
) -> None:
    """Show a whole number between two others; one that could not be changed is not shown."""
    if not place.shown or low >= high:
        return
    st.session_state[key] = value
    widget(
        label,
        low,
        high,
        step=1,
        key=key,
        disabled=place.locked,
        on_change=_told,
        args=(key, turned),
    )


def _told(key: str, turned: Callable[[Any], None]) -> None:
    value = st.session_state[key]
    if value is not None:
        turned(value)


SEGMENTS: Final = partial(st.segmented_control, required=True, wrap=True)
"""For `choose`: a few options side by side."""

SEVERAL: Final = st.multiselect
"""For `choose`: a list to choose any number from; the value is a list."""


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
    """Show options for one of `CHANGES`, as `choose` does."""
    choose(
        place,
        place.key(name),
        label=label,
        options=options,
        value=value,
        called=called,
        turned=partial(session.turn, name),
        widget=widget,
    )


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
    """Show a whole number for one of `CHANGES`, as `number` does."""
    number(
        place,
        place.key(name),
        label=label,
        low=low,
        high=high,
        value=value,
        turned=partial(session.turn, name),
        widget=widget,
    )
