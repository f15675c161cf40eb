"""Links to games: every move as query parameters and back, by differences from the first game.

Reading never raises: what cannot be read or does not fit is left out and said in a sentence.
Moves mean nothing in another game, so they go with the class, the side and the kind of question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from teachsim.gallery.class_link import class_of, class_query, number
from teachsim.gallery.parameters import Parameter, differences, read
from teachsim.gallery.play import DEFAULT, MAX_MOVES, Match, Query, Side, begun, fit, of_class
from teachsim.gallery.setting import Bias

__all__ = ["from_query", "to_query"]

_MAX_LETTERS = 5 * MAX_MOVES  # of the moves: four digits and a dot for each


def to_query(match: Match) -> dict[str, str]:
    """The parameters in which a game differs from the first one."""
    query: dict[str, str] = {}
    base = DEFAULT
    if match.ideas != base.ideas:
        query |= class_query(match.ideas)
        base = of_class(base, match.ideas)
    return query | differences(match, base, of=_PARAMETERS)


def from_query(query: Mapping[str, str]) -> tuple[Match, tuple[str, ...]]:
    """The game of a link and, for each parameter that could not be used, a sentence.

    Args:
        query: The parameters; those of other parts of a page are passed over.
    """
    problems: list[str] = []
    match = _class(query, problems)
    match, unused = read(match, query, of=_PARAMETERS, fit=fit)
    return match, (*problems, *unused)


def _moves(match: Match, text: str) -> Match:
    """The game with the moves of a text, numbers joined by dots."""
    if len(text) > _MAX_LETTERS:
        raise ValueError(f"moves are {len(text)} characters long; a game has {MAX_MOVES} at most")
    return replace(match, moves=tuple(number(part) for part in text.split(".")) if text else ())


def _turned(match: Match, *, side: Side | None = None, query: Query | None = None) -> Match:
    """The game from another side or with other questions, and then with nothing played."""
    after = replace(match, side=side or match.side, query=query or match.query)
    return match if after == match else begun(after)


_PARAMETERS = (
    Parameter("side", lambda m: m.side, lambda m, text: _turned(m, side=Side(text))),
    Parameter("ask", lambda m: m.query, lambda m, text: _turned(m, query=Query(text))),
    Parameter("target", lambda m: str(m.target), lambda m, text: replace(m, target=number(text))),
    Parameter(
        "decoy",
        lambda m: "" if m.decoy is None else str(m.decoy),
        lambda m, text: replace(m, decoy=number(text) if text else None),
    ),
    Parameter("bias", lambda m: m.bias, lambda m, text: replace(m, bias=Bias(text))),
    Parameter("moves", lambda m: ".".join(map(str, m.moves)), _moves),
    Parameter("over", lambda m: str(int(m.over)), lambda m, text: replace(m, over=_switch(text))),
)


def _switch(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError("a switch is 0 or 1")
    return text == "1"


def _class(query: Mapping[str, str], problems: list[str]) -> Match:
    """The first game, or an empty one of the class that a link asks for."""
    try:
        ideas = class_of(query, DEFAULT.ideas)
        return DEFAULT if ideas == DEFAULT.ideas else of_class(DEFAULT, ideas)
    except ValueError as error:
        problems.append(f"the link's class could not be used, so this is the usual one: {error}")
        return DEFAULT
