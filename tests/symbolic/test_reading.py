from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from teachsim.core.arrays import BoolArray
from teachsim.symbolic import HypothesisClass
from teachsim.symbolic.reading import Limits, ReadError, Source, read_csv

GOOD = "class,ant,bee,cat\ninsects,1,1,0\nmammals,0,0,1\n"
TABLES = hnp.arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 6))).map(
    lambda table: np.unique(table, axis=0)
)
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1).filter(
    lambda name: len(name) <= 80
)


@pytest.mark.parametrize("text", ["p0,p1\n0,1\n1,1\n", "idea,p\n1,1\n"])
def test_a_row_without_a_name_does_not_lose_its_first_entry(text: str) -> None:
    with pytest.raises(ValueError, match="where the name of the hypothesis belongs"):
        HypothesisClass.from_csv(io.StringIO(text))


def test_a_file_becomes_a_class_with_its_names() -> None:
    of = HypothesisClass.from_csv(io.StringIO(GOOD))
    assert of.names == ("insects", "mammals")
    assert of.instances == ("ant", "bee", "cat")
    assert of.table.tolist() == [[True, True, False], [False, False, True]]


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.rstrip().encode(),
        GOOD.replace(",", " , ").encode(),
        GOOD.replace("\n", "\n\n").encode(),
        b'"","ant","bee","cat"\n"insects","1","1","0"\n"mammals",0,0,1\n   \n',
    ],
)
def test_what_spreadsheets_make_of_the_same_file_is_the_same_class(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(content)
    for source in (path, str(path), io.BytesIO(content)):
        read = read_csv(source)
        assert read.instances == ("ant", "bee", "cat")
        assert read.names == ("insects", "mammals")
        assert read.table.tolist() == [[True, True, False], [False, False, True]]


@given(TABLES, st.data())
def test_a_class_written_as_csv_reads_back(table: BoolArray, data: st.DataObject) -> None:
    m, n = table.shape
    named = NAMES.filter(lambda name: name not in {"0", "1"})
    unique = st.lists(named, min_size=m + n, max_size=m + n, unique_by=str.strip)
    names = data.draw(unique)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["", *names[m:]])
    writer.writerows(
        [name, *row] for name, row in zip(names, table.astype(int).tolist(), strict=False)
    )
    text.seek(0)
    read = HypothesisClass.from_csv(text)
    assert (read.table == table).all()
    assert read.names == tuple(names[:m])
    assert read.instances == tuple(names[m:])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is blank"),
        (" \n\n", "the file is blank"),
        ("class,a\n", "a header but no hypothesis"),
        ("class\nh,1\n", "row 1, the header, is 'class' and names no instance"),
        ("class;a;b\nh;1;0\n", "is 'class;a;b' and names no instance; separate the cells by comm"),
        ("h,1,0,0\ng,0,1,0\n", "row 1 holds only 0 and 1"),
        ("x,0,1\ny,1,1\n", "row 1 holds only 0 and 1 where the names of the instances belong"),
        (
            "x,1,0\ny,1,1\n",
            "put a header with names above it (a point called 0 can be named x0, say)",
        ),
        ("x,0\ny,1\n", "row 1 holds only 0 and 1"),
        ("class,a,\nh,1,0\n", "row 1, column 3 is empty"),
        ("class,a,a\nh,1,0\n", "row 1, column 3 repeats the name 'a' of column 2"),
        ("class,a,b\nh,1\n", "row 2, 'h', has 2 cells but the header has 3"),
        ("class,a,b\nh,1,0,0\n", "row 2, 'h', has 4 cells but the header has 3"),
        ("class,a,b\n\nh,1,0\ng,1,2\n", "row 4, 'g', column 'b' is '2'; write 1 where"),
        ("class,a,b\nh,1,\n", "row 2, 'h', column 'b' is empty"),
        ("class,a,b\nh,1,nan\n", "column 'b' is 'nan'"),
        ("class,a,b\nh,1,1.0\n", "column 'b' is '1.0'"),
        ("class,a,b\nh,1,\u0661\n", "column 'b' is '\u0661'"),
        ("class,a,b\n,1,0\n", "row 2, first column is empty"),
        ("class,a,b\nh,1,0\nh,0,1\n", "row 3, first column repeats the name 'h' of row 2"),
        ("class,a,b\nh,1,0\ng,1,0\n", "hypotheses 'h' and 'g' hold the same instances right"),
        ("class,a,b\nh,1,\0\n", "row 2 holds a NUL byte"),
        ('class,a,b\n"h,1,0\n', "row 2 is not comma-separated text"),
        ('class,a,b\n"h"x,1,0\n', "row 2 is not comma-separated text"),
        ('class,"a\nb"\nh,1\n', r"column 2 is 'a\nb'; a name is printable"),
        ("class," + 90 * "a" + "\nh,1\n", "a name is printable and at most 80 letters"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_with_the_place(content: str, message: str) -> None:
    with pytest.raises(ReadError, match=re.escape(message)):
        read_csv(io.BytesIO(content.encode()))


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(hypotheses=1), "row 3 is one too many: at most 1 hypotheses are read"),
        (Limits(instances=2), "row 1 names 3 instances but at most 2 are read"),
        (Limits(bytes=10), "the file is longer than 10 bytes"),
    ],
)
def test_a_file_above_a_limit_is_refused(limits: Limits, message: str, tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(GOOD.encode())
    for source in (path, io.StringIO(GOOD), io.BytesIO(GOOD.encode())):
        with pytest.raises(ReadError, match=message):
            HypothesisClass.from_csv(source, limits=limits)


def test_a_file_at_its_limits_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(GOOD.encode())
    limits = Limits(hypotheses=2, instances=3, bytes=len(GOOD))
    less = Limits(hypotheses=2, instances=3, bytes=len(GOOD) - 1)
    opened: tuple[Callable[[], Source], ...] = (
        lambda: path,
        lambda: io.StringIO(GOOD),
        lambda: io.BytesIO(GOOD.encode()),
    )
    for source in opened:
        assert len(HypothesisClass.from_csv(source(), limits=limits)) == 2
        with pytest.raises(ReadError, match="longer than"):
            HypothesisClass.from_csv(source(), limits=less)


def test_a_letter_cut_by_the_limit_counts_as_too_long_not_as_bad_text() -> None:
    with pytest.raises(ReadError, match="longer than 1 bytes"):
        read_csv(io.BytesIO("aéb,c\n".encode()), limits=Limits(bytes=1))


def test_a_file_in_another_encoding_or_none_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="byte 0 of the file is not UTF-8"):
        read_csv(io.BytesIO(GOOD.encode("utf-16")))
    with pytest.raises(ReadError, match=r"cannot read 'nowhere\.csv'"):
        read_csv("nowhere.csv")
    with pytest.raises(ReadError, match="cannot read"):
        read_csv("null\0.csv")
    with pytest.raises(ReadError, match="cannot read"):
        read_csv(tmp_path)


