"""The checker accepts what is proved, and nothing else."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.symbolic import HypothesisClass, complexity, families
from teachsim.symbolic.complexity.certificates import (
    Bounds,
    Core,
    Exhausted,
    Plan,
    Sets,
    StarGroups,
    Superset,
    Trivial,
)
from teachsim.symbolic.complexity.hitting_proofs import Counted, Disjoint
from teachsim.symbolic.result import Result
from tests.symbolic.complexity.measured import SOLVERS, solved
from tests.symbolic.drawn import classes


def mutated(thing: Any, data: st.DataObject) -> Any:
    """The same with one number changed, one entry lost, or one part replaced."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        fields = [field.name for field in dataclasses.fields(thing)]
        if not fields:
            return Exhausted()
        name = data.draw(st.sampled_from(fields))
        return dataclasses.replace(thing, **{name: mutated(getattr(thing, name), data)})
    if isinstance(thing, (tuple, list)) and thing:
        place = data.draw(st.integers(0, len(thing) - 1))
        kept = [*thing[:place], *thing[place + 1 :]]
        if data.draw(st.booleans()):
            kept.insert(place, mutated(thing[place], data))
        return tuple(kept)
    if isinstance(thing, dict) and thing:
        key = data.draw(st.sampled_from(sorted(thing)))
        return {**thing, key: mutated(thing[key], data)}
    if isinstance(thing, frozenset) and thing:
        one = data.draw(st.sampled_from(sorted(thing)))
        return thing - {one} | {mutated(one, data)}
    return data.draw(st.integers(-2, 9))


@settings(deadline=None, max_examples=100)
@given(classes(), st.sampled_from(sorted(SOLVERS)), st.data())
def test_no_tampering_proves_what_is_not_so(
    of: HypothesisClass, quantity: str, data: st.DataObject
) -> None:
    result = solved(of, quantity)
    for _ in range(data.draw(st.integers(0, 3))):
        result = dataclasses.replace(result, certificate=mutated(result.certificate, data))
    for value in (result.lower - 1, result.lower + 1):
        if value != result.lower:  # it is where that is infinite
            with pytest.raises(complexity.CertificateError):
                complexity.check(of, dataclasses.replace(result, lower=value, upper=value))


def tampered(result: Result, *, lower: object = None, upper: object = None) -> Result:
    bounds = result.certificate
    assert isinstance(bounds, Bounds)
    return dataclasses.replace(
        result, certificate=Bounds(lower or bounds.lower, upper or bounds.upper)
    )


def lower_of(result: Result) -> Any:
    assert isinstance(result.certificate, Bounds)
    return result.certificate.lower


def upper_of(result: Result) -> Any:
    assert isinstance(result.certificate, Bounds)
    return result.certificate.upper


