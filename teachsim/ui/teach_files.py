"""A lesson to take along: as Markdown, and as HTML files to print that ask nobody for anything."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from teachsim.gallery.lessons import LICENCE, Exercise, Plan, exercise
from teachsim.ui import citing, teach_markup
from teachsim.ui.words import say

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_markdown(plan: Plan, base: str) -> bytes:
    """Return a lesson with its exercises and answers as Markdown.

    Args:
        plan: the lesson.
        base: address of the app, with its last slash, to which links lead.
    """
    lines = [f"# {plan.title}", "", say("lesson-minutes").format(n=plan.minutes), ""]
    lines += [f"**{say('lesson-objectives')}**", ""]
    lines += [f"- {line}" for line in plan.objectives]
    lines += ["", f"## {say('lesson-steps')}", ""]
    for when, step in teach_markup.timed(plan):
        there = f" [{say('lesson-open')}]({base}{step.link})" if step.link else ""
        lines.append(f"1. **{when}** {step.text}{there}")
    lines += ["", f"## {say('lesson-exercises')}", ""]
    for told in _exercises(plan):
        lines += _markdown(told, base)
    lines += [_licence(), "", "```bibtex", citing.bibtex(), "```", ""]
    return "\n".join(lines).encode()


def _markdown(told: Exercise, base: str) -> list[str]:
    """Return the lines of one exercise."""
    return [
        f"### {told.id}",
        "",
        f"{told.question} [{say('lesson-open')}]({base}{told.link})",
        "",
        f"**{say('lesson-wrong')}:** {told.wrong_bet}",
        "",
        f"**{say('lesson-right')}:** {told.answer}",
        "",
        "```python",
        told.script.rstrip(),
        "```",
        "",
        f"{say('lesson-prints')}:",
        "",
        "```text",
        told.prints.rstrip(),
        "```",
        "",
    ]


def as_page(plan: Plan, base: str) -> bytes:
    """Return a lesson with its exercises and answers as a page to print."""
    told = "".join(
        f"<article>{teach_markup.question(one, base=base)}{teach_markup.answer(one)}</article>"
        for one in _exercises(plan)
    )
    body = (
        f"<p>{escape(say('lesson-minutes').format(n=plan.minutes))}</p>"
        f"{teach_markup.objectives(plan)}<h2>{escape(say('lesson-steps'))}</h2>"
        f"{teach_markup.steps(plan, base=base)}<h2>{escape(say('lesson-exercises'))}</h2>{told}"
    )
    return _document(plan.title, body)


def as_sheet(plan: Plan, base: str) -> bytes:
    """Return the exercises of a lesson without their answers as a page to print."""
    told = "".join(
        f'<article class="room">{teach_markup.question(one, base=base)}</article>'
        for one in _exercises(plan)
    )
    return _document(plan.title, told)


def _exercises(plan: Plan) -> list[Exercise]:
    return [exercise(id) for id in plan.exercises]


def _licence() -> str:
    return say("lesson-licence").format(licence=LICENCE)


def _document(title: str, body: str) -> bytes:
    """Return a page of its own."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{_css()}</style></head><body><main>"
        f"<h1>{escape(title)}</h1>{body}"
        f"<footer><p>{escape(_licence())}</p><p>{escape(citing.apa())}</p></footer>"
        "</main></body></html>\n"
    ).encode()


@cache
def _css() -> str:
    return (files("teachsim.ui") / "assets" / "print.css").read_text(encoding="utf-8")
