"""What a search may spend: a meter that stops it, so that no call hangs."""

from __future__ import annotations

from dataclasses import dataclass, field

from teachsim.core.checks import whole_number

__all__ = ["HYPOTHESES_A_STATE", "MAX_STATES", "Meter", "OverBudgetError"]

MAX_STATES = 1_000_000
"""States that a solver looks at unless told otherwise: a few seconds of one core."""

HYPOTHESES_A_STATE = 512
"""A version space that is kept counts as a state for so many hypotheses: 64 bytes."""


class OverBudgetError(Exception):
    """A search has spent all it may; the solver that began it answers with bounds."""


@dataclass(frozen=True, eq=False)
class Meter:
    """Counts the states of one search.

    Attributes:
        limit: How many it may look at, at least 0.
        ticks: `[1]` how many it has looked at.
    """

    limit: int
    ticks: list[int] = field(default_factory=lambda: [0])

    def __post_init__(self) -> None:
        """Refuse a limit that is no number of states."""
        whole_number(self.limit, thing="max_states", least=0, way_out="use 0 for bounds alone")

    def spend(self, states: int = 1) -> None:
        """Count more states.

        Raises:
            OverBudgetError: If these are more than are left.
        """
        if self.ticks[0] + states > self.limit:
            raise OverBudgetError
        self.ticks[0] += states

    @property
    def spent(self) -> int:
        """Number of states so far."""
        return self.ticks[0]
