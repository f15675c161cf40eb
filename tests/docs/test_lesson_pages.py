"""The pages of docs/lessons say what the data of the lessons say."""

import pytest

from docs import lesson_pages

PAGES = lesson_pages.pages()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_the_one_the_lessons_make(name: str) -> None:
    written = (lesson_pages.FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name], "run: python docs/lesson_pages.py"


def test_there_is_no_page_of_a_lesson_that_is_gone() -> None:
    assert {path.name for path in lesson_pages.FOLDER.glob("*.md")} == set(PAGES)


def test_every_page_says_under_which_licence_it_is() -> None:
    assert all("SPDX-License-Identifier: CC-BY-4.0" in text for text in PAGES.values())
