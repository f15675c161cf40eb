"""What the checkers share, and share with no solver: columns, counting bounds, refusal.

The checkers read the table and nothing else of a class.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray
from teachsim.symbolic.check_cosets import is_coset
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import CertificateError

__all__ = [
    "as_integers",
    "columns_both",
    "columns_right",
    "coset_dimension",
    "demand",
    "demand_nested",
    "halvings",
]


def demand(holds: bool, *, claim: str) -> None:
    """Refuse a certificate of which something does not hold.

    Raises:
        CertificateError: It says what should hold.
    """
    if not holds:
        raise CertificateError(f"the certificate proves nothing: {claim}")


def as_integers(table: BoolArray) -> list[int]:
    """Each row as an integer whose bit i is entry i."""
    packed = np.packbits(table, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def columns_both(of: HypothesisClass) -> list[int]:
    """The different columns up to complement, constant ones left out, bit h for hypothesis h.

    Columns are equal or complements iff they are equal once the first hypothesis holds nothing.
    """
    return sorted({*as_integers((of.table ^ of.table[0]).T)} - {0})


def columns_right(of: HypothesisClass) -> list[int]:
    """The different columns, constant ones left out, bit h for hypothesis h."""
    return sorted({*as_integers(of.table.T)} - {0, (1 << len(of)) - 1})


def coset_dimension(of: HypothesisClass, proof: Coset) -> int:
    """The dimension of a class that is closed under the exclusive or of any three hypotheses."""
    instances = proof.instances
    demand(is_coset(of.table, instances), claim=f"the class is no coset of {len(instances)} bits")
    return len(instances)


def demand_nested(of: HypothesisClass) -> None:
    """Refuse a class in which of some two hypotheses neither holds the other.

    Raises:
        CertificateError: There are two.
    """
    table = of.table[np.argsort(of.table.sum(axis=1), kind="stable")]
    nested = bool((table[:-1] <= table[1:]).all())
    demand(nested, claim="of some two hypotheses neither holds all that the other holds")


def halvings(of: HypothesisClass) -> int:
    """The least of log2 of the hypotheses, rounded down, and the instances that differ."""
    return min(len(of).bit_length() - 1, len(columns_both(of)))
