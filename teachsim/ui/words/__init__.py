"""Every word of the pages in one folder, ready for a second language.

The words of the drawings stand in `teachsim.draw.words`, the claims' own in
`teachsim.gallery.claims`. Braces are filled by name; ** is bold. Second person, short sentences.
Keys of a page begin with its name where another page might want the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from teachsim.ui.words import (
    bridge,
    credit,
    diversity,
    gold,
    gold_why,
    know,
    lab,
    mislead,
    play,
    say_idk,
    shell,
    start,
    stealing,
    tabular,
    teach,
)

PAGES: Final = (
    shell.WORDS,
    start.WORDS,
    mislead.WORDS,
    gold.WORDS,
    gold_why.WORDS,
    play.WORDS,
    lab.WORDS,
    tabular.WORDS,
    know.WORDS,
    say_idk.WORDS,
    stealing.WORDS,
    diversity.WORDS,
    credit.WORDS,
    bridge.WORDS,
    teach.WORDS,
)

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {key: text for page in PAGES for key, text in page.items()}
)
"""English. Braces are filled where the words are used, by `str.format`."""


def say(key: str) -> str:
    """Return the words under `key`; those with braces are to be formatted.

    Raises:
        ValueError: if there are no such words.
    """
    if key not in WORDS:
        raise ValueError(f"no words are called {key!r}; add them to teachsim.ui.words")
    return WORDS[key]


def amount(n: int, of: str) -> str:
    """Return so many of something: "1 round", "2 rounds", "1,000 ideas".

    Args:
        n: how many.
        of: the key of what is counted, without `-one`, which is the key of a single one.

    Raises:
        ValueError: if there are no such words.
    """
    return say(f"{of}-one" if n == 1 else of).format(n=f"{n:,}")
