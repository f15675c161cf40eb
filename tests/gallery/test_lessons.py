"""Lessons and exercises: links that restore what they name, answers that their scripts compute."""

import contextlib
import io
import re
from urllib.parse import parse_qsl

import pytest

from teachsim.gallery.claims import CLAIMS, claim
from teachsim.gallery.lessons import (
    EXERCISES,
    PLANS,
    Exercise,
    Place,
    Plan,
    Step,
    exercise,
    place,
    restored,
)

NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?")
STORED = {"C1", "C2"}  # measured on a network: a script reads what was, and needs no torch
PLACES = {
    **{one.id: one.place for one in EXERCISES},
    **{
        f"{plan.minutes} minutes, step {k}": step.place
        for plan in PLANS
        for k, step in enumerate(plan.steps, start=1)
        if step.place
    },
}


@pytest.mark.parametrize("where", PLACES.values(), ids=PLACES)
def test_the_link_restores_the_run_that_it_names(where: Place) -> None:
    page, _, query = where.link.partition("?")
    setting, problems = restored(page, dict(parse_qsl(query, strict_parsing=bool(query))))
    assert problems == ()
    assert setting == where.setting
    assert where.setting == place(page, where.start).setting


@pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)
def test_the_script_prints_the_answer(one: Exercise) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(one.script, one.id, "exec"), {})
    assert said.getvalue() == one.prints


@pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)
def test_every_number_of_an_answer_is_computed_or_given(one: Exercise) -> None:
    given = set(NUMBER.findall(one.prints)) | set(NUMBER.findall(one.question))
    assert set(NUMBER.findall(one.answer)) <= given


@pytest.mark.parametrize("one", EXERCISES, ids=lambda one: one.id)
def test_the_script_uses_public_names_and_fits_a_slide(one: Exercise) -> None:
    lines = one.script.splitlines()
    assert len(lines) <= 12
    assert max(map(len, lines)) <= 100
    assert "gallery" not in one.script or one.claim in STORED


def test_every_claim_has_an_exercise() -> None:
    assert {one.claim for one in EXERCISES} == {stated.id for stated in CLAIMS}
    assert all(claim(one.claim) for one in EXERCISES)
    assert len({one.id for one in EXERCISES}) == len(EXERCISES)


def test_every_exercise_belongs_to_a_plan_and_every_plan_names_exercises_there_are() -> None:
    assert [plan.minutes for plan in PLANS] == [15, 45, 90]
    used = {id for plan in PLANS for id in plan.exercises}
    assert used == {one.id for one in EXERCISES}
    texts = " ".join(step.text for plan in PLANS for step in plan.steps)
    for id in re.findall(r"[ABC]\d-[a-z-]*[a-z]", texts):
        assert exercise(id).id == id


def test_a_plan_takes_as_long_as_it_says() -> None:
    with pytest.raises(ValueError, match="takes 3 minutes, but says 5"):
        Plan(5, "short", (), (Step(3, "look"),), ())


def test_what_is_not_offered_is_refused_with_what_is() -> None:
    with pytest.raises(ValueError, match=r"no 'wide'; use one of \['too-broad'"):
        place("mislead", "wide")
    with pytest.raises(ValueError, match="page 'elsewhere' does not exist"):
        place("elsewhere", "too-broad")
    with pytest.raises(ValueError, match="'Z1' does not exist; use one of"):
        exercise("Z1")


def test_a_step_without_a_place_has_no_link() -> None:
    assert Step(1, "think").link == ""
