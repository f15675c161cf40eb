"""Infinite languages: what can be learnt from examples that never end."""

from teachsim.symbolic.limit.family import Facts, Family, NotDecidable
from teachsim.symbolic.limit.language import Language
from teachsim.symbolic.limit.periodic import Periodic

__all__ = ["Facts", "Family", "Language", "NotDecidable", "Periodic"]
