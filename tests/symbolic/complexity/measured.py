"""Every quantity that is built, each result checked before it is handed out."""

import json
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from teachsim.symbolic import HypothesisClass, complexity
from teachsim.symbolic.result import Result

KNOWN: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "known_values.json").read_text(encoding="utf-8")
)["classes"]

SOLVERS: dict[str, Callable[..., Result]] = {
    "vc": complexity.vc_dimension,
    "littlestone": complexity.littlestone_dimension,
    "self_directed": complexity.self_directed_complexity,
    "td_min": complexity.minimum_teaching_dimension,
    "td_max": complexity.teaching_dimension,
    "td_positive": complexity.positive_teaching_dimension,
    "rtd": complexity.recursive_teaching_dimension,
    "rtd_positive": partial(complexity.recursive_teaching_dimension, positive=True),
    "star": complexity.star_number,
    "telltale_max": complexity.tell_tale,
    "nctd": complexity.no_clash_teaching_dimension,
    "nctd_positive": partial(complexity.no_clash_teaching_dimension, positive=True),
    "extended_td": complexity.extended_teaching_dimension,
    "elasticity": complexity.elasticity,
}
"""By the names of known_values.json."""


def solved(of: HypothesisClass, quantity: str) -> Result:
    """A checked result."""
    result = SOLVERS[quantity](of)
    complexity.check(of, result)
    return result


def measured(of: HypothesisClass, quantity: str) -> float:
    """A value, proved."""
    value = solved(of, quantity).value
    assert value is not None
    assert not isinstance(value, Fraction)
    return value
