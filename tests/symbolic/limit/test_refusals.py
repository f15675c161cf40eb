"""What is no family, learner, lure, text or language is refused in a sentence at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from teachsim.symbolic import HypothesisClass, demonstration, limit
from teachsim.symbolic.limit import Periodic, families, gold, identifiers

FAMILY: Any = families.multiples()
AB: Any = families.pattern_languages("ab")
SEGMENTS: Any = families.segments_and_all()
LURE = limit.chain(SEGMENTS, 0, rungs=lambda n: n + 1)
LEARNER = identifiers.enumeration(FAMILY)
H = HypothesisClass.from_strings(["100", "110", "111"])


def call(function: Callable[..., object], *wrong: Any, **named: Any) -> Callable[[], object]:
    return lambda: function(*wrong, **named)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (call(limit.panel, "x", 1), "family is 'x', but must be of the kind Family; see"),
        (call(limit.panel, FAMILY, 1, reach=None), "reach is None, but must be a whole number"),
        (call(limit.panel, FAMILY, 1, reach=10**8), "reach is 100,000,000, but a learner asks"),
        (
            call(identifiers.tell_tale, FAMILY, reach=10**400),
            "reach is about 10^400, but a learner",
        ),
        (call(limit.panel, FAMILY, 1, first=10**9), "first is 1,000,000,000, but coverage is"),
        (call(limit.panel, FAMILY, 1, horizon=10**9), "horizon is 1,000,000,000, but a run has"),
        (call(limit.scored, None, 1), "run is None, but must be of the kind Presentation; pass"),
        (call(limit.panel, FAMILY, 1, candidates=5), "candidates is 5, but must be a collection"),
        (call(limit.panel, FAMILY, 1, text=3), "the text is 3, but must be a collection; pass p"),
        (call(limit.chain, None, 0, rungs=int), "family is None, but must be of the kind Family"),
        (call(limit.chain, FAMILY, 0, rungs=3), "rungs is 3, but must be a function; pass one"),
        (call(limit.lure, "x", 0), "family is 'x', but must be of the kind Family"),
        (call(gold.adversary, None, LEARNER, horizon=2), "lure is None, but must be of the kind L"),
        (call(gold.adversary, LURE, "x", horizon=2), "learner is 'x', but must be a function"),
        (call(limit.present, None, LEARNER, horizon=2), "the text is None, but must be a collect"),
        (call(limit.present, [(1, True)], 3, horizon=1), "learner is 3, but must be a function"),
        (
            call(limit.locking_sequence, None, 0, learner=LEARNER),
            "family is None, but must be of the kind Family",
        ),
        (
            call(limit.locking_sequence, FAMILY, 0, learner="x"),
            "learner is 'x', but must be a function",
        ),
        (
            call(demonstration.locking_sequence, H, "x", target=0),
            "learner is 'x', but must be a function; pass one from what was shown to an index",
        ),
        (call(limit.closure, [1], [1]), "a language is 1, but must be of the kind Periodic; pass"),
        (call(limit.closure, 1, [1]), "languages is 1, but must be a collection; list some"),
        (call(limit.closure, [], 1), "shown is 1, but must be a collection; list the numbers"),
        (call(limit.closure, [], ["x"]), "a number shown is 'x', but must be a whole number"),
        (call(limit.closure_dimension, "x"), "a language is 'x', but must be of the kind Periodic"),
        (call(limit.closure_dimension, 5), "languages is 5, but must be a collection"),
        (call(limit.check_closure_dimension, [], 3), "result is 3, but must be of the kind Result"),
        (call(limit.descriptive, FAMILY, [1]), "family is IndexedFamily(title='the multiples"),
        (call(limit.descriptive, AB, 3), "shown is 3, but must be a collection; list numbers"),
        (call(limit.descriptive, AB, [-1]), "a word shown is -1, but must be a whole number of"),
        (call(limit.descriptive, AB, ["a"]), "a word shown is 'a', but must be a whole number"),
        (call(limit.descriptive, AB, [1], max_patterns=None), "max_patterns is None, but must"),
        (call(Periodic, None, (True,)), "prefix is None, but must be a collection; pass bits"),
        (call(Periodic, (), 1), "period is 1, but must be a collection; pass bits"),
        (call(Periodic.of, 3), "members is 3, but must be a collection; list natural numbers"),
    ],
)
def test_what_the_limit_cannot_be_about_is_refused_in_a_sentence(
    act: Callable[[], object], said: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        act()


def test_a_list_of_languages_is_in_sight_whatever_the_reach() -> None:
    assert limit.panel(families.listed([Periodic.of([1])]), 0, horizon=2, reach=10**9).horizon == 2
