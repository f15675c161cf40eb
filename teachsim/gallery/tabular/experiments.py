"""One experiment for each claim about the language model: theory beside dynamics, limits included.

What is found follows every step of training; what is predicted is a closed form in which no step
enters. Rows that show where a claim fails stand beside those that show it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from teachsim.core.checks import quoted
from teachsim.gallery.tabular.answering import b1, b2, b3, b4, b9
from teachsim.gallery.tabular.improving import b5, b6, b7, b8
from teachsim.gallery.tabular.rows import Experiment, Row

__all__ = ["EXPERIMENTS", "Experiment", "Row", "experiment"]

EXPERIMENTS: Final[Mapping[str, Callable[[], Experiment]]] = MappingProxyType(
    {
        "B1": b1,
        "B2": b2,
        "B3": b3,
        "B4": b4,
        "B5": b5,
        "B6": b6,
        "B7": b7,
        "B8": b8,
        "B9": b9,
    }
)
"""By id of the claim."""


def experiment(id: str) -> Experiment:
    """The experiment of a claim, run.

    Raises:
        ValueError: If there is none.

    >>> found = experiment("B1")
    >>> found.claim.question
    'Can right answers teach a model to make things up?'
    >>> all(row.agrees for row in found.rows)
    True
    """
    if id not in EXPERIMENTS:
        raise ValueError(f"claim {quoted(id)} has no experiment; use one of {[*EXPERIMENTS]}")
    return EXPERIMENTS[id]()
