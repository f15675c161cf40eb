"""Values from outside: one strict reader for each kind, whose refusal is one sentence.

Python and numpy would let much of this pass as something else: `True` as one round, `0.7` as prompt
0, a table of 0 and 1 as a key without wrong answers.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import AnyArray, BoolArray, IntArray, MarkArray, sealed

__all__ = [
    "blind_spot",
    "chance",
    "generator",
    "one_of",
    "quoted",
    "signed",
    "stated",
    "whole_number",
    "whole_numbers",
]

# As much of a value as a sentence can quote and still be read.
_SHOWN = 80


def quoted(value: object) -> str:
    """The beginning of what a value looks like, on one line.

    >>> print(quoted("x" * 100))
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
    """
    try:
        line = " ".join(repr(value).split())
    except ValueError:
        return _unprintable(value)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 3] + "..."


def _unprintable(value: object) -> str:
    """What stands for whole numbers of more digits than Python prints, or for what holds one."""
    if not isinstance(value, int):
        return f"a {type(value).__name__} with more digits than can be printed"
    digits = round(value.bit_length() * math.log10(2))
    return f"a {'negative ' if value < 0 else ''}number of about {digits:,} digits"


def one_of(kind: type, value: object, *, thing: str, way_out: str) -> None:
    """Refuse a value that is not of a kind: an abstract one (a Protocol), a record or an Enum.

    Raises:
        ValueError: If it is not, or is a class where one of its objects is meant.
    """
    if isinstance(value, type) or not isinstance(value, kind):
        name = kind.__name__
        raise ValueError(f"{thing} is {quoted(value)}, but must be of the kind {name}; {way_out}")


def whole_number(value: object, *, thing: str, least: int, way_out: str) -> int:
    """The value as an int.

    Raises:
        ValueError: If it is no whole number of at least `least`; a bool is none.
    """
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or value < least:  # type: ignore[operator]  # it is an integer here
        raise ValueError(
            f"{thing} is {quoted(value)}, but must be a whole number of at least {least}; {way_out}"
        )
    return int(value)  # type: ignore[call-overload]  # as above


def chance(value: object, *, thing: str) -> float:
    """The value as a float in [0, 1].

    Raises:
        ValueError: If it is no number in [0, 1]; a bool and NaN are none.
    """
    numeric = isinstance(value, (int, float, np.integer, np.floating))
    if not numeric or isinstance(value, bool) or not 0.0 <= value <= 1.0:  # type: ignore[operator]
        raise ValueError(
            f"{thing} is {quoted(value)}, but a chance is a number in [0, 1]; give one"
        )
    return float(value)  # type: ignore[arg-type]  # it is a number here


def generator(rng: object, *, way_out: str) -> np.random.Generator:
    """The generator, or the one that starts from a seed.

    Raises:
        ValueError: If it is neither.
    """
    if isinstance(rng, np.random.Generator):
        return rng
    return np.random.default_rng(whole_number(rng, thing="rng", least=0, way_out=way_out))


def whole_numbers(values: npt.ArrayLike, *, thing: str, way_out: str) -> IntArray:
    """A fresh array of int64 with the values, of whatever shape.

    Raises:
        ValueError: If one is no whole number; bools and floats are none.
    """
    try:
        array = np.asarray(values)
    except ValueError:
        array = np.empty(1, dtype=object)  # ragged: as little an array of numbers as a word is
    if array.size and array.dtype.kind not in "iu":
        raise ValueError(f"{thing} are {quoted(values)}, but must be whole numbers; {way_out}")
    return array.astype(np.int64)


def blind_spot(withheld: Collection[int] | AnyArray, *, n_answers: int, thing: str) -> BoolArray:
    """`(n_answers,)` whether each answer is withheld.

    Args:
        withheld: Numbers of answers, or bool with one entry for each answer.
        n_answers: Number of answers, prompts * responses.
        thing: What the sentence of a refusal calls it.

    Raises:
        ValueError: If it is neither.
    """
    if not isinstance(withheld, (Collection, np.ndarray)):
        raise ValueError(
            f"{thing} is {quoted(withheld)}, but must be a collection of numbers of answers; pass "
            "a list, such as [7]"
        )
    given = np.asarray(withheld if isinstance(withheld, np.ndarray) else list(withheld)).reshape(-1)
    if given.dtype == np.bool_ and given.size == n_answers:
        return given
    blind = np.zeros(n_answers, dtype=np.bool_)
    if given.size == 0:
        return blind
    if given.dtype.kind not in "iu" or given.min() < 0 or given.max() >= n_answers:
        raise ValueError(
            f"{thing} is {given.tolist()}, but must number answers in 0..{n_answers - 1} (prompt * "
            f"responses + response) or be a bool array of {n_answers}; change withheld"
        )
    blind[given] = True
    return blind


def stated(right: npt.ArrayLike, *, shape: tuple[int, int], owner: str) -> MarkArray:
    """The key of a truth that somebody wrote down: `signed`, but 0 and 1 alone are no key.

    A table of 0 and 1, as from a file, most likely means wrong and right; read as a key, nothing
    would be wrong, and every lesson a different one. A table of int8 is taken at its word, as that
    is the type of keys and nothing else in here: a truth without wrong answers can be stated so.

    Raises:
        ValueError: As `signed` does, or if it holds 0 and 1 alone and is not of int8.
    """
    key = signed(right, shape=shape, owner=owner)
    table = np.asarray(right)
    if table.dtype not in (np.bool_, np.int8) and (key == 0).any() and not (key < 0).any():
        raise ValueError(
            f"{owner} holds only 0 and 1, but 0 means neither right nor wrong; pass table == 1 if "
            "0 shall mean wrong, or an int8 table if it shall not"
        )
    return key


def signed(right: npt.ArrayLike, *, shape: tuple[int, int], owner: str) -> MarkArray:
    """The key as +1, -1, 0, a copy that cannot be written to.

    Args:
        right: `(P, R)` bool, or +1 right, -1 wrong, 0 neither.
        shape: (P, R).
        owner: Whose key it is, to begin the sentence of a refusal.

    Raises:
        ValueError: If its shape or an entry is not allowed.
    """
    table = _table(right, shape=shape, owner=owner)
    if table.dtype == np.bool_:
        key = np.where(table, 1, -1).astype(np.int8)
    elif table.dtype.kind not in "iuf" or not (table == np.sign(table)).all():
        raise ValueError(
            f"{owner} has entries {_some(table)}, but must be bool or hold only +1 right, "
            "-1 wrong and 0 neither"
        )
    else:
        key = table.astype(np.int8)
    return sealed(key)


def _table(right: npt.ArrayLike, *, shape: tuple[int, int], owner: str) -> AnyArray:
    """The table as an array of the given shape."""
    try:
        table = np.asarray(right)
    except ValueError:
        raise ValueError(
            f"{owner} has rows of different lengths, but must be a (prompts, responses) table; "
            "give each prompt as many responses"
        ) from None
    if table.shape != shape:
        raise ValueError(
            f"{owner} has shape {table.shape}, but must be (prompts, responses) = {shape}; "
            "a row of a class's table becomes one with table[i].reshape(1, -1) or H.key(i)"
        )
    return table


def _some(table: AnyArray) -> list[object]:
    """Up to five different entries, for a sentence."""
    return list(dict.fromkeys(table.reshape(-1).tolist()))[:5]
