"""The committed results are those of the program as it is."""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from teachsim import sweep
from teachsim.gallery.classes import studied
from teachsim.gallery.setting import Bias

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "studies" / "results"
TABLES = ("withheld_examples", "both_factors")


def module(study: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(study, ROOT / "studies" / f"{study}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def text(row: sweep.Row, folder: Path) -> dict[str, str]:
    """A row as it stands in a table."""
    path = sweep.write_table([row], sweep.options("row", "", seeds=1, argv=["--out", str(folder)]))
    return sweep.read_table(path)[1][0]


@pytest.mark.parametrize("study", TABLES)
def test_a_table_says_its_version_and_command_and_its_figure_its_table(study: str) -> None:
    table = RESULTS / f"{study}.csv"
    header, rows = sweep.read_table(table)
    assert header[0].startswith("# teachsim ")
    assert f"studies/{study}.py" in header[1]
    assert "--quick" not in header[1]
    assert {row["family"] for row in rows} == set(studied(quick=False))
    with Image.open(table.with_suffix(".png")) as figure:
        assert hashlib.sha256(table.read_bytes()).hexdigest()[:16] in figure.info["Source"]


def test_rows_of_withheld_examples_come_out_again(tmp_path: Path) -> None:
    header, rows = sweep.read_table(RESULTS / "withheld_examples.csv")
    seeds = int(header[1].split("--seeds ")[1].split()[0])
    H = studied(quick=False)["living beings"]
    again = module("withheld_examples").rows_of("living beings", H, seeds=seeds)
    committed = [row for row in rows if row["family"] == "living beings"]
    assert [text(row, tmp_path) for row in again] == committed


def test_rows_of_both_factors_come_out_again(tmp_path: Path) -> None:
    study = module("both_factors")
    header, rows = sweep.read_table(RESULTS / "both_factors.csv")
    seeds = int(header[1].split("--seeds ")[1].split()[0])
    H = studied(quick=False)["living beings"]
    for regime in study.REGIMES:
        row = study.row_of(H, regime, bias=Bias.LARGEST, seeds=seeds)
        row = {"family": "living beings", "learner": Bias.LARGEST, "regime": regime.name, **row}
        assert text(row, tmp_path) in rows


@pytest.mark.parametrize("study", [*TABLES, "hero"])
def test_a_study_explains_itself(study: str) -> None:
    asked = [sys.executable, f"studies/{study}.py", "--help"]
    help_text = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    assert "--quick" in help_text
    assert (module(study).__doc__ or "").splitlines()[0] in help_text


def test_the_readme_shows_the_picture_that_the_program_draws(tmp_path: Path) -> None:
    asked = [sys.executable, "studies/hero.py", "--out", str(tmp_path)]
    subprocess.run(asked, cwd=ROOT, capture_output=True, check=True)
    for paper in ("light", "dark"):
        name = f"hero-{paper}.png"
        with Image.open(tmp_path / name) as drawn, Image.open(RESULTS / name) as committed:
            assert drawn.tobytes() == committed.tobytes(), f"{name} is out of date: make studies"
        assert f"studies/results/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")
