"""The forms of proof that rest on other results: what was found, and what a law makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from teachsim.symbolic.result import Result

__all__ = ["Found", "Implied"]


@dataclass(frozen=True, eq=False)
class Found:
    """A bound that a search has proved.

    Attributes:
        by: The result of the search.
    """

    by: Result


@dataclass(frozen=True, eq=False)
class Implied:
    """A bound that follows from others.

    Attributes:
        law: The law, as `laws` writes it.
        by: The results that it needs.
    """

    law: str
    by: tuple[Result, ...]
