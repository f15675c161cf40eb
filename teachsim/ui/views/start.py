"""Start: the film of "Too broad", the chapters by their questions, and two doors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from teachsim.gallery import gold, lab_scenes
from teachsim.gallery.claims import claim
from teachsim.gallery.play import SCENES
from teachsim.gallery.play_link import to_query
from teachsim.gallery.presets import PRESETS
from teachsim.ui import data, gold_explain, grand, grand_exports, markup
from teachsim.ui.panes import truth
from teachsim.ui.tabular_chapters import CHAPTERS
from teachsim.ui.views import stage, taking
from teachsim.ui.views.taking import Form, figures
from teachsim.ui.words import say

_PAGES: Final = Path(__file__).parents[1] / "pages"
_MISLEAD: Final = _PAGES / "mislead.py"
_GOLD: Final = _PAGES / "gold.py"
_PLAY: Final = _PAGES / "play.py"
_TEACH: Final = _PAGES / "teach.py"
_LAB: Final = _PAGES / "lab.py"

GRAND: Final = (
    *figures(grand_exports.picture),
    Form("csv", "csv", "text/csv", grand_exports.as_csv),
    Form("json", "json", "application/json", grand_exports.as_json),
)
"""The forms of the grand table."""

Scene = tuple[str, dict[str, str]]
"""What a scene is called, and the parameters of its link."""

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
    told = grand.predicted()
    st.html(
        markup.heading(say("grand"))
        + f'<p class="ts-card-about">{markup.rich(say("grand-about").format(**told))}</p>'
        + grand.table()
        + '<div class="ts-grand-told">'
        + markup.paragraphs((say("grand-told").format(**told), say("grand-fails")))
        + f"</div>{markup.small(grand.provenance())}"
    )
    taking.buttons(GRAND, None, name="teachsim-contrast", kind="grand")


def _chapters() -> None:
    """Show a card for each chapter that there is."""
    st.html(markup.heading(say("chapters")))
    _card(
        "ts-chapter",
        _MISLEAD,
        claim(PRESETS[0].claim).question,
        title=say("chapter-mislead"),
        about=say("chapter-mislead-about"),
        scenes=_presets("preset", (scene.word for scene in PRESETS)),
    )
    _card(
        "ts-chapter-gold",
        _GOLD,
        claim(gold_explain.CLAIM).question,
        title=say("page-gold"),
        about=say("chapter-gold-about"),
        scenes=_presets("gold-scene", (scene.word for scene in gold.SCENES)),
    )
    for chapter in CHAPTERS:
        page, prefix = chapter.page, chapter.prefix
        _card(
            f"ts-chapter-{prefix}",
            _PAGES / f"{prefix}.py",
            claim(page.default.claim).question,
            title=say(f"{prefix}-page"),
            about=say(f"{prefix}-about"),
            scenes=_presets(f"{prefix}-scene", (scene.word for scene in page.scenes)),
        )
    _sandboxes()
    st.html(f'<p class="ts-note">{markup.rich(say("about-claims"))}</p>')


def _sandboxes() -> None:
    """Show a card for each page on which visitors make up their own scenes."""
    _card(
        "ts-chapter-lab",
        _LAB,
        say("chapter-lab-question"),
        title=say("page-lab"),
        about=say("chapter-lab-about"),
        scenes=_presets("lab-scene", (scene.word for scene in lab_scenes.SCENES)),
    )
    _card(
        "ts-chapter-play",
        _PLAY,
        say("chapter-play-question"),
        title=say("chapter-play"),
        about=say("chapter-play-about"),
        # With a side in any case: a page without parameters shows the game as it was left.
        scenes=[
            (say(f"scene-{one.word}"), {"side": one.match.side.value} | to_query(one.match))
            for one in SCENES
        ],
    )


def _presets(words: str, names: Iterable[str]) -> list[Scene]:
    """Return the scenes that a page knows by these names."""
    return [(say(f"{words}-{name}"), {"preset": name}) for name in names]


def _card(  # noqa: PLR0917  # where it leads and what it asks are what a card is
    key: str,
    page: Path,
    question: str,
    *,
    title: str,
    about: str,
    scenes: Sequence[Scene],
) -> None:
    """Show a card: what is asked, and a link to each scene."""
    with st.container(border=True, key=key):
        st.html(markup.card(question, title, about=about))
        with st.container(horizontal=True, gap="small"):
            for label, query in scenes:
                st.page_link(page, label=label, query_params=query)
