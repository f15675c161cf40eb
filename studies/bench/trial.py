"""A study with nothing to find out, to be killed, cut off and timed.

python -m studies.bench.trial TASK CELLS STORE ENGINE [WORKERS]
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

from teachsim import sweep

__all__ = ["HELD", "do", "draw", "poison", "slow", "study_of"]

HELD = "TRIAL_HELD"  # in the environment: the folder of files that hold back cells of `slow`

EXITS, RAISES = 7, 11  # cells of `poison`


def draw(rng: np.random.Generator, *, cell: int) -> sweep.Found:
    """A number, at once."""
    return {"drawn": rng.random() + cell, "word": f"cell {cell}"}


def slow(rng: np.random.Generator, *, cell: int) -> sweep.Found:
    """A number, after 2 to 8 ms; where there is a file CELL.held, only when that is gone."""
    time.sleep(rng.uniform(0.002, 0.008))
    while HELD in os.environ and Path(os.environ[HELD], f"{cell}.held").exists():
        time.sleep(0.02)
    return draw(rng, cell=cell)


def poison(rng: np.random.Generator, *, cell: int) -> sweep.Found:
    """A number, but for a cell that takes its process with it and one that raises."""
    if cell == EXITS:
        os._exit(1)
    if cell == RAISES:
        raise RuntimeError(f"cell {cell} cannot be")
    return slow(rng, cell=cell)


def study_of(task: str, cells: int) -> sweep.Study:
    """The study of so many cells."""
    return sweep.Study("trial", f"studies.bench.trial:{task}", sweep.grid({"cell": range(cells)}))


def do(study: sweep.Study, store: Path, *, on: str, workers: int | None = None) -> None:
    """Do what is left of a study."""
    engine = partial(sweep.opened, on, workers=workers)
    with sweep.opened_store(store, study) as opened:
        sweep.run(study, opened, engine=engine)


def main() -> None:
    """Do what the command line says, and say in one line what stopped it."""
    task, cells, store, on, *workers = sys.argv[1:]
    try:
        do(
            study_of(task, int(cells)),
            Path(store),
            on=on,
            workers=int(workers[0]) if workers else None,
        )
    except (sweep.StoreError, sweep.EngineError, sweep.CodeError) as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
