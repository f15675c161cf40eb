"""What a visitor has before them on a page, kept between its runs: the link first, then as left."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

import streamlit as st

__all__ = ["arrive", "current"]

Kept = TypeVar("Kept")

_HEARD: Final = 1.0  # seconds within which a browser has heard of a new address


def arrive(
    name: str,
    kind: type[Kept],
    *,
    opened: Callable[[dict[str, str]], Kept],
    query_of: Callable[[Kept], dict[str, str]],
) -> Kept:
    """Return what is kept under `name`, the link's if it is new, else as it was left.

    It is written into the address, before anything is drawn: who sees a picture can copy its link.

    Args:
        name: Of the page's part of the session.
        kind: What is kept there.
        opened: What a link opens; never raises.
        query_of: The parameters that restore it.
    """
    asked = st.query_params.to_dict()
    kept = st.session_state.get(name)
    if not isinstance(kept, kind) or (asked and not _ours(name, asked)):
        kept = opened(asked)
        st.session_state[name] = kept
    _write(name, query_of(kept), over=asked)
    return kept


def current(name: str, kind: type[Kept], *, opened: Callable[[dict[str, str]], Kept]) -> Kept:
    """Return what is kept under `name`, in a callback: what no link opens if nothing is.

    Args:
        name: Of the page's part of the session.
        kind: What is kept there.
        opened: What a link opens; never raises.
    """
    kept = st.session_state.get(name)
    return kept if isinstance(kept, kind) else opened({})


def _ours(name: str, asked: dict[str, str]) -> bool:
    """Whether an address is what the page has written, or what it is just being written over."""
    before, until = st.session_state.get(_before(name), ({}, 0.0))
    return asked == st.session_state.get(_written(name)) or (
        asked == before and time.monotonic() < until
    )


def _write(name: str, query: dict[str, str], *, over: dict[str, str]) -> None:
    st.session_state[_written(name)] = query
    if over != query:
        # A click may come before the browser has heard of it: it must not open the link anew.
        st.session_state[_before(name)] = over, time.monotonic() + _HEARD
        st.query_params.from_dict(query)


def _written(name: str) -> str:
    return f"{name}-written"


def _before(name: str) -> str:
    return f"{name}-before"
