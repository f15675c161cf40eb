"""Countable families of languages, each a function that gives one.

Their facts (`family.facts`) are proved in the docstrings or by the source that they name; tests
check the tell-tales on growing sections and membership against the languages.
"""

from teachsim.symbolic.limit.families.arithmetic import (
    multiples,
    progressions,
    ultimately_periodic,
)
from teachsim.symbolic.limit.families.chains import (
    half_lines,
    half_lines_and_all,
    segments_and_all,
)
from teachsim.symbolic.limit.families.indexed import IndexedFamily
from teachsim.symbolic.limit.families.listed import listed
from teachsim.symbolic.limit.families.regular import regular_languages
from teachsim.symbolic.limit.families.reversible import (
    k_reversible_languages,
    k_testable_languages,
)
from teachsim.symbolic.limit.families.sets import (
    at_most,
    cofinite_sets,
    finite_sets,
    finite_sets_and_all,
    singletons,
)
from teachsim.symbolic.limit.patterns import pattern_languages

__all__ = [
    "IndexedFamily",
    "at_most",
    "cofinite_sets",
    "finite_sets",
    "finite_sets_and_all",
    "half_lines",
    "half_lines_and_all",
    "k_reversible_languages",
    "k_testable_languages",
    "listed",
    "multiples",
    "pattern_languages",
    "progressions",
    "regular_languages",
    "segments_and_all",
    "singletons",
    "ultimately_periodic",
]
