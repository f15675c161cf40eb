"""The table of claims in README: what it names is there, what it counts was computed."""

import csv
import pkgutil
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from teachsim.gallery.claims import CLAIMS
from teachsim.ui.words import WORDS

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "studies" / "results"
README = (ROOT / "README.md").read_text(encoding="utf-8")
COLUMNS = ("claim", "in one sentence", "in numbers", "function", "study", "page", "test")


def committed(study: str) -> list[dict[str, str]]:
    """Return the rows of a study's committed table."""
    lines = (RESULTS / f"{study}.csv").read_text(encoding="utf-8").splitlines()
    return [*csv.DictReader(line for line in lines if not line.startswith("#"))]


@dataclass(frozen=True)
class Found:
    """A number of a committed table, as it is written."""

    study: str
    where: dict[str, str]
    column: str
    format: str

    @property
    def text(self) -> str:
        (row,) = (
            row
            for row in committed(self.study)
            if all(row[name] == value for name, value in self.where.items())
        )
        return format(float(row[self.column]), self.format).replace("%", " %")


def curve(study: str, *, panel: str, line: str, x: str, form: str) -> Found:
    """Return a point of a curve."""
    return Found(study, {"panel": panel, "line": line, "x": x}, "value", form)


def misled(learner: str, demonstrator: str) -> Found:
    of = {"family": "runs", "learner": learner, "demonstrator": demonstrator, "rounds": "16"}
    return Found("withheld_examples", of, "misled", ".0%")


def asked(column: str) -> Found:
    of = {"family": "runs", "way": "asked: is it this? (any set)"}
    return Found("cost_of_asking", of, column, ".0f")


def right(regime: str) -> Found:
    of = {"family": "runs", "learner": "largest", "regime": regime}
    return Found("both_factors", of, "right", ".0%")


def made_up(way: str, substrate: str) -> Found:
    of = {"way": way, "substrate": substrate, "questions": "unknown, held out"}
    return Found("contrast", of, "made up", ".2f")


def wordings(line: str, x: str) -> Found:
    return curve("diversity", panel="Step by step", line=line, x=x, form=".1f")


def lies(x: str) -> Found:
    again = "told anew when asked again"
    return curve("liars", panel="lies: runs", line=again, x=x, form=".0f")


def waits(line: str) -> Found:
    return curve("abstention", panel="Time to learn doubt", line=line, x="1000", form=",.0f")


def lost(case: str) -> Found:
    return Found("three_modes", {"way": "SFT, one writer", "case": case}, "value", ".2f")


def words(line: str) -> Found:
    return curve("credit", panel="Time to .9, from 1 in 4", line=line, x="8", form=",.0f")


def graded(x: str) -> Found:
    panel = "A grader that errs, wrong costs 3"
    return curve("no_human_in_the_loop", panel=panel, line="psi = 0", x=x, form=".2f")


def kept(x: str) -> Found:
    panel = "IDK left on other questions"
    return curve("new_knowledge", panel=panel, line="50% new", x=x, form=".2f")


# Each number of the column "in numbers", in order; a text stands for what was set, not found.
FOUND: dict[str, tuple[Found | str, ...]] = {
    "A1": (misled("largest", "hostile"), asked("hypotheses")),
    "A2": ("16", misled("smallest", "negligent"), misled("smallest", "random")),
    "A3": (asked("hypotheses"), asked("upper")),
    "A4": (right("approval"), right("query")),
    "A5": (
        curve(
            "gold",
            panel="Gold: the segments {0, ..., n} and all numbers",
            line="smallest",
            x="40",
            form=".0f",
        ),
        "40",
    ),
    "A6": (lies("1"), lies("0")),
    "B1": (
        Found(
            "sft_lies",
            {"case": "held out, unknown", "way": "SFT: right answers"},
            "made up",
            ".2f",
        ),
    ),
    "B2": (
        curve(
            "rl_is_honest",
            panel="Threshold, epistemic ignorance",
            line="policy gradient",
            x="3",
            form=".2f",
        ),
        "3",
    ),
    "B3": (waits("random IDK, then reward"), waits("reward, 2 actions")),
    "B4": (
        curve(
            "stealing",
            panel="Made up: what the teacher knew",
            line="d' = 8",
            x="0.8",
            form=".2f",
        ),
        "0.80",
    ),
    "B5": (wordings("reward", "1"), wordings("reward", "4000")),
    "B6": (lost("text at hand"), lost("knowledge")),
    "B7": ("8", words("whole sequence"), words("each token shown")),
    "B8": (graded("0.5"), graded("0")),
    "B9": (kept("300"), kept("0.01")),
    "C1": (
        made_up("IDK, then reward", "transformer"),
        made_up("IDK, then reward", "tabular, exact"),
        made_up("SFT, right answers", "transformer"),
    ),
    "C2": (),
}


def table() -> dict[str, dict[str, str]]:
    """Return the rows of the table by id of the claim, their cells by column."""
    _, _, tail = README.partition(f"| {' | '.join(COLUMNS)} |\n")
    rows = {}
    for line in tail.splitlines()[1:]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        assert len(cells) == len(COLUMNS), line
        rows[cells[0].split()[0]] = dict(zip(COLUMNS, cells, strict=True))
    return rows


ROWS = table()


def test_every_claim_has_a_row() -> None:
    assert [*ROWS] == [stated.id for stated in CLAIMS]


@pytest.mark.parametrize("id", ROWS)
def test_the_function_is_there(id: str) -> None:
    names = re.findall(r"`([\w.]+)`", ROWS[id]["function"])
    assert names
    for name in names:
        if name.startswith("bridge"):
            pytest.importorskip("torch")
        pkgutil.resolve_name(f"teachsim.{name}")


@pytest.mark.parametrize("id", ROWS)
@pytest.mark.parametrize(("column", "folder"), [("study", "studies"), ("test", "tests")])
def test_the_file_is_there(id: str, column: str, folder: str) -> None:
    linked = re.fullmatch(r"\[`(.+)`\]\((.+)\)", ROWS[id][column])
    assert linked
    path = ROOT / linked[2]
    assert path.is_file()
    assert path.name == linked[1]
    assert path.is_relative_to(ROOT / folder)


@pytest.mark.parametrize("id", ROWS)
def test_the_page_and_its_scenes_are_called_so_in_the_app(id: str) -> None:
    titles = {text.replace("“", '"').replace("”", '"').replace("’", "'") for text in WORDS.values()}
    named = re.split(r"[:;,] ?", ROWS[id]["page"])
    assert {name.strip() for name in named} <= titles


@pytest.mark.parametrize("id", ROWS)
def test_the_numbers_are_those_of_the_committed_results(id: str) -> None:
    cell = re.sub(r"\(.*?\)", "", ROWS[id]["in numbers"])
    written = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?(?: %)?", cell)
    found = [one if isinstance(one, str) else one.text for one in FOUND[id]]
    assert written == found


def test_the_atlas_is_as_large_as_the_readme_says() -> None:
    rows = committed("atlas")
    quantities, families = ({row[name] for row in rows} for name in ("quantity", "family"))
    assert f"{len(quantities)} quantities of {len(families)} families" in README


def test_the_contrast_is_as_large_as_its_picture_is_said_to_be() -> None:
    rows = committed("contrast")
    ways = {row["way"] for row in rows}
    substrates = {row["substrate"] for row in rows} - {"transformer, greedy"}
    assert (len(ways - {"before teaching"}), len(substrates)) == (13, 4)
    assert "Thirteen ways of teaching, and none, on four substrates" in README
