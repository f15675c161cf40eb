"""The pages about the tabular language model, in the order of the claims."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.tabular import credit, diversity, know, say_idk, stealing
from teachsim.gallery.tabular.knobs import Page

__all__ = ["PAGES", "page"]

PAGES: Final[tuple[Page, ...]] = (
    know.PAGE,
    say_idk.PAGE,
    stealing.PAGE,
    diversity.PAGE,
    credit.PAGE,
)


def page(word: str) -> Page:
    """The page with this word.

    Raises:
        ValueError: If there is none.
    """
    for candidate in PAGES:
        if candidate.word == word:
            return candidate
    raise ValueError(f"page {word!r} does not exist; use one of {[p.word for p in PAGES]}")
