"""The address of a page: a click is seen and its link copied at once, so it is written first."""

from typing import NoReturn

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from teachsim.ui import markup
from tests.ui.pages import SECONDS, fine

LINKS = [
    ("mislead", {"seed": "11", "class": "intervals"}, {"seed": "11"}),
    ("gold", {"seed": "023", "target": "6"}, {"target": "6"}),
    ("lab", {"preset": "questions", "seed": "023"}, {"preset": "questions", "seed": "23"}),
    ("play", {"class": "intervals", "moves": "21.5"}, {"moves": "21.5"}),
    ("tabular", {"batch": "08", "x": "1"}, {"batch": "8"}),
]


def _shown(name: str) -> None:
    import importlib

    from teachsim.ui.tabular_chapters import CHAPTERS

    chapters = [chapter for chapter in CHAPTERS if chapter.prefix == "idk"]
    importlib.import_module(f"teachsim.ui.views.{name}").show(*chapters[: name == "tabular"])


@pytest.mark.parametrize(("view", "asked", "written"), LINKS, ids=[view for view, *_ in LINKS])
def test_the_address_is_written_before_anything_is_drawn(
    monkeypatch: pytest.MonkeyPatch, view: str, asked: dict[str, str], written: dict[str, str]
) -> None:
    def stopped(*_: object) -> NoReturn:
        st.stop()

    monkeypatch.setattr(markup, "title", stopped)
    test = AppTest.from_function(_shown, default_timeout=SECONDS, args=(view,))
    for key, value in asked.items():
        test.query_params[key] = value
    fine(test.run())
    assert not test.get("html")
    assert {key: test.query_params[key] for key in test.query_params} == written
