"""All numbers of a class at once, and every law between them evaluated on it.

Before each search the laws say what follows from the numbers known so far; where their bounds meet
there is nothing left to search for. All searches get a small share of the budget first; those that
did not end share the rest, and what some of them leave goes to the others, in turn.
"""

from __future__ import annotations

from typing import Final

from teachsim.core.checks import whole_number
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.law_list import LAWS
from teachsim.symbolic.complexity.laws import Facts, Known, Law, met, value_of
from teachsim.symbolic.complexity.propagation import bounded, combined, settled, sharpened
from teachsim.symbolic.complexity.quantities import QUANTITIES
from teachsim.symbolic.complexity.report_rows import Report, Row, Standing, Verdict
from teachsim.symbolic.complexity.separating import of_both_marks
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.order import is_intersection_closed
from teachsim.symbolic.result import Result

__all__ = ["MAX_REPORT_STATES", "report"]

MAX_REPORT_STATES: Final = 1_000_000
"""States that all searches of a report look at together: a few seconds of one core."""

# The share of the budget that goes to a first look at everything: a search begins anew each time.
_FIRST: Final = 16
# So many times as much as before is worth another try.
_WORTH: Final = 2
# Comparisons that finding out whether a class is closed may take: a second.
_MOST_COMPARED: Final = 10**10


def report(of: HypothesisClass, *, max_states: int = MAX_REPORT_STATES) -> Report:
    """Every quantity of a class, and every law between them.

    Args:
        of: The class.
        max_states: States that all searches look at together; what they do not settle is bounded.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> found = report(families.warmuth())
    >>> found["VC"].value, found["RTD"].value
    (2, 3)
    """
    a_class(of)
    whole_number(max_states, thing="max_states", least=0, way_out="use 0 for bounds alone")
    facts = Facts(len(of), len(of_both_marks(of)), _closed(of))
    known: dict[str, Result] = {}
    tried: dict[str, int] = {}
    left = max_states - _round(of, facts, known=known, tried=tried, states=max_states // _FIRST)
    again = True
    while again:
        _sharpen(facts, known=known)
        before = dict(tried)
        left -= _round(of, facts, known=known, tried=tried, states=left)
        again = tried != before
    _sharpen(facts, known=known)
    rows = tuple(Row(QUANTITIES[s].title, s, known[s]) for s in QUANTITIES)
    laws = tuple(_verdict(law, facts, known=known) for law in LAWS)
    return Report(facts.m, facts.n, rows, laws)


def _closed(of: HypothesisClass) -> bool | None:
    """Whether a class is closed under intersection, None where that takes too long."""
    return is_intersection_closed(of) if len(of) ** 2 * of.n_instances < _MOST_COMPARED else None


def _round(
    of: HypothesisClass,
    facts: Facts,
    *,
    known: dict[str, Result],
    tried: dict[str, int],
    states: int,
) -> int:
    """Look for all that is not settled yet and may get more than before; the states it took."""
    left = states
    open_ = [s for s in QUANTITIES if s not in known or not known[s].exact]
    for place, symbol in enumerate(open_):
        quantity = QUANTITIES[symbol]
        result = settled(symbol, facts, name=quantity.name, known=known)
        if result is None and of.table.size > quantity.most:
            result = bounded(symbol, facts, name=quantity.name, known=known)
        share = max(1, left // (len(open_) - place))
        if result is None and share >= _WORTH * tried.get(symbol, 0):
            found = quantity.solve(of, share)
            tried[symbol] = share
            left = max(0, left - found.explored)
            result = sharpened(symbol, facts, found=found, known=known)
        if result is not None:
            known[symbol] = combined(known[symbol], result) if symbol in known else result
    return states - left


def _sharpen(facts: Facts, *, known: dict[str, Result]) -> None:
    """Ask the laws about all that is open until they say nothing new."""
    news = True
    while news:
        news = False
        for symbol, result in known.items():
            better = sharpened(symbol, facts, found=result, known=known)
            news, known[symbol] = news or better is not result, better


def _verdict(law: Law, facts: Facts, *, known: Known) -> Verdict:
    """A law on a class."""
    applies = met(law.condition, facts, known=known)
    if not applies:
        return Verdict(law, Standing.OPEN if applies is None else Standing.NOT_APPLICABLE)
    sides = []
    for side in (law.small, law.large):
        lower = value_of(side, facts, known=known, bound="lower")
        upper = value_of(side, facts, known=known, bound="upper")
        assert lower is not None
        assert upper is not None
        sides.append((lower, upper))
    small, large = sides
    assert small[0] <= large[1], f"{law.text} is broken"
    if small[1] < large[0]:
        return Verdict(law, Standing.STRICT, small, large)
    standing = Standing.HOLDS if small[1] <= large[0] else Standing.OPEN
    return Verdict(law, standing, small, large)
