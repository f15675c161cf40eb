"""Questions and accepted answers from a file: one strict reader.

    question,answers                       the header; columns in either order
    What is the capital of France?,Paris
    Who wrote Emma?,Jane Austen|Austen     several accepted answers, the first is the one shown

A comma-separated file in UTF-8, with or without a byte-order mark. Whatever is wrong with it is a
`ValueError` that names the line, the rule and the way out.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from teachsim.core.checks import quoted

__all__ = ["Asked", "parse", "read"]

_COLUMNS = ("question", "answers")
_BETWEEN = "|"
_MOST_BYTES = 16 * 2**20
_MOST_QUESTIONS = 50_000
_MOST_ANSWERS = 64
_LONGEST_QUESTION = 2_000  # letters: longer ones are a file read the wrong way
_LONGEST_ANSWER = 200  # letters: completions are as long as the longest answer of all
_SAVE = "save it as CSV in UTF-8"


@dataclass(frozen=True)
class Asked:
    """A question in words.

    Attributes:
        line: Where it stands in its file, from 1.
        question: The question.
        answers: Accepted answers, at least one; the first is what a demonstrator shows.
    """

    line: int
    question: str
    answers: tuple[str, ...]


def read(path: str | os.PathLike[str]) -> tuple[Asked, ...]:
    """The questions in a file.

    Raises:
        ValueError: If it cannot be read, is above a limit, or breaks a rule.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, TypeError, ValueError) as error:
        why = (isinstance(error, OSError) and error.strerror) or error
        raise ValueError(
            f"the question file {quoted(path)} cannot be read: {why}; pass the path of a CSV file"
        ) from error
    return parse(content)


def parse(content: bytes) -> tuple[Asked, ...]:
    r"""The questions in the content of a file.

    >>> parse(b"question,answers\nWho wrote Emma?,Jane Austen | Austen\n")[0].answers
    ('Jane Austen', 'Austen')

    Raises:
        ValueError: If it is above a limit, or breaks a rule.
    """
    rows = _rows(_text(content))
    line, header = next(rows, (0, []))
    if not line:
        raise ValueError(f"the question file is empty; write the header {','.join(_COLUMNS)} first")
    places = _header(header, line=line)
    found: dict[str, Asked] = {}
    for line, cells in rows:
        if len(cells) != len(_COLUMNS):
            raise ValueError(
                f"line {line} has {len(cells)} cells, but must have {len(_COLUMNS)}, "
                f"{' and '.join(_COLUMNS)}; put quotes around a text that has a comma"
            )
        asked = Asked(
            line, _question(cells[places[0]], line=line), _answers(cells[places[1]], line)
        )
        if (before := found.get(asked.question)) is not None:
            raise ValueError(
                f"line {line} asks {quoted(asked.question)} again, after line {before.line}; join "
                f"the accepted answers of the two with {_BETWEEN!r}"
            )
        if len(found) == _MOST_QUESTIONS:
            raise ValueError(
                f"line {line} is one too many: at most {_MOST_QUESTIONS:,} questions are read; "
                "leave some out"
            )
        found[asked.question] = asked
    if not found:
        raise ValueError("the question file has a header but no question; add a line below it")
    return tuple(found.values())


def _text(content: bytes) -> str:
    """The content as text."""
    if len(content) > _MOST_BYTES:
        raise ValueError(
            f"the question file is too large: at most {_MOST_BYTES:,} bytes are read; leave some "
            "questions out"
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"line {line} of the question file is not UTF-8 (byte {error.start}); {_SAVE}"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ValueError(f"line {line} of the question file holds a NUL byte; {_SAVE}")
    return text.removeprefix("\ufeff")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The line at which each row begins, from 1, and its stripped cells; blank ones are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ValueError(
                f"line {line} is not comma-separated text ({error}); check its quotes"
            ) from error
        if cells is None:
            return
        stripped = [cell.strip() for cell in cells]
        if stripped and stripped != [""]:
            yield line, stripped


def _header(cells: list[str], *, line: int) -> tuple[int, int]:
    """Where the two columns stand."""
    if sorted(cells) != sorted(_COLUMNS):
        raise ValueError(
            f"line {line}, the header, has the columns {quoted(cells)}, but must have "
            f"{' and '.join(_COLUMNS)} and no others; write {','.join(_COLUMNS)} there"
        )
    return cells.index(_COLUMNS[0]), cells.index(_COLUMNS[1])


def _question(cell: str, *, line: int) -> str:
    """The question, checked."""
    if not cell:
        raise ValueError(f"line {line} has an empty question; write one, or leave the line out")
    if len(cell) > _LONGEST_QUESTION:
        raise ValueError(
            f"line {line} has a question of {len(cell):,} letters, but at most "
            f"{_LONGEST_QUESTION:,} are read; ask in fewer words, or check the quotes"
        )
    _printable(cell.translate({ord("\n"): " ", ord("\r"): " ", ord("\t"): " "}), line=line)
    return cell


def _answers(cell: str, line: int) -> tuple[str, ...]:
    """The accepted answers, checked."""
    answers = tuple(answer.strip() for answer in cell.split(_BETWEEN))
    if not any(answers):
        raise ValueError(
            f"line {line} has no accepted answer; write one, or several with {_BETWEEN!r} between"
        )
    if not all(answers):
        raise ValueError(
            f"line {line} has an empty answer among {quoted(cell)}; take out the {_BETWEEN!r} "
            "beside it"
        )
    if len(set(answers)) < len(answers):
        twice = next(answer for answer in answers if answers.count(answer) > 1)
        raise ValueError(f"line {line} accepts {quoted(twice)} twice; write it once")
    if len(answers) > _MOST_ANSWERS:
        raise ValueError(
            f"line {line} accepts {len(answers)} answers, but at most {_MOST_ANSWERS} are read; "
            "leave some out"
        )
    for answer in answers:
        if len(answer) > _LONGEST_ANSWER:
            raise ValueError(
                f"line {line} has an answer of {len(answer):,} letters, but at most "
                f"{_LONGEST_ANSWER} are read; ask for something shorter"
            )
        _printable(answer, line=line)
    return answers


def _printable(text: str, *, line: int) -> None:
    """Refuse letters that nobody can see, such as control characters."""
    for letter in text:
        if not letter.isprintable():
            raise ValueError(
                f"line {line} holds the character {letter!r}, which cannot be printed, in "
                f"{quoted(text)}; take it out"
            )
