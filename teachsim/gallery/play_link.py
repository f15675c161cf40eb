"""Links to games: every move as query parameters and back, by differences from the first game.

Reading never raises: what cannot be read or does not fit is left out and said in a sentence.
Moves mean nothing in another game, so they go with the class, the side and the kind of question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from teachsim.gallery.classes import CHOICES, Ideas, choice
from teachsim.gallery.play import DEFAULT, MAX_MOVES, Match, Query, Side, begun, fit, of_class
from teachsim.gallery.setting import Bias

__all__ = ["from_query", "to_query"]

_MAX_DIGITS = 4
_QUOTED = 24  # characters of a bad value that a sentence repeats


def to_query(match: Match) -> dict[str, str]:
    """The parameters in which a game differs from the first one."""
    query: dict[str, str] = {}
    base = DEFAULT
    if match.ideas != base.ideas:
        query["class"] = match.ideas.word
        if match.ideas.sizes:
            query["n"] = "x".join(map(str, match.ideas.sizes))
        base = of_class(base, match.ideas)
    if (match.side, match.query) != (base.side, base.query):
        base = begun(base)
    changed = ((knob.name, knob.show(match), knob.show(base)) for knob in _KNOBS)
    return query | {name: new for name, new, old in changed if new != old}


def from_query(query: Mapping[str, str]) -> tuple[Match, tuple[str, ...]]:
    """The game of a link and, for each parameter that could not be used, a sentence.

    Args:
        query: The parameters; those of other parts of a page are passed over.
    """
    problems: list[str] = []
    match = _class(query, problems)
    for knob in _KNOBS:
        if knob.name not in query:
            continue
        try:
            turned = knob.turn(match, query[knob.name])
            fit(turned)
            match = turned
        except ValueError:
            problems.append(_replaced(knob.name, query[knob.name], used=knob.show(match)))
    return match, tuple(problems)


@dataclass(frozen=True)
class _Knob:
    """One parameter of a link.

    Attributes:
        name: Its name.
        show: Its text in a game.
        turn: The game with the value of a text; raises ValueError if it has none.
    """

    name: str
    show: Callable[[Match], str]
    turn: Callable[[Match, str], Match]


def _number(text: str) -> int:
    """A natural number of few ASCII digits."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise ValueError(f"{text[:_QUOTED]!a} is no whole number of at most {_MAX_DIGITS} digits")
    return int(text)


def _moves(match: Match, text: str) -> Match:
    """The game with the moves of a text, numbers joined by dots."""
    if len(text) > MAX_MOVES * (_MAX_DIGITS + 1):
        raise ValueError(f"moves are {len(text)} characters long; a game has {MAX_MOVES} at most")
    return replace(match, moves=tuple(_number(part) for part in text.split(".")) if text else ())


def _turned(match: Match, *, side: Side | None = None, query: Query | None = None) -> Match:
    """The game from another side or with other questions, and then with nothing played."""
    after = replace(match, side=side or match.side, query=query or match.query)
    return match if after == match else begun(after)


_KNOBS = (
    _Knob("side", lambda m: m.side, lambda m, text: _turned(m, side=Side(text))),
    _Knob("ask", lambda m: m.query, lambda m, text: _turned(m, query=Query(text))),
    _Knob("target", lambda m: str(m.target), lambda m, text: replace(m, target=_number(text))),
    _Knob(
        "decoy",
        lambda m: "" if m.decoy is None else str(m.decoy),
        lambda m, text: replace(m, decoy=_number(text) if text else None),
    ),
    _Knob("bias", lambda m: m.bias, lambda m, text: replace(m, bias=Bias(text))),
    _Knob("moves", lambda m: ".".join(map(str, m.moves)), _moves),
    _Knob("over", lambda m: str(int(m.over)), lambda m, text: replace(m, over=_switch(text))),
)


def _switch(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(f"{text[:_QUOTED]!a} is neither 0 nor 1")
    return text == "1"


def _class(query: Mapping[str, str], problems: list[str]) -> Match:
    """The first game, or an empty one of the class that a link asks for."""
    word = query.get("class", DEFAULT.ideas.word)
    if word not in {offered.word for offered in CHOICES}:
        problems.append(_replaced("class", word, used=DEFAULT.ideas.word))
        return DEFAULT
    usual = DEFAULT if word == DEFAULT.ideas.word else of_class(DEFAULT, choice(word).default)
    if "n" not in query:
        return usual
    try:
        parts = query["n"].split("x", len(usual.ideas.sizes))
        ideas = Ideas(word, tuple(_number(part) for part in parts))
        return usual if ideas == usual.ideas else of_class(DEFAULT, ideas)
    except ValueError:
        sizes = "x".join(map(str, usual.ideas.sizes))
        problems.append(_replaced("n", query["n"], used=sizes))
        return usual


def _replaced(name: str, text: str, *, used: str) -> str:
    """The sentence about a parameter that could not be used."""
    shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}..."
    return f"the link asked for {name}={shown!a}; using {used or 'none'}"
