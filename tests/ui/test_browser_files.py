"""Everything that can be taken away, taken in a real browser and opened."""

import csv
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


@pytest.fixture
def taken(visit: Visit, tmp_path: Path) -> Callable[[str], Path]:
    page = visit("mislead?seed=11")
    print_ = page.locator(".ts-print code").inner_text()

    def take(label: str) -> Path:
        with page.expect_download() as caught:
            page.get_by_role("button", name=label).click()
        path = tmp_path / caught.value.suggested_filename
        caught.value.save_as(path)
        assert print_[:17] in path.name
        return path

    return take


def print_of(path: Path) -> str:
    return path.stem.removeprefix("teachsim-")


def test_figures_and_data_open(taken: Callable[[str], Path]) -> None:
    svg = taken("Figure (SVG)")
    assert ET.parse(svg).getroot().tag.endswith("svg")
    assert taken("Figure (PDF)").read_bytes().startswith(b"%PDF-")
    with taken("Data (CSV)").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["regime"] for line in lines} == {"demonstration", "examination"}
    content = taken("Data (JSON)")
    assert json.loads(content.read_text())["fingerprint"] == print_of(content)


def test_the_script_prints_the_same_fingerprint(taken: Callable[[str], Path]) -> None:
    path = taken("Script (Python)")
    done = subprocess.run(
        [sys.executable, str(path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).resolve().parents[2],
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert done.stdout.strip() == print_of(path)


def test_the_web_page_plays_from_a_file_and_shows_the_same_fingerprint(
    taken: Callable[[str], Path], visit: Visit
) -> None:
    path = taken("Web page (HTML)")
    assert path.stat().st_size <= 100_000
    page = visit().context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    expect(page.get_by_text(print_of(path)).first).to_be_visible()
    page.get_by_role("button", name="2×").click()
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".film .round")).to_have_text(re.compile("^Round 12 of 12"), timeout=15_000)
    assert requests == [path.as_uri()]
