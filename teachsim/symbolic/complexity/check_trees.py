"""Checks of mistake trees and of self-directed learners."""

from __future__ import annotations

from teachsim.symbolic.complexity.certificates import (
    Mistakes,
    NoMistakes,
    Prediction,
    Stubborn,
    Trivial,
)
from teachsim.symbolic.complexity.evidence import (
    as_integers,
    columns_both,
    coset_dimension,
    demand,
    halvings,
)
from teachsim.symbolic.complexity.structure_proofs import Coset
from teachsim.symbolic.hypothesis_class import HypothesisClass

__all__ = [
    "errors_lower",
    "errors_upper",
    "littlestone_lower",
    "littlestone_upper",
]


def littlestone_lower(of: HypothesisClass, proof: object) -> int:
    """The depth of a mistake tree."""
    if not isinstance(proof, Mistakes):
        assert isinstance(proof, int)
        demand(0 <= proof < len(of), claim=f"there is no hypothesis {proof}")
        return 0
    return _depth(of, proof, path=())


def _depth(of: HypothesisClass, tree: object, *, path: tuple[tuple[int, bool], ...]) -> int:
    """The depth of a complete tree whose leaves agree with their paths."""
    if isinstance(tree, Mistakes):
        wrong = _depth(of, tree.wrong, path=(*path, (tree.instance, False)))
        right = _depth(of, tree.right, path=(*path, (tree.instance, True)))
        demand(wrong == right, claim="all leaves of a mistake tree must be equally deep")
        return 1 + wrong
    assert isinstance(tree, int)
    agrees = all(bool(of.table[tree, x]) == label for x, label in path)
    demand(agrees, claim=f"hypothesis {tree} must agree with its path in the mistake tree")
    return 0


def littlestone_upper(of: HypothesisClass, proof: object, *, claimed: int) -> int:
    """The depth of which no mistake tree fits, less one."""
    if isinstance(proof, Trivial):
        return halvings(of)
    assert isinstance(proof, NoMistakes)
    columns = columns_both(of)
    everyone = ((1 << len(of)) - 1, claimed + 1)
    demand(everyone in proof.claims, claim=f"nothing is said of trees of depth {claimed + 1}")
    for space, depth in proof.claims:
        demand(depth >= 1, claim="a tree of depth 0 fits into every version space")
        for column in columns:
            small = any(
                side.bit_count() < 1 << (depth - 1) or (side, depth - 1) in proof.claims
                for side in (space & column, space & ~column)
            )
            demand(
                small, claim=f"an instance leaves room for a tree of depth {depth} on both sides"
            )
    return claimed


def errors_lower(of: HypothesisClass, proof: object, *, claimed: int) -> int:
    """How many errors of a self-directed learner are shown to be unavoidable."""
    if isinstance(proof, Trivial):
        return min(1, len(of) - 1)
    if isinstance(proof, Coset):
        return coset_dimension(of, proof)
    assert isinstance(proof, Stubborn)
    columns = columns_both(of)
    everyone = ((1 << len(of)) - 1, claimed)
    demand(everyone in proof.cores, claim=f"nothing is said of {claimed} errors")
    for (space, errors), core in proof.cores.items():
        demand(core & ~space == 0, claim="a core must be a part of its version space")
        demand(errors >= 2 and core.bit_count() >= 2, claim="a core has two hypotheses")
        for side in (s for c in columns for s in (core & c, core & ~c) if s not in {0, core}):
            proved = (side, errors - 1) in proof.cores or (errors == 2 and side.bit_count() >= 2)
            demand(proved, claim=f"an instance may cost a learner fewer than {errors} errors")
    return claimed


def errors_upper(of: HypothesisClass, proof: object) -> int:
    """How many errors the steps of a self-directed learner make at worst."""
    if isinstance(proof, Trivial):
        return halvings(of)
    assert isinstance(proof, tuple)
    return _errors(as_integers(of.table.T), proof, space=(1 << len(of)) - 1)


def _errors(columns: list[int], steps: tuple[object, ...], *, space: int) -> int:
    most = 0
    for step in steps:
        assert isinstance(step, Prediction)
        right = space & columns[step.instance]
        error, space = (space ^ right, right) if step.label else (right, space ^ right)
        if error:
            most = max(most, 1 + _errors(columns, step.otherwise, space=error))
    demand(space.bit_count() <= 1, claim="the predictions must leave one hypothesis")
    return most
