"""A forger: takes a result that is right, and makes ever others that are false look proved.

It knows no form of proof: a certificate is records, tables, tuples and numbers, and it changes,
drops, adds and repeats these, or puts parts of other certificates of the same kind in their place.
"""

import dataclasses
import enum
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from teachsim.symbolic.result import Result

__all__ = ["Bound", "Forger", "false_bounds", "forger"]

Bound = float | Fraction


def false_bounds(truth: Bound) -> list[tuple[Bound, Bound]]:
    """Bounds that a quantity does not lie in: one too narrow, the other wide, or both."""
    if math.isinf(truth):
        return [(0, 9), (0, 1), (3, 3), (-1, 0)]
    some, more, less = Fraction(1, 3), truth + 1, truth - 1
    finer = [(truth + some, truth + 1), (0, truth - some)] if truth >= some else []
    below = [(min(0, less), less), (less, less)]
    return [(more, math.inf), (more, 99), (math.inf, math.inf), *below, *finer]


def forger(genuine: Iterable[Result], *, seed: int) -> "Forger":
    """One who has the parts of some certificates at hand."""
    parts: dict[type, list[Any]] = {}
    for result in genuine:
        for part in _parts(result.certificate):
            parts.setdefault(type(part), []).append(part)
    return Forger(np.random.default_rng(seed), parts)


@dataclasses.dataclass(frozen=True, eq=False)
class Forger:
    """Changes certificates at random.

    Attributes:
        rng: What chance decides.
        parts: Records and tables of other certificates, by kind.
    """

    rng: np.random.Generator
    parts: dict[type, list[Any]]

    def chance(self, of: float) -> bool:
        """Whether something happens now."""
        return bool(self.rng.random() < of)

    def one_of(self, things: Any) -> Any:
        """Any of several things."""
        return things[int(self.rng.integers(len(things)))]

    def number(self) -> Any:
        """A number as certificates have them: an index, a count, a bit set, none."""
        return self.one_of([None, -2, -1, 0, 1, 2, 3, 4, int(self.rng.integers(64)), 99])

    def forged(self, thing: Any) -> Any:
        """The same with one thing changed."""
        stock = self.parts.get(type(thing), [])
        if stock and self.chance(0.9 if isinstance(thing, str) else 0.1):
            return self.one_of(stock)
        match thing:
            case Mapping():
                return self._table(thing)
            case tuple() | list():
                return self._row(tuple(thing))
            case frozenset():
                return frozenset(self._row(tuple(sorted(thing, key=repr))))
            case bool():
                return not thing
            case enum.Enum() if self.chance(0.8):
                return self.one_of(list(type(thing)))
            case int() if self.chance(0.5):
                return self.one_of(
                    [thing - 1, thing + 1, -1, thing ^ 1 << int(self.rng.integers(6))]
                )
        return self._record(thing) if _is_record(thing) else self.number()

    def raised(self, thing: Any, by: int) -> Any:
        """The same with all claims of one name raised: they may lean on each other."""
        if _is_record(thing):
            values = {field.name: getattr(thing, field.name) for field in dataclasses.fields(thing)}
            more = {name: self.raised(value, by) for name, value in values.items()}
            for name in {"least", "lower", "upper"} & more.keys():
                if isinstance(more[name], (int, Fraction)):
                    more[name] += by
            return dataclasses.replace(thing, **more)
        if isinstance(thing, Mapping):
            return {key: self.raised(value, by) for key, value in thing.items()}
        if isinstance(thing, tuple):
            return tuple(self.raised(one, by) for one in thing)
        return thing

    def filled(self, thing: Any) -> Any:
        """The same with one of its tables filled: one value for all that could be asked of it."""
        if _is_record(thing):
            tables = [
                f.name for f in dataclasses.fields(thing) if _is_table(getattr(thing, f.name))
            ]
            if tables:
                name = self.one_of(tables)
                return dataclasses.replace(thing, **{name: self._full(getattr(thing, name))})
        return thing

    def _full(self, table: Mapping[Any, Any]) -> dict[Any, Any]:
        value = self.one_of(list(table.values()))
        value = self.one_of(self.parts.get(type(value), [value]))
        value = self.raised(value, int(self.rng.integers(4)))
        if isinstance(key := next(iter(table)), int):
            return dict.fromkeys(range(64), value)
        tops = [1 << max(one[i] for one in table).bit_length() for i in range(len(key))]
        return dict.fromkeys(itertools.product(*map(range, tops)), value)

    def _record(self, thing: Any) -> Any:
        names = [field.name for field in dataclasses.fields(thing)]
        if not names:
            return self.number()
        name = self.one_of(names)
        try:
            return dataclasses.replace(thing, **{name: self.forged(getattr(thing, name))})
        except ValueError:  # no record can be like this
            return thing

    def _table(self, thing: Mapping[Any, Any]) -> dict[Any, Any]:
        table = dict(thing)
        if not table:
            return table
        key = self.one_of(list(table))
        value = table[key]
        if self.chance(0.3):
            del table[key]
        if self.chance(0.3):
            key = self.forged(key)
        if self.chance(0.7):
            table[key] = self.forged(value) if self.chance(0.7) else value
        return table

    def _row(self, thing: tuple[Any, ...]) -> tuple[Any, ...]:
        if not thing:
            return (self.number(),)
        place = int(self.rng.integers(len(thing)))
        before, after = thing[:place], thing[place + 1 :]
        changed = self.forged(thing[place])
        return self.one_of(
            [
                (*before, *after),
                (*before, changed, *after),
                (*before, thing[place], thing[place], *after),
                (*before, thing[place], changed, *after),
                thing[::-1],
            ]
        )


def _is_record(thing: Any) -> bool:
    """Whether it has fields."""
    return dataclasses.is_dataclass(thing) and not isinstance(thing, type)


def _is_table(thing: Any) -> bool:
    """Whether it has entries, by numbers or by rows of them."""
    keys = [*thing] if isinstance(thing, Mapping) else []
    rows = all(isinstance(key, tuple) and all(type(x) is int for x in key) for key in keys)
    return bool(keys) and (rows or all(type(key) is int for key in keys))


def _parts(thing: Any) -> Iterator[Any]:
    """All records, tables and words of a certificate."""
    if isinstance(thing, str):
        yield thing
    if _is_record(thing):
        yield thing
        for field in dataclasses.fields(thing):
            yield from _parts(getattr(thing, field.name))
    if isinstance(thing, Mapping):
        yield thing
        for value in thing.values():
            yield from _parts(value)
    if isinstance(thing, (tuple, frozenset)):
        for one in thing:
            yield from _parts(one)
