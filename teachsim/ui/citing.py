"""How to cite the program, as BibTeX; the rest is `draw.citing`, as pictures carry it, too."""

from __future__ import annotations

from functools import cache

from teachsim.draw.citing import apa, authors, cff, field, year

__all__ = ["apa", "bibtex", "cff", "field"]


@cache
def bibtex() -> str:
    """Return a BibTeX entry."""
    text = cff()
    named = " and ".join(f"{{{name}}}" for name in authors(text))
    return (
        "@software{teachsim,\n"
        f"  author  = {{{named}}},\n"
        f"  title   = {{{field(text, 'title')}}},\n"
        f"  year    = {{{year(text)}}},\n"
        f"  version = {{{field(text, 'version')}}},\n"
        f"  license = {{{field(text, 'license')}}}\n"
        "}"
    )
