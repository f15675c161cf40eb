"""How to cite the program: CITATION.cff, the one source, as BibTeX and in the style of the APA.

The package carries a copy (`make packaged`), so that a wheel can be cited, too.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import teachsim as ts


@cache
def cff() -> str:
    """Return CITATION.cff as it is."""
    return (files("teachsim.ui") / "assets" / "CITATION.cff").read_text(encoding="utf-8")


@cache
def bibtex() -> str:
    """Return a BibTeX entry."""
    text = cff()
    authors = " and ".join(f"{{{name}}}" for name in _authors(text))
    return (
        "@software{teachsim,\n"
        f"  author  = {{{authors}}},\n"
        f"  title   = {{{field(text, 'title')}}},\n"
        f"  year    = {{{_year(text)}}},\n"
        f"  version = {{{ts.__version__}}},\n"
        f"  license = {{{field(text, 'license')}}}\n"
        "}"
    )


@cache
def apa() -> str:
    """Return a reference in the style of the APA."""
    text = cff()
    *most, last = _authors(text)
    authors = f"{', '.join(most)}, & {last}" if most else last
    about = f"{field(text, 'title')} (Version {ts.__version__}) [Computer software]"
    return f"{authors} ({_year(text)}). {about}."


def _year(text: str) -> str:
    return field(text, "date-released")[:4]


def field(text: str, name: str) -> str:
    """Return a top-level field of one line, without its quotes; empty if there is none."""
    found = re.search(rf"^{re.escape(name)}: (.+)$", text, re.MULTILINE)
    return found[1].strip().strip("\"'") if found else ""


def _authors(text: str) -> list[str]:
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
