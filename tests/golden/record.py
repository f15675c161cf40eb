"""Write the golden transcripts anew, from the root of the repository: python -m tests.golden.record

Only when a run is meant to change: then the change is result-changing, and CHANGELOG.md says under
"Results" which file moved and what was there before (CONTRIBUTING.md, "Results").
"""

from pathlib import Path

import numpy as np

import teachsim as ts
from teachsim.core.arrays import FloatArray
from tests.golden.runs import RUNS

FOLDER = Path(__file__).parent


def written(run: ts.Transcript, *, story: str) -> str:
    """A transcript as text: a line a round, with what was asked, said and made of it."""
    taught = run.scenario
    n_prompts, n_responses = taught.space.n_prompts, taught.space.n_responses
    signs = np.array(["-", "0", "+"])[taught.key + 1]
    head = [
        story,
        f"space {len(taught.space)} hypotheses, prompts {n_prompts}, responses {n_responses}",
        f"right {' '.join(''.join(row) for row in signs)}",
        "",
        "answers are prompt.response; ? asked, + right, - wrong, . silence; policy in thousandths;",
        "T truthful, H hallucinated, A abstained",
        "",
        f"round 0: policy {thousandths(run.policies[0])}; {masses(run, 0)}",
    ]
    rounds = [
        f"round {t}: {lesson.regime.name}, {exchange(lesson)}; "
        f"policy {thousandths(run.policies[t])}; {masses(run, t)}"
        for t, lesson in enumerate(run.lessons, start=1)
    ]
    return "\n".join([*head, *rounds, f"fingerprint {run.fingerprint}", ""])


def exchange(lesson: ts.Lesson) -> str:
    """What was asked and what was said in a round."""
    said = [
        f"{answer}{'-.+'[mark + 1]}"
        for answer, mark in zip(names(lesson.answers), lesson.marks.tolist(), strict=True)
    ]
    if lesson.confirmed is not None:
        said = ["no error"]
    asked = [] if lesson.asked is None else [f"{answer}?" for answer in names(lesson.asked)]
    return " ".join([*asked, "->", *(said or ["silence"])])


def names(answers: ts.Answers) -> list[str]:
    """The answers as prompt.response."""
    pairs = zip(answers.prompts.tolist(), answers.responses.tolist(), strict=True)
    return [f"{prompt}.{response}" for prompt, response in pairs]


def thousandths(policy: FloatArray) -> str:
    """A policy, prompt by prompt."""
    return " | ".join(" ".join(f"{1000 * chance:.0f}" for chance in row) for row in policy)


def masses(run: ts.Transcript, t: int) -> str:
    """Truthful, hallucinated and abstained after round t."""
    found = (
        metric(run.policies[t], run.scenario.key)
        for metric in (ts.metrics.truthful, ts.metrics.hallucinated, ts.metrics.abstained)
    )
    return " ".join(f"{name} {value:.3f}" for name, value in zip("THA", found, strict=True))


def main() -> None:
    """Write all of them."""
    for name, run in RUNS.items():
        text = written(run(), story=run.__doc__ or name)
        (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
