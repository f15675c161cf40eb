"""How wide words are, before anybody has drawn them.

Labels must stay inside their picture whatever font a reader's machine has. Widths here are those
of DejaVu Sans, the widest of the fonts that we may meet (it is what matplotlib draws with and what
a bare Linux falls back to; Source Sans, our first choice, is about a fifth narrower). So a label
that fits here fits everywhere.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# Advance widths of DejaVu Sans 2.37 in thousandths of an em, characters 32 to 126.
_REGULAR: Final = (
    "318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 "
    "636 636 636 337 337 838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 "
    "748 787 603 787 695 635 611 732 684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 "
    "615 352 635 634 278 278 579 278 974 634 612 635 635 411 521 392 634 592 818 592 592 525 636 "
    "337 636 838"
)
_BOLD: Final = (
    "348 456 521 838 696 1002 872 306 457 457 523 838 380 415 380 365 696 696 696 696 696 696 696 "
    "696 696 696 400 400 838 838 838 580 1000 774 762 734 830 683 683 821 837 372 372 775 637 995 "
    "837 850 733 850 770 720 682 812 774 1103 771 724 725 457 365 457 838 500 500 675 716 593 716 "
    "678 435 716 712 343 343 665 343 1042 712 687 716 716 493 595 478 712 652 924 645 652 582 712 "
    "365 712 838"
)
_EM: Final = 1000
_OTHER: Final = 1000  # a character outside ASCII: reckon with a full em
_FIRST: Final = 32
_WIDTHS: Final = tuple(tuple(int(w) for w in row.split()) for row in (_REGULAR, _BOLD))
# bold, so for both
_NARROW: Final = {"“": 657, "”": 657, "’": 380, "–": 500, "·": 380, "\u00a0": 348}

STRONG: Final = "**"
"""Words between two of these are set in bold, as in Markdown."""


@lru_cache(maxsize=4096)  # a film measures the same few words in every round
def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Return an upper bound of the width of `text` set in `size`, in the units of `size`."""
    row = _WIDTHS[bold]
    total = 0
    for character in text:
        code = ord(character) - _FIRST
        inside = 0 <= code < len(row)
        total += row[code] if inside else _NARROW.get(character, _OTHER)
    return total * size / _EM


def plain(text: str) -> str:
    """Return the text without its marks for bold."""
    return text.replace(STRONG, "")


def runs(text: str) -> list[tuple[str, bool]]:
    """Return the stretches of the text, each with whether it is bold."""
    return [(part, i % 2 == 1) for i, part in enumerate(text.split(STRONG)) if part]


def shorten(text: str, *, size: float, room: float) -> str:
    """Return the text, cut and ended with "…" where it needs more than `room`."""
    if text_width(text, size=size) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size=size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept else ""


def wrap(text: str, *, size: float, room: float) -> list[str]:
    """Return the text as lines no wider than `room` where its words allow; bold survives breaks."""
    lines: list[str] = []
    line: list[str] = []
    for word in _words(text):
        if line and text_width(plain(" ".join([*line, word])), size=size, bold=True) > room:
            lines.append(" ".join(line))
            line = []
        line.append(word)
    return [*lines, " ".join(line)] if line else lines


def _words(text: str) -> list[str]:
    """Return the words, each bold one with marks of its own."""
    found: list[str] = []
    glue = False
    for part, bold in runs(text):
        pieces = part.split(" ")
        for i, piece in enumerate(pieces):
            marked = f"{STRONG}{piece}{STRONG}" if bold and piece else piece
            if i == 0 and glue and found:
                found[-1] += marked
            elif marked:
                found.append(marked)
        glue = bool(pieces[-1])
    return found
