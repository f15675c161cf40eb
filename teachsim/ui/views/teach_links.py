"""The link builder: page, scene or run, what is locked and what is hidden, and the link to copy."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from teachsim.ui import lesson_links, markup
from teachsim.ui.lesson_links import Lesson
from teachsim.ui.words import say


def base() -> str:
    """Return the address of the app, with its last slash."""
    return (st.context.url or "").partition("?")[0].rpartition("/")[0] + "/"


def show() -> None:
    """Show the builder."""
    st.html(markup.heading(say("build")) + f"<p>{markup.rich(say('build-about'))}</p>")
    with st.container(border=True, key="ts-build"):
        lesson, query = _start()
        lock = _controls(
            "lock", lesson, names=[name for name in lesson.controls if name in lesson.lockable]
        )
        hide = _controls("hide", lesson, names=list(lesson.controls))
        link, problems = lesson_links.built(lesson, query, lock=lock, hide=hide)
        if problems:
            st.html(markup.notice(problems))
        st.html(f'<p class="ts-eyebrow">{markup.rich(say("build-link"))}</p>')
        address = base() + lesson.path + (f"?{urlencode(link)}" if link else "")
        st.code(address, language=None, wrap_lines=True)
        st.link_button(say("build-open"), address, icon=":material/open_in_new:")


def _start() -> tuple[Lesson, dict[str, str]]:
    """Show what a lesson starts from, and return its page and its parameters."""
    offered = {lesson.path: lesson for lesson in lesson_links.lessons()}
    left, right = st.columns(2, gap="small")
    pasted = st.text_input(
        say("build-paste"), key="build-paste", help=say("build-paste-help"), autocomplete="off"
    )
    own = None
    if pasted.strip():
        try:
            own = lesson_links.pasted(pasted)
        except ValueError as error:
            st.html(markup.alert(str(error)))
    path = left.selectbox(
        say("build-page"), list(offered), format_func=lambda word: offered[word].title,
        key="build-page", disabled=own is not None,
    )  # fmt: skip
    lesson = own[0] if own else offered[path]
    scene = right.selectbox(
        say("build-scene"), list(lesson.scenes), format_func=lambda word: lesson.scenes[word][0],
        key=f"build-scene-{lesson.path}", disabled=own is not None,
    )  # fmt: skip
    return own or (lesson, dict(lesson.scenes[scene][1]))


def _controls(name: str, lesson: Lesson, *, names: list[str]) -> list[str]:
    """Show the controls that can be locked or hidden, and return those that shall be."""
    return st.multiselect(
        say(f"build-{name}"), names, format_func=lambda word: lesson.controls[word],
        key=f"build-{name}-{lesson.path}", placeholder=say("build-none"),
    )  # fmt: skip
