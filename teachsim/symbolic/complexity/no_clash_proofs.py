"""The forms of proof that no teacher with k examples each avoids all clashes: a tree of cases.

Two hypotheses clash if each agrees with the examples of the other: one of them must show an example
that tells it from the other. `complexity.check` verifies the proofs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Choice", "ClashProof", "Crowded", "Ranked"]


@dataclass(frozen=True)
class Ranked:
    """That the hypotheses are too many for the dimension that they span: `check` counts anew."""


@dataclass(frozen=True)
class Crowded:
    """That there is no room: these pairs need an example each, and no example serves two of them.

    Attributes:
        pairs: Pairs of hypotheses, more than the examples that these may still show together.
    """

    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Choice:
    """That two hypotheses clash, or that whatever keeps them apart leads nowhere.

    Attributes:
        pair: The two.
        parts: All examples that keep them apart and may be shown, as a hypothesis and an instance,
            each with a proof for when it is shown, and those before it are not.
    """

    pair: tuple[int, int]
    parts: tuple[tuple[tuple[int, int], ClashProof], ...]


ClashProof: TypeAlias = Crowded | Choice
