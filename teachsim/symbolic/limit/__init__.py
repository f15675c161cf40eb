"""Infinite languages: what can be learnt from examples that never end."""

from teachsim.symbolic.limit import families, texts
from teachsim.symbolic.limit.closure_dimension import (
    FiniteClosure,
    check_closure_dimension,
    closure,
    closure_dimension,
)
from teachsim.symbolic.limit.family import Facts, Family, NotDecidable
from teachsim.symbolic.limit.language import Language
from teachsim.symbolic.limit.patterns import descriptive, pattern_languages
from teachsim.symbolic.limit.periodic import Periodic
from teachsim.symbolic.limit.section import section

__all__ = [
    "Facts",
    "Family",
    "FiniteClosure",
    "Language",
    "NotDecidable",
    "Periodic",
    "check_closure_dimension",
    "closure",
    "closure_dimension",
    "descriptive",
    "families",
    "pattern_languages",
    "section",
    "texts",
]
