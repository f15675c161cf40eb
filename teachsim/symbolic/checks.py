"""What a hypothesis class refuses, each with one sentence: thing, value, rule, way out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import AnyArray, BoolArray
from teachsim.core.checks import quoted, whole_number
from teachsim.symbolic.words import WordArray

__all__ = [
    "MAX_BYTES",
    "affordable",
    "different",
    "distinct",
    "estimated_bytes",
    "flattened",
    "laid_out",
    "one_row",
    "place_of",
    "responses",
    "zero_one",
]

# Two gigabytes: what a laptop can spare, and a thousand times what a page of the app needs.
MAX_BYTES = 2**31
# A name of a few characters as a Python string, with its place in the tuple.
_NAME_BYTES = 64


def estimated_bytes(n_hypotheses: int, n_instances: int) -> int:
    """Memory in bytes of a class: one byte an entry, two packed copies, and the names."""
    entries = n_hypotheses * n_instances
    return entries + entries // 4 + _NAME_BYTES * (n_hypotheses + n_instances)


def affordable(n_hypotheses: int, n_instances: int, *, max_bytes: int = MAX_BYTES) -> None:
    """Refuse a class that would take more than `max_bytes`.

    Raises:
        ValueError: it would.
    """
    estimate = estimated_bytes(n_hypotheses, n_instances)
    if estimate > max_bytes:
        raise ValueError(
            f"a class of {n_hypotheses:,} hypotheses on {n_instances:,} instances would take about "
            f"{estimate:,} bytes, above the limit of {max_bytes:,}; "
            "choose smaller sizes or raise max_bytes"
        )


def flattened(table: npt.ArrayLike, *, n_prompts: int) -> tuple[AnyArray, int]:
    """The table as `(m, n)` of whatever it holds, and its number of prompts.

    Raises:
        ValueError: the table is ragged, empty, or has neither two nor three dimensions, or
            `n_prompts` is no number of them.
    """
    way_out = "leave n_prompts out for one prompt"
    n_prompts = whole_number(n_prompts, thing="n_prompts", least=1, way_out=way_out)
    try:
        entries = np.asarray(table)
    except ValueError as error:
        raise ValueError(
            f"the rows of table have different lengths ({error}); give every hypothesis one entry "
            "for each instance"
        ) from error
    if entries.size == 0:
        raise ValueError(
            f"table of shape {entries.shape} has no hypothesis or no instance; "
            "pass at least one row with at least one entry"
        )
    if entries.ndim not in (2, 3):
        raise ValueError(
            f"table must be (hypotheses, instances) or (hypotheses, prompts, responses), "
            f"got shape {entries.shape}; pass one row per hypothesis"
        )
    if entries.ndim == 2:
        return entries, n_prompts
    if n_prompts not in (1, entries.shape[1]):
        raise ValueError(
            f"n_prompts is {n_prompts} but table of shape {entries.shape} has {entries.shape[1]} "
            "prompts; leave n_prompts out"
        )
    return entries.reshape(len(entries), -1), entries.shape[1]


def responses(n_instances: int, *, n_prompts: int) -> int:
    """Number of responses to each prompt.

    Raises:
        ValueError: the instances cannot be shared out evenly over the prompts.
    """
    if n_instances % n_prompts:
        raise ValueError(
            f"n_prompts is {n_prompts} but must divide the {n_instances} instances; "
            "give every prompt the same number of responses"
        )
    return n_instances // n_prompts


def distinct(names: Iterable[str], *, what: str, expected: int) -> tuple[str, ...]:
    """The names as a tuple.

    Raises:
        ValueError: they are no list, their number is not `expected`, one is not a string, or two
            are equal.
    """
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise ValueError(
            f"{what} names are {quoted(names)}, but must be a list of strings; pass one for each "
            f"{what}"
        )
    given = tuple(names)
    if len(given) != expected:
        raise ValueError(
            f"got {len(given)} {what} names for {expected}; give one name for each {what}"
        )
    seen: dict[str, int] = {}
    for place, name in enumerate(given):
        if not isinstance(name, str):
            raise ValueError(f"{what} {place} has the name {quoted(name)}; names are strings")
        if name in seen:
            raise ValueError(
                f"{what} name {name!r} is given to both {seen[name]} and {place}; "
                f"give each {what} a name of its own"
            )
        seen[name] = place
    return given


def laid_out(layout: object, *, n_instances: int) -> tuple[int, ...] | None:
    """The layout.

    Raises:
        ValueError: it is neither a line nor a grid, or has another number of places.
    """
    if layout is None:
        return None
    sides = tuple(layout) if isinstance(layout, (tuple, list)) else ()
    whole = all(type(side) is int for side in sides)  # a bool is none, whatever Python says
    if not whole or len(sides) not in (1, 2) or math.prod(sides) != n_instances:
        raise ValueError(
            f"layout {quoted(layout)} must be (n,) or (rows, columns) with {n_instances} places; "
            "leave it out where the instances have no geometry"
        )
    return sides


def zero_one(entries: AnyArray, *, names: Sequence[str], instances: Sequence[str]) -> BoolArray:
    """The `(m, n)` entries as a read-only copy of true and false.

    Raises:
        ValueError: an entry is neither 0 nor 1; the first is named.
    """
    if entries.dtype.kind not in "biuf":
        raise ValueError(
            f"table must hold 0 and 1, got entries of type {entries.dtype}; "
            "convert them, or use from_strings"
        )
    bad = (entries != 0) & (entries != 1)
    if bad.any():
        h, x = np.argwhere(bad)[0]
        raise ValueError(
            f"table has {entries[h, x]} for hypothesis {names[h]!r} and instance {instances[x]!r}; "
            "entries are 0 or 1"
        )
    table: BoolArray = entries.astype(np.bool_)
    table.setflags(write=False)
    return table


def different(rows: WordArray, names: Sequence[str]) -> None:
    """Refuse two hypotheses that no instance can tell apart.

    Args:
        rows: `(m, V)` packed rows.
        names: m names for the message.

    Raises:
        ValueError: two rows are equal; both hypotheses are named.
    """
    order = np.lexsort(rows.T)  # stable: of equal rows the first comes first
    ordered = rows[order]
    equal = np.flatnonzero((ordered[1:] == ordered[:-1]).all(axis=1))
    if len(equal):
        # The pair whose second member comes first in the table, as a reader would find it.
        at = equal[np.argmin(order[equal + 1])]
        first, second = names[order[at]], names[order[at + 1]]
        raise ValueError(
            f"hypotheses {first!r} and {second!r} hold the same instances right, so no answer can "
            "tell them apart; drop one of them"
        )


def one_row(right: npt.ArrayLike, *, shape: tuple[int, int]) -> BoolArray:
    """One hypothesis, `(P, R)` or `(n,)` of 0 and 1, as `(n,)` of true and false.

    Raises:
        ValueError: it has another number of entries, or holds something else (a key with -1).
    """
    row = np.asarray(right).reshape(-1)
    if row.size != math.prod(shape):
        raise ValueError(
            f"a hypothesis of this class has {math.prod(shape)} entries, got {row.size}; "
            f"pass a table of shape {shape}"
        )
    if not np.isin(row, (0, 1)).all():
        raise ValueError(
            f"a hypothesis holds only 0 and 1, got {quoted(row)}; pass `key > 0` for a key"
        )
    return row.astype(np.bool_)


def place_of(name: str, names: tuple[str, ...]) -> int:
    """Index of a hypothesis by its name.

    Raises:
        ValueError: no hypothesis has this name.
    """
    if name not in names:
        few = ", ".join(map(repr, names[:3]))
        raise ValueError(
            f"no hypothesis is called {name!r}; choose one of the {len(names)} names, such as {few}"
        )
    return names.index(name)
