"""A parameter study: cells times replicates, each a task that any machine may do, in any order.

The task of a cell is called as `f(rng, **parameters)`. Its stream is
`SeedSequence(seed, spawn_key=(replicate,))`: cells of one replicate see the same world, so they can
be compared in pairs, and a grid that grows keeps what it has.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from teachsim.core.checks import quoted, whole_number

__all__ = ["Parameters", "Scalar", "Study", "Task", "canonical", "encodable", "grid"]

Scalar = str | int | float | bool | None
Parameters = Mapping[str, Scalar]

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_TASK = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")
_RESERVED = {"rng", "replicate", "status", "error"}  # columns of the table, and the first argument
_MOST = 2**63 - 1  # of a whole number in SQLite


@dataclass(frozen=True)
class Task:
    """One call: a cell in one replicate.

    Attributes:
        key: 64 hex digits, the same for the same call on every machine.
        parameters: The cell, as canonical JSON.
        replicate: Which of its repetitions.
    """

    key: str
    parameters: str
    replicate: int


@dataclass(frozen=True)
class Study:
    """What is to be done.

    Attributes:
        name: `[a-z0-9][a-z0-9_-]{0,63}`, that of its files.
        task: "package.module:function", called as `f(rng, **parameters)`; it returns a flat mapping
            of numbers and strings.
        cells: The parameters of each cell, no two the same; `grid` makes a full product.
        replicates: Repetitions of each cell, each with a stream of its own.
        seed: Where the streams start.
    """

    name: str
    task: str
    cells: tuple[Parameters, ...]
    replicates: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what could not be found again, or told apart.

        Raises:
            ValueError: If a field is not what it says above.
        """
        if not _NAME.fullmatch(self.name):
            raise ValueError(
                f"the study's name is {quoted(self.name)}, but must match {_NAME.pattern}, as "
                "files are called after it; take lower-case letters, digits, - and _"
            )
        if not _TASK.fullmatch(self.task):
            raise ValueError(
                f"the task of study {self.name!r} is {quoted(self.task)}, but must read "
                "package.module:function; name a function at the top of a module"
            )
        whole_number(self.replicates, thing="replicates", least=1, way_out="one repetition will do")
        if whole_number(self.seed, thing="seed", least=0, way_out="0 will do") > _MOST:
            raise ValueError(
                f"the seed of study {self.name!r} is {self.seed}, but a store keeps numbers up "
                f"to {_MOST} only; 0 will do"
            )
        texts = [canonical(cell) for cell in self.cells]
        if not texts or len(set(texts)) < len(texts):
            raise ValueError(
                f"study {self.name!r} has {len(texts)} cells, {len(set(texts))} of them different, "
                "but needs one or more, no two the same; for repetitions raise replicates"
            )

    def tasks(self) -> Iterator[Task]:
        """All tasks, cell by cell."""
        for cell in self.cells:
            parameters = canonical(cell)
            for replicate in range(self.replicates):
                yield Task(self._key(parameters, replicate), parameters, replicate)

    def _key(self, parameters: str, replicate: int) -> str:
        about = f'{{"parameters":{parameters},"replicate":{replicate},'
        about += f'"seed":{self.seed},"study":{json.dumps(self.name)}}}'
        return hashlib.sha256(about.encode()).hexdigest()


def grid(axes: Mapping[str, Iterable[Scalar]]) -> tuple[Parameters, ...]:
    """The cells of a full product, the last axis fastest.

    >>> grid({"c": [1, 3], "way": ["SFT", "RL"]})[1]
    {'c': 1, 'way': 'RL'}
    """
    return tuple(dict(zip(axes, values, strict=True)) for values in product(*axes.values()))


def canonical(cell: Parameters) -> str:
    """The parameters as JSON that is the same for the same parameters.

    >>> canonical({"c": 3, "a": 0.1})
    '{"a":0.1,"c":3}'

    Raises:
        ValueError: If a name is not one of an argument, or a value no text, number, switch or None;
            NaN and infinity are none, as they equal nothing, or cannot be written, nor is a text
            with half a character (a lone surrogate).
    """
    for name, value in cell.items():
        if not str(name).isidentifier() or name in _RESERVED:
            raise ValueError(
                f"a parameter is called {quoted(name)}, but must be the name of an argument other "
                f"than {', '.join(sorted(_RESERVED))}; call it something else"
            )
        fits = value is None or type(value) in {str, int, float, bool}
        fits = fits and (not isinstance(value, float) or math.isfinite(value))
        if not fits or (isinstance(value, str) and not encodable(value)):
            raise ValueError(
                f"parameter {name} is {quoted(value)}, but must be a text, a finite number, a "
                "switch or None, of Python's own types and whole characters; convert it, or name "
                "the case with a text"
            )
    return json.dumps(dict(cell), sort_keys=True, separators=(",", ":"), allow_nan=False)


def encodable(text: str) -> bool:
    """Whether a file can hold a text, as no lone surrogate, half a character, stands in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
