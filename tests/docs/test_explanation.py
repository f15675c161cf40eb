"""The explanation of each claim has all of its parts, and its numbers can be computed."""

import re
from pathlib import Path

import pytest

from teachsim.gallery.claims import CLAIMS
from teachsim.symbolic import families, liars
from teachsim.tabular import Knowledge, exact, objectives

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "explanation.md").read_text(encoding="utf-8")
SECTIONS = {
    heading[:2]: body
    for heading, body in re.findall(r"^## ([A-C]\d\. .+)\n((?:(?!^#).*\n)*)", TEXT, re.MULTILINE)
}
PARTS = ("Argument.", "Exact form.", "Where it (?:fails|bends).", "Sources.")


def test_every_claim_is_explained() -> None:
    assert [*SECTIONS] == [*dict.fromkeys((*(stated.id for stated in CLAIMS), "C1", "C2"))]


@pytest.mark.parametrize("id", SECTIONS)
def test_the_explanation_has_its_parts_in_order(id: str) -> None:
    places = [re.search(rf"^\*\*{part}\*\* \S", SECTIONS[id], re.MULTILINE) for part in PARTS]
    assert all(places), f"{id} lacks one of {PARTS}"
    starts = [place.start() for place in places if place]
    assert starts == sorted(starts)


def test_a_lie_costs_what_the_explanation_says() -> None:
    text = " ".join(SECTIONS["A6"].split())
    costs = [liars.ulam(n, lies=1).value for n in range(2, 9)]
    assert f"{', '.join(map(str, costs))} questions for 2 to 8 ideas" in text
    assert f"{liars.ulam(16, lies=1).value} for 16" in text
    runs = families.intervals(13)
    one, none = (liars.reaskable(runs, lies=lies).value for lies in (1, 0))
    assert f"{one} questions instead of {none} for the runs of 13 points" in text


def test_supervised_training_ends_where_the_explanation_says() -> None:
    run = exact.train(Knowledge(), objectives.SFT(labels="gold"), steps=1_000, rate=2.0)
    right, made_up = run.truthful[-1], run.hallucinated[-1]
    assert run.abstained[-1] < 0.001
    assert f"(defaults: right {right:.3f}, made up {made_up:.3f})".replace(" 0.", " .") in TEXT
