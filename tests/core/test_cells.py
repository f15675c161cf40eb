import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from teachsim.core.cells import csv_text, harmless

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
TEXTS = st.text(max_size=12) | st.builds("".join, st.tuples(st.sampled_from(STARTS), st.text()))
CELLS = TEXTS | st.integers() | st.floats() | st.none() | st.booleans()


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
@example([["\r=1"], ['="', "'=1"]])
def test_no_cell_of_text_begins_as_a_formula_however_it_is_read_back(
    rows: list[list[object]],
) -> None:
    read = csv.reader(io.StringIO(csv_text(rows), newline=""), strict=True)
    for cells, row in zip(read, [row for row in rows if row], strict=True):
        for cell, was in zip(cells, row, strict=True):
            assert not isinstance(was, str) or not cell.startswith(STARTS)


@given(st.text().filter(lambda text: not text.startswith(STARTS)) | st.integers() | st.floats())
def test_what_is_no_formula_is_left_as_it_was(cell: object) -> None:
    assert harmless(cell) is cell


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"


def test_line_ends_are_those_of_unix_and_a_cell_may_hold_one() -> None:
    assert csv_text([("a", "b"), ("two\nlines", 1)]) == 'a,b\n"two\nlines",1\n'


def test_nobody_writes_tables_another_way() -> None:
    package = Path(__file__).parents[2] / "teachsim"
    sources = {path.name: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    writing = [
        name for name, text in sources.items() if re.search(r"\bcsv\.(Dict)?[wW]riter", text)
    ]
    assert writing == ["cells.py"]
