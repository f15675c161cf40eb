"""How to cite the program: CITATION.cff, the one source, as BibTeX."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import teachsim as ts

_FILE: Final = Path(ts.__file__).resolve().parents[1] / "CITATION.cff"


@cache
def bibtex() -> str:
    """Return a BibTeX entry; from an installed wheel, which has no CITATION.cff, without a date."""
    text = _FILE.read_text(encoding="utf-8") if _FILE.is_file() else ""
    authors = " and ".join(f"{{{name}}}" for name in _authors(text)) or "{teachsim contributors}"
    released = field(text, "date-released")
    year = f"  year    = {{{released[:4]}}},\n" if released else ""
    title = field(text, "title") or "teachsim"
    return (
        "@software{teachsim,\n"
        f"  author  = {{{authors}}},\n"
        f"  title   = {{{title}}},\n"
        f"{year}"
        f"  version = {{{ts.__version__}}},\n"
        f"  license = {{{field(text, 'license') or 'MIT'}}}\n"
        "}"
    )


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
