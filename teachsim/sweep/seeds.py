"""Seeds of a study, each in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from teachsim.sweep.options import Options
from teachsim.sweep.rows import Run, curves
from teachsim.sweep.tables import Row

__all__ = ["by_seed", "spread"]

Cell = TypeVar("Cell")
Found = TypeVar("Found")


def spread(task: Callable[[Cell], Found], cells: Sequence[Cell], *, label: str) -> list[Found]:
    """What a task finds in each cell, in their order; cells run in processes of their own.

    There are as many processes as this one may use cores. Each starts anew and loads what it needs,
    so task and cells must be importable: a function at the top of a module, records and numbers.

    Args:
        task: What is done in a cell.
        cells: One call each.
        label: Of the progress bar.
    """
    from tqdm import tqdm

    workers = min(len(os.sched_getaffinity(0)), len(cells))
    if workers <= 1:
        return [task(cell) for cell in tqdm(cells, desc=label, disable=None, leave=False)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        found = pool.map(task, cells)
        return list(tqdm(found, total=len(cells), desc=label, disable=None, leave=False))


def by_seed(task: Callable[[tuple[int, bool]], Sequence[Run]], asked: Options) -> list[Row]:
    """The rows of a figure of curves, from the runs that a task finds in each seed.

    Args:
        task: Given a seed, and whether to be quick.
        asked: The options of the study.
    """
    cells = [(seed, asked.quick) for seed in range(asked.seeds)]
    # A quick run is over before other processes have loaded what they need.
    found = map(task, cells) if asked.quick else spread(task, cells, label=asked.study)
    return curves([run for runs in found for run in runs])
