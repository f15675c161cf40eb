"""How to cite the program, and a run of it: CITATION.cff is the one source.

The package carries a copy among the pages (`make packaged`); it is read as a file, no page is.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from teachsim.draw.words import say


@cache
def cff() -> str:
    """Return CITATION.cff as it is."""
    packaged = files("teachsim") / "ui" / "assets" / "CITATION.cff"
    return packaged.read_text(encoding="utf-8")


@cache
def apa() -> str:
    """Return a reference in the style of the APA."""
    text = cff()
    *most, last = authors(text)
    named = f"{', '.join(most)}, & {last}" if most else last
    about = f"{field(text, 'title')} (Version {field(text, 'version')}) [Computer software]"
    return f"{named} ({year(text)}). {about}."


def of_run(fingerprint: str) -> str:
    """Return how to cite one run."""
    return say("cite", {"program": apa(), "fingerprint": fingerprint})


def year(text: str) -> str:
    """Return the year of the release."""
    return field(text, "date-released")[:4]


def field(text: str, name: str) -> str:
    """Return a top-level field of one line, without its quotes; empty if there is none."""
    found = re.search(rf"^{re.escape(name)}: (.+)$", text, re.MULTILINE)
    return found[1].strip().strip("\"'") if found else ""


def authors(text: str) -> list[str]:
    """Return the names listed under `authors`."""
    block = re.search(r"^authors:\n((?:[ -].*\n)+)", text, re.MULTILINE)
    if not block:
        return []
    names = []
    for entry in re.split(r"^ *- ", block[1], flags=re.MULTILINE)[1:]:
        parts = dict(re.findall(r"([\w-]+): *(.+)", entry))
        person = f"{parts.get('given-names', '')} {parts.get('family-names', '')}".strip()
        names.append(person or parts.get("name", "").strip("\"'"))
    return [name for name in names if name]
