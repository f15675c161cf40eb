"""The forms of proof about graphs whose vertices are hypotheses."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Apart", "Cliques", "Peeled"]


@dataclass(frozen=True)
class Peeled:
    """An order in which the vertices can be taken away, each with few neighbours left.

    Attributes:
        order: All hypotheses.
    """

    order: tuple[int, ...]


@dataclass(frozen=True)
class Apart:
    """Hypotheses no two of which are neighbours.

    Attributes:
        hypotheses: Which.
    """

    hypotheses: tuple[int, ...]


@dataclass(frozen=True)
class Cliques:
    """That some hypotheses contain no more than k of which no two are neighbours.

    Attributes:
        cliques: At most k sets of neighbours, of each of which there can be one at most.
        parts: All other hypotheses in order, each with a proof that those that are no neighbours of
            it and no part before it contain at most k - 1.
    """

    cliques: tuple[tuple[int, ...], ...]
    parts: tuple[tuple[int, Cliques], ...]
