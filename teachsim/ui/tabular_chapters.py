"""The pages about the tabular language model, in the order of the menu."""

from __future__ import annotations

from typing import Final

from teachsim.ui import tabular_know, tabular_say_idk
from teachsim.ui.tabular_chapter import Chapter

CHAPTERS: Final[tuple[Chapter, ...]] = (
    tabular_know.CHAPTER,
    tabular_say_idk.CHAPTER,
)
