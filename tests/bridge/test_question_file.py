"""A file of questions: what is read, and one sentence for each way to be wrong, with its line."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from teachsim.bridge.question_file import Asked, parse, read

HEADER = "question,answers\n"
visible = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)


def parsed(text: str) -> tuple[Asked, ...]:
    return parse(text.encode())


def refused(content: str | bytes) -> str:
    with pytest.raises(ValueError, match=r"\A.+\Z") as refusal:  # a single line
        parse(content.encode() if isinstance(content, str) else content)
    return str(refusal.value)


# ---------------------------------------------------------------- what is read
def test_answers_are_parted_by_bars_and_spaces_around_them_do_not_count() -> None:
    (asked,) = parsed(HEADER + " Who wrote Emma? , Jane Austen |Austen\n")
    assert asked == Asked(2, "Who wrote Emma?", ("Jane Austen", "Austen"))


def test_columns_may_stand_in_either_order() -> None:
    (asked,) = parsed("answers,question\nParis,Capital of France?\n")
    assert (asked.question, asked.answers) == ("Capital of France?", ("Paris",))


def test_lines_are_counted_as_an_editor_does() -> None:
    text = HEADER + '\n"A question\nof two lines?",yes\r\n\nAnother?,no\n'
    assert [asked.line for asked in parsed(text)] == [3, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_of_every_system_and_a_byte_order_mark_are_read(end: str, mark: str) -> None:
    text = mark + HEADER.strip() + end + "Où?,là" + end + "Who?,me"
    assert [asked.question for asked in parsed(text)] == ["Où?", "Who?"]


@given(
    st.dictionaries(
        visible.map(str.strip).filter(bool),
        st.lists(visible.filter(lambda text: "|" not in text), min_size=1, max_size=4, unique=True),
        min_size=1,
        max_size=5,
    )
)
@example({'"': [",", '""']})
def test_what_was_written_is_read(asked: dict[str, list[str]]) -> None:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["question", "answers"])
    table.writerows([question, "|".join(answers)] for question, answers in asked.items())
    found = {one.question: list(one.answers) for one in parsed(text.getvalue())}
    assert found == asked


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: (HEADER + text).encode()))
@example(b"\xff\xfeq\x00")
@example(b'question,answers\n"')
def test_any_content_is_read_or_refused_in_a_sentence(content: bytes) -> None:
    try:
        found = parse(content)
    except ValueError as refusal:
        said = str(refusal)
    else:
        said = ""
        assert all(asked.question and asked.answers for asked in found)
    assert "\n" not in said
    assert len(said) < 400


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    (tmp_path / "questions.csv").write_text(HEADER + "Who?,me\n", encoding="utf-8")
    assert read(tmp_path / "questions.csv") == (Asked(2, "Who?", ("me",)),)
    assert read(str(tmp_path / "questions.csv"))[0].answers == ("me",)


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("question\n", "['question']"),
        ("question,answer\n", "['question', 'answer']"),
        ("question,answers,level\n", "['question', 'answers', 'level']"),
        ("question,question\n", "['question', 'question']"),
        ("Who?,me\n", "['Who?', 'me']"),
    ],
)
def test_missing_and_other_columns_are_refused(header: str, found: str) -> None:
    said = refused(header + "Who?,me\n")
    assert said.startswith(f"line 1, the header, has the columns {found}")
    assert "must have question and answers and no others" in said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Who?,me\n,me\n", "line 3 has an empty question"),
        ("  ,me\n", "line 2 has an empty question"),
        ("Who?,\n", "line 2 has no accepted answer"),
        ("Who?, | \n", "line 2 has no accepted answer"),
        ("Who?,me||you\n", "line 2 has an empty answer among 'me||you'"),
        ("Who?,me|you|\n", "line 2 has an empty answer"),
        ("Who?,me|you| me\n", "line 2 accepts 'me' twice"),
        ("Who?,me\nWhat?,it\n Who?,you\n", "line 4 asks 'Who?' again, after line 2"),
        ("Who?\n", "line 2 has 1 cells, but must have 2"),
        ("Who, me?,me\n", "line 2 has 3 cells, but must have 2"),
        ('Who?,"me\n', "line 2 is not comma-separated text"),
        ('Who?,"me"x\n', "line 2 is not comma-separated text"),
        ("Who?,m\x07e\n", r"line 2 holds the character '\x07'"),
        ("W\u200bho?,me\n", r"line 2 holds the character '\u200b'"),
        ('Who?,"m\ne"\n', r"line 2 holds the character '\n'"),
        (f"{'W' * 2001},me\n", "line 2 has a question of 2,001 letters, but at most 2,000"),
        (f"Who?,{'m' * 201}\n", "line 2 has an answer of 201 letters, but at most 200"),
        (f"Who?,{'|'.join(map(str, range(65)))}\n", "line 2 accepts 65 answers, but at most 64"),
    ],
)
def test_a_line_that_breaks_a_rule_is_named(lines: str, said: str) -> None:
    assert refused(HEADER + lines).startswith(said)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \r\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert "is empty; write the header question,answers" in refused(text)


def test_a_header_alone_is_refused() -> None:
    assert "has a header but no question" in refused(HEADER)


def test_bytes_that_are_no_utf_8_are_refused_with_their_line() -> None:
    said = refused((HEADER + "Who?,me\n").encode() + "Où?,là\n".encode("latin-1"))
    assert said.startswith("line 3 of the question file is not UTF-8 (byte 26)")


def test_a_nul_byte_is_refused_with_its_line() -> None:
    assert refused(HEADER + "Who?,m\0e\n").startswith("line 2 of the question file holds a NUL")


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("teachsim.bridge.question_file._MOST_BYTES", 100)
    (tmp_path / "large.csv").write_text(HEADER + "Who?,me\n" * 100, encoding="utf-8")
    with pytest.raises(ValueError, match="is too large: at most 100 bytes are read"):
        read(tmp_path / "large.csv")


def test_too_many_questions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teachsim.bridge.question_file._MOST_QUESTIONS", 2)
    lines = "".join(f"Who is {n}?,me\n" for n in range(3))
    assert refused(HEADER + lines).startswith("line 4 is one too many: at most 2 questions")


@pytest.mark.parametrize("path", ["missing.csv", ".", "nul\0byte", 3.5, None])
def test_what_is_no_file_is_refused(
    path: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=r"the question file .* cannot be read"):
        read(path)  # type: ignore[arg-type]  # on purpose
