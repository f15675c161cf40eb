"""The projection of docs/cluster.md, on costs that are known."""

from dataclasses import replace
from pathlib import Path

import pytest

from studies.bench import projection, trial


def cost(tasks: int) -> projection.Cost:
    """0.1 s of a worker for each task, a tenth of that of the driver, and 3 s to begin with."""
    n = float(tasks)
    spent = 3 + 0.05 * n, 0.08 * n, 0.02 * n, 0.01 * n, 0.002 * n
    return projection.Cost(*spent, store=10 * n, table=5 * n, memory=100 + n)


KNOWN = {n: cost(n) for n in (150, 600, 2_400)}


def test_lines_go_through_what_lies_on_them() -> None:
    lines = projection.fitted(KNOWN)
    foretold = [lines[name].at(10**6) for name in ("seconds", "store", "memory")]
    assert foretold == pytest.approx([50_003, 10**7, 10**6 + 100])


def test_more_workers_help_until_the_driver_has_no_time_left() -> None:
    lines = projection.fitted(KNOWN)
    assert projection.most_workers(lines) in {9, 10}  # rounded down
    for workers, seconds in {1: 100, 2: 50, 5: 20, 10: 10, 1_000: 10}.items():
        assert projection.seconds(lines, 1_000, workers=workers) == pytest.approx(seconds)


def test_a_large_study_that_is_a_little_off_does_not_drown_a_small_one() -> None:
    slower = replace(KNOWN[2_400], seconds=1.05 * KNOWN[2_400].seconds)
    lines = projection.fitted({**KNOWN, 2_400: slower})
    assert lines["seconds"].at(150) == pytest.approx(KNOWN[150].seconds, rel=0.05)


def test_a_store_is_filled_with_the_rows_of_another(tmp_path: Path) -> None:
    trial.do(trial.study_of("draw", 5), like := tmp_path / "like.sqlite", on="serial")
    assert len(projection.filled(tmp_path, rows=60, like=like, work=0.1)) == 10
    assert (tmp_path / "filled.sqlite").exists()
