"""The shell of the app: its pages, its looks, and what a visitor sees when something breaks."""

from __future__ import annotations

import logging
from functools import cache
from importlib.resources import files
from pathlib import Path

import streamlit as st
from streamlit import runtime

from teachsim.ui import beside, data, gold_data, guard, lab_data, play_data, tabular_data
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.words import say

_PAGES = Path(__file__).parent / "pages"
_ICON = Path(__file__).parent / "assets" / "icon.svg"  # our own: a named icon is fetched from afar


def main() -> None:
    """Draw the page that was asked for."""
    prepare()
    page = st.navigation(
        [
            st.Page(_PAGES / "start.py", title=say("page-start"), default=True),
            st.Page(_PAGES / "mislead.py", title=say("page-mislead"), url_path="mislead"),
            st.Page(_PAGES / "gold.py", title=say("page-gold"), url_path="gold"),
            *(
                st.Page(
                    _PAGES / f"{chapter.prefix}.py",
                    title=say(f"{chapter.prefix}-page"),
                    url_path=chapter.page.word,
                )
                for chapter in CHAPTERS
            ),
            st.Page(_PAGES / "lab.py", title=say("page-lab"), url_path="lab"),
            st.Page(_PAGES / "play.py", title=say("page-play"), url_path="play"),
            st.Page(_PAGES / "teach.py", title=say("page-teach"), url_path="teach"),
        ],
        position="top",
    )
    title = f"{page.title} · {say('app')}"
    st.set_page_config(page_title=title, page_icon=str(_ICON), layout="wide")
    st.html(f"<style>{_asset('theme.css')}</style>")
    st.components.v2.component("teachsim_pictures", js=_asset("pictures.js"))(key="ts-pictures")
    try:
        page.run()
    except Exception:  # a visitor is told in words; whoever runs the server finds it in the log
        logging.getLogger(__name__).exception("page %r broke", page.title)
        st.error(say("broken").format(home=say("home")), icon=":material/error:")
    if serving() and guard.settling():
        guard.settle()


@cache
def _asset(name: str) -> str:
    return (files("teachsim.ui") / "assets" / name).read_text(encoding="utf-8")


@cache
def prepare() -> None:
    """Set the server up, once: load what every page needs, and bound the memory."""
    data.warm()
    gold_data.warm()
    play_data.warm()
    lab_data.warm()
    tabular_data.warm(CHAPTERS)
    if serving():
        beside.use()
        guard.limit_memory()


def serving() -> bool:
    """Return whether this is a server, and not a test that plays one."""
    return runtime.exists() and type(runtime.get_instance()) is runtime.Runtime
