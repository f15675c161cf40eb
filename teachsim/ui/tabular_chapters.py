"""The pages about the tabular language model, and the bridge, in the order of the menu."""

from __future__ import annotations

from typing import Final

from teachsim.ui import (
    bridge_chapter,
    tabular_credit,
    tabular_diversity,
    tabular_know,
    tabular_say_idk,
    tabular_stealing,
)
from teachsim.ui.tabular_chapter import Chapter

CHAPTERS: Final[tuple[Chapter, ...]] = (
    tabular_know.CHAPTER,
    tabular_say_idk.CHAPTER,
    tabular_stealing.CHAPTER,
    tabular_diversity.CHAPTER,
    tabular_credit.CHAPTER,
    bridge_chapter.CHAPTER,
)
