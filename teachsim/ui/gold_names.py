"""Names of languages and of what belongs to them, and numbers of things, as a page prints them."""

from __future__ import annotations

from typing import Final

from teachsim.symbolic.limit import Family
from teachsim.ui.words import say

_COUNTED: Final = {
    "rounds": ("gold-rounds-one", "gold-rounds"),
    "changes": ("gold-changes-one", "gold-changes"),
    "made": ("gold-made-one", "gold-made"),
}


def counted(what: str, n: int) -> str:
    """Return so many rounds, changes of mind, or answers made up."""
    one, more = _COUNTED[what]
    return say(one if n == 1 else more).format(n=n)


def printed(name: str) -> str:
    """Return a name with the minus and the ellipsis of print; programs write it in ASCII."""
    return name.replace("...", "…").replace("-", "−")


def named(family: Family, i: int) -> str:
    """Return what language i is called."""
    return printed(family.named(i))


def written(family: Family, x: int) -> str:
    """Return how instance x is written."""
    return printed(family.written(x))
