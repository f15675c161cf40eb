"""What docstrings of families say of their dimensions, word for word, and proved values."""

import math
from collections.abc import Callable, Mapping
from functools import partial

import pytest

from teachsim.symbolic import HypothesisClass, complexity, families, games
from teachsim.symbolic.result import Result
from tests.symbolic.complexity.measured import SOLVERS

ASKED: dict[str, Callable[[HypothesisClass], Result]] = {
    "membership": games.membership,
    "equivalence": games.equivalence,
    "arbitrary": partial(games.equivalence, proper=False),
    "subset": games.subset,
    "superset": games.superset,
}
ALL_BUT_NO_CLASH = ("vc", "littlestone", "td_min", "td_max", "rtd", "rtd_positive", "star", *ASKED)
Values = Mapping[str, float]
Stated = tuple[Callable[..., HypothesisClass], str, list[tuple[HypothesisClass, Values]]]

STATED: list[Stated] = [
    (
        families.powerset,
        "VC, Littlestone, teaching and recursive teaching dimension, star number and every number "
        "of queries are n; the no-clash teaching dimension is ceil(n / 2).",
        [
            (
                families.powerset(n),
                dict.fromkeys(ALL_BUT_NO_CLASH, n) | {"nctd": math.ceil(n / 2)},
            )
            for n in range(1, 6)
        ],
    ),
    (
        families.parities,
        "VC, Littlestone, teaching and recursive teaching dimension, star number and every number "
        "of queries are v; the no-clash teaching dimension is 1 up to v = 4, and 2 for v = 5 "
        "and 6.",
        [
            *((families.parities(v), dict.fromkeys(ALL_BUT_NO_CLASH, v)) for v in range(1, 5)),
            *((families.parities(v), {"nctd": 1 if v <= 4 else 2}) for v in range(1, 7)),
        ],
    ),
    (
        families.singletons,
        "One positive example teaches any of them, yet proper equivalence queries need n - 1; with "
        "the empty set added they need 1",
        [
            *(
                (families.singletons(n), {"td_positive": 1, "equivalence": n - 1})
                for n in range(2, 8)
            ),
            *((families.singletons(n, empty=True), {"equivalence": 1}) for n in range(1, 8)),
        ],
    ),
    (
        families.initial_segments,
        "VC 1; Littlestone dimension floor(log2(n + 1)).",
        [
            (families.initial_segments(n), {"vc": 1, "littlestone": math.floor(math.log2(n + 1))})
            for n in range(1, 17)
        ],
    ),
    (
        families.initial_segments,
        "ceil(log2(n + 1)) membership queries tell them apart.",
        [
            (families.initial_segments(n), {"membership": math.ceil(math.log2(n + 1))})
            for n in range(1, 17)
        ],
    ),
    (
        families.monotone_conjunctions,
        "VC v; one positive example teaches any of them recursively.",
        [(families.monotone_conjunctions(v), {"vc": v, "rtd_positive": 1}) for v in range(1, 6)],
    ),
    (
        families.intervals,
        "VC 2 for n >= 3, and with the empty set for n >= 2.",
        [
            *((families.intervals(n), {"vc": 2}) for n in range(3, 9)),
            *((families.intervals(n, empty=True), {"vc": 2}) for n in range(2, 9)),
            (families.intervals(2), {"vc": 1}),
        ],
    ),
    (
        families.intervals,
        "Its two ends teach an interval to a learner that prefers the smallest (positive recursive "
        "teaching dimension 2); no positive examples teach it to every learner, unless it is the "
        "longest. Without the empty set, proper equivalence queries need n - 1.",
        [
            (
                families.intervals(n),
                {"rtd_positive": 2, "td_positive": math.inf, "equivalence": n - 1},
            )
            for n in range(2, 8)
        ],
    ),
]


@pytest.mark.parametrize(
    ("family", "sentence", "values"),
    STATED,
    ids=[f"{family.__name__}: {sentence[:20]}" for family, sentence, _ in STATED],
)
def test_a_docstring_states_what_can_be_proved(
    family: Callable[..., HypothesisClass],
    sentence: str,
    values: list[tuple[HypothesisClass, Values]],
) -> None:
    assert sentence in " ".join((family.__doc__ or "").split())
    for of, expected in values:
        for quantity, value in expected.items():
            result = (SOLVERS | ASKED)[quantity](of)
            complexity.check(of, result)
            assert result.value == value, (family.__name__, len(of), quantity)
