"""Infinite languages: what can be learnt from examples that never end."""

from teachsim.symbolic.limit import families
from teachsim.symbolic.limit.family import Facts, Family, NotDecidable
from teachsim.symbolic.limit.language import Language
from teachsim.symbolic.limit.periodic import Periodic
from teachsim.symbolic.limit.section import section

__all__ = ["Facts", "Family", "Language", "NotDecidable", "Periodic", "families", "section"]
