"""The committed results are those of the program as it is."""

import hashlib
import importlib.util
import io
import math
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import matplotlib
import pytest
from PIL import Image

from studies.bench import hashes
from teachsim import sweep
from teachsim.draw import plot, plot_atlas
from teachsim.gallery.classes import studied
from teachsim.gallery.setting import Bias
from teachsim.symbolic import complexity, demonstration, families, games, liars
from teachsim.symbolic.limit import families as languages

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "studies" / "results"
ON_STUDIED = ("withheld_examples", "both_factors")
THEORY = ("atlas", "cost_of_asking", "gold", "liars")
TABLES = (*ON_STUDIED, *THEORY)
TABULAR = (
    *("sft_lies", "rl_is_honest", "abstention", "stealing", "diversity", "three_modes"),
    *("credit", "no_human_in_the_loop", "new_knowledge", "phase_diagrams", "threshold_meter"),
)
PINS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PINNED = next(iter(re.findall(r"^matplotlib==(\S+)$", PINS, flags=re.MULTILINE)))
QUICK = (*THEORY, "sft_lies", "credit", "three_modes", "threshold_meter")


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


def committed(study: str) -> list[dict[str, str]]:
    return sweep.read_table(RESULTS / f"{study}.csv")[1]


def number(rows: list[dict[str, str]], column: str, **where: str) -> float:
    """What stands in the one row where the other columns say this."""
    (row,) = (row for row in rows if where.items() <= row.items())
    return float(row[column])


@pytest.mark.parametrize("study", [*TABLES, *TABULAR])
def test_a_table_says_its_version_and_command(study: str) -> None:
    header, _ = sweep.read_table(RESULTS / f"{study}.csv")
    assert header[0].startswith("# teachsim ")
    assert f"studies/{study}.py" in header[1]
    assert "--quick" not in header[1]


@pytest.mark.parametrize("table", sorted(RESULTS.glob("*.csv")), ids=lambda path: path.stem)
def test_no_figure_is_older_than_its_table(table: Path) -> None:
    """The source in a figure's metadata is the command and the hash of the table beside it."""
    header, _ = sweep.read_table(table)
    digest = hashlib.sha256(table.read_bytes()).hexdigest()[:16]
    with Image.open(table.with_suffix(".png")) as figure:
        assert figure.info["Source"] == f"{header[1].removeprefix('# command: ')}; table {digest}"


@pytest.mark.parametrize("study", sorted(path.stem for path in RESULTS.glob("*.csv")))
def test_a_committed_figure_is_what_todays_code_draws_of_the_committed_table(study: str) -> None:
    """Colours, widths and letters are in no table: whoever changes them draws the figures anew."""
    if matplotlib.__version__ != PINNED:
        pytest.skip(f"figures are drawn by matplotlib {PINNED}, and here is another")
    if "teachsim.bridge" in (ROOT / "studies" / f"{study}.py").read_text(encoding="utf-8"):
        pytest.importorskip("torch")
    drawn = plot.png(module(study).figure(committed(study)), source="")
    with Image.open(RESULTS / f"{study}.png") as old, Image.open(io.BytesIO(drawn)) as new:
        assert new.size == old.size
        assert new.tobytes() == old.tobytes(), f"{study}.png is out of date: make studies"


@pytest.mark.parametrize("study", ON_STUDIED)
def test_a_study_of_misled_learners_runs_through_the_classes_that_are_offered(study: str) -> None:
    assert {row["family"] for row in committed(study)} == set(studied(quick=False))


@pytest.mark.parametrize("study", QUICK)
def test_a_quick_run_draws_what_it_tabulates(
    study: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [study, "--quick", "--out", str(tmp_path)])
    module(study).main()
    table = tmp_path / f"{study}.csv"
    assert "--quick" in sweep.read_table(table)[0][1]
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


def test_the_smallest_classes_of_the_atlas_come_out_again(tmp_path: Path) -> None:
    atlas, rows = module("atlas"), committed("atlas")
    smallest = {family: build(sizes[0]) for family, (build, sizes) in atlas.FAMILIES.items()}
    assert smallest.keys() == {row["family"] for row in rows}
    for family in [family for family, H in smallest.items() if len(H) <= 6]:
        H = smallest[family]
        old = [row for row in rows if row["family"] == family and row["hypotheses"] == str(len(H))]
        assert [text(row, tmp_path) for row in atlas.rows_of(family, H)] == old


def test_the_atlas_says_of_runs_what_each_function_finds() -> None:
    H = families.intervals(8)
    rows = [row for row in committed("atlas") if row["hypotheses"] == str(len(H))]
    for symbol, found in {
        "VC": complexity.vc_dimension(H),
        "Ldim": complexity.littlestone_dimension(H),
        "TD": complexity.teaching_dimension(H),
        "RTD": complexity.recursive_teaching_dimension(H),
        "star": complexity.star_number(H),
        "MQ": games.membership(H),
        "EQ": games.equivalence(H),
    }.items():
        assert number(rows, "lower", family="runs", symbol=symbol) == found.value


def test_the_atlas_draws_every_quantity_and_at_most_only_where_all_classes_agree() -> None:
    rows = committed("atlas")
    chains = [part for line in plot_atlas.GROUPS.values() for part in line.split(", ")]
    drawn = [symbol for chain in chains for symbol in chain.split(" ≤ ")]
    assert sorted(drawn) == sorted({row["symbol"] for row in rows})
    for chain in chains:
        small, *larger = chain.split(" ≤ ")
        for large in larger:
            below = [float(row["lower"]) for row in rows if row["symbol"] == small]
            above = [float(row["upper"]) for row in rows if row["symbol"] == large]
            assert all(a <= b for a, b in zip(below, above, strict=True)), f"{small} ≤ {large}"
            small = large


