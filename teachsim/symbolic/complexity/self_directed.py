"""Self-directed learning: errors of a learner that chooses the order of the instances itself.

D(V) = 0 for one hypothesis, else the least, over instance and predicted label, of the larger of
D(the prediction was right) and 1 + D(it was wrong). D never grows when V shrinks, so an instance
whose error leaves at most k - 1 may be asked at once: with k errors allowed the learner peels V
until one hypothesis is left, or until it is stuck at a part that proves D > k.
"""

from __future__ import annotations

from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.complexity.budget import (
    HYPOTHESES_A_STATE,
    MAX_STATES,
    Meter,
    OverBudgetError,
)
from teachsim.symbolic.complexity.certificates import (
    Bounds,
    Prediction,
    Predictions,
    Stubborn,
    Trivial,
)
from teachsim.symbolic.complexity.linear import coset_of
from teachsim.symbolic.complexity.separating import everything, of_both_marks
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.result import Result

__all__ = ["self_directed_complexity"]

# Of a version space and a number of errors: the steps that keep to it, or where they are stuck.
_Known = dict[tuple[int, int], Predictions | int]


def self_directed_complexity(of: HypothesisClass, *, max_states: int = MAX_STATES) -> Result:
    """The errors of the best learner that chooses its instances, for the worst target.

    Goldman & Sloan 1994, "The power of self-directed learning". The certificate holds the learner's
    steps (`Predictions`) and, for the lower bound, `Stubborn` or a `Coset`; where they are missing,
    because of the budget or for one hypothesis, `Trivial`: 0 or 1 error, and log2 of the
    hypotheses.

    Args:
        of: The class.
        max_states: Stop after this many cuts, with bounds; what is kept takes up to 64 bytes each.

    Raises:
        ValueError: If `of` is no class, or `max_states` not a whole number, at least 0.

    >>> from teachsim.symbolic import families
    >>> self_directed_complexity(families.initial_segments(100)).value
    1
    """
    a_class(of)
    meter = Meter(max_states)
    kept, full = of_both_marks(of), everything(of)
    known: _Known = {}
    lower, most = min(1, len(of) - 1), min(len(of).bit_length() - 1, len(kept))
    coset = coset_of(of)
    if coset is not None:
        lower = len(coset.instances)
    below: object = coset or Trivial()
    above: object = Trivial()
    try:
        while lower < most:
            found = _within(of, full, kept=kept, errors=lower, known=known, meter=meter)
            if isinstance(found, tuple):
                most, above = lower, found
            else:
                lower += 1
                below = Stubborn(_cores(of, full, kept=kept, errors=lower, known=known))
    except OverBudgetError:
        pass
    return Result("self_directed_complexity", lower, most, Bounds(below, above), meter.spent)


def _within(
    of: HypothesisClass,
    space: int,
    *,
    kept: tuple[int, ...],
    errors: int,
    known: _Known,
    meter: Meter,
) -> Predictions | int:
    """Steps with at most that many errors, or the part of the version space where they end."""
    if space.bit_count() <= 1:
        return ()
    if errors == 0:
        return space
    if (space, errors) in known:
        return known[space, errors]
    meter.spend(len(of) // HYPOTHESES_A_STATE)
    steps: list[Prediction] = []
    rest, last = space, 0
    while rest.bit_count() > 1 and rest != last:
        last = rest
        for x in kept:
            meter.spend()
            right = rest & of.column_bits[x]
            for error, label in ((right, False), (rest ^ right, True)):
                then = (
                    _within(of, error, kept=kept, errors=errors - 1, known=known, meter=meter)
                    if error not in {0, rest}
                    else rest
                )
                if isinstance(then, tuple):
                    steps.append(Prediction(x, label, then))
                    rest ^= error
                    break
    known[space, errors] = tuple(steps) if rest.bit_count() <= 1 else rest
    return known[space, errors]


def _cores(
    of: HypothesisClass, space: int, *, kept: tuple[int, ...], errors: int, known: _Known
) -> dict[tuple[int, int], int]:
    """The parts that prove `errors` errors, each with the version space that it is a part of."""
    cores: dict[tuple[int, int], int] = {}
    left = [(space, errors)]
    while left:
        space, errors = claim = left.pop()
        if claim in cores or errors <= 1:
            continue
        core = known[space, errors - 1]
        assert isinstance(core, int)
        cores[claim] = core
        for x in kept:
            right = core & of.column_bits[x]
            if right not in {0, core}:
                left += [(right, errors - 1), (core ^ right, errors - 1)]
    return cores
