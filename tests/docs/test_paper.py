"""The draft for the Journal of Open Source Education has its parts, and cites what it lists."""

import re
from pathlib import Path

import pytest

from teachsim.gallery.claims import CLAIMS
from teachsim.gallery.lessons import PLANS

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "paper"
PAPER = (FOLDER / "paper.md").read_text(encoding="utf-8")
SOURCES = (FOLDER / "paper.bib").read_text(encoding="utf-8")
_, HEAD, BODY = PAPER.split("---\n", 2)
README = (FOLDER.parents[1] / "README.md").read_text(encoding="utf-8")


def test_what_is_cited_is_listed_and_what_is_listed_is_cited() -> None:
    cited = set(re.findall(r"@(\w+\d{4})", BODY))
    assert cited == set(re.findall(r"^@\w+\{(\w+),$", SOURCES, re.MULTILINE))


@pytest.mark.parametrize(
    "part",
    [
        "Summary",
        "Statement of need",
        "Learning objectives",
        "Content and design",
        "Story of the project",
        "Acknowledgements",
        "References",
    ],
)
def test_the_paper_has_the_part(part: str) -> None:
    assert f"\n# {part}\n" in BODY


def test_the_head_names_what_the_journal_asks_for() -> None:
    fields = {*re.findall(r"^(\w+):", HEAD, re.MULTILINE)}
    assert fields == {"title", "tags", "authors", "affiliations", "date", "bibliography"}
    assert (FOLDER / "paper.bib").name in HEAD


def test_the_paper_counts_claims_and_lessons_as_the_program_does() -> None:
    bridge = set(re.findall(r"^\| (C\d) ", README, re.MULTILINE))
    assert f"each of {len({one.id for one in CLAIMS} | bridge)} claims" in " ".join(BODY.split())
    minutes = [str(plan.minutes) for plan in PLANS]
    assert f"lessons of {', '.join(minutes[:-1])} and {minutes[-1]} minutes" in BODY


def test_the_paper_is_as_long_as_the_journal_likes() -> None:
    assert 750 <= len(BODY.split()) <= 1_500
