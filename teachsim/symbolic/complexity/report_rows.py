"""What a report says: one row a quantity, one verdict a law, and both as tables of text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from teachsim.core.cells import csv_text
from teachsim.symbolic.complexity.certificates import Bounds
from teachsim.symbolic.complexity.law_proofs import Implied
from teachsim.symbolic.complexity.laws import Law, Number
from teachsim.symbolic.result import Result

__all__ = ["Report", "Row", "Standing", "Verdict", "written"]


class Standing(Enum):
    """What a law says of a class."""

    HOLDS = "holds"
    STRICT = "strict"
    NOT_APPLICABLE = "not applicable"
    OPEN = "open"


@dataclass(frozen=True)
class Row:
    """A quantity of the class.

    Attributes:
        title: What it is called in the literature.
        symbol: Its symbol in the laws.
        result: Its value or bounds, with the proof: `complexity.check` takes it.
    """

    title: str
    symbol: str
    result: Result

    @property
    def shown(self) -> str:
        """The value, or the bounds as "3..5"."""
        lower, upper = written(self.result.lower), written(self.result.upper)
        return lower if self.result.exact else f"{lower}..{upper}"

    @property
    def how(self) -> str:
        """Where the bounds come from: a search, or the laws that settle them."""
        bounds = self.result.certificate
        proofs = (bounds.lower, bounds.upper) if isinstance(bounds, Bounds) else ()
        by_law = list(dict.fromkeys(p.law for p in proofs if isinstance(p, Implied)))
        searched = not all(isinstance(proof, Implied) for proof in proofs) or not proofs
        states = [f"search, {self.result.explored:,} states"] if searched else []
        return "; ".join(states + by_law)


@dataclass(frozen=True)
class Verdict:
    """A law on this class.

    Attributes:
        law: The law.
        standing: Whether it holds with equality, strictly, does not apply, or is left open by the
            bounds.
        small: Bounds of its smaller side; both 0 where it does not apply.
        large: Bounds of its larger side, likewise.
    """

    law: Law
    standing: Standing
    small: tuple[Number, Number] = (0, 0)
    large: tuple[Number, Number] = (0, 0)


@dataclass(frozen=True)
class Report:
    """The numbers of a class.

    Attributes:
        n_hypotheses: Number of hypotheses.
        n_instances: Number of instances that matter: different columns up to complement.
        rows: One for each quantity.
        laws: One for each law.
    """

    n_hypotheses: int
    n_instances: int
    rows: tuple[Row, ...]
    laws: tuple[Verdict, ...]

    def __getitem__(self, symbol: str) -> Result:
        """The result of a quantity, by its symbol.

        Raises:
            KeyError: If there is no such quantity.
        """
        return {row.symbol: row.result for row in self.rows}[symbol]

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The rows in words, with a head: quantity, symbol, value, exact, how."""
        head = ("quantity", "symbol", "value", "exact", "how")
        size = ("hypotheses", "|H|", str(self.n_hypotheses), "yes", "counted")
        matter = ("instances that matter", "n", str(self.n_instances), "yes", "counted")
        rows = (
            (row.title, row.symbol, row.shown, "yes" if row.result.exact else "no", row.how)
            for row in self.rows
        )
        return (head, size, matter, *rows)

    def law_table(self) -> tuple[tuple[str, ...], ...]:
        """The laws in words, with a head: law, standing, both sides, source."""
        head = ("law", "on this class", "numbers", "source")
        return (head, *(_law_row(verdict) for verdict in self.laws))

    def text(self) -> str:
        """Both tables, for a terminal or a page of plain text."""
        return f"{_aligned(self.table())}\n\n{_aligned(self.law_table())}"

    def csv(self) -> str:
        """The rows as CSV, in which no cell is taken for a formula."""
        return csv_text(self.table())


def _law_row(verdict: Verdict) -> tuple[str, ...]:
    numbers = ""
    if verdict.standing is not Standing.NOT_APPLICABLE:
        small, large = (
            written(a) if a == b else f"{written(a)}..{written(b)}"
            for a, b in (verdict.small, verdict.large)
        )
        numbers = f"{small} <= {large}"
    return (verdict.law.text, verdict.standing.value, numbers, verdict.law.source)


def written(number: Number) -> str:
    """A number as it is written: whole, as a fraction, or "infinite"."""
    if isinstance(number, Fraction):
        return str(number)
    return str(int(number)) if abs(number) < math.inf else "infinite"


def _aligned(rows: tuple[tuple[str, ...], ...]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines)
