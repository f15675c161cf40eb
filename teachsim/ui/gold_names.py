"""Names of languages and of what belongs to them, as a page prints them."""

from __future__ import annotations

from teachsim.symbolic.limit import Family


def printed(name: str) -> str:
    """Return a name with the minus and the ellipsis of print; programs write it in ASCII."""
    return name.replace("...", "…").replace("-", "−")


def named(family: Family, i: int) -> str:
    """Return what language i is called."""
    return printed(family.named(i))


def written(family: Family, x: int) -> str:
    """Return how instance x is written."""
    return printed(family.written(x))
