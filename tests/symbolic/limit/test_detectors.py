from __future__ import annotations

import functools
import itertools
from collections.abc import Callable

import numpy as np
import pytest

from teachsim.symbolic.limit import detectors, families, identifiers, texts
from teachsim.symbolic.limit.detectors import Detector
from teachsim.symbolic.limit.evidence import Evidence, Example, present
from teachsim.symbolic.limit.sight import same
from tests.symbolic.limit.worlds import CASES, FAMILIES, HORIZON


def verdicts(
    detector: Detector, text: tuple[Example, ...], *, says: Callable[[int], bool]
) -> list[bool]:
    return [detector(Evidence(text[:t]), says) for t in range(1, len(text) + 1)]


@pytest.mark.parametrize(("title", "target"), CASES)
def test_with_wrong_answers_marked_every_candidate_is_judged_rightly_in_the_end(
    title: str, target: int
) -> None:
    family, _ = FAMILIES[title]
    language = family.language(target)
    text = tuple(itertools.islice(texts.informant(language), 60))
    for candidate in range(int(min(12, family.size))):
        says = functools.partial(family.contains, candidate)
        # By the horizon: does it say any of the first instances that the target lacks?
        fine = all(language.contains(x) for x in range(60) if says(x))
        detector = detectors.from_both(family)
        assert verdicts(detector, text, says=says)[-10:] == [fine] * 10


@pytest.mark.parametrize(("title", "target"), CASES)
def test_from_right_answers_it_goes_as_well_as_identification(title: str, target: int) -> None:
    family, _ = FAMILIES[title]
    language = family.language(target)
    if family.tell_tale(target) is None:
        return  # the next tests
    text = tuple(itertools.islice(texts.honest(language, rng=np.random.default_rng(1)), 60))
    for candidate in range(int(min(12, family.size))):
        says = functools.partial(family.contains, candidate)
        fine = all(language.contains(x) for x in range(60) if says(x))
        assert verdicts(detectors.from_positives(family), text, says=says)[-1] == fine


def test_from_right_answers_a_bold_detector_vouches_for_ever_for_who_makes_things_up() -> None:
    family = families.segments_and_all()
    detector = detectors.through(family, identifiers.infinite_first(family))
    text = tuple(itertools.islice(texts.honest(family.language(4)), HORIZON))
    assert all(verdicts(detector, text, says=lambda _: True))


def test_from_right_answers_a_timid_detector_accuses_for_ever_who_is_honest() -> None:
    family = families.segments_and_all()
    text = tuple(itertools.islice(texts.recurring(family.language(0)), HORIZON))
    said = verdicts(detectors.from_positives(family), text, says=lambda _: True)
    assert not any(said[3:])


def test_a_detector_without_a_conjecture_vouches_for_nobody() -> None:
    detector = detectors.through(families.multiples(), lambda _: None)
    assert not detector(Evidence().plus(3), lambda _: False)


def test_it_tries_as_many_instances_as_it_saw_examples_or_more_on_demand() -> None:
    family = families.segments_and_all()
    near = detectors.through(family, lambda _: 3)
    far = detectors.through(family, lambda _: 3, least=10)
    evidence = Evidence(((0, True),) * 4)
    assert near(evidence, lambda x: x == 5)
    assert not far(evidence, lambda x: x == 5)
    assert not near(evidence, lambda x: x == 3)


# ---------------------------------------------------------------- detection is identification
@pytest.mark.parametrize(("title", "target"), CASES)
def test_a_right_detector_makes_a_right_identifier(title: str, target: int) -> None:
    family, _ = FAMILIES[title]
    language = family.language(target)
    learner = detectors.as_identifier(family, detectors.from_both(family))
    last = present(texts.informant(language), learner, horizon=60).said[-1]
    assert last is not None
    assert same(family, last, j=target)
    if family.tell_tale(target) is not None:
        learner = detectors.as_identifier(family, detectors.from_positives(family))
        last = present(texts.honest(language), learner, horizon=60).said[-1]
        assert last is not None
        assert same(family, last, j=target)


def test_who_detects_by_an_oracle_identifies_from_right_answers() -> None:
    family = families.segments_and_all()
    for target in (0, 1, 7):
        truth = family.language(target)

        def oracle(_: Evidence, says: Callable[[int], bool], truth: object = truth) -> bool:
            return all(truth.contains(x) for x in range(50) if says(x))  # type: ignore[attr-defined]

        learner = detectors.as_identifier(family, oracle)
        assert present(texts.honest(truth), learner, horizon=20).said[-1] == target


def test_nobody_is_named_where_the_detector_vouches_for_nobody() -> None:
    learner = detectors.as_identifier(families.multiples(), lambda *_: False)
    assert learner(Evidence().plus(3)) is None
