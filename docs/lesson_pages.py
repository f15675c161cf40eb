"""The pages of docs/lessons, from `teachsim.gallery.lessons`: python docs/lesson_pages.py writes.

The text is under CC BY 4.0. Answer scripts are written as examples, so that pytest runs them where
they stand; a test compares the pages with what this would write.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from teachsim.gallery.claims import claim
from teachsim.gallery.lessons import EXERCISES, LICENCE, PLANS, Exercise, Plan, Step

FOLDER = Path(__file__).resolve().parent / "lessons"
APP = "http://localhost:8501"
WIDTH = 110
HEAD = f"<!-- SPDX-License-Identifier: {LICENCE} -->\n<!-- Written by docs/lesson_pages.py. -->\n"
TERMS = (
    "The text of these lessons may be shared and changed under the licence [CC BY 4.0]"
    "(https://creativecommons.org/licenses/by/4.0/), naming “teachsim contributors”; the scripts "
    "are part of the program, under MIT."
)


def pages() -> dict[str, str]:
    """The text of each page, by file name."""
    plans = {f"{plan.minutes}-minutes.md": _plan(plan) for plan in PLANS}
    return {"index.md": _index(), **plans, "exercises.md": _exercises()}


def _index() -> str:
    rows = "\n".join(
        f"| {plan.minutes} minutes | [{plan.title}]({plan.minutes}-minutes.md) | "
        f"{len(plan.steps)} | {len(plan.exercises)} |"
        for plan in PLANS
    )
    about = (
        "Each step opens a run in the app: start it with `make app`, and the links below lead to "
        "it. Let everybody bet before a run is played; the wrong bet to expect stands beside "
        "each exercise. A link can hide the explanation (`hide=explain`) or lock what is not to be "
        "touched (`lock=bias,seed`); the page “Teach & cite” builds such links."
    )
    toc = "\n".join(f"{plan.minutes}-minutes" for plan in PLANS)
    return (
        f"{HEAD}\n# Lessons\n\n{_wrapped(about)}\n\n| | lesson | steps | exercises |\n"
        f"|---|---|---|---|\n{rows}\n\nAll exercises, with answers: [exercises.md](exercises.md)."
        f"\n\n{_wrapped(TERMS)}\n\n```{{toctree}}\n:hidden:\n\n{toc}\nexercises\n```\n"
    )


def _plan(plan: Plan) -> str:
    objectives = "\n".join(_wrapped(f"- {text}") for text in plan.objectives)
    steps = "\n".join(_step(number, step) for number, step in enumerate(plan.steps, start=1))
    named = ", ".join(f"[{id}](exercises.md#{id.lower()})" for id in plan.exercises)
    return (
        f"{HEAD}\n# {plan.minutes} minutes: {plan.title}\n\nAfterwards learners can:\n\n"
        f"{objectives}\n\n## Steps\n\n{steps}\n\n## Exercises\n\n{_wrapped(named)}\n"
    )


def _step(number: int, step: Step) -> str:
    where = f" [`{step.link}`]({APP}/{step.link})" if step.link else ""
    return _wrapped(f"{number}. **{step.minutes} min.** {step.text}{where}")


def _exercises() -> str:
    bodies = "\n".join(_exercise(one) for one in EXERCISES)
    about = (
        "Each opens a run in the app. The answer is computed by the script under it, which the "
        "tests run; its numbers are those that the script prints."
    )
    return f"{HEAD}\n# Exercises\n\n{_wrapped(about)}\n\n{bodies}"


def _exercise(one: Exercise) -> str:
    asked = f"**{claim(one.claim).question}** [`{one.link}`]({APP}/{one.link})"
    return (
        f"## {one.id}\n\n{_wrapped(asked)}\n\n{_wrapped(one.question)}\n\n"
        f"{_wrapped(f'*Expected wrong bet.* {one.wrong_bet}')}\n\n"
        f"{_wrapped(f'*Answer.* {one.answer}')}\n\n```python\n{_session(one)}\n\n```\n"
    )


def _session(one: Exercise) -> str:
    """The script as it is typed, and what is printed then."""
    typed = [
        ("... " if line.startswith((" ", ")")) else ">>> ") + line
        for line in one.script.splitlines()
    ]
    return "\n".join([*typed, one.prints.rstrip()])


def _wrapped(text: str) -> str:
    start = text.split(" ", 1)[0]
    hanging = " " * (len(start) + 1) if start in {"-"} or start.rstrip(".").isdigit() else ""
    return textwrap.fill(
        text,
        WIDTH,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def write() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
