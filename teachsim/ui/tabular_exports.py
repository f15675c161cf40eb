"""A run of the tabular language model in every form that can be taken away, as bytes of files."""

from __future__ import annotations

import csv
import io
from typing import Any

from teachsim.draw import Theme, figure_bytes, to_svg
from teachsim.ui import tabular_data
from teachsim.ui.tabular_chapter import Chapter

_MARGIN = 24.0


def as_svg(chapter: Chapter, setting: Any) -> bytes:  # each page has its own
    """Return all pictures as one SVG on light paper."""
    drawn = tabular_data.figure(chapter, setting)
    return to_svg(drawn, theme=Theme.LIGHT, margin=_MARGIN).encode()


def as_pdf(chapter: Chapter, setting: Any) -> bytes:
    """Return all pictures as one PDF."""
    return figure_bytes(tabular_data.figure(chapter, setting), "pdf")


def as_csv(chapter: Chapter, setting: Any) -> bytes:
    """Return the data behind the pictures."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(chapter.rows(tabular_data.run(chapter, setting)))
    return file.getvalue().encode()


def as_script(chapter: Chapter, setting: Any) -> bytes:
    """Return the script that prints the fingerprint."""
    return chapter.page.script(setting).encode()
