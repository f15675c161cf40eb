"""Infinite languages: what can be learnt from examples that never end.

A `Family` lists languages and answers membership queries; a text shows one of them; identifiers,
generators and detectors are pure functions of the evidence so far, and `gold.adversary` is made
against any of them. No run proves a fact about the limit: those stand in `family.facts` and
`theorem`, with their sources.
"""

from teachsim.symbolic.limit import detectors, families, generators, gold, identifiers, texts
from teachsim.symbolic.limit.closure_dimension import (
    FiniteClosure,
    check_closure_dimension,
    closure,
    closure_dimension,
)
from teachsim.symbolic.limit.evidence import Evidence, Presentation, present
from teachsim.symbolic.limit.family import Facts, Family, NotDecidable
from teachsim.symbolic.limit.language import Language
from teachsim.symbolic.limit.locking import Locking, locking_sequence
from teachsim.symbolic.limit.lures import Lure, chain, lure
from teachsim.symbolic.limit.panel import Cell, Panel, panel
from teachsim.symbolic.limit.patterns import descriptive
from teachsim.symbolic.limit.periodic import Periodic
from teachsim.symbolic.limit.scores import Scores, scored
from teachsim.symbolic.limit.section import section
from teachsim.symbolic.limit.theorems import Task, Theorem, theorem

__all__ = [
    "Cell",
    "Evidence",
    "Facts",
    "Family",
    "FiniteClosure",
    "Language",
    "Locking",
    "Lure",
    "NotDecidable",
    "Panel",
    "Periodic",
    "Presentation",
    "Scores",
    "Task",
    "Theorem",
    "chain",
    "check_closure_dimension",
    "closure",
    "closure_dimension",
    "descriptive",
    "detectors",
    "families",
    "generators",
    "gold",
    "identifiers",
    "locking_sequence",
    "lure",
    "panel",
    "present",
    "scored",
    "section",
    "texts",
    "theorem",
]
