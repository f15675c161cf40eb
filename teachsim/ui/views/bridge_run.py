"""A run of one's own: start it, watch it, cancel it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from teachsim.bridge.recorded import Recorded
from teachsim.draw import Theme
from teachsim.gallery.bridge import SEEDS, Setting
from teachsim.ui import bridge_live, bridge_process, markup
from teachsim.ui.bridge_process import Live, Wish
from teachsim.ui.guard import RefusedError
from teachsim.ui.words import say

LOOK_SECONDS: Final = 2.0
_MINE: Final = "bridge-mine"
_REFUSED: Final = "bridge-refused"
_SEED: Final = "bridge-seed"


def show(setting: Setting) -> None:
    """Show the section."""
    st.html(markup.heading(say("bridge-run")))
    if not bridge_process.installed():
        st.html(markup.paragraphs([say("bridge-run-missing")]))
        st.code(bridge_process.INSTALL, language="bash")
        return
    st.html(markup.paragraphs([say("bridge-run-about")]))
    live = bridge_process.held()
    running = live is not None and live.running
    _controls(setting, live=live, running=running)
    refused = st.session_state.pop(_REFUSED, "")
    if refused:
        st.html(markup.alert(say("refused").format(why=refused)))
    if live is not None:
        st.fragment(_watch, run_every=LOOK_SECONDS if running else None)(live, running)


def _controls(setting: Setting, *, live: Live | None, running: bool) -> None:
    """Show the seed, and the button that starts a run or cancels it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="ts-run"):
        st.number_input(
            say("bridge-run-seed"), 0, bridge_live.SEEDS, SEEDS, key=_SEED, disabled=running,
            width=160,
        )  # fmt: skip
        if running and live is not None:
            st.button(
                say("bridge-run-cancel"), key="bridge-cancel", icon=":material/stop:",
                disabled=st.session_state.get(_MINE) is not live,
                on_click=bridge_process.stop, args=(live,),
            )  # fmt: skip
            return
        wished = bridge_live.wish(setting, int(st.session_state[_SEED]))
        again = live is not None and live.wish == wished and bridge_process.cut_short(live)
        st.button(
            say("bridge-run-on" if again else "bridge-run-start"), key="bridge-start",
            icon=":material/play_arrow:", on_click=_start, args=(setting,),
        )  # fmt: skip


def _start(setting: Setting) -> None:
    """Start a run; it is refused if another one is under way."""
    wished: Wish = bridge_live.wish(setting, int(st.session_state[_SEED]))
    try:
        st.session_state[_MINE] = bridge_process.start(wished)
    except RefusedError as error:
        st.session_state[_REFUSED] = str(error)


def _watch(live: Live, was_running: bool) -> None:
    """Show how far a run is, and what it has come to."""
    running = live.running
    if was_running and not running:
        st.rerun()  # the whole page: the controls change, and nobody has to look any more
    try:
        run = bridge_process.read(live)
    except ValueError as error:
        st.html(markup.alert(say("bridge-run-failed").format(why=error)))
        return
    if running:
        st.progress(0.0 if run is None else bridge_live.share(run), bridge_live.doing(run))
    else:
        st.html(markup.remark(bridge_live.ended(live, run)))
    if run is not None:
        _results(live, run)


def _results(live: Live, run: Recorded) -> None:
    """Show what was read off the base model, the wall so far, and the log."""
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    told = bridge_live.about(run)
    if told:
        st.html(markup.paragraphs([told]))
    st.html(bridge_live.drawn(run, theme=theme) or "<span></span>")
    if not live.running:
        st.download_button(
            say("bridge-run-log"), live.log.read_bytes,
            f"teachsim-bridge-{run.about.world}-{run.about.seed}.jsonl", "application/jsonl",
            key="bridge-log", on_click="ignore",
        )  # fmt: skip