CELLS = st.sampled_from(["0", "1", "", "a", "b", "2", '"', "\n", "\r", ",", ";", "\0", "\ufeff"])


def message_of(source: io.BytesIO | io.StringIO) -> str:
    """What the reader says of a source: nothing when it is a class."""
    try:
        of = HypothesisClass.from_csv(source)
    except ReadError as error:
        return str(error)
    return "" if len(of) else "an empty class"


@given(st.binary(max_size=60) | st.lists(CELLS, max_size=40).map("".join).map(str.encode))
@example(b",")
@example(b'"')
@example(b"\xef\xbb\xbf")
def test_nothing_but_a_read_error_of_one_line_escapes_from_any_bytes(content: bytes) -> None:
    assert "\n" not in message_of(io.BytesIO(content))


@given(st.text(max_size=60) | st.lists(CELLS, max_size=40).map("".join))
def test_nothing_but_a_read_error_of_one_line_escapes_from_any_text(content: str) -> None:
    assert "\n" not in message_of(io.StringIO(content, newline=""))


@pytest.mark.parametrize("source", [None, 123456, True, b"class,a", ["class,a"], object()])
def test_what_is_neither_a_path_nor_an_open_file_is_refused(source: str) -> None:
    with pytest.raises(ReadError, match=r"^the source is .*must be a path or an open file; pass"):
        HypothesisClass.from_csv(source)


def test_the_text_of_a_file_taken_for_its_path_is_refused_with_the_way_out() -> None:
    for text in (GOOD, GOOD * 200):
        with pytest.raises(
            ReadError, match=r"^cannot read 'class.*pass io.StringIO\(text\) if"
        ) as no:
            HypothesisClass.from_csv(text)
        assert len(str(no.value)) < 300
