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
from teachsim.ui.words import WORDS, say

_PICTURES: Final = MappingProxyType(
    {"know": ("know-meter", "know-kang", "know-kang-labels"), "credit": ("credit-errors",)}
)
"""Keys of the titles of pictures that have such words, by the prefix of their page.

The words stand behind the title's key and "-note"; if they are folded, their name behind "-fold".
"""


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
    for key in _PICTURES.get(prefix, ()):
        if title.startswith(say(key).format(**numbers)):
            lines = say(f"{key}-note").format(**numbers).split("\n")
            fold = f"{key}-fold"
            return Note(say(fold) if fold in WORDS else "", tuple(lines))
    return None


def drawn(found: Note | None) -> str:
    """Return it as HTML."""
    if found is None:
        return ""
    lines = "".join(markup.small(line) for line in found.lines)
    if not found.fold:
        return lines
    return f"<details><summary>{escape(found.fold)}</summary>{lines}</details>"