def test_who_asks_is_always_safe_and_not_always_cheaper() -> None:
    rows = committed("cost_of_asking")
    cheapest: dict[str, dict[str, float]] = {}
    for row in rows:
        who = row["way"].split(":")[0]
        assert who == "shown" or float(row["lost"]) == 0.0
        if row["way"] != "shown: all of them: ideas given up":
            costs = cheapest.setdefault(row["family"], {"shown": math.inf, "asked": math.inf})
            costs[who] = min(costs[who], float(row["upper"]))
    assert cheapest["runs"]["shown"] < cheapest["runs"]["asked"]
    assert cheapest["all subsets"]["shown"] == cheapest["all subsets"]["asked"]
    assert any(float(row["lost"]) > 0.9 for row in rows if row["way"].startswith("shown"))


def test_costs_of_asking_are_those_of_the_library(tmp_path: Path) -> None:
    study, rows = module("cost_of_asking"), committed("cost_of_asking")
    H = studied(quick=False)["living beings"]
    old = [row for row in rows if row["family"] == "living beings"]
    assert [text(row, tmp_path) for row in study.rows_of("living beings", H)] == old
    assert number(old, "lower", way="asked: does it belong?") == games.membership(H).value
    assert number(old, "lost", way="shown: right answers") == (
        1 - int(complexity.protected(H, at_least=1).value or 0) / len(H)
    )
    changes = demonstration.mind_changes(H).value
    assert number(old, "upper", way="shown: all of them: ideas given up") == changes


def test_gold_leads_on_whoever_moves_and_leaves_the_others_wrong(tmp_path: Path) -> None:
    study, rows = module("gold"), committed("gold")
    family = languages.half_lines_and_all()
    again = [text(row, tmp_path) for row in sweep.curves(study.lured(family))]
    assert again == [row for row in rows if row["panel"] == f"Gold: {family.title}"]
    segments = [row for row in rows if row["panel"].startswith("Gold: the segments")]
    for row in segments:
        moves = row["line"] not in {"enumeration", "infinite first"}
        assert row["value"] == (row["x"] if moves else "0")


def test_generation_is_possible_where_identification_is_not_but_for_wrong_answers() -> None:
    end = {"x": "88"}
    rows = committed("gold")
    for panel, told in (
        ("right answers: the cofinite sets", 0.0),
        ("both marks: the cofinite sets", 1.0),
    ):
        assert number(rows, "value", panel=panel, line="generate", **end) == 1.0
        for task in ("identify", "generate with breadth", "detect hallucination"):
            assert number(rows, "value", panel=panel, line=task, **end) == told


def test_lies_cost_what_the_games_say() -> None:
    rows, H = committed("liars"), families.parities(3)
    for cost in liars.costs(H, most=2):
        where = {"panel": "lies: parities", "x": str(cost.lies)}
        for line, result in (
            ("told anew when asked again", cost.reaskable),
            ("told again", cost.persistent),
            ("false counterexamples", cost.examined),
            ("silences", cost.silent),
        ):
            assert number(rows, "value", line=line, **where) == result.value


def test_noise_costs_more_than_capacity_demands_and_past_half_nothing_helps(
    tmp_path: Path,
) -> None:
    study, rows = module("liars"), committed("liars")
    theory = [text(row, tmp_path) for row in sweep.curves(study.theory())]
    assert all(row in rows for row in theory)
    for row in rows:
        if row["line"] == "any learner, at least":
            where = {"panel": row["panel"], "x": row["x"], "line": "the halving learner"}
            assert number(rows, "value", **where) > float(row["value"])
    last, guess = str(study.ROUNDS), 1 / len(study.NOISY)
    share = {
        rate: number(rows, "value", panel="noise", line=f"{rate}% false", x=last)
        for rate in (30, 50, 70)
    }
    assert share[30] > 0.95
    assert share[50] == pytest.approx(guess, abs=0.01)
    assert share[70] < guess


@pytest.mark.parametrize("study", [*TABLES, "hero"])
def test_a_study_explains_itself(study: str) -> None:
    asked = [sys.executable, f"studies/{study}.py", "--help"]
    help_text = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    assert "--quick" in help_text
    assert (module(study).__doc__ or "").splitlines()[0] in help_text


@pytest.mark.parametrize("measures", ["automata", "hashes", "tabular"])
def test_who_asks_for_help_starts_no_benchmark(measures: str) -> None:
    asked = [sys.executable, "-m", f"studies.bench.{measures}", "--help"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True, timeout=60)
    assert said.stdout.startswith("usage: ")


def test_hashes_are_those_of_quick_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["liars", "--quick", "--out", str(tmp_path)])
    module("liars").main()
    digest = hashlib.sha256((tmp_path / "liars.csv").read_bytes()).hexdigest()
    assert list(hashes.hashes(("liars",))) == [("liars", digest[:16])]


def test_the_readme_shows_the_picture_that_the_program_draws(tmp_path: Path) -> None:
    asked = [sys.executable, "studies/hero.py", "--out", str(tmp_path)]
    subprocess.run(asked, cwd=ROOT, capture_output=True, check=True)
    for paper in ("light", "dark"):
        name = f"hero-{paper}.png"
        with Image.open(tmp_path / name) as drawn, Image.open(RESULTS / name) as committed:
            assert drawn.tobytes() == committed.tobytes(), f"{name} is out of date: make studies"
        assert f"studies/results/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")
