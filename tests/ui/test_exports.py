"""What is taken away: each form opens, says the same, and carries the fingerprint."""

import csv
import io
import json
import math
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from teachsim.gallery import grand_table
from teachsim.gallery.classes import OWN, Ideas
from teachsim.gallery.mislead import run
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.setting import Setting
from teachsim.ui import citing, exports, grand, paper
from teachsim.ui.data import code
from teachsim.ui.views import start
from teachsim.ui.visit import opened, query_of
from tests.ui.scenarios import random_settings, visit_of

SHOWN = [PRESETS[0].setting, PRESETS[-1].setting]
ROUND_TRIPS = 100  # `make goals` takes 500


@pytest.mark.parametrize("setting", SHOWN)
def test_figures_open(setting: Setting) -> None:
    drawing = ET.fromstring(paper.as_svg(exports.picture(setting)))
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert paper.as_pdf(exports.picture(setting)).startswith(b"%PDF-")


@pytest.mark.parametrize("setting", SHOWN)
def test_data_hold_every_round_of_every_run(setting: Setting) -> None:
    runs = run(setting)
    lines = list(csv.DictReader(io.StringIO(exports.as_csv(setting).decode())))
    content = json.loads(exports.as_json(setting))

    assert content["fingerprint"] == runs.fingerprint
    assert {line["regime"] for line in lines} == {cell.regime.name for cell in runs.cells}
    for told, transcript in zip(content["runs"], runs.transcripts, strict=True):
        rounds = {line["round"] for line in told["rounds"]}
        assert rounds == set(range(len(transcript.lessons) + 1))
    assert len(lines) == sum(len(told["rounds"]) for told in content["runs"])


def test_the_grand_table_is_taken_away_as_it_is_and_as_a_figure() -> None:
    forms = {form.word: form.make(None) for form in start.GRAND}
    drawing = ET.fromstring(forms["svg"])
    written = " ".join(drawing.itertext())
    assert forms["pdf"].startswith(b"%PDF-")
    assert forms["csv"].decode() == grand_table.raw()
    content = json.loads(forms["json"])
    lines = [line for line in grand_table.raw().splitlines() if not line.startswith("#")]
    assert [list(row.values()) for row in content["rows"]] == list(csv.reader(lines[1:]))
    for row in grand_table.rows():
        assert grand.called(row.way) in written
        for cell in row.cells.values():
            assert math.isnan(cell.right) or f"{100 * cell.right:.0f}" in written


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    text = 'idea,=1+1,@b\n"=HYPERLINK(1)",1,0\nall,1,1\n'
    setting = Setting(ideas=Ideas(OWN, (), text), target=0, rounds=2)
    lines = csv.reader(io.StringIO(exports.as_csv(setting).decode()))
    cells = [cell for line in lines for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert "'=1+1" in cells


def test_the_citation_is_that_of_the_file() -> None:
    entry = citing.bibtex()
    assert entry.startswith("@software{teachsim,")
    assert "{teachsim contributors}" in entry
    assert "teachsim: what a teacher must disclose" in entry


def test_link_script_and_web_page_agree_on_the_fingerprint_of_any_run() -> None:
    """Each link is opened and run; all scripts run in one other process, not one in this."""
    settings = random_settings(ROUND_TRIPS, seed=4)
    told = []
    for setting in settings:
        restored = opened(query_of(visit_of(setting))).setting
        runs = run(restored)
        page = exports.as_page(restored).decode()
        assert runs.fingerprint in page
        told.append(runs.fingerprint)

    scripts = "\n".join(f"exec({code(setting)!r}, {{}})" for setting in settings)
    done = subprocess.run(
        [sys.executable, "-c", "import sys; exec(sys.stdin.read())"],
        input=scripts,
        check=True,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.stdout.split() == told