def forgeries() -> list[tuple[str, HypothesisClass, Result]]:
    """Results of which one thing was changed: what, the class, the result."""
    of = families.intervals(6)
    parities = families.parities(3)
    pairs = families.subsets_of_size(6, 2)
    vc, tree = complexity.vc_dimension(of), complexity.littlestone_dimension(pairs)
    taught, plan = complexity.teaching_dimension(of), complexity.recursive_teaching_dimension(of)
    errors = complexity.self_directed_complexity(of)
    star = complexity.star_number(of)
    told = complexity.tell_tale(of)
    around = complexity.star_number(parities)
    ray = lower_of(star).rays[0]
    hard = complexity.teaching_dimension(parities)
    shattered, mistakes, sets = lower_of(vc), lower_of(tree), upper_of(taught).taught
    steps, refuted, claims = upper_of(plan).steps, lower_of(hard), upper_of(tree)
    instances = lower_of(taught).instances
    swapped = dataclasses.replace(mistakes, wrong=mistakes.right, right=mistakes.wrong)
    change = dataclasses.replace
    return [
        ("must be different", of, tampered(vc, lower=change(shattered, instances=(2, 2)))),
        (
            "the pattern of its number",
            of,
            tampered(vc, lower=change(shattered, witnesses=shattered.witnesses[::-1])),
        ),
        ("agree with its path", pairs, tampered(tree, lower=swapped)),
        (
            "equally deep",
            pairs,
            tampered(tree, lower=change(mistakes, wrong=mistakes.wrong.wrong)),
        ),
        ("depth 3", pairs, tampered(tree, upper=change(claims, claims=frozenset()))),
        (
            "both sides",
            pairs,
            tampered(tree, upper=change(claims, claims=frozenset({(2**15 - 1, 3)}))),
        ),
        ("leave it alone", of, tampered(taught, upper=Sets({**sets, 0: (3,)}))),
        ("needs one teaching set", of, tampered(taught, upper=Sets({0: sets[0]}))),
        (
            "repeats none",
            of,
            tampered(taught, lower=change(lower_of(taught), instances=instances[:3])),
        ),
        (
            "one instance",
            of,
            tampered(taught, lower=change(lower_of(taught), forced=(0, 1, 2))),
        ),
        ("must be disjoint", parities, tampered(hard, lower=change(refuted, proof=Disjoint((1,))))),
        ("may reach", parities, tampered(hard, lower=change(refuted, proof=Counted()))),
        (
            "its whole set",
            parities,
            tampered(
                hard,
                lower=change(refuted, proof=change(refuted.proof, parts=refuted.proof.parts[1:])),
            ),
        ),
        ("each hypothesis once", of, tampered(plan, upper=Plan(steps[1:]))),
        ("leave it alone", of, tampered(plan, upper=Plan((steps[-1], *steps[:-1])))),
        ("of the class", of, tampered(plan, lower=Core((*range(21), -1)))),
        ("of the core", of, tampered(plan, lower=Core((0, 1)))),
        ("leave one hypothesis", of, tampered(errors, upper=upper_of(errors)[1:])),
        (
            "2 errors",
            of,
            tampered(errors, lower=change(lower_of(errors), cores={(2**21 - 1, 2): 3})),
        ),
        ("own ray alone", of, tampered(star, lower=change(lower_of(star), centre=20))),
        ("rays of a star", of, tampered(star, lower=change(lower_of(star), rays=(ray, ray)))),
        ("no group", of, tampered(star, upper=StarGroups({0: ((0,),)}))),
        ("leave room", of, tampered(star, upper=StarGroups({0: tuple((x,) for x in range(6))}))),
        ("hit the next", parities, tampered(around, upper=StarGroups({0: (tuple(range(8)),)}))),
        ("no part of", of, tampered(told, lower=change(lower_of(told), sets=(20,)))),
        ("hold its tell-tale", of, tampered(told, upper=Sets(dict.fromkeys(range(21), (0, 5))))),
        ("holds its tell-tale", of, tampered(told, upper=Sets(dict.fromkeys(range(21), ())))),
        ("contain the target", of, tampered(taught, lower=Superset(0, 1))),
        ("has not the form", of, tampered(vc, lower=Trivial())),
        ("must be a Bounds", of, change(vc, certificate=None)),
        ("no quantity", of, change(plan, quantity="height")),
        ("lies in", of, change(vc, upper=3, lower=3)),
    ]


@pytest.mark.parametrize(("sentence", "of", "result"), forgeries(), ids=lambda it: str(it)[:24])
def test_a_tampered_certificate_is_refused_in_a_sentence(
    sentence: str, of: HypothesisClass, result: Result
) -> None:
    with pytest.raises(complexity.CertificateError, match=sentence):
        complexity.check(of, result)


def test_a_certificate_of_another_class_proves_nothing() -> None:
    with pytest.raises(complexity.CertificateError):
        complexity.check(
            families.singletons(8), complexity.littlestone_dimension(families.powerset(3))
        )


@pytest.mark.parametrize("result", [None, "x", 3, Result])
def test_what_is_no_result_is_refused_in_a_sentence(result: Any) -> None:
    with pytest.raises(ValueError, match=r"^result is .*, but must be of the kind Result; pass"):
        complexity.check(families.singletons(3), result)


@pytest.mark.parametrize("most", [None, -1, 1.5])
def test_what_is_no_number_of_steps_is_refused_in_a_sentence(most: Any) -> None:
    of = families.singletons(3)
    with pytest.raises(ValueError, match=r"^max_work is .*, but must be a whole number"):
        complexity.check(of, complexity.vc_dimension(of), max_work=most)


def test_a_check_by_exhaustion_keeps_to_its_budget() -> None:
    of = families.intervals(12)
    for result in (complexity.vc_dimension(of), complexity.recursive_teaching_dimension(of)):
        with pytest.raises(complexity.CertificateError, match="max_work=10"):
            complexity.check(of, result, max_work=10)
