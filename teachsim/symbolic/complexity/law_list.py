"""The laws, one a line: what is at most what, when, and who proved it."""

from __future__ import annotations

from typing import Final

from teachsim.symbolic.complexity.laws import Condition, Law, Side, most_hypotheses

__all__ = ["LAWS"]


def _quantity(symbol: str) -> Side:
    return Side(symbol, symbol, lambda _facts, value: value)


_COUNTS: Final = (
    Side("min(1, |H| - 1)", None, lambda facts, _: min(1, facts.m - 1)),
    Side("n", None, lambda facts, _: facts.n),
    Side("ceil(n / 2)", None, lambda facts, _: (facts.n + 1) // 2),
    Side("|H|", None, lambda facts, _: facts.m),
    Side("|H| - 1", None, lambda facts, _: facts.m - 1),
    Side("floor(log2 |H|)", None, lambda facts, _: facts.m.bit_length() - 1),
    Side("ceil(log2 |H|)", None, lambda facts, _: (facts.m - 1).bit_length()),
)
_GROWING: Final = (
    Side("sum of C(n, i), i <= VC", "VC", lambda facts, d: most_hypotheses(facts.n, d)),
    Side("sum of C(n, i), i <= RTD", "RTD", lambda facts, d: most_hypotheses(facts.n, d)),
    Side("XTD ceil(log2 |H|)", "XTD", lambda facts, x: x * (facts.m - 1).bit_length()),
    Side("XTD + 1", "XTD", lambda _, value: value + 1),
    Side("2 EQ", "EQ", lambda _facts, value: 2 * value),
)
_SIDES: Final = {side.text: side for side in (*_COUNTS, *_GROWING)}


def _law(text: str, condition: Condition = Condition.ALWAYS, *, source: str = "") -> Law:
    small, large = text.split(" <= ", 1)
    sides = [_SIDES.get(side) or _quantity(side) for side in (small, large)]
    return Law(sides[0], sides[1], condition, source)


_HALVING: Final = "Littlestone 1988"
_DFSZ: Final = "Doliwa, Fan, Simon & Zilles 2014"
_KSZ: Final = "Kirkpatrick, Simon & Zilles 2019"

LAWS: Final = (
    _law("VC <= Ldim", source=_HALVING),
    _law("Ldim <= floor(log2 |H|)", source=_HALVING),
    _law("Ldim <= n"),
    _law("|H| <= sum of C(n, i), i <= VC", source="Sauer 1972; Shelah 1972"),
    _law("|H| <= sum of C(n, i), i <= RTD", source=_DFSZ),
    _law("density <= VC", source="Haussler, Littlestone & Warmuth 1994"),
    _law("density <= degeneracy"),
    _law("deg min <= degeneracy"),
    _law("degeneracy <= deg max"),
    _law("degeneracy <= RTD"),
    _law("deg min <= TD min"),
    _law("deg max <= TD"),
    _law("TD min <= RTD", source=_DFSZ),
    _law("TD min <= TD avg"),
    _law("TD avg <= TD"),
    _law("RTD <= TD", source=_DFSZ),
    _law("RTD <= floor(log2 |H|)"),
    _law("TD <= XTD", source="Hegedus 1995"),
    _law("XTD <= star", source="Hanneke & Yang 2015"),
    _law("VC <= star", source="Hanneke & Yang 2015"),
    _law("star <= n"),
    _law("star <= |H| - 1"),
    _law("TD <= TD+"),
    _law("RTD+ <= TD+"),
    _law("RTD <= RTD+"),
    _law("RTD+ <= |H| - 1"),
    _law("min(1, |H| - 1) <= NCTD"),
    _law("NCTD <= RTD", source=_KSZ),
    _law("NCTD <= NCTD+", source=_KSZ),
    _law("NCTD+ <= RTD+", source=_KSZ),
    _law("NCTD <= ceil(n / 2)", source=_KSZ),
    _law("RTD <= VC", Condition.VC_IS_ONE, source=_DFSZ),
    _law("RTD <= VC", Condition.MAXIMUM, source=_DFSZ),
    _law("RTD+ <= VC", Condition.CLOSED, source=_DFSZ),
    _law("EQ <= elasticity", Condition.CLOSED),
    _law("Ldim <= elasticity"),
    _law("elasticity <= |H| - 1"),
    _law("tell-tale <= elasticity"),
    _law("tell-tale <= TD"),
    _law("SD <= Ldim", source="Goldman & Sloan 1994"),
    _law("XTD <= MQ", source="Hegedus 1995"),
    _law("ceil(log2 |H|) <= MQ"),
    _law("MQ <= n"),
    _law("MQ <= |H| - 1"),
    _law("MQ <= XTD ceil(log2 |H|)", source="Hegedus 1995"),
    _law("Ldim <= EQ*", source=_HALVING),
    _law("EQ* <= Ldim", source=_HALVING),
    _law("EQ* <= EQ"),
    _law("Ldim <= EQ", source=_HALVING),
    _law("EQ <= |H| - 1"),
    _law("Sub <= |H| - 1"),
    _law("Sup <= |H| - 1"),
    _law("min(1, |H| - 1) <= Sub"),
    _law("min(1, |H| - 1) <= Sup"),
    _law("MQ|EQ <= MQ"),
    _law("MQ|EQ <= EQ"),
    _law("min(1, |H| - 1) <= MQ|EQ"),
    _law("Sub|Sup <= Sub"),
    _law("Sub|Sup <= Sup"),
    _law("Sub|Sup <= 2 EQ", source="Angluin 1988"),
    _law("min(1, |H| - 1) <= Sub|Sup"),
    _law("CD <= XTD + 1"),
    _law("tell-tale <= NCTD+"),
)
"""All laws. That RTD <= VC is none of them: it is false (`families.warmuth`)."""
