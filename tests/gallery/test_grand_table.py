"""The grand table that the package carries: the study's own, and read as it is."""

import csv
import math
from pathlib import Path

from teachsim.gallery.grand_table import FAR, Substrate, misses, raw, rows, source

STUDY = Path(__file__).resolve().parents[2] / "studies" / "results" / "contrast.csv"


def test_the_package_carries_the_table_of_the_study_as_it_is() -> None:
    """`make packaged` renews the copy."""
    assert raw() == STUDY.read_text(encoding="utf-8")


def test_every_number_is_that_of_the_study() -> None:
    lines = [line for line in STUDY.read_text().splitlines() if not line.startswith("#")]
    table = list(csv.DictReader(lines))
    assert [row.way for row in rows()] == list(dict.fromkeys(line["way"] for line in table))
    for row in rows():
        for who in Substrate:
            for line in table:
                if (line["way"], line["substrate"]) != (row.way, who.value):
                    continue
                told = float(line["made up"]), float(line["truthful"])
                cell = row.cells[who]
                if line["questions"] == "unknown, held out":
                    assert told[0] == cell.made_up or math.isnan(told[0] + cell.made_up)
                elif line["questions"] == "known, held out":
                    assert told[1] == cell.right or math.isnan(told[1] + cell.right)


def test_a_prediction_is_off_when_it_is_far_and_never_what_was_measured_or_not_predicted() -> None:
    for row in rows():
        assert misses(row, Substrate.NETWORK) == (False, False)
        for who in Substrate:
            far = abs(row.cells[who].made_up - row.cells[Substrate.NETWORK].made_up) > FAR
            assert misses(row, who)[0] == far
    assert any(math.isnan(row.cells[Substrate.HABITS].made_up) for row in rows())


def test_the_table_says_where_it_comes_from() -> None:
    assert any(line.startswith("command: python studies/contrast.py") for line in source())
