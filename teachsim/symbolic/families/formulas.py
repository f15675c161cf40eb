"""Families of Boolean formulas whose functions must be told apart: DNF and decision lists.

Different formulas may say the same, so functions are grown from simpler ones, level by level, and
each keeps the first formula that was found for it, which is one with the fewest parts.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np

from teachsim.symbolic import words
from teachsim.symbolic.families.cube import MOST_VARIABLES, points, terms
from teachsim.symbolic.families.limit import LIMIT, Limit, affordable, whole
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.words import WordArray

__all__ = ["decision_lists", "k_term_dnf"]

# Functions formed before duplicates are dropped: a few megabytes.
_BLOCK = 2**17


def k_term_dnf(v: int, k: int, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The functions of v variables that are an "or" of at most k conjunctions of literals.

    With k = 1 the 3^v conjunctions and "false"; with k = 2^(v - 1) all 2^(2^v) functions. No closed
    form in between: the functions are counted as they are found. Source: L. Pitt and L. G. Valiant,
    "Computational limitations on learning from examples", Journal of the ACM 35, 1988.

    Args:
        v: number of variables, at least 1.
        k: most terms, at least 1.
        limit: refuse a larger class.

    Raises:
        ValueError: v or k is out of range, or the class is above the limit.
    """
    v, k = whole(v, "v", high=MOST_VARIABLES), whole(k, "k")
    label = f"k_term_dnf({v}, {k})"
    affordable(label, 3**v + 1, n_instances=2**v, limit=limit)
    table, names = terms(v, longest=v)
    term = words.pack(table)
    found = _grown(
        words.pack(np.zeros((1, 2**v), dtype=np.bool_)),
        ["false"],
        moves=lambda known: known[:, None] | term,
        name=lambda rest, move: names[move] if rest == "false" else f"{rest} or {names[move]}",
        rounds=k,
        check=lambda size: affordable(label, size, n_instances=2**v, limit=limit),
    )
    return HypothesisClass(words.unpack(found[0], n_bits=2**v), found[1], instances=points(v))


def decision_lists(v: int, k: int = 1, *, limit: Limit = LIMIT) -> HypothesisClass:
    """The functions of v variables that a decision list with tests of at most k literals computes.

    A list "if test then b else ..." ends in a constant. For k = 1 their number is

        2 + sum over j of binomial(v, j) a(j),  a(1) = 2,  a(j) = 2^(j + 1) (P(j) - j P(j - 1)),

    with P(j) the number of weak orders on j things: 4, 14, 96, 1,050, 15,036, ... (a is sequence
    A005612 of the OEIS). Source: R. L. Rivest, "Learning decision lists", Machine Learning 2, 1987;
    T. Eiter, T. Ibaraki and K. Makino, "Decision lists and related Boolean functions", Theoretical
    Computer Science 270, 2002.

    Args:
        v: number of variables, at least 1.
        k: most literals in a test, at least 1.
        limit: refuse a larger class.

    Raises:
        ValueError: v or k is out of range, or the class is above the limit.
    """
    v, k = whole(v, "v", high=MOST_VARIABLES), whole(k, "k")
    label = f"decision_lists({v}, {k})"
    affordable(label, _one_decision_lists(v), n_instances=2**v, limit=limit)
    table, names = terms(v, longest=min(k, v))
    test, names = words.pack(table[1:]), names[1:]  # without "true"
    found = _grown(
        words.pack(np.array([[False], [True]]).repeat(2**v, axis=1)),
        ["0", "1"],
        # A test put in front sends its points to 1, or to 0.
        moves=lambda known: np.hstack([known[:, None] | test, known[:, None] & ~test]),
        name=lambda rest, move: (
            f"if {names[move % len(names)]} then {int(move < len(names))} else {rest}"
        ),
        rounds=None,
        check=lambda size: affordable(label, size, n_instances=2**v, limit=limit),
    )
    return HypothesisClass(words.unpack(found[0], n_bits=2**v), found[1], instances=points(v))


def _one_decision_lists(v: int) -> int:
    weak = [1]
    for j in range(1, v + 1):
        weak.append(sum(math.comb(j, i) * weak[j - i] for i in range(1, j + 1)))
    depends_on_all = [2, 2, *(2 ** (j + 1) * (weak[j] - j * weak[j - 1]) for j in range(2, v + 1))]
    return sum(math.comb(v, j) * depends_on_all[j] for j in range(v + 1))


def _grown(
    known: WordArray,
    names: list[str],
    *,
    moves: Callable[[WordArray], WordArray],
    name: Callable[[str, int], str],
    rounds: int | None,
    check: Callable[[int], None],
) -> tuple[WordArray, list[str]]:
    """All functions reached from the `known` ones, `(m, W)`, by so many rounds of moves.

    Args:
        known: the functions to start from.
        names: their names.
        moves: what one move makes of `(b, W)` functions, `(b, M, W)`.
        name: name of what move number j makes of a function with this name.
        rounds: how many rounds; None until nothing new is found.
        check: told how many functions there are, raises when there are too many.
    """
    done = 0
    while done < len(known) and rounds != 0:
        fresh, done = known[done:], len(known)
        fresh_names = names[done - len(fresh) :]
        n_moves = moves(fresh[:1]).shape[1]
        block = max(1, _BLOCK // n_moves)
        for start in range(0, len(fresh), block):
            made = moves(fresh[start : start + block]).reshape(-1, known.shape[1])
            first = words.first_occurrences(np.concatenate([known, made]))
            new = first[first >= len(known)] - len(known)
            names = names + [
                name(fresh_names[start + at], move)
                for at, move in map(divmod, new.tolist(), itertools.repeat(n_moves))
            ]
            known = np.concatenate([known, made[new]])
            check(len(known))
        rounds = None if rounds is None else rounds - 1
    return known, names
