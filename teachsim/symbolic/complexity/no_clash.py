"""No-clash teaching: examples for each hypothesis, so that no two agree with those of each other.

It needs fewest examples of all teaching without collusion. Above stand the recursive plan, which
has no clash, and a teacher for pairs of instances: of instances x and y it shows y where their
labels are equal, and x where they differ, so that two hypotheses that differ there do not clash.
Below stand counting, the dimension of the class (`ranks`), pairs that need an example each, and,
with right answers alone, tell-tales: a hypothesis must tell itself from its parts, as these cannot.
Mending a teacher, and a search, close the rest.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from teachsim.symbolic.arguments import a_class, a_switch
from teachsim.symbolic.complexity import inclusion
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import Bounds, Plan, Sets, Trivial
from teachsim.symbolic.complexity.clashes import searched
from teachsim.symbolic.complexity.climbing import climbed
from teachsim.symbolic.complexity.crowding import Open, crowded
from teachsim.symbolic.complexity.no_clash_proofs import Crowded, Ranked
from teachsim.symbolic.complexity.ranks import fewest_by_rank
from teachsim.symbolic.complexity.recursive import recursive_teaching_dimension
from teachsim.symbolic.complexity.separating import members, of_both_marks, of_right_marks
from teachsim.symbolic.complexity.teachers import fewest, halved, in_full, matched
from teachsim.symbolic.complexity.tell_tales import tell_tale
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["no_clash_teaching_dimension"]

# Tell-tales, and mending, may take this share of what may be spent.
_SHARE = 4
# All pairs are listed before a search: of more hypotheses it would come to nothing.
_MOST_SEARCHED = 300
# Mending compares all pairs at each step.
_MOST_MENDED = 3000
# Listing pairs: so many take as long as a state elsewhere.
_PAIRS_A_STATE = 16
# Finding the dimension looks at all entries of the table.
_ENTRIES_A_STATE = 1000


@dataclass(frozen=True)
class _Known:
    """What is known so far.

    Attributes:
        least: No teacher needs fewer examples.
        below: Why.
        taught: The teacher with fewest examples.
    """

    least: int
    below: object
    taught: dict[int, tuple[int, ...]]

    @property
    def most(self) -> int:
        """How many examples that teacher shows at most."""
        return max(map(len, self.taught.values()))


def no_clash_teaching_dimension(
    of: HypothesisClass, *, positive: bool = False, max_states: int = MAX_STATES
) -> Result:
    """The least number of examples each with which no two hypotheses agree with each other's.

    Kirkpatrick, Simon & Zilles 2019, "Optimal collusion-free teaching". The certificate holds a
    teacher (`Sets`) and, for the lower bound, counting (`Trivial`), a tell-tale (`Refuted`), the
    dimension (`Ranked`), pairs without room (`Crowded`) or a search (`Choice`).

    Args:
        of: The class.
        positive: Whether only right answers are shown.
        max_states: Stop after about this many nodes of the search, with bounds.

    Raises:
        ValueError: If `of` is no class, `positive` no switch, or `max_states` not a whole number,
            at least 0.

    >>> from teachsim.symbolic import families
    >>> no_clash_teaching_dimension(families.powerset(7)).value
    4
    """
    a_class(of)
    a_switch(positive, thing="positive")
    name = "positive_no_clash_teaching_dimension" if positive else "no_clash_teaching_dimension"
    chain = inclusion.taught(name, of)
    if chain is not None:
        return chain
    meter = Meter(max_states)
    kept = of_right_marks(of) if positive else of_both_marks(of)
    taught = in_full(of, kept=kept) if positive else halved(of, kept=kept)
    known = _Known(fewest(len(of), len(kept), positive=positive), Trivial(), taught)
    with suppress(OverBudgetError):
        known = _ranked(known, of, meter=meter)
        known = _planned(known, of, positive=positive, meter=meter)
    with suppress(OverBudgetError):
        known = _packed(known, of, kept=kept, positive=positive, meter=meter)
        known = _mended(known, of, kept=kept, positive=positive, meter=meter)
        while known.least < known.most and len(of) <= _MOST_SEARCHED:
            known = _narrowed(known, of, kept=kept, positive=positive, meter=meter)
    bounds = Bounds(known.below, Sets(known.taught))
    return Result(name, known.least, known.most, bounds, meter.spent)


def _ranked(known: _Known, of: HypothesisClass, *, meter: Meter) -> _Known:
    """With the dimension that the hypotheses span.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    if known.least < known.most:
        meter.spend(1 + of.table.size // _ENTRIES_A_STATE)
        least = min(fewest_by_rank(of), known.most)
        if least > known.least:
            known = replace(known, least=least, below=Ranked())
    return known


def _planned(known: _Known, of: HypothesisClass, *, positive: bool, meter: Meter) -> _Known:
    """With the recursive plan, and with tell-tales where only right answers are shown.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    if known.least < known.most:
        plan = recursive_teaching_dimension(
            of, positive=positive, max_states=(meter.limit - meter.spent) // 2
        )
        assert isinstance(plan.certificate, Bounds)
        if plan.upper < known.most and isinstance(plan.certificate.upper, Plan):
            known = replace(known, taught=dict(plan.certificate.upper.steps))
        meter.spend(plan.explored)
    if positive and known.least < known.most:
        told = tell_tale(of, max_states=(meter.limit - meter.spent) // _SHARE)
        assert isinstance(told.certificate, Bounds)
        if told.lower > known.least:
            known = replace(known, least=int(told.lower), below=told.certificate.lower)
        meter.spend(told.explored)
    return known


def _packed(
    known: _Known, of: HypothesisClass, *, kept: tuple[int, ...], positive: bool, meter: Meter
) -> _Known:
    """With pairs that one instance alone keeps apart: each needs an example of its own.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    meter.spend(len(of) * len(kept) // _PAIRS_A_STATE)
    mask = sum(1 << x for x in kept)
    places = {row & mask: h for h, row in enumerate(of.row_bits)}
    pairs: list[Open] = []
    for row, h in places.items():
        for x in kept:
            g = places.get(row & ~(1 << x), h)
            if g != h:
                pairs.append((h, g, 1 << x, 0 if positive else 1 << x))
    while known.least < known.most:
        meter.spend(1 + len(pairs) // _PAIRS_A_STATE)
        many = crowded(pairs, room=[known.least] * len(of), meter=meter)
        if many is None:
            break
        known = replace(known, least=known.least + 1, below=Crowded(many))
    return known


def _mended(
    known: _Known, of: HypothesisClass, *, kept: tuple[int, ...], positive: bool, meter: Meter
) -> _Known:
    """With teachers that are found by mending clashes, one example fewer each time."""
    table = of.table[:, kept]
    share = Meter((meter.limit - meter.spent) // _SHARE)
    with suppress(OverBudgetError):
        if known.least == 1 < known.most and len(of) <= _MOST_MENDED:
            share.spend(len(of) ** 2 // _PAIRS_A_STATE)
            one_each = matched(of, kept=of_right_marks(of))
            known = known if one_each is None else replace(known, taught=one_each)
        while 0 < known.least < known.most and len(of) <= _MOST_MENDED:
            shown = climbed(table, size=known.most - 1, positive=positive, meter=share)
            if shown is None:
                break
            taught = {h: tuple(kept[i] for i in some) for h, some in enumerate(shown)}
            known = replace(known, taught=taught)
    meter.spend(share.spent)
    return known


def _narrowed(
    known: _Known, of: HypothesisClass, *, kept: tuple[int, ...], positive: bool, meter: Meter
) -> _Known:
    """With a search for a teacher as good as the lower bound.

    Raises:
        OverBudgetError: If the meter runs out.
    """
    meter.spend(1 + len(of) ** 2 // _PAIRS_A_STATE)
    mask = sum(1 << x for x in kept)
    rows = [row & mask for row in of.row_bits]
    apart = [[h & ~g if positive else h ^ g for g in rows] for h in rows]
    found = searched(apart, size=known.least, meter=meter)
    if isinstance(found, tuple):
        return replace(known, taught={h: tuple(members(some)) for h, some in enumerate(found)})
    return replace(known, least=known.least + 1, below=found)
