"""Lesson plans and exercises as HTML, for the page and for files to print; all words escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import accumulate

from teachsim.gallery.claims import claim
from teachsim.gallery.lessons import Exercise, Plan, Step
from teachsim.ui.markup import rich
from teachsim.ui.words import say


def objectives(plan: Plan) -> str:
    """Return what a class can do after a lesson, as a list."""
    items = "".join(f"<li>{rich(line)}</li>" for line in plan.objectives)
    return f'<p class="ts-eyebrow">{rich(say("lesson-objectives"))}</p><ul>{items}</ul>'


def steps(plan: Plan, *, base: str = "") -> str:
    """Return what is done in a lesson, in order, each step with its minutes and its run.

    Args:
        plan: the lesson.
        base: address of the app; empty for links that are relative to the page.
    """
    items = "".join(
        f"<li><strong>{escape(when)}</strong> {rich(step.text)} {_open(step.link, base=base)}</li>"
        for when, step in timed(plan)
    )
    return f'<ol class="ts-plan">{items}</ol>'


def timed(plan: Plan) -> Iterator[tuple[str, Step]]:
    """Return the steps of a lesson, each with the minutes from its start to its end."""
    ends = accumulate(step.minutes for step in plan.steps)
    for step, end in zip(plan.steps, ends, strict=True):
        yield say("lesson-time").format(start=end - step.minutes, end=end), step


def exercises(told: Iterable[Exercise], *, base: str = "") -> str:
    """Return exercises, their answers folded away."""
    return "".join(
        f'<article class="ts-exercise">{question(exercise, base=base)}'
        f"<details><summary>{rich(say('lesson-answer'))}</summary>{answer(exercise)}</details>"
        "</article>"
        for exercise in told
    )


def question(exercise: Exercise, *, base: str = "") -> str:
    """Return what an exercise asks, and where to look."""
    about = say("lesson-of").format(id=exercise.id, claim=exercise.claim)
    of = escape(claim(exercise.claim).question)
    return (
        f'<p class="ts-eyebrow" title="{of}">{escape(about)}</p>'
        f"<p>{rich(exercise.question)} {_open(exercise.link, base=base)}</p>"
    )


def answer(exercise: Exercise) -> str:
    """Return what most expect, what is so, and the script that says it."""
    entries = (
        ("lesson-wrong", f"<p>{rich(exercise.wrong_bet)}</p>"),
        ("lesson-right", f"<p>{rich(exercise.answer)}</p>"),
        ("lesson-script", _code(exercise.script)),
        ("lesson-prints", _code(exercise.prints)),
    )
    items = "".join(f"<dt>{rich(say(word))}</dt><dd>{told}</dd>" for word, told in entries)
    return f'<dl class="ts-margin">{items}</dl>'


def _code(source: str) -> str:
    return f'<pre tabindex="0"><code>{escape(source.rstrip())}</code></pre>'


def _open(link: str, *, base: str) -> str:
    """Return the link to a run; nothing where there is none."""
    if not link:
        return ""
    shown = base + link if base else say("lesson-open")
    return f'<a class="ts-open" href="{escape(base + link)}">{escape(shown)}</a>'
