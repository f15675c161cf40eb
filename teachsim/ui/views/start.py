"""Start: the film of "Too broad", the chapters by their questions, and two doors."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from teachsim.gallery import gold, grand_table, lab_scenes
from teachsim.gallery.claims import claim
from teachsim.gallery.play import SCENES
from teachsim.gallery.play_link import to_query
from teachsim.gallery.presets import PRESETS
from teachsim.ui import data, gold_explain, grand, markup
from teachsim.ui.panes import truth
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.views import stage
from teachsim.ui.words import say

_PAGES: Final = Path(__file__).parents[1] / "pages"
_MISLEAD: Final = _PAGES / "mislead.py"
_GOLD: Final = _PAGES / "gold.py"
_PLAY: Final = _PAGES / "play.py"
_TEACH: Final = _PAGES / "teach.py"
_LAB: Final = _PAGES / "lab.py"

LESSON: Final = {
    "lock": "preset,class,own,target,teacher,asker,rounds,seed,view",
    "hide": "explain",
}
"""The example of a lesson: one in which only the learners' bias can be changed."""


def show() -> None:
    """Show the page."""
    first = PRESETS[0]
    named = truth(data.runs(first.setting))
    st.html(markup.title(say("start-title"), say("start-intro").format(truth=named)))
    stage.show(first.setting, at=0, link=None, play=True)
    with st.container(key="ts-doors"):
        st.page_link(_MISLEAD, label=say("start-door"), icon=":material/arrow_forward:")
    _doors(first.word)
    _chapters()
    _grand_table()


def _doors(first: str) -> None:
    """Show the doors of who teaches and of who studies."""
    teach, study = st.columns(2, gap="medium")
    with teach.container(border=True, key="ts-teach"):
        st.html(markup.card(say("teach"), "", about=say("teach-about")))
        with st.container(horizontal=True, gap="small"):
            st.page_link(_TEACH, label=say("teach-door"), icon=":material/school:")
            st.page_link(_MISLEAD, label=say("teach-example"), query_params=LESSON)
    with study.container(border=True, key="ts-study"):
        st.html(markup.card(say("study"), "", about=say("study-about")))
        with st.container(horizontal=True, gap="small"):
            st.page_link(
                _MISLEAD, label=say("study-door"), icon=":material/arrow_forward:",
                query_params={"preset": first},
            )  # fmt: skip
            st.page_link(_LAB, label=say("study-lab"), icon=":material/science:")


def _grand_table() -> None:
    """Show what a real network does beside what was predicted of it."""
    st.html(
        markup.heading(say("grand"))
        + f'<p class="ts-card-about">{markup.rich(say("grand-about"))}</p>'
        + grand.table()
        + '<div class="ts-grand-told">'
        + markup.paragraphs((say("grand-told").format(**grand.predicted()), say("grand-fails")))
        + f'</div><p class="ts-remark">{markup.rich(grand.provenance())}</p>'
    )
    with st.container(key="ts-take"):
        st.download_button(
            say("grand-data"), grand_table.raw(), "teachsim-contrast.csv", "text/csv",
            key="grand-data", on_click="ignore",
        )  # fmt: skip


def _chapters() -> None:
    """Show a card for each chapter that there is."""
    st.html(markup.heading(say("chapters")))
    with st.container(border=True, key="ts-chapter"):
        question = claim(PRESETS[0].claim).question
        st.html(markup.card(question, say("chapter-mislead"), about=say("chapter-mislead-about")))
        with st.container(horizontal=True, gap="small"):
            for offered in PRESETS:
                st.page_link(
                    _MISLEAD, label=say(f"preset-{offered.word}"),
                    query_params={"preset": offered.word},
                )  # fmt: skip
    with st.container(border=True, key="ts-chapter-gold"):
        question, about = claim(gold_explain.CLAIM).question, say("chapter-gold-about")
        st.html(markup.card(question, say("page-gold"), about=about))
        with st.container(horizontal=True, gap="small"):
            for told in gold.SCENES:
                st.page_link(
                    _GOLD, label=say(f"gold-scene-{told.word}"),
                    query_params={"preset": told.word},
                )  # fmt: skip
    for chapter in CHAPTERS:
        _tabular(chapter)
    with st.container(border=True, key="ts-chapter-lab"):
        about = say("chapter-lab-about")
        st.html(markup.card(say("chapter-lab-question"), say("page-lab"), about=about))
        with st.container(horizontal=True, gap="small"):
            for study in lab_scenes.SCENES:
                st.page_link(
                    _LAB, label=say(f"lab-scene-{study.word}"),
                    query_params={"preset": study.word},
                )  # fmt: skip
    with st.container(border=True, key="ts-chapter-play"):
        about = say("chapter-play-about")
        st.html(markup.card(say("chapter-play-question"), say("chapter-play"), about=about))
        with st.container(horizontal=True, gap="small"):
            for scene in SCENES:
                # With a side in any case: a page without parameters shows the game as it was left.
                query = {"side": scene.match.side.value} | to_query(scene.match)
                st.page_link(_PLAY, label=say(f"scene-{scene.word}"), query_params=query)
    st.html(f'<p class="ts-note">{markup.rich(say("about-claims"))}</p>')


def _tabular(chapter: Chapter) -> None:
    """Show the card of a chapter about the tabular language model."""
    page, prefix = chapter.page, chapter.prefix
    with st.container(border=True, key=f"ts-chapter-{prefix}"):
        question, about = claim(page.default.claim).question, say(f"{prefix}-about")
        st.html(markup.card(question, say(f"{prefix}-page"), about=about))
        with st.container(horizontal=True, gap="small"):
            for scene in page.scenes:
                st.page_link(
                    _PAGES / f"{prefix}.py", label=say(f"{prefix}-scene-{scene.word}"),
                    query_params={"preset": scene.word},
                )  # fmt: skip
