"""All targets at once: exact averages and extremes over every target of a class.

With a deterministic teacher and learner, targets that have heard the same lessons share one version
space. Splitting version spaces instead of following each target does the work of sum |V| over the
version spaces V that occur, where one run a target does that of m runs: partition refinement, as in
Hopcroft, "An n log n algorithm for minimizing states in a finite automaton" (1971).

Every course here equals what `simulate` does with each target in turn (batch 1, no noise). Its
numbers are those of the one learner and the one teacher named, not values of a game: neither is the
best there is against the other.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt

from teachsim.core.arrays import IntArray
from teachsim.core.checks import one_of, whole_number, whole_numbers
from teachsim.core.regimes import DEMONSTRATION, INFORMANT, Regime
from teachsim.symbolic import words
from teachsim.symbolic.arguments import a_class
from teachsim.symbolic.course import Course
from teachsim.symbolic.drawing import SILENCE
from teachsim.symbolic.episodes import Episodes, demonstrated
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.parting import course
from teachsim.symbolic.preference import Preference, chosen_word, preference_order
from teachsim.symbolic.prefixes import labelled_in_order
from teachsim.symbolic.protocols import DETERMINED, Determined, examined, queried

__all__ = ["examination", "in_order", "membership"]

_BUDGET_BYTES = 2**31


def membership(
    of: HypothesisClass,
    *,
    ask: Determined = "halving",
    prefer: Preference = "smallest",
    rounds: int | None = None,
    budget_bytes: int = _BUDGET_BYTES,
) -> Course:
    """What the regime QUERY does with every target: membership queries, one a round.

    Args:
        of: the class; every hypothesis is the target once.
        ask: the learner's question, as in `asking`: "halving", "greedy" or "conjecture".
        prefer: what it conjectures: "smallest", "largest" or "first".
        rounds: rounds after which to stop; None to go on while there is anything to ask.
        budget_bytes: refuse a class that may need more memory than this.

    Returns:
        The course of each target; `rounds` are its queries: if all targets are told apart, at least
        log2 m for some. With "conjecture" some courses end with several hypotheses left.

    Raises:
        ValueError: this is no class, a word is unknown or no order, `rounds` is no number of them,
            or memory would not do.

    >>> from teachsim.symbolic import HypothesisClass
    >>> membership(HypothesisClass.from_strings(["000", "100", "110", "111"])).rounds
    array([2, 2, 2, 2])
    """
    a_class(of)
    chosen_word(ask, words=DETERMINED, what="ask")
    _possible(rounds)
    # A tree of 2 m nodes with six numbers each, and what the boxes hold of the table.
    _affordable(2 * len(of) * 56 + of.table.nbytes, of=of, budget_bytes=budget_bytes)
    order = preference_order(of, prefer=prefer)
    return course(of, partial(queried, of=of, ask=ask), order=order, rounds=rounds)


def examination(
    of: HypothesisClass,
    *,
    ask: Determined = "conjecture",
    prefer: Preference = "smallest",
    rounds: int | None = None,
    budget_bytes: int = _BUDGET_BYTES,
) -> Course:
    """What the regime EXAMINATION does with every target if the examiner tells least each time.

    The examiner is greedy: as `Adversary()` does, it names the error that leaves most hypotheses
    possible, of equal ones the lowest. One that thinks ahead may draw an examination out further,
    so the errors counted here bound the cost of this learner from below, and are no worst case over
    examiners. It does not lie in wait for a target, so its answers, too, depend on the version
    space and the claims alone. Version spaces of different targets may now overlap: the learner
    does not know that the examiner would have named another error first.

    Args:
        of: the class; every hypothesis is the target once.
        ask: what the learner claims, as in `asking`: its own "conjecture" (proper equivalence
            queries), the majority vote "halving", or "greedy".
        prefer: what it conjectures: "smallest", "largest" or "first".
        rounds: rounds after which to stop; None to go on until every target is identified.
        budget_bytes: refuse a class that may need more memory than this.

    Returns:
        The course of each target. `errors` counts the counterexamples; `rounds` counts those and
        the "no error" that leaves one hypothesis, where it takes one. A learner that claims its own
        conjecture is right after as many rounds as there are errors.

    Raises:
        ValueError: this is no class, a word is unknown or no order, `rounds` is no number of them,
            or memory would not do.

    >>> from teachsim.symbolic import HypothesisClass
    >>> examination(HypothesisClass.from_strings(["100", "010", "001"])).errors
    array([0, 1, 2])
    """
    a_class(of)
    chosen_word(ask, words=DETERMINED, what="ask")
    _possible(rounds)
    m = len(of)
    # At worst each target has two sets of its own over the whole class; seldom a tenth of that.
    _affordable(m * words.n_words(m) * 16 + m * 56, of=of, budget_bytes=budget_bytes)
    order = preference_order(of, prefer=prefer)
    return course(of, partial(examined, of=of, ask=ask), order=order, rounds=rounds)


def in_order(
    of: HypothesisClass,
    instances: npt.ArrayLike,
    *,
    regime: Regime = DEMONSTRATION,
    prefer: Preference = "smallest",
    budget_bytes: int = _BUDGET_BYTES,
) -> Episodes:
    """What becomes of every target if all are taught from one list of instances.

    Each round the next instance is taken up: shown if it is right, else passed over
    (DEMONSTRATION), or marked (INFORMANT).

    Args:
        of: the class; episode e has hypothesis e as its target.
        instances: `(T,)` different instances; a permutation of all is complete text.
        regime: DEMONSTRATION or INFORMANT.
        prefer: what learners conjecture: "smallest", "largest" or "first".
        budget_bytes: refuse a class that would need more memory than this.

    Returns:
        The episodes, exact for this order: averages and extremes are over all targets.

    Raises:
        ValueError: this is no class, a number is out of range or repeated, the preference is no
            fixed order, the regime is another, or memory would not do.

    >>> from teachsim.symbolic import HypothesisClass
    >>> H = HypothesisClass.from_strings(["000", "100", "110", "111"])
    >>> in_order(H, [1, 0, 2]).survivors.T
    array([[4, 4, 4, 4],
           [4, 4, 3, 3],
           [4, 2, 2, 2],
           [4, 2, 2, 1]], dtype=uint32)
    """
    a_class(of)
    one_of(Regime, regime, thing="regime", way_out="use DEMONSTRATION or INFORMANT")
    listed = _different(instances, n_instances=of.n_instances)
    if regime not in (DEMONSTRATION, INFORMANT):
        raise ValueError(
            f"regime is {regime.name}, but a list of instances serves a teacher who shows; "
            "use DEMONSTRATION or INFORMANT"
        )
    # Survivors, the table in the order of the list, and what sorts it.
    _affordable(len(of) * (len(listed) * 6 + 64), of=of, budget_bytes=budget_bytes)
    if regime == DEMONSTRATION:
        shown = np.where(of.table[:, listed], listed, SILENCE)
        return demonstrated(
            of, np.arange(len(of)), draws=shown, prefer=prefer, budget_bytes=budget_bytes
        )
    rank = np.argsort(preference_order(of, prefer=prefer))
    return Episodes(*labelled_in_order(of.table[:, listed], rank=rank))


def _different(instances: npt.ArrayLike, *, n_instances: int) -> IntArray:
    """The instances as `(T,)` integers.

    Raises:
        ValueError: one is repeated or does not exist.
    """
    way_out = f"list different numbers from 0 to {n_instances - 1}"
    listed = whole_numbers(instances, thing="instances", way_out=way_out)
    possible = (listed >= 0) & (listed < n_instances)
    if listed.ndim != 1 or not possible.all() or len(np.unique(listed)) < len(listed):
        raise ValueError(f"instances are {listed.tolist()}, which will not do; {way_out}")
    return listed


def _possible(rounds: int | None) -> None:
    """Refuse what is no number of rounds.

    Raises:
        ValueError: it is negative, or no whole number.
    """
    if rounds is not None:
        whole_number(rounds, thing="rounds", least=0, way_out="use None for no limit")


def _affordable(estimate: int, *, of: HypothesisClass, budget_bytes: int) -> None:
    """Refuse what may need too much memory.

    Raises:
        ValueError: it may, or the budget is no number of bytes.
    """
    whole_number(budget_bytes, thing="budget_bytes", least=1, way_out="leave it out")
    if estimate > budget_bytes:
        raise ValueError(
            f"all {len(of):,} targets at once may take {estimate:,} bytes, above the budget of "
            f"{budget_bytes:,}; take a smaller class, run a sample of its targets with "
            "simulate, or raise budget_bytes"
        )
