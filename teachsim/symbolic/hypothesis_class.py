"""Hypothesis classes: finitely many hypotheses, each a set of right answers.

A class is a 0/1 table, `table[h, x] = 1` where hypothesis h holds instance x right, kept in two
packed forms: `columns` (per instance the hypotheses that hold it right: what a mark cuts with) and
`rows` (per hypothesis its instances: what inclusion compares). Instance x is the answer (prompt
x // R, response x % R); a table of hypotheses and instances has one prompt, `(H, P, R)` has P.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from teachsim.core.answers import Answers
from teachsim.core.arrays import BoolArray, FloatArray
from teachsim.symbolic import bits, checks, reading, words
from teachsim.symbolic.answers import default_instances, responses_in_range
from teachsim.symbolic.version_space import VersionSpace
from teachsim.symbolic.words import WordArray

__all__ = ["HypothesisClass"]


@dataclass(frozen=True, eq=False, init=False, repr=False)
class HypothesisClass:
    """A non-empty list of different hypotheses over the same instances.

    Attributes:
        table: `(m, n)` read-only; true where hypothesis h holds instance x right.
        names: m different names of the hypotheses.
        instances: n different names of the instances; n = P * R.
        n_prompts: number of prompts P.
        layout: where the instances lie, for pictures: `(n,)` on a line, `(rows, columns)` on a
            grid, None where they have no geometry.
    """

    table: BoolArray
    names: tuple[str, ...]
    instances: tuple[str, ...]
    n_prompts: int
    layout: tuple[int, ...] | None

    def __init__(  # noqa: PLR0917  # a table and the names of its rows and its columns are one thing
        self,
        table: npt.ArrayLike,
        names: Iterable[str] | None = None,
        instances: Iterable[str] | None = None,
        *,
        n_prompts: int = 1,
        layout: tuple[int, ...] | None = None,
        max_bytes: int = checks.MAX_BYTES,
    ) -> None:
        """Check the table and keep a read-only copy.

        Args:
            table: `(m, n)` of 0 and 1, or `(m, P, R)`, which sets `n_prompts` to P.
            names: m different names; default "h0", "h1", ...
            instances: n different names; default "0", "1", ..., or "prompt:response".
            n_prompts: number of prompts P; it must divide n.
            layout: where the instances lie; its product is n.
            max_bytes: refuse a class whose estimated memory is above this.

        Raises:
            ValueError: anything in design.md section 5: no hypothesis, no instance, entries other
                than 0 and 1, equal hypotheses, wrong or repeated names, or too much memory.
        """
        entries, n_prompts = checks.flattened(table, n_prompts=n_prompts)
        m, n = entries.shape
        checks.affordable(m, n, max_bytes=max_bytes)
        n_responses = checks.responses(n, n_prompts=n_prompts)
        if instances is None:
            instances = default_instances(n_prompts, n_responses)
        if names is None:
            names = map("h{}".format, range(m))
        put = object.__setattr__  # the record is frozen for everybody else
        put(self, "n_prompts", n_prompts)
        put(self, "names", checks.distinct(names, what="hypothesis", expected=m))
        put(self, "instances", checks.distinct(instances, what="instance", expected=n))
        put(self, "layout", checks.laid_out(layout, n_instances=n))
        put(self, "table", checks.zero_one(entries, names=self.names, instances=self.instances))
        checks.different(self.rows, self.names)

    @classmethod
    def from_strings(
        cls,
        hypotheses: Iterable[str],
        names: Iterable[str] | None = None,
        *,
        instances: Iterable[str] | None = None,
    ) -> HypothesisClass:
        """A class from strings of 0 and 1, one a hypothesis; the string is its default name.

        Raises:
            ValueError: the strings differ in length or hold other characters; or as the class.

        >>> HypothesisClass.from_strings(["011", "110"]).describe(0)
        '{1, 2}'
        """
        lines = bits.strings_of_bits(hypotheses)
        # Equal strings get the default names, so that the error can tell the two apart.
        if names is None and len(set(lines)) == len(lines):
            names = lines
        return cls(bits.table_of_strings(lines), names, instances=instances)

    @classmethod
    def from_csv(
        cls, source: reading.Source, *, limits: reading.Limits = reading.LIMITS
    ) -> HypothesisClass:
        """A class from a CSV file (a path or an open stream): see `reading.read_csv`.

        Raises:
            ReadError: the file is above a limit or breaks a rule; it names row and column.
        """
        read = reading.read_csv(source, limits=limits)
        return cls(read.table, read.names, instances=read.instances)

    @classmethod
    def from_answers(
        cls,
        right: npt.ArrayLike,
        names: Iterable[str] | None = None,
        *,
        n_responses: int,
        max_bytes: int = checks.MAX_BYTES,
    ) -> HypothesisClass:
        """A multi-valued class: each hypothesis holds one response to each prompt right.

        Args:
            right: `(m, P)` the right response to each prompt, integers in [0, n_responses).
            names: m names; default the answers, as in "0 2 1".
            n_responses: number of responses R to each prompt.
            max_bytes: as in the class.

        Raises:
            ValueError: an answer is not an integer in range; or as the class.
        """
        chosen = responses_in_range(right, n_responses=n_responses)
        checks.affordable(len(chosen), chosen[0].size * n_responses, max_bytes=max_bytes)
        if names is None and len(np.unique(chosen, axis=0)) == len(chosen):
            names = [" ".join(map(str, row)) for row in chosen.tolist()]
        return cls(chosen[:, :, None] == np.arange(n_responses), names, max_bytes=max_bytes)

    @property
    def n_instances(self) -> int:
        """Number of instances n = P * R."""
        return int(self.table.shape[1])

    @property
    def n_responses(self) -> int:
        """Number of responses R to each prompt."""
        return self.n_instances // self.n_prompts

    def __len__(self) -> int:
        """Number of hypotheses m."""
        return len(self.table)

    def __getitem__(self, hypothesis: int) -> BoolArray:
        """The row `(n,)` of one hypothesis."""
        return self.table[operator.index(hypothesis)]

    def __repr__(self) -> str:
        """Sizes only: a class may have millions of hypotheses."""
        return f"HypothesisClass({len(self)} hypotheses on {self.n_instances} instances)"

    @cached_property
    def columns(self) -> WordArray:
        """`(n, ceil(m / 64))` words: bit h of row x is 1 where h holds instance x right."""
        return words.frozen(words.pack(self.table.T))

    @cached_property
    def rows(self) -> WordArray:
        """`(m, ceil(n / 64))` words: bit x of row h is 1 where h holds instance x right."""
        return words.frozen(words.pack(self.table))

    @cached_property
    def column_bits(self) -> tuple[int, ...]:
        """The n columns as Python integers: hashable bit sets of hypotheses."""
        return words.integers(self.columns)

    @cached_property
    def row_bits(self) -> tuple[int, ...]:
        """The m rows as Python integers: hashable bit sets of instances."""
        return words.integers(self.rows)

    @cached_property
    def everything(self) -> VersionSpace:
        """The version space before any mark: every hypothesis is possible."""
        return VersionSpace(self, words.frozen(words.full(len(self))))

    def given(self, answers: Answers, marks: npt.ArrayLike) -> VersionSpace:
        """The hypotheses that agree with every mark: see `VersionSpace.given`."""
        return self.everything.given(answers, marks)

    def shares(self) -> FloatArray:
        """Share of the hypotheses in which each answer is right, `(P, R)`, in [0, 1]."""
        return self.everything.shares()

    def find(self, right: npt.ArrayLike) -> int | None:
        """Index of the hypothesis with these right answers, None where there is none.

        Args:
            right: `(P, R)` or `(n,)` of 0 and 1.

        Raises:
            ValueError: `right` has another number of entries, or entries other than 0 and 1.
        """
        row = checks.one_row(right, shape=(self.n_prompts, self.n_responses))
        found = np.flatnonzero((self.rows == words.pack(row)).all(axis=1))
        return int(found[0]) if len(found) else None

    def contains(self, right: BoolArray) -> bool:
        """Is the `(P, R)` table of right answers one of the hypotheses?"""
        return self.find(right) is not None

    def index(self, hypothesis: str | Sequence[int] | BoolArray) -> int:
        """Index of a hypothesis, from its name or its row.

        Raises:
            ValueError: the class has no such hypothesis.
        """
        if isinstance(hypothesis, str):
            return checks.place_of(hypothesis, self.names)
        found = self.find(hypothesis)
        if found is None:
            raise ValueError(f"the class has no hypothesis {hypothesis!r}; pass one of its rows")
        return found

    def key(self, hypothesis: int) -> BoolArray:
        """Right answers `(P, R)` of one hypothesis."""
        return self[hypothesis].reshape(self.n_prompts, -1)

    def describe(self, hypothesis: int) -> str:
        """Members of one hypothesis by instance name, as in "{3, 4, 5}"."""
        members = (self.instances[x] for x in np.flatnonzero(self[hypothesis]))
        return "{" + ", ".join(members) + "}"

    def subclass(self, hypotheses: npt.ArrayLike) -> HypothesisClass:
        """The class of some hypotheses, `(k,)` different indices, in that order, names kept.

        Raises:
            ValueError: there is none, or one is repeated.
        """
        chosen = np.asarray(hypotheses, dtype=np.int64)
        return replace(self, table=self.table[chosen], names=tuple(self.names[h] for h in chosen))
