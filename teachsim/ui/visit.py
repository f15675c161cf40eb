"""What a visitor has before them, as one frozen value, and its address: pure, without streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from teachsim.gallery import link
from teachsim.gallery.presets import DEFAULT, preset
from teachsim.gallery.setting import Setting
from teachsim.ui import data
from teachsim.ui import viewing as views
from teachsim.ui.viewing import Control, Viewing

CONTROLS: Final = frozenset(Control) - {Control.HINT}
"""What the page has."""


@dataclass(frozen=True)
class Visit:
    """What a visitor has before them.

    Attributes:
        setting: The run.
        start: Word of the preset it started from.
        viewing: How it is looked at.
        problems: What of the link could not be used.
        found: What the search for a decoy found, in words.
    """

    setting: Setting
    start: str
    viewing: Viewing
    problems: tuple[str, ...] = ()
    found: str = ""


def opened(query: Mapping[str, str]) -> Visit:
    """Return the visit that a link opens; never raises."""
    setting, problems = link.from_query(query)
    viewing, more = views.from_query(query, controls=CONTROLS)
    start = preset(query.get("preset", DEFAULT.word)) or DEFAULT
    return Visit(setting, start.word, viewing, views.briefly((*problems, *more)))


def query_of(visit: Visit) -> dict[str, str]:
    """Return the parameters that restore the visit."""
    return dict(data.linked(visit.setting, visit.start)) | views.to_query(visit.viewing)


def address(visit: Visit) -> str:
    """Return the query that restores the visit, but for the round, which the player knows."""
    return views.address(query_of(visit))
