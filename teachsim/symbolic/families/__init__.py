"""Families of hypothesis classes, each a function that lists one.

Every family checks its arguments, counts its hypotheses before it lists them, and refuses to build
more than its `limit`. Sizes and dimensions in the docstrings are tested against brute force.
"""

from teachsim.symbolic.families.answers import all_functions, linear_orders, permutations
from teachsim.symbolic.families.automata import dfa_languages, k_reversible
from teachsim.symbolic.families.boolean import (
    affine_parities,
    conjunctions,
    monotone_conjunctions,
    monotone_functions,
    parities,
)
from teachsim.symbolic.families.formulas import decision_lists, k_term_dnf
from teachsim.symbolic.families.geometry import boxes, half_planes, initial_segments, intervals
from teachsim.symbolic.families.graphs import closed_neighbourhoods, connected_subgraphs, paths
from teachsim.symbolic.families.languages import k_testable, pattern_languages
from teachsim.symbolic.families.limit import LIMIT, Limit
from teachsim.symbolic.families.samples import living_beings_and_water, random_class
from teachsim.symbolic.families.sets import (
    cyclic_pairs,
    powerset,
    singletons,
    subsets_of_size,
    subsets_up_to,
    warmuth,
)

__all__ = [
    "LIMIT",
    "Limit",
    "affine_parities",
    "all_functions",
    "boxes",
    "closed_neighbourhoods",
    "conjunctions",
    "connected_subgraphs",
    "cyclic_pairs",
    "decision_lists",
    "dfa_languages",
    "half_planes",
    "initial_segments",
    "intervals",
    "k_reversible",
    "k_term_dnf",
    "k_testable",
    "linear_orders",
    "living_beings_and_water",
    "monotone_conjunctions",
    "monotone_functions",
    "parities",
    "paths",
    "pattern_languages",
    "permutations",
    "powerset",
    "random_class",
    "singletons",
    "subsets_of_size",
    "subsets_up_to",
    "warmuth",
]
