"""The script behind a link to any page: six lines or so that print the run's fingerprint."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from teachsim.core.checks import quoted
from teachsim.gallery import gold_link, gold_script, link
from teachsim.gallery.classes import build_class
from teachsim.gallery.script import script
from teachsim.gallery.tabular import knobs
from teachsim.gallery.tabular.pages import PAGES

__all__ = ["linked_script"]

_MISLEAD, _GOLD = "mislead", "gold"
_MOST_FIELDS = 100


def linked_script(address: str) -> tuple[str, tuple[str, ...]]:
    """Python source that runs what a link shows, and a sentence for each part that was replaced.

    >>> source, problems = linked_script("http://127.0.0.1:8501/mislead?preset=negligent&seed=-4")
    >>> problems
    ("the link asked for seed='-4'; using 7",)

    Args:
        address: Of a page: all of it, or the page's word and what comes after.

    Raises:
        ValueError: If it leads to no page that has a script.
    """
    try:
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise ValueError(
            f"the link {quoted(address)} cannot be read ({error}); copy it from the page again"
        ) from error
    word = parts.path.rstrip("/").rpartition("/")[2]
    if word == _MISLEAD:
        setting, problems = link.from_query(query)
        return script(setting, build_class(setting.ideas)), problems
    if word == _GOLD:
        shown, problems = gold_link.from_query(query)
        return gold_script.script(shown), problems
    for page in PAGES:
        if page.word == word:
            turned, problems = knobs.from_query(page, query)
            return page.script(turned), problems
    words = ", ".join((_MISLEAD, _GOLD, *(page.word for page in PAGES)))
    raise ValueError(
        f"the link {quoted(address)} leads to the page {quoted(word)}, but scripts are those of "
        f"{words}; copy the link of one of them"
    )
