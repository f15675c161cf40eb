"""How hard a class is: its dimensions, each with a certificate that `check` verifies.

Every function returns a `Result`. Where the budget (`max_states`) ends first its bounds are proved
and `exact` is False. Instances on which all hypotheses agree, and columns that repeat another,
change nothing and are left out first; except that the `one_inclusion_*` numbers and the
`consistency_dimension` are those of the table as it is, and hear of both.
"""

from teachsim.symbolic.complexity.average import average_teaching_dimension
from teachsim.symbolic.complexity.check import CertificateError, check
from teachsim.symbolic.complexity.consistency import consistency_dimension
from teachsim.symbolic.complexity.elasticity import elasticity
from teachsim.symbolic.complexity.extended import extended_teaching_dimension
from teachsim.symbolic.complexity.mind_changes import mind_changes
from teachsim.symbolic.complexity.mistakes import littlestone_dimension
from teachsim.symbolic.complexity.no_clash import no_clash_teaching_dimension
from teachsim.symbolic.complexity.one_inclusion import (
    one_inclusion_degeneracy,
    one_inclusion_density,
    one_inclusion_maximum_degree,
    one_inclusion_minimum_degree,
)
from teachsim.symbolic.complexity.protected import protected
from teachsim.symbolic.complexity.recursive import (
    minimum_teaching_dimension,
    recursive_teaching_dimension,
)
from teachsim.symbolic.complexity.report import report
from teachsim.symbolic.complexity.report_rows import Report
from teachsim.symbolic.complexity.self_directed import self_directed_complexity
from teachsim.symbolic.complexity.shattering import vc_dimension
from teachsim.symbolic.complexity.stars import star_number
from teachsim.symbolic.complexity.teaching import (
    positive_teaching_dimension,
    teaching_dimension,
)
from teachsim.symbolic.complexity.tell_tales import tell_tale

__all__ = [
    "CertificateError",
    "Report",
    "average_teaching_dimension",
    "check",
    "consistency_dimension",
    "elasticity",
    "extended_teaching_dimension",
    "littlestone_dimension",
    "mind_changes",
    "minimum_teaching_dimension",
    "no_clash_teaching_dimension",
    "one_inclusion_degeneracy",
    "one_inclusion_density",
    "one_inclusion_maximum_degree",
    "one_inclusion_minimum_degree",
    "positive_teaching_dimension",
    "protected",
    "recursive_teaching_dimension",
    "report",
    "self_directed_complexity",
    "star_number",
    "teaching_dimension",
    "tell_tale",
    "vc_dimension",
]
