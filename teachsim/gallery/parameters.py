"""The parameters of a link, one by one: written where they differ, read without ever raising.

What cannot be read or does not fit stays as it was, and is said in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from teachsim.gallery.class_link import replaced

__all__ = ["Parameter", "differences", "read"]

State = TypeVar("State")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a link, of a page's record: a setting, a game.

    Attributes:
        name: Its name.
        show: Its text in a record.
        turn: The record with the value of a text; raises ValueError if it has none.
    """

    name: str
    show: Callable[[Any], str]
    turn: Callable[[Any, str], Any]


def differences(now: object, base: object, *, of: Sequence[Parameter]) -> dict[str, str]:
    """The texts of the parameters in which one record differs from another, taken in order.

    A parameter that is turned may change what later ones are in the other record: so they are
    compared with what a reader will have by then.
    """
    found: dict[str, str] = {}
    for parameter in of:
        text = parameter.show(now)
        if text != parameter.show(base):
            found[parameter.name] = text
            base = parameter.turn(base, text)
    return found


def read(
    state: State,
    query: Mapping[str, str],
    *,
    of: Sequence[Parameter],
    fit: Callable[[State], object] = lambda state: None,
) -> tuple[State, list[str]]:
    """The record with what a link says, and a sentence for each parameter that was not used.

    Args:
        state: What the link starts from.
        query: The parameters; others are passed over.
        of: What can be said, in the order in which it is read.
        fit: Refuses, by ValueError, a record whose parts do not fit each other.
    """
    problems: list[str] = []
    for parameter in of:
        if parameter.name not in query:
            continue
        text = query[parameter.name]
        try:
            turned: State = parameter.turn(state, text)
            fit(turned)
            state = turned
        except ValueError:
            problems.append(replaced(parameter.name, text, used=parameter.show(state)))
    return state, problems
