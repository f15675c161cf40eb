"""CITATION.cff is valid, and the one source of what else says how to cite."""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest

import teachsim as ts
from teachsim.ui import citing

ROOT = Path(__file__).resolve().parents[2]
PERSON = {"family-names", "given-names", "orcid", "affiliation"}

# Of version 1.2.0 of the format: its schema requires the first and forbids what is in neither.
REQUIRED = {"cff-version", "message", "title", "authors"}
ALLOWED = REQUIRED | {
    *("abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords"),
    *("license", "license-url", "preferred-citation", "references", "repository"),
    *("repository-artifact", "repository-code", "type", "url", "version"),
}


def cited() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def deposited() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    return found


def test_the_citation_has_what_its_format_requires_and_nothing_that_it_forbids() -> None:
    file = cited()
    assert set(file) >= REQUIRED
    assert set(file) <= ALLOWED
    assert file["cff-version"] == "1.2.0"
    assert file["type"] == "software"
    assert file["version"] == ts.__version__
    assert file["license"] == "MIT"
    assert datetime.date.fromisoformat(file["date-released"]) >= datetime.date(2023, 1, 1)
    for text in (file["message"], file["title"], file["abstract"]):
        assert isinstance(text, str)
        assert text.strip()
    assert len(set(file["keywords"])) == len(file["keywords"]) > 0


def test_every_author_is_a_person_or_a_group_with_a_name() -> None:
    for author in cited()["authors"]:
        assert set(author) == {"name"} or {"family-names", "given-names"} <= set(author) <= PERSON
        assert all(isinstance(value, str) and value.strip() for value in author.values())


def test_nobody_invented_an_identifier() -> None:
    """A DOI is given by whoever archives a release; until then there is none to write down."""
    for name in ("CITATION.cff", ".zenodo.json", "docs/paper/paper.md", "docs/paper/paper.bib"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"\b10\.\d{4,}/|\bdoi\b|zenodo\.org", text, re.IGNORECASE), name


def test_the_deposit_says_what_the_citation_says() -> None:
    file, deposit = cited(), deposited()
    assert deposit["title"] == file["title"]
    assert deposit["description"] == file["abstract"]
    assert deposit["version"] == file["version"]
    assert deposit["publication_date"] == file["date-released"]
    assert deposit["license"] == file["license"]
    assert deposit["keywords"] == file["keywords"]
    assert [one["name"] for one in deposit["creators"]] == [one["name"] for one in file["authors"]]
    assert deposit["upload_type"] == file["type"]


def test_the_entry_that_the_app_gives_says_what_the_citation_says() -> None:
    file, entry = cited(), citing.bibtex()
    assert f"{{{file['title']}}}" in entry
    assert f"{{{file['version']}}}" in entry
    assert f"{{{file['date-released'][:4]}}}" in entry
    assert f"{{{file['license']}}}" in entry
    assert all(author["name"] in entry for author in file["authors"])
