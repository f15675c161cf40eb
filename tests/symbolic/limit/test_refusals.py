"""What is no family, learner, lure, text or language is refused in a sentence at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from teachsim.symbolic import HypothesisClass, demonstration, limit
from teachsim.symbolic.limit import (
    Periodic,
    detectors,
    families,
    generators,
    gold,
    identifiers,
    texts,
)

FAMILY: Any = families.multiples()
AB: Any = families.pattern_languages("ab")
SEGMENTS: Any = families.segments_and_all()
EVENS: Any = Periodic.progression(0, 2)
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
        (call(limit.section, None, n_languages=1, n_instances=1), "family is None, but must be"),
        (call(limit.section, FAMILY, n_languages=2, n_instances=2, limit=3), "limit is 3, but mus"),
        (call(limit.theorem, None, negatives=True), "task is None, but must be of the kind Task"),
        (call(limit.theorem, limit.Task.DETECT, negatives=1), "negatives is 1, but must be of"),
        (call(families.listed, None), "languages is None, but must be a collection; list some"),
        (call(families.listed, ["a"]), "a language is 'a', but must be of the kind Periodic; pass"),
        (call(families.finite_sets_and_all, segments_early=1), "segments_early is 1, but must be"),
        (call(AB.index, None), "pattern is None, but must be of the kind str; spell it with ab"),
        (call(AB.number, 3), "word is 3, but must be of the kind str; spell it with ab"),
        (call(EVENS.subset, None), "the other set is None, but must be of the kind Periodic; pass"),
        (call(EVENS.union, "x"), "the other set is 'x', but must be of the kind Periodic; pass"),
        (call(EVENS.union, EVENS, max_bits=None), "max_bits is None, but must be a whole number"),
        (call(EVENS.first, None), "n is None, but must be a whole number of at least 0"),
        (call(EVENS.contains, True), "the instance is True, but must be a whole number"),
        (call(limit.closure_dimension, [EVENS], max_bits="x"), "max_bits is 'x', but must be a"),
        (call(limit.Evidence, None), "shown is None, but must be of the kind tuple; pass pairs"),
        (call(texts.honest, None), "the language is None, but must be of the kind Language; pass"),
        (call(texts.informant, "x"), "the language is 'x', but must be of the kind Language; pass"),
        (call(texts.delayed, EVENS, late=3, rounds=1), "late is 3, but must be a collection; list"),
        (call(texts.omitting, EVENS, None), "withheld is None, but must be a collection; list nu"),
        (call(texts.noisy, EVENS, intruders=[1], rate=0.1, rng=0), "rng is 0, but must be of the"),
        (call(detectors.through, None, LEARNER), "family is None, but must be of the kind Family"),
        (call(detectors.through, FAMILY, 3), "identifier is 3, but must be a function; pass one"),
        (call(detectors.through, FAMILY, LEARNER, least=None), "least is None, but must be a"),
        (call(detectors.as_identifier, FAMILY, None), "detector is None, but must be a function"),
        (call(generators.breadth, FAMILY, None), "identifier is None, but must be a function"),
        (call(generators.closure, FAMILY, max_instances=None), "max_instances is None, but must"),
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


@pytest.mark.parametrize("instance", [None, True, "x", 1.5])
@pytest.mark.parametrize(
    "family",
    [
        FAMILY,
        AB,
        families.regular_languages("ab"),
        families.regular_languages("a"),
        families.listed([EVENS]),
    ],
    ids=lambda family: family.title,
)
def test_what_is_no_instance_is_refused_by_every_kind_of_family(family: Any, instance: Any) -> None:
    for ask in (call(family.contains, 0, instance), call(family.language(0).contains, instance)):
        with pytest.raises(ValueError, match=f"is {instance!r}, but must be a whole number"):
            ask()


def test_a_language_too_long_to_be_written_tells_its_size() -> None:
    with pytest.raises(ValueError, match=r"the language takes about 10\^400 bits of prefix"):
        SEGMENTS.language(10**400)


def test_a_list_of_languages_is_in_sight_whatever_the_reach() -> None:
    assert limit.panel(families.listed([Periodic.of([1])]), 0, horizon=2, reach=10**9).horizon == 2
