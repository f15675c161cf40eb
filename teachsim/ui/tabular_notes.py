"""Words right below a picture of a page about the tabular language model: names, what is known.

What helps to read a picture stands open. What tells more about it than the run does is folded, so
that "What happened" stays short, and both are there only where their picture is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Final

from teachsim.ui import markup
from teachsim.ui.words import say

_PICTURES: Final = MappingProxyType(
    {
        "know": (
            ("know-meter", "know-meter-note", ""),
            ("know-kang", "know-kang-note", "know-kang-fold"),
            ("know-kang-labels", "know-kang-labels-note", "know-kang-labels-fold"),
        ),
        "credit": (("credit-errors", "credit-errors-note", ""),),
    }
)
"""Keys of a picture's title, of its words and of their fold, by the prefix of its page."""


@dataclass(frozen=True)
class Note:
    """What stands below a picture.

    Attributes:
        fold: What it is called while it is folded; empty if it stands open.
        lines: Its paragraphs.
    """

    fold: str
    lines: tuple[str, ...]


def note(prefix: str, *, title: str, numbers: Mapping[str, str]) -> Note | None:
    """Return what stands below the picture of this title; None below most."""
    for named, words, fold in _PICTURES.get(prefix, ()):
        if title.startswith(say(named).format(**numbers)):
            lines = say(words).format(**numbers).split("\n")
            return Note(say(fold) if fold else "", tuple(lines))
    return None


def drawn(found: Note | None) -> str:
    """Return it as HTML."""
    if found is None:
        return ""
    lines = "".join(markup.small(line) for line in found.lines)
    if not found.fold:
        return lines
    return f"<details><summary>{escape(found.fold)}</summary>{lines}</details>"
