"""Tell-tales: right answers of a target that no hypothesis inside the target holds as well.

A learner that has seen a tell-tale of t and guesses t is not too broad. It must meet t minus h for
each h that is a proper part of t, and nothing else: a smallest one is a minimum hitting set.
"""

from __future__ import annotations

from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class, an_index
from teachsim.symbolic.complexity.budget import MAX_STATES, Meter, OverBudgetError
from teachsim.symbolic.complexity.certificates import Bounds, Refuted, Sets, Trivial
from teachsim.symbolic.complexity.hitting_set import Hitting, minimum_hitting_set
from teachsim.symbolic.complexity.minimal import minimal
from teachsim.symbolic.complexity.separating import of_right_marks
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["tell_tale"]

# A look at so many words of hypotheses takes a state's time.
_WORDS_A_STATE = 200


def tell_tale(
    of: HypothesisClass, target: int | None = None, *, max_states: int = MAX_STATES
) -> Result:
    """The size of the smallest tell-tale of a target; the largest over all by default.

    Angluin 1980, "Inductive inference of formal languages from positive data", whose condition is
    that each language has a finite one. The certificate holds tell-tales (`Sets`: of the target, or
    of all) and, for the target that needs most, why fewer answers do not do (`Refuted`, about the
    proper parts of the target; `Trivial` for 0). For one target, the quantity's name ends with its
    index.

    Args:
        of: The class.
        target: Index of one hypothesis.
        max_states: Stop after this many nodes of the search, with bounds; at most half of what is
            left goes to one target.

    Raises:
        ValueError: If `of` is no class, `target` not one of its indices, or `max_states` not a
            whole number, at least 0.

    >>> H = HypothesisClass.from_strings(["0011", "0101", "1111"])
    >>> tell_tale(H, 2).certificate.upper.taught
    {2: (0,)}
    """
    a_class(of)
    targets = range(len(of)) if target is None else [an_index(target, of=of)]
    kept, meter = of_right_marks(of), Meter(max_states)
    sets: dict[int, tuple[int, ...]] = {}
    least = most = 0
    lower: object = Trivial()
    upper: object = Sets(sets)
    looks = Meter(max_states)
    try:
        for t in targets:
            looks.spend(1 + of.rows.size // _WORDS_A_STATE)
            share = Meter((meter.limit - meter.spent) // 2)
            found = _smallest(of, t, kept=kept, meter=share, enough=least)
            meter.spend(share.spent)
            looks.spend(found.looked)
            sets[t] = found.elements
            most = max(most, len(found.elements))
            if found.least > least:
                least, lower = found.least, Refuted(t, kept, (), found.names, found.proof)
    except OverBudgetError:
        most, upper = len(kept), Trivial()
    name = "tell_tale" if target is None else f"tell_tale of {targets[0]}"
    return Result(name, least, most, Bounds(lower, upper), meter.spent + looks.spent)


def _smallest(
    of: HypothesisClass, target: int, *, kept: tuple[int, ...], meter: Meter, enough: int
) -> Hitting:
    """The smallest set that meets what each proper part of the target lacks, or a small enough."""
    row = of.rows[target]
    parts = ~(of.rows & ~row).any(axis=1)
    parts[target] = False
    reach = sum(1 << x for x in kept)
    names = parts.nonzero()[0]
    lacking = row & ~of.rows[names]
    least = minimal(lacking)
    sets = {
        h: some & reach
        for h, some in zip(names[least].tolist(), words.integers(lacking[least]), strict=True)
    }
    return minimum_hitting_set(sets, meter=meter, enough=enough)
