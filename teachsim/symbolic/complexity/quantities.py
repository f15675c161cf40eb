"""The quantities of a report, in the order in which they are looked for: what bounds others first.

One line a quantity: what it is called, its symbol in the laws, and how it is found.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from teachsim.symbolic import games
from teachsim.symbolic.complexity.average import average_teaching_dimension
from teachsim.symbolic.complexity.consistency import consistency_dimension
from teachsim.symbolic.complexity.elasticity import elasticity
from teachsim.symbolic.complexity.extended import extended_teaching_dimension
from teachsim.symbolic.complexity.mistakes import littlestone_dimension
from teachsim.symbolic.complexity.no_clash import no_clash_teaching_dimension
from teachsim.symbolic.complexity.one_inclusion import (
    one_inclusion_degeneracy,
    one_inclusion_density,
    one_inclusion_maximum_degree,
    one_inclusion_minimum_degree,
)
from teachsim.symbolic.complexity.recursive import (
    minimum_teaching_dimension,
    recursive_teaching_dimension,
)
from teachsim.symbolic.complexity.self_directed import self_directed_complexity
from teachsim.symbolic.complexity.shattering import vc_dimension
from teachsim.symbolic.complexity.stars import star_number
from teachsim.symbolic.complexity.teaching import positive_teaching_dimension, teaching_dimension
from teachsim.symbolic.complexity.tell_tales import tell_tale
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["FRACTIONS", "QUANTITIES", "Quantity"]

# With a table of more entries even the start of some searches takes seconds.
_AT_ONCE: Final = 500_000

Solver = Callable[[HypothesisClass, int], Result]
"""Of a class, and a number of states that may be looked at."""


@dataclass(frozen=True)
class Quantity:
    """One line of a report.

    Attributes:
        name: Of its results.
        title: What it is called in the literature.
        solve: How it is found.
        most: The most entries of a table that is searched; beyond, the laws alone bound it.
    """

    name: str
    title: str
    solve: Solver
    most: float = math.inf


def _searched(search: Callable[..., Result]) -> Solver:
    return lambda of, states: search(of, max_states=states)


def _counted(count: Callable[[HypothesisClass], Result]) -> Solver:
    return lambda of, _: count(of)


QUANTITIES: Final[dict[str, Quantity]] = {
    "density": Quantity(
        "one_inclusion_density", "one-inclusion density", _counted(one_inclusion_density)
    ),
    "degeneracy": Quantity(
        "one_inclusion_degeneracy", "one-inclusion degeneracy", _counted(one_inclusion_degeneracy)
    ),
    "deg min": Quantity(
        "one_inclusion_minimum_degree",
        "least one-inclusion degree",
        _counted(one_inclusion_minimum_degree),
    ),
    "deg max": Quantity(
        "one_inclusion_maximum_degree",
        "largest one-inclusion degree",
        _counted(one_inclusion_maximum_degree),
    ),
    "Ldim": Quantity(
        "littlestone_dimension", "Littlestone dimension", _searched(littlestone_dimension)
    ),
    "VC": Quantity("vc_dimension", "VC dimension", _searched(vc_dimension)),
    "elasticity": Quantity("elasticity", "elasticity", _searched(elasticity)),
    "TD min": Quantity(
        "minimum_teaching_dimension",
        "least teaching dimension",
        _searched(minimum_teaching_dimension),
    ),
    "TD": Quantity("teaching_dimension", "teaching dimension", _searched(teaching_dimension)),
    "TD avg": Quantity(
        "average_teaching_dimension",
        "average teaching dimension",
        _searched(average_teaching_dimension),
        _AT_ONCE,
    ),
    "TD+": Quantity(
        "positive_teaching_dimension",
        "positive teaching dimension",
        _searched(positive_teaching_dimension),
    ),
    "tell-tale": Quantity("tell_tale", "largest tell-tale", _searched(tell_tale)),
    "RTD": Quantity(
        "recursive_teaching_dimension",
        "recursive teaching dimension",
        _searched(recursive_teaching_dimension),
    ),
    "RTD+": Quantity(
        "positive_recursive_teaching_dimension",
        "positive recursive teaching dimension",
        _searched(partial(recursive_teaching_dimension, positive=True)),
    ),
    "NCTD": Quantity(
        "no_clash_teaching_dimension",
        "no-clash teaching dimension",
        _searched(no_clash_teaching_dimension),
        _AT_ONCE,
    ),
    "NCTD+": Quantity(
        "positive_no_clash_teaching_dimension",
        "positive no-clash teaching dimension",
        _searched(partial(no_clash_teaching_dimension, positive=True)),
        _AT_ONCE,
    ),
    "star": Quantity("star_number", "star number", _searched(star_number)),
    "XTD": Quantity(
        "extended_teaching_dimension",
        "extended teaching dimension",
        _searched(extended_teaching_dimension),
    ),
    "CD": Quantity(
        "consistency_dimension", "consistency dimension", _searched(consistency_dimension)
    ),
    "SD": Quantity(
        "self_directed_complexity", "self-directed errors", _searched(self_directed_complexity)
    ),
    "MQ": Quantity("membership_queries", "membership queries", _searched(games.membership)),
    "EQ*": Quantity(
        "arbitrary_equivalence_queries",
        "arbitrary equivalence queries",
        _searched(partial(games.equivalence, proper=False)),
    ),
    "EQ": Quantity(
        "proper_equivalence_queries",
        "proper equivalence queries",
        _searched(games.equivalence),
    ),
    "Sub": Quantity("subset_queries", "subset queries", _searched(games.subset), _AT_ONCE),
    "Sup": Quantity("superset_queries", "superset queries", _searched(games.superset), _AT_ONCE),
    "MQ|EQ": Quantity(
        "membership_queries_and_proper_equivalence_queries",
        "membership or proper equivalence queries",
        lambda of, states: games.mixture(
            of, games.Game.MEMBERSHIP | games.Game.EQUIVALENCE, max_states=states
        ),
    ),
    "Sub|Sup": Quantity(
        "subset_queries_and_superset_queries",
        "subset or superset queries",
        lambda of, states: games.mixture(
            of, games.Game.SUBSET | games.Game.SUPERSET, max_states=states
        ),
        _AT_ONCE,
    ),
}
"""By symbol. Queries count until one hypothesis is left (*identify*)."""

FRACTIONS: Final = frozenset({"density", "TD avg"})
"""Those that need not be whole numbers."""
