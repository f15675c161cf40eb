"""Arguments that many functions here share, each refused in a sentence if it is something else."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from teachsim.core.checks import one_of, quoted
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = ["a_class", "a_function", "a_generator", "a_switch", "an_index", "many"]


def a_class(of: HypothesisClass) -> None:
    """Refuse what is no class of hypotheses.

    Raises:
        ValueError: it is something else.
    """
    way_out = "pass HypothesisClass(table) for a table, and space.as_class() for a version space"
    one_of(HypothesisClass, of, thing="the class", way_out=way_out)


def an_index(target: object, *, of: HypothesisClass) -> int:
    """The index of a hypothesis of a class.

    Raises:
        ValueError: it is a name, or no whole number in range.
    """
    whole = isinstance(target, (int, np.integer)) and not isinstance(target, bool)
    if not whole or not 0 <= target < len(of):  # type: ignore[operator]  # it is an integer here
        raise ValueError(
            f"target is {quoted(target)}, but must be the index of a hypothesis, 0..{len(of) - 1}; "
            "pass H.index(name) for a name"
        )
    return int(target)  # type: ignore[call-overload]  # as above


def a_switch(value: bool, *, thing: str) -> None:
    """Refuse what is neither True nor False.

    Raises:
        ValueError: it is something else, a word or a number.
    """
    one_of(bool, value, thing=thing, way_out="pass True or False")


def a_function(value: object, *, thing: str, way_out: str) -> None:
    """Refuse what cannot be called; whether it takes what it will be given is not checked.

    Raises:
        ValueError: it is something else.
    """
    if not callable(value):
        raise ValueError(f"{thing} is {quoted(value)}, but must be a function; {way_out}")


def many(values: object, *, thing: str, way_out: str) -> None:
    """Refuse what cannot be gone through.

    Raises:
        ValueError: it is something else.
    """
    if not isinstance(values, Iterable):
        raise ValueError(f"{thing} is {quoted(values)}, but must be a collection; {way_out}")


def a_generator(rng: np.random.Generator) -> None:
    """Refuse a seed where a generator is consumed: the caller says where chance comes from.

    Raises:
        ValueError: it is something else.
    """
    one_of(np.random.Generator, rng, thing="rng", way_out="pass numpy.random.default_rng(0)")
