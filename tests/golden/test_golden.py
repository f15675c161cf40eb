"""Runs equal their recorded transcripts, line by line: no change of results goes unnoticed."""

import pytest

from tests.golden.record import FOLDER, written
from tests.golden.runs import RUNS


@pytest.mark.parametrize("name", RUNS)
def test_a_run_equals_its_recorded_transcript(name: str) -> None:
    """If this is meant to change: python -m tests.golden.record, and a line in CHANGELOG.md."""
    recorded = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    replayed = written(RUNS[name](), story=RUNS[name].__doc__ or name)
    for then, now in zip(recorded.splitlines(), replayed.splitlines(), strict=True):
        assert now == then


def test_every_recorded_transcript_is_replayed() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(RUNS)
